//! What a listener goes by, as numbers: one list of them for each sound. Near one another are
//! sounds that sound alike.

use foley_synth::{SAMPLE_RATE, Sound};

use crate::figures::fft::Fft;

/// How many numbers a sound has.
pub const COUNT: usize = 30;

/// The numbers of one sound.
pub type Features = [f64; COUNT];

const RATE: f64 = SAMPLE_RATE as f64;
const WINDOW: usize = 2_048;
const HOP: usize = 512;
/// Points of the envelope per second.
const ENVELOPE_RATE: f64 = RATE / HOP as f64;
/// Where one band of the spectrum ends and the next begins, in Hz.
const BANDS: [f64; 8] = [90.0, 200.0, 400.0, 800.0, 1_600.0, 3_200.0, 6_000.0, 10_000.0];
/// The same of the envelope's movement.
const MOVEMENTS: [f64; 6] = [0.5, 1.6, 4.0, 8.0, 16.0, 36.0];

/// Listens to a sound.
pub fn of(sound: &Sound) -> Features {
    let mid: Vec<f64> = sound
        .left()
        .iter()
        .zip(sound.right())
        .map(|(l, r)| (f64::from(*l) + f64::from(*r)) / 65_536.0)
        .collect();
    let fft = Fft::new(WINDOW);
    let spectra: Vec<Vec<f64>> =
        mid.windows(WINDOW).step_by(HOP).map(|frame| fft.power(frame)).collect();
    let mut all = Vec::with_capacity(COUNT);
    colour(&spectra, &mut all);
    movement(&spectra, &mut all);
    pitch(&fft, &spectra, &mut all);
    shape(&mid, sound, &mut all);
    all.try_into().expect("as many as were counted")
}

fn hz(bin: usize) -> f64 {
    bin as f64 * RATE / WINDOW as f64
}

fn total(spectrum: &[f64]) -> f64 {
    spectrum[2..].iter().sum::<f64>() + 1e-12
}

/// The centre of a spectrum and how wide it is around that, in octaves.
fn centre(spectrum: &[f64]) -> (f64, f64) {
    let all = total(spectrum);
    let mean = |value: &dyn Fn(f64) -> f64| {
        spectrum.iter().enumerate().skip(2).map(|(bin, p)| value(hz(bin).log2()) * p).sum::<f64>()
            / all
    };
    let centre = mean(&|octave| octave);
    (centre, mean(&|octave| (octave - centre) * (octave - centre)).max(0.0).sqrt())
}

/// Of the mean spectrum: centre, width, where most of it ends, how flat, how much of it is in few
/// bins, and the share of each band.
fn colour(spectra: &[Vec<f64>], all: &mut Vec<f64>) {
    let mut mean = vec![0.0; WINDOW / 2];
    for spectrum in spectra {
        mean.iter_mut().zip(spectrum).for_each(|(sum, power)| *sum += power);
    }
    let power = total(&mean);
    let (centre, width) = centre(&mean);
    let mut sum = 0.0;
    let end = mean.iter().skip(2).position(|p| {
        sum += p;
        sum > 0.9 * power
    });
    let flat = mean[2..].iter().map(|p| (p + 1e-12).ln()).sum::<f64>() / (WINDOW / 2 - 2) as f64
        - (power / (WINDOW / 2 - 2) as f64).ln();
    let mut sorted = mean[2..].to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let few = sorted.iter().take(8).sum::<f64>() / power;
    all.extend([centre, width, hz(end.unwrap_or(0) + 2).log2(), flat, few]);
    let mut shares = [0.0; BANDS.len()];
    for (bin, p) in mean.iter().enumerate().skip(2) {
        let band = BANDS.iter().rposition(|from| hz(bin) >= *from).unwrap_or(0);
        shares[band] += p;
    }
    all.extend(shares.map(|share| (share / power).sqrt()));
}

