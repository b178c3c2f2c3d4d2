//! What sounds are made of. Each file is one classic building block; none knows a sound class.

pub(crate) mod control;
pub(crate) mod filter;
pub(crate) mod loudness;
pub(crate) mod noise;
pub(crate) mod passing;
pub(crate) mod pulses;
pub(crate) mod reverb;
pub(crate) mod rng;
pub(crate) mod spot;
pub(crate) mod stereo;
pub(crate) mod voice;

/// Frames per second, as the filters want it.
pub(crate) const RATE: f32 = crate::SAMPLE_RATE as f32;
