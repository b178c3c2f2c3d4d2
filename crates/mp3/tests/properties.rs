//! What holds of every file, by somebody else's decoder.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::Cursor;

use foley_mp3::encode;
use foley_synth::{SAMPLE_RATE, Sound};
use proptest::prelude::*;
use symphonia::core::{
    codecs::audio::AudioDecoderOptions,
    formats::{FormatOptions, TrackType, probe::Hint},
    io::MediaSourceStream,
    meta::{MetadataOptions, StandardTag},
};

/// -1.5 dBFS, as loud as a sound of the synth ever is.
const CEILING: f32 = 0.841_395;

/// What is heard of a file: left and right by turns; and the comments in it.
fn play(mp3: Vec<u8>) -> (Vec<f32>, Vec<String>) {
    let stream = MediaSourceStream::new(Box::new(Cursor::new(mp3)), Default::default());
    let options = (FormatOptions::default(), MetadataOptions::default());
    let mut file =
        symphonia::default::get_probe().probe(&Hint::new(), stream, options.0, options.1).unwrap();
    let mut comments = Vec::new();
    if let Some(metadata) = file.metadata().current() {
        for tag in &metadata.media.tags {
            if let Some(StandardTag::Comment(comment)) = &tag.std {
                comments.push(comment.to_string());
            }
        }
    }
    let track = file.default_track(TrackType::Audio).unwrap();
    let parameters = track.codec_params.as_ref().unwrap().audio().unwrap();
    assert_eq!(parameters.sample_rate, Some(SAMPLE_RATE));
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default().gapless(true))
        .unwrap();
    let (mut heard, mut part) = (Vec::new(), Vec::new());
    while let Some(packet) = file.next_packet().unwrap() {
        let decoded = decoder.decode(&packet).unwrap();
        assert_eq!(decoded.spec().channels().count(), 2);
        part.resize(decoded.samples_interleaved(), 0.0f32);
        decoded.copy_to_slice_interleaved(&mut part);
        heard.extend_from_slice(&part);
    }
    (heard, comments)
}

fn peak(heard: &[f32]) -> f32 {
    heard.iter().fold(0.0, |peak, x| x.abs().max(peak))
}

/// How much louder what was written is than what came to it, in decibels.
fn signal_to_noise(sound: &Sound, heard: &[f32]) -> f64 {
    let written = sound.left().iter().zip(sound.right()).flat_map(|(l, r)| [*l, *r]);
    let (mut signal, mut noise) = (0.0, 0.0);
    for (written, heard) in written.zip(heard) {
        let written = f64::from(written) / 32_768.0;
        let off = written - f64::from(*heard);
        signal += written * written;
        noise += off * off;
    }
    10.0 * libm::log10(signal / noise.max(1e-12))
}

/// Noise, or a tone with noise, as loud as is said; each channel its own.
fn made_up(frames: usize, level: f32, tone: f32, seed: u32) -> Sound {
    let channel = |seed: u32| {
        let mut state = seed | 1;
        (0..frames)
            .map(|i| {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                let noise = state as f32 / u32::MAX as f32 * 2.0 - 1.0;
                let swing = libm::sinf(i as f32 * (0.01 + tone));
                ((swing * tone + noise * (1.0 - tone)) * level * CEILING * 32_767.0) as i16
            })
            .collect()
    };
    Sound::new(channel(seed), channel(seed.rotate_left(9)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_sound_is_as_long_as_it_was(
        frames in prop_oneof![1usize..4_000, 1usize..100_000],
        level in prop::sample::select(vec![0.0f32, 0.000_05, 0.01, 0.3, 1.0]),
        tone in 0.0f32..1.0,
        seed: u32,
    ) {
        let (heard, _) = play(encode(&made_up(frames, level, tone, seed)));
        prop_assert_eq!(heard.len(), 2 * frames);
        prop_assert!(heard.iter().all(|x| x.is_finite()));
    }
}

#[test]
fn the_shortest_sounds_are_files_too() {
    for frames in [0, 1, 2, 220, 221, 575, 576, 577, 1_151, 1_152, 1_153, 1_775, 1_776, 1_777] {
        let (heard, _) = play(encode(&made_up(frames, 0.5, 0.5, 7)));
        assert_eq!(heard.len(), 2 * frames);
    }
}

#[test]
fn no_sound_comes_back_too_loud() {
    for (level, tone) in [(1.0, 0.0), (1.0, 0.3), (1.0, 0.6), (1.0, 1.0), (0.9, 0.0)] {
        let (heard, _) = play(encode(&made_up(60_000, level, tone, 5)));
        let peak = peak(&heard);
        assert!((0.7..1.0).contains(&peak), "{level} {tone}: {peak}");
    }
}

#[test]
fn what_has_room_is_as_loud_as_it_was() {
    for prompt in ["rain", "thunder", "birds", "campfire", "waves", "wind"] {
        let sound = foley_synth::render(prompt, 30, 0);
        let (heard, _) = play(encode(&sound));
        let heard: Vec<i16> = heard.iter().map(|x| (x * 32_768.0) as i16).collect();
        let (left, right) = heard.chunks_exact(2).map(|pair| (pair[0], pair[1])).unzip();
        let change = Sound::new(left, right).loudness() - sound.loudness();
        assert!(change.abs() < 0.2, "{prompt}: {change}");
    }
}

#[test]
fn a_sound_is_still_itself() {
    // A tone is as good as it was, also a faint one; noise is coded as noise that sounds alike.
    for (level, tone, least) in [(1.0, 1.0, 45.0), (0.01, 1.0, 40.0), (0.5, 0.6, 9.0)] {
        let sound = made_up(60_000, level, tone, 5);
        let (heard, _) = play(encode(&sound));
        let ratio = signal_to_noise(&sound, &heard);
        assert!(ratio > least, "{level} {tone}: {ratio}");
    }
}

#[test]
fn it_says_who_has_made_it() {
    let (_, comments) = play(encode(&made_up(5_000, 0.5, 0.5, 3)));
    assert_eq!(comments, ["Made by Foley's sandbox, not by Kling"]);
}