/// Of the envelope: how much it moves, how often it jumps, at which rates; and how the spectrum's
/// centre moves.
fn movement(spectra: &[Vec<f64>], all: &mut Vec<f64>) {
    let levels: Vec<f64> = spectra.iter().map(|spectrum| total(spectrum)).collect();
    let loudest = levels.iter().copied().fold(0.0, f64::max);
    let db: Vec<f64> = levels.iter().map(|p| 10.0 * (p / loudest + 1e-6).log10()).collect();
    let count = db.len() as f64;
    let mean = db.iter().sum::<f64>() / count;
    let deviation = (db.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count).sqrt();
    let jumps = db.windows(5).filter(|w| w[4] - w[0] > 6.0 && w[4] >= w[3]).count() as f64;
    let busy = db.iter().filter(|x| **x > -15.0).count() as f64 / count;
    all.extend([mean, deviation, (1.0 + jumps).ln(), busy]);
    all.extend(rates(&levels));
    let mut centres = 0.0;
    let (mut weight, mut mean) = (0.0, 0.0);
    let each: Vec<(f64, f64)> =
        spectra.iter().zip(&levels).map(|(s, p)| (centre(s).0, p.sqrt())).collect();
    for (centre, w) in &each {
        mean += centre * w;
        weight += w;
    }
    mean /= weight;
    for (centre, w) in &each {
        centres += (centre - mean) * (centre - mean) * w;
    }
    all.push((centres / weight).sqrt());
}

/// How much of the envelope's movement is at which rate.
fn rates(levels: &[f64]) -> [f64; MOVEMENTS.len()] {
    let length = levels.len().next_power_of_two();
    let mut re: Vec<f64> = levels.iter().map(|p| p.sqrt()).collect();
    let mean = re.iter().sum::<f64>() / re.len() as f64;
    re.iter_mut().for_each(|x| *x = *x / mean - 1.0);
    re.resize(length, 0.0);
    let mut im = vec![0.0; length];
    Fft::new(length).transform(&mut re, &mut im);
    let mut bands = [0.0; MOVEMENTS.len()];
    for bin in 1..length / 2 {
        let rate = bin as f64 * ENVELOPE_RATE / length as f64;
        if let Some(band) = MOVEMENTS.iter().rposition(|from| rate >= *from) {
            bands[band] += re[bin] * re[bin] + im[bin] * im[bin];
        }
    }
    bands.map(|power| (power / (length * length) as f64 + 1e-7).ln())
}

/// How clearly the sound has a pitch, and which: by the peak of the autocorrelation of its louder
/// frames.
fn pitch(fft: &Fft, spectra: &[Vec<f64>], all: &mut Vec<f64>) {
    let loudest = spectra.iter().map(|s| total(s)).fold(0.0, f64::max);
    let mut found: Vec<(f64, f64)> = Vec::new();
    for spectrum in spectra.iter().step_by(3).filter(|s| total(s) > 0.03 * loudest) {
        let mut re = vec![0.0; WINDOW];
        for (bin, p) in spectrum.iter().enumerate().skip(2) {
            // Between autocorrelation and cepstrum: formants weigh less.
            re[bin] = p.powf(0.4);
            re[WINDOW - bin] = re[bin];
        }
        let mut im = vec![0.0; WINDOW];
        fft.transform(&mut re, &mut im);
        let (least, most) = ((RATE / 2_500.0) as usize, (RATE / 55.0) as usize);
        let best = (least..most).max_by(|a, b| re[*a].total_cmp(&re[*b])).unwrap_or(least);
        found.push((re[best] / re[0].max(1e-12), (RATE / best as f64).log2()));
    }
    let count = found.len().max(1) as f64;
    let strength = found.iter().map(|(strength, _)| strength).sum::<f64>() / count;
    let mean = found.iter().map(|(_, octave)| octave).sum::<f64>() / count;
    let wander = found.iter().map(|(_, octave)| (octave - mean).abs()).sum::<f64>() / count;
    all.extend([strength, mean, wander]);
}

/// Of the samples: peak over RMS, how often they change sign, and how wide the image is.
fn shape(mid: &[f64], sound: &Sound, all: &mut Vec<f64>) {
    let count = mid.len() as f64;
    let peak = mid.iter().fold(0.0f64, |peak, x| peak.max(x.abs()));
    let rms = (mid.iter().map(|x| x * x).sum::<f64>() / count).sqrt();
    let signs = mid.windows(2).filter(|pair| (pair[0] < 0.0) != (pair[1] < 0.0)).count() as f64;
    let side = sound.left().iter().zip(sound.right());
    let side = side.map(|(l, r)| (f64::from(*l) - f64::from(*r)) / 65_536.0);
    let side = (side.map(|x| x * x).sum::<f64>() / count).sqrt();
    all.extend([(peak / rms).ln(), (1.0 + signs).ln(), side / rms]);
}
