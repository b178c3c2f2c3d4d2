//! A cow that moos: a hum behind a closed mouth, which opens into the long neck's low resonances.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "cow",
    english: &[
        ("cow", 0.0),
        ("cattle", 0.0),
        ("calf", -0.8),
        ("calves", -0.8),
        ("bull", 0.7),
        ("ox", 0.5),
        ("oxen", 0.5),
        ("moo", 0.0),
    ],
    chinese: &[("牛", 0.0), ("奶牛", 0.0), ("小牛", -0.7), ("哞", 0.0)],
    space: Space { size: 1.3, t60: 1.0, damping: 3_000.0 },
    wet: 0.28,
    make,
};

const THROAT: Throat = Throat {
    open: 0.4,
    edge: 2_600.0,
    jitter: 0.012,
    shimmer: 0.08,
    rough: 0.1,
    tremor: (4.0, 0.006, 0.05),
    upper: [2_300.0, 3_100.0],
    damping: 0.09,
    hiss: (2_500.0, 0.1),
    nose: 620.0,
    bright: 0.5,
};

/// "Mmm-ooo-uh".
const MOO: [Pose; 8] = [
    pose(0.00, 88.0, 0.00, 0.00, [210.0, 760.0, 1_450.0]),
    pose(0.06, 96.0, 0.30, 0.04, [220.0, 780.0, 1_450.0]),
    pose(0.22, 112.0, 0.42, 0.05, [240.0, 800.0, 1_500.0]),
    pose(0.36, 138.0, 0.85, 0.08, [420.0, 860.0, 1_600.0]),
    pose(0.55, 158.0, 1.00, 0.12, [540.0, 960.0, 1_700.0]),
    pose(0.75, 150.0, 0.95, 0.12, [500.0, 900.0, 1_650.0]),
    pose(0.90, 122.0, 0.60, 0.10, [380.0, 820.0, 1_550.0]),
    pose(1.00, 92.0, 0.00, 0.00, [280.0, 760.0, 1_450.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 900.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("moos");
    let pitch = libm::exp2f(cue.scaled(0.75, -0.45)) * rng.range(0.93, 1.07);
    let tract = libm::exp2f(cue.scaled(0.4, -0.2));
    let throat = Throat { rough: cue.scaled(0.02, 0.22), ..THROAT };
    let pan = Pan::level(rng.range(-0.3, 0.3));
    let length = cue.scaled(1.3, 2.3).min(cue.seconds().max(0.9));
    let bouts = Bouts { calls: (1, 2), gap: length + 0.5..length + 1.0, pause: 3.2..4.4, length };
    for (at, _) in bouts.times(cue, &mut rng) {
        let call = Call {
            throat: &throat,
            poses: &MOO,
            seconds: length * rng.range(0.8, 1.0),
            pitch: pitch * rng.range(0.94, 1.06),
            tract: tract * rng.range(0.96, 1.04),
        };
        call.put(&rng.fork("moo"), at, pan, rng.range(0.8, 1.0), &mut out);
    }
    out
}
