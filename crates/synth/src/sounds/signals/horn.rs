//! Horns that are blown by air or driven by a membrane: a narrow pulse for each swing, rich in
//! overtones, coloured by the horn's own resonances.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::Svf,
    pulses::{Turns, pulse, soften, step_of},
    rng::Rng,
};

/// How a horn is built.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Horn {
    /// Part of a swing that it is open for: narrow is brighter.
    pub(crate) width: f32,
    /// The resonances, in Hz, their sharpness and strength.
    pub(crate) formants: [(f32, f32, f32); 3],
    /// Seconds until it speaks, and until it is still.
    pub(crate) attack: f32,
    pub(crate) release: f32,
    /// Part of its pitch by which it starts flat and ends flat.
    pub(crate) sag: f32,
}

impl Horn {
    /// All `pitches` at once, in Hz, for so many seconds; the release comes after them.
    pub(crate) fn blow(&self, rng: &Rng, pitches: &[f32], seconds: f32) -> Vec<f32> {
        let frames = ((seconds + self.release) * RATE) as usize;
        let mut voices: Vec<(Turns, f32)> =
            pitches.iter().map(|hz| (Turns::new(hz * 0.37 % 1.0), *hz)).collect();
        let mut filters = self.formants.map(|(hz, q, _)| Svf::new(hz, q));
        let mut drift = Drift::slow(rng.fork("drift"), 3.0);
        let mut rasp = rng.fork("rasp");
        let (mut bend, mut level) = (1.0, 0.0);
        let gain = 0.5 / (pitches.len() as f32).max(1.0).sqrt();
        (0..frames)
            .map(|i| {
                let t = i as f32 / RATE;
                if i % CONTROL == 0 {
                    level = smooth(t / self.attack)
                        * smooth((seconds + self.release - t) / self.release);
                    bend = 1.0 - self.sag * (1.0 - level) + 0.0015 * drift.next();
                }
                let mut sum = 0.0;
                for (turns, hz) in &mut voices {
                    let step = step_of(*hz * bend);
                    sum += pulse(turns.next(step), step, self.width);
                }
                let x = sum * gain * (1.0 + 0.08 * rasp.bipolar());
                let mut heard = 0.0;
                let mut sign = 1.0;
                for (filter, (_, _, part)) in filters.iter_mut().zip(self.formants) {
                    heard += filter.bands(x).band * part * sign;
                    // Neighbours would cancel between their peaks.
                    sign = -sign;
                }
                soften(heard * 1.4) * level
            })
            .collect()
    }
}
