//! A piano: a broken chord in the left hand, a tune in the right.

use super::{score::Score, voices::piano};
use crate::kit::{
    RATE,
    reverb::Space,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "piano",
    english: &[
        ("piano", 0.0),
        ("grand piano", 0.2),
        ("piano music", 0.0),
        ("piano melody", 0.0),
        ("piano song", 0.0),
        ("pianist", 0.0),
        ("keyboard music", 0.0),
        ("nocturne", -0.5),
        ("sad music", -0.6),
        ("sad piano", -0.7),
        ("sonata", 0.2),
    ],
    chinese: &[("钢琴", 0.0), ("钢琴曲", 0.0)],
    space: Space { size: 1.1, t60: 1.6, damping: 5_000.0 },
    wet: 0.2,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("piano");
    let minor = rng.chance(0.7 - 0.5 * cue.intensity);
    let score = Score::write(cue, cue.scaled(58.0, 118.0), minor);
    let touch = cue.scaled(0.45, 1.0);
    let each = if cue.intensity > 0.3 { 2.0 } else { 1.0 };
    for note in score.broken(each, 0.06) {
        place(
            &mut out,
            &rng,
            score.hz(note.step - 7),
            note.at,
            note.seconds,
            note.force * 0.62 * touch,
        );
    }
    for bar in &score.bars {
        if score.fits(bar.at) {
            let hz = score.hz(bar.chord - if bar.chord > 3 { 21 } else { 14 });
            place(&mut out, &rng, hz, bar.at, score.beat * 3.8, 0.8 * touch);
        }
    }
    for note in score.tune() {
        // A hand is never quite in time.
        let at = note.at + rng.range(0.0, 0.018);
        place(&mut out, &rng, score.hz(note.step), at, note.seconds * 1.2, note.force * touch);
    }
    out
}

fn place(out: &mut Stereo, rng: &crate::kit::rng::Rng, hz: f32, at: f32, seconds: f32, force: f32) {
    // Low strings stand left of the player, high ones right.
    let pan = Pan::level((libm::log2f(hz / 262.0) * 0.28).clamp(-0.7, 0.7));
    let rest = out.frames() as f32 / RATE - at;
    let note = piano(rng, hz, force.min(1.0), seconds.min(rest.max(0.05)).min(3.5));
    Spot::new((at * RATE) as usize, pan).made(out, force, &note);
}
