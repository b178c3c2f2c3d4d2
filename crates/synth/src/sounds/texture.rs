//! A quiet neutral bed, for a prompt that names nothing we know: air, and nothing in it.

use super::{Cue, air};
use crate::kit::stereo::Stereo;

pub(super) fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 750.0, 0.5, &mut out);
    out
}
