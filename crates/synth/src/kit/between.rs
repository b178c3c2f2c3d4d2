//! How high a wave rises between its samples: what a loudspeaker plays is the curve, not the dots.

use core::f32::consts::PI;

use super::control::larger;

/// Samples on each side that the curve at a point is read from.
const REACH: usize = 8;
/// Points read between two samples.
const POINTS: usize = 3;

/// Reads the curve between samples, by a windowed sinc at each quarter.
#[derive(Clone, Debug)]
pub(crate) struct Between {
    weights: [[f32; 2 * REACH]; POINTS],
}

impl Between {
    pub(crate) fn new() -> Self {
        let mut weights = [[0.0; 2 * REACH]; POINTS];
        for (point, weights) in weights.iter_mut().enumerate() {
            let part = (point + 1) as f32 / (POINTS + 1) as f32;
            for (tap, weight) in weights.iter_mut().enumerate() {
                let x = PI * (tap as f32 - (REACH - 1) as f32 - part);
                let window = 0.5 + 0.5 * libm::cosf(x / REACH as f32);
                *weight = libm::sinf(x) / x * window;
            }
        }
        Self { weights }
    }

    /// The highest point, without sign, between a sample and the next; near the ends, where there
    /// is nothing to read the curve from, none.
    pub(crate) fn highest(&self, samples: &[f32], at: usize) -> f32 {
        let around = (at + 1).checked_sub(REACH).and_then(|from| samples.get(from..at + 1 + REACH));
        let Some(around) = around else { return 0.0 };
        let point = |weights: &[f32; 2 * REACH]| -> f32 {
            weights.iter().zip(around).map(|(weight, x)| weight * x).sum()
        };
        self.weights.iter().map(point).fold(0.0, |highest, x| larger(highest, x.abs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quarter of the rate, sampled at 45 degrees: no sample is at the top of the wave.
    #[test]
    fn the_top_between_two_samples_is_found() {
        let samples: Vec<f32> = (0..64).map(|i| libm::sinf(PI * (0.5 * i as f32 + 0.25))).collect();
        assert!(samples.iter().all(|x| x.abs() < 0.71));
        let between = Between::new();
        let highest = (0..64).map(|at| between.highest(&samples, at)).fold(0.0, f32::max);
        assert!((0.98..1.02).contains(&highest), "{highest}");
    }

    #[test]
    fn a_level_line_stays_level_and_ends_are_left_alone() {
        let between = Between::new();
        let line = [0.5; 64];
        assert!((between.highest(&line, 30) - 0.5).abs() < 0.005);
        assert_eq!(between.highest(&line, 0), 0.0);
        assert_eq!(between.highest(&line, 63), 0.0);
        assert_eq!(between.highest(&[], 0), 0.0);
    }
}
