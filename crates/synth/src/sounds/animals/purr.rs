//! A cat that purrs: some twenty-five beats a second, on the breath in and on the breath out.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "purr",
    english: &[
        ("purr", 0.0),
        ("purring cat", 0.0),
        ("cat purr", 0.0),
        ("purring kitten", -0.6),
        ("kitten purr", -0.6),
    ],
    chinese: &[("猫呼噜", 0.0), ("猫咪呼噜", 0.0)],
    space: Space { size: 0.3, t60: 0.25, damping: 3_000.0 },
    wet: 0.2,
    make,
};

const THROAT: Throat = Throat {
    open: 0.3,
    edge: 1_500.0,
    jitter: 0.05,
    shimmer: 0.22,
    rough: 0.12,
    upper: [2_600.0, 3_900.0],
    damping: 0.32,
    hiss: (3_000.0, 0.12),
    bright: 0.5,
    ..Throat::PLAIN
};

const OUT: [Pose; 5] = [
    pose(0.00, 23.0, 0.00, 0.00, [190.0, 520.0, 1_250.0]),
    pose(0.12, 25.0, 0.85, 0.10, [210.0, 560.0, 1_300.0]),
    pose(0.50, 26.0, 1.00, 0.12, [220.0, 580.0, 1_350.0]),
    pose(0.88, 25.0, 0.75, 0.10, [200.0, 540.0, 1_300.0]),
    pose(1.00, 24.0, 0.00, 0.00, [190.0, 520.0, 1_250.0]),
];

const IN: [Pose; 5] = [
    pose(0.00, 25.0, 0.00, 0.00, [240.0, 700.0, 1_600.0]),
    pose(0.12, 27.0, 0.80, 0.16, [270.0, 760.0, 1_700.0]),
    pose(0.50, 28.0, 1.00, 0.20, [290.0, 800.0, 1_750.0]),
    pose(0.88, 27.0, 0.70, 0.16, [270.0, 760.0, 1_700.0]),
    pose(1.00, 26.0, 0.00, 0.00, [250.0, 700.0, 1_600.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("purrs");
    let pan = Pan::level(rng.range(-0.1, 0.1));
    let pitch = cue.scaled(1.12, 0.92) * rng.range(0.95, 1.05);
    let mut t = 0.0;
    let mut outward = true;
    while t < cue.seconds() {
        let (poses, seconds, level): (&[Pose], f32, f32) = if outward {
            (&OUT, rng.range(1.2, 1.6), 1.0)
        } else {
            (&IN, rng.range(0.9, 1.2), 0.62)
        };
        let call = Call { throat: &THROAT, poses, seconds, pitch, tract: 1.0 };
        call.put(&rng.fork("breath"), t, pan, level * rng.range(0.9, 1.0), &mut out);
        // There is hardly a rest between.
        t += seconds * 0.96;
        outward = !outward;
    }
    out
}
