//! A baby that cries: long cries on each breath out, whose pitch rises and sinks, with a gasp
//! between them. The harder it cries, the more its voice breaks.

use crate::kit::{
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "crying baby",
    english: &[
        ("baby", 0.0),
        ("babies", 0.0),
        ("infant", 0.0),
        ("newborn", -0.3),
        ("crying baby", 0.1),
        ("baby cry", 0.1),
        ("baby crying", 0.1),
        ("cry", 0.0),
        ("cries", 0.0),
        ("wail", 0.7),
        ("whimper", -0.8),
        ("sob", -0.3),
    ],
    chinese: &[("婴儿", 0.0), ("宝宝", 0.0), ("哭", 0.0), ("啼哭", 0.1), ("大哭", 0.7)],
    space: Space { size: 0.4, t60: 0.45, damping: 5_000.0 },
    wet: 0.27,
    make,
};

/// A neck of seven centimetres: its resonances are twice as high as a man's.
const THROAT: Throat = Throat {
    open: 0.45,
    edge: 5_500.0,
    jitter: 0.012,
    shimmer: 0.08,
    rough: 0.05,
    tremor: (6.5, 0.012, 0.1),
    upper: [6_800.0, 8_600.0],
    damping: 0.07,
    hiss: (5_000.0, 0.2),
    nose: 0.0,
    bright: 0.5,
};

/// "Waaah-ah".
const CRY: [Pose; 7] = [
    pose(0.00, 360.0, 0.00, 0.05, [550.0, 1_700.0, 4_600.0]),
    pose(0.06, 420.0, 0.60, 0.10, [750.0, 2_000.0, 4_700.0]),
    pose(0.20, 490.0, 1.00, 0.08, [1_150.0, 2_700.0, 4_900.0]),
    pose(0.45, 510.0, 1.00, 0.08, [1_250.0, 2_800.0, 4_900.0]),
    pose(0.70, 470.0, 0.85, 0.10, [1_150.0, 2_600.0, 4_800.0]),
    pose(0.90, 400.0, 0.50, 0.15, [950.0, 2_300.0, 4_700.0]),
    pose(1.00, 330.0, 0.00, 0.00, [800.0, 2_100.0, 4_600.0]),
];

/// One that begins at its highest, and only sinks.
const SINKING: [Pose; 6] = [
    pose(0.00, 430.0, 0.00, 0.05, [700.0, 2_100.0, 4_700.0]),
    pose(0.05, 540.0, 0.90, 0.10, [1_050.0, 2_600.0, 4_900.0]),
    pose(0.18, 580.0, 1.00, 0.10, [1_250.0, 2_850.0, 5_000.0]),
    pose(0.50, 490.0, 0.90, 0.10, [1_150.0, 2_650.0, 4_900.0]),
    pose(0.85, 400.0, 0.60, 0.15, [1_000.0, 2_350.0, 4_700.0]),
    pose(1.00, 340.0, 0.00, 0.00, [850.0, 2_150.0, 4_600.0]),
];

/// One that catches in the throat: "eh, eh".
const FUSS: [Pose; 5] = [
    pose(0.00, 380.0, 0.00, 0.05, [700.0, 2_300.0, 4_700.0]),
    pose(0.15, 430.0, 0.80, 0.12, [850.0, 2_500.0, 4_800.0]),
    pose(0.50, 450.0, 0.90, 0.12, [900.0, 2_500.0, 4_800.0]),
    pose(0.80, 390.0, 0.40, 0.15, [800.0, 2_300.0, 4_700.0]),
    pose(1.00, 340.0, 0.00, 0.00, [700.0, 2_200.0, 4_600.0]),
];

const GASP: [Pose; 4] = [
    pose(0.00, 520.0, 0.00, 0.0, [900.0, 2_300.0, 4_600.0]),
    pose(0.35, 640.0, 0.18, 0.7, [1_100.0, 2_600.0, 4_800.0]),
    pose(0.75, 700.0, 0.22, 0.9, [1_200.0, 2_800.0, 4_900.0]),
    pose(1.00, 700.0, 0.00, 0.0, [1_000.0, 2_500.0, 4_700.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("cries");
    let pan = Pan::level(rng.range(-0.15, 0.15));
    let pitch = cue.scaled(0.9, 1.1) * rng.range(0.93, 1.07);
    let tract = rng.range(0.94, 1.06);
    let tempo = cue.tempo.clamp(0.5, 2.0);
    let last = cue.seconds() - 0.35;
    let mut left = cue.count.unwrap_or(u32::MAX);
    let mut t = 0.08_f32.min(last.max(0.0));
    loop {
        let (poses, seconds, level) = cry(cue, &mut rng);
        // One that would be cut off is a short one.
        let seconds = (seconds / tempo).min((cue.seconds() - t).max(0.3));
        let throat = Throat {
            // Now and then it breaks.
            rough: if rng.chance(cue.scaled(0.1, 0.6)) { rng.range(0.15, 0.45) } else { 0.03 },
            ..THROAT
        };
        let pitch = pitch * rng.range(0.92, 1.1);
        let call = Call { throat: &throat, poses, seconds, pitch, tract };
        call.put(&rng.fork("cry"), t, pan, level, &mut out);
        t += seconds + rng.range(0.02, 0.06);
        left -= 1;
        if left == 0 || t > last {
            return out;
        }
        let seconds = rng.range(0.16, 0.26) / tempo;
        let gasp = Call { throat: &THROAT, poses: &GASP, seconds, pitch: 1.0, tract };
        gasp.put(&rng.fork("gasp"), t, pan, 0.2 * rng.range(0.7, 1.2), &mut out);
        t += seconds + rng.range(0.03, 0.12);
        if t > last {
            return out;
        }
    }
}

fn cry(cue: &Cue, rng: &mut Rng) -> (&'static [Pose], f32, f32) {
    if rng.chance(cue.scaled(0.5, 0.05)) {
        (&FUSS, rng.range(0.25, 0.45), rng.range(0.45, 0.7))
    } else {
        let poses: &[Pose] = if rng.chance(0.35) { &SINKING } else { &CRY };
        (poses, rng.range(0.75, 1.3), rng.range(0.85, 1.0))
    }
}
