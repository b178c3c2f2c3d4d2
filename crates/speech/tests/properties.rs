//! What holds of everything that is said, whatever the text.
#![cfg(not(target_arch = "wasm32"))]

use foley_speech::speak;
use foley_synth::{SAMPLE_RATE, Sound};
use proptest::prelude::*;

/// Texts of words, numbers, marks and characters, and of anything.
fn text() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "hello",
        "Ocean",
        "TTS",
        "strengths",
        "queue",
        "don't",
        "rhythm",
        "3.14",
        "1,000,000",
        "007",
        "%",
        "?",
        "...",
        ",",
        " ",
        "\n",
        "你好",
        "不是",
        "小雨",
        "😀",
        "Привет",
        "é",
        "١٢",
        "a",
        "'",
        "x",
        "99999999999999999999",
    ]);
    prop_oneof![
        3 => prop::collection::vec(parts, 0..9).prop_map(|parts| parts.join(" ")),
        2 => any::<String>(),
    ]
}

fn check(sound: &Sound) {
    let samples = sound.left();
    assert_eq!(samples, sound.right());
    let peak = samples.iter().map(|x| i32::from(*x).abs()).max().unwrap_or(0);
    // -1 dBFS.
    assert!(peak < 29_205, "{peak}");
    assert!(peak > 3_000, "{peak}");
    let mean = samples.iter().map(|x| f64::from(*x)).sum::<f64>() / samples.len() as f64;
    assert!((mean / 32_768.0).abs() < 1e-3, "{mean}");
    let edge = SAMPLE_RATE as usize / 1_000;
    let ends = samples[..edge].iter().chain(&samples[samples.len() - edge..]);
    assert!(ends.into_iter().all(|x| x.unsigned_abs() < 300));
    assert!(sound.frames() > SAMPLE_RATE as usize / 10, "{}", sound.frames());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn any_text_by_any_voice_is_heard(
        text in text(),
        language in prop::sample::select(vec!["en", "zh", "zh-CN", "", "xx"]),
        voice: String,
        speed in 0u32..40,
    ) {
        check(&speak(&text, language, &voice, speed));
    }
}

#[test]
fn one_character_is_heard_whatever_it_is() {
    for text in ["", " ", "a", "z", "!", "不", "😀", "ß", "5", "\u{0}", "-", "و"] {
        check(&speak(text, "en", "anna", 10));
        check(&speak(text, "zh", "anna", 20));
    }
}

#[test]
fn a_thousand_characters_are_said() {
    for (text, language) in [("the sea is calm today, ", "en"), ("海上生明月天涯共此时，", "zh")]
    {
        let text: String = text.chars().cycle().take(1_000).collect();
        let sound = speak(&text, language, "anna", 10);
        check(&sound);
        let seconds = sound.frames() / SAMPLE_RATE as usize;
        assert!((40..300).contains(&seconds), "{seconds}");
    }
}

#[test]
fn speech_is_as_loud_as_everything_else() {
    for voice in ["anna", "chen", "1", "2", "3", "4"] {
        for (text, language) in [
            ("Soft ocean waves at sunrise, and birds far away.", "en"),
            ("远处有鸟叫，海浪拍打沙滩。", "zh"),
        ] {
            let loudness = speak(text, language, voice, 10).loudness();
            assert!((loudness + 18.0).abs() < 1.0, "{voice} {language} {loudness}");
        }
    }
}

#[test]
fn twice_the_speed_is_half_the_length() {
    for (text, language) in
        [("Hello.", "en"), ("Waves on a beach, and 3 birds.", "en"), ("你好，世界。", "zh")]
    {
        let frames = |speed| speak(text, language, "anna", speed).frames() as f64;
        for (speed, part) in [(8, 1.25), (15, 1.0 / 1.5), (20, 0.5)] {
            let found = frames(speed) / frames(10) / part;
            assert!((found - 1.0).abs() < 0.03, "{text} {speed} {found}");
        }
    }
}

#[test]
fn each_voice_sounds_like_itself() {
    let say = |voice| speak("Hello.", "en", voice, 10);
    assert_eq!(say("anna"), say("anna"));
    assert_ne!(say("anna"), say("chen"));
}
