//! Two channels of samples, and where between them a thing stands.

use core::f32::consts::FRAC_PI_4;

use super::control::larger;

/// The ear that is turned away hears 0.3 ms later at most: enough to place a click, too little to
/// hollow out the sum in mono.
const MOST_LAG: f32 = 14.0;

/// Samples of a short sound that are placed at once.
const BLOCK: usize = 64;

/// Two channels of one length.
#[derive(Clone, Debug)]
pub(crate) struct Stereo {
    pub(crate) left: Vec<f32>,
    pub(crate) right: Vec<f32>,
}

impl Stereo {
    #[inline(never)]
    pub(crate) fn silence(frames: usize) -> Self {
        Self { left: vec![0.0; frames], right: vec![0.0; frames] }
    }

    pub(crate) fn frames(&self) -> usize {
        self.left.len()
    }

    /// Calls `next(frame)` for each frame and adds the pair it gives.
    pub(crate) fn add_each(&mut self, mut next: impl FnMut(usize) -> (f32, f32)) {
        for (frame, (l, r)) in self.left.iter_mut().zip(&mut self.right).enumerate() {
            let (dl, dr) = next(frame);
            *l += dl;
            *r += dr;
        }
    }

    pub(crate) fn add(&mut self, other: &Self, gain: f32) {
        self.add_each(|i| (other.left[i] * gain, other.right[i] * gain));
    }

    /// Adds another sound from a frame on. Whatever lies past the end is left out.
    pub(crate) fn add_at(&mut self, frame: usize, other: &Self) {
        for (ours, theirs) in [(&mut self.left, &other.left), (&mut self.right, &other.right)] {
            for (x, y) in ours.iter_mut().skip(frame).zip(theirs) {
                *x += y;
            }
        }
    }

    pub(crate) fn scale(&mut self, gain: f32) {
        for x in self.left.iter_mut().chain(&mut self.right) {
            *x *= gain;
        }
    }

    /// Adds a short sound at a frame and a place. Whatever lies outside is left out.
    pub(crate) fn place(&mut self, at: usize, pan: Pan, sound: impl Iterator<Item = f32>) {
        let heard = self.frames().saturating_sub(at + pan.lag_left.min(pan.lag_right));
        let mut block = [0.0; BLOCK];
        let (mut from, mut held) = (at, 0);
        // One more than is heard: what draws of a stream goes on where it did.
        for x in sound.take(heard + 1) {
            block[held] = x;
            held += 1;
            if held == BLOCK {
                self.put(from, pan, &block);
                (from, held) = (from + BLOCK, 0);
            }
        }
        self.put(from, pan, &block[..held]);
    }

    /// [`place`](Self::place), for a part of a sound.
    #[inline(never)]
    fn put(&mut self, at: usize, pan: Pan, block: &[f32]) {
        for (channel, gain, lag) in
            [(&mut self.left, pan.left, pan.lag_left), (&mut self.right, pan.right, pan.lag_right)]
        {
            let heard = channel.get_mut(at + lag..).unwrap_or_default();
            for (y, x) in heard.iter_mut().zip(block) {
                *y += x * gain;
            }
        }
    }

    /// The largest sample of either channel, without sign.
    pub(crate) fn peak(&self) -> f32 {
        // Some at once: one after the other, each would wait for the one before.
        let mut peaks = [0.0f32; 8];
        for channel in [&self.left, &self.right] {
            for samples in channel.chunks(peaks.len()) {
                for (peak, x) in peaks.iter_mut().zip(samples) {
                    *peak = larger(*peak, x.abs());
                }
            }
        }
        peaks.into_iter().fold(0.0, larger)
    }
}

/// A place between the loudspeakers, by equal power.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pan {
    pub(crate) left: f32,
    pub(crate) right: f32,
    lag_left: usize,
    lag_right: usize,
}

impl Pan {
    /// From -1 (left) to 1 (right), by level alone: for tones, whose phases a lag would turn
    /// against each other.
    #[inline(never)]
    pub(crate) fn level(position: f32) -> Self {
        let angle = (position.clamp(-1.0, 1.0) + 1.0) * FRAC_PI_4;
        Self { left: libm::cosf(angle), right: libm::sinf(angle), lag_left: 0, lag_right: 0 }
    }

    /// From -1 (left) to 1 (right), by level and by a little lag at the far ear: for clicks.
    #[inline(never)]
    pub(crate) fn new(position: f32) -> Self {
        let position = position.clamp(-1.0, 1.0);
        Self {
            lag_left: (position.max(0.0) * MOST_LAG) as usize,
            lag_right: ((-position).max(0.0) * MOST_LAG) as usize,
            ..Self::level(position)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_left_is_louder_and_earlier_there() {
        let mut out = Stereo::silence(100);
        out.place(10, Pan::new(-0.8), core::iter::once(1.0));
        assert!(out.left[10] > 0.9);
        assert!(out.right[10] == 0.0 && out.right[21] > 0.1);
    }

    #[test]
    fn the_peak_is_found_wherever_it_stands() {
        for frames in [1, 8, 19] {
            for at in 0..frames {
                let mut out = Stereo::silence(frames);
                out.left[at] = 0.5;
                out.right[frames - 1 - at] = -0.75;
                assert_eq!(out.peak(), 0.75);
                out.left[at] = 2.0;
                assert_eq!(out.peak(), 2.0);
            }
        }
        assert_eq!(Stereo::silence(0).peak(), 0.0);
    }

    #[test]
    fn placing_past_the_end_is_cut_off() {
        let mut out = Stereo::silence(10);
        out.place(8, Pan::new(0.0), core::iter::repeat_n(1.0, 50));
        out.place(99, Pan::new(0.5), core::iter::repeat_n(1.0, 50));
        assert!(out.left[7] == 0.0 && out.left[9] > 0.0);
    }
}
