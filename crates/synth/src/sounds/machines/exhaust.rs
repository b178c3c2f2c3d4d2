//! What comes out of a piston engine: a push of gas for each time a cylinder fires, no two alike,
//! through a pipe that answers with its own pitch.

use crate::kit::{
    RATE,
    control::decay_per_frame,
    filter::OnePole,
    pulses::{Turns, step_of},
    rng::Rng,
};

/// How an engine is built.
#[derive(Clone, Copy, Debug)]
pub(super) struct Build {
    /// How strong each cylinder is, in the order of firing, and the time to the next beside the mean.
    /// Unequal ones make the rumble below the firing rate by which an engine is known.
    pub(super) cylinders: &'static [(f32, f32)],
    /// How far each firing may be off its strength: a cold or an idling engine stumbles.
    pub(super) rough: f32,
    /// Seconds that a push takes to fall by 60 dB.
    pub(super) push: f32,
    /// How much of the push is turbulence.
    pub(super) hiss: f32,
    /// The pipe's length in seconds of sound, there and back, and what its end sends back.
    pub(super) pipe: f32,
    pub(super) answer: f32,
}

pub(super) struct Exhaust {
    build: Build,
    rng: Rng,
    turns: Turns,
    which: usize,
    uneven: f32,
    push: f32,
    rise: f32,
    fall: f32,
    pipe: Vec<f32>,
    at: usize,
    loss: OnePole,
}

impl Exhaust {
    pub(super) fn new(build: Build, rng: Rng) -> Self {
        Self {
            rng,
            turns: Turns::new(0.9),
            which: 0,
            uneven: 1.0,
            push: 0.0,
            rise: 0.0,
            fall: decay_per_frame(build.push),
            pipe: vec![0.0; ((build.pipe * RATE) as usize).max(1)],
            at: 0,
            loss: OnePole::new(2_600.0),
            build,
        }
    }

    /// The next sample at so many firings a second. `load` from 0 to 1 is how far the throttle is
    /// open: harder pushes and more of them turbulent.
    #[inline]
    pub(super) fn next(&mut self, firings: f32, load: f32) -> f32 {
        if self.turns.wrap(step_of(firings * self.uneven)) {
            let rough = self.build.rough * (1.0 - 0.6 * load);
            let (strength, gap) = self.build.cylinders[self.which];
            let strength = strength * (1.0 + rough * self.rng.bipolar());
            self.push += strength * (0.5 + 0.5 * load);
            self.uneven = (1.0 + 0.06 * rough * self.rng.bipolar()) / gap;
            self.which = (self.which + 1) % self.build.cylinders.len();
        }
        self.push *= self.fall;
        // A valve opens; it isn't open.
        self.rise += (self.push - self.rise) * 0.12;
        let gas = self.rise * (1.0 + self.build.hiss * (0.4 + 0.6 * load) * self.rng.bipolar());
        let back = self.loss.low(self.pipe[self.at]);
        let out = gas - self.build.answer * back;
        self.pipe[self.at] = out;
        self.at += 1;
        if self.at == self.pipe.len() {
            self.at = 0;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOUR: Build = Build {
        cylinders: &[(1.0, 1.0), (0.9, 1.0), (1.05, 1.0), (0.95, 1.0)],
        rough: 0.2,
        push: 0.02,
        hiss: 0.4,
        pipe: 0.006,
        answer: 0.6,
    };

    #[test]
    fn it_fires_as_often_as_it_is_told() {
        let mut exhaust = Exhaust::new(FOUR, Rng::new(1));
        let heard: Vec<f32> = (0..44_100).map(|_| exhaust.next(30.0, 0.2)).collect();
        assert!(heard.iter().all(|x| x.abs() < 4.0));
        let loud = |x: &[f32]| x.iter().any(|x| *x > 0.35);
        let firings = heard.chunks(147).collect::<Vec<_>>();
        let starts = firings.windows(2).filter(|x| !loud(x[0]) && loud(x[1])).count();
        assert!((28..=32).contains(&starts), "{starts}");
    }
}
