//! The last stage: offset, loudness, peaks, ends, and sixteen bits.

use crate::{
    kit::{
        RATE,
        between::Between,
        control::{from_db, larger, smaller, smooth},
        filter::OnePole,
        loudness::lufs,
        stereo::Stereo,
    },
    sound::Sound,
};

/// What a sound in the foreground is brought to, in LUFS.
pub(crate) const LOUDNESS: f32 = -18.0;
/// -1.5 dBFS, on samples and between them: leaves half a decibel for what a decoder or a resampler
/// adds.
const CEILING: f32 = 0.841_395;
/// A wave doesn't rise above the ceiling between samples that are below this part of it.
const STEEPEST: f32 = 0.5;
/// A sparse sound may be limited by this much to reach its loudness; beyond, it stays quieter, and
/// keeps its edge.
const MOST_LIMITING_DB: f32 = 8.0;
/// What the limiter took is given back up to this much, through the limiter once more.
const MOST_GIVEN_BACK_DB: f32 = 3.0;
/// How fast the limiter ducks ahead of a peak, and comes back after it, in seconds for full scale.
const ATTACK: f32 = 0.002;
const RELEASE: f32 = 0.12;
const FADE_IN: f32 = 0.008;
/// Part of the sound that the fade-out takes, and its bounds in seconds.
const FADE_OUT: (f32, f32, f32) = (0.06, 0.06, 0.35);

/// The highest peak of a sound at `loudness` LUFS that this stage still brings to the common
/// loudness.
pub(crate) fn highest_peak(loudness: f32) -> f32 {
    CEILING * from_db(MOST_LIMITING_DB + loudness - LOUDNESS)
}

/// Brings a mix to `target` LUFS, within what the ceiling allows, and to 16 bits.
pub(crate) fn finish(mut mix: Stereo, target: f32) -> Sound {
    remove_rumble(&mut mix);
    let loudness = lufs(&mix);
    if loudness > -100.0 {
        let most = CEILING * from_db(MOST_LIMITING_DB) / mix.peak().max(1e-9);
        mix.scale(from_db(target - loudness).min(most));
        if limit(&mut mix) {
            // Limiting took some loudness; give it back.
            let lost = target - lufs(&mix);
            if lost > 0.2 {
                mix.scale(from_db(lost.min(MOST_GIVEN_BACK_DB)));
                limit(&mut mix);
            }
        }
    }
    let window = fades(mix.frames());
    quantise(mix, &window)
}

/// Takes away what no loudspeaker plays and every limiter hears.
fn remove_rumble(mix: &mut Stereo) {
    let pair = || [OnePole::new(16.0), OnePole::new(16.0)];
    let (mut of_left, mut of_right) = (pair(), pair());
    // Each filter waits for itself: both channels in one loop take as long as one.
    for (l, r) in mix.left.iter_mut().zip(&mut mix.right) {
        *l = of_left.iter_mut().fold(*l, |x, filter| filter.high(x));
        *r = of_right.iter_mut().fold(*r, |x, filter| filter.high(x));
    }
}

/// A look-ahead limiter over the whole sound at once: the gain that each frame needs, made smooth
/// by one pass backward (the ducking ahead) and one forward (the recovery). Both channels share
/// it, so that the image stays where it is. Whether there was anything to limit.
fn limit(sound: &mut Stereo) -> bool {
    let mut gain = vec![1.0f32; sound.frames()];
    let between = Between::new();
    for channel in [&sound.left, &sound.right] {
        for i in 0..channel.len() {
            let own = channel[i].abs();
            let after = channel.get(i + 1).map_or(0.0, |x| x.abs());
            if larger(own, after) < STEEPEST * CEILING {
                continue;
            }
            let highest = larger(own, between.highest(channel, i));
            if highest <= CEILING {
                continue;
            }
            let needed = CEILING / highest;
            gain[i] = smaller(gain[i], needed);
            // What rises between two samples is held down by both.
            if let Some(next) = gain.get_mut(i + 1) {
                *next = smaller(*next, needed);
            }
        }
    }
    if gain.iter().all(|gain| *gain >= 1.0) {
        return false;
    }
    let (attack, release) = (1.0 / (ATTACK * RATE), 1.0 / (RELEASE * RATE));
    let mut bound = 1.0f32;
    for g in gain.iter_mut().rev() {
        bound = smaller(*g, bound + attack);
        *g = bound;
    }
    bound = 1.0;
    for g in &mut gain {
        bound = smaller(*g, bound + release);
        *g = bound;
    }
    sound.left.iter_mut().zip(&gain).for_each(|(x, g)| *x *= g);
    sound.right.iter_mut().zip(&gain).for_each(|(x, g)| *x *= g);
    true
}

