//! The sounds, one file per class. Each makes a stereo sound of any level and in no particular
//! room; the mix gives it its loudness and its distance.

mod air;
mod birds;
mod fire;
mod ocean;
mod rain;
mod texture;
mod thunder;
mod wind;

use crate::{
    kit::{RATE, reverb::Space, rng::Rng, stereo::Stereo},
    plan::Class,
};

/// What a sound is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub(crate) frames: usize,
    /// From 0 (barely) over 0.5 to 1 (violent).
    pub(crate) intensity: f32,
    /// Whether it is a long way off: what only the near hear can be left out.
    pub(crate) far: bool,
    pub(crate) rng: Rng,
}

impl Cue {
    /// A value that goes with intensity: `low` at 0, `high` at 1.
    fn scaled(&self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.intensity
    }

    fn seconds(&self) -> f32 {
        self.frames as f32 / RATE
    }
}

/// Makes the sound of a class.
pub(crate) fn make(class: Class, cue: &Cue) -> Stereo {
    match class {
        Class::Ocean => ocean::make(cue),
        Class::Rain => rain::make(cue),
        Class::Wind => wind::make(cue),
        Class::Thunder => thunder::make(cue),
        Class::Fire => fire::make(cue),
        Class::Birds => birds::make(cue),
        Class::Texture => texture::make(cue),
    }
}

/// Where a sound of this class is heard when nothing else is said, and how much of the place.
pub(crate) fn place(class: Class) -> (Space, f32) {
    let space = |size, t60, damping| Space { size, t60, damping };
    match class {
        Class::Ocean => (space(1.3, 1.2, 3_500.0), 0.10),
        Class::Rain => (space(0.7, 0.5, 5_000.0), 0.10),
        Class::Wind => (space(1.2, 0.9, 2_000.0), 0.10),
        Class::Thunder => (space(2.6, 4.2, 900.0), 0.45),
        Class::Fire => (space(0.4, 0.35, 4_000.0), 0.12),
        Class::Birds => (space(1.4, 1.0, 4_500.0), 0.13),
        Class::Texture => (space(1.0, 0.8, 2_000.0), 0.15),
    }
}
