//! The exact bytes of some clips: the same natively and in wasm. A change to a picture changes its
//! hash here; a difference between targets is a fault.
//!
//! After a change that is meant, the failing test prints the new table.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use foley_clip::{Clip, render, size_of};

/// Prompt, ratio, whether with its sound, and the FNV-1a hash of the MP4 at 1.3 s, variation 0.
const GOLDEN: [(&str, &str, bool, u64); 6] = [
    ("Waves on a beach at sunrise, gulls", "16:9", true, 0x45e0_f020_dc19_77a4),
    ("A neon city street in heavy rain", "9:16", false, 0x46b2_8b9e_767f_9953),
    ("Campfire under the stars, fireworks", "1:1", false, 0xe33c_50ee_eaa7_77e1),
    ("Thunderstorm over mountains", "4:3", false, 0xe5b9_bec5_0f14_3069),
    ("雪，森林，极光", "2:3", false, 0xfcf5_9a50_883f_c5bb),
    ("a boat in the fog", "3:2", false, 0x07b0_d3cb_e427_c0ed),
];

const TENTHS: u32 = 13;

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn hash(prompt: &str, ratio: &str, sounds: bool) -> u64 {
    let (width, height) = size_of(ratio).unwrap();
    let clip =
        Clip { prompt: prompt.to_owned(), width, height, duration_tenths: TENTHS, variation: 0 };
    let sound = sounds.then(|| foley_mp3::encode(&foley_synth::render(prompt, TENTHS, 0)));
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
