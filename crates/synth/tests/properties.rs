//! What holds of every sound, whatever is asked for.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods)] // measures, doesn't make sound

use foley_synth::{SAMPLE_RATE, Sound, plan, render, wav_len};
use proptest::prelude::*;

/// Prompts of words that mean something, and of anything.
fn prompt() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "soft",
        "violent",
        "distant",
        "ambient",
        "without",
        "in the distance",
        ",",
        "and",
        "ocean",
        "rain",
        "windy",
        "thunder",
        "fire",
        "birds",
        "storm",
        "forest",
        "海浪",
        "远处",
        "鸟叫",
        "then",
        "before",
        "after",
        "while",
        "in the",
        "three",
        "no",
        "very",
        "not",
        "slowly",
        "cave",
        "throughout",
        "in the background",
        "twice",
        "然后",
        "fire alarm",
        "piano",
    ]);
    prop_oneof![
        3 => prop::collection::vec(words, 0..7).prop_map(|words| words.join(" ")),
        1 => any::<String>(),
    ]
}

fn check(sound: &Sound, tenths: u32) {
    let frames = (tenths.clamp(1, 600) * SAMPLE_RATE / 10) as usize;
    assert_eq!((sound.left().len(), sound.right().len()), (frames, frames));
    for channel in [sound.left(), sound.right()] {
        let peak = channel.iter().map(|x| i32::from(*x).abs()).max().unwrap_or(0);
        assert!(f64::from(peak) / 32_768.0 <= 0.891, "peak {peak}");
        assert!(peak > 50, "silent");
        let mean = channel.iter().map(|x| f64::from(*x)).sum::<f64>() / frames as f64 / 32_768.0;
        assert!(mean.abs() < 1e-3, "offset {mean}");
        for end in [&channel[..4], &channel[frames - 4..]] {
            assert!(end.iter().all(|x| x.abs() < 40), "end {end:?}");
        }
    }
    let (mut cross, mut left, mut right) = (0.0, 1e-9, 1e-9);
    for (l, r) in sound.left().iter().zip(sound.right()) {
        let (l, r) = (f64::from(*l), f64::from(*r));
        cross += l * r;
        left += l * l;
        right += r * r;
    }
    let correlation = cross / (left * right).sqrt();
    // A fraction of a second of low noise may lean either way by chance.
    if tenths >= 30 {
        assert!(correlation > -0.1, "correlation {correlation}");
    }
}

/// A step is never empty, never mud, and has no class twice; every figure is within its bounds.
fn check_plan(prompt: &str) {
    let plan = plan(prompt);
    assert!((1..=8).contains(&plan.steps.len()), "{prompt:?}");
    assert!(plan.beds.is_empty() || plan.steps.len() > 1, "{prompt:?}");
    for step in &plan.steps {
        assert!(!step.layers.is_empty(), "{prompt:?}");
        let layers: Vec<_> = step.layers.iter().chain(&plan.beds).collect();
        assert!(layers.len() <= 4, "{prompt:?}");
        for (i, layer) in layers.iter().enumerate() {
            assert!(layers[..i].iter().all(|other| other.class != layer.class), "{prompt:?}");
            assert!(layer.gain > 0.0 && layer.gain < 4.0, "{prompt:?}");
            assert!((0.0..=1.0).contains(&layer.intensity), "{prompt:?}");
            assert!((0.1..=4.0).contains(&layer.tempo), "{prompt:?}");
            assert!(layer.count.is_none_or(|count| (1..=64).contains(&count)), "{prompt:?}");
        }
    }
    let line = plan.to_string();
    assert!(!line.is_empty() && !line.contains('\n') && line.chars().count() < 600, "{line}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_sound_is_sound(prompt in prompt(), tenths in 0u32..60, variation in any::<u64>()) {
        let sound = render(&prompt, tenths, variation);
        check(&sound, tenths);
        prop_assert_eq!(sound.to_wav().len() as u64, wav_len(tenths));
        prop_assert_eq!(&render(&prompt, tenths, variation), &sound);
    }

    #[test]
    fn planning_takes_any_text(prompt in any::<String>()) {
        check_plan(&prompt);
    }

    #[test]
    fn planning_takes_any_words(prompt in prompt()) {
        check_plan(&prompt);
    }
}

/// Whatever is typed gives a sound, and a line that says what was made of it.
#[test]
fn no_text_is_too_strange() {
    let thousand = "thunder zorg then ".repeat(333);
    let letters = "a".repeat(200);
    let nested = "without no not never ".repeat(40);
    for (prompt, tenths) in [
        ("🐸🔥🌊 🎺", 10),
        (letters.as_str(), 10),
        ("\u{202e}مطر غزير ورعد בגשם", 10),
        ("\0\u{1}\u{7f}\u{85}\u{feff}\u{200d}\t\r\n", 1),
        ("сильный дождь и гром, กลอง, vent très fort", 10),
        ("\u{301}\u{308}\u{20dd}", 10),
        ("99999999999 knocks, 0 birds, -1 rains, 1e9 winds, ٣ fires", 10),
        ("99999999999次雷", 1),
        (thousand.as_str(), 20),
        (nested.as_str(), 10),
        ("then then, after before after. while in the", 10),
        ("İSTANBUL ẞ ﬁre ＲＡＩＮ", 10),
        ("\u{d7ff}\u{e000}\u{fffd}\u{10ffff}", 10),
        ("", 0),
    ] {
        check_plan(prompt);
        check(&render(prompt, tenths, 3), tenths);
    }
}

#[test]
fn the_longest_sound_is_sound_too() {
    check(&render("storm", u32::MAX, 1), 600);
}

/// The quiet between events has few values, and is often the same by chance.
const QUIET: u16 = 16;

#[test]
fn another_variation_is_another_take() {
    for class in foley_synth::Class::ALL {
        let take = |variation| render(class.name(), 20, variation);
        let (one, other) = (take(1), take(2));
        let pairs = one.left().iter().zip(other.left());
        let heard = pairs.filter(|(a, b)| a.unsigned_abs().max(b.unsigned_abs()) > QUIET);
        let (same, heard) =
            heard.fold((0, 0), |(same, all), (a, b)| (same + u32::from(a == b), all + 1));
        assert!(heard > 2_205 && same < heard / 20, "{class}: {same} of {heard} are the same");
    }
}

#[test]
fn a_wav_reader_agrees() {
    let sound = render("rain", 10, 0);
    let wav = sound.to_wav();
    let mut reader = hound::WavReader::new(wav.as_slice()).unwrap();
    assert_eq!(reader.duration() as usize, sound.frames());
    let samples: Vec<i16> = reader.samples().map(Result::unwrap).collect();
    let written = sound.left().iter().zip(sound.right()).flat_map(|(l, r)| [*l, *r]);
    assert!(written.eq(samples));
}
