//! What is seen of somebody's file, and what is said of one that is no video.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::LazyLock;

use foley_clip::{Clip, Container, Facts, NotAVideo, dub, look, render};
use proptest::prelude::*;

mod atoms;

use atoms::{boxes, inside, place, samples, table, traks};

const B_FRAMES: &[u8] = include_bytes!("samples/b-frames.mp4");
const FASTSTART: &[u8] = include_bytes!("samples/faststart.mp4");
const TURNED: &[u8] = include_bytes!("samples/turned.mp4");
const WORDS: &[u8] = include_bytes!("samples/words.mp4");
const EDITED: &[u8] = include_bytes!("samples/edited.mp4");
const TIMECODE: &[u8] = include_bytes!("samples/timecode.mov");
const VP9: &[u8] = include_bytes!("samples/vp9.mp4");
const PIECES: &[u8] = include_bytes!("samples/pieces.mp4");
const FIRST_WHOLE: &[u8] = include_bytes!("samples/first-whole.mp4");
const SOUND: &[u8] = include_bytes!("samples/sound.m4a");
const OTHER: &[u8] = include_bytes!("samples/other.webm");

fn film() -> Vec<u8> {
    let prompt = "fog".to_owned();
    render(&Clip { prompt, width: 64, height: 36, duration_tenths: 30, variation: 0 }, None)
}

/// The same with other bytes at a place.
fn patched(file: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

#[test]
fn every_kind_of_film_is_known() {
    let mp4 = |millis, width, height| Facts {
        container: Container::Mp4,
        millis,
        width,
        height,
        has_sound: true,
    };
    assert_eq!(look(B_FRAMES), Ok(mp4(1_100, 64, 36)));
    assert_eq!(look(FASTSTART), Ok(mp4(1_100, 64, 36)));
    assert_eq!(look(TURNED), Ok(mp4(1_100, 36, 64)));
    assert_eq!(look(WORDS), Ok(mp4(1_100, 64, 36)));
    assert_eq!(look(EDITED), Ok(mp4(700, 64, 36)));
    assert_eq!(look(VP9), Ok(mp4(1_000, 64, 36)));
    assert_eq!(look(PIECES), Ok(mp4(1_000, 64, 36)));
    assert_eq!(look(FIRST_WHOLE), Ok(mp4(1_000, 64, 36)));
    let mov = Facts { container: Container::Mov, ..mp4(1_000, 64, 36) };
    assert_eq!(look(TIMECODE), Ok(mov));
    assert_eq!(look(&film()), Ok(Facts { has_sound: false, ..mp4(3_000, 64, 36) }));
    // Older than the box that says what it is.
    let brandless = patched(TIMECODE, 4, b"free");
    assert_eq!(look(&brandless), Ok(mov));
}

#[test]
fn a_page_is_not_a_video() {
    for page in ["<!DOCTYPE html><html>", "\u{feff}\r\n <?xml version='1.0'?><Error/>", "<html>"] {
        assert_eq!(look(page.as_bytes()), Err(NotAVideo::Page), "{page}");
    }
}

#[test]
fn what_is_in_another_container_is_unknown() {
    let still = b"\0\0\0\x10ftypheic\0\0\0\0\0\0\0\x08meta\0\0\0\x08mdat";
    let files: [&[u8]; 6] = [b"", b"{\"code\":404}", b"\x89PNG\r\n\x1a\n", b"RIFF", OTHER, still];
    for file in files {
        assert_eq!(look(file), Err(NotAVideo::Unknown), "{:?}", file.get(..20));
    }
}

#[test]
fn a_sound_is_not_a_video() {
    assert_eq!(look(SOUND), Err(NotAVideo::NoPicture));
}

#[test]
fn a_file_that_was_cut_off_is_not_whole() {
    let end = |file: &[u8]| {
        let ends = traks(file, b"").into_iter().filter(|trak| !handles_time(trak));
        let ends = ends
            .flat_map(|trak| samples(file, trak))
            .map(|sample| place(file, sample) + sample.len());
        ends.max().unwrap()
    };
    for file in [FASTSTART, &film()] {
        let end = end(file);
        assert!((9..end).all(|end| look(&file[..end]) == Err(NotAVideo::Cut)));
        assert!(look(&file[..end]).is_ok(), "that is all that the tables point to");
    }
    // The tables come last.
    let moov = boxes(B_FRAMES).into_iter().find(|atom| atom.1 == b"moov").unwrap();
    assert_eq!(moov.0 + 8 + moov.2.len(), B_FRAMES.len());
    assert!((9..B_FRAMES.len()).all(|end| look(&B_FRAMES[..end]) == Err(NotAVideo::Cut)));
    // Without its pieces there is only a start, and the last of them is to be whole.
    let moof = boxes(PIECES).into_iter().find(|atom| atom.1 == b"moof").unwrap().0;
    assert_eq!(look(&PIECES[..moof]), Err(NotAVideo::Cut));
    assert_eq!(look(&PIECES[..PIECES.len() - 1]), Err(NotAVideo::Cut));
}

fn handles_time(trak: &[u8]) -> bool {
    inside(trak, &[b"mdia", b"hdlr"])[8..12] == *b"tmcd"
}

#[test]
fn a_length_that_is_left_open_is_that_of_the_samples() {
    let file = film();
    let mvhd = place(&file, inside(&file, &[b"moov", b"mvhd"]));
    let tkhd = place(&file, inside(traks(&file, b"vide")[0], &[b"tkhd"]));
    for open in [[0; 4], [0xff; 4]] {
        let open = patched(&patched(&file, mvhd + 16, &open), tkhd + 20, &open);
        assert_eq!(look(&open).unwrap().millis, 3_000);
        assert_eq!(dubbed(&open).map(|film| look(&film).unwrap().millis), Some(3_000));
    }
    let longer = patched(&file, mvhd + 16, &(600 * 25u32).to_be_bytes());
    assert_eq!(look(&longer).unwrap().millis, 25_000);
    let longer = patched(&file, tkhd + 20, &(600 * 22u32).to_be_bytes());
    assert_eq!(look(&longer).unwrap().millis, 22_000);
}

#[test]
fn tables_that_cannot_be_are_broken() {
    let film = film();
    let trak = traks(&film, b"vide")[0];
    let at = |name| place(&film, table(trak, name));
    let mvhd = place(&film, inside(&film, &[b"moov", b"mvhd"]));
    for broken in [
        // No units of time; more samples in a chunk than there are; a chunk before the first run;
        // more entries than there are bytes.
        patched(&film, mvhd + 12, &[0; 4]),
        patched(&film, at(b"stsc") + 12, &[0, 0, 1, 0]),
        patched(&film, at(b"stsc") + 8, &[0, 0, 0, 2]),
        patched(&film, at(b"stts") + 4, &[0xff; 4]),
        patched(&film, at(b"stco") - 4, b"free"),
    ] {
        assert_eq!(look(&broken), Err(NotAVideo::Broken));
    }
}

#[test]
fn more_tracks_than_a_film_has_are_not_followed() {
    let film = film();
    let moov = boxes(&film)[1].2;
    let trak = boxes(moov).into_iter().find(|atom| atom.1 == b"trak").unwrap();
    let (before, trak) = (&moov[..trak.0], &moov[trak.0..trak.0 + 8 + trak.2.len()]);
    let of = |count: usize| {
        let inside = [before, &trak.repeat(count)].concat();
        let length = (inside.len() as u32 + 8).to_be_bytes();
        // The samples may be anywhere.
        [b"\0\0\0\x08ftyp".as_slice(), &length, b"moov", &inside, &film].concat()
    };
    assert!(look(&of(64)).is_ok());
    assert_eq!(look(&of(65)), Err(NotAVideo::Broken));
}

fn dubbed(film: &[u8]) -> Option<Vec<u8>> {
    static MP3: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let noise: Vec<i16> = (0..60_000).map(|i: i32| (i * 7_919 % 9_001) as i16).collect();
        foley_mp3::encode(&foley_synth::Sound::new(noise.clone(), noise))
    });
    dub(film, &MP3).ok()
}

