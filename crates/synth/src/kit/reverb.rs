//! A feedback delay network of eight lines (Jot): the diffuse sound of a place, as stereo.

use super::{RATE, control::decay, filter::OnePole, stereo::Stereo};

/// Delay of each line for a size of 1, in seconds: no two in a simple ratio, so that echoes don't
/// pile up into a pitch.
const SECONDS: [f32; 8] = [0.029_7, 0.034_1, 0.037_1, 0.041_1, 0.046_7, 0.053_3, 0.059_9, 0.067_1];

/// A place to hear a sound in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Space {
    /// Scales all delays: 1 is a hall, more is a valley.
    pub(crate) size: f32,
    /// Seconds until low frequencies have lost 60 dB.
    pub(crate) t60: f32,
    /// Above this, in Hz, each pass takes more: air, leaves, soft ground.
    pub(crate) damping: f32,
}

struct Line {
    delay: Vec<f32>,
    at: usize,
    loss: OnePole,
    gain: f32,
}

impl Space {
    /// What the place answers to `dry`, without `dry` itself.
    pub(crate) fn answer(self, dry: &Stereo) -> Stereo {
        let mut lines = SECONDS.map(|seconds| {
            let frames = ((seconds * self.size * RATE) as usize).max(1);
            Line {
                delay: vec![0.0; frames],
                at: 0,
                loss: OnePole::new(self.damping),
                gain: decay(frames as f32 / RATE, self.t60),
            }
        });
        let mut wet = Stereo::silence(dry.frames());
        wet.add_each(|i| {
            let mut taps = [0.0f32; 8];
            for (tap, line) in taps.iter_mut().zip(&mut lines) {
                *tap = line.loss.low(line.delay[line.at]) * line.gain;
            }
            let left = taps[0] - taps[2] + taps[4] - taps[6];
            let right = taps[1] - taps[3] + taps[5] - taps[7];
            hadamard(&mut taps);
            for (k, (tap, line)) in taps.iter().zip(&mut lines).enumerate() {
                let input = if k % 2 == 0 { dry.left[i] } else { dry.right[i] };
                line.delay[line.at] = tap + input * 0.5;
                line.at += 1;
                if line.at == line.delay.len() {
                    line.at = 0;
                }
            }
            (left, right)
        });
        wet
    }
}

impl Space {
    /// How much stronger its answer is than what was said into it, as a factor of power, where its
    /// damping doesn't matter: each pass of the lines adds what the one before has left.
    pub(crate) fn strength(self) -> f32 {
        let mean = SECONDS.iter().sum::<f32>() / SECONDS.len() as f32;
        let kept = decay(mean * self.size, self.t60);
        let kept = kept * kept;
        kept / (1.0 - kept).max(1e-6)
    }
}

/// Mixes the lines without gain or loss.
#[inline]
fn hadamard(x: &mut [f32; 8]) {
    for half in [1, 2, 4] {
        for i in 0..8 {
            if i & half == 0 {
                let (a, b) = (x[i], x[i + half]);
                x[i] = a + b;
                x[i + half] = a - b;
            }
        }
    }
    for v in x {
        *v *= 0.353_553_4;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impulse_dies_away_in_the_time_given() {
        let mut dry = Stereo::silence(2 * 44_100);
        dry.left[0] = 1.0;
        dry.right[0] = 1.0;
        let wet = Space { size: 1.0, t60: 1.0, damping: 18_000.0 }.answer(&dry);
        let power =
            |from: usize| -> f32 { wet.left[from..from + 8_820].iter().map(|x| x * x).sum() };
        let db = 10.0 * libm::log10f(power(44_100) / power(8_820));
        assert!((-70.0..-35.0).contains(&db), "{db}");
    }

    #[test]
    fn the_answer_is_as_strong_as_foretold() {
        for (size, t60) in [(0.15, 0.4), (1.0, 2.0), (1.6, 6.0)] {
            let space = Space { size, t60, damping: 20_000.0 };
            let mut dry = Stereo::silence(8 * 44_100);
            let mut rng = crate::kit::rng::Rng::new(1);
            for i in 0..4_410 {
                dry.left[i] = rng.bipolar();
                dry.right[i] = rng.bipolar();
            }
            let power = |sound: &Stereo| -> f32 { sound.left.iter().map(|x| x * x).sum() };
            let db =
                10.0 * libm::log10f(power(&space.answer(&dry)) / power(&dry) / space.strength());
            assert!((-3.5..1.5).contains(&db), "size {size}: {db}");
        }
    }
}
