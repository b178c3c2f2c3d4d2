//! Filters: a state-variable filter for anything that moves, a one-pole for gentle slopes.

use core::f32::consts::PI;

use super::RATE;

/// What a state-variable filter gives at once, from the same input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bands {
    pub(crate) low: f32,
    /// Unity gain at the centre, whatever the resonance.
    pub(crate) band: f32,
    pub(crate) high: f32,
}

/// A state-variable filter in the topology-preserving form (Zavalishin, Simper): 12 dB/octave,
/// and stable while its cutoff is swept.
#[derive(Clone, Debug)]
pub(crate) struct Svf {
    damping: f32,
    a: [f32; 3],
    state: [f32; 2],
}

impl Svf {
    #[inline(never)]
    pub(crate) fn new(cutoff: f32, q: f32) -> Self {
        let mut filter = Self { damping: 1.0, a: [0.0; 3], state: [0.0; 2] };
        filter.tune(cutoff, q);
        filter
    }

    /// Moves the filter; its state goes on, so that nothing clicks. Cutoff in Hz.
    #[inline(never)]
    pub(crate) fn tune(&mut self, cutoff: f32, q: f32) {
        let g = libm::tanf(PI * cutoff.clamp(5.0, 0.45 * RATE) / RATE);
        self.damping = 1.0 / q;
        let a1 = 1.0 / (1.0 + g * (g + self.damping));
        self.a = [a1, g * a1, g * g * a1];
    }

    #[inline]
    pub(crate) fn bands(&mut self, x: f32) -> Bands {
        let [a1, a2, a3] = self.a;
        let [s1, s2] = self.state;
        let v3 = x - s2;
        let v1 = a1 * s1 + a2 * v3;
        let v2 = s2 + a2 * s1 + a3 * v3;
        self.state = [2.0 * v1 - s1, 2.0 * v2 - s2];
        Bands { low: v2, band: self.damping * v1, high: x - self.damping * v1 - v2 }
    }
}

/// A one-pole filter: 6 dB/octave.
#[derive(Clone, Debug)]
pub(crate) struct OnePole {
    coefficient: f32,
    state: f32,
}

impl OnePole {
    /// Cutoff in Hz.
    #[inline(never)]
    pub(crate) fn new(cutoff: f32) -> Self {
        Self { coefficient: 1.0 - libm::expf(-2.0 * PI * cutoff / RATE), state: 0.0 }
    }

    /// Moves the filter to another cutoff, in Hz; its state goes on.
    pub(crate) fn tune(&mut self, cutoff: f32) {
        self.coefficient = Self::new(cutoff).coefficient;
    }

    #[inline]
    pub(crate) fn low(&mut self, x: f32) -> f32 {
        self.state += self.coefficient * (x - self.state);
        self.state
    }

    #[inline]
    pub(crate) fn high(&mut self, x: f32) -> f32 {
        x - self.low(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gain(hz: f32, mut filter: impl FnMut(f32) -> f32) -> f32 {
        let mut peak = 0.0f32;
        for i in 0..44_100 {
            let y = filter(libm::sinf(2.0 * PI * hz * i as f32 / RATE));
            if i > 22_050 {
                peak = peak.max(y.abs());
            }
        }
        peak
    }

    #[test]
    fn passes_what_it_should() {
        let svf = || Svf::new(1_000.0, 0.707);
        let (mut low, mut high, mut band) = (svf(), svf(), Svf::new(1_000.0, 8.0));
        assert!(gain(100.0, |x| low.bands(x).low) > 0.98);
        assert!(gain(10_000.0, |x| low.bands(x).low) < 0.02);
        assert!(gain(10_000.0, |x| high.bands(x).high) > 0.97);
        assert!((gain(1_000.0, |x| band.bands(x).band) - 1.0).abs() < 0.02);
        let mut pole = OnePole::new(500.0);
        assert!((gain(500.0, |x| pole.low(x)) - 0.707).abs() < 0.03);
    }

    #[test]
    fn any_cutoff_is_stable() {
        let mut svf = Svf::new(f32::MAX, 30.0);
        for i in 0..10_000 {
            svf.tune((i * 37 % 30_000) as f32, 30.0);
            assert!(svf.bands(1.0).low.is_finite());
        }
    }
}
