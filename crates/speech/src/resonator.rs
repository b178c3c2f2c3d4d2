//! Resonances, as Klatt's synthesiser has them: two poles, or two zeros, tuned while they sound.

use core::f32::consts::PI;

use foley_synth::SAMPLE_RATE;

pub(crate) const RATE: f32 = SAMPLE_RATE as f32;

/// Two poles: a peak at a frequency, with a gain of one far below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resonator {
    a: f32,
    b: f32,
    c: f32,
    state: [f32; 2],
}

impl Resonator {
    /// Moves the peak; its state goes on.
    pub(crate) fn tune(&mut self, hz: f32, width: f32) {
        (self.a, self.b, self.c) = poles(hz, width);
    }

    #[inline]
    pub(crate) fn next(&mut self, x: f32) -> f32 {
        let [y1, y2] = self.state;
        let y = self.a * x + self.b * y1 + self.c * y2;
        self.state = [y, y1];
        y
    }
}

/// Two zeros: a notch at a frequency, with a gain of one far below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notch {
    a: f32,
    b: f32,
    c: f32,
    state: [f32; 2],
}

impl Notch {
    /// Moves the notch; its state goes on.
    pub(crate) fn tune(&mut self, hz: f32, width: f32) {
        let (a, b, c) = poles(hz, width);
        (self.a, self.b, self.c) = (1.0 / a, -b / a, -c / a);
    }

    #[inline]
    pub(crate) fn next(&mut self, x: f32) -> f32 {
        let [x1, x2] = self.state;
        self.state = [x, x1];
        self.a * x + self.b * x1 + self.c * x2
    }
}

fn poles(hz: f32, width: f32) -> (f32, f32, f32) {
    let hz = hz.clamp(40.0, 0.46 * RATE);
    let radius = libm::expf(-PI * width.clamp(20.0, 6_000.0) / RATE);
    let b = 2.0 * radius * libm::cosf(2.0 * PI * hz / RATE);
    let c = -radius * radius;
    (1.0 - b - c, b, c)
}

/// A band of noise: two resonances at one place, each without gain at either side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Band {
    poles: [Resonator; 2],
    last: [[f32; 2]; 2],
    gain: f32,
}

/// A band of this width in Hz is as loud as is asked; all others are made so.
const COMMON_WIDTH: f32 = 3_000.0;

impl Band {
    /// Moves the band: `q` is its centre over its width.
    pub(crate) fn tune(&mut self, hz: f32, q: f32) {
        let width = hz / q.max(0.1);
        for poles in &mut self.poles {
            poles.tune(hz, width);
        }
        let peak = (1.0 - libm::expf(-PI * width / RATE)) / self.poles[0].a.abs().max(1e-6);
        self.gain = peak * peak * (COMMON_WIDTH / width.max(100.0)).sqrt();
    }

    #[inline]
    pub(crate) fn next(&mut self, x: f32) -> f32 {
        let mut y = x * self.gain;
        for (poles, last) in self.poles.iter_mut().zip(&mut self.last) {
            let difference = y - last[1];
            *last = [y, last[0]];
            y = poles.next(difference);
        }
        y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gain(hz: f32, mut filter: impl FnMut(f32) -> f32) -> f32 {
        let mut peak = 0.0f32;
        for i in 0..22_050 {
            let y = filter(libm::sinf(2.0 * PI * hz * i as f32 / RATE));
            if i > 11_025 {
                peak = peak.max(y.abs());
            }
        }
        peak
    }

    #[test]
    fn peaks_and_notches_are_where_they_are_put() {
        let resonator = || {
            let mut resonator = Resonator::default();
            resonator.tune(1_000.0, 80.0);
            resonator
        };
        let (mut a, mut b, mut c) = (resonator(), resonator(), resonator());
        let top = gain(1_000.0, |x| a.next(x));
        assert!(top > 2.0 * gain(900.0, |x| b.next(x)));
        assert!((gain(60.0, |x| c.next(x)) - 1.0).abs() < 0.05);
        let mut notch = Notch::default();
        notch.tune(1_000.0, 80.0);
        assert!(gain(1_000.0, |x| notch.next(x)) < 0.15);
        let mut band = Band::default();
        band.tune(5_000.0, 2.0);
        let top = gain(5_000.0, |x| band.next(x));
        let mut band = Band::default();
        band.tune(5_000.0, 2.0);
        assert!(gain(500.0, |x| band.next(x)) < 0.3 * top);
    }
}
