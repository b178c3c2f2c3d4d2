//! When those call who call in bouts: a few calls, a rest, a few more.

use core::ops::Range;

use super::Cue;
use crate::kit::rng::Rng;
#[cfg(test)]
use crate::kit::stereo::Stereo;

/// How somebody calls.
#[derive(Clone, Debug)]
pub(super) struct Bouts {
    /// How many calls a bout has, at least and at most.
    pub(super) calls: (u32, u32),
    /// Seconds from the beginning of a call to that of the next, and from the beginning of a
    /// bout's last to that of the next bout.
    pub(super) gap: Range<f32>,
    pub(super) pause: Range<f32>,
    /// Seconds that one call takes.
    pub(super) length: f32,
}

impl Bouts {
    /// When each call begins, in seconds, and which of its bout it is. Where it is said how many
    /// there are, they are one bout.
    pub(super) fn times(&self, cue: &Cue, rng: &mut Rng) -> Vec<(f32, u32)> {
        if cue.count.is_some() {
            let times = cue.times(rng, 0.1, self.gap.clone(), self.length);
            return times.into_iter().zip(0..).collect();
        }
        let last = (cue.seconds() - self.length).max(0.0);
        let tempo = cue.tempo.clamp(0.25, 4.0);
        let mut times = Vec::new();
        let mut at = last.min(0.1);
        loop {
            for call in 0..rng.whole(self.calls.0, self.calls.1) {
                if at > last {
                    return times;
                }
                times.push((at, call));
                at += rng.range(self.gap.start, self.gap.end) / tempo;
            }
            let rest = rng.range(self.pause.start, self.pause.end);
            at += (rest - self.gap.start).max(0.0) / tempo;
        }
    }
}

/// How many times a sound rises out of near silence.
#[cfg(test)]
pub(super) fn risen(sound: &Stereo) -> u32 {
    let power = |x: &[f32]| x.iter().map(|x| x * x).sum::<f32>().sqrt();
    let levels: Vec<f32> = sound.left.chunks(882).map(power).collect();
    let most = levels.iter().copied().fold(0.0, f32::max);
    let (mut is_up, mut count) = (false, 0);
    for level in levels {
        if !is_up && level > 0.25 * most {
            (is_up, count) = (true, count + 1);
        }
        is_up &= level > 0.08 * most;
    }
    count
}

/// Whatever is asked for, something finite is heard.
#[cfg(test)]
pub(super) fn try_any_cue(kind: &super::Kind) {
    for (k, seconds) in [0.1, 0.3, 1.0, 3.1].into_iter().enumerate() {
        for count in [None, Some(1), Some(40)] {
            for (intensity, tempo, far) in [(0.0, 0.25, true), (1.0, 4.0, false)] {
                let frames = (seconds * crate::kit::RATE) as usize;
                let rng = Rng::new(k as u64);
                let sound = (kind.make)(&Cue { frames, intensity, far, count, tempo, rng });
                assert_eq!(sound.frames(), frames, "{}", kind.name);
                let peak = sound.peak();
                assert!(peak > 1e-3 && peak < 60.0, "{} {seconds} s: {peak}", kind.name);
                let all = sound.left.iter().chain(&sound.right);
                assert!(all.into_iter().all(|x| x.is_finite()), "{}", kind.name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::RATE;

    const BOUTS: Bouts = Bouts { calls: (2, 3), gap: 0.4..0.5, pause: 1.2..1.5, length: 0.2 };

    fn times(seconds: f32, count: Option<u32>, tempo: f32) -> Vec<(f32, u32)> {
        let frames = (seconds * RATE) as usize;
        let rng = Rng::new(4);
        let cue = Cue { frames, intensity: 0.5, far: false, count, tempo, rng: rng.clone() };
        BOUTS.times(&cue, &mut rng.fork("times"))
    }

    #[test]
    fn calls_come_in_bouts_and_none_is_cut() {
        let times = times(10.0, None, 1.0);
        assert!(times.iter().filter(|(_, call)| *call == 0).count() >= 4, "{times:?}");
        assert!(times.iter().all(|(at, call)| *at <= 9.8 && *call < 3), "{times:?}");
        assert!(times.windows(2).all(|pair| pair[1].0 - pair[0].0 >= 0.4), "{times:?}");
    }

    #[test]
    fn the_first_is_early_and_a_count_is_kept() {
        for seconds in [0.1, 0.3, 1.0, 60.0] {
            assert!(times(seconds, None, 1.0)[0].0 <= 0.1);
            assert_eq!(times(seconds, Some(5), 1.0).len(), 5);
        }
        assert!(times(10.0, None, 2.0).len() > times(10.0, None, 1.0).len());
    }
}
