//! What plays: a plucked string, a piano's, a pad, a bass, and the parts of a drum set.

use crate::kit::{
    RATE,
    control::{CONTROL, decay, decay_per_frame, smooth},
    filter::Svf,
    pulses::{Bank, Mode, Turns, saw, sine, soften, step_of},
    rng::Rng,
    spot::Spot,
    stereo::{Pan, Stereo},
    voice::{burst, eased},
};

/// A plucked string (Karplus and Strong): a loop of noise that loses its high end with every turn.
/// `bright` from 0 (a thumb on nylon) to 1 (a nail on steel).
pub(super) fn pluck(rng: &Rng, hz: f32, t60: f32, seconds: f32, bright: f32) -> Vec<f32> {
    let period = RATE / hz;
    let stretch = 0.5 - 0.3 * bright;
    let whole = ((period - stretch) as usize).max(2);
    let rest = (period - stretch - whole as f32).clamp(0.05, 1.0);
    let tune = (1.0 - rest) / (1.0 + rest);
    let kept = decay(1.0 / hz, t60);
    let mut noise = rng.fork("pick");
    let mut soft = 0.0;
    let amount = 0.10 + 0.45 * bright * bright;
    let mut line: Vec<f32> = (0..whole)
        .map(|_| {
            soft += (noise.bipolar() - soft) * amount;
            soft
        })
        .collect();
    // It is plucked at a fifth of its length: what has a node there isn't heard.
    let fifth = (whole / 5).max(1);
    for i in (fifth..whole).rev() {
        line[i] -= 0.7 * line[i - fifth];
    }
    let mean = line.iter().sum::<f32>() / whole as f32;
    line.iter_mut().for_each(|x| *x -= mean);
    let frames = (seconds * RATE) as usize;
    let release = (0.06 * RATE) as usize;
    let fall = decay_per_frame(0.09);
    let (mut last, mut pass, mut before) = (0.0, 0.0, 0.0);
    let mut heard = Vec::with_capacity(frames + release + whole);
    while heard.len() < frames + release {
        for x in &mut line {
            heard.push(*x);
            let damped = ((1.0 - stretch) * *x + stretch * last) * kept;
            last = *x;
            pass = tune * damped + before - tune * pass;
            before = damped;
            *x = pass;
        }
    }
    heard.truncate(frames + release);
    let mut held = 1.0;
    for x in &mut heard[frames..] {
        held *= fall;
        *x *= held;
    }
    heard
}

/// A piano's strings: stiff, so that their overtones are sharp, two or three to a note, so that
/// they beat; and the hammer's knock.
pub(super) fn piano(rng: &Rng, hz: f32, force: f32, seconds: f32) -> Vec<f32> {
    let mut rng = rng.fork("piano");
    let stiff = 0.000_35 * (hz / 262.0);
    let long = 7.0 * libm::powf(262.0 / hz, 0.55);
    let most = if hz < 200.0 { 14 } else { 7 };
    let mut modes: Vec<Mode> = Vec::with_capacity(16);
    for k in 1..=most {
        let n = k as f32;
        let pitch = hz * n * (1.0 + stiff * n * n).sqrt();
        if pitch > 9_000.0 {
            break;
        }
        // A soft blow leaves the high ones alone; none hears the eighth, where the hammer hits.
        let level = libm::expf(-n * (0.62 - 0.38 * force)) * sine(n / 16.0).abs().max(0.15) * 2.4;
        modes.push((pitch, long / (1.0 + 0.35 * n), level * rng.range(0.85, 1.15)));
        if k == 1 || (k == 2 && most > 7) {
            modes.push((pitch * 1.000_9, long * 1.6, level * 0.35));
        }
    }
    let mut bank = Bank::new(&modes);
    bank.strike(0.55 * force, 0.0);
    let frames = (seconds * RATE) as usize;
    let fall = decay_per_frame(0.35);
    let mut held = 1.0;
    let knock = burst(rng.fork("hammer"), 0.035, 180.0, 1_600.0).map(move |x| x * 0.10 * force);
    let mut knock = eased(0.001, knock);
    (0..frames + (0.2 * RATE) as usize)
        .map(|i| {
            if i > frames {
                held *= fall;
            }
            (bank.next() + knock.next().unwrap_or(0.0)) * held
        })
        .collect()
}

