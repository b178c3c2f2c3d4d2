//! Seagulls: a long call of a few mews and then a laugh that hurries downward, and others who
//! answer.

use crate::kit::{
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "seagulls",
    english: &[
        ("seagull", 0.0),
        ("gull", 0.0),
        ("sea gull", 0.0),
        ("seabird", 0.0),
        ("seagull cry", 0.0),
        ("gull cry", 0.0),
        ("crying seagull", 0.0),
        ("crying gull", 0.0),
        ("tern", -0.3),
    ],
    chinese: &[("海鸥", 0.0), ("海鸟", 0.0)],
    space: Space { size: 1.8, t60: 1.0, damping: 4_500.0 },
    wet: 0.14,
    make,
};

const THROAT: Throat = Throat {
    open: 0.42,
    edge: 5_500.0,
    jitter: 0.015,
    shimmer: 0.1,
    rough: 0.1,
    tremor: (14.0, 0.01, 0.1),
    upper: [5_000.0, 6_800.0],
    damping: 0.1,
    hiss: (4_500.0, 0.2),
    bright: 0.6,
    ..Throat::PLAIN
};

/// "Kyaow".
const KYOW: [Pose; 6] = [
    pose(0.00, 640.0, 0.00, 0.0, [1_000.0, 2_400.0, 3_800.0]),
    pose(0.12, 860.0, 0.80, 0.1, [1_300.0, 2_600.0, 3_900.0]),
    pose(0.32, 1_120.0, 1.00, 0.1, [1_700.0, 2_900.0, 4_000.0]),
    pose(0.62, 980.0, 0.85, 0.1, [1_500.0, 2_500.0, 3_800.0]),
    pose(0.88, 760.0, 0.40, 0.1, [1_100.0, 2_200.0, 3_700.0]),
    pose(1.00, 620.0, 0.00, 0.0, [900.0, 2_000.0, 3_600.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_500.0, 0.012, &mut out);
    let mut rng = cue.rng.fork("gulls");
    let side = if rng.chance(0.5) { 1.0 } else { -1.0 };
    let places = [(0.15, 1.0), (-0.6, 0.4), (0.8, 0.3), (-0.3, 0.2)];
    let others = if cue.count.is_some() { 0 } else { 1 + (cue.intensity * 2.5) as usize };
    for (k, (pan, level)) in places.into_iter().take(1 + others).enumerate() {
        gull(cue, k, (side * pan, level), rng.fork("gull"), &mut out);
        rng = rng.fork("next");
    }
    out
}

fn gull(cue: &Cue, order: usize, (pan, level): (f32, f32), mut rng: Rng, out: &mut Stereo) {
    let bouts = Bouts { calls: (4, 8), gap: 0.3..0.38, pause: 1.2..2.4, length: 0.5 };
    let pitch = rng.range(0.88, 1.14);
    let late = order as f32 * rng.range(0.3, 0.8);
    for (at, call) in bouts.times(cue, &mut rng) {
        // The first is long; then it laughs, shorter and lower each time.
        let (seconds, part) =
            if call == 0 { (0.34, 1.0) } else { (0.25, 1.06 - 0.035 * call.min(8) as f32) };
        let call = Call {
            throat: &THROAT,
            poses: &KYOW,
            seconds: seconds * rng.range(0.85, 1.0),
            pitch: pitch * part * rng.range(0.97, 1.03),
            tract: rng.range(0.95, 1.05),
        };
        let pan = Pan::level(pan + 0.05 * rng.bipolar());
        call.put(&rng.fork("call"), at + late, pan, level * rng.range(0.8, 1.0), out);
    }
}
