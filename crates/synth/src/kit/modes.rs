//! Things that ring when something touches them: a bank of resonators, each by the recurrence that
//! takes two multiplications a frame, driven by whatever does the touching.

use core::f32::consts::{PI, TAU};

use super::{RATE, control::decay_per_frame, rng::Rng};

/// What a thing is made of, and its shape: enough to draw its modes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    /// The frequencies of its modes over the lowest.
    ratios: &'static [f32],
    /// Seconds in which a mode at 1 kHz loses 60 dB.
    t60: f32,
    /// How much sooner high modes die: their time goes with 1 kHz over theirs to this power.
    loss: f32,
    /// How much weaker high modes are: their level goes with their ratio to minus this power.
    tilt: f32,
}

/// A door, a table top, a box: a plate that swallows what it is given.
pub(crate) const WOOD: Body = Body {
    ratios: &[1.0, 1.62, 2.27, 2.94, 3.71, 4.38, 5.33, 6.41, 7.62, 9.1, 11.2, 13.7],
    t60: 0.055,
    loss: 0.6,
    tilt: 0.35,
};
/// A free wooden bar or a split log: few modes, a clear pitch, and soon over.
pub(crate) const LOG: Body =
    Body { ratios: &[1.0, 2.57, 4.71, 7.2, 9.8], t60: 0.07, loss: 0.8, tilt: 0.6 };
/// Keys, shells, switches.
pub(crate) const PLASTIC: Body = Body {
    ratios: &[1.0, 1.71, 2.33, 3.18, 4.07, 5.36, 6.9, 8.4],
    t60: 0.020,
    loss: 0.45,
    tilt: 0.2,
};
/// A pane or a shard.
pub(crate) const GLASS: Body =
    Body { ratios: &[1.0, 1.53, 2.11, 2.87], t60: 0.55, loss: 1.0, tilt: 0.25 };
/// A plate or a cup: a rim that rings, and soon is quiet.
pub(crate) const CERAMIC: Body =
    Body { ratios: &[1.0, 1.07, 2.43, 2.52, 4.21, 5.6, 7.3], t60: 0.55, loss: 0.9, tilt: 0.4 };
/// A free bar of steel (Euler and Bernoulli), with the torsion between: a blade, a spoon.
pub(crate) const BAR: Body = Body {
    ratios: &[1.0, 2.04, 2.756, 4.12, 5.404, 7.2, 8.933, 11.1, 13.34, 18.6],
    t60: 1.6,
    loss: 0.55,
    tilt: -0.25,
};
/// A flat disc of metal with a free edge: a coin, a lid.
pub(crate) const DISC: Body =
    Body { ratios: &[1.0, 1.01, 1.73, 2.33, 3.91, 4.11, 6.3], t60: 2.0, loss: 1.1, tilt: 0.3 };
/// Thin sheet: a can, a door plate, a mechanism's housing.
pub(crate) const SHEET: Body = Body {
    ratios: &[1.0, 1.38, 1.91, 2.36, 3.02, 3.77, 4.63, 5.5, 6.7, 8.2],
    t60: 0.09,
    loss: 0.5,
    tilt: 0.1,
};

#[derive(Clone, Copy, Debug)]
struct Mode {
    hz: f32,
    t60: f32,
    level: f32,
}

/// One thing: its modes stay what they are from touch to touch.
#[derive(Clone, Debug)]
pub(crate) struct Thing {
    modes: Vec<Mode>,
}

impl Thing {
    /// A thing of that body whose lowest mode is at `hz`; no two are quite alike.
    pub(crate) fn new(body: &Body, hz: f32, rng: &mut Rng) -> Self {
        Self::damped(body, hz, 1.0, rng)
    }

    /// The same, ringing for `hold` times as long: held in a hand, or standing free.
    pub(crate) fn damped(body: &Body, hz: f32, hold: f32, rng: &mut Rng) -> Self {
        let mode = |ratio: &f32| {
            let hz = hz * ratio * rng.range(0.965, 1.035);
            let t60 = body.t60 * libm::powf(1_000.0 / hz, body.loss) * rng.range(0.75, 1.25);
            let level = libm::powf(*ratio, -body.tilt) * rng.range(0.7, 1.0);
            Mode { hz, t60: (t60 * hold).clamp(0.002, 4.0), level }
        };
        let modes = body.ratios.iter().map(mode).filter(|mode| mode.hz < 0.4 * RATE).collect();
        Self { modes }
    }

    /// A resonance of its own beside the others: the air in a box, the throat of a bottle.
    pub(crate) fn with(mut self, hz: f32, t60: f32, level: f32) -> Self {
        self.modes.push(Mode { hz, t60, level });
        self
    }

