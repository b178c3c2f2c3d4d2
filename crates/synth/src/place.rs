//! The places that a prompt may name, with the sizes and the echoes of real ones.

use core::fmt;

use crate::kit::reverb::Space;

/// Where all of a prompt is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Place {
    /// A furnished room.
    Room,
    /// Tiles all around.
    Bathroom,
    /// A corridor, a stairwell, a garage: bare walls.
    Corridor,
    /// A concert hall.
    Hall,
    /// A church of stone.
    Church,
    /// A cathedral, where every sound takes its time.
    Cathedral,
    /// Rock, near and far.
    Cave,
    /// A tube of concrete.
    Tunnel,
    /// Steep walls a long way off.
    Canyon,
    /// Trunks and leaves, that scatter sound.
    Forest,
    /// A head under water.
    Underwater,
    /// Nothing that sends anything back.
    Outdoors,
}

/// How a place sounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Acoustics {
    /// What it answers. A size of 1 has some 16 metres between two walls that a sound meets.
    pub(crate) space: Space,
    /// How strong the answer is beside what comes straight, in dB of power.
    pub(crate) answer_db: f32,
    /// Above this, in Hz, nothing comes straight either.
    pub(crate) muffled: Option<f32>,
}

impl Place {
    /// Every place.
    pub const ALL: &[Self] = &[
        Self::Room,
        Self::Bathroom,
        Self::Corridor,
        Self::Hall,
        Self::Church,
        Self::Cathedral,
        Self::Cave,
        Self::Tunnel,
        Self::Canyon,
        Self::Forest,
        Self::Underwater,
        Self::Outdoors,
    ];

    /// How it sounds there; `None` where nothing comes back.
    pub(crate) const fn acoustics(self) -> Option<Acoustics> {
        let (size, t60, damping, answer_db) = match self {
            Self::Room => (0.16, 0.42, 5_500.0, -7.0),
            Self::Bathroom => (0.11, 1.0, 9_000.0, -2.0),
            Self::Corridor => (0.30, 1.7, 5_500.0, -2.0),
            Self::Hall => (1.0, 2.1, 5_000.0, -5.0),
            Self::Church => (1.15, 3.6, 4_200.0, -2.0),
            Self::Cathedral => (1.6, 6.5, 3_200.0, 0.0),
            Self::Cave => (0.85, 3.0, 3_400.0, -1.0),
            Self::Tunnel => (0.45, 2.8, 3_000.0, 0.0),
            Self::Canyon => (4.2, 3.2, 2_400.0, -8.0),
            Self::Forest => (1.5, 0.9, 2_600.0, -11.0),
            Self::Underwater => (1.2, 1.1, 700.0, 0.0),
            Self::Outdoors => return None,
        };
        let muffled = if matches!(self, Self::Underwater) { Some(480.0) } else { None };
        Some(Acoustics { space: Space { size, t60, damping }, answer_db, muffled })
    }
}

/// As it ends a sentence: "in a cave".
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Room => "in a room",
            Self::Bathroom => "in a bathroom",
            Self::Corridor => "in a corridor",
            Self::Hall => "in a hall",
            Self::Church => "in a church",
            Self::Cathedral => "in a cathedral",
            Self::Cave => "in a cave",
            Self::Tunnel => "in a tunnel",
            Self::Canyon => "in a canyon",
            Self::Forest => "among trees",
            Self::Underwater => "under water",
            Self::Outdoors => "outdoors",
        })
    }
}
