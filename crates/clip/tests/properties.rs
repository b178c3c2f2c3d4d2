//! What holds of every clip, whatever is asked for, and of every file that is read.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use foley_clip::{Clip, Container, FRAME_RATE, Facts, look, render};
use proptest::prelude::*;

mod atoms;

use atoms::{boxes, chunks, inside, names, timed, traks, word};

/// Prompts of words that mean something, and of anything.
fn prompt() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "beach",
        "lake",
        "sea",
        "hills",
        "mountains",
        "forest",
        "city",
        "desert",
        "night",
        "dusk",
        "sunrise",
        "sunset",
        "noon",
        "rain",
        "snow",
        "storm",
        "fog",
        "clouds",
        "fire",
        "birds",
        "fireworks",
        "moon",
        "stars",
        "aurora",
        "boat",
        "海滩",
        "夜",
        "雪",
    ]);
    prop_oneof![
        3 => prop::collection::vec(words, 0..7).prop_map(|words| words.join(" ")),
        1 => any::<String>(),
    ]
}

fn clip(prompt: String, width: u32, height: u32, duration_tenths: u32) -> Clip {
    Clip { prompt, width, height, duration_tenths, variation: 0 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_prompt_and_size_is_a_film_of_that_length(
        prompt in prompt(),
        (width, height) in (0u32..200, 0u32..200),
        tenths in 0u32..12,
        variation: u64,
    ) {
        let clip = Clip { variation, ..clip(prompt, width, height, tenths) };
        let file = render(&clip, None);
        let tenths = tenths.max(1);
        let trak = inside(&file, &[b"moov", b"trak"]);
        let (millis, samples) = timed(trak);
        prop_assert_eq!(millis, f64::from(tenths) * 100.0);
        prop_assert_eq!(samples, (tenths * FRAME_RATE).div_ceil(10));
        let tkhd = inside(trak, &[b"tkhd"]);
        let sides = [word(tkhd, 76) >> 16, word(tkhd, 80) >> 16];
        prop_assert!(sides.iter().all(|side| side % 2 == 0 && *side >= 32));
        let facts = Facts {
            container: Container::Mp4,
            millis: u64::from(tenths) * 100,
            width: sides[0],
            height: sides[1],
            has_sound: false,
        };
        prop_assert_eq!(look(&file), Ok(facts));
    }
}

#[test]
fn what_is_in_the_file_stands_before_the_data() {
    let sound = foley_mp3::encode(&foley_synth::render("rain", 20, 0));
    let file = render(&clip("rain".into(), 64, 36, 20), Some(&sound));
    assert_eq!(names(&file), [b"ftyp", b"moov", b"mdat"]);
}

#[test]
fn a_film_says_who_has_made_it() {
    let file = render(&clip("rain".into(), 64, 36, 1), None);
    let comment = inside(&file, &[b"moov", b"udta", b"\xa9cmt"]);
    assert_eq!(&comment[4..], b"Made by Foley's sandbox, not by Kling");
    assert_eq!(word(comment, 0) >> 16, comment.len() as u32 - 4);
}

#[test]
fn what_is_no_mp3_is_no_sound() {
    let film = clip("rain".into(), 64, 36, 2);
    assert!(render(&film, Some(b"RIFF....WAVE")) == render(&film, None));
}

#[test]
fn every_sample_is_in_the_data_once() {
    let sound = foley_mp3::encode(&foley_synth::render("rain", 30, 0));
    let file = render(&clip("rain".into(), 64, 36, 25), Some(&sound));
    let data = boxes(&file)[2];
    let traks = traks(&file, b"");
    assert_eq!(traks.len(), 2);
    let mut pieces: Vec<(usize, usize)> = traks
        .into_iter()
        .flat_map(chunks)
        .map(|(offset, samples)| (offset, samples.into_iter().sum()))
        .collect();
    pieces.sort_unstable();
    let mut at = data.0 + 8;
    for (offset, bytes) in pieces {
        assert_eq!(offset, at);
        at += bytes;
    }
    assert_eq!(at, file.len());
}

#[test]
fn a_sound_is_cut_to_the_film_and_may_end_before_it() {
    for (of_sound, heard) in [(30, 2_000), (5, 500)] {
        let sound = foley_mp3::encode(&foley_synth::render("wind", of_sound, 0));
        let file = render(&clip("wind".into(), 64, 36, 20), Some(&sound));
        let trak = traks(&file, b"soun")[0];
        // Whole tenths of a second are whole in the film's units.
        assert_eq!(word(inside(trak, &[b"tkhd"]), 20) * 1_000 / 600, heard);
        assert!(timed(trak).0 >= f64::from(heard));
        assert_eq!(look(&file).map(|film| film.millis), Ok(2_000));
    }
}

#[test]
fn each_variation_looks_different() {
    let look = |variation| render(&Clip { variation, ..clip("sea".into(), 64, 36, 2) }, None);
    assert_eq!(look(1), look(1));
    assert_ne!(look(1), look(2));
    assert_ne!(look(1), render(&Clip { variation: 1, ..clip("city".into(), 64, 36, 2) }, None));
}
