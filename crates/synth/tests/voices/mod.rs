//! What can be measured of a voice: its pitch, and how its strength beats.

use std::{f64::consts::TAU, ops::Range};

use foley_synth::{SAMPLE_RATE, Sound};

const RATE: f64 = SAMPLE_RATE as f64;
const WINDOW: usize = 2_048;
/// Shortest and longest period that is taken for a pitch, in frames: 3.1 kHz and 50 Hz.
const PERIODS: Range<usize> = 14..882;
/// Frames of one value of the envelope: 2 ms.
const STEP: usize = 88;

fn mid(sound: &Sound) -> Vec<f64> {
    let pairs = sound.left().iter().zip(sound.right());
    pairs.map(|(l, r)| (f64::from(*l) + f64::from(*r)) / 65_536.0).collect()
}

fn power(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>() / x.len() as f64
}

/// The median pitch in Hz of the loud parts, by their autocorrelation.
pub fn pitch(sound: &Sound) -> f64 {
    let x = mid(sound);
    let frames: Vec<&[f64]> = x.chunks_exact(WINDOW).collect();
    let loudest = frames.iter().map(|frame| power(frame)).fold(0.0, f64::max);
    let mut pitches: Vec<f64> = frames
        .iter()
        .filter(|frame| power(frame) > loudest / 6.0)
        .map(|frame| frame_pitch(frame))
        .collect();
    pitches.sort_by(f64::total_cmp);
    pitches[pitches.len() / 2]
}

fn frame_pitch(x: &[f64]) -> f64 {
    let alike = |lag: usize| {
        let (a, b) = (&x[..WINDOW - lag], &x[lag..]);
        let cross: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
        let (a, b): (f64, f64) = (a.iter().map(|a| a * a).sum(), b.iter().map(|b| b * b).sum());
        cross / (a * b).sqrt().max(1e-12)
    };
    let alike: Vec<f64> = PERIODS.map(alike).collect();
    let most = alike.iter().copied().fold(0.0, f64::max);
    // The first of the summits that are nearly as high: the others are its multiples.
    let summit = alike
        .windows(3)
        .position(|w| w[1] >= w[0] && w[1] >= w[2] && w[1] > 0.88 * most)
        .unwrap_or(0);
    RATE / (summit + 1 + PERIODS.start) as f64
}

/// How many times a second the strength goes up and down, of rates in a range: the strongest.
pub fn beat(sound: &Sound, rates: Range<f64>) -> f64 {
    let envelope: Vec<f64> = mid(sound).chunks_exact(STEP).map(|x| power(x).sqrt()).collect();
    let mean = envelope.iter().sum::<f64>() / envelope.len() as f64;
    let strength = |hz: f64| {
        let (mut re, mut im) = (0.0, 0.0);
        for (i, value) in envelope.iter().enumerate() {
            let angle = TAU * hz * (i * STEP) as f64 / RATE;
            re += (value - mean) * angle.cos();
            im += (value - mean) * angle.sin();
        }
        re * re + im * im
    };
    let steps = ((rates.end - rates.start) / 0.1) as usize;
    (0..=steps)
        .map(|k| rates.start + 0.1 * k as f64)
        .map(|hz| (strength(hz), hz))
        .fold((0.0, 0.0), |best, next| if next.0 > best.0 { next } else { best })
        .1
}

/// How many times the sound rises out of near silence: to a quarter of its greatest strength,
/// after it was below a tenth.
pub fn bursts(sound: &Sound) -> usize {
    let envelope: Vec<f64> = mid(sound).chunks(441).map(|x| power(x).sqrt()).collect();
    let most = envelope.iter().copied().fold(0.0, f64::max);
    let mut is_up = false;
    let mut count = 0;
    for level in envelope {
        if !is_up && level > most * 0.25 {
            is_up = true;
            count += 1;
        } else if is_up && level < most * 0.1 {
            is_up = false;
        }
    }
    count
}
