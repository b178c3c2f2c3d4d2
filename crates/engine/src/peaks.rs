//! How a sound looks: the loudest moment of each of its equal parts.

use serde::{Deserialize, Serialize};

/// The peaks of a sound, from 0 to 255 of full scale, in order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Peaks(Vec<u8>);

impl Peaks {
    /// How many parts a sound is divided into: more than any card has room for bars.
    pub const PARTS: usize = 400;

    /// Reads the peaks of a sound, given each channel's samples (-1 to 1). A part's peak is the
    /// largest magnitude of any channel in it; what is not finite counts as silence.
    #[must_use]
    pub fn of(channels: &[&[f32]]) -> Self {
        let frames = channels.iter().map(|channel| channel.len()).max().unwrap_or(0);
        let part = |index: usize| {
            let range = index * frames / Self::PARTS..(index + 1) * frames / Self::PARTS;
            let samples = channels
                .iter()
                .filter_map(|channel| channel.get(range.start..range.end.min(channel.len())));
            let loudest = samples.flatten().fold(0.0_f32, |loudest, sample| {
                if sample.is_finite() { loudest.max(sample.abs()) } else { loudest }
            });
            (loudest.min(1.0) * 255.0).round() as u8
        };
        Self((0..Self::PARTS).map(part).collect())
    }

    /// The heights of so many bars, from 0 to 1 of the loudest: each the highest of its parts.
    #[must_use]
    pub fn bars(&self, count: usize) -> Vec<f32> {
        let top = f32::from(self.0.iter().copied().max().unwrap_or(0).max(1));
        let height = |bar: usize| {
            let start = bar * self.0.len() / count;
            let end = ((bar + 1) * self.0.len()).div_ceil(count).min(self.0.len());
            let parts = self.0.get(start..end).unwrap_or_default();
            f32::from(parts.iter().copied().max().unwrap_or(0)) / top
        };
        (0..count).map(height).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_click_stands_where_it_sounds() {
        let mut left = vec![0.0; 44_100];
        let right = left.clone();
        left[22_050] = -0.5;
        let bars = Peaks::of(&[&left, &right]).bars(100);
        assert_eq!(bars.iter().position(|bar| *bar > 0.0), Some(50));
        assert_eq!(bars[50], 1.0);
    }

    #[test]
    fn nothing_looks_like_silence() {
        assert_eq!(Peaks::of(&[]).bars(3), [0.0, 0.0, 0.0]);
        assert_eq!(Peaks::of(&[&[f32::NAN, f32::INFINITY]]).bars(2), [0.0, 0.0]);
        assert_eq!(Peaks::default().bars(2), [0.0, 0.0]);
        assert_eq!(Peaks::default().bars(0), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn bars_stay_within_the_card(
            samples in prop::collection::vec(-2.0_f32..2.0, 0..3000), count in 0_usize..600,
        ) {
            let bars = Peaks::of(&[&samples]).bars(count);
            prop_assert_eq!(bars.len(), count);
            prop_assert!(bars.iter().all(|bar| (0.0..=1.0).contains(bar)));
        }
    }
}
