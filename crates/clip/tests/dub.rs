//! What is kept of a video that is given another sound, and what it is then.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use foley_clip::{CantDub, Clip, NotAVideo, dub, look, render};

mod atoms;

use atoms::{boxes, chunks, inside, names, place, samples, table, timed, traks, word};

const B_FRAMES: &[u8] = include_bytes!("samples/b-frames.mp4");
const FASTSTART: &[u8] = include_bytes!("samples/faststart.mp4");
const TURNED: &[u8] = include_bytes!("samples/turned.mp4");
const WORDS: &[u8] = include_bytes!("samples/words.mp4");
const EDITED: &[u8] = include_bytes!("samples/edited.mp4");
const TIMECODE: &[u8] = include_bytes!("samples/timecode.mov");
const VP9: &[u8] = include_bytes!("samples/vp9.mp4");

const ALL: [&[u8]; 7] = [B_FRAMES, FASTSTART, TURNED, WORDS, EDITED, TIMECODE, VP9];

fn mp3(tenths: u32) -> Vec<u8> {
    let wave = |i: u32| ((i % 100) as i16 - 50) * 200;
    let wave: Vec<i16> = (0..tenths * 4_410).map(wave).collect();
    foley_mp3::encode(&foley_synth::Sound::new(wave.clone(), wave))
}

fn film(tenths: u32) -> Vec<u8> {
    let prompt = "fog".to_owned();
    render(&Clip { prompt, width: 64, height: 36, duration_tenths: tenths, variation: 0 }, None)
}

