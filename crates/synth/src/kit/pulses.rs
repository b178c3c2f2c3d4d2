//! Steady tones and what they are made of: phases in turns, a sine without a call, saws and pulses
//! whose corners don't alias, lines through points, and banks of resonances that ring on.

use core::f32::consts::TAU;

use super::{RATE, control::decay_per_frame};

/// The sine of so many whole turns, any number of them: within 1e-5, and the same bits everywhere.
#[inline]
pub(crate) fn sine(turns: f32) -> f32 {
    let part = turns - (turns as i32) as f32;
    let ahead = if part < 0.0 { part + 1.25 } else { part + 0.25 };
    let ahead = if ahead >= 1.0 { ahead - 1.0 } else { ahead };
    // A triangle of a quarter's height, which the polynomial makes round.
    let x = 0.25 - (ahead - 0.5).abs();
    let s = x * x;
    x * (TAU + s * (-41.341_7 + s * (81.605_24 + s * (-76.705_8 + s * 42.05))))
}

/// Where a tone is in its cycle, in turns of `0..1`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Turns(f32);

impl Turns {
    pub(crate) fn new(turns: f32) -> Self {
        Self(turns)
    }

    /// Where it is now; then goes on by `step`, a part of a turn.
    #[inline]
    pub(crate) fn next(&mut self, step: f32) -> f32 {
        let now = self.0;
        self.0 += step;
        if self.0 >= 1.0 {
            self.0 -= 1.0;
        }
        now
    }

    /// As [`next`](Self::next), and whether a new turn began with it.
    #[inline]
    pub(crate) fn wrap(&mut self, step: f32) -> bool {
        self.next(step) > self.0
    }
}

/// A part of a turn per frame, of so many Hz.
#[inline]
pub(crate) fn step_of(hz: f32) -> f32 {
    (hz * (1.0 / RATE)).clamp(0.0, 0.45)
}

/// A saw that rises from -1 to 1 over a turn, with its corner rounded (polyBLEP).
#[inline]
pub(crate) fn saw(turns: f32, step: f32) -> f32 {
    let plain = 2.0 * turns - 1.0;
    if turns < step {
        let x = turns / step;
        plain - (2.0 * x - x * x - 1.0)
    } else if turns > 1.0 - step {
        let x = (turns - 1.0) / step;
        plain - (x * x + 2.0 * x + 1.0)
    } else {
        plain
    }
}

/// A pulse train, high for the part `width` of each turn, without offset: from -1 to 1 when it is
/// half a turn wide.
#[inline]
pub(crate) fn pulse(turns: f32, step: f32, width: f32) -> f32 {
    let later = turns + width;
    let later = if later >= 1.0 { later - 1.0 } else { later };
    saw(later, step) - saw(turns, step)
}

/// The height at `x` of a line through points, in order of their first part; level outside.
pub(crate) fn through(points: &[(f32, f32)], x: f32) -> f32 {
    let mut last = match points.first() {
        Some(first) => *first,
        None => return 0.0,
    };
    for point in points {
        if x < point.0 {
            let part = (x - last.0) / (point.0 - last.0).max(1e-6);
            return last.1 + (point.1 - last.1) * part.max(0.0);
        }
        last = *point;
    }
    last.1
}

/// A bound that is reached gently: what a loaded loudspeaker or a throat does to what is too loud.
#[inline]
pub(crate) fn soften(x: f32) -> f32 {
    let x = x.clamp(-3.0, 3.0);
    x * (27.0 + x * x) / (27.0 + 9.0 * x * x)
}

/// One resonance of a thing that rings: in Hz, seconds to lose 60 dB, and its part.
pub(crate) type Mode = (f32, f32, f32);

const LANES: usize = 8;

/// Eight rotating phasors side by side, each turning and shrinking with every frame.
#[derive(Clone, Debug, Default)]
struct Eight {
    re: [f32; LANES],
    im: [f32; LANES],
    cos: [f32; LANES],
    sin: [f32; LANES],
    level: [f32; LANES],
    /// Frames until nothing of it is heard.
    left: usize,
    longest: usize,
}

/// Resonances that are struck, again and again, and ring on: each strike adds to what still rings.
#[derive(Clone, Debug)]
pub(crate) struct Bank(Vec<Eight>);

impl Bank {
    /// The longest first: those that die early stand side by side then, and are left out together.
    pub(crate) fn new(modes: &[Mode]) -> Self {
        let eight = |modes: &[Mode]| {
            let mut eight = Eight::default();
            for (lane, (hz, t60, level)) in modes.iter().enumerate() {
                let angle = TAU * hz.min(0.45 * RATE) / RATE;
                let shrink = decay_per_frame(*t60);
                eight.cos[lane] = libm::cosf(angle) * shrink;
                eight.sin[lane] = libm::sinf(angle) * shrink;
                eight.level[lane] = *level;
                eight.longest = eight.longest.max((t60 * 1.5 * RATE) as usize);
            }
            eight
        };
        Self(modes.chunks(LANES).map(eight).collect())
    }

