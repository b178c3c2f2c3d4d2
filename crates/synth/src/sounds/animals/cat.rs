//! A cat that meows: a closed mouth, which opens wide and closes again around a pitch that rises
//! and sinks.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "cat",
    english: &[
        ("cat", 0.0),
        ("kitten", -0.9),
        ("kitty", -0.5),
        ("tomcat", 0.6),
        ("meow", 0.0),
        ("miaow", 0.0),
        ("mew", -0.7),
        ("caterwaul", 1.0),
    ],
    chinese: &[("猫", 0.0), ("小猫", -0.8), ("喵", 0.0)],
    space: Space { size: 0.45, t60: 0.45, damping: 5_000.0 },
    wet: 0.28,
    make,
};

const THROAT: Throat = Throat {
    open: 0.5,
    edge: 5_000.0,
    jitter: 0.012,
    shimmer: 0.06,
    rough: 0.04,
    tremor: (7.0, 0.008, 0.06),
    upper: [5_600.0, 7_600.0],
    damping: 0.07,
    hiss: (6_000.0, 0.2),
    nose: 0.0,
    bright: 0.5,
};

/// "Mi-a-ow".
const MEOW: [Pose; 7] = [
    pose(0.00, 430.0, 0.00, 0.00, [330.0, 2_300.0, 4_000.0]),
    pose(0.08, 480.0, 0.35, 0.05, [360.0, 2_500.0, 4_100.0]),
    pose(0.24, 590.0, 0.75, 0.08, [620.0, 2_700.0, 4_200.0]),
    pose(0.45, 690.0, 1.00, 0.12, [1_250.0, 2_250.0, 4_100.0]),
    pose(0.66, 640.0, 0.85, 0.10, [1_150.0, 1_850.0, 3_900.0]),
    pose(0.86, 520.0, 0.45, 0.08, [700.0, 1_300.0, 3_700.0]),
    pose(1.00, 400.0, 0.00, 0.00, [480.0, 1_000.0, 3_600.0]),
];

/// A short one, that asks: the pitch only rises.
const MEW: [Pose; 5] = [
    pose(0.00, 520.0, 0.00, 0.00, [350.0, 2_500.0, 4_100.0]),
    pose(0.18, 560.0, 0.60, 0.06, [450.0, 2_700.0, 4_200.0]),
    pose(0.55, 700.0, 1.00, 0.10, [1_050.0, 2_500.0, 4_200.0]),
    pose(0.80, 760.0, 0.60, 0.10, [900.0, 2_200.0, 4_000.0]),
    pose(1.00, 720.0, 0.00, 0.00, [600.0, 1_900.0, 3_900.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("meows");
    let pitch = libm::exp2f(cue.scaled(0.45, -0.35)) * rng.range(0.94, 1.06);
    let tract = libm::exp2f(cue.scaled(0.3, -0.2)) * rng.range(0.96, 1.04);
    let pan = Pan::level(rng.range(-0.25, 0.25));
    let throat = Throat { rough: cue.scaled(0.0, 0.12), ..THROAT };
    let longest = cue.scaled(0.62, 1.05);
    let bouts = Bouts { calls: (1, 2), gap: 1.2..1.6, pause: 1.4..2.2, length: longest };
    for (at, call) in bouts.times(cue, &mut rng) {
        let asks = call > 0 && rng.chance(0.5);
        let poses: &[Pose] = if asks { &MEW } else { &MEOW };
        let part = if asks { 0.5 } else { 1.0 };
        let call = Call {
            throat: &throat,
            poses,
            seconds: longest * part * rng.range(0.85, 1.0),
            pitch: pitch * rng.range(0.92, 1.1),
            tract: tract * rng.range(0.97, 1.03),
        };
        let level = rng.range(0.75, 1.0);
        call.put(&rng.fork("meow"), at, pan, level, &mut out);
    }
    out
}
