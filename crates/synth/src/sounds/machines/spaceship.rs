//! A spaceship's inside: a deep drone of many tones that beat, air that is pumped, and now and then
//! something far off in the hull.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift},
    filter::Svf,
    noise::{Brown, Pink},
    pulses::{Turns, saw, sine, step_of},
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "spaceship",
    english: &[
        ("spaceship", 0.0),
        ("space ship", 0.0),
        ("starship", 0.0),
        ("spacecraft", 0.0),
        ("ufo", 0.4),
        ("alien ship", 0.3),
        ("drone", 0.0),
        ("sci fi ambience", 0.0),
        ("space ambience", -0.3),
        ("outer space", -0.4),
        ("warp drive", 0.7),
        ("reactor", 0.3),
        ("force field", 0.3),
        ("submarine", -0.2),
        ("dark ambience", -0.2),
    ],
    chinese: &[
        ("飞船", 0.0),
        ("宇宙飞船", 0.0),
        ("太空", -0.3),
        ("飞碟", 0.4),
        ("科幻", 0.0),
        ("潜艇", -0.2),
    ],
    space: Space { size: 2.2, t60: 3.0, damping: 2_200.0 },
    wet: 0.4,
    make,
};

/// The drone's tones beside the lowest, which side, and strength.
const TONES: [(f32, f32, f32); 6] = [
    (1.0, 0.0, 1.0),
    (1.006, -0.7, 0.6),
    (0.995, 0.7, 0.6),
    (1.499, 0.4, 0.35),
    (2.004, -0.4, 0.4),
    (3.01, 0.2, 0.18),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("ship");
    let low = rng.range(48.0, 62.0) * cue.scaled(0.9, 1.15);
    let mut turns = [Turns::default(); TONES.len()];
    for turns in &mut turns {
        *turns = Turns::new(rng.unit());
    }
    let mut pulse = Turns::new(rng.unit());
    let throb = rng.range(0.55, 0.9) * cue.scaled(0.7, 2.4) * cue.tempo.clamp(0.4, 2.5);
    let mut opening = Drift::slow(cue.rng.fork("opening"), 0.3);
    let mut wander = Drift::slow(cue.rng.fork("wander"), 0.2);
    let mut sing = Turns::default();
    let mut hull = Svf::new(230.0, 6.0);
    let mut sides = ["left", "right"].map(|name| {
        let own = cue.rng.fork(name);
        (
            Svf::new(400.0, 0.9),
            Brown::new(own.fork("deep")),
            Pink::new(own.fork("vents")),
            Svf::new(1_300.0, 0.7),
        )
    });
    let song = low * rng.range(14.6, 16.4);
    let (mut beat, mut bend, mut whisper) = (1.0, 1.0, 0.0);
    out.add_each(|i| {
        if i % CONTROL == 0 {
            let throbs = 0.5 + 0.5 * sine(pulse.next(throb * CONTROL as f32 / RATE));
            beat = 0.6 + 0.4 * throbs;
            bend = 1.0 + 0.008 * wander.next();
            let open = 0.5 + 0.5 * opening.next();
            whisper = 0.35 + 0.65 * open;
            for side in &mut sides {
                side.0.tune(180.0 + 420.0 * open * throbs + cue.scaled(0.0, 700.0) * throbs, 1.1);
            }
        }
        let (mut left, mut right) = (0.0, 0.0);
        for (turns, (ratio, side, part)) in turns.iter_mut().zip(TONES) {
            let step = step_of(low * ratio * bend);
            let x = saw(turns.next(step), step) * part * 0.3;
            left += x * (1.0 - side);
            right += x * (1.0 + side);
        }
        let tone = sine(sing.next(step_of(song * bend))) * 0.012 * whisper;
        let [l, r] = [(left, 0), (right, 1)].map(|(x, k)| {
            let (filter, brown, pink, vent) = &mut sides[k];
            let deep = brown.next() * 0.22;
            filter.bands(x).low * beat + deep + vent.bands(pink.next()).band * 0.10 * whisper
        });
        let ring = hull.bands(l + r).band * 0.12;
        (l + tone + ring, r + tone + ring)
    });
    out
}
