//! What Kling's video models take, where they differ.

use crate::Seconds;

/// What one model takes. One that is not listed is taken at its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// Kling's name of it.
    pub name: &'static str,
    /// The durations that it takes.
    pub seconds: &'static [Seconds],
    /// Whether its videos have sound.
    pub sounds: Sounds,
    /// Whether it takes a prompt strength.
    pub takes_cfg_scale: bool,
    /// Whether it takes a camera's movement: in mode `std`, for 5 s.
    pub takes_camera: bool,
    /// Whether it takes mode `4k`.
    pub takes_4k: bool,
}

/// Whether a model's videos have sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sounds {
    /// Never.
    No,
    /// In mode `pro` only.
    InPro,
    /// In every mode.
    Yes,
}

const FIVE_OR_TEN: &[Seconds] = &[Seconds::from_tenths(50), Seconds::from_tenths(100)];
const THREE_TO_FIFTEEN: &[Seconds] = &{
    let mut seconds = [Seconds::from_tenths(0); 13];
    let mut index = 0;
    while index < seconds.len() {
        seconds[index] = Seconds::from_tenths(30 + 10 * index as u32);
        index += 1;
    }
    seconds
};

const V1: Model = Model {
    name: "kling-v1",
    seconds: FIVE_OR_TEN,
    sounds: Sounds::No,
    takes_cfg_scale: true,
    takes_camera: true,
    takes_4k: false,
};
const V2: Model = Model { takes_cfg_scale: false, takes_camera: false, ..V1 };

/// Those that make a video from a prompt, the usual one first. Source: Kling, "Text to Video" and
/// its capability map.
pub(super) const MODELS: &[Model] = &[
    V1,
    Model { name: "kling-v1-6", takes_camera: false, ..V1 },
    Model { name: "kling-v2-master", ..V2 },
    Model { name: "kling-v2-1-master", ..V2 },
    Model { name: "kling-v2-5-turbo", ..V2 },
    Model { name: "kling-v2-6", sounds: Sounds::InPro, ..V2 },
    Model {
        name: "kling-v3",
        seconds: THREE_TO_FIFTEEN,
        sounds: Sounds::Yes,
        takes_camera: false,
        takes_4k: true,
        ..V1
    },
];
