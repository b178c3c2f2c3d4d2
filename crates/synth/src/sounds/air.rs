//! The air of a quiet place outdoors: what a recorder hears when nothing happens. Under a sound
//! that leaves silence it keeps the silence from being a machine's.

use super::Cue;
use crate::kit::{
    control::{CONTROL, Drift},
    filter::{OnePole, Svf},
    noise::Pink,
    stereo::Stereo,
};

/// Adds the air: pink noise up to `cutoff` Hz, breathing a little around `level`.
pub(super) fn add(cue: &Cue, cutoff: f32, level: f32, out: &mut Stereo) {
    let rng = cue.rng.fork("air");
    let mut shared = Pink::new(rng.fork("shared"));
    let mut breath = Drift::slow(rng.fork("breath"), 0.4);
    let mut breathing = level;
    let mut channels = ["left", "right"].map(|name| {
        let pink = Pink::new(rng.fork(name));
        (pink, Svf::new(cutoff, 0.5), OnePole::new(cutoff * 0.1))
    });
    out.add_each(|i| {
        if i % CONTROL == 0 {
            breathing = level * (1.0 + 0.25 * breath.next());
        }
        let common = 0.6 * shared.next();
        let [l, r] = channels.each_mut().map(|(pink, low, cut)| {
            cut.high(low.bands(common + 0.8 * pink.next()).low) * breathing
        });
        (l, r)
    });
}
