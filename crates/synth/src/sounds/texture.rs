//! A quiet neutral bed, for a prompt that names nothing we know: air, and nothing in it.

use crate::kit::{reverb::Space, stereo::Stereo};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "texture",
    english: &[],
    chinese: &[],
    space: Space { size: 1.0, t60: 0.8, damping: 2_000.0 },
    wet: 0.15,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 750.0, 0.5, &mut out);
    out
}