/// A pad: for each note two saws a little apart, one to each side, through a filter that opens.
pub(super) fn pad(out: &mut Stereo, at: f32, seconds: f32, notes: &[f32], rise: f32, open: f32) {
    let frames = ((seconds + 0.5) * RATE) as usize;
    let first = (at * RATE) as usize;
    let mut turns: Vec<[Turns; 2]> = notes
        .iter()
        .map(|hz| [Turns::new(hz * 0.017 % 1.0), Turns::new(hz * 0.031 % 1.0)])
        .collect();
    let mut filters = [Svf::new(500.0, 0.6), Svf::new(500.0, 0.6)];
    let mut level = 0.0;
    for i in 0..frames.min(out.frames().saturating_sub(first)) {
        if i % CONTROL == 0 {
            let t = i as f32 / RATE;
            level = smooth(t / rise) * smooth((seconds + 0.5 - t) / 0.5) * 0.085;
            let arch = sine(0.5 * (t / (seconds + 0.5)));
            for filter in &mut filters {
                filter.tune(260.0 + open * (0.5 + arch), 0.65);
            }
        }
        let mut sum = [0.0; 2];
        for (turns, hz) in turns.iter_mut().zip(notes) {
            for (k, away) in [0.999_1, 1.001_3].into_iter().enumerate() {
                let step = step_of(hz * away);
                sum[k] += saw(turns[k].next(step), step);
            }
        }
        let [l, r] = [filters[0].bands(sum[0]).low, filters[1].bands(sum[1]).low];
        out.left[first + i] += (l + 0.35 * r) * level;
        out.right[first + i] += (r + 0.35 * l) * level;
    }
}

/// A round bass.
pub(super) fn bass(hz: f32, seconds: f32, bite: f32) -> Vec<f32> {
    let frames = ((seconds + 0.05) * RATE) as usize;
    let mut turns = Turns::default();
    let mut filter = Svf::new(300.0, 0.9);
    let mut level = 0.0;
    (0..frames)
        .map(|i| {
            let t = i as f32 / RATE;
            if i % CONTROL == 0 {
                level = smooth(t / 0.006) * smooth((seconds + 0.05 - t) / 0.05);
                level *= 0.55 + 0.45 * decay(t, 1.2);
                filter.tune(hz * 2.0 + 900.0 * bite * decay(t, 0.5), 0.9);
            }
            let step = step_of(hz);
            let turn = turns.next(step);
            let x = sine(turn) * 0.8 + filter.bands(saw(turn, step)).low * (0.25 + 0.5 * bite);
            soften(x) * level * 0.42
        })
        .collect()
}

/// The parts of a drum set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drum {
    Kick,
    Snare,
    Hat,
    Open,
    Clap,
    Tom,
    Crash,
}