/// The gain of each frame: up from nothing, down to nothing.
fn fades(frames: usize) -> Vec<f32> {
    let (part, least, most) = FADE_OUT;
    let out = (frames as f32 * part).clamp(least * RATE, most * RATE).min(frames as f32 * 0.5);
    let mut window = vec![1.0; frames];
    for (span, at_end) in [(FADE_IN * RATE, false), (out, true)] {
        for i in 0..frames.min(span as usize + 1) {
            let frame = if at_end { frames - 1 - i } else { i };
            window[frame] *= smooth(i as f32 / span);
        }
    }
    window
}

/// To 16 bits, under the fades. The offset that is left goes out along them too, so that the ends
/// stay at zero and the mean is zero.
fn quantise(mut mix: Stereo, window: &[f32]) -> Sound {
    let (mut sums, mut weight) = ([0.0f64; 2], 0.0f64);
    for ((l, r), w) in mix.left.iter_mut().zip(&mut mix.right).zip(window) {
        *l *= w;
        *r *= w;
        sums[0] += f64::from(*l);
        sums[1] += f64::from(*r);
        weight += f64::from(*w);
    }
    let offset = |sum: f64| if weight > 0.0 { (sum / weight) as f32 } else { 0.0 };
    let whole = |channel: &[f32], offset: f32| -> Vec<i16> {
        let whole = |(x, w): (&f32, &f32)| {
            let x = (x - offset * w).clamp(-0.89, 0.89);
            (x * 32_767.0 + 0.5).floor() as i16
        };
        channel.iter().zip(window).map(whole).collect()
    };
    Sound::new(whole(&mix.left, offset(sums[0])), whole(&mix.right, offset(sums[1])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::rng::Rng;

    fn noise(frames: usize, level: f32) -> Stereo {
        let mut rng = Rng::new(9);
        let mut sound = Stereo::silence(frames);
        sound.add_each(|_| (rng.bipolar() * level, rng.bipolar() * level));
        sound
    }

    #[test]
    fn the_limiter_holds_the_ceiling_and_leaves_the_rest() {
        let mut sound = noise(44_100, 0.1);
        sound.left[20_000] = 3.0;
        sound.right[20_500] = -2.0;
        let before = sound.clone();
        limit(&mut sound);
        assert!(sound.peak() <= CEILING + 1e-6);
        assert_eq!(sound.left[..19_000], before.left[..19_000]);
        assert_eq!(sound.left[40_000..], before.left[40_000..]);
    }

    /// A quarter of the rate, sampled at 45 degrees: the wave is 3 dB above its samples.
    #[test]
    fn the_limiter_holds_the_ceiling_between_samples() {
        let mut sound = Stereo::silence(4_410);
        sound.add_each(|i| {
            let x = libm::sinf(core::f32::consts::PI * (0.5 * (i % 4) as f32 + 0.25));
            (x, x)
        });
        limit(&mut sound);
        let highest = CEILING * core::f32::consts::FRAC_1_SQRT_2;
        assert!((0.97..1.01).contains(&(sound.left[2_000].abs() / highest)));
    }

    #[test]
    fn offset_is_removed_and_the_ends_are_silent() {
        let mut sound = noise(4_410, 0.05);
        sound.add_each(|_| (0.2, -0.1));
        let sound = finish(sound, -18.0);
        for channel in [sound.left(), sound.right()] {
            let mean = channel.iter().map(|x| f64::from(*x)).sum::<f64>() / 4_410.0 / 32_768.0;
            assert!(mean.abs() < 1e-4, "{mean}");
            assert!(channel[0].abs() <= 1 && channel[4_409].abs() <= 1);
        }
    }

    #[test]
    fn the_fades_are_level_between_and_of_any_length() {
        for frames in [0, 1, 2, 100, 4_410, 44_100] {
            let window = fades(frames);
            assert_eq!(window.len(), frames);
            assert!(window.iter().all(|gain| (0.0..=1.0).contains(gain)));
            assert!(window.first().is_none_or(|gain| *gain == 0.0));
            assert!(window.last().is_none_or(|gain| *gain == 0.0));
        }
        let window = fades(44_100);
        assert!(window[353..41_454].iter().all(|gain| *gain == 1.0));
        assert!(window[352] < 1.0 && window[41_500] < 1.0);
    }

    #[test]
    fn silence_stays_silence() {
        let sound = finish(Stereo::silence(4_410), -18.0);
        assert!(sound.left().iter().all(|x| *x == 0));
    }
}
