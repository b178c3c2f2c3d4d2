//! A dog that barks: a sharp start, a pitch that leaps up and falls, a voice so pressed that it
//! breaks. A strong one is a big one.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "dog",
    english: &[
        ("dog", 0.0),
        ("puppy", -0.8),
        ("puppies", -0.8),
        ("hound", 0.5),
        ("guard dog", 0.8),
        ("watchdog", 0.7),
        ("bark", 0.0),
        ("woof", 0.3),
        ("yap", -0.9),
        ("yip", -0.9),
    ],
    chinese: &[("狗", 0.0), ("犬", 0.0), ("小狗", -0.7), ("犬吠", 0.0), ("汪汪", 0.0)],
    space: Space { size: 0.7, t60: 0.6, damping: 4_000.0 },
    wet: 0.3,
    make,
};

const THROAT: Throat = Throat {
    open: 0.42,
    edge: 5_500.0,
    jitter: 0.06,
    shimmer: 0.25,
    rough: 0.38,
    upper: [3_700.0, 5_200.0],
    damping: 0.09,
    hiss: (4_500.0, 0.3),
    bright: 1.4,
    ..Throat::PLAIN
};

/// The mouth snaps open and closes: "wuff".
const BARK: [Pose; 6] = [
    pose(0.00, 320.0, 0.0, 0.10, [420.0, 1_000.0, 2_300.0]),
    pose(0.09, 430.0, 0.9, 0.65, [600.0, 1_150.0, 2_450.0]),
    pose(0.28, 540.0, 1.0, 0.55, [900.0, 1_450.0, 2_600.0]),
    pose(0.58, 480.0, 0.6, 0.42, [760.0, 1_300.0, 2_500.0]),
    pose(0.80, 350.0, 0.2, 0.22, [500.0, 1_050.0, 2_350.0]),
    pose(1.00, 260.0, 0.0, 0.00, [380.0, 900.0, 2_300.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 900.0, 0.003, &mut out);
    let mut rng = cue.rng.fork("barks");
    // Two octaves from the biggest dog to the smallest.
    let pitch = libm::exp2f(cue.scaled(1.1, -1.1)) * rng.range(0.87, 1.15);
    let tract = libm::exp2f(cue.scaled(0.5, -0.5)) * rng.range(0.96, 1.04);
    let seconds = cue.scaled(0.14, 0.27);
    let pan = Pan::level(rng.range(-0.25, 0.25));
    let bouts =
        Bouts { calls: (2, 4), gap: seconds + 0.18..seconds + 0.32, pause: 0.9..1.5, length: 0.4 };
    for (at, _) in bouts.times(cue, &mut rng) {
        let call = Call {
            throat: &THROAT,
            poses: &BARK,
            seconds: seconds * rng.range(0.85, 1.15),
            pitch: pitch * rng.range(0.9, 1.1),
            tract: tract * rng.range(0.96, 1.04),
        };
        let level = rng.range(0.75, 1.0);
        call.put(&rng.fork("bark"), at, pan, level, &mut out);
    }
    out
}
