//! What can be measured of a finished sound. Written apart from the crate's own code, so that a
//! mistake there isn't made here again.

pub mod fft;

use fft::Fft;
use foley_synth::{SAMPLE_RATE, Sound};

const RATE: f64 = SAMPLE_RATE as f64;
const WINDOW: usize = 2_048;
const HOP: usize = 512;
/// Below this, in Hz, a band says little about a sound's colour.
const LOWEST: f64 = 30.0;

/// The figures of one sound.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    pub seconds: f64,
    pub peak_db: f64,
    pub lufs: f64,
    /// Centre of the power spectrum, in Hz.
    pub centroid: f64,
    /// Sudden rises of energy per second.
    pub onsets: f64,
    /// Peak over RMS.
    pub crest_db: f64,
    /// 0 for a tone, 1 for white noise.
    pub flatness: f64,
    /// How far the level moves between 50 ms frames: standard deviation in dB.
    pub motion_db: f64,
    /// Part of the power below 250 Hz.
    pub lows: f64,
    /// The larger offset of both channels.
    pub dc: f64,
    pub correlation: f64,
}

/// Measures a sound.
pub fn measure(sound: &Sound) -> Figures {
    let [left, right] = [sound.left(), sound.right()]
        .map(|channel| channel.iter().map(|x| f64::from(*x) / 32_768.0).collect::<Vec<_>>());
    let mid: Vec<f64> = left.iter().zip(&right).map(|(l, r)| (l + r) * 0.5).collect();
    let frames = mid.len() as f64;
    let power = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>() / frames;
    let peak = left.iter().chain(&right).fold(0.0f64, |peak, x| peak.max(x.abs()));
    let rms = ((power(&left) + power(&right)) * 0.5).sqrt();
    let cross = left.iter().zip(&right).map(|(l, r)| l * r).sum::<f64>() / frames;
    let mean = |x: &[f64]| x.iter().sum::<f64>() / frames;
    let spectra = spectra(&mid);
    let average = average(&spectra);
    let hz = |bin: usize| bin as f64 * RATE / WINDOW as f64;
    let heard = || average.iter().enumerate().filter(|(bin, _)| hz(*bin) >= LOWEST);
    let total: f64 = heard().map(|(_, p)| p).sum();
    let count = heard().count() as f64;
    Figures {
        seconds: frames / RATE,
        peak_db: db(peak * peak),
        lufs: lufs(&left, &right),
        centroid: heard().map(|(bin, p)| hz(bin) * p).sum::<f64>() / total,
        onsets: onsets(&spectra) / (frames / RATE),
        crest_db: db(peak * peak) - db(rms * rms),
        flatness: (heard().map(|(_, p)| (p + 1e-20).ln()).sum::<f64>() / count).exp()
            / (total / count),
        motion_db: motion(&mid),
        lows: heard().filter(|(bin, _)| hz(*bin) < 250.0).map(|(_, p)| p).sum::<f64>() / total,
        dc: mean(&left).abs().max(mean(&right).abs()),
        correlation: cross / (power(&left) * power(&right)).sqrt().max(1e-20),
    }
}

fn db(power: f64) -> f64 {
    10.0 * power.max(1e-12).log10()
}

/// Power spectra of Hann-windowed frames.
fn spectra(x: &[f64]) -> Vec<Vec<f64>> {
    let fft = Fft::new(WINDOW);
    x.windows(WINDOW).step_by(HOP).map(|frame| fft.power(frame)).collect()
}

fn average(spectra: &[Vec<f64>]) -> Vec<f64> {
    let mut sum = vec![0.0; WINDOW / 2];
    for spectrum in spectra {
        for (s, p) in sum.iter_mut().zip(spectrum) {
            *s += p;
        }
    }
    sum
}

/// Peaks of the spectral flux (log power, ten bands to keep it even) that stand out of their
/// surroundings.
fn onsets(spectra: &[Vec<f64>]) -> f64 {
    let bands: Vec<Vec<f64>> = spectra
        .iter()
        .map(|spectrum| {
            (0..9)
                .map(|octave| db(spectrum[1 << octave..2 << octave].iter().sum::<f64>() + 1e-4))
                .collect()
        })
        .collect();
    let flux: Vec<f64> = bands
        .windows(3)
        .map(|w| w[2].iter().zip(&w[0]).map(|(b, a)| (b - a).max(0.0)).sum::<f64>() / 9.0)
        .collect();
    let mut last = None;
    let mut count = 0.0;
    for i in 3..flux.len().saturating_sub(3) {
        let peak = flux[i - 3..=i + 3].iter().all(|f| *f <= flux[i]);
        let spaced = last.is_none_or(|last| i - last > 4);
        if peak && flux[i] > 3.5 && spaced {
            count += 1.0;
            last = Some(i);
        }
    }
    count
}

fn motion(x: &[f64]) -> f64 {
    let levels: Vec<f64> = x
        .chunks_exact(2_205)
        .map(|c| db(c.iter().map(|x| x * x).sum::<f64>() / 2_205.0).max(-70.0))
        .collect();
    // The ends fade; what they do is not the sound's.
    let levels = &levels[2..levels.len().saturating_sub(8).max(3)];
    let mean = levels.iter().sum::<f64>() / levels.len() as f64;
    (levels.iter().map(|l| (l - mean) * (l - mean)).sum::<f64>() / levels.len() as f64).sqrt()
}

/// Integrated loudness by BS.1770-4, with the filters as their poles and zeros at 44.1 kHz.
fn lufs(left: &[f64], right: &[f64]) -> f64 {
    let weigh = |x: &[f64]| {
        let shelf = ([1.530_841_2, -2.650_979_9, 1.169_079_0], [-1.663_655_1, 0.712_595_4]);
        let high = ([1.0, -2.0, 1.0], [-1.989_169_7, 0.989_199_03]);
        let mut y = x.to_vec();
        for (b, a) in [shelf, high] {
            let (mut s1, mut s2) = (0.0, 0.0);
            for v in &mut y {
                let out = b[0] * *v + s1;
                s1 = b[1] * *v - a[0] * out + s2;
                s2 = b[2] * *v - a[1] * out;
                *v = out;
            }
        }
        y
    };
    let (left, right) = (weigh(left), weigh(right));
    let block = (0.4 * RATE) as usize;
    let blocks: Vec<f64> = (0..)
        .map(|k| k * block / 4)
        .take_while(|at| at + block <= left.len())
        .map(|at| {
            let sum = |x: &[f64]| x[at..at + block].iter().map(|x| x * x).sum::<f64>();
            (sum(&left) + sum(&right)) / block as f64
        })
        .collect();
    let above = |gate: f64| {
        let kept: Vec<f64> = blocks.iter().copied().filter(|p| *p > gate).collect();
        kept.iter().sum::<f64>() / (kept.len() as f64).max(1.0)
    };
    let absolute = above(10f64.powf((-70.0 + 0.691) / 10.0));
    -0.691 + db(above(absolute * 0.1))
}