/// The same with other bytes at a place.
fn patched(file: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

/// All of a track but where its samples are, and what is not kept; each box by its name.
fn described(trak: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut found = Vec::new();
    for (_, name, inside) in boxes(trak) {
        match name {
            b"mdia" | b"minf" | b"stbl" => found.extend(described(inside)),
            b"stco" | b"co64" | b"udta" | b"meta" | b"tref" => {}
            _ => found.push((name.to_vec(), inside.to_vec())),
        }
    }
    found
}

#[test]
fn pictures_and_words_stay_as_they_were() {
    for video in ALL {
        let film = dub(video, &mp3(30)).unwrap();
        for handler in [b"vide", b"sbtl", b"text"] {
            let (before, after) = (traks(video, handler), traks(&film, handler));
            assert_eq!(before.len(), after.len());
            for (before, after) in before.into_iter().zip(after) {
                assert_eq!(samples(video, before), samples(&film, after));
                assert_eq!(described(before), described(after));
            }
        }
    }
}

#[test]
fn there_is_one_sound_and_it_is_ours() {
    let mp3 = mp3(30);
    for video in ALL {
        let film = dub(video, &mp3).unwrap();
        let [sound] = traks(&film, b"soun")[..] else { panic!("one sound") };
        // Behind what it says of itself, frame by frame.
        let frames = samples(&film, sound).concat();
        assert!(mp3.windows(frames.len()).any(|part| part == frames));
        assert!(traks(&film, b"tmcd").is_empty());
        let ids: Vec<u32> =
            traks(&film, b"").iter().map(|trak| word(inside(trak, &[b"tkhd"]), 12)).collect();
        let own = word(inside(sound, &[b"tkhd"]), 12);
        assert_eq!(ids.iter().filter(|id| **id == own).count(), 1);
        assert!(word(inside(&film, &[b"moov", b"mvhd"]), 96) > *ids.iter().max().unwrap());
    }
}

#[test]
fn it_plays_while_it_loads() {
    for video in ALL {
        let film = dub(video, &mp3(30)).unwrap();
        assert_eq!(names(&film), [b"ftyp", b"moov", b"mdat"]);
        assert_eq!(inside(&film, &[b"ftyp"]), inside(video, &[b"ftyp"]));
        // Every byte of the data is of one sample, and nothing is left of the other sound.
        let mut pieces: Vec<(usize, usize)> = traks(&film, b"")
            .into_iter()
            .flat_map(chunks)
            .map(|(offset, samples)| (offset, samples.into_iter().sum()))
            .collect();
        pieces.sort_unstable();
        let mut at = boxes(&film)[2].0 + 8;
        for (offset, bytes) in pieces {
            assert_eq!(offset, at);
            at += bytes;
        }
        assert_eq!(at, film.len());
    }
    // What is older than such beginnings gets one.
    let old = dub(&patched(TIMECODE, 4, b"free"), &mp3(30)).unwrap();
    assert_eq!(&inside(&old, &[b"ftyp"])[..4], b"qt  ");
    // The sound is not behind all pictures.
    let film = dub(&film(30), &mp3(30)).unwrap();
    let (sound, pictures) = (traks(&film, b"soun")[0], traks(&film, b"vide")[0]);
    assert_eq!((chunks(sound).len(), chunks(pictures).len()), (4, 3));
    assert!(chunks(sound)[1].0 < chunks(pictures)[1].0);
}

#[test]
fn the_sound_is_cut_to_the_pictures_and_may_end_before_them() {
    for (video, tenths) in [(B_FRAMES, 10u64), (EDITED, 6), (TIMECODE, 10), (&film(20), 20)] {
        for of_sound in [3, 30] {
            let film = dub(video, &mp3(of_sound)).unwrap();
            let scale = word(inside(&film, &[b"moov", b"mvhd"]), 12);
            let pictures = word(inside(traks(&film, b"vide")[0], &[b"tkhd"]), 20);
            let sound = traks(&film, b"soun")[0];
            let heard = word(inside(sound, &[b"tkhd"]), 20);
            assert_eq!(heard, pictures.min(of_sound * scale / 10));
            assert_eq!(word(inside(sound, &[b"edts", b"elst"]), 8), heard);
            assert!(timed(sound).0 >= f64::from(heard) * 1_000.0 / f64::from(scale));
            let millis = u64::from(pictures) * 1_000 / u64::from(scale);
            assert_eq!(look(&film).unwrap().millis, millis);
            assert!(millis.abs_diff(tenths * 100) <= 100);
        }
    }
}

#[test]
fn a_film_can_be_dubbed_again() {
    let (first, second) = (mp3(5), mp3(30));
    for video in ALL {
        let again = dub(&dub(video, &first).unwrap(), &second).unwrap();
        assert!(again == dub(video, &second).unwrap());
    }
}

#[test]
fn a_silent_film_is_heard() {
    let (film, mp3) = (film(20), mp3(20));
    assert!(!look(&film).unwrap().has_sound);
    let dubbed = dub(&film, &mp3).unwrap();
    assert!(look(&dubbed).unwrap().has_sound);
    assert_eq!(
        samples(&film, traks(&film, b"vide")[0]),
        samples(&dubbed, traks(&dubbed, b"vide")[0])
    );
}

#[test]
fn what_tracks_say_of_each_other_holds() {
    // Chapters are named by a track that is kept; a time code is not.
    let film = dub(WORDS, &mp3(10)).unwrap();
    let tref = inside(traks(&film, b"vide")[0], &[b"tref"]);
    assert_eq!(names(tref), [b"chap"]);
    let chapters = word(inside(tref, &[b"chap"]), 0);
    let is_it = |trak: &&[u8]| word(inside(trak, &[b"tkhd"]), 12) == chapters;
    assert!(traks(&film, b"text").iter().any(is_it));
    assert!(names(traks(TIMECODE, b"vide")[0]).contains(&b"tref".as_slice()));
    let film = dub(TIMECODE, &mp3(10)).unwrap();
    assert!(!names(traks(&film, b"vide")[0]).contains(&b"tref".as_slice()));
}

#[test]
fn what_it_said_of_itself_is_gone() {
    let has = |file: &[u8], words: &[u8]| file.windows(words.len()).any(|part| part == words);
    assert!(has(FASTSTART, b"Somewhere"));
    let film = dub(FASTSTART, &mp3(10)).unwrap();
    assert!(!has(&film, b"Somewhere"));
    let comment = inside(&film, &[b"moov", b"udta", b"\xa9cmt"]);
    assert_eq!(&comment[4..], b"Sound made by Foley's sandbox, not by Kling");
}

#[test]
fn every_form_of_length_and_offset_is_taken() {
    let (narrow, mp3) = (film(20), mp3(20));
    let wide = widened(&narrow);
    assert_eq!(look(&wide), look(&narrow));
    let film = dub(&wide, &mp3).unwrap();
    let pictures = traks(&film, b"vide")[0];
    assert_eq!(samples(&narrow, traks(&narrow, b"vide")[0]), samples(&film, pictures));
    let mvhd = inside(&film, &[b"moov", b"mvhd"]);
    assert_eq!((atoms::long(mvhd, 24), word(mvhd, 108)), (1_200, 3));
    assert_eq!(look(&film).unwrap().millis, 2_000);
}

/// A film with lengths, times and offsets of 64 bits.
fn widened(film: &[u8]) -> Vec<u8> {
    let mdat = boxes(film)[2].0;
    // As long with any offsets.
    let before = widened_boxes(&film[..mdat], 0).len();
    widened_boxes(film, (before + 16 - mdat - 8) as u64)
}

fn widened_boxes(bytes: &[u8], shift: u64) -> Vec<u8> {
    let mut out = Vec::new();
    for (_, name, inside) in boxes(bytes) {
        let (name, inside) = match name {
            b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" => (name, widened_boxes(inside, shift)),
            b"mvhd" | b"mdhd" => (name, widened_times(inside, &[4, 8], 16)),
            b"tkhd" => (name, widened_times(inside, &[4, 8], 20)),
            b"stco" => {
                let offsets = inside[8..].chunks(4).map(|at| u64::from(word(at, 0)) + shift);
                let offsets = offsets.flat_map(u64::to_be_bytes);
                (b"co64".as_slice(), inside[..8].iter().copied().chain(offsets).collect())
            }
            _ => (name, inside.to_vec()),
        };
        out.extend_from_slice(&1u32.to_be_bytes());
        out.extend_from_slice(name);
        out.extend_from_slice(&(inside.len() as u64 + 16).to_be_bytes());
        out.extend(inside);
    }
    out
}

fn widened_times(header: &[u8], dates: &[usize], length: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for at in (0..header.len()).step_by(4) {
        if dates.contains(&at) || at == length {
            out.extend_from_slice(&[0; 4]);
        }
        out.extend_from_slice(&header[at..(at + 4).min(header.len())]);
    }
    out[0] = 1;
    out
}

#[test]
fn each_container_has_the_sound_in_its_own_words() {
    for (video, handler, entry) in [(FASTSTART, [0; 4], b"mp4a"), (TIMECODE, *b"mhlr", b".mp3")] {
        let film = dub(video, &mp3(10)).unwrap();
        let sound = traks(&film, b"soun")[0];
        assert_eq!(inside(sound, &[b"mdia", b"hdlr"])[4..8], handler);
        assert_eq!(names(&table(sound, b"stsd")[8..]), [entry]);
    }
}

#[test]
fn the_sound_is_heard_though_the_one_before_it_was_not() {
    let volume = place(FASTSTART, inside(FASTSTART, &[b"moov", b"mvhd"])) + 24;
    let film = dub(&patched(FASTSTART, volume, &[0, 0]), &mp3(10)).unwrap();
    assert_eq!(word(inside(&film, &[b"moov", b"mvhd"]), 24) >> 16, 0x0100);
}

#[test]
fn a_number_is_found_for_the_sound_where_the_last_is_taken() {
    let id = place(FASTSTART, inside(traks(FASTSTART, b"vide")[0], &[b"tkhd"])) + 12;
    let film = dub(&patched(FASTSTART, id, &[0xff; 4]), &mp3(10)).unwrap();
    assert_eq!(word(inside(traks(&film, b"soun")[0], &[b"tkhd"]), 12), 1);
    assert_eq!(word(inside(&film, &[b"moov", b"mvhd"]), 96), u32::MAX);
}

#[test]
fn what_cannot_be_dubbed_says_why() {
    let mp3 = mp3(10);
    for pieces in [
        include_bytes!("samples/pieces.mp4").as_slice(),
        include_bytes!("samples/first-whole.mp4").as_slice(),
    ] {
        assert_eq!(dub(pieces, &mp3), Err(CantDub::Fragmented));
    }
    let sound = include_bytes!("samples/sound.m4a");
    assert_eq!(dub(sound, &mp3), Err(NotAVideo::NoPicture.into()));
    assert_eq!(dub(b"<html>", &mp3), Err(NotAVideo::Page.into()));
    for no_sound in [b"".as_slice(), b"RIFF....WAVE", &mp3[..300]] {
        assert_eq!(dub(FASTSTART, no_sound), Err(CantDub::NoSound));
    }
    let stsd = place(FASTSTART, table(traks(FASTSTART, b"vide")[0], b"stsd"));
    let locked = patched(FASTSTART, stsd + 12, b"encv");
    assert_eq!(dub(&locked, &mp3), Err(CantDub::Protected));
    let wide = widened(&film(10));
    let tkhd = place(&wide, inside(traks(&wide, b"vide")[0], &[b"tkhd"]));
    assert_eq!(dub(&patched(&wide, tkhd + 28, &[0, 0, 0, 1]), &mp3), Err(CantDub::TooLarge));
    // A sound that is protected goes anyway.
    let stsd = place(FASTSTART, table(traks(FASTSTART, b"soun")[0], b"stsd"));
    assert!(dub(&patched(FASTSTART, stsd + 12, b"enca"), &mp3).is_ok());
}

#[test]
fn bytes_that_are_of_several_samples_do_not_multiply() {
    let film = film(30);
    let trak = traks(&film, b"vide")[0];
    let (stsz, stco) = (place(&film, table(trak, b"stsz")), place(&film, table(trak, b"stco")));
    assert_eq!(word(&film, stco + 4), 3);
    // Three chunks of twelve samples, each chunk nearly half of the file.
    let each = film.len() as u32 / 26;
    let overlapping = patched(&film, stsz + 4, &each.to_be_bytes());
    let overlapping = patched(&overlapping, stco + 8, &[0; 12]);
    assert!(look(&overlapping).is_ok());
    assert_eq!(dub(&overlapping, &mp3(10)), Err(NotAVideo::Broken.into()));
}
