//! A quiet neutral bed, for a prompt that names nothing we know: the air of a room at night.

use super::Cue;
use crate::kit::{
    control::{CONTROL, Drift},
    filter::{OnePole, Svf},
    noise::Pink,
    stereo::Stereo,
};

pub(super) fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut shared = Pink::new(cue.rng.fork("shared"));
    let mut tone = Drift::slow(cue.rng.fork("tone"), 0.3);
    let mut breath = Drift::slow(cue.rng.fork("breath"), 0.25);
    let mut level = 0.5;
    let mut channels = ["left", "right"].map(|name| {
        let pink = Pink::new(cue.rng.fork(name));
        (pink, Svf::new(700.0, 0.55), OnePole::new(60.0))
    });
    out.add_each(|i| {
        let retune = i % CONTROL == 0;
        let cutoff = if retune {
            700.0 + 250.0 * tone.next()
        } else {
            0.0
        };
        if retune {
            level = 0.5 + 0.1 * breath.next();
        }
        let common = shared.next();
        let [l, r] = channels.each_mut().map(|(pink, low, cut)| {
            if retune {
                low.tune(cutoff, 0.55);
            }
            cut.high(low.bands(0.6 * common + 0.8 * pink.next()).low) * level
        });
        (l, r)
    });
    out
}
