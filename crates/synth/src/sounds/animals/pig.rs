//! A pig that grunts and snorts through its nose, a few at a time; one that is upset squeals.

use crate::kit::{
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "pig",
    english: &[
        ("pig", 0.0),
        ("piglet", -0.7),
        ("hog", 0.3),
        ("boar", 0.4),
        ("swine", 0.0),
        ("oink", 0.0),
        ("pig squeal", 0.9),
        ("squealing pig", 0.9),
    ],
    chinese: &[("猪", 0.0), ("小猪", -0.6), ("猪叫", 0.0)],
    space: Space { size: 0.6, t60: 0.5, damping: 3_500.0 },
    wet: 0.26,
    make,
};

/// The soft palate flaps: a voice so slow and uneven that its pulses are heard.
const SNOUT: Throat = Throat {
    open: 0.5,
    edge: 3_400.0,
    jitter: 0.22,
    shimmer: 0.6,
    rough: 0.25,
    tremor: (12.0, 0.05, 0.2),
    upper: [3_300.0, 4_400.0],
    damping: 0.13,
    hiss: (2_800.0, 0.4),
    nose: 850.0,
    bright: 0.6,
};

const SQUEALER: Throat = Throat {
    open: 0.35,
    edge: 6_000.0,
    jitter: 0.03,
    shimmer: 0.3,
    rough: 0.25,
    tremor: (23.0, 0.03, 0.25),
    upper: [5_000.0, 7_000.0],
    damping: 0.1,
    hiss: (5_000.0, 0.3),
    nose: 0.0,
    bright: 0.6,
};

/// "Oi-nk": low, and up into the nose.
const OINK: [Pose; 5] = [
    pose(0.00, 62.0, 0.0, 0.00, [340.0, 950.0, 2_200.0]),
    pose(0.20, 84.0, 0.9, 0.30, [430.0, 1_050.0, 2_300.0]),
    pose(0.55, 104.0, 1.0, 0.35, [520.0, 1_600.0, 2_500.0]),
    pose(0.80, 92.0, 0.7, 0.45, [400.0, 1_950.0, 2_700.0]),
    pose(1.00, 70.0, 0.0, 0.00, [330.0, 1_700.0, 2_600.0]),
];

const GRUNT: [Pose; 4] = [
    pose(0.00, 70.0, 0.0, 0.0, [360.0, 900.0, 2_100.0]),
    pose(0.22, 82.0, 1.0, 0.25, [480.0, 1_150.0, 2_300.0]),
    pose(0.60, 66.0, 0.7, 0.25, [420.0, 1_000.0, 2_200.0]),
    pose(1.00, 52.0, 0.0, 0.0, [340.0, 900.0, 2_100.0]),
];

/// Air drawn in past a palate that flutters.
const SNORT: [Pose; 4] = [
    pose(0.00, 34.0, 0.0, 0.0, [500.0, 1_400.0, 2_500.0]),
    pose(0.25, 44.0, 0.7, 0.8, [650.0, 1_700.0, 2_700.0]),
    pose(0.70, 52.0, 0.8, 1.0, [750.0, 1_900.0, 2_900.0]),
    pose(1.00, 44.0, 0.0, 0.0, [600.0, 1_500.0, 2_600.0]),
];

const SQUEAL: [Pose; 6] = [
    pose(0.00, 500.0, 0.0, 0.0, [900.0, 1_800.0, 3_300.0]),
    pose(0.12, 980.0, 0.9, 0.2, [1_300.0, 2_300.0, 3_600.0]),
    pose(0.35, 1_350.0, 1.0, 0.3, [1_500.0, 2_700.0, 3_800.0]),
    pose(0.65, 1_220.0, 1.0, 0.3, [1_450.0, 2_600.0, 3_700.0]),
    pose(0.88, 900.0, 0.6, 0.2, [1_200.0, 2_200.0, 3_500.0]),
    pose(1.00, 520.0, 0.0, 0.0, [900.0, 1_800.0, 3_300.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 900.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("grunts");
    let size = libm::exp2f(cue.scaled(0.5, -0.35)) * rng.range(0.95, 1.05);
    let pan = Pan::level(rng.range(-0.25, 0.25));
    let upset = (cue.intensity - 0.55).max(0.0) * 2.0;
    let bouts = Bouts { calls: (2, 4), gap: 0.36..0.55, pause: 0.7..1.3, length: 0.45 };
    for (at, call) in bouts.times(cue, &mut rng) {
        let (throat, poses, seconds, level) = choose(call, upset, &mut rng);
        let call = Call {
            throat,
            poses,
            seconds,
            pitch: size * rng.range(0.85, 1.15),
            tract: size * rng.range(0.94, 1.06),
        };
        call.put(&rng.fork("grunt"), at, pan, level * rng.range(0.8, 1.0), &mut out);
    }
    out
}

fn choose(call: u32, upset: f32, rng: &mut Rng) -> (&'static Throat, &'static [Pose], f32, f32) {
    if rng.chance(upset) {
        return (&SQUEALER, &SQUEAL, rng.range(0.5, 0.85), 1.0);
    }
    match (call, rng.unit()) {
        (0, _) => (&SNOUT, &OINK, rng.range(0.26, 0.36), 1.0),
        (_, x) if x < 0.35 => (&SNOUT, &SNORT, rng.range(0.22, 0.34), 0.55),
        (_, x) if x < 0.7 => (&SNOUT, &GRUNT, rng.range(0.13, 0.22), 0.9),
        _ => (&SNOUT, &OINK, rng.range(0.2, 0.32), 0.9),
    }
}
