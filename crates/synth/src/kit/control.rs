//! What changes slowly: curves drawn at control rate, and values that wander.

use super::{RATE, rng::Rng};

/// Frames between two points of a [`Curve`], or two retunings of a filter: 0.7 ms.
pub(crate) const CONTROL: usize = 32;

/// A curve over the length of a sound, drawn every [`CONTROL`] frames and read between by line.
#[derive(Clone, Debug)]
pub(crate) struct Curve(Vec<f32>);

impl Curve {
    /// Draws `value`, a function of seconds.
    pub(crate) fn draw(frames: usize, mut value: impl FnMut(f32) -> f32) -> Self {
        let points = frames / CONTROL + 2;
        Self((0..points).map(|i| value((i * CONTROL) as f32 / RATE)).collect())
    }

    #[inline]
    pub(crate) fn at(&self, frame: usize) -> f32 {
        let point = frame / CONTROL;
        let part = (frame % CONTROL) as f32 * (1.0 / CONTROL as f32);
        let (a, b) = (self.0[point], self.0[point + 1]);
        a + (b - a) * part
    }
}

/// The larger of two numbers, neither of which is none. `f32::max` gives the same, and would have to
/// look for that case: in wasm it is a function, in the innermost loops.
#[inline]
pub(crate) const fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The smaller of two numbers, as [`larger`].
#[inline]
pub(crate) const fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// Smooth random wandering in `-1..1`: random values so many times a second, and a cubic between
/// them that rests at each.
#[derive(Clone, Debug)]
pub(crate) struct Drift {
    rng: Rng,
    step: f32,
    phase: f32,
    from: f32,
    to: f32,
}

impl Drift {
    /// Starts somewhere on its way, so that two drifts of one rate don't turn together.
    pub(crate) fn new(mut rng: Rng, hz: f32) -> Self {
        Self { step: hz / RATE, phase: rng.unit(), from: rng.bipolar(), to: rng.bipolar(), rng }
    }

    /// For use once every [`CONTROL`] frames.
    pub(crate) fn slow(rng: Rng, hz: f32) -> Self {
        Self::new(rng, hz * CONTROL as f32)
    }

    #[inline]
    pub(crate) fn next(&mut self) -> f32 {
        self.phase += self.step;
        if self.phase >= 1.0 {
            self.phase -= 1.0;
            self.from = self.to;
            self.to = self.rng.bipolar();
        }
        self.from + (self.to - self.from) * smooth(self.phase)
    }
}

/// Goes from 0 to 1 while `x` does, level at both ends; held outside.
#[inline]
pub(crate) fn smooth(x: f32) -> f32 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

/// What is left after `t` seconds of a decay that loses 60 dB in `t60`.
#[inline]
pub(crate) fn decay(t: f32, t60: f32) -> f32 {
    libm::expf(-6.907_755 * t / t60)
}

/// The factor per frame of a decay that loses 60 dB in `t60` seconds.
pub(crate) fn decay_per_frame(t60: f32) -> f32 {
    decay(1.0 / RATE, t60)
}

/// From a value in dB to a factor of amplitude.
pub(crate) fn from_db(db: f32) -> f32 {
    libm::expf(db * 0.115_129_255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_read_between_its_points() {
        let curve = Curve::draw(1_000, |t| t * RATE);
        for frame in [0, 1, 31, 32, 33, 999] {
            assert!((curve.at(frame) - frame as f32).abs() < 1e-2);
        }
    }

    #[test]
    fn drift_is_bounded_and_smooth() {
        let mut drift = Drift::new(Rng::new(3), 5.0);
        let mut last = drift.next();
        for _ in 0..100_000 {
            let value = drift.next();
            assert!(value.abs() <= 1.0 && (value - last).abs() < 1e-3);
            last = value;
        }
    }

    #[test]
    fn decays_by_sixty_decibels() {
        assert!((decay(2.0, 2.0) - 1e-3).abs() < 1e-5);
        assert!((from_db(-20.0) - 0.1).abs() < 1e-5);
    }
}
