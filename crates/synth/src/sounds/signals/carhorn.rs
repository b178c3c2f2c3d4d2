//! A car's horn: two membranes a third apart, honked short and long; and the street around it.

use super::horn::Horn;
use crate::kit::{
    RATE,
    reverb::Space,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "car horn",
    english: &[
        ("car horn", 0.0),
        ("honk", 0.0),
        ("honk horn", 0.0),
        ("honking horn", 0.0),
        ("horn", 0.0),
        ("horn honking", 0.0),
        ("truck horn", 0.4),
        ("bus horn", 0.3),
        ("beep horn", 0.0),
        ("klaxon", 0.2),
        ("toot", -0.3),
    ],
    chinese: &[("汽车喇叭", 0.0), ("车喇叭", 0.0), ("鸣笛", 0.0), ("按喇叭", 0.0), ("喇叭", 0.0)],
    space: Space { size: 1.2, t60: 0.9, damping: 3_800.0 },
    wet: 0.5,
    make,
};

const MEMBRANES: Horn = Horn {
    width: 0.11,
    formants: [(620.0, 1.0, 0.55), (1_750.0, 1.5, 1.0), (3_300.0, 1.4, 0.8)],
    attack: 0.02,
    release: 0.045,
    sag: 0.015,
};

/// A low and a high tone of common pairs, in Hz.
const PAIRS: [[f32; 2]; 4] = [[405.0, 505.0], [350.0, 440.0], [420.0, 500.0], [370.0, 465.0]];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("car");
    let pair = PAIRS[rng.whole(0, 3) as usize];
    let size = rng.range(0.96, 1.05) * if cue.intensity > 0.65 { 0.8 } else { 1.0 };
    let pitches = pair.map(|hz| hz * size);
    let pan = Pan::level(rng.range(-0.25, 0.25));
    // The impatient hold it.
    let long = cue.scaled(0.22, 1.1);
    let mut times = cue.rng.fork("times");
    let mut honks: Vec<(f32, f32)> = Vec::new();
    if cue.count.is_some() {
        for at in cue.times(&mut times, 0.06, 0.5..0.75, 0.35) {
            honks.push((at, rng.range(0.2, 0.3)));
        }
    } else {
        // Two short ones, or one short and one held; and after a while again.
        let length = 0.5 + long;
        for at in cue.times(&mut times, 0.06, 1.3 + long..2.4 + long, length) {
            let first = rng.range(0.14, 0.24);
            honks.push((at, first));
            let second = at + first + rng.range(0.13, 0.2);
            if second + 0.2 < cue.seconds() {
                let held = (long * rng.range(0.8, 1.4)).min(cue.seconds() - second - 0.06);
                honks.push((second, held));
            }
        }
    }
    for (at, seconds) in honks {
        rng = rng.fork("honk");
        let honk = MEMBRANES.blow(&rng, &pitches, seconds);
        Spot::new((at * RATE) as usize, pan).made(&mut out, 1.0, &honk);
    }
    out
}