/// A file of somebody's with a few of its bytes changed, most of them to what a length or an offset
/// is when somebody means harm.
fn spoilt() -> impl Strategy<Value = Vec<u8>> {
    let files = prop::sample::select(vec![
        B_FRAMES,
        FASTSTART,
        WORDS,
        EDITED,
        TIMECODE,
        VP9,
        PIECES,
        FIRST_WHOLE,
    ]);
    let value = prop_oneof![
        prop::sample::select(vec![0, 1, 2, 7, 8, 16, 0xff, 0xffff, 0x7fff_ffff, u32::MAX]),
        any::<u32>(),
        0u32..20_000,
    ];
    let changes = prop::collection::vec((any::<prop::sample::Index>(), value), 1..5);
    (files, changes, any::<prop::sample::Index>(), any::<bool>()).prop_map(
        |(file, changes, end, is_cut)| {
            let mut file = file.to_vec();
            // What is in the tables is more than what is not.
            let moov = boxes(&file).into_iter().find(|atom| atom.1 == b"moov").unwrap();
            let (start, length) = (moov.0, moov.2.len() + 4);
            for (at, value) in changes {
                let at = start + at.index(length);
                file[at..at + 4].copy_from_slice(&value.to_be_bytes());
            }
            if is_cut {
                file.truncate(end.index(file.len()));
            }
            file
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_something_or_nothing(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = look(&bytes);
        let _ = look(&[b"\0\0\0\x10ftypisomisom\0\0\x40\0moov\0\0\x20\0mvhd", bytes.as_slice()].concat());
    }

    #[test]
    fn a_spoilt_file_does_no_harm(file in spoilt()) {
        let _ = look(&file);
        if let Some(film) = dubbed(&file) {
            prop_assert!(film.len() < 2 * file.len() + 40_000);
            prop_assert!(look(&film).is_ok());
        }
    }
}