    /// What is heard when `push` meets it somewhere: each place wakes other modes.
    pub(crate) fn struck(&self, push: &[f32], level: f32, rng: &mut Rng) -> Vec<f32> {
        let mut here = self.clone();
        for mode in &mut here.modes {
            let side = if rng.chance(0.5) { -1.0 } else { 1.0 };
            mode.level *= level * side * rng.range(0.35, 1.0);
        }
        here.driven(push)
    }

    /// What is heard when `force` drives it, until it has died away.
    pub(crate) fn driven(&self, force: &[f32]) -> Vec<f32> {
        let longest = self.modes.iter().fold(0.0f32, |most, mode| most.max(mode.t60));
        let mut out = vec![0.0; force.len() + tail(longest)];
        for modes in self.modes.chunks(4) {
            ring(modes, force, &mut out);
        }
        out
    }
}

/// Frames until a mode is 66 dB down.
fn tail(t60: f32) -> usize {
    (1.1 * t60 * RATE) as usize
}

/// Up to four modes at once, which is what a machine does in the time of one.
fn ring(modes: &[Mode], force: &[f32], out: &mut [f32]) {
    let (mut a1, mut a2, mut gain) = ([0.0f32; 4], [0.0f32; 4], [0.0f32; 4]);
    let mut longest = 0.0f32;
    for (k, mode) in modes.iter().enumerate() {
        let angle = TAU * mode.hz / RATE;
        let radius = decay_per_frame(mode.t60);
        a1[k] = 2.0 * radius * libm::cosf(angle);
        a2[k] = radius * radius;
        gain[k] = mode.level * libm::sinf(angle);
        longest = longest.max(mode.t60);
    }
    let (mut y1, mut y2) = ([0.0f32; 4], [0.0f32; 4]);
    let forces = force.iter().copied().chain(core::iter::repeat(0.0));
    for (sum, x) in out.iter_mut().zip(forces).take(force.len() + tail(longest)) {
        let mut y = [0.0f32; 4];
        for k in 0..4 {
            y[k] = a1[k] * y1[k] - a2[k] * y2[k] + gain[k] * x;
        }
        (y2, y1) = (y1, y);
        *sum += (y[0] + y[1]) + (y[2] + y[3]);
    }
}

/// The push of something that is in touch for so many seconds: the shorter, the harder it is, and
/// the higher the modes that it wakes. Its sum is 1.
pub(crate) fn tap(seconds: f32) -> Vec<f32> {
    let frames = ((seconds * RATE) as usize).max(1);
    let step = 2.0 * PI / frames as f32;
    (0..frames).map(|i| (1.0 - libm::cosf(step * (i as f32 + 0.5))) / frames as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(hz: f32, t60: f32) -> Thing {
        Thing { modes: vec![Mode { hz, t60, level: 0.5 }] }
    }

    #[test]
    fn a_mode_rings_at_its_frequency_and_level_and_dies_in_its_time() {
        let rung = thing(1_000.0, 0.5).driven(&[1.0]);
        let crossings = rung[..4_410].windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0);
        assert!((99..=101).contains(&crossings.count()));
        let peak = |range: core::ops::Range<usize>| {
            rung[range].iter().fold(0.0f32, |peak, x| peak.max(x.abs()))
        };
        assert!((0.48..0.51).contains(&peak(0..100)));
        assert!((0.9e-3..1.1e-3).contains(&(peak(22_050..22_150) / 0.5)));
    }

    #[test]
    fn the_harder_the_brighter() {
        let loudest = |push: &[f32]| {
            thing(4_000.0, 0.1).driven(push).iter().fold(0.0f32, |peak, x| peak.max(x.abs()))
        };
        assert!((tap(0.003).iter().sum::<f32>() - 1.0).abs() < 1e-4);
        assert!(loudest(&tap(0.000_1)) > 5.0 * loudest(&tap(0.002)));
    }

    #[test]
    fn any_thing_is_bounded_and_ends() {
        let mut rng = Rng::new(4);
        for body in [WOOD, LOG, PLASTIC, GLASS, CERAMIC, BAR, DISC, SHEET] {
            for hz in [30.0, 500.0, 9_000.0] {
                let thing = Thing::new(&body, hz, &mut rng).with(80.0, 0.1, 1.0);
                let rung = thing.struck(&tap(0.000_5), 1.0, &mut rng);
                assert!(rung.iter().all(|x| x.is_finite() && x.abs() < 12.0));
                assert!(rung.iter().rev().take(10).all(|x| x.abs() < 0.02));
            }
        }
    }
}
