//! Two finished sounds, heard at once.

use crate::Sound;

/// The loudest that a sample may get: what the master leaves, too.
const CEILING: f32 = 0.89;

impl Sound {
    /// This sound with another under it, each at its gain. It ends with this one. Where both
    /// together would be too loud, both are turned down by as much.
    pub fn blended(&self, gain: f32, other: &Self, other_gain: f32) -> Self {
        let sum = |own: &[i16], others: &[i16]| -> Vec<f32> {
            let others = others.iter().copied().chain(core::iter::repeat(0));
            let pairs = own.iter().copied().zip(others);
            pairs.map(|(a, b)| f32::from(a) * gain + f32::from(b) * other_gain).collect()
        };
        let channels = [sum(self.left(), other.left()), sum(self.right(), other.right())];
        let peak = channels.iter().flatten().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        let ceiling = CEILING * f32::from(i16::MAX);
        let scale = if peak > ceiling { ceiling / peak } else { 1.0 };
        // A float to an integer saturates.
        let [left, right] = channels.map(|channel| {
            channel.into_iter().map(|sample| (sample * scale).round() as i16).collect()
        });
        Self::new(left, right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(samples: &[i16]) -> Sound {
        Sound::new(samples.to_vec(), samples.to_vec())
    }

    #[test]
    fn both_are_heard_until_the_first_ends() {
        let blended = sound(&[100, 200, 300]).blended(1.0, &sound(&[10, 20]), 0.5);
        assert_eq!(blended, sound(&[105, 210, 300]));
        let longer = sound(&[1]).blended(1.0, &sound(&[1, 1]), 1.0);
        assert_eq!(longer.frames(), 1);
    }

    #[test]
    fn nothing_is_clipped() {
        let loud = sound(&[i16::MAX, i16::MIN, 1000]);
        let blended = loud.blended(1.0, &loud, 1.0);
        let peak = blended.left().iter().map(|sample| sample.unsigned_abs()).max();
        assert!(peak.is_some_and(|peak| (29_000..29_200).contains(&peak)), "{peak:?}");
    }
}
