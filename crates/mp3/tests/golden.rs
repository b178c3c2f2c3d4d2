//! The exact bytes of some files: the same natively and in wasm. A change to a sound changes its
//! hash here; a difference between targets is a fault.
//!
//! After a change that is meant, the failing test prints the new table.

use foley_mp3::encode;
use foley_synth::{Rng, Sound};

/// The sound's name, its length in frames, and the FNV-1a hash of the file.
const GOLDEN: [(&str, usize, u64); 6] = [
    ("tones", 1, 0xc03d_1838_77d8_7522),
    ("tones", 221, 0x7baa_26db_1481_2903),
    ("tones", 40_000, 0x21a2_80bd_f0d8_ebcd),
    ("noise", 40_000, 0xb7e7_a248_d38d_1dbc),
    ("clicks", 40_000, 0x61e4_8ba7_2d7e_3b52),
    ("silence", 5_000, 0x750a_5b0b_3308_bc03),
];

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Made of whole numbers, so that a change to the synth changes nothing here.
fn sound(name: &str, frames: usize) -> Sound {
    let mut rng = Rng::new(7);
    let mut random = move |most: u32| rng.whole(0, 2 * most) as i32 - most as i32;
    // A triangle of so many samples a period.
    let tone = |i: usize, period: usize| {
        let part = (i % period) as i32 * 4 / period as i32;
        let within = (i % period) as i32 * 40_000 / period as i32 % 10_000;
        [within, 10_000 - within, -within, within - 10_000][part as usize]
    };
    let mut channel = |shift: usize| {
        (0..frames)
            .map(|i| match name {
                "tones" => (tone(i, 100 + shift) + tone(i, 17)) * 5 / 8,
                "noise" => random(27_500),
                "clicks" => {
                    random(27_000) * i32::from(i % 5_000 < 90) / (1 + (i % 5_000) as i32 / 9)
                }
                _ => 0,
            } as i16)
            .collect()
    };
    Sound::new(channel(0), channel(9))
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_file_is_what_it_was() {
    let now = GOLDEN.map(|(name, frames, _)| (name, frames, fnv1a(&encode(&sound(name, frames)))));
    let table: String = now
        .iter()
        .map(|(name, frames, hash)| format!("    ({name:?}, {frames}, {hash:#018x}),\n"))
        .collect();
    assert!(now == GOLDEN, "the bytes are now\n{table}");
}