    /// Strikes all of them so hard. `dull` from 0 to 1 spares the high ones: a soft mallet.
    pub(crate) fn strike(&mut self, force: f32, dull: f32) {
        for eight in &mut self.0 {
            for lane in 0..LANES {
                // The sine of its angle is as good as its pitch here.
                let soft = 1.0 - dull * (eight.sin[lane] * 3.0).min(1.0);
                eight.re[lane] += force * soft * eight.level[lane];
            }
            eight.left = eight.longest;
        }
    }

    /// Stops a part of what rings, as a hand or a felt does.
    pub(crate) fn damp(&mut self, kept: f32) {
        for eight in &mut self.0 {
            for lane in 0..LANES {
                eight.re[lane] *= kept;
                eight.im[lane] *= kept;
            }
        }
    }

    #[inline]
    pub(crate) fn next(&mut self) -> f32 {
        let mut sum = 0.0;
        for eight in &mut self.0 {
            if eight.left == 0 {
                continue;
            }
            eight.left -= 1;
            let mut heard = [0.0f32; LANES];
            for (lane, heard) in heard.iter_mut().enumerate() {
                let (re, im) = (eight.re[lane], eight.im[lane]);
                *heard = im;
                eight.re[lane] = re * eight.cos[lane] - im * eight.sin[lane];
                eight.im[lane] = re * eight.sin[lane] + im * eight.cos[lane];
            }
            sum += heard[0]
                + heard[1]
                + heard[2]
                + heard[3]
                + heard[4]
                + heard[5]
                + heard[6]
                + heard[7];
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sine_is_one() {
        for i in -3_000..3_000 {
            let turns = i as f32 / 700.0;
            let exact = libm::sinf(TAU * turns);
            assert!((sine(turns) - exact).abs() < 1e-4, "{turns}");
        }
    }

    #[test]
    fn saws_and_pulses_have_no_offset_and_keep_their_bounds() {
        for hz in [40.0, 441.0, 3_000.0] {
            let step = step_of(hz);
            for width in [0.1, 0.5] {
                let mut turns = Turns::default();
                let mut sums = [0.0f32; 2];
                for _ in 0..44_100 {
                    let at = turns.next(step);
                    let both = [saw(at, step), pulse(at, step, width)];
                    assert!(both[0].abs() <= 1.01 && both[1].abs() <= 2.01);
                    sums[0] += both[0];
                    sums[1] += both[1];
                }
                assert!(sums.iter().all(|sum| (sum / 44_100.0).abs() < 5e-3), "{sums:?}");
            }
        }
    }

    #[test]
    fn a_new_turn_is_told_as_often_as_there_are() {
        let mut turns = Turns::new(0.5);
        let count = (0..44_100).filter(|_| turns.wrap(step_of(100.0))).count();
        assert!((99..=101).contains(&count), "{count}");
    }

    #[test]
    fn a_line_goes_through_its_points() {
        let points = [(0.0, 1.0), (1.0, 3.0), (2.0, 3.0), (2.0, 5.0)];
        for (x, y) in [(-1.0, 1.0), (0.5, 2.0), (1.5, 3.0), (2.0, 5.0), (9.0, 5.0)] {
            assert!((through(&points, x) - y).abs() < 1e-5, "{x}");
        }
        assert_eq!(through(&[], 1.0), 0.0);
    }

    #[test]
    fn a_bank_rings_at_its_pitch_and_dies_in_its_time() {
        let mut bank = Bank::new(&[(441.0, 1.0, 1.0)]);
        assert_eq!(bank.next(), 0.0);
        bank.strike(1.0, 0.0);
        let heard: Vec<f32> = (0..88_200).map(|_| bank.next()).collect();
        let rises = heard[..44_100].windows(2).filter(|x| x[0] <= 0.0 && x[1] > 0.0).count();
        assert!((440..=442).contains(&rises), "{rises}");
        let peak = |from: usize| heard[from..from + 200].iter().fold(0.0f32, |a, x| a.max(x.abs()));
        assert!((0.9..1.05).contains(&peak(0)));
        assert!((0.0005..0.002).contains(&peak(44_000)), "{}", peak(44_000));
        assert_eq!(peak(80_000), 0.0);
    }

    #[test]
    fn a_damped_bank_is_quieter() {
        let mut bank = Bank::new(&[(441.0, 1.0, 1.0)]);
        bank.strike(1.0, 0.0);
        bank.damp(0.0);
        assert!((0..100).all(|_| bank.next() == 0.0));
    }
}
