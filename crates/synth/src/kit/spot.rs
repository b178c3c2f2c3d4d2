//! Short events put where they are heard: one place of code for what many sounds are made of, which
//! keeps what is downloaded small.

use super::{
    RATE,
    control::decay_per_frame,
    pulses::sine,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, eased},
};

/// Below this part of its start an event is over: -60 dB.
const OVER: f32 = 1e-3;

/// When and where something short is heard.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    at: usize,
    pan: Pan,
    rise: f32,
}

impl Spot {
    /// From this frame on, with a sudden start.
    pub(crate) fn new(at: usize, pan: Pan) -> Self {
        Self { at, pan, rise: 0.0 }
    }

    /// The same, coming up within so many seconds.
    pub(crate) fn eased(at: usize, pan: Pan, rise: f32) -> Self {
        Self { at, pan, rise }
    }

    /// A [`burst`] between two frequencies.
    #[inline(never)]
    pub(crate) fn noise(
        self,
        out: &mut Stereo,
        level: f32,
        rng: Rng,
        t60: f32,
        [low, high]: [f32; 2],
    ) {
        let sound = eased(self.rise, burst(rng, t60, low, high));
        out.place(self.at, self.pan, sound.map(|x| x * level));
    }

    /// A sine that dies away and may glide: as [`ping`](super::voice::ping), at a third of its cost.
    #[inline(never)]
    pub(crate) fn tone(self, out: &mut Stereo, level: f32, hz: f32, t60: f32, glide: f32) {
        let fall = decay_per_frame(t60);
        let mut step = hz / RATE;
        let gain = step * glide / (t60 * RATE);
        let (mut turns, mut now) = (0.0f32, 1.0f32);
        let sound = core::iter::from_fn(|| {
            if now < OVER {
                return None;
            }
            let x = sine(turns) * now * level;
            turns += step;
            if turns >= 1.0 {
                turns -= 1.0;
            }
            step += gain;
            now *= fall;
            Some(x)
        });
        out.place(self.at, self.pan, eased(self.rise, sound));
    }

    /// What has been made already.
    #[inline(never)]
    pub(crate) fn made(self, out: &mut Stereo, level: f32, sound: &[f32]) {
        out.place(self.at, self.pan, sound.iter().map(|x| x * level));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_heard_from_its_frame_on() {
        let spot = Spot::eased(100, Pan::level(0.0), 0.002);
        let mut outs = [(); 3].map(|()| Stereo::silence(2_000));
        spot.noise(&mut outs[0], 1.0, Rng::new(1), 0.02, [300.0, 5_000.0]);
        spot.tone(&mut outs[1], 1.0, 700.0, 0.02, 0.0);
        spot.made(&mut outs[2], 0.5, &[1.0; 50]);
        for out in outs {
            assert!(out.left[..100].iter().all(|x| *x == 0.0) && out.peak() > 0.1);
        }
    }
}
