//! Things of a house, and what hands do with them.

pub(crate) mod blades;
pub(crate) mod can;
pub(crate) mod chopping;
pub(crate) mod clock;
pub(crate) mod coins;
pub(crate) mod cooking;
pub(crate) mod dishes;
pub(crate) mod door;
pub(crate) mod glass;
pub(crate) mod kettle;
pub(crate) mod knock;
pub(crate) mod mouse;
pub(crate) mod paper;
pub(crate) mod pouring;
pub(crate) mod switches;
pub(crate) mod toilet;
pub(crate) mod typing;
pub(crate) mod zipper;

use crate::kit::reverb::Space;
use crate::kit::stereo::Stereo;
use crate::sounds::{Cue, air};

/// A furnished room.
const ROOM: Space = Space { size: 0.3, t60: 0.35, damping: 4_500.0 };

/// The silence of a room, to put sparse sounds into. Their peaks are about 1.
fn quiet_room(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 450.0, 0.007, &mut out);
    out
}
