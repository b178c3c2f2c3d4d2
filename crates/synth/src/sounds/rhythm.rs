//! When the events of a sound come that has groups: a word's letters, three knocks and a pause.

use core::ops::Range;

use super::Cue;
use crate::kit::rng::Rng;

/// One event: when it begins, in seconds, and which of its group it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Beat {
    pub(crate) time: f32,
    pub(crate) index: usize,
}

/// How events come together.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    /// The fewest and the most of a group.
    pub(crate) size: (u32, u32),
    /// From one beginning to the next in a group, in seconds.
    pub(crate) gap: Range<f32>,
    /// From the last of a group to the first of the next.
    pub(crate) rest: Range<f32>,
}

impl Cue {
    /// The events of a sound that comes in groups, each `length` long: one group of as many as were
    /// asked for, and otherwise as many as fit; but always one.
    pub(crate) fn beats(
        &self,
        rng: &mut Rng,
        first: f32,
        groups: &Groups,
        length: f32,
    ) -> Vec<Beat> {
        if self.count.is_some() {
            let times = self.times(rng, first, groups.gap.clone(), length);
            return times.iter().enumerate().map(|(index, &time)| Beat { time, index }).collect();
        }
        let tempo = self.tempo.clamp(0.25, 4.0);
        let last = self.seconds() - length;
        let mut beats = Vec::new();
        let mut time = first;
        while beats.is_empty() || time <= last {
            for index in 0..rng.whole(groups.size.0, groups.size.1).max(1) as usize {
                if index > 0 {
                    time += rng.range(groups.gap.start, groups.gap.end) / tempo;
                }
                if beats.is_empty() {
                    time = time.min(last.max(0.0));
                } else if time > last {
                    break;
                }
                beats.push(Beat { time, index });
            }
            time += rng.range(groups.rest.start, groups.rest.end) / tempo;
        }
        beats
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::RATE;

    fn beats(seconds: f32, count: Option<u32>) -> Vec<Beat> {
        let frames = (seconds * RATE) as usize;
        let cue = Cue { frames, intensity: 0.5, far: false, count, tempo: 1.0, rng: Rng::new(1) };
        let groups = Groups { size: (3, 3), gap: 0.2..0.25, rest: 1.0..1.2 };
        cue.beats(&mut Rng::new(2), 0.1, &groups, 0.3)
    }

    #[test]
    fn groups_rest_between_each_other() {
        let beats = beats(10.0, None);
        assert!((18..=21).contains(&beats.len()), "{}", beats.len());
        for pair in beats.windows(2) {
            let gap = pair[1].time - pair[0].time;
            let expected = if pair[1].index == 0 { 1.0..1.2 } else { 0.2..0.251 };
            assert!(expected.contains(&gap), "{gap}");
        }
        assert!(beats.iter().all(|beat| beat.time <= 9.7));
    }

    #[test]
    fn a_count_is_one_group_and_the_shortest_sound_has_one() {
        assert_eq!(
            beats(5.0, Some(4)).iter().map(|beat| beat.index).collect::<Vec<_>>(),
            [0, 1, 2, 3]
        );
        assert_eq!(beats(0.1, None), [Beat { time: 0.0, index: 0 }]);
    }
}
