//! A source that goes past: its pitch falls (Doppler), it grows and fades, and crosses from one
//! side to the other.

use super::{
    RATE,
    control::CONTROL,
    filter::OnePole,
    stereo::{Pan, Stereo},
};

const SPEED_OF_SOUND: f32 = 340.0;

/// A straight way past the listener. Metres and seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passing {
    /// How near it comes.
    pub(crate) nearest: f32,
    /// Per second; negative goes from right to left.
    pub(crate) speed: f32,
    /// When it is nearest.
    pub(crate) at: f32,
}

impl Passing {
    /// How far off it is, and how far to the side.
    fn place(&self, t: f32) -> (f32, f32) {
        let side = self.speed * (t - self.at);
        ((self.nearest * self.nearest + side * side).sqrt(), side)
    }

    /// When that was made which is heard at `t`: distance costs time.
    fn made(&self, t: f32) -> f32 {
        let mut made = t;
        // Nothing here is so fast that this wouldn't settle.
        for _ in 0..6 {
            made = t - self.place(made).0 / SPEED_OF_SOUND;
        }
        made
    }

    /// What is heard of it, in so many frames. `source` is called with the number of frames that
    /// are needed and with the time of the first of them, which was made before the start; it gives
    /// the sound as it is at the nearest point.
    pub(crate) fn heard(
        &self,
        frames: usize,
        source: impl FnOnce(usize, f32) -> Vec<f32>,
    ) -> Stereo {
        let start = self.made(0.0);
        let end = self.made(frames as f32 / RATE);
        let source = source(((end - start) * RATE) as usize + CONTROL + 8, start);
        let mut out = Stereo::silence(frames);
        let mut air = OnePole::new(8_000.0);
        let mut from = 0.0f32;
        let (far, side) = self.place(start);
        let mut last = (Pan::level(0.75 * side / far), self.nearest / far);
        for block in 0..frames.div_ceil(CONTROL) {
            let t = ((block + 1) * CONTROL) as f32 / RATE;
            let made = self.made(t);
            let to = (made - start) * RATE;
            let (far, side) = self.place(made);
            let gain = self.nearest / far;
            let pan = Pan::level(0.75 * side / far);
            air.tune(600.0 + 15_000.0 / (1.0 + far * 0.012));
            let base = block * CONTROL;
            for i in 0..CONTROL.min(frames - base) {
                let part = i as f32 * (1.0 / CONTROL as f32);
                let at = from + (to - from) * part;
                let whole = at as usize;
                let rest = at - whole as f32;
                let [a, b] = [0, 1].map(|k| source.get(whole + k).copied().unwrap_or(0.0));
                let level = last.1 + (gain - last.1) * part;
                let x = air.low(a + (b - a) * rest) * level;
                out.left[base + i] = x * (last.0.left + (pan.left - last.0.left) * part);
                out.right[base + i] = x * (last.0.right + (pan.right - last.0.right) * part);
            }
            from = to;
            last = (pan, gain);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::pulses::{Turns, sine, step_of};

    fn tone(frames: usize, _start: f32) -> Vec<f32> {
        let mut turns = Turns::default();
        (0..frames).map(|_| sine(turns.next(step_of(1_000.0)))).collect()
    }

    fn power(x: &[f32]) -> f32 {
        x.iter().map(|x| x * x).sum()
    }

    #[test]
    fn pitch_falls_and_the_sound_crosses() {
        let heard = Passing { nearest: 5.0, speed: 34.0, at: 2.0 }.heard(4 * 44_100, tone);
        let rises = |x: &[f32]| x.windows(2).filter(|x| x[0] <= 0.0 && x[1] > 0.0).count();
        // A tenth of the speed of sound, coming: 1000/(1 - 0.1); going: 1000/(1 + 0.1).
        let coming = rises(&heard.left[22_050..44_100]) * 2;
        let going = rises(&heard.right[132_300..154_350]) * 2;
        assert!((1_100..=1_115).contains(&coming), "{coming}");
        assert!((905..=918).contains(&going), "{going}");
        assert!(power(&heard.left[..40_000]) > 3.0 * power(&heard.right[..40_000]));
        assert!(power(&heard.right[140_000..]) > 3.0 * power(&heard.left[140_000..]));
        assert!(power(&heard.left[80_000..90_000]) > 10.0 * power(&heard.left[..10_000]));
    }

    #[test]
    fn any_length_will_do() {
        for frames in [0, 1, 31, 32, 33, 4_410] {
            let heard = Passing { nearest: 1.0, speed: -300.0, at: 0.05 }.heard(frames, tone);
            assert_eq!(heard.frames(), frames);
        }
    }
}
