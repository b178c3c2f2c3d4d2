//! What the tract is driven by: the pulses of the glottis, and moving air.

use foley_synth::Rng;

use crate::{resonator::RATE, voice::Voice};

/// Part of each period in which the glottis is open.
const OPEN: f32 = 0.62;
/// How irregular the pulses are: parts of the pitch.
const JITTER: f32 = 0.008;
/// How irregular their strength is.
const SHIMMER: f32 = 0.05;

/// The larynx of one voice.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    rng: Rng,
    air: Rng,
    phase: f32,
    /// The pitch and the strength of the pulse that is under way, about 1.
    odd: f32,
    strength: f32,
    tilt: f32,
    state: [f32; 2],
}

/// What it gives at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    pub(crate) voice: f32,
    pub(crate) air: f32,
    /// Air, less while the glottis is closed: what goes with a voiced hiss.
    pub(crate) pulsed: f32,
}

impl Source {
    pub(crate) fn new(voice: &Voice) -> Self {
        Self {
            rng: voice.rng.fork("pulses"),
            air: voice.rng.fork("air"),
            phase: 0.0,
            odd: 1.0,
            strength: 1.0,
            tilt: 1.0 - libm::expf(-core::f32::consts::TAU * voice.edge / RATE),
            state: [0.0; 2],
        }
    }

    /// The next sample, at a pitch in Hz.
    #[inline]
    pub(crate) fn next(&mut self, pitch: f32) -> Flow {
        self.phase += pitch.clamp(40.0, 700.0) * self.odd / RATE;
        if self.phase >= 1.0 {
            self.phase -= 1.0;
            self.odd = 1.0 + JITTER * self.rng.bipolar();
            self.strength = 1.0 + SHIMMER * self.rng.bipolar();
        }
        // The change of a flow that opens slowly and closes at once.
        let open = self.phase < OPEN;
        let x = self.phase / OPEN;
        let pulse = if open { x * (2.0 - 3.0 * x) * self.strength } else { 0.0 };
        self.state[0] += self.tilt * (pulse - self.state[0]);
        let air = self.air.bipolar();
        Flow { voice: self.state[0], air, pulsed: if open { air } else { 0.35 * air } }
    }
}
