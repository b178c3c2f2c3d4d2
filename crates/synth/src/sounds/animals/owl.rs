//! An owl that hoots: nearly pure tones in a rhythm that tells its kind.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "owl",
    english: &[("owl", 0.0), ("hoot", 0.0)],
    chinese: &[("猫头鹰", 0.0), ("夜枭", 0.0)],
    space: Space { size: 1.8, t60: 1.5, damping: 2_600.0 },
    wet: 0.3,
    make,
};

const THROAT: Throat = Throat {
    open: 0.85,
    edge: 420.0,
    jitter: 0.004,
    shimmer: 0.03,
    rough: 0.0,
    upper: [2_400.0, 3_400.0],
    damping: 0.12,
    hiss: (1_200.0, 0.15),
    bright: 0.0,
    ..Throat::PLAIN
};

/// One hoot: how many of the pose's hertz, where in the phrase it begins and ends.
const fn low(at: f32, hz: f32, voice: f32) -> Pose {
    pose(at, hz, voice, 0.03 * voice, [360.0, 900.0, 1_700.0])
}

/// The horned owl's: "hoo, hu-hoo, hoo, hoo".
const HORNED: [Pose; 20] = [
    low(0.000, 305.0, 0.0),
    low(0.040, 330.0, 0.8),
    low(0.110, 326.0, 0.8),
    low(0.150, 300.0, 0.0),
    low(0.255, 305.0, 0.0),
    low(0.275, 325.0, 0.5),
    low(0.310, 335.0, 0.2),
    low(0.350, 345.0, 1.0),
    low(0.425, 335.0, 0.9),
    low(0.460, 305.0, 0.0),
    low(0.565, 300.0, 0.0),
    low(0.600, 330.0, 0.9),
    low(0.670, 326.0, 0.8),
    low(0.710, 300.0, 0.0),
    low(0.830, 300.0, 0.0),
    low(0.865, 328.0, 0.9),
    low(0.930, 324.0, 0.7),
    low(0.960, 305.0, 0.3),
    low(0.985, 296.0, 0.0),
    low(1.000, 296.0, 0.0),
];

const fn high(at: f32, hz: f32, voice: f32) -> Pose {
    pose(at, hz, voice, 0.03 * voice, [820.0, 1_500.0, 2_500.0])
}

/// The tawny owl's: a long one, a rest, and one that wavers.
const TAWNY: [Pose; 19] = [
    high(0.00, 700.0, 0.0),
    high(0.03, 800.0, 0.7),
    high(0.10, 830.0, 1.0),
    high(0.18, 790.0, 0.7),
    high(0.22, 720.0, 0.0),
    high(0.48, 720.0, 0.0),
    high(0.50, 770.0, 0.5),
    high(0.52, 740.0, 0.0),
    high(0.60, 740.0, 0.0),
    high(0.63, 790.0, 0.7),
    high(0.655, 800.0, 0.3),
    high(0.68, 810.0, 0.8),
    high(0.705, 805.0, 0.35),
    high(0.73, 825.0, 0.9),
    high(0.755, 815.0, 0.45),
    high(0.79, 835.0, 1.0),
    high(0.88, 815.0, 0.9),
    high(0.96, 740.0, 0.4),
    high(1.00, 690.0, 0.0),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 900.0, 0.01, &mut out);
    let mut rng = cue.rng.fork("hoots");
    let is_horned = rng.chance(0.6);
    let (poses, edge): (&[Pose], f32) = if is_horned { (&HORNED, 420.0) } else { (&TAWNY, 900.0) };
    let throat = Throat { edge, ..THROAT };
    let pitch = rng.range(0.92, 1.08);
    let pan = Pan::level(rng.range(-0.4, 0.4));
    let length: f32 = if is_horned { 2.9 } else { 4.2 };
    let seconds = length.min(cue.seconds().max(1.6));
    let bouts = Bouts {
        calls: (1, 1),
        gap: seconds + 0.8..seconds + 1.6,
        pause: seconds + 1.2..seconds + 3.0,
        length: seconds,
    };
    for (at, _) in bouts.times(cue, &mut rng) {
        let call = Call {
            throat: &throat,
            poses,
            seconds: seconds * rng.range(0.93, 1.0),
            pitch: pitch * rng.range(0.985, 1.015),
            tract: pitch,
        };
        call.put(&rng.fork("hoot"), at, pan, rng.range(0.85, 1.0), &mut out);
    }
    out
}
