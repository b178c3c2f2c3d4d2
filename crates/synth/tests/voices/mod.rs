//! What can be measured of a voice, its pitch and how its strength beats; and the bands in which
//! the figures of classes lie.

use std::{f64::consts::TAU, ops::Range};

use foley_synth::{Class, SAMPLE_RATE, Sound, render};

use crate::figures::measure;

const RATE: f64 = SAMPLE_RATE as f64;
/// Pitch is looked for at half the rate, in so many frames at a time, and in so many places.
const WINDOW: usize = 1_024;
const PLACES: usize = 16;
/// Shortest and longest period that is taken for a pitch, in frames: 3.1 kHz and 50 Hz.
const PERIODS: Range<usize> = 7..441;
/// Frames of one value of the envelope: 2 ms.
const STEP: usize = 88;

fn mid(sound: &Sound) -> Vec<f64> {
    let pairs = sound.left().iter().zip(sound.right());
    pairs.map(|(l, r)| (f64::from(*l) + f64::from(*r)) / 65_536.0).collect()
}

fn power(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>() / x.len() as f64
}

/// The median pitch in Hz of the loudest places, by their autocorrelation.
pub fn pitch(sound: &Sound) -> f64 {
    let x: Vec<f64> = mid(sound).chunks_exact(2).map(|pair| pair[0] + pair[1]).collect();
    let mut frames: Vec<&[f64]> = x.chunks_exact(WINDOW).collect();
    frames.sort_by(|a, b| power(b).total_cmp(&power(a)));
    let mut pitches: Vec<f64> = frames.into_iter().take(PLACES).map(frame_pitch).collect();
    pitches.sort_by(f64::total_cmp);
    pitches[pitches.len() / 2]
}

fn frame_pitch(x: &[f64]) -> f64 {
    let alike = |lag: usize| {
        let (a, b) = (&x[..WINDOW - lag], &x[lag..]);
        let (mut cross, mut own, mut other) = (0.0, 1e-12, 1e-12);
        for (a, b) in a.iter().zip(b) {
            cross += a * b;
            own += a * a;
            other += b * b;
        }
        cross / (own * other).sqrt()
    };
    let alike: Vec<f64> = PERIODS.map(alike).collect();
    let most = alike.iter().copied().fold(0.0, f64::max);
    // The first of the summits that are nearly as high: the others are its multiples.
    let summit = alike
        .windows(3)
        .position(|w| w[1] >= w[0] && w[1] >= w[2] && w[1] > 0.88 * most)
        .unwrap_or(0);
    // Between the samples, by a parabola.
    let [a, b, c] = [0, 1, 2].map(|k| alike[summit + k]);
    let bend = 2.0 * b - a - c;
    let off = if bend > 1e-9 { 0.5 * (c - a) / bend } else { 0.0 };
    0.5 * RATE / ((summit + 1 + PERIODS.start) as f64 + off)
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

/// How often a sound rises out of near silence, and stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rises {
    pub count: usize,
    pub per_second: f64,
    /// The longest, in seconds.
    pub longest: f64,
}

/// It rises where it comes to a quarter of its greatest strength after it was below a tenth.
pub fn rises(sound: &Sound) -> Rises {
    let envelope: Vec<f64> = mid(sound).chunks(441).map(|x| power(x).sqrt()).collect();
    let most = envelope.iter().copied().fold(0.0, f64::max);
    let mut rises = Rises::default();
    let mut since = None;
    for (i, level) in envelope.iter().enumerate() {
        match since {
            None if *level > most * 0.25 => {
                since = Some(i);
                rises.count += 1;
            }
            Some(from) if *level < most * 0.1 => {
                rises.longest = rises.longest.max((i - from) as f64 * 0.01);
                since = None;
            }
            _ => {}
        }
    }
    if let Some(from) = since {
        rises.longest = rises.longest.max((envelope.len() - from) as f64 * 0.01);
    }
    rises.per_second = rises.count as f64 / (envelope.len() as f64 * 0.01);
    rises
}

/// Where the figures of a class lie.
pub struct Bands {
    pub class: Class,
    pub prompt: &'static str,
    /// In Hz.
    pub centroid: Range<f64>,
    pub flatness: Range<f64>,
    /// Per second.
    pub onsets: Range<f64>,
    pub crest_db: Range<f64>,
    /// How far the level moves.
    pub motion_db: Range<f64>,
    /// Part of the power below 250 Hz.
    pub lows: Range<f64>,
    /// How many times a second it rises out of near silence.
    pub rises: Range<f64>,
    /// The longest time that it stays risen, in seconds.
    pub longest: Range<f64>,
    /// In Hz; [`ANY`] of what has none.
    pub pitch: Range<f64>,
    /// Of beats at the first rates, the strongest is at one of the second.
    pub beat: Option<(Range<f64>, Range<f64>)>,
}

/// The pitch of what has none.
pub const ANY: Range<f64> = 0.0..f64::MAX;

/// Each class keeps to its bands and to its loudness, over takes and lengths.
pub fn check(all: &[Bands]) {
    let mut wrong = Vec::new();
    for bands in all {
        for (variation, tenths) in (0..3).flat_map(|take| [30, 50, 100].map(|t| (take, t))) {
            let sound = render(bands.prompt, tenths, variation);
            let figures = measure(&sound);
            let mut expect = |name: &str, band: &Range<f64>, value: f64| {
                if !band.contains(&value) {
                    let class = bands.class;
                    wrong.push(format!("{class} {tenths} {variation}: {name} {value:.4}"));
                }
            };
            expect("centroid", &bands.centroid, figures.centroid);
            expect("flatness", &bands.flatness, figures.flatness);
            expect("onsets", &bands.onsets, figures.onsets);
            expect("crest", &bands.crest_db, figures.crest_db);
            expect("motion", &bands.motion_db, figures.motion_db);
            let rises = rises(&sound);
            expect("rises", &bands.rises, rises.per_second);
            expect("longest", &bands.longest, rises.longest);
            expect("lows", &bands.lows, figures.lows);
            expect("loudness", &(-19.0..-17.0), figures.lufs);
            expect("offset", &(0.0..1e-3), figures.dc);
            expect("correlation", &(-0.1..0.99), figures.correlation);
            if bands.pitch != ANY {
                expect("pitch", &bands.pitch, pitch(&sound));
            }
            if let Some((rates, band)) = &bands.beat {
                expect("beat", band, beat(&sound, rates.clone()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two classes whose bands overlap in every figure could be one another.
pub fn check_apart(all: &[Bands]) {
    let apart = |a: &Range<f64>, b: &Range<f64>| a.end <= b.start || b.end <= a.start;
    let mut alike = Vec::new();
    for (i, a) in all.iter().enumerate() {
        for b in &all[..i] {
            let is_apart = apart(&a.centroid, &b.centroid)
                || apart(&a.flatness, &b.flatness)
                || apart(&a.onsets, &b.onsets)
                || apart(&a.crest_db, &b.crest_db)
                || apart(&a.motion_db, &b.motion_db)
                || apart(&a.rises, &b.rises)
                || apart(&a.longest, &b.longest)
                || apart(&a.lows, &b.lows)
                || apart(&a.pitch, &b.pitch)
                || a.beat.is_some()
                || b.beat.is_some();
            if !is_apart {
                alike.push(format!("{} and {}", a.class, b.class));
            }
        }
    }
    assert!(alike.is_empty(), "{}", alike.join("\n"));
}
