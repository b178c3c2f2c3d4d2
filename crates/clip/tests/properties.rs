//! What holds of every clip, whatever is asked for, and of every file that is read.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use foley_clip::{Clip, FRAME_RATE, duration_of, render};
use proptest::prelude::*;

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

/// The boxes of a file or of a box: where each starts, and its name.
fn boxes(bytes: &[u8]) -> Vec<(usize, &[u8], &[u8])> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        assert!(length >= 8 && at + length <= bytes.len());
        found.push((at, &bytes[at + 4..at + 8], &bytes[at + 8..at + length]));
        at += length;
    }
    found
}

fn inside<'a>(bytes: &'a [u8], path: &[&[u8; 4]]) -> &'a [u8] {
    path.iter().fold(bytes, |bytes, name| {
        boxes(bytes).into_iter().find(|(_, found, _)| found == name).unwrap().2
    })
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
}

/// The sum of the durations in `stts`, in milliseconds, and the number of samples.
fn timed(trak: &[u8]) -> (f64, u32) {
    let timescale = word(inside(trak, &[b"mdia", b"mdhd"]), 12);
    let stts = inside(trak, &[b"mdia", b"minf", b"stbl", b"stts"]);
    let (mut units, mut samples) = (0, 0);
    for entry in 0..word(stts, 4) as usize {
        let (count, each) = (word(stts, 8 + 8 * entry), word(stts, 12 + 8 * entry));
        units += count * each;
        samples += count;
    }
    (f64::from(units) * 1_000.0 / f64::from(timescale), samples)
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
        prop_assert_eq!(duration_of(&file), Some(tenths * 100));
        let trak = inside(&file, &[b"moov", b"trak"]);
        let (millis, samples) = timed(trak);
        prop_assert_eq!(millis, f64::from(tenths) * 100.0);
        prop_assert_eq!(samples, (tenths * FRAME_RATE).div_ceil(10));
        let tkhd = inside(trak, &[b"tkhd"]);
        let sides = [word(tkhd, 76) >> 16, word(tkhd, 80) >> 16];
        prop_assert!(sides.iter().all(|side| side % 2 == 0 && *side >= 32));
    }

    #[test]
    fn any_bytes_have_some_length_or_none(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        duration_of(&bytes);
        let mut file = b"\0\0\0\x10ftypisomisom\0\0\x40\0moov\0\0\x20\0mvhd".to_vec();
        file.extend(bytes);
        duration_of(&file);
    }

    #[test]
    fn a_file_that_breaks_off_is_no_trouble(end in 0usize..2_000, at in 0usize..900, byte: u8) {
        let mut file = render(&clip("fog".into(), 32, 32, 1), None);
        file.truncate(end);
        if let Some(place) = file.get_mut(at) {
            *place = byte;
        }
        duration_of(&file);
    }
}

#[test]
fn what_is_in_the_file_stands_before_the_data() {
    let sound = foley_mp3::encode(&foley_synth::render("rain", 20, 0));
    let file = render(&clip("rain".into(), 64, 36, 20), Some(&sound));
    let names: Vec<&[u8]> = boxes(&file).into_iter().map(|(_, name, _)| name).collect();
    assert_eq!(names, [b"ftyp", b"moov", b"mdat"]);
}

#[test]
fn every_sample_is_in_the_data_once() {
    let sound = foley_mp3::encode(&foley_synth::render("rain", 30, 0));
    let file = render(&clip("rain".into(), 64, 36, 25), Some(&sound));
    let data = boxes(&file)[2];
    let moov = inside(&file, &[b"moov"]);
    let traks: Vec<&[u8]> =
        boxes(moov).into_iter().filter(|b| b.1 == b"trak").map(|(_, _, inside)| inside).collect();
    assert_eq!(traks.len(), 2);
    let mut pieces = Vec::new();
    for trak in traks {
        let table = |name| inside(trak, &[b"mdia", b"minf", b"stbl", name]);
        let (stsz, stco, stsc) = (table(b"stsz"), table(b"stco"), table(b"stsc"));
        let runs: Vec<(u32, u32)> = (0..word(stsc, 4) as usize)
            .map(|i| (word(stsc, 8 + 12 * i), word(stsc, 12 + 12 * i)))
            .collect();
        let mut sample = 0;
        for chunk in 0..word(stco, 4) {
            let count = runs.iter().rfind(|(first, _)| *first <= chunk + 1).unwrap().1;
            let bytes: u32 =
                (sample..sample + count).map(|i| word(stsz, 12 + 4 * i as usize)).sum();
            pieces.push((word(stco, 8 + 4 * chunk as usize), bytes));
            sample += count;
        }
        assert_eq!(sample, word(stsz, 8));
        assert_eq!(sample, timed(trak).1);
    }
    pieces.sort_unstable();
    let mut at = data.0 as u32 + 8;
    for (offset, bytes) in pieces {
        assert_eq!(offset, at);
        at += bytes;
    }
    assert_eq!(at as usize, file.len());
}

#[test]
fn a_sound_is_cut_to_the_film_and_may_end_before_it() {
    for (of_sound, heard) in [(30, 2_000), (5, 500)] {
        let sound = foley_mp3::encode(&foley_synth::render("wind", of_sound, 0));
        let file = render(&clip("wind".into(), 64, 36, 20), Some(&sound));
        let moov = inside(&file, &[b"moov"]);
        let trak = boxes(moov)[2].2;
        // Whole tenths of a second are whole in the film's units.
        assert_eq!(word(inside(trak, &[b"tkhd"]), 20) * 1_000 / 600, heard);
        assert!(timed(trak).0 >= f64::from(heard));
        assert_eq!(duration_of(&file), Some(2_000));
    }
}

#[test]
fn each_variation_looks_different() {
    let look = |variation| render(&Clip { variation, ..clip("sea".into(), 64, 36, 2) }, None);
    assert_eq!(look(1), look(1));
    assert_ne!(look(1), look(2));
    assert_ne!(look(1), render(&Clip { variation: 1, ..clip("city".into(), 64, 36, 2) }, None));
}
