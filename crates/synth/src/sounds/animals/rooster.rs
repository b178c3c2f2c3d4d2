//! A rooster that crows: "cock-a-doodle-doo", in four parts, of which the last is held and breaks
//! as it falls.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "rooster",
    english: &[
        ("rooster", 0.0),
        ("cockerel", -0.2),
        ("crowing", 0.0),
        ("crowing rooster", 0.0),
        ("cockcrow", 0.0),
        ("rooster crow", 0.0),
        ("cock crow", 0.0),
        ("cock a doodle doo", 0.0),
    ],
    chinese: &[("公鸡", 0.0), ("鸡鸣", 0.0), ("鸡叫", 0.0), ("打鸣", 0.0)],
    space: Space { size: 1.2, t60: 0.9, damping: 3_800.0 },
    wet: 0.36,
    make,
};

const THROAT: Throat = Throat {
    open: 0.38,
    edge: 5_500.0,
    jitter: 0.015,
    shimmer: 0.1,
    rough: 0.12,
    tremor: (19.0, 0.008, 0.12),
    upper: [4_600.0, 6_200.0],
    damping: 0.1,
    hiss: (4_500.0, 0.2),
    nose: 0.0,
    bright: 0.8,
};

const OPEN: [f32; 3] = [1_050.0, 2_000.0, 3_300.0];
const ROUND: [f32; 3] = [850.0, 1_750.0, 3_100.0];
const SHUT: [f32; 3] = [550.0, 1_500.0, 3_000.0];

const CROW: [Pose; 18] = [
    pose(0.000, 420.0, 0.00, 0.0, SHUT),
    pose(0.020, 520.0, 0.60, 0.1, ROUND),
    pose(0.055, 560.0, 0.55, 0.1, OPEN),
    pose(0.080, 500.0, 0.00, 0.0, SHUT),
    pose(0.110, 640.0, 0.00, 0.0, SHUT),
    pose(0.135, 760.0, 0.75, 0.1, OPEN),
    pose(0.220, 800.0, 0.80, 0.1, OPEN),
    pose(0.250, 740.0, 0.00, 0.0, SHUT),
    pose(0.275, 800.0, 0.00, 0.0, SHUT),
    pose(0.300, 900.0, 0.90, 0.1, OPEN),
    pose(0.385, 880.0, 0.70, 0.1, ROUND),
    pose(0.410, 800.0, 0.12, 0.0, SHUT),
    pose(0.440, 900.0, 0.85, 0.1, ROUND),
    pose(0.520, 985.0, 1.00, 0.1, OPEN),
    pose(0.700, 940.0, 1.00, 0.1, OPEN),
    pose(0.860, 800.0, 0.80, 0.2, ROUND),
    pose(0.950, 590.0, 0.45, 0.3, ROUND),
    pose(1.000, 430.0, 0.00, 0.0, SHUT),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_300.0, 0.005, &mut out);
    let mut rng = cue.rng.fork("crows");
    let pitch = cue.scaled(1.12, 0.88) * rng.range(0.94, 1.06);
    let pan = Pan::level(rng.range(-0.3, 0.3));
    let length = 2.3_f32.min(cue.seconds().max(1.4));
    let bouts = Bouts { calls: (1, 1), gap: 3.0..3.8, pause: 3.2..4.6, length };
    for (at, _) in bouts.times(cue, &mut rng) {
        let call = Call {
            throat: &THROAT,
            poses: &CROW,
            seconds: length * rng.range(0.88, 1.0),
            pitch: pitch * rng.range(0.97, 1.03),
            tract: rng.range(0.95, 1.05),
        };
        call.put(&rng.fork("crow"), at, pan, rng.range(0.85, 1.0), &mut out);
    }
    out
}
