//! From one rate to a higher one, by a windowed sinc: what lies between the samples, and none of
//! the images that they have above half their rate.

use core::f64::consts::PI;

/// Samples that count on each side of a place.
const SIDE: usize = 32;
const TAPS: usize = 2 * SIDE;
/// Places between two samples that have weights of their own; between those, weights are drawn
/// straight.
const PHASES: usize = 128;
/// Where half of the amplitude is left, as a part of half the rate.
const EDGE: f64 = 0.94;
/// The Kaiser window's shape: it leaves -72 dB.
const BETA: f64 = 7.0;

/// Sums that are kept apart, so that a processor need not wait for one after the other. Their
/// number is part of the sound: it says in which order the products are added.
const LANES: usize = 4;

/// Brings samples of `rate` to `wanted` a second, which is not less. Full scale becomes 1.
pub(crate) fn resample(samples: &[i16], rate: f64, wanted: f64) -> Vec<f32> {
    let weights = weights();
    let silence = |count| core::iter::repeat_n(0.0, count);
    let padded: Vec<f32> = silence(SIDE - 1)
        .chain(samples.iter().map(|x| f32::from(*x) / 32_768.0))
        .chain(silence(SIDE + 1))
        .collect();
    let step = rate / wanted;
    let count = (samples.len() as f64 / step) as usize;
    (0..count)
        .map(|i| {
            let at = i as f64 * step;
            let whole = at as usize;
            let phase = (at - whole as f64) * PHASES as f64;
            let row = phase as usize;
            let part = (phase - row as f64) as f32;
            let near = &padded[whole..whole + TAPS];
            let [one, next] = [row, row + 1].map(|row| dot(near, &weights[row]));
            one + (next - one) * part
        })
        .collect()
}

fn dot(near: &[f32], weights: &[f32; TAPS]) -> f32 {
    let mut sums = [0.0f32; LANES];
    for (near, weights) in near.chunks_exact(LANES).zip(weights.chunks_exact(LANES)) {
        for ((sum, x), weight) in sums.iter_mut().zip(near).zip(weights) {
            *sum += x * weight;
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// The weights of the samples about each phase, and about the sample that follows the last.
fn weights() -> Vec<[f32; TAPS]> {
    (0..=PHASES)
        .map(|phase| {
            let part = phase as f64 / PHASES as f64;
            let row: [f64; TAPS] = core::array::from_fn(|tap| {
                let x = tap as f64 - (SIDE - 1) as f64 - part;
                sinc(EDGE * x) * window(x / SIDE as f64)
            });
            let sum: f64 = row.iter().sum();
            row.map(|weight| (weight / sum) as f32)
        })
        .collect()
}

fn sinc(x: f64) -> f64 {
    if x.abs() < 1e-9 { 1.0 } else { libm::sin(PI * x) / (PI * x) }
}

fn window(x: f64) -> f64 {
    bessel(BETA * (1.0 - x * x).max(0.0).sqrt()) / bessel(BETA)
}

/// The modified Bessel function of the first kind and order zero, by its series.
fn bessel(x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..32 {
        let factor = x / (2.0 * f64::from(k));
        term *= factor * factor;
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: f64 = 44_100.0;

    /// How much of a frequency is in a sound, in dB below full scale.
    fn level(sound: &[f32], hz: f64) -> f64 {
        let (mut re, mut im, mut sum) = (0.0, 0.0, 0.0);
        let count = sound.len() as f64;
        for (i, x) in sound.iter().enumerate() {
            let hann = 0.5 - 0.5 * libm::cos(2.0 * PI * i as f64 / count);
            let turn = 2.0 * PI * hz * i as f64 / WANTED;
            re += hann * f64::from(*x) * libm::cos(turn);
            im += hann * f64::from(*x) * libm::sin(turn);
            sum += hann;
        }
        10.0 * libm::log10(4.0 * (re * re + im * im) / (sum * sum) + 1e-20)
    }

    fn tone(hz: f64, rate: f64) -> Vec<f32> {
        let samples: Vec<i16> = (0..rate as u32)
            .map(|i| (16_384.0 * libm::sin(2.0 * PI * hz * f64::from(i) / rate)) as i16)
            .collect();
        // Without its ends, which ring.
        resample(&samples, rate, WANTED)[2_000..40_000].to_vec()
    }

    #[test]
    fn tones_keep_their_height_and_their_strength() {
        for rate in [7_280.0, 8_000.0, 10_720.0] {
            for part in [0.01, 0.2, 0.5, 0.85] {
                let hz = part * rate / 2.0;
                let found = level(&tone(hz, rate), hz);
                assert!((found + 6.02).abs() < 0.3, "{rate} {hz} {found}");
            }
        }
    }

    #[test]
    fn images_are_sixty_decibels_down() {
        for rate in [7_280.0, 8_000.0, 9_333.0, 10_720.0] {
            for part in [0.05, 0.3, 0.6, 0.9, 0.97] {
                let hz = part * rate / 2.0;
                let sound = tone(hz, rate);
                for image in [rate - hz, rate + hz, 2.0 * rate - hz, 2.0 * rate + hz] {
                    let down = level(&sound, image) + 6.02;
                    assert!(image > WANTED / 2.0 || down < -60.0, "{rate} {hz} {image} {down}");
                }
            }
        }
    }

    /// All that is not the tone: images, and what the straight lines between the phases cost.
    #[test]
    fn nothing_else_is_added() {
        let sound = tone(3_000.0, 8_000.0);
        for hz in (100..20_000).step_by(331).map(f64::from) {
            let down = level(&sound, hz) + 6.02;
            assert!((hz - 3_000.0).abs() < 50.0 || down < -60.0, "{hz} {down}");
        }
    }

    #[test]
    fn the_length_follows_from_the_rates() {
        assert_eq!(resample(&[0; 8_000], 8_000.0, WANTED).len(), 44_100);
        assert_eq!(resample(&[0; 8_000], 10_000.0, WANTED).len(), 35_280);
        assert!(resample(&[], 8_000.0, WANTED).is_empty());
    }
}
