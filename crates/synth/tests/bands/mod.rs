//! Where the figures of a class lie, over several takes and lengths, and some that only few sounds
//! have.

use std::{ops::Range, thread};

use foley_synth::{Class, SAMPLE_RATE, Sound, render};

use crate::figures::{Figures, measure};

/// Where the figures of a class lie.
pub struct Bands {
    pub class: Class,
    pub prompts: [&'static str; 2],
    /// In LUFS; -18 where the material allows.
    pub lufs: Range<f64>,
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
}

impl Bands {
    fn outside(&self, take: &Figures) -> Vec<String> {
        [
            ("loudness", &self.lufs, take.lufs),
            ("centroid", &self.centroid, take.centroid),
            ("flatness", &self.flatness, take.flatness),
            ("onsets", &self.onsets, take.onsets),
            ("crest", &self.crest_db, take.crest_db),
            ("motion", &self.motion_db, take.motion_db),
            ("lows", &self.lows, take.lows),
            ("offset", &(0.0..1e-3), take.dc),
            ("correlation", &(-0.1..0.995), take.correlation),
            ("peak", &(-60.0..-1.0), take.peak_db),
        ]
        .into_iter()
        .filter(|(_, band, value)| !band.contains(value))
        .map(|(name, _, value)| format!("{} {:.0} s: {name} {value:.4}", self.class, take.seconds))
        .collect()
    }

    /// Three takes by both prompts at three lengths.
    fn takes(&self) -> Vec<Figures> {
        let lengths = [30, 50, 100];
        let asked = (0..3).flat_map(|variation| lengths.map(|tenths| (variation, tenths)));
        asked
            .map(|(variation, tenths)| {
                let prompt = self.prompts[variation as usize % 2];
                measure(&render(prompt, tenths, variation))
            })
            .collect()
    }
}

/// Fails where a take of a class lies outside of its bands.
pub fn keep_to(all: &[Bands]) {
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let failed = |_| vec!["a take could not be made".to_owned()];
    let wrong: Vec<String> = thread::scope(|scope| {
        let work = |bands: &[Bands]| -> Vec<String> {
            let wrong = |bands: &Bands| -> Vec<String> {
                bands.takes().iter().flat_map(|take| bands.outside(take)).collect()
            };
            bands.iter().flat_map(wrong).collect()
        };
        let chunks = all.chunks(all.len().div_ceil(threads).max(1));
        let workers: Vec<_> = chunks.map(|chunk| scope.spawn(move || work(chunk))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(failed)).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Fails where two classes' bands overlap in every figure: they could be one another.
pub fn are_apart(all: &[Bands]) {
    let apart = |a: &Range<f64>, b: &Range<f64>| a.end <= b.start || b.end <= a.start;
    for (i, a) in all.iter().enumerate() {
        for b in &all[..i] {
            assert!(
                apart(&a.centroid, &b.centroid)
                    || apart(&a.flatness, &b.flatness)
                    || apart(&a.onsets, &b.onsets)
                    || apart(&a.crest_db, &b.crest_db)
                    || apart(&a.motion_db, &b.motion_db)
                    || apart(&a.lows, &b.lows),
                "{} and {}",
                a.class,
                b.class
            );
        }
    }
}

/// Both channels' sum from one second to another.
pub fn part(sound: &Sound, seconds: Range<f64>) -> Vec<f64> {
    let at = |t: f64| ((t * f64::from(SAMPLE_RATE)) as usize).min(sound.frames());
    let (from, to) = (at(seconds.start), at(seconds.end));
    let pairs = sound.left()[from..to].iter().zip(&sound.right()[from..to]);
    pairs.map(|(l, r)| (f64::from(*l) + f64::from(*r)) / 65_536.0).collect()
}

pub fn power(samples: &[f64]) -> f64 {
    samples.iter().map(|x| x * x).sum::<f64>() / samples.len().max(1) as f64
}

/// The power at a frequency beside the whole (Goertzel), in a part of a sound.
pub fn tone(samples: &[f64], hz: f64) -> f64 {
    let angle = std::f64::consts::TAU * hz / f64::from(SAMPLE_RATE);
    let (mut re, mut im) = (0.0, 0.0);
    for (i, x) in samples.iter().enumerate() {
        let n = samples.len() as f64;
        let window = 0.5 - 0.5 * (std::f64::consts::TAU * i as f64 / n).cos();
        re += x * window * (angle * i as f64).cos();
        im += x * window * (angle * i as f64).sin();
    }
    let n = samples.len() as f64;
    8.0 * (re * re + im * im) / (n * n) / power(samples).max(1e-12)
}

/// The strongest tone between two frequencies, to within a third of a semitone.
pub fn strongest(samples: &[f64], low: f64, high: f64) -> f64 {
    let mut best = (0.0, low);
    let mut hz = low;
    while hz < high {
        let part = tone(samples, hz);
        if part > best.0 {
            best = (part, hz);
        }
        hz *= 1.006;
    }
    best.1
}

/// The rate at which a sound's level comes and goes, between two rates per second.
pub fn rate(sound: &Sound, low: f64, high: f64) -> f64 {
    let step = 110;
    let samples = part(sound, 0.2..sound.frames() as f64 / f64::from(SAMPLE_RATE) - 0.4);
    let level: Vec<f64> = samples.chunks_exact(step).map(|chunk| power(chunk).sqrt()).collect();
    let mean = level.iter().sum::<f64>() / level.len() as f64;
    let level: Vec<f64> = level.iter().map(|x| x - mean).collect();
    let points = f64::from(SAMPLE_RATE) / step as f64;
    let alike = |lag: usize| -> f64 {
        level.iter().zip(&level[lag..]).map(|(a, b)| a * b).sum::<f64>()
            / (level.len() - lag) as f64
    };
    let lags = (points / high) as usize..=(points / low) as usize;
    let best = lags.max_by(|a, b| alike(*a).total_cmp(&alike(*b))).unwrap_or(1);
    points / best as f64
}
