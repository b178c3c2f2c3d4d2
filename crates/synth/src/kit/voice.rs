//! Short single events: what a drop, a spark or a wave front sounds like on its own.

use core::f32::consts::TAU;

use super::{RATE, control::decay_per_frame, filter::OnePole, rng::Rng};

/// Below this part of its start an event is over: -60 dB.
const OVER: f32 = 1e-3;

/// A sine that dies away and may glide: a resonance that was struck, or a bubble that rises.
/// `glide` is the part of its frequency that it gains while losing 60 dB.
pub(crate) fn ping(hz: f32, t60: f32, glide: f32) -> impl Iterator<Item = f32> {
    let fall = decay_per_frame(t60);
    let mut step = TAU * hz / RATE;
    let gain = step * glide / (t60 * RATE);
    let mut phase = 0.0f32;
    let mut level = 1.0f32;
    core::iter::from_fn(move || {
        if level < OVER {
            return None;
        }
        let x = libm::sinf(phase) * level;
        phase += step;
        if phase > TAU {
            phase -= TAU;
        }
        step += gain;
        level *= fall;
        Some(x)
    })
}

/// A burst of noise with a sudden start, between two slopes of 6 dB/octave at `low` and `high` Hz.
pub(crate) fn burst(mut rng: Rng, t60: f32, low: f32, high: f32) -> impl Iterator<Item = f32> {
    let fall = decay_per_frame(t60);
    let mut level = 1.0f32;
    let mut highpass = OnePole::new(low);
    let mut lowpass = OnePole::new(high);
    core::iter::from_fn(move || {
        if level < OVER {
            return None;
        }
        let x = lowpass.low(highpass.high(rng.bipolar())) * level;
        level *= fall;
        Some(x)
    })
}

/// Takes the edge off a start: the sound comes up along a line, in so many seconds.
pub(crate) fn eased(seconds: f32, sound: impl Iterator<Item = f32>) -> impl Iterator<Item = f32> {
    let step = 1.0 / (seconds * RATE).max(1.0);
    sound.enumerate().map(move |(i, x)| x * (i as f32 * step).min(1.0))
}

/// The N-wave of a shock front: up at once, straight down through zero, and back.
pub(crate) fn shock(seconds: f32) -> impl Iterator<Item = f32> {
    let frames = ((seconds * RATE) as usize).max(2);
    let step = 2.0 / (frames - 1) as f32;
    (0..frames).map(move |i| 1.0 - i as f32 * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_end_and_stay_within_one() {
        let ping: Vec<f32> = ping(2_000.0, 0.02, 0.3).collect();
        assert!((860..=900).contains(&ping.len()), "{}", ping.len());
        assert!(ping.iter().all(|x| x.abs() <= 1.0));
        let burst: Vec<f32> = burst(Rng::new(1), 0.01, 500.0, 8_000.0).collect();
        assert!(burst.len() < 450 && burst.iter().all(|x| x.abs() < 2.0));
    }

    #[test]
    fn a_shock_has_no_offset() {
        let sum: f32 = shock(0.004).sum();
        assert!(sum.abs() < 1e-3);
    }
}
