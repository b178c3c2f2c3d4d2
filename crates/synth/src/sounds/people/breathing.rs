//! Somebody who breathes: in, brighter and shorter; a turn; out, darker and longer. Who is out of
//! breath does it quickly, and is heard more.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "breathing",
    english: &[
        ("breath", 0.0),
        ("breathe", 0.0),
        ("inhale", 0.0),
        ("exhale", 0.0),
        ("respiration", 0.0),
        ("pant", 0.9),
        ("out of breath", 0.9),
        ("gasp", 0.7),
        ("deep breath", -0.2),
        ("sigh", -0.3),
    ],
    chinese: &[("呼吸", 0.0), ("喘", 0.9), ("喘气", 0.9), ("叹气", -0.3)],
    space: Space { size: 0.3, t60: 0.3, damping: 5_000.0 },
    wet: 0.24,
    make,
};

const THROAT: Throat = Throat {
    upper: [4_200.0, 5_600.0],
    damping: 0.2,
    hiss: (5_200.0, 0.5),
    bright: 1.6,
    ..Throat::PLAIN
};

const IN: [Pose; 6] = [
    pose(0.00, 100.0, 0.0, 0.00, [450.0, 1_500.0, 2_700.0]),
    pose(0.15, 100.0, 0.0, 0.25, [480.0, 1_600.0, 2_800.0]),
    pose(0.55, 100.0, 0.0, 0.80, [560.0, 1_800.0, 3_000.0]),
    pose(0.80, 100.0, 0.0, 1.00, [620.0, 1_950.0, 3_100.0]),
    pose(0.92, 100.0, 0.0, 0.45, [600.0, 1_900.0, 3_000.0]),
    pose(1.00, 100.0, 0.0, 0.00, [560.0, 1_800.0, 2_900.0]),
];

const OUT: [Pose; 6] = [
    pose(0.00, 100.0, 0.0, 0.00, [620.0, 1_300.0, 2_500.0]),
    pose(0.08, 100.0, 0.0, 0.70, [680.0, 1_250.0, 2_500.0]),
    pose(0.22, 100.0, 0.0, 1.00, [660.0, 1_200.0, 2_450.0]),
    pose(0.50, 100.0, 0.0, 0.55, [580.0, 1_100.0, 2_400.0]),
    pose(0.80, 100.0, 0.0, 0.18, [520.0, 1_050.0, 2_350.0]),
    pose(1.00, 100.0, 0.0, 0.00, [480.0, 1_000.0, 2_300.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 400.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("breaths");
    let pan = Pan::level(rng.range(-0.1, 0.1));
    let tract = rng.range(0.94, 1.12);
    // Seconds of a whole breath: from asleep to after a race.
    let calm = libm::exp2f(cue.scaled(2.1, -0.5));
    let period = (calm / cue.tempo.clamp(0.25, 4.0)).min(cue.seconds().max(0.8));
    let breaths = cue.times(&mut rng, 0.05, period * 0.93..period * 1.07, period * 0.9);
    // Where there is time for the way in and no more, that is heard, too.
    let half = breaths.last().map_or(0.0, |last| last + period);
    for at in breaths.iter().copied().chain([half]) {
        let whole = period * rng.range(0.95, 1.05);
        let (inward, turn, outward) = (0.36 * whole, 0.05 * whole, 0.44 * whole);
        let (softer, poses) = (rng.range(0.5, 0.62), rng.range(0.97, 1.03));
        let call =
            |poses, seconds, tract| Call { throat: &THROAT, poses, seconds, pitch: 1.0, tract };
        if at + inward < cue.seconds() && (at < half || cue.count.is_none()) {
            call(&IN, inward, tract * poses).put(&rng.fork("in"), at, pan, softer, &mut out);
        }
        if at < half {
            let from = at + inward + turn;
            call(&OUT, outward, tract).put(&rng.fork("out"), from, pan, 1.0, &mut out);
        }
    }
    out
}
