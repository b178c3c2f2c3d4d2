//! Integrated loudness by ITU-R BS.1770-4: K-weighting, 400 ms blocks, two gates.

use core::f64::consts::PI;

use super::{RATE, stereo::Stereo};

/// A quarter of a gating block: blocks overlap by three of these.
const HOP: usize = 4_410;

/// Second-order section in transposed direct form II, in `f64`: its poles lie close to 1.
struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
    state: [f64; 2],
}

impl Biquad {
    #[inline]
    fn next(&mut self, x: f64) -> f64 {
        let y = self.b[0] * x + self.state[0];
        self.state[0] = self.b[1] * x - self.a[0] * y + self.state[1];
        self.state[1] = self.b[2] * x - self.a[1] * y;
        y
    }

    /// The head's shelf: +4 dB at high frequencies.
    fn shelf() -> Self {
        let k = libm::tan(PI * 1_681.974_450_955_533 / f64::from(RATE));
        let q = 0.707_175_236_955_419_6;
        let high = libm::pow(10.0, 3.999_843_853_973_347 / 20.0);
        let mid = libm::pow(high, 0.499_666_774_154_541_6);
        let a0 = 1.0 + k / q + k * k;
        Self {
            b: [
                (high + mid * k / q + k * k) / a0,
                2.0 * (k * k - high) / a0,
                (high - mid * k / q + k * k) / a0,
            ],
            a: [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0],
            state: [0.0; 2],
        }
    }

    /// The ear's deafness to the lowest frequencies.
    fn highpass() -> Self {
        let k = libm::tan(PI * 38.135_470_876_024_44 / f64::from(RATE));
        let q = 0.500_327_037_323_877_3;
        let a0 = 1.0 + k / q + k * k;
        Self {
            b: [1.0, -2.0, 1.0],
            a: [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0],
            state: [0.0; 2],
        }
    }
}

/// The loudness in LUFS. A sound shorter than one block is taken as one; silence is -120.
pub(crate) fn lufs(sound: &Stereo) -> f32 {
    let hops = sound.frames().div_ceil(HOP).max(1);
    let mut power = vec![0.0f64; hops];
    for channel in [&sound.left, &sound.right] {
        let (mut shelf, mut highpass) = (Biquad::shelf(), Biquad::highpass());
        for (samples, power) in channel.chunks(HOP).zip(&mut power) {
            for x in samples {
                let y = highpass.next(shelf.next(f64::from(*x)));
                *power += y * y;
            }
        }
    }
    let span = hops.min(4);
    let frames = (span * HOP).min(sound.frames().max(1)) as f64;
    let blocks: Vec<f64> =
        power.windows(span).map(|hops| hops.iter().sum::<f64>() / frames).collect();
    let absolute = mean_above(&blocks, power_at(-70.0));
    let gated = mean_above(&blocks, absolute * 0.1);
    if gated > 0.0 { (-0.691 + 10.0 * libm::log10(gated)) as f32 } else { -120.0 }
}

fn power_at(lufs: f64) -> f64 {
    libm::pow(10.0, (lufs + 0.691) / 10.0)
}

fn mean_above(blocks: &[f64], gate: f64) -> f64 {
    let (sum, count) = blocks
        .iter()
        .filter(|power| **power > gate)
        .fold((0.0, 0u32), |(sum, count), power| (sum + power, count + 1));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EBU Tech 3341, case 1: a 1 kHz sine of -23 dBFS in both channels reads -23 LUFS.
    #[test]
    fn the_reference_tone_reads_as_specified() {
        let mut sound = Stereo::silence(3 * 44_100);
        let level = libm::powf(10.0, -23.0 / 20.0);
        sound.add_each(|i| {
            let x = level * libm::sinf(core::f32::consts::TAU * 1_000.0 * (i % 441) as f32 / RATE);
            (x, x)
        });
        assert!((lufs(&sound) + 23.0).abs() < 0.1, "{}", lufs(&sound));
    }

    #[test]
    fn silence_and_almost_nothing_are_no_trouble() {
        assert!(lufs(&Stereo::silence(0)) < -100.0);
        assert!(lufs(&Stereo::silence(44_100)) < -100.0);
        assert!(lufs(&Stereo::silence(10)) < -100.0);
    }
}
