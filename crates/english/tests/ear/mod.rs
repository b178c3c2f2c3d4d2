//! What an ear would find in speech: how high it is, and how long the tract that it comes from.

use core::f32::consts::TAU;

use foley_synth::{SAMPLE_RATE, Sound};

/// Samples of a spectrum, at the common rate.
const WINDOW: usize = 4_096;
/// Places of an envelope: so many to an octave, from this frequency, over so many octaves.
const PLACES: f32 = 48.0;
const FROM: f32 = 700.0;
const OCTAVES: f32 = 3.2;

fn samples(sound: &Sound) -> Vec<f32> {
    sound.left().iter().map(|x| f32::from(*x) / 32_768.0).collect()
}

/// The pitch of all that has one, in Hz, from the lowest to the highest.
pub(crate) fn pitches(sound: &Sound) -> Vec<f32> {
    let half: Vec<f32> =
        samples(sound).chunks_exact(2).map(|pair| 0.5 * (pair[0] + pair[1])).collect();
    let mut found: Vec<f32> = half.windows(1_300).step_by(661).filter_map(pitch_of).collect();
    found.sort_by(f32::total_cmp);
    found
}

/// The pitch of a piece at half the rate, by its likeness to itself.
fn pitch_of(piece: &[f32]) -> Option<f32> {
    const KEPT: usize = 900;
    let rate = SAMPLE_RATE as f32 / 2.0;
    let power = |from: usize| piece[from..from + KEPT].iter().map(|x| x * x).sum::<f32>();
    let own = power(0);
    if own < 0.5 {
        return None;
    }
    let like = |lag: usize| {
        let product: f32 = piece[..KEPT].iter().zip(&piece[lag..]).map(|(a, b)| a * b).sum();
        product / (own * power(lag)).sqrt().max(1e-9)
    };
    let lags: Vec<f32> = (0..400).map(|lag| if lag < 44 { 0.0 } else { like(lag) }).collect();
    let best = lags.iter().copied().fold(0.0, f32::max);
    // The first that is nearly as good: a period, not two.
    let lag = (45..399)
        .find(|i| lags[*i] > 0.92 * best && lags[*i] >= lags[i - 1] && lags[*i] >= lags[i + 1])?;
    // The top of the parabola through it and its neighbours.
    let [low, middle, high] = [lags[lag - 1], lags[lag], lags[lag + 1]];
    let aside = 0.5 * (low - high) / (low - 2.0 * middle + high).min(-1e-9);
    (best > 0.7).then(|| rate / (lag as f32 + aside))
}

/// The mean spectrum in dB, by octaves.
pub(crate) fn envelope(sound: &Sound) -> Vec<f32> {
    let samples = samples(sound);
    let mut power = vec![0.0f32; WINDOW / 2];
    for piece in samples.windows(WINDOW).step_by(WINDOW / 2) {
        let mut re: Vec<f32> = piece
            .iter()
            .enumerate()
            .map(|(i, x)| x * (0.5 - 0.5 * libm::cosf(TAU * i as f32 / WINDOW as f32)))
            .collect();
        let mut im = vec![0.0; WINDOW];
        transform(&mut re, &mut im);
        for (power, (re, im)) in power.iter_mut().zip(re.iter().zip(&im)) {
            *power += re * re + im * im;
        }
    }
    let at = |hz: f32| hz * WINDOW as f32 / SAMPLE_RATE as f32;
    (0..(OCTAVES * PLACES) as usize)
        .map(|place| {
            let hz = FROM * libm::exp2f(place as f32 / PLACES);
            // A third of an octave: no single harmonic counts.
            let (low, high) = (at(hz * 0.89) as usize, at(hz * 1.12) as usize);
            let mean = power[low..=high].iter().sum::<f32>() / (high - low + 1) as f32;
            10.0 * libm::log10f(mean.max(1e-6))
        })
        .collect()
}

/// By how much one envelope has to be moved up to lie on another, as a ratio of frequencies.
pub(crate) fn scale(from: &[f32], to: &[f32]) -> f32 {
    let distance = |moved: f32| {
        let mut differences = Vec::new();
        for (place, to) in to.iter().enumerate() {
            let at = place as f32 - moved;
            if at >= 0.0 && (at as usize) + 1 < from.len() {
                let (whole, part) = (at as usize, at - at.floor());
                differences.push(to - (from[whole] + (from[whole + 1] - from[whole]) * part));
            }
        }
        let mean = differences.iter().sum::<f32>() / differences.len() as f32;
        let square = |x: &f32| (x - mean) * (x - mean);
        differences.iter().map(square).sum::<f32>() / differences.len() as f32
    };
    let moved = (-200..400)
        .map(|step| step as f32 * 0.1)
        .min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
        .unwrap_or(0.0);
    libm::exp2f(moved / PLACES)
}

/// Cooley and Tukey, in place.
fn transform(re: &mut [f32], im: &mut [f32]) {
    let count = re.len();
    let bits = count.trailing_zeros();
    for i in 0..count {
        let j = i.reverse_bits() >> (usize::BITS - bits);
        if i < j {
            re.swap(i, j);
            im.swap(i, j);
        }
    }
    let mut size = 2;
    while size <= count {
        for start in (0..count).step_by(size) {
            for k in 0..size / 2 {
                let turn = -TAU * k as f32 / size as f32;
                let (cos, sin) = (libm::cosf(turn), libm::sinf(turn));
                let (a, b) = (start + k, start + k + size / 2);
                let (x, y) = (re[b] * cos - im[b] * sin, re[b] * sin + im[b] * cos);
                (re[b], im[b]) = (re[a] - x, im[a] - y);
                (re[a], im[a]) = (re[a] + x, im[a] + y);
            }
        }
        size *= 2;
    }
}
