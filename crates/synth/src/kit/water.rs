//! Bubbles: what water sounds by (Minnaert; van den Doel, "Physically based models for liquid
//! sounds"). A bubble rings at a pitch that goes with its size, and rises in pitch as it nears the
//! surface.

use core::f32::consts::TAU;

use super::{RATE, rng::Rng};

/// Seconds in which a bubble that rings at `hz` loses 60 dB: by radiation and by heat.
pub(crate) fn bubble_t60(hz: f32) -> f32 {
    6.907_755 / (0.043 * hz + 0.001_4 * hz * hz.sqrt())
}

/// A bubble of that pitch, which gains `rise` of it while it loses 60 dB, and rings for `hold` times
/// as long as in the open.
pub(crate) fn bubble(hz: f32, rise: f32, hold: f32) -> impl Iterator<Item = f32> {
    let t60 = bubble_t60(hz) * hold;
    let frames = (t60 * RATE).max(1.0);
    let fall = libm::expf(-6.907_755 / frames);
    // A rotation by small steps, which needs no sine: its angle may change from frame to frame.
    let mut step = 2.0 * libm::sinf((TAU * hz / RATE).min(1.2) * 0.5);
    let gain = step * rise / frames;
    let (mut sine, mut cosine, mut level) = (0.0f32, 1.0f32, 1.0f32);
    (0..frames as usize).map(move |_| {
        cosine -= step * sine;
        sine += step * cosine;
        step = (step + gain).min(1.2);
        level *= fall;
        sine * level
    })
}

/// How a crowd of bubbles is made up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bubbles {
    pub(crate) low: f32,
    pub(crate) high: f32,
    /// The most that one rises.
    pub(crate) rise: f32,
    pub(crate) hold: f32,
}

impl Bubbles {
    /// One of them, and its level: large ones are few and loud.
    pub(crate) fn draw(&self, rng: &mut Rng) -> (impl Iterator<Item = f32> + use<>, f32) {
        let hz = rng.octaves(self.low, self.high);
        let level = rng.heavy_tail(8.0) * rng.range(0.4, 1.0) * (self.low / hz).sqrt();
        let rise = rng.unit();
        (bubble(hz, self.rise * rise * rise, self.hold * rng.range(0.7, 1.2)), level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bubble_rings_as_its_size_says_and_rises() {
        let crossings =
            |x: &[f32]| x.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count();
        let level: Vec<f32> = bubble(1_000.0, 0.0, 10.0).collect();
        assert!((99..=101).contains(&crossings(&level[..4_410])));
        let rising: Vec<f32> = bubble(1_000.0, 1.0, 10.0).collect();
        assert!(crossings(&rising[rising.len() - 4_410..]) > 180);
        assert!((0.07..0.09).contains(&bubble_t60(1_000.0)));
    }

    #[test]
    fn any_bubble_is_bounded() {
        for hz in [1.0, 200.0, 30_000.0] {
            assert!(bubble(hz, 4.0, 1.0).take(90_000).all(|x| x.abs() < 2.0));
        }
    }
}
