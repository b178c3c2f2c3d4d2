//! A drum set: a beat with its fills; the stronger, the faster and the denser.

use super::beat::{PATTERNS, play};
use crate::kit::{reverb::Space, stereo::Stereo};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "drums",
    english: &[
        ("drum", 0.0),
        ("drums", 0.0),
        ("drum beat", 0.0),
        ("drum kit", 0.0),
        ("drum set", 0.0),
        ("drum solo", 0.6),
        ("drum roll", 0.4),
        ("beat", 0.0),
        ("percussion", 0.0),
        ("drummer", 0.0),
        ("snare", 0.0),
        ("kick drum", 0.0),
        ("hi hat", -0.3),
        ("hip hop beat", -0.3),
        ("trap beat", 0.2),
        ("breakbeat", 0.6),
        ("bongo", -0.3),
        ("conga", -0.3),
    ],
    chinese: &[
        ("鼓声", 0.0),
        ("鼓", 0.0),
        ("架子鼓", 0.0),
        ("打击乐", 0.0),
        ("节拍", 0.0),
        ("鼓点", 0.0),
    ],
    space: Space { size: 0.55, t60: 0.5, damping: 6_000.0 },
    wet: 0.3,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("drums");
    let manner = (cue.intensity * 2.99) as usize;
    let patterns = &PATTERNS[manner.min(2)];
    let pattern = &patterns[rng.whole(0, 1) as usize];
    let beats = rng.range(0.94, 1.08) * [82.0, 102.0, 126.0][manner.min(2)];
    let beat = 60.0 / (beats * cue.tempo.clamp(0.4, 2.5));
    play(&mut out, &rng, pattern, beat, 0.04, (cue.seconds() - 0.12).max(0.05));
    out
}
