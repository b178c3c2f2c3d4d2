//! Power spectra, quickly enough for hundreds of sounds.

use std::f64::consts::TAU;

/// A radix-2 transform of one length, a power of two, with its sines kept.
pub struct Fft {
    /// Of each angle of a whole turn.
    turn: Vec<(f64, f64)>,
    window: Vec<f64>,
}

impl Fft {
    pub fn new(length: usize) -> Self {
        assert!(length.is_power_of_two());
        let angle = |i: usize| TAU * i as f64 / length as f64;
        Self {
            turn: (0..length).map(|i| (angle(i).cos(), -angle(i).sin())).collect(),
            window: (0..length).map(|i| 0.5 - 0.5 * angle(i).cos()).collect(),
        }
    }

    /// The power in each bin up to half the rate, under a Hann window.
    pub fn power(&self, frame: &[f64]) -> Vec<f64> {
        let mut re: Vec<f64> = frame.iter().zip(&self.window).map(|(x, w)| x * w).collect();
        let mut im = vec![0.0; re.len()];
        self.transform(&mut re, &mut im);
        re.iter().zip(&im).take(frame.len() / 2).map(|(re, im)| re * re + im * im).collect()
    }

    /// In place.
    pub fn transform(&self, re: &mut [f64], im: &mut [f64]) {
        let n = self.turn.len();
        assert!(re.len() == n && im.len() == n);
        let bits = n.trailing_zeros();
        for i in 0..n {
            let j = i.reverse_bits() >> (usize::BITS - bits);
            if i < j {
                re.swap(i, j);
                im.swap(i, j);
            }
        }
        let mut half = 1;
        while half < n {
            let stride = n / (2 * half);
            for start in (0..n).step_by(2 * half) {
                for k in 0..half {
                    let (cos, sin) = self.turn[k * stride];
                    let (i, j) = (start + k, start + k + half);
                    let (x, y) = (re[j] * cos - im[j] * sin, re[j] * sin + im[j] * cos);
                    (re[j], im[j]) = (re[i] - x, im[i] - y);
                    (re[i], im[i]) = (re[i] + x, im[i] + y);
                }
            }
            half *= 2;
        }
    }
}
