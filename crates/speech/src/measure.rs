//! For tests: what an ear, or a phonetician, would find in a sound. Resonances by linear
//! prediction, pitch by autocorrelation.

use crate::{
    phone::phone,
    prosody::{Note, Score},
    resonator::RATE,
    speak, tract,
    voice::Voice,
};

/// Poles of the prediction, at a quarter of the rate: two for each resonance, and some.
const ORDER: usize = 12;
const LESS: usize = 4;

/// The first two peaks of the envelope of a piece, in Hz.
fn formants(samples: &[f32]) -> [f32; 2] {
    let low: Vec<f32> = samples
        .windows(4 * LESS)
        .step_by(LESS)
        .map(|window| window.iter().sum::<f32>() / window.len() as f32)
        .collect();
    let count = low.len() as f32;
    let shaped: Vec<f32> = low
        .windows(2)
        .enumerate()
        .map(|(i, pair)| {
            let turn = core::f32::consts::TAU * i as f32 / count;
            (pair[1] - 0.96 * pair[0]) * (0.5 - 0.5 * libm::cosf(turn))
        })
        .collect();
    let mut sums = [0.0f32; ORDER + 1];
    for (lag, sum) in sums.iter_mut().enumerate() {
        *sum = shaped[lag..].iter().zip(&shaped).map(|(a, b)| a * b).sum();
    }
    let weights = predict(&sums);
    let envelope: Vec<f32> = (0..500)
        .map(|i| {
            let turn = core::f32::consts::TAU * (i as f32 * 10.0) * LESS as f32 / RATE;
            let (mut re, mut im) = (1.0, 0.0);
            for (k, weight) in (1..).zip(weights) {
                re -= weight * libm::cosf(k as f32 * turn);
                im += weight * libm::sinf(k as f32 * turn);
            }
            1.0 / (re * re + im * im)
        })
        .collect();
    let mut peaks = (15..499)
        .filter(|i| envelope[*i] > envelope[i - 1] && envelope[*i] >= envelope[i + 1])
        .map(|i| i as f32 * 10.0);
    [peaks.next().unwrap(), peaks.next().unwrap()]
}

/// Levinson and Durbin: the weights of the samples before that foretell the next one best.
fn predict(sums: &[f32; ORDER + 1]) -> [f32; ORDER] {
    let mut weights = [0.0f32; ORDER];
    let mut error = sums[0] * 1.000_1;
    for i in 0..ORDER {
        let foretold: f32 = (0..i).map(|j| weights[j] * sums[i - j]).sum();
        let k = (sums[i + 1] - foretold) / error;
        let before = weights;
        weights[i] = k;
        for j in 0..i {
            weights[j] = before[j] - k * before[i - 1 - j];
        }
        error *= 1.0 - k * k;
    }
    weights
}

/// The pitch around a frame, in Hz, where there is one.
fn pitch(samples: &[f32], at: usize) -> Option<f32> {
    let window = samples.get(at..at + 2_400)?;
    let power: f32 = window[..1_600].iter().map(|x| x * x).sum();
    if power < 1.0 {
        return None;
    }
    let like = |lag: usize| {
        let (a, b) = (&window[..1_600], &window[lag..1_600 + lag]);
        let power = power * b.iter().map(|x| x * x).sum::<f32>();
        a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>() / power.sqrt().max(1e-9)
    };
    let lags: Vec<f32> = (110..750).map(like).collect();
    let best = lags.iter().copied().fold(0.0, f32::max);
    // The first that is nearly as good: a period, not two.
    let lag = (1..lags.len() - 1)
        .find(|i| lags[*i] > 0.92 * best && lags[*i] >= lags[i - 1] && lags[*i] >= lags[i + 1])?;
    (best > 0.6).then(|| RATE / (lag + 110) as f32)
}

/// The pitch at five places of a spoken syllable.
fn contour(text: &str, voice: &str) -> [f32; 5] {
    let sound = speak(text, "zh", voice, 10);
    let samples: Vec<f32> = sound.left().iter().map(|x| f32::from(*x) / 32_768.0).collect();
    let track: Vec<f32> =
        (0..samples.len()).step_by(220).filter_map(|at| pitch(&samples, at)).collect();
    [0.1, 0.3, 0.5, 0.7, 0.9].map(|part| track[(track.len() as f32 * part) as usize])
}

/// A vowel, held.
fn held(name: &str) -> [f32; 2] {
    let mut voice = Voice::of("anna");
    (voice.pitch, voice.scale) = (100.0, 1.0);
    let note = Note { phone: phone(name), seconds: 0.6, stress: true };
    let samples = tract::say(&Score { notes: vec![note], melody: vec![(0.0, 0.0)] }, &voice);
    formants(&samples[8_000..14_000])
}

#[test]
fn vowels_have_the_resonances_of_their_table() {
    for name in ["IY", "IH", "EH", "AE", "AH", "AA", "UH", "UW", "a", "e", "v", "ir"] {
        let [first, second] = held(name);
        let phone = phone(name).unwrap();
        let near = |found: f32, meant: f32| (found - meant).abs() < 40.0 + 0.1 * meant;
        assert!(
            near(first, phone.from[0]) && near(second, phone.from[1]),
            "{name} {first} {second}"
        );
    }
}

#[test]
fn vowels_are_told_apart_as_by_the_tongue() {
    let [i, a, u, e] = ["IY", "AA", "UW", "EH"].map(held);
    assert!(i[0] < e[0] && e[0] < a[0] && u[0] < a[0]);
    assert!(i[1] > e[1] && e[1] > a[1] && a[1] > u[1]);
}

#[test]
fn tones_are_told_apart_by_their_contours() {
    for voice in ["anna", "chen", "7", "male"] {
        let [level, rising, low, falling] =
            ["妈", "麻", "马", "骂"].map(|text| contour(text, voice));
        let text = format!("{voice}: {level:?} {rising:?} {low:?} {falling:?}");
        assert!((level[4] / level[0] - 1.0).abs() < 0.10, "{text}");
        assert!(rising[4] / rising[1] > 1.15, "{text}");
        assert!(low[2] < 0.85 * level[2] && low[4] > 1.05 * low[2], "{text}");
        assert!(falling[4] / falling[0] < 0.75, "{text}");
    }
}

#[test]
fn a_question_rises_and_a_statement_falls() {
    let [asked, said] = ["Really?", "Really."].map(|text| contour(text, "anna"));
    assert!(asked[4] > 1.1 * asked[3] && said[4] < 0.95 * said[3], "{asked:?} {said:?}");
}

#[test]
fn everybody_is_heard_as_high_as_they_are_cast() {
    let [girl, mother, old] = ["genshin_klee2", "you_pingjing", "uk_oldman3"].map(|id| {
        let heard = contour("妈", id)[2];
        let meant = Voice::of(id);
        // A high tone lies above the pitch that the voice returns to.
        let high = heard / meant.pitch;
        assert!((1.15..1.5).contains(&high), "{id} {heard} {meant:?}");
        heard
    });
    assert!(girl > 1.2 * mother && mother > 1.3 * old, "{girl} {mother} {old}");
}
