//! Somebody who sneezes: a breath or two that is fetched, "ah, ah", and let go all at once:
//! "tchoo".

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "sneezing",
    english: &[
        ("sneeze", 0.0),
        ("achoo", 0.0),
        ("atchoo", 0.0),
        ("ah choo", 0.0),
        ("sniffle", -0.8),
    ],
    chinese: &[("喷嚏", 0.0), ("打喷嚏", 0.0), ("阿嚏", 0.0)],
    space: Space { size: 0.45, t60: 0.45, damping: 5_500.0 },
    wet: 0.28,
    make,
};

const THROAT: Throat = Throat {
    open: 0.6,
    edge: 3_500.0,
    jitter: 0.02,
    shimmer: 0.15,
    rough: 0.08,
    damping: 0.1,
    hiss: (4_200.0, 0.2),
    bright: 0.8,
    ..Throat::PLAIN
};

/// Teeth nearly shut: all of the air goes past them.
const TEETH: Throat = Throat { hiss: (4_200.0, 3.2), bright: 1.2, damping: 0.16, ..THROAT };

/// "Ah", on the way in.
const FETCH: [Pose; 5] = [
    pose(0.00, 210.0, 0.00, 0.00, [600.0, 1_350.0, 2_500.0]),
    pose(0.30, 240.0, 0.22, 0.50, [720.0, 1_400.0, 2_550.0]),
    pose(0.70, 290.0, 0.35, 0.70, [800.0, 1_450.0, 2_600.0]),
    pose(0.90, 320.0, 0.20, 0.50, [800.0, 1_500.0, 2_600.0]),
    pose(1.00, 330.0, 0.00, 0.00, [760.0, 1_500.0, 2_600.0]),
];

/// "Tch".
const BURST: [Pose; 6] = [
    pose(0.00, 260.0, 0.00, 0.0, [380.0, 1_900.0, 2_800.0]),
    pose(0.03, 280.0, 0.02, 0.8, [380.0, 1_900.0, 2_800.0]),
    pose(0.15, 300.0, 0.08, 1.0, [360.0, 1_850.0, 2_800.0]),
    pose(0.45, 300.0, 0.10, 0.7, [350.0, 1_700.0, 2_700.0]),
    pose(0.75, 280.0, 0.10, 0.3, [350.0, 1_500.0, 2_600.0]),
    pose(1.00, 270.0, 0.00, 0.0, [350.0, 1_300.0, 2_500.0]),
];

/// "-oo".
const REST: [Pose; 5] = [
    pose(0.00, 300.0, 0.00, 0.10, [380.0, 1_350.0, 2_450.0]),
    pose(0.15, 330.0, 1.00, 0.35, [430.0, 1_250.0, 2_400.0]),
    pose(0.40, 290.0, 0.80, 0.30, [420.0, 1_050.0, 2_350.0]),
    pose(0.75, 220.0, 0.30, 0.25, [380.0, 950.0, 2_300.0]),
    pose(1.00, 170.0, 0.00, 0.00, [350.0, 900.0, 2_300.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("sneezes");
    let is_high = rng.chance(0.5);
    let pitch = if is_high { 1.15 } else { 0.72 } * rng.range(0.94, 1.06);
    let tract = if is_high { 1.13 } else { 0.98 };
    let pan = Pan::level(rng.range(-0.2, 0.2));
    // Where there is little time, there is little warning.
    let is_short = cue.seconds() < 1.3;
    let length = if is_short { 0.6 } else { 1.4 };
    let bouts = Bouts { calls: (1, 1), gap: 1.7..2.2, pause: 2.0..3.0, length };
    for (at, _) in bouts.times(cue, &mut rng) {
        let call = |throat, poses, seconds| Call { throat, poses, seconds, pitch, tract };
        let mut t = at;
        let fetches = if is_short { 0 } else { rng.whole(1, 2) };
        for k in 0..fetches {
            let seconds = rng.range(0.24, 0.32) + 0.08 * k as f32;
            let level = 0.16 + 0.1 * k as f32;
            call(&THROAT, &FETCH, seconds).put(&rng.fork("fetch"), t, pan, level, &mut out);
            t += seconds + rng.range(0.03, 0.09);
        }
        let burst = rng.range(0.16, 0.22) * cue.scaled(0.8, 1.2);
        call(&TEETH, &BURST, burst).put(&rng.fork("burst"), t, pan, 1.0, &mut out);
        let rest = rng.range(0.26, 0.36);
        let voiced = cue.scaled(0.35, 0.9);
        let from = t + burst * 0.62;
        call(&THROAT, &REST, rest).put(&rng.fork("rest"), from, pan, voiced, &mut out);
    }
    out
}
