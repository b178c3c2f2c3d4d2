//! A wolf that howls: a long tone that climbs, stands and sinks. Where it is wild, others join.

use crate::kit::{
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "wolf",
    english: &[
        ("wolf", 0.0),
        ("wolves", 0.7),
        ("wolf pack", 0.9),
        ("werewolf", 0.5),
        ("coyote", -0.3),
        ("howling wolf", 0.0),
        ("howling wolves", 0.8),
        ("howling dog", -0.2),
    ],
    chinese: &[("狼", 0.0), ("狼群", 0.9), ("狼嚎", 0.1)],
    space: Space { size: 2.2, t60: 2.2, damping: 2_600.0 },
    wet: 0.36,
    make,
};

const THROAT: Throat = Throat {
    open: 0.6,
    edge: 1_300.0,
    jitter: 0.006,
    shimmer: 0.05,
    rough: 0.02,
    tremor: (4.5, 0.008, 0.05),
    upper: [3_200.0, 4_200.0],
    damping: 0.1,
    hiss: (2_500.0, 0.1),
    bright: 0.3,
    ..Throat::PLAIN
};

/// "A-oooo-uh".
const HOWL: [Pose; 9] = [
    pose(0.00, 210.0, 0.00, 0.00, [480.0, 1_050.0, 2_300.0]),
    pose(0.04, 260.0, 0.45, 0.05, [560.0, 1_100.0, 2_300.0]),
    pose(0.12, 400.0, 0.80, 0.05, [560.0, 1_000.0, 2_300.0]),
    pose(0.20, 520.0, 1.00, 0.05, [540.0, 900.0, 2_250.0]),
    pose(0.30, 490.0, 0.95, 0.05, [500.0, 850.0, 2_250.0]),
    pose(0.62, 470.0, 0.95, 0.05, [490.0, 850.0, 2_250.0]),
    pose(0.80, 420.0, 0.70, 0.05, [460.0, 830.0, 2_200.0]),
    pose(0.93, 320.0, 0.35, 0.05, [400.0, 800.0, 2_200.0]),
    pose(1.00, 240.0, 0.00, 0.00, [360.0, 800.0, 2_200.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 700.0, 0.01, &mut out);
    let mut rng = cue.rng.fork("pack");
    let side = if rng.chance(0.5) { 1.0 } else { -1.0 };
    howls(cue, 0, (side * 0.15, 1.0), rng.fork("first"), &mut out);
    if cue.count.is_none() && cue.intensity > 0.6 {
        for (k, (pan, level)) in [(-0.6, 0.5), (0.7, 0.4), (-0.9, 0.3)].into_iter().enumerate() {
            rng = rng.fork("next");
            howls(cue, k + 1, (side * pan, level), rng.clone(), &mut out);
        }
    }
    out
}

/// The howls of one of the pack, who comes in after those before it.
fn howls(cue: &Cue, order: usize, (pan, level): (f32, f32), mut rng: Rng, out: &mut Stereo) {
    let length = cue.scaled(2.6, 3.8).min(cue.seconds().max(1.2));
    let rest = length + 0.8;
    let bouts = Bouts { calls: (1, 1), gap: rest..rest + 0.8, pause: rest..rest + 1.4, length };
    // No two hold the same tone.
    let pitch = cue.scaled(1.3, 0.85) * (1.0 + 0.11 * order as f32) * rng.range(0.93, 1.07);
    let late = order as f32 * rng.range(0.35, 0.7);
    for (at, _) in bouts.times(cue, &mut rng) {
        let call = Call {
            throat: &THROAT,
            poses: &HOWL,
            seconds: length * rng.range(0.75, 1.0),
            pitch: pitch * rng.range(0.93, 1.07),
            tract: rng.range(0.94, 1.08),
        };
        let level = level * rng.range(0.85, 1.0);
        call.put(&rng.fork("howl"), at + late, Pan::level(pan), level, out);
    }
}
