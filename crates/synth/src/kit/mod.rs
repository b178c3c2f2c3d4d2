//! What sounds are made of. Each file is one classic building block; none knows a sound class.
//!
//! What is called once for a filter or an event, and not for every sample, is `inline(never)`: otherwise
//! each class has a copy of it, and the page has to fetch them all.

pub(crate) mod between;
pub(crate) mod control;
pub(crate) mod filter;
pub(crate) mod grains;
pub(crate) mod loudness;
pub(crate) mod modes;
pub(crate) mod noise;
pub(crate) mod passing;
pub(crate) mod pulses;
pub(crate) mod reverb;
pub(crate) mod rng;
pub(crate) mod spot;
pub(crate) mod stereo;
pub(crate) mod throat;
pub(crate) mod voice;
pub(crate) mod water;

/// Frames per second, as the filters want it.
pub(crate) const RATE: f32 = crate::SAMPLE_RATE as f32;
