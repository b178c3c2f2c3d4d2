//! A ship's horn: very low, long, blown over water, which sends it back from the other shore.

use super::horn::Horn;
use crate::kit::{
    RATE,
    reverb::Space,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "boat horn",
    english: &[
        ("boat horn", 0.0),
        ("ship horn", 0.2),
        ("ship", 0.2),
        ("foghorn", 0.3),
        ("fog horn", 0.3),
        ("ferry", 0.1),
        ("ferry horn", 0.1),
        ("steamship", 0.2),
        ("cruise ship", 0.3),
        ("tugboat", -0.2),
        ("boat whistle", -0.2),
    ],
    chinese: &[("船笛", 0.0), ("轮船", 0.2), ("汽笛", 0.0), ("雾号", 0.3), ("渡轮", 0.1)],
    space: Space { size: 2.6, t60: 3.2, damping: 1_500.0 },
    wet: 0.4,
    make,
};

const DIAPHRAGM: Horn = Horn {
    width: 0.18,
    formants: [(210.0, 0.9, 1.0), (480.0, 1.2, 0.8), (1_050.0, 1.1, 0.35)],
    attack: 0.16,
    release: 0.35,
    sag: 0.03,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 700.0, 0.012, &mut out);
    let mut rng = cue.rng.fork("ship");
    let low = rng.range(96.0, 128.0) * cue.scaled(1.35, 0.72);
    let pitches = if rng.chance(0.5) { vec![low, low * 1.007] } else { vec![low, low * 1.26] };
    let pan = rng.range(-0.3, 0.3);
    let long = rng.range(1.7, 2.4) / cue.tempo.clamp(0.5, 2.0);
    let gap = long + rng.range(1.6, 2.6);
    for at in cue.times(&mut rng.fork("times"), 0.06, gap..gap * 1.2, long * 0.7) {
        rng = rng.fork("blow");
        let seconds = long.min((cue.seconds() - at - 0.4).max(0.5));
        let blow = DIAPHRAGM.blow(&rng, &pitches, seconds);
        Spot::new((at * RATE) as usize, Pan::level(pan)).made(&mut out, 0.8, &blow);
        // The other shore.
        let later = ((at + 0.62) * RATE) as usize;
        Spot::new(later, Pan::level(-pan)).made(&mut out, 0.12, &blow);
    }
    out
}
