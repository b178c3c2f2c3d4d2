//! A sheep that bleats: a nasal voice that trembles ten times a second.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "sheep",
    english: &[
        ("sheep", 0.0),
        ("lamb", -0.9),
        ("goat", 0.2),
        ("ewe", 0.0),
        ("bleat", 0.0),
        ("baa", 0.0),
    ],
    chinese: &[("羊", 0.0), ("绵羊", 0.0), ("山羊", 0.2), ("小羊", -0.8), ("咩", 0.0)],
    space: Space { size: 1.2, t60: 0.8, damping: 3_500.0 },
    wet: 0.36,
    make,
};

const THROAT: Throat = Throat {
    open: 0.4,
    edge: 4_500.0,
    jitter: 0.02,
    shimmer: 0.12,
    rough: 0.1,
    tremor: (9.5, 0.035, 0.62),
    upper: [3_700.0, 4_900.0],
    damping: 0.08,
    hiss: (3_500.0, 0.15),
    nose: 1_150.0,
    bright: 1.2,
};

/// "Mb-aaah".
const BLEAT: [Pose; 6] = [
    pose(0.00, 190.0, 0.00, 0.00, [320.0, 1_300.0, 2_500.0]),
    pose(0.07, 215.0, 0.40, 0.08, [420.0, 1_450.0, 2_550.0]),
    pose(0.18, 245.0, 1.00, 0.16, [760.0, 1_750.0, 2_700.0]),
    pose(0.50, 235.0, 0.95, 0.18, [780.0, 1_720.0, 2_700.0]),
    pose(0.82, 212.0, 0.65, 0.18, [700.0, 1_650.0, 2_650.0]),
    pose(1.00, 180.0, 0.00, 0.00, [560.0, 1_500.0, 2_550.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_100.0, 0.005, &mut out);
    let mut rng = cue.rng.fork("bleats");
    let pitch = libm::exp2f(cue.scaled(0.95, -0.6)) * rng.range(0.93, 1.07);
    let tract = libm::exp2f(cue.scaled(0.35, -0.15)) * rng.range(0.96, 1.04);
    let pan = Pan::level(rng.range(-0.3, 0.3));
    let length = 1.15_f32.min(cue.seconds().max(0.7));
    let bouts = Bouts { calls: (1, 2), gap: 1.3..1.7, pause: 1.8..2.6, length };
    for (at, _) in bouts.times(cue, &mut rng) {
        let throat =
            Throat { tremor: (rng.range(8.0, 11.0), THROAT.tremor.1, THROAT.tremor.2), ..THROAT };
        let call = Call {
            throat: &throat,
            poses: &BLEAT,
            seconds: length * rng.range(0.65, 1.0),
            pitch: pitch * rng.range(0.93, 1.07),
            tract: tract * rng.range(0.97, 1.03),
        };
        call.put(&rng.fork("bleat"), at, pan, rng.range(0.75, 1.0), &mut out);
    }
    out
}
