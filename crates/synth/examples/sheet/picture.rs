//! Spectrograms, and names to put under them.

use foley_synth::{SAMPLE_RATE, Sound};

use crate::{figures::fft::Fft, png::Picture};

const WINDOW: usize = 2_048;
/// In Hz.
const LOWEST: f64 = 40.0;
const HIGHEST: f64 = 18_000.0;
/// What is this much below the loudest is black.
const RANGE_DB: f64 = 85.0;

/// Time from left to right, octaves from below.
pub fn spectrogram(sound: &Sound, width: usize, height: usize) -> Picture {
    let mid: Vec<f64> = sound
        .left()
        .iter()
        .zip(sound.right())
        .map(|(l, r)| f64::from(*l) + f64::from(*r))
        .collect();
    let fft = Fft::new(WINDOW);
    let last = mid.len().saturating_sub(WINDOW);
    let columns: Vec<Vec<f64>> = (0..width)
        .map(|x| {
            let from = last * x / width.max(1);
            let mut frame = mid[from..(from + WINDOW).min(mid.len())].to_vec();
            frame.resize(WINDOW, 0.0);
            let power = fft.power(&frame);
            (0..height).map(|y| 10.0 * (strongest(&power, y, height) + 1e-3).log10()).collect()
        })
        .collect();
    let loudest = columns.iter().flatten().copied().fold(f64::MIN, f64::max);
    let mut picture = Picture::new(width, height);
    for (x, column) in columns.iter().enumerate() {
        for (y, db) in column.iter().enumerate() {
            let level = (1.0 + (db - loudest) / RANGE_DB).clamp(0.0, 1.0);
            picture.set(x, height - 1 - y, (level * 255.0) as u8);
        }
    }
    picture
}

/// The strongest bin of a row.
fn strongest(power: &[f64], row: usize, rows: usize) -> f64 {
    let bin = |row: usize| {
        let hz = LOWEST * (HIGHEST / LOWEST).powf(row as f64 / rows as f64);
        hz * WINDOW as f64 / f64::from(SAMPLE_RATE)
    };
    let (from, to) = (bin(row), bin(row + 1));
    let (first, last) = (from as usize, (to as usize).min(power.len() - 1));
    power[first..=last].iter().copied().fold(0.0, f64::max)
}

/// Each letter as five columns of seven rows, from `a` on, then a space.
const LETTERS: [[u8; 5]; 27] = [
    [0x20, 0x54, 0x54, 0x54, 0x78],
    [0x7f, 0x48, 0x44, 0x44, 0x38],
    [0x38, 0x44, 0x44, 0x44, 0x20],
    [0x38, 0x44, 0x44, 0x48, 0x7f],
    [0x38, 0x54, 0x54, 0x54, 0x18],
    [0x08, 0x7e, 0x09, 0x01, 0x02],
    [0x0c, 0x52, 0x52, 0x52, 0x3e],
    [0x7f, 0x08, 0x04, 0x04, 0x78],
    [0x00, 0x44, 0x7d, 0x40, 0x00],
    [0x20, 0x40, 0x44, 0x3d, 0x00],
    [0x7f, 0x10, 0x28, 0x44, 0x00],
    [0x00, 0x41, 0x7f, 0x40, 0x00],
    [0x7c, 0x04, 0x18, 0x04, 0x78],
    [0x7c, 0x08, 0x04, 0x04, 0x78],
    [0x38, 0x44, 0x44, 0x44, 0x38],
    [0x7c, 0x14, 0x14, 0x14, 0x08],
    [0x08, 0x14, 0x14, 0x18, 0x7c],
    [0x7c, 0x08, 0x04, 0x04, 0x08],
    [0x48, 0x54, 0x54, 0x54, 0x20],
    [0x04, 0x3f, 0x44, 0x40, 0x20],
    [0x3c, 0x40, 0x40, 0x20, 0x7c],
    [0x1c, 0x20, 0x40, 0x20, 0x1c],
    [0x3c, 0x40, 0x30, 0x40, 0x3c],
    [0x44, 0x28, 0x10, 0x28, 0x44],
    [0x0c, 0x50, 0x50, 0x50, 0x3c],
    [0x44, 0x64, 0x54, 0x4c, 0x44],
    [0x00, 0x00, 0x00, 0x00, 0x00],
];

/// Writes lower-case letters, twice their size.
pub fn write(picture: &mut Picture, x: usize, y: usize, text: &str) {
    for (i, letter) in text.bytes().enumerate() {
        let glyph = LETTERS[if letter.is_ascii_lowercase() { letter - b'a' } else { 26 } as usize];
        for (column, bits) in glyph.iter().enumerate() {
            for row in (0..7).filter(|row| bits >> row & 1 == 1) {
                for (dx, dy) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                    picture.set(x + 12 * i + 2 * column + dx, y + 2 * row + dy, u8::MAX);
                }
            }
        }
    }
}
