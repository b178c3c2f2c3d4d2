//! A crow that caws: harsh, nasal, three or four times in a row.

use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "crow",
    english: &[("crow", 0.0), ("raven", 0.7), ("rook", 0.2), ("jackdaw", -0.6), ("caw", 0.0)],
    chinese: &[("乌鸦", 0.0), ("鸦", 0.0)],
    space: Space { size: 1.6, t60: 1.1, damping: 3_800.0 },
    wet: 0.34,
    make,
};

const THROAT: Throat = Throat {
    open: 0.34,
    edge: 5_000.0,
    jitter: 0.09,
    shimmer: 0.4,
    rough: 0.5,
    tremor: (31.0, 0.02, 0.2),
    upper: [4_200.0, 5_600.0],
    damping: 0.1,
    hiss: (4_000.0, 0.3),
    nose: 0.0,
    bright: 0.6,
};

/// "Kaah".
const CAW: [Pose; 6] = [
    pose(0.00, 360.0, 0.00, 0.20, [900.0, 1_500.0, 2_900.0]),
    pose(0.08, 460.0, 0.90, 0.45, [1_100.0, 1_650.0, 3_000.0]),
    pose(0.30, 540.0, 1.00, 0.35, [1_300.0, 1_850.0, 3_100.0]),
    pose(0.65, 500.0, 0.85, 0.40, [1_250.0, 1_800.0, 3_050.0]),
    pose(0.88, 400.0, 0.40, 0.35, [1_050.0, 1_600.0, 2_900.0]),
    pose(1.00, 320.0, 0.00, 0.00, [900.0, 1_450.0, 2_800.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_300.0, 0.005, &mut out);
    let mut rng = cue.rng.fork("caws");
    let size = libm::exp2f(cue.scaled(0.35, -0.45)) * rng.range(0.94, 1.06);
    let pan = Pan::level(rng.range(-0.35, 0.35));
    let seconds = cue.scaled(0.26, 0.44);
    let gap = seconds + 0.2..seconds + 0.38;
    let bouts = Bouts { calls: (3, 4), gap, pause: 1.4..2.2, length: seconds };
    for (at, _) in bouts.times(cue, &mut rng) {
        let call = Call {
            throat: &THROAT,
            poses: &CAW,
            seconds: seconds * rng.range(0.85, 1.0),
            pitch: size * rng.range(0.95, 1.05),
            tract: size.sqrt() * rng.range(0.97, 1.03),
        };
        call.put(&rng.fork("caw"), at, pan, rng.range(0.8, 1.0), &mut out);
    }
    out
}
