//! Thunder: strokes of lightning, each a clap with a tearing head and a long rumble, over the air
//! of a quiet night.

mod clap;
mod rumble;

use crate::kit::{RATE, reverb::Space, rng::Rng, stereo::Stereo};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "thunder",
    english: &[("thunder", 0.0), ("thunderclap", 0.0), ("lightning", 0.0)],
    chinese: &[("雷", 0.0)],
    space: Space { size: 2.6, t60: 4.2, damping: 900.0 },
    wet: 0.45,
    make,
};

/// How long a stroke is heard, in seconds.
const LENGTH: f32 = 13.0;

/// How much of a later stroke has to be heard for it to sound whole, in seconds.
const ROLL: f32 = 3.0;

/// One stroke; its time starts when its first sound arrives.
struct Stroke {
    rng: Rng,
    frames: usize,
    /// Loudness beside the first stroke, which is the one that is asked for.
    size: f32,
    intensity: f32,
    far: bool,
}

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 900.0, 0.012, &mut out);
    let mut times = cue.rng.fork("times");
    let mut at = times.range(0.12, 0.25);
    let mut size = 1.0;
    let mut rng = cue.rng.fork("stroke");
    // A stroke that would be cut off right after its clap is left for a longer clip.
    while at < 1.0 || at + ROLL < cue.seconds() {
        rng = rng.fork("next");
        let frame = (at * RATE) as usize;
        let stroke = Stroke {
            rng: rng.clone(),
            frames: cue.frames.saturating_sub(frame).min((LENGTH * RATE) as usize),
            size,
            intensity: cue.intensity,
            far: cue.far,
        };
        out.add_at(frame, &clap::make(&stroke));
        out.add_at(frame, &rumble::make(&stroke));
        at += times.range(4.8, 6.6);
        size = times.range(0.4, 0.8);
    }
    out
}

impl Stroke {
    /// A value that goes with intensity: `low` at 0, `high` at 1.
    fn scaled(&self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.intensity
    }
}

#[cfg(test)]
mod tests {
    use crate::render;

    fn loudest(samples: &[i16]) -> u16 {
        samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0)
    }

    /// It was heard as a crack with nothing after it.
    #[test]
    fn no_stroke_begins_just_before_the_end() {
        for tenths in [70, 80, 90] {
            for variation in 0..6 {
                let sound = render("Thunder", tenths, variation);
                let (_, end) = sound.left().split_at(sound.frames() - 44_100);
                let (all, end) = (loudest(sound.left()), loudest(end));
                assert!(end < all / 2, "{end} of {all} in {tenths}, take {variation}");
            }
        }
    }
}
