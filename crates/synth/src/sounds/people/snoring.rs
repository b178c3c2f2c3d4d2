//! Somebody who snores: on the way in the soft palate flutters, some forty times a second; on the
//! way out there is only air.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "snoring",
    english: &[("snore", 0.0), ("snorer", 0.0), ("snort asleep", 0.4), ("sleep apnea", 0.6)],
    chinese: &[("鼾", 0.0), ("打鼾", 0.0), ("打呼噜", 0.0), ("呼噜", 0.0)],
    space: Space { size: 0.4, t60: 0.4, damping: 3_500.0 },
    wet: 0.27,
    make,
};

const PALATE: Throat = Throat {
    open: 0.4,
    edge: 2_400.0,
    jitter: 0.16,
    shimmer: 0.5,
    rough: 0.3,
    tremor: (7.0, 0.06, 0.2),
    damping: 0.13,
    hiss: (2_600.0, 0.3),
    bright: 0.5,
    ..Throat::PLAIN
};

const LIPS: Throat = Throat { damping: 0.22, hiss: (4_000.0, 0.4), bright: 1.0, ..PALATE };

const IN: [Pose; 7] = [
    pose(0.00, 30.0, 0.00, 0.00, [320.0, 1_050.0, 2_200.0]),
    pose(0.10, 34.0, 0.25, 0.15, [350.0, 1_100.0, 2_250.0]),
    pose(0.35, 42.0, 0.75, 0.28, [420.0, 1_200.0, 2_300.0]),
    pose(0.60, 50.0, 1.00, 0.35, [500.0, 1_350.0, 2_400.0]),
    pose(0.82, 56.0, 0.95, 0.40, [540.0, 1_450.0, 2_500.0]),
    pose(0.94, 48.0, 0.40, 0.25, [460.0, 1_300.0, 2_400.0]),
    pose(1.00, 40.0, 0.00, 0.00, [400.0, 1_200.0, 2_300.0]),
];

const OUT: [Pose; 5] = [
    pose(0.00, 30.0, 0.00, 0.00, [420.0, 1_000.0, 2_300.0]),
    pose(0.12, 30.0, 0.03, 0.80, [460.0, 1_050.0, 2_300.0]),
    pose(0.35, 30.0, 0.03, 1.00, [440.0, 1_000.0, 2_300.0]),
    pose(0.70, 30.0, 0.00, 0.45, [400.0, 950.0, 2_250.0]),
    pose(1.00, 30.0, 0.00, 0.00, [380.0, 900.0, 2_200.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 300.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("snores");
    let pan = Pan::level(rng.range(-0.15, 0.15));
    let pitch = libm::exp2f(cue.scaled(0.5, -0.25)) * rng.range(0.9, 1.1);
    let tract = rng.range(0.93, 1.07);
    let period = (3.1 / cue.tempo.clamp(0.5, 3.0)).min(cue.seconds().max(0.9));
    let inward = 0.42 * period;
    for at in cue.times(&mut rng, 0.08, period * 0.92..period * 1.08, inward) {
        let snore = Call {
            throat: &PALATE,
            poses: &IN,
            seconds: inward * rng.range(0.88, 1.0),
            pitch: pitch * rng.range(0.93, 1.07),
            tract,
        };
        snore.put(&rng.fork("in"), at, pan, rng.range(0.85, 1.0), &mut out);
        let from = at + inward + 0.06 * period;
        let sigh = Call { throat: &LIPS, poses: &OUT, seconds: 0.33 * period, ..snore };
        let level = cue.scaled(0.2, 0.3) * rng.range(0.8, 1.1);
        sigh.put(&rng.fork("out"), from, pan, level, &mut out);
    }
    out
}
