//! Frogs at a pond: one near by, others farther off. A croak is a train of clicks, each of which
//! makes the throat's sac ring; the kinds differ in how fast they come and where it rings.

use crate::kit::{
    RATE,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "frog",
    english: &[
        ("frog", 0.0),
        ("toad", 0.4),
        ("bullfrog", 0.9),
        ("tree frog", -0.5),
        ("frog chorus", 0.3),
        ("croak", 0.0),
        ("ribbit", 0.0),
    ],
    chinese: &[("青蛙", 0.0), ("蛙", 0.0), ("牛蛙", 0.9), ("蟾蜍", 0.4)],
    space: Space { size: 1.2, t60: 0.8, damping: 4_000.0 },
    wet: 0.16,
    make,
};

/// A sac rings clearly, and is struck by short clicks.
const SAC: Throat = Throat {
    open: 0.16,
    edge: 6_000.0,
    jitter: 0.05,
    shimmer: 0.25,
    rough: 0.0,
    tremor: (5.0, 0.0, 0.0),
    upper: [4_300.0, 6_000.0],
    damping: 0.085,
    hiss: (3_000.0, 0.0),
    nose: 0.0,
    bright: 0.3,
};

/// The bullfrog's is larger and softer: "jug-o-rum".
const DEEP: Throat = Throat { open: 0.45, edge: 1_800.0, damping: 0.14, ..SAC };

/// "Rib-bit": two trains, the second shorter and rising.
const RIBBIT: [Pose; 9] = [
    pose(0.00, 52.0, 0.0, 0.00, [850.0, 1_500.0, 2_300.0]),
    pose(0.08, 62.0, 0.7, 0.02, [950.0, 1_600.0, 2_400.0]),
    pose(0.35, 78.0, 1.0, 0.02, [1_050.0, 1_750.0, 2_500.0]),
    pose(0.46, 84.0, 0.6, 0.02, [1_050.0, 1_800.0, 2_500.0]),
    pose(0.52, 84.0, 0.0, 0.00, [1_050.0, 1_850.0, 2_500.0]),
    pose(0.62, 96.0, 0.0, 0.00, [1_100.0, 1_900.0, 2_600.0]),
    pose(0.70, 104.0, 0.9, 0.02, [1_200.0, 2_000.0, 2_700.0]),
    pose(0.88, 124.0, 1.0, 0.02, [1_400.0, 2_300.0, 2_900.0]),
    pose(1.00, 130.0, 0.0, 0.00, [1_450.0, 2_400.0, 2_900.0]),
];

/// "Krrroak".
const CROAK: [Pose; 5] = [
    pose(0.00, 34.0, 0.0, 0.00, [650.0, 1_350.0, 2_300.0]),
    pose(0.15, 40.0, 0.8, 0.02, [700.0, 1_450.0, 2_400.0]),
    pose(0.50, 46.0, 1.0, 0.02, [780.0, 1_600.0, 2_500.0]),
    pose(0.85, 42.0, 0.8, 0.02, [720.0, 1_500.0, 2_400.0]),
    pose(1.00, 38.0, 0.0, 0.00, [680.0, 1_400.0, 2_300.0]),
];

const BELLOW: [Pose; 7] = [
    pose(0.00, 92.0, 0.0, 0.0, [200.0, 560.0, 1_100.0]),
    pose(0.10, 100.0, 0.8, 0.05, [230.0, 620.0, 1_150.0]),
    pose(0.28, 104.0, 0.5, 0.03, [210.0, 560.0, 1_100.0]),
    pose(0.42, 112.0, 1.0, 0.05, [300.0, 760.0, 1_250.0]),
    pose(0.60, 116.0, 1.0, 0.05, [320.0, 800.0, 1_250.0]),
    pose(0.85, 106.0, 0.8, 0.04, [240.0, 620.0, 1_150.0]),
    pose(1.00, 94.0, 0.0, 0.0, [200.0, 540.0, 1_100.0]),
];

/// One kind of frog.
struct Croaker {
    throat: &'static Throat,
    poses: &'static [Pose],
    seconds: f32,
}

const KINDS: [Croaker; 3] = [
    Croaker { throat: &SAC, poses: &RIBBIT, seconds: 0.42 },
    Croaker { throat: &SAC, poses: &CROAK, seconds: 0.5 },
    Croaker { throat: &DEEP, poses: &BELLOW, seconds: 0.85 },
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 2_200.0, 0.009, &mut out);
    let mut rng = cue.rng.fork("pond");
    let side = if rng.chance(0.5) { 1.0 } else { -1.0 };
    let near = if cue.intensity > 0.75 { 2 } else { usize::from(rng.chance(0.35)) };
    croaks(cue, near, (side * 0.15, 1.0), rng.fork("near"), &mut out);
    if cue.count.is_none() {
        // Those farther off answer in their own time.
        let answers = [(-0.7, 0.3), (0.8, 0.2)];
        for (k, place) in answers.into_iter().enumerate() {
            let place = (side * place.0, place.1 * cue.scaled(0.7, 1.3));
            rng = rng.fork("next");
            croaks(cue, (near + k) % 2, place, rng.clone(), &mut out);
        }
    }
    out
}

/// One frog's, at a place and a level.
fn croaks(cue: &Cue, kind: usize, (pan, level): (f32, f32), mut rng: Rng, out: &mut Stereo) {
    let kind = &KINDS[kind.min(2)];
    let size = libm::exp2f(cue.scaled(0.35, -0.2)) * rng.range(0.92, 1.1);
    let (gap, pause) = (kind.seconds + 0.22, 0.8);
    let bouts =
        Bouts { calls: (2, 4), gap: gap..gap + 0.2, pause: pause..1.8, length: kind.seconds };
    let call = |rng: &mut Rng| Call {
        throat: kind.throat,
        poses: kind.poses,
        seconds: kind.seconds * rng.range(0.88, 1.0),
        pitch: size * rng.range(0.95, 1.05),
        tract: size * rng.range(0.97, 1.03),
    };
    let pan = Pan::level(pan);
    if level == 1.0 {
        for (at, _) in bouts.times(cue, &mut rng) {
            let level = rng.range(0.75, 1.0);
            call(&mut rng).put(&rng.fork("croak"), at, pan, level, out);
        }
        return;
    }
    // From afar nobody hears that a frog has but three croaks. It lets the near one begin.
    let croaks = [(); 3].map(|()| call(&mut rng).sound(&rng.fork("croak")));
    let late = rng.range(0.2, 0.9);
    for (at, _) in bouts.times(cue, &mut rng) {
        let level = level * rng.range(0.75, 1.0);
        let croak = &croaks[rng.whole(0, 2) as usize];
        out.place(((at + late) * RATE) as usize, pan, croak.iter().map(|x| x * level));
    }
}
