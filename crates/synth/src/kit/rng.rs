//! A seeded generator of numbers (SplitMix64), with the distributions that nature uses.

use crate::seed::{self, fnv1a};

/// A stream of random numbers that follows from its seed alone.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The stream of one take of a prompt: case, punctuation and spacing make no difference.
    pub fn of_prompt(prompt: &str, variation: u64) -> Self {
        Self(seed::of(prompt, variation))
    }

    /// An independent stream. Each part of a sound has its own, named, so that a draw more in one
    /// part leaves the others as they were.
    #[inline(never)]
    pub fn fork(&self, name: &str) -> Self {
        let mut child = Self(self.0 ^ fnv1a(name.as_bytes()));
        Self(child.bits())
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in `0..1`.
    #[inline]
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 * (1.0 / 16_777_216.0)
    }

    /// Uniform in `-1..1`.
    #[inline]
    pub fn bipolar(&mut self) -> f32 {
        self.unit() * 2.0 - 1.0
    }

    /// Uniform in `low..high`.
    pub fn range(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// In `low..high`, each octave as likely as the next: for frequencies and times.
    #[inline(never)]
    pub fn octaves(&mut self, low: f32, high: f32) -> f32 {
        low * libm::expf(self.unit() * libm::logf(high / low))
    }

    /// Exponential with the given mean: the wait between events that don't know of each other.
    #[inline(never)]
    pub fn wait(&mut self, mean: f32) -> f32 {
        -mean * libm::logf(1.0 - self.unit())
    }

    /// Pareto from 1 up to `most`: many small, few large, as drops and sparks are.
    #[inline(never)]
    pub fn heavy_tail(&mut self, most: f32) -> f32 {
        (1.0 / (1.0 - self.unit()).max(1e-6)).min(most)
    }

    /// Whether something of this probability happens.
    pub fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// A whole number in `low..=high`.
    pub fn whole(&mut self, low: u32, high: u32) -> u32 {
        low + (self.unit() * (high - low + 1) as f32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_forks_differ() {
        let root = Rng::new(7);
        let draw = |mut r: Rng| (r.unit(), r.unit());
        assert_eq!(draw(root.fork("a")), draw(root.fork("a")));
        assert_ne!(draw(root.fork("a")), draw(root.fork("b")));
    }

    #[test]
    fn distributions_keep_their_bounds() {
        let mut rng = Rng::new(1);
        let mut sum = 0.0;
        for _ in 0..10_000 {
            assert!((-1.0..1.0).contains(&rng.bipolar()));
            assert!((100.0..=400.01).contains(&rng.octaves(100.0, 400.0)));
            assert!((1.0..=20.0).contains(&rng.heavy_tail(20.0)));
            assert!((2..=5).contains(&rng.whole(2, 5)));
            sum += rng.wait(0.5);
        }
        assert!((sum / 10_000.0 - 0.5).abs() < 0.02);
    }
}
