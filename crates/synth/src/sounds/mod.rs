//! The sounds, one file per class. Each makes a stereo sound of any level and in no particular
//! room; the mix gives it its loudness and its distance.

mod air;
pub(crate) mod animals;
mod bouts;
#[cfg(test)]
mod counts;
pub(crate) mod home;
pub(crate) mod machines;
pub(crate) mod music;
pub(crate) mod nature;
pub(crate) mod people;
mod rhythm;
pub(crate) mod signals;
pub(crate) mod texture;

use core::ops::Range;

use crate::kit::{RATE, reverb::Space, rng::Rng, stereo::Stereo};

/// All that is known of a class.
#[derive(Debug)]
pub(crate) struct Kind {
    /// In lower case, as a person would say it: "door knock". No two classes have one name.
    pub(crate) name: &'static str,
    /// English words and phrases that mean it, in their base form and lower case, each with how
    /// strong it is in itself: -1 (barely) over 0 (unsaid) to 1 (violent). Those of several words
    /// win over those of fewer; regular forms of a word (-s, -ing, -ed, ...) are found by its base.
    pub(crate) english: &'static [(&'static str, f32)],
    /// The same in Chinese; the longest wins.
    pub(crate) chinese: &'static [(&'static str, f32)],
    /// Where it is heard when nothing is said.
    pub(crate) space: Space,
    /// How much of the place is heard beside it.
    pub(crate) wet: f32,
    /// Makes it.
    pub(crate) make: fn(&Cue) -> Stereo,
}

/// What a sound is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub(crate) frames: usize,
    /// From 0 (barely) over 0.5 to 1 (violent).
    pub(crate) intensity: f32,
    /// Whether it is a long way off: what only the near hear can be left out.
    pub(crate) far: bool,
    /// How many of it there are, where that is said: three knocks.
    pub(crate) count: Option<u32>,
    /// How quickly it goes: 1 as usual, 2 twice as quickly.
    pub(crate) tempo: f32,
    pub(crate) rng: Rng,
}

impl Cue {
    /// A value that goes with intensity: `low` at 0, `high` at 1.
    pub(crate) fn scaled(&self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.intensity
    }

    /// How long the whole is.
    pub(crate) fn seconds(&self) -> f32 {
        self.frames as f32 / RATE
    }

    /// When the events of this sound begin, in seconds: the first at `first`, and after each a
    /// `gap` from one beginning to the next, which goes with the tempo. As many as were asked for,
    /// however short the whole is, and otherwise as many as fit whole, `length` being one's; but
    /// always one.
    pub(crate) fn times(
        &self,
        rng: &mut Rng,
        first: f32,
        gap: Range<f32>,
        length: f32,
    ) -> Vec<f32> {
        let last = (self.seconds() - length).max(0.0);
        let mut times = Vec::new();
        let mut at = first;
        loop {
            times.push(at);
            at += rng.range(gap.start, gap.end) / self.tempo.clamp(0.25, 4.0);
            match self.count {
                Some(count) if times.len() >= count.clamp(1, 64) as usize => break,
                None if at > last => break,
                _ => {}
            }
        }
        // More were asked for than there is time for: they come in quicker succession.
        let end = times.last().copied().unwrap_or(0.0);
        if end > last {
            let squeeze = last / end;
            times.iter_mut().for_each(|time| *time *= squeeze);
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(seconds: f32, count: Option<u32>, tempo: f32) -> Cue {
        let frames = (seconds * RATE) as usize;
        Cue { frames, intensity: 0.5, far: false, count, tempo, rng: Rng::new(1) }
    }

    #[test]
    fn as_many_events_as_asked_for_or_as_fit() {
        let times = |seconds, count, tempo| {
            cue(seconds, count, tempo).times(&mut Rng::new(2), 0.1, 0.9..1.1, 0.5)
        };
        for count in [1, 2, 3, 7, 20] {
            for seconds in [0.1, 1.0, 5.0] {
                let times = times(seconds, Some(count), 1.0);
                assert_eq!(times.len(), count as usize);
                let last = (seconds - 0.5_f32).max(0.0);
                assert!(times.iter().all(|time| (0.0..=last + 1e-4).contains(time)), "{times:?}");
                assert!(times.windows(2).all(|pair| pair[0] <= pair[1]), "{times:?}");
            }
        }
        assert_eq!(times(0.1, None, 1.0).len(), 1);
        assert!((9..=10).contains(&times(10.0, None, 1.0).len()));
        assert!((18..=20).contains(&times(10.0, None, 2.0).len()));
    }
}
