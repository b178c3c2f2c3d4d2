//! A duck that quacks: a run of nasal quacks, of which the first is the loudest.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "duck",
    english: &[
        ("duck", 0.0),
        ("duckling", -0.9),
        ("mallard", 0.0),
        ("goose", 0.8),
        ("geese", 0.8),
        ("quack", 0.0),
        ("honking goose", 0.8),
        ("honking geese", 0.9),
    ],
    chinese: &[("鸭", 0.0), ("鹅", 0.8), ("嘎嘎", 0.0)],
    space: Space { size: 1.2, t60: 0.7, damping: 4_000.0 },
    wet: 0.34,
    make,
};

const THROAT: Throat = Throat {
    open: 0.3,
    edge: 5_500.0,
    jitter: 0.03,
    shimmer: 0.2,
    rough: 0.2,
    tremor: (35.0, 0.01, 0.15),
    upper: [4_300.0, 5_700.0],
    damping: 0.07,
    hiss: (3_500.0, 0.2),
    nose: 700.0,
    bright: 0.9,
};

/// "Wack".
const QUACK: [Pose; 5] = [
    pose(0.00, 210.0, 0.0, 0.05, [600.0, 1_200.0, 2_400.0]),
    pose(0.12, 250.0, 0.9, 0.15, [950.0, 1_600.0, 2_600.0]),
    pose(0.45, 270.0, 1.0, 0.15, [1_150.0, 2_050.0, 2_900.0]),
    pose(0.80, 245.0, 0.6, 0.20, [1_050.0, 1_850.0, 2_750.0]),
    pose(1.00, 215.0, 0.0, 0.00, [850.0, 1_500.0, 2_500.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_500.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("quacks");
    let size = libm::exp2f(cue.scaled(0.6, -0.25)) * rng.range(0.94, 1.06);
    let pan = Pan::level(rng.range(-0.3, 0.3));
    let bouts = Bouts { calls: (3, 6), gap: 0.27..0.36, pause: 0.9..1.6, length: 0.25 };
    for (at, call) in bouts.times(cue, &mut rng) {
        let place = call.min(6) as f32;
        let quack = Call {
            throat: &THROAT,
            poses: &QUACK,
            seconds: (0.23 - 0.012 * place) * rng.range(0.9, 1.05),
            pitch: size * (1.06 - 0.025 * place) * rng.range(0.97, 1.03),
            tract: size.sqrt() * rng.range(0.97, 1.03),
        };
        let level = (1.0 - 0.08 * place) * rng.range(0.85, 1.0);
        quack.put(&rng.fork("quack"), at, pan, level, &mut out);
    }
    out
}
