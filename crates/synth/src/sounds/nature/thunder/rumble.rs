//! The rumble: what hills and clouds send back, peal after peal, long after the clap.

use super::Stroke;
use crate::kit::{
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    noise::Brown,
    stereo::Stereo,
};

/// One roll of it. Times in seconds.
struct Peal {
    at: f32,
    length: f32,
    size: f32,
    pan: f32,
}

impl Peal {
    /// Its force on one side: 1 is left, -1 is right.
    fn force(&self, t: f32, side: f32) -> f32 {
        let t = (t - self.at) / self.length;
        let shape = if t < 0.0 { smooth(1.0 + 3.0 * t) } else { libm::expf(-1.4 * t) };
        shape * self.size * (1.0 - side * self.pan)
    }
}

/// Peals at uneven times, dying away; those of a far stroke come up first.
fn peals(stroke: &Stroke) -> Vec<Peal> {
    let mut rng = stroke.rng.fork("peals");
    let fall = if stroke.far { 3.4 } else { 2.5 };
    let mut peals = Vec::new();
    let mut at = 0.15;
    while at < 9.0 {
        let onset = if stroke.far { smooth(at / 0.9) } else { 1.0 };
        peals.push(Peal {
            at,
            length: rng.range(0.25, 0.7),
            size: onset * libm::expf(-at / fall) * rng.range(0.45, 1.0),
            pan: rng.bipolar() * 0.4,
        });
        at += rng.range(0.28, 0.75);
    }
    peals
}

pub(super) fn make(stroke: &Stroke) -> Stereo {
    let mut out = Stereo::silence(stroke.frames);
    let peals = peals(stroke);
    for (side, channel) in [(1.0, &mut out.left), (-1.0, &mut out.right)] {
        let force =
            Curve::draw(stroke.frames, |t| peals.iter().map(|peal| peal.force(t, side)).sum());
        roll(stroke, &force, side, channel);
    }
    out
}

fn roll(stroke: &Stroke, force: &Curve, side: f32, out: &mut [f32]) {
    let own = stroke.rng.fork(if side > 0.0 { "left" } else { "right" });
    let mut shared_noise = Brown::new(stroke.rng.fork("both"));
    let mut own_noise = Brown::new(own.fork("noise"));
    let mut low = Svf::new(120.0, 0.7);
    let mut cut = OnePole::new(32.0);
    let mut grain = Drift::new(own.fork("grain"), 14.0);
    let level = stroke.scaled(0.62, 0.78) * stroke.size;
    for (i, out) in out.iter_mut().enumerate() {
        let force = force.at(i);
        if i % CONTROL == 0 {
            // The stronger the peal, the nearer, the brighter.
            low.tune(90.0 + 260.0 * force.min(1.5), 0.7);
        }
        let noise = 0.8 * shared_noise.next() + 0.6 * own_noise.next();
        let rough = 1.0 + 0.45 * grain.next();
        *out = cut.high(low.bands(noise).low) * force * rough * level;
    }
}