/// Strikes one. `size` tunes it: the larger, the lower.
pub(super) fn drum(out: &mut Stereo, rng: &Rng, which: Drum, at: f32, force: f32, size: f32) {
    let mut rng = rng.clone();
    let frame = (at * RATE) as usize;
    match which {
        Drum::Kick => {
            let middle = Pan::level(0.0);
            out.place(frame, middle, kick(force, size).into_iter());
            Spot::new(frame, middle).noise(
                out,
                0.35 * force,
                rng.fork("beater"),
                0.014,
                [600.0, 4_500.0],
            );
        }
        Drum::Snare => {
            let pan = Pan::level(0.08);
            for (hz, t60, level) in [(186.0, 0.14, 0.5), (331.0, 0.09, 0.3)] {
                Spot::new(frame, pan).tone(
                    out,
                    level * force,
                    hz / size * rng.range(0.99, 1.01),
                    t60,
                    -0.12,
                );
            }
            Spot::new(frame, pan).noise(
                out,
                1.1 * force,
                rng.fork("wires"),
                0.19,
                [1_100.0, 8_500.0],
            );
        }
        Drum::Hat | Drum::Open => {
            let t60 = if which == Drum::Hat { rng.range(0.045, 0.065) } else { 0.32 };
            let pan = Pan::level(-0.3);
            Spot::new(frame, pan).noise(
                out,
                1.3 * force,
                rng.fork("hiss"),
                t60,
                [7_500.0, 15_000.0],
            );
            for hz in [5_230.0, 6_970.0, 8_410.0] {
                Spot::new(frame, pan).tone(
                    out,
                    0.10 * force,
                    hz * rng.range(0.99, 1.01),
                    t60 * 0.8,
                    0.0,
                );
            }
        }
        Drum::Clap => {
            for (later, level) in [(0.0, 0.5), (0.011, 0.55), (0.023, 0.9)] {
                let t60 = if later > 0.02 { 0.16 } else { 0.02 };
                rng = rng.fork("hand");
                let pan = Pan::new(rng.bipolar() * 0.3);
                Spot::new(frame + (later * RATE) as usize, pan).noise(
                    out,
                    level * 1.0 * force,
                    rng.fork("one"),
                    t60,
                    [900.0, 5_500.0],
                );
            }
        }
        Drum::Tom => {
            let pan = Pan::level(0.6 * (size - 1.0).clamp(-1.0, 1.0));
            Spot::new(frame, pan).tone(out, 0.62 * force, 118.0 / size, 0.42, -0.22);
            Spot::new(frame, pan).noise(
                out,
                0.3 * force,
                rng.fork("stick"),
                0.05,
                [200.0, 3_000.0],
            );
        }
        Drum::Crash => {
            for side in [-0.6, 0.5] {
                rng = rng.fork("side");
                Spot::new(frame, Pan::level(side)).noise(
                    out,
                    0.5 * force,
                    rng.fork("wash"),
                    1.7,
                    [3_800.0, 13_000.0],
                );
            }
        }
    }
}

/// The skin is taut for an instant, then falls to its own pitch.
fn kick(force: f32, size: f32) -> Vec<f32> {
    let mut turns = Turns::default();
    let (mut hz, mut level) = (160.0, 1.0);
    (0..(0.38 * RATE) as usize)
        .map(|i| {
            if i % CONTROL == 0 {
                let t = i as f32 / RATE;
                hz = (47.0 + 130.0 * decay(t, 0.10) + 30.0 * decay(t, 0.4)) / size;
                level = decay(t, 0.42) * smooth((0.38 - t) / 0.05);
            }
            soften(sine(turns.next(step_of(hz))) * 1.5) * level * force * 0.7
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The period that fits a sound best, as a pitch in Hz.
    fn pitch(x: &[f32]) -> f32 {
        let score = |lag: usize| -> f32 { x.iter().zip(&x[lag..]).map(|(a, b)| a * b).sum() };
        let best = (40..700).max_by(|a, b| score(*a).total_cmp(&score(*b))).unwrap();
        RATE / best as f32
    }

    #[test]
    fn strings_are_in_tune() {
        for hz in [98.0, 220.0, 440.0] {
            for sound in [pluck(&Rng::new(1), hz, 2.0, 0.4, 0.5), piano(&Rng::new(2), hz, 0.7, 0.4)]
            {
                let heard = pitch(&sound[2_000..12_000]);
                let ratio = heard / hz;
                // An octave below fits as well.
                let ratio = if ratio < 0.8 { ratio * (1.0 / ratio).round() } else { ratio };
                assert!((ratio - 1.0).abs() < 0.012, "{heard} for {hz}");
            }
        }
    }

    #[test]
    fn all_drums_sound() {
        for which in
            [Drum::Kick, Drum::Snare, Drum::Hat, Drum::Open, Drum::Clap, Drum::Tom, Drum::Crash]
        {
            let mut out = Stereo::silence(8_820);
            drum(&mut out, &Rng::new(3), which, 0.01, 0.8, 1.0);
            assert!((0.05..2.5).contains(&out.peak()), "{which:?}: {}", out.peak());
        }
    }
}
