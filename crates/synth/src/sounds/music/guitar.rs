//! A guitar: picked softly, or strummed across its strings.

use super::{score::Score, voices::pluck};
use crate::kit::{
    RATE,
    filter::Svf,
    reverb::Space,
    rng::Rng,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "guitar",
    english: &[
        ("guitar", 0.0),
        ("acoustic guitar", 0.0),
        ("guitar strum", 0.4),
        ("strum", 0.4),
        ("guitar music", 0.0),
        ("guitar melody", -0.2),
        ("ukulele", 0.2),
        ("banjo", 0.4),
        ("harp", -0.6),
        ("lute", -0.4),
        ("country music", 0.3),
        ("folk music", 0.0),
        ("guitarist", 0.0),
        ("pluck", -0.2),
    ],
    chinese: &[("吉他", 0.0), ("古筝", -0.5), ("琵琶", -0.2), ("竖琴", -0.6), ("民谣", 0.0)],
    space: Space { size: 0.8, t60: 0.9, damping: 5_000.0 },
    wet: 0.22,
    make,
};

/// A strum's beats within a bar, and whether it goes down across the strings.
const STRUMS: [(f32, bool, f32); 6] = [
    (0.0, true, 1.0),
    (1.0, true, 0.7),
    (1.5, false, 0.55),
    (2.5, false, 0.6),
    (3.0, true, 0.8),
    (3.5, false, 0.5),
];

fn make(cue: &Cue) -> Stereo {
    let mut dry = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("guitar");
    let score = Score::write(cue, cue.scaled(66.0, 122.0), rng.chance(0.35));
    let bright = cue.scaled(0.3, 0.85);
    if cue.intensity > 0.55 {
        strum(&score, &mut rng, bright, &mut dry);
    } else {
        for note in score.broken(2.0, 0.05) {
            let hz = score.hz(note.step - 7);
            string(&mut dry, &mut rng, hz, note.at, 2.2, note.force * 0.8, bright);
        }
        for bar in &score.bars {
            if score.fits(bar.at) {
                let hz = score.hz(bar.chord - if bar.chord > 3 { 14 } else { 7 });
                string(&mut dry, &mut rng, hz * 0.5, bar.at, score.beat * 4.0, 0.9, bright * 0.8);
            }
        }
        for note in score.tune() {
            let hz = score.hz(note.step - 7);
            string(&mut dry, &mut rng, hz, note.at, note.seconds + 0.5, note.force, bright);
        }
    }
    body(dry)
}

fn strum(score: &Score, rng: &mut Rng, bright: f32, out: &mut Stereo) {
    for bar in &score.bars {
        let [a, b, c] = Score::triad(bar.chord);
        let root = bar.chord - if bar.chord > 3 { 14 } else { 7 };
        let strings = [root, a - 7, c - 7, a, b, c].map(|step| score.hz(step));
        for (beat, down, force) in STRUMS {
            let at = bar.at + beat * score.beat;
            if !score.fits(at) {
                continue;
            }
            for k in 0..strings.len() {
                let string_number = if down { k } else { strings.len() - 1 - k };
                // An upward stroke leaves the low strings alone.
                if !down && string_number < 2 {
                    continue;
                }
                let t = at + k as f32 * rng.range(0.008, 0.013);
                let force = force * rng.range(0.45, 0.65);
                string(out, rng, strings[string_number], t, score.beat * 1.1, force, bright);
            }
        }
    }
}

fn string(
    out: &mut Stereo,
    rng: &mut Rng,
    hz: f32,
    at: f32,
    seconds: f32,
    force: f32,
    bright: f32,
) {
    *rng = rng.fork("string");
    let rest = out.frames() as f32 / RATE - at;
    let seconds = seconds.min(rest.max(0.05));
    let t60 = 3.6 * libm::powf(196.0 / hz, 0.4);
    let heard = pluck(rng, hz, t60, seconds, bright * (0.7 + 0.3 * force));
    let pan = Pan::level((libm::log2f(hz / 220.0) * 0.18).clamp(-0.35, 0.35));
    Spot::new((at * RATE) as usize, pan).made(out, force, &heard);
}

/// The box answers: the air in it, and its top.
fn body(mut dry: Stereo) -> Stereo {
    for channel in [&mut dry.left, &mut dry.right] {
        let mut air = Svf::new(104.0, 3.0);
        let mut top = Svf::new(208.0, 3.0);
        let mut plate = Svf::new(420.0, 2.0);
        for x in channel.iter_mut() {
            let dry = *x;
            let answer =
                air.bands(dry).band * 0.5 + top.bands(dry).band * 0.7 + plate.bands(dry).band * 0.4;
            *x = dry * 0.7 + answer;
        }
    }
    dry
}
