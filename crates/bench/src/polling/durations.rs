//! How long made-up tasks take.

use super::chance::Chance;

/// A distribution of durations: log-normals, each with its share, its median in seconds, and its sigma.
#[derive(Clone, Debug)]
pub(super) struct Durations {
    pub(super) name: &'static str,
    parts: Vec<(f64, f64, f64)>,
}

impl Durations {
    pub(super) fn log_normal(name: &'static str, median: f64, sigma: f64) -> Self {
        Self { name, parts: vec![(1.0, median, sigma)] }
    }

    pub(super) const fn mixture(name: &'static str, parts: Vec<(f64, f64, f64)>) -> Self {
        Self { name, parts }
    }

    /// Whether some tasks are of another sort than others.
    #[cfg(test)]
    pub(super) const fn is_mixed(&self) -> bool {
        self.parts.len() > 1
    }

    /// One of them, in whole milliseconds.
    pub(super) fn draw(&self, chance: &mut Chance) -> u64 {
        let mut left = chance.share();
        let normal = chance.normal();
        let is_it = |(share, ..): &&(f64, f64, f64)| {
            left -= share;
            left <= 0.0
        };
        let part = self.parts.iter().find(is_it).or(self.parts.last());
        let seconds = part.map_or(0.0, |(_, median, sigma)| median * libm::exp(sigma * normal));
        (seconds * 1000.0).round() as u64
    }

    /// The share of tasks that are not done by a time, in seconds.
    pub(super) fn unfinished(&self, at: f64) -> f64 {
        let of = |(share, median, sigma): &(f64, f64, f64)| {
            let z = libm::log(at.max(1e-9) / median) / sigma;
            share * libm::erfc(z / core::f64::consts::SQRT_2) / 2.0
        };
        self.parts.iter().map(of).sum()
    }
}
