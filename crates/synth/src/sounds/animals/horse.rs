//! A horse that neighs: a leap up, a long way down in a trembling voice, and the snort after it.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "horse",
    english: &[
        ("horse", 0.0),
        ("pony", -0.5),
        ("ponies", -0.5),
        ("stallion", 0.5),
        ("mare", 0.0),
        ("foal", -0.8),
        ("neigh", 0.0),
        ("whinny", 0.0),
        ("whinnies", 0.0),
        ("donkey", 0.2),
    ],
    chinese: &[("马儿", 0.0), ("一匹马", 0.0), ("马嘶", 0.2), ("马叫", 0.0)],
    space: Space { size: 1.0, t60: 0.8, damping: 3_800.0 },
    wet: 0.28,
    make,
};

const THROAT: Throat = Throat {
    open: 0.4,
    edge: 5_000.0,
    jitter: 0.03,
    shimmer: 0.2,
    rough: 0.15,
    tremor: (11.5, 0.06, 0.55),
    upper: [3_900.0, 5_100.0],
    damping: 0.1,
    hiss: (4_000.0, 0.3),
    bright: 0.6,
    ..Throat::PLAIN
};

const NEIGH: [Pose; 8] = [
    pose(0.00, 420.0, 0.00, 0.0, [600.0, 1_500.0, 2_800.0]),
    pose(0.06, 720.0, 0.60, 0.2, [800.0, 1_700.0, 2_900.0]),
    pose(0.16, 1_180.0, 1.00, 0.2, [1_100.0, 2_000.0, 3_100.0]),
    pose(0.32, 1_120.0, 1.00, 0.2, [1_050.0, 1_950.0, 3_050.0]),
    pose(0.55, 860.0, 0.85, 0.2, [900.0, 1_750.0, 2_900.0]),
    pose(0.78, 560.0, 0.55, 0.2, [720.0, 1_500.0, 2_700.0]),
    pose(0.93, 340.0, 0.30, 0.2, [560.0, 1_250.0, 2_500.0]),
    pose(1.00, 240.0, 0.00, 0.0, [480.0, 1_100.0, 2_400.0]),
];

/// Lips and nostrils that flutter in the wind of a breath.
const NOSTRILS: Throat = Throat {
    open: 0.55,
    jitter: 0.2,
    shimmer: 0.6,
    tremor: (24.0, 0.1, 0.75),
    damping: 0.2,
    hiss: (2_600.0, 0.8),
    bright: 1.0,
    ..THROAT
};

const SNORT: [Pose; 5] = [
    pose(0.00, 26.0, 0.0, 0.00, [420.0, 1_100.0, 2_300.0]),
    pose(0.08, 30.0, 0.5, 0.90, [480.0, 1_200.0, 2_400.0]),
    pose(0.30, 27.0, 0.5, 0.80, [460.0, 1_150.0, 2_350.0]),
    pose(0.70, 22.0, 0.3, 0.35, [420.0, 1_050.0, 2_300.0]),
    pose(1.00, 18.0, 0.0, 0.00, [400.0, 1_000.0, 2_250.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_000.0, 0.005, &mut out);
    let mut rng = cue.rng.fork("neighs");
    let size = libm::exp2f(cue.scaled(0.35, -0.25)) * rng.range(0.94, 1.06);
    let pan = Pan::level(rng.range(-0.3, 0.3));
    let length = 1.75_f32.min(cue.seconds().max(1.0));
    let bouts = Bouts { calls: (1, 1), gap: 2.2..2.8, pause: 3.0..4.2, length };
    for (at, _) in bouts.times(cue, &mut rng) {
        let neigh = Call {
            throat: &Throat { tremor: (rng.range(10.0, 13.5), 0.06, 0.55), ..THROAT },
            poses: &NEIGH,
            seconds: length * rng.range(0.85, 1.0),
            pitch: size * rng.range(0.95, 1.05),
            tract: size * rng.range(0.96, 1.04),
        };
        neigh.put(&rng.fork("neigh"), at, pan, rng.range(0.85, 1.0), &mut out);
        let from = at + neigh.seconds + rng.range(0.15, 0.4);
        if rng.chance(0.75) && from + 0.6 < cue.seconds() {
            let snort = Call { throat: &NOSTRILS, poses: &SNORT, seconds: 0.6, ..neigh };
            snort.put(&rng.fork("snort"), from, pan, 0.45, &mut out);
        }
    }
    out
}
