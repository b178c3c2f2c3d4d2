//! Smooth randomness over a line and over a plane: what hills, clouds and waves are shaped by.

use foley_synth::Rng;

/// Goes from 0 to 1 while `x` goes from `from` to `to`, level at both ends; held outside.
#[inline]
pub(crate) fn smooth(from: f32, to: f32, x: f32) -> f32 {
    let x = ((x - from) / (to - from)).clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

/// A random number in `0..1` that belongs to a whole number.
#[inline]
pub(crate) fn dice(seed: u32, i: i32) -> f32 {
    let mut x = seed ^ (i as u32).wrapping_mul(0x9e37_79b1);
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    ((x ^ (x >> 16)) >> 8) as f32 * (1.0 / 16_777_216.0)
}

/// A random line in `0..1` that turns once per unit, and more finely with each octave.
pub(crate) fn line(seed: u32, x: f32, octaves: u32) -> f32 {
    let (mut sum, mut most) = (0.0, 0.0);
    let (mut scale, mut weight) = (1.0, 1.0);
    for octave in 0..octaves {
        let at = x * scale;
        let cell = at.floor();
        let seed = seed.wrapping_add(octave.wrapping_mul(0x51ed_270b));
        let (a, b) = (dice(seed, cell as i32), dice(seed, cell as i32 + 1));
        sum += weight * (a + (b - a) * smooth(0.0, 1.0, at - cell));
        most += weight;
        scale *= 2.03;
        weight *= 0.5;
    }
    if most > 0.0 { sum / most } else { 0.5 }
}

const SIDE: usize = 256;

/// A random plane in `0..1` that repeats every [`SIDE`] units both ways.
#[derive(Clone, Debug)]
pub(crate) struct Plane(Vec<f32>);

impl Plane {
    pub(crate) fn new(mut rng: Rng) -> Self {
        let mut values = vec![0.0f32; SIDE * SIDE];
        let mut weight = 1.0;
        for octave in 3..8 {
            add_octave(&mut values, 1 << octave, weight, rng.whole(0, u32::MAX - 1));
            weight *= 0.52;
        }
        let low = values.iter().fold(f32::MAX, |a, b| a.min(*b));
        let high = values.iter().fold(f32::MIN, |a, b| a.max(*b));
        let scale = 1.0 / (high - low).max(1e-6);
        values.iter_mut().for_each(|x| *x = (*x - low) * scale);
        Self(values)
    }

    /// The value at a place.
    #[inline]
    pub(crate) fn at(&self, x: f32, y: f32) -> f32 {
        let (cx, cy) = (x.floor(), y.floor());
        let (fx, fy) = (x - cx, y - cy);
        let column = cx as i32 as usize % SIDE;
        let row = cy as i32 as usize % SIDE;
        let (right, below) = ((column + 1) % SIDE, (row + 1) % SIDE);
        let value = |column: usize, row: usize| self.0[row * SIDE + column];
        let top = value(column, row) + (value(right, row) - value(column, row)) * fx;
        let bottom = value(column, below) + (value(right, below) - value(column, below)) * fx;
        top + (bottom - top) * fy
    }
}

fn add_octave(values: &mut [f32], cells: usize, weight: f32, seed: u32) {
    let step = SIDE / cells;
    let corner = |x: usize, y: usize| dice(seed, ((y % cells) * cells + x % cells) as i32);
    for (i, value) in values.iter_mut().enumerate() {
        let (x, y) = (i % SIDE, i / SIDE);
        let (cx, cy) = (x / step, y / step);
        let fx = smooth(0.0, step as f32, (x % step) as f32);
        let fy = smooth(0.0, step as f32, (y % step) as f32);
        let top = corner(cx, cy) + (corner(cx + 1, cy) - corner(cx, cy)) * fx;
        let bottom = corner(cx, cy + 1) + (corner(cx + 1, cy + 1) - corner(cx, cy + 1)) * fx;
        *value += weight * (top + (bottom - top) * fy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_between_zero_and_one_without_seams() {
        let plane = Plane::new(Rng::new(7));
        let mut last = plane.at(-300.0, 12.25);
        for i in -3_000..3_000 {
            let x = i as f32 / 10.0;
            let value = plane.at(x, 12.25);
            assert!((0.0..=1.0).contains(&value) && (0.0..=1.0).contains(&line(1, x, 5)));
            assert!(i == -3_000 || (value - last).abs() < 0.15);
            last = value;
        }
        assert!(plane.at(f32::MAX, f32::MIN).is_finite());
    }
}
