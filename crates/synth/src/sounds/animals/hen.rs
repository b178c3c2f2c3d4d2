//! A hen that clucks to herself, and now and then cackles: a run of clucks that ends in a cry.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "hen",
    english: &[
        ("hen", 0.0),
        ("chicken", 0.0),
        ("poultry", 0.0),
        ("cluck", -0.2),
        ("cackling hen", 0.8),
        ("henhouse", 0.2),
        ("chicken coop", 0.2),
    ],
    chinese: &[("鸡", 0.0), ("母鸡", 0.0)],
    space: Space { size: 0.6, t60: 0.5, damping: 4_000.0 },
    wet: 0.32,
    make,
};

const THROAT: Throat = Throat {
    open: 0.4,
    edge: 4_500.0,
    jitter: 0.03,
    shimmer: 0.2,
    rough: 0.2,
    tremor: (26.0, 0.015, 0.15),
    upper: [4_300.0, 5_800.0],
    damping: 0.11,
    hiss: (3_500.0, 0.25),
    nose: 0.0,
    bright: 0.7,
};

/// "Buk".
const CLUCK: [Pose; 5] = [
    pose(0.00, 380.0, 0.0, 0.00, [480.0, 1_300.0, 2_800.0]),
    pose(0.12, 520.0, 1.0, 0.15, [700.0, 1_500.0, 2_900.0]),
    pose(0.40, 470.0, 0.7, 0.15, [800.0, 1_650.0, 3_000.0]),
    pose(0.70, 350.0, 0.2, 0.10, [620.0, 1_400.0, 2_800.0]),
    pose(1.00, 260.0, 0.0, 0.00, [480.0, 1_200.0, 2_700.0]),
];

/// "Bu-gawk": up an octave, and a long way down.
const CRY: [Pose; 7] = [
    pose(0.00, 420.0, 0.0, 0.00, [500.0, 1_300.0, 2_800.0]),
    pose(0.10, 520.0, 0.5, 0.10, [650.0, 1_500.0, 2_900.0]),
    pose(0.20, 560.0, 0.25, 0.10, [600.0, 1_450.0, 2_900.0]),
    pose(0.34, 840.0, 1.0, 0.15, [1_050.0, 1_950.0, 3_200.0]),
    pose(0.60, 900.0, 0.95, 0.20, [1_150.0, 2_050.0, 3_200.0]),
    pose(0.85, 700.0, 0.55, 0.20, [900.0, 1_750.0, 3_000.0]),
    pose(1.00, 460.0, 0.0, 0.00, [650.0, 1_400.0, 2_800.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_100.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("clucks");
    let pitch = rng.range(0.92, 1.08);
    let pan = rng.range(-0.3, 0.3);
    let bouts = Bouts { calls: (4, 7), gap: 0.2..0.36, pause: 0.5..1.0, length: 0.5 };
    let times = bouts.times(cue, &mut rng);
    for (i, (at, call)) in times.iter().enumerate() {
        // The last of a run may be the cry that the run was for.
        let is_last = times.get(i + 1).is_none_or(|(_, next)| *next == 0);
        let cries = *call > 2 && is_last && cue.count.is_none() && rng.chance(cue.scaled(0.2, 1.0));
        let (poses, seconds): (&[Pose], f32) =
            if cries { (&CRY, rng.range(0.42, 0.58)) } else { (&CLUCK, rng.range(0.07, 0.12)) };
        let call = Call {
            throat: &THROAT,
            poses,
            seconds,
            pitch: pitch * rng.range(0.9, 1.12),
            tract: rng.range(0.94, 1.06),
        };
        let level = if cries { 1.0 } else { rng.range(0.55, 0.85) };
        let pan = Pan::level(pan + 0.05 * rng.bipolar());
        call.put(&rng.fork("cluck"), *at, pan, level, &mut out);
    }
    out
}
