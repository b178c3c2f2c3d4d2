//! From one rate to a higher one, by a windowed sinc: what lies between the samples, and none of
//! the images that they have above half their rate.

use core::f64::consts::PI;

use foley_synth::SAMPLE_RATE;

/// Rates are multiples of this, so that the common rate has few phases against each.
pub(crate) const GRAIN: u32 = 100;

/// How many places between two samples are asked for.
const PHASES: usize = (SAMPLE_RATE / GRAIN) as usize;

/// Samples that count on each side of a place.
const SIDE: usize = 32;
const TAPS: usize = 2 * SIDE;
/// Where half of the amplitude is left, as a part of half the rate.
const EDGE: f64 = 0.94;
/// The Kaiser window's shape: it leaves -72 dB.
const BETA: f64 = 7.0;

/// Sums that are kept apart, so that a processor need not wait for one after the other. Their
/// number is part of the sound: it says in which order the products are added.
const LANES: usize = 8;

/// Brings samples to the common rate, which is not lower than `grains` times [`GRAIN`], theirs.
/// Full scale becomes 1.
pub(crate) fn resample(samples: &[i16], grains: usize) -> Vec<f32> {
    let weights = weights();
    let silence = |count| core::iter::repeat_n(0.0, count);
    let padded: Vec<f32> = silence(SIDE - 1)
        .chain(samples.iter().map(|x| f32::from(*x) / 32_768.0))
        .chain(silence(SIDE))
        .collect();
    // The places are at `i * grains / PHASES`, in whole numbers and a rest.
    let (mut whole, mut phase) = (0, 0);
    let mut sound = Vec::with_capacity(samples.len() * PHASES / grains.max(1) + 1);
    while whole < samples.len() {
        sound.push(dot(&padded[whole..whole + TAPS], &weights[phase]));
        phase += grains;
        whole += phase / PHASES;
        phase %= PHASES;
    }
    sound
}

fn dot(near: &[f32], weights: &[f32; TAPS]) -> f32 {
    let mut sums = [0.0f32; LANES];
    for (near, weights) in near.chunks_exact(LANES).zip(weights.chunks_exact(LANES)) {
        for ((sum, x), weight) in sums.iter_mut().zip(near).zip(weights) {
            *sum += x * weight;
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + e) + (b + f)) + ((c + g) + (d + h))
}

/// The weights of the samples about each phase.
fn weights() -> Vec<[f32; TAPS]> {
    (0..PHASES)
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

/// Kaiser's, but for a constant factor.
fn window(x: f64) -> f64 {
    // The modified Bessel function of the first kind and order zero, by its series in the square
    // of half its argument.
    let square = (0.25 * BETA * BETA) * (1.0 - x * x).max(0.0);
    let (mut sum, mut term) = (1.0, 1.0);
    for reciprocal in RECIPROCAL_SQUARES {
        term *= square * reciprocal;
        sum += term;
    }
    sum
}

/// Of the numbers from 1: where they end, there are 12 digits of the sum.
const RECIPROCAL_SQUARES: [f64; 16] = {
    let mut all = [0.0; 16];
    let mut i = 0;
    while i < 16 {
        all[i] = 1.0 / ((i + 1) * (i + 1)) as f64;
        i += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: f64 = SAMPLE_RATE as f64;
    /// The rates of the longest tract, of the recordings, and of the shortest.
    const RATES: [f64; 4] = [7_200.0, 8_000.0, 9_300.0, 10_700.0];

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
        resample(&samples, rate as usize / GRAIN as usize)[2_000..40_000].to_vec()
    }

    #[test]
    fn tones_keep_their_height_and_their_strength() {
        for rate in RATES {
            for part in [0.01, 0.2, 0.5, 0.85] {
                let hz = part * rate / 2.0;
                let found = level(&tone(hz, rate), hz);
                assert!((found + 6.02).abs() < 0.3, "{rate} {hz} {found}");
            }
        }
    }

    #[test]
    fn images_are_sixty_decibels_down() {
        for rate in RATES {
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

    /// All that is not the tone.
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
        assert_eq!(resample(&[0; 8_000], 80).len(), 44_100);
        assert_eq!(resample(&[0; 8_000], 100).len(), 35_280);
        assert!(resample(&[], 80).is_empty());
    }
}
