//! What a provider takes, as figures.

use core::ops::RangeInclusive;

use crate::Seconds;

/// What a provider takes of a sound effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most characters (Unicode scalar values) that a prompt may have.
    pub prompt_chars: usize,
    /// The shortest and the longest sound.
    pub duration: RangeInclusive<Seconds>,
}

impl Limits {
    /// What Kling documents for text-to-audio, and CometAPI repeats: "cannot exceed 200
    /// characters" and "3.0 s to 10.0 s, one decimal place".
    #[must_use]
    pub const fn kling() -> Self {
        Self { prompt_chars: 200, duration: Seconds::from_tenths(30)..=Seconds::from_tenths(100) }
    }
}
