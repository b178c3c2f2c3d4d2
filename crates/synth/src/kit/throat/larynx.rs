//! What a throat is made of: the larynx that makes the pulses, and the resonances that colour them.

use core::f32::consts::{PI, TAU};

use super::Throat;
use crate::kit::{RATE, rng::Rng};

/// What makes the pulses: each the change of a flow that opens slowly and closes at once.
pub(super) struct Larynx {
    rng: Rng,
    throat: Throat,
    phase: f32,
    step: f32,
    /// The length and the strength of the pulse that is under way, about 1.
    odd: f32,
    strength: f32,
    is_second: bool,
    per_open: f32,
    tilt: f32,
    state: f32,
}

impl Larynx {
    pub(super) fn new(throat: &Throat, rng: &Rng) -> Self {
        Self {
            rng: rng.fork("pulses"),
            throat: *throat,
            phase: 0.0,
            step: 0.0,
            odd: 1.0,
            strength: 1.0,
            is_second: false,
            per_open: 1.0 / throat.open,
            tilt: 1.0,
            state: 0.0,
        }
    }

    /// A soft voice is also a dull one.
    pub(super) fn set(&mut self, hz: f32, voice: f32) {
        self.step = (hz / RATE).clamp(1e-4, 0.2);
        let edge = self.throat.edge * (0.3 + 0.7 * voice.min(1.0));
        self.tilt = 1.0 - libm::expf(-TAU * edge / RATE);
    }

    #[inline]
    pub(super) fn is_open(&self) -> bool {
        self.phase < self.throat.open
    }

    #[inline]
    pub(super) fn next(&mut self) -> f32 {
        let Throat { open, jitter, shimmer, rough, .. } = self.throat;
        let step = self.step * self.odd;
        self.phase += step;
        if self.phase >= 1.0 {
            self.phase -= 1.0;
            self.is_second = !self.is_second;
            self.odd = 1.0 + jitter * self.rng.bipolar();
            let weaker = if self.is_second { 1.0 - rough } else { 1.0 };
            self.strength = weaker * (1.0 + shimmer * self.rng.bipolar());
        }
        let past = self.phase - open;
        let x = self.phase * self.per_open;
        let mut pulse = if past < 0.0 { x * (2.0 - 3.0 * x) } else { 0.0 };
        // The closing is a step. Rounded over two samples, it doesn't fold back as false tones.
        if past.abs() < step {
            let near = 1.0 - past.abs() / step;
            pulse += if past < 0.0 { 0.5 * near * near } else { -0.5 * near * near };
        }
        self.state += self.tilt * (pulse * self.strength - self.state);
        self.state
    }
}

/// Two poles: a peak at a frequency, with a gain of one far below it.
#[derive(Clone, Copy, Default)]
pub(super) struct Resonator {
    a: f32,
    b: f32,
    c: f32,
    state: [f32; 2],
}

impl Resonator {
    pub(super) fn tuned(hz: f32, damping: f32) -> Self {
        let mut resonator = Self::default();
        resonator.tune(hz, damping);
        resonator
    }

    pub(super) fn tune(&mut self, hz: f32, damping: f32) {
        let hz = hz.clamp(30.0, 0.45 * RATE);
        let radius = libm::expf(-PI * (40.0 + damping * hz) / RATE);
        self.b = 2.0 * radius * libm::cosf(TAU * hz / RATE);
        self.c = -radius * radius;
        self.a = 1.0 - self.b - self.c;
    }

    #[inline]
    pub(super) fn next(&mut self, x: f32) -> f32 {
        let [y1, y2] = self.state;
        let y = self.a * x + self.b * y1 + self.c * y2;
        self.state = [y, y1];
        y
    }
}
