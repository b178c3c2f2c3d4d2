//! Noise by the slope of its spectrum: white (flat), pink (-3 dB/octave), brown (-6 dB/octave).

use super::rng::Rng;

/// Pink noise by Paul Kellet's weighted sum of one-pole filters: within 0.05 dB above 9 Hz.
#[derive(Clone, Debug)]
pub(crate) struct Pink {
    rng: Rng,
    poles: [f32; 6],
    last: f32,
}

impl Pink {
    pub(crate) fn new(rng: Rng) -> Self {
        Self { rng, poles: [0.0; 6], last: 0.0 }
    }

    /// The next sample, of about the power of white noise in `-1..1`.
    #[inline]
    pub(crate) fn next(&mut self) -> f32 {
        let white = self.rng.bipolar();
        let p = &mut self.poles;
        p[0] = 0.998_86 * p[0] + white * 0.055_517_9;
        p[1] = 0.993_32 * p[1] + white * 0.075_075_9;
        p[2] = 0.969 * p[2] + white * 0.153_852;
        p[3] = 0.866_5 * p[3] + white * 0.310_485_6;
        p[4] = 0.55 * p[4] + white * 0.532_952_2;
        p[5] = -0.761_6 * p[5] - white * 0.016_898;
        let sum = p[0] + p[1] + p[2] + p[3] + p[4] + p[5] + self.last + white * 0.536_2;
        self.last = white * 0.115_926;
        sum * 0.2
    }
}

/// Brown noise: white noise summed up, with a leak at about 20 Hz that keeps it from wandering off.
#[derive(Clone, Debug)]
pub(crate) struct Brown {
    rng: Rng,
    sum: f32,
}

impl Brown {
    pub(crate) fn new(rng: Rng) -> Self {
        Self { rng, sum: 0.0 }
    }

    /// The next sample, of about the power of white noise in `-1..1`.
    #[inline]
    pub(crate) fn next(&mut self) -> f32 {
        self.sum = self.sum * 0.997 + self.rng.bipolar() * 0.077;
        self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rms(mut next: impl FnMut() -> f32) -> f32 {
        for _ in 0..10_000 {
            next();
        }
        let power: f64 = (0..100_000).map(|_| f64::from(next())).map(|x| x * x).sum();
        (power / 100_000.0).sqrt() as f32
    }

    #[test]
    fn all_are_about_as_strong_as_white() {
        let mut pink = Pink::new(Rng::new(1));
        let mut brown = Brown::new(Rng::new(2));
        for level in [rms(|| pink.next()), rms(|| brown.next())] {
            assert!((0.3..0.9).contains(&level), "{level}");
        }
    }
}
