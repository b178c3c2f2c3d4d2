//! The exact bytes of some clips, and of somebody's with another sound: the same natively and in
//! wasm. A change to a picture changes its hash here; a difference between targets is a fault.
//!
//! After a change that is meant, the failing test prints the new table.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use foley_clip::{Clip, dub, render, size_of};
use foley_synth::Sound;

/// Prompt, ratio, whether with a sound, and the FNV-1a hash of the MP4 at 1.3 s, variation 0.
const GOLDEN: [(&str, &str, bool, u64); 6] = [
    ("Waves on a beach at sunrise, gulls", "16:9", true, 0x497d_00b3_da2f_ee5b),
    ("A neon city street in heavy rain", "9:16", false, 0xe37b_78ac_9c8f_8d1b),
    ("Campfire under the stars, fireworks", "1:1", false, 0xe268_0f54_0062_43e3),
    ("Thunderstorm over mountains", "4:3", false, 0x18cc_f5ff_0471_2f8b),
    ("雪，森林，极光", "2:3", false, 0x83a6_083a_f06d_00f1),
    ("a boat in the fog", "3:2", false, 0xb3df_81de_78e6_c543),
];

/// Whose it is, and the hash of it with another sound.
const DUBBED: [(&str, &[u8], u64); 3] = [
    ("b-frames.mp4", include_bytes!("samples/b-frames.mp4"), 0x945e_6e9c_34d2_595d),
    ("words.mp4", include_bytes!("samples/words.mp4"), 0x152b_0bb1_735d_b14f),
    ("timecode.mov", include_bytes!("samples/timecode.mov"), 0xc3f6_e691_4c28_d6d9),
];

const TENTHS: u32 = 13;

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Made of whole numbers, so that a change to the synth changes nothing here.
fn mp3() -> Vec<u8> {
    let channel =
        |step: i32| (0..TENTHS as i32 * 4_410).map(|i| (i * step % 9_973 - 4_986) as i16).collect();
    foley_mp3::encode(&Sound::new(channel(61), channel(83)))
}

fn hash(prompt: &str, ratio: &str, sounds: bool) -> u64 {
    let (width, height) = size_of(ratio).unwrap();
    let clip =
        Clip { prompt: prompt.to_owned(), width, height, duration_tenths: TENTHS, variation: 0 };
    let sound = sounds.then(mp3);
    fnv1a(&render(&clip, sound.as_deref()))
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_clip_is_what_it_was() {
    let now = GOLDEN
        .map(|(prompt, ratio, sounds, _)| (prompt, ratio, sounds, hash(prompt, ratio, sounds)));
    let table: String = now
        .iter()
        .map(|(prompt, ratio, sounds, hash)| {
            format!("    ({prompt:?}, {ratio:?}, {sounds}, {hash:#018x}),\n")
        })
        .collect();
    assert!(now == GOLDEN, "the bytes are now\n{table}");
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_dubbed_film_is_what_it_was() {
    let mp3 = mp3();
    let now = DUBBED.map(|(name, film, _)| (name, fnv1a(&dub(film, &mp3).unwrap())));
    let table: String =
        now.iter().map(|(name, hash)| format!("    {name:?}: {hash:#018x}\n")).collect();
    assert!(now == DUBBED.map(|(name, _, hash)| (name, hash)), "the bytes are now\n{table}");
}
