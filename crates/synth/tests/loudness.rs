//! What the mastering promises of every class, measured by somebody else's meter.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use ebur128::{EbuR128, Mode};
use foley_synth::{Class, SAMPLE_RATE, Sound, render};

/// In dBTP.
const HIGHEST_PEAK: f64 = -1.0;

/// The loudness in LUFS, and the true peak in dBTP.
fn meter(sound: &Sound) -> (f64, f64) {
    let mut meter = EbuR128::new(2, SAMPLE_RATE, Mode::I | Mode::TRUE_PEAK).unwrap();
    meter.add_frames_planar_i16(&[sound.left(), sound.right()]).unwrap();
    let peak = (0..2).map(|channel| meter.true_peak(channel).unwrap()).fold(0.0, f64::max);
    (meter.loudness_global().unwrap(), 20.0 * libm::log10(peak))
}

/// Every class at several lengths and takes, and some scenes.
fn sounds() -> impl Iterator<Item = (String, u32, Sound)> {
    let classes = Class::ALL.iter().flat_map(|class| {
        let name = class.name();
        [name.to_owned(), format!("violent {name}"), format!("distant {name}")]
    });
    let scenes = ["storm, then fire", "thunder in a cathedral", "birds underwater, then rain"];
    let prompts = classes.chain(scenes.map(str::to_owned));
    prompts.flat_map(|prompt| {
        [3, 50].map(|tenths| (prompt.clone(), tenths, render(&prompt, tenths, 1)))
    })
}

#[test]
fn no_true_peak_is_above_the_highest() {
    let mut wrong = Vec::new();
    for (prompt, tenths, sound) in sounds() {
        let (_, peak) = meter(&sound);
        if peak > HIGHEST_PEAK {
            wrong.push(format!("{prompt}, {tenths} tenths: {peak:.2} dBTP"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// As loud as the norm; or, of few short events, as loud as they can be made before they are
/// crushed, which is when the limiter has all of their peaks.
#[test]
fn every_class_is_as_loud_as_the_norm() {
    let mut wrong = Vec::new();
    for class in Class::ALL {
        let sound = render(class.name(), 50, 0);
        let (loudness, peak) = meter(&sound);
        let target = if *class == Class::Texture { -30.0 } else { -18.0 };
        let is_sparse = peak > -2.0 && (-26.0..=target).contains(&loudness);
        if !is_sparse && (loudness - target).abs() > 1.0 {
            wrong.push(format!("{class}: {loudness:.1} LUFS, {peak:.1} dBTP"));
        }
        let own = f64::from(sound.loudness());
        assert!((own - loudness).abs() < 0.1, "{class}: {own:.2} by our own meter");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
