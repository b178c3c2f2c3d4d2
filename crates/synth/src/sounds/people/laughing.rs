//! Somebody who laughs: "ha-ha-ha", five to the second, each a puff of air and a short vowel,
//! lower and weaker towards the end of the breath.

use crate::kit::{
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind, air, bouts::Bouts};

pub(crate) const KIND: Kind = Kind {
    name: "laughing",
    english: &[
        ("laugh", 0.0),
        ("laughter", 0.1),
        ("giggle", -0.8),
        ("chuckle", -0.5),
        ("guffaw", 0.9),
        ("haha", 0.0),
        ("ha ha", 0.0),
        ("belly laugh", 0.9),
        ("baby laugh", -1.0),
        ("laughing baby", -1.0),
        ("baby giggle", -1.0),
        ("giggling baby", -1.0),
    ],
    chinese: &[("笑", 0.0), ("大笑", 0.8), ("哈哈", 0.2), ("傻笑", -0.5)],
    space: Space { size: 0.45, t60: 0.45, damping: 5_000.0 },
    wet: 0.27,
    make,
};

const THROAT: Throat = Throat {
    open: 0.55,
    edge: 3_800.0,
    jitter: 0.02,
    shimmer: 0.12,
    rough: 0.03,
    hiss: (4_000.0, 0.35),
    bright: 1.0,
    ..Throat::PLAIN
};

/// "Ha".
const HA: [Pose; 6] = [
    pose(0.00, 200.0, 0.00, 0.00, [640.0, 1_350.0, 2_500.0]),
    pose(0.14, 215.0, 0.00, 0.55, [680.0, 1_350.0, 2_500.0]),
    pose(0.32, 235.0, 0.80, 0.35, [760.0, 1_320.0, 2_550.0]),
    pose(0.50, 230.0, 1.00, 0.15, [780.0, 1_300.0, 2_550.0]),
    pose(0.75, 205.0, 0.45, 0.20, [700.0, 1_300.0, 2_500.0]),
    pose(1.00, 180.0, 0.00, 0.00, [620.0, 1_300.0, 2_450.0]),
];

/// "Heh".
const HEH: [Pose; 6] = [
    pose(0.00, 205.0, 0.00, 0.00, [480.0, 1_700.0, 2_550.0]),
    pose(0.14, 220.0, 0.00, 0.55, [500.0, 1_750.0, 2_600.0]),
    pose(0.32, 240.0, 0.80, 0.35, [540.0, 1_800.0, 2_600.0]),
    pose(0.50, 232.0, 1.00, 0.15, [550.0, 1_780.0, 2_600.0]),
    pose(0.75, 205.0, 0.45, 0.20, [520.0, 1_700.0, 2_550.0]),
    pose(1.00, 180.0, 0.00, 0.00, [480.0, 1_600.0, 2_500.0]),
];

/// The breath that is fetched after it.
const FETCH: [Pose; 4] = [
    pose(0.00, 300.0, 0.00, 0.0, [500.0, 1_500.0, 2_500.0]),
    pose(0.40, 340.0, 0.05, 0.7, [600.0, 1_600.0, 2_600.0]),
    pose(0.80, 380.0, 0.08, 1.0, [680.0, 1_700.0, 2_700.0]),
    pose(1.00, 380.0, 0.00, 0.0, [560.0, 1_600.0, 2_600.0]),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("laughs");
    // A child, a woman or a man; those who giggle do it high.
    let is_child = cue.intensity < 0.05;
    let is_high = rng.chance(0.5);
    let (voice, tract) = match (is_child, is_high) {
        (true, _) => (1.8, 1.4),
        (_, true) => (1.5, 1.14),
        _ => (0.85, 0.97),
    };
    let poses = if rng.chance(cue.scaled(0.8, 0.1)) { &HEH } else { &HA };
    let pitch = voice * libm::exp2f(cue.scaled(0.3, 0.1)) * rng.range(0.93, 1.07);
    let tract = tract * rng.range(0.97, 1.03);
    let pan = Pan::level(rng.range(-0.2, 0.2));
    let laugh = Laugh { poses, pitch, tract, pan };
    let bouts = Bouts {
        calls: if cue.intensity < 0.3 { (3, 6) } else { (5, 9) },
        gap: 0.175..0.215,
        pause: 0.75..1.1,
        length: 0.25,
    };
    let times = bouts.times(cue, &mut rng);
    for (i, (at, call)) in times.iter().enumerate() {
        let next = times.get(i + 1);
        laugh.ha(cue, *call, *at, &mut rng, &mut out);
        if let Some((next, 0)) = next {
            let seconds = ((next - at - 0.3) * 0.7).clamp(0.2, 0.45);
            let breath = Call { throat: &THROAT, poses: &FETCH, seconds, pitch, tract };
            breath.put(&rng.fork("breath"), next - seconds - 0.05, pan, 0.12, &mut out);
        }
    }
    out
}

/// Who laughs, and how.
#[derive(Clone, Copy)]
struct Laugh {
    poses: &'static [Pose],
    pitch: f32,
    tract: f32,
    pan: Pan,
}

impl Laugh {
    /// One "ha": which of its bout, and when.
    fn ha(self, cue: &Cue, call: u32, at: f32, rng: &mut Rng, out: &mut Stereo) {
        // Up to the second, and down from there.
        let place = call.min(10) as f32;
        let contour = 1.0 + cue.scaled(0.12, 0.4) * (1.0 - (place - 1.0).abs() * 0.2);
        let fading = (1.0 - 0.075 * place).max(0.3);
        let call = Call {
            throat: &THROAT,
            poses: self.poses,
            seconds: cue.scaled(0.15, 0.2) * rng.range(0.9, 1.1),
            pitch: self.pitch * contour * rng.range(0.95, 1.05),
            tract: self.tract * rng.range(0.97, 1.03),
        };
        call.put(&rng.fork("ha"), at, self.pan, fading * rng.range(0.8, 1.0), out);
    }
}
