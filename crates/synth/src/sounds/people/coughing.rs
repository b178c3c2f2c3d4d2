//! Somebody who coughs: the glottis bursts open, air rushes through, and the voice closes it off;
//! two to four times on one breath, each weaker.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "coughing",
    english: &[
        ("cough", 0.0),
        ("hack cough", 0.7),
        ("clear throat", -0.7),
        ("clearing throat", -0.7),
        ("throat clearing", -0.7),
    ],
    chinese: &[("咳", 0.0), ("咳嗽", 0.0), ("清嗓子", -0.7)],
    space: Space { size: 0.4, t60: 0.4, damping: 5_000.0 },
    wet: 0.3,
    make,
};

const THROAT: Throat = Throat {
    open: 0.5,
    edge: 3_000.0,
    jitter: 0.09,
    shimmer: 0.4,
    rough: 0.35,
    damping: 0.14,
    hiss: (3_800.0, 0.45),
    bright: 0.9,
    ..Throat::PLAIN
};

/// "Kh-huh".
const COUGH: [Pose; 8] = [
    pose(0.00, 150.0, 0.00, 0.00, [600.0, 1_450.0, 2_500.0]),
    pose(0.02, 190.0, 0.25, 1.00, [720.0, 1_550.0, 2_600.0]),
    pose(0.12, 230.0, 0.55, 0.95, [800.0, 1_500.0, 2_600.0]),
    pose(0.30, 210.0, 0.22, 0.50, [720.0, 1_400.0, 2_500.0]),
    pose(0.55, 180.0, 0.12, 0.28, [640.0, 1_300.0, 2_450.0]),
    pose(0.70, 190.0, 0.35, 0.20, [600.0, 1_200.0, 2_400.0]),
    pose(0.85, 160.0, 0.25, 0.12, [540.0, 1_150.0, 2_400.0]),
    pose(1.00, 130.0, 0.00, 0.00, [500.0, 1_100.0, 2_350.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.005, &mut out);
    let mut rng = cue.rng.fork("coughs");
    let is_high = rng.chance(0.4);
    let pitch = if is_high { 1.5 } else { 0.9 } * rng.range(0.92, 1.08);
    let tract = if is_high { 1.14 } else { 0.98 };
    let pan = Pan::level(rng.range(-0.2, 0.2));
    let seconds = cue.scaled(0.24, 0.38);
    let gap = seconds + 0.07..seconds + 0.2;
    let calls = if cue.intensity < 0.3 { (1, 2) } else { (2, 4) };
    let bouts = Bouts { calls, gap, pause: 1.2..2.0, length: seconds };
    for (at, call) in bouts.times(cue, &mut rng) {
        let cough = Call {
            throat: &THROAT,
            poses: &COUGH,
            seconds: seconds * rng.range(0.82, 1.0),
            pitch: pitch * rng.range(0.9, 1.1),
            tract: tract * rng.range(0.96, 1.04),
        };
        let level = (1.0 - 0.1 * call.min(4) as f32) * rng.range(0.8, 1.0);
        cough.put(&rng.fork("cough"), at, pan, level, &mut out);
    }
    out
}
