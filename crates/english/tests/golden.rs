//! The exact bytes of some speech: the same natively and in wasm. A change to the voice changes its
//! hash here; a difference between targets is a fault.
//!
//! After a change that is meant, the failing test prints the new table.

use foley_english::speak;

/// Text, voice, speed, and the FNV-1a hash of the WAV.
const GOLDEN: [(&str, &str, u32, u64); 6] = [
    ("Soft ocean waves at sunrise.", "genshin_klee2", 10, 0x43ee_bd59_5e50_a55e),
    ("Is it 3.14, or 42%? It's $1,999.50!", "oversea_male1", 14, 0x020d_12b5_7f1b_4186),
    ("“Café,” said Dr. Smith — at 9:30am…", "laopopo_speech02", 8, 0xd73b_8db8_70a7_4013),
    ("The quick brown fox jumps over the lazy dog.", "anna", 20, 0x2989_4c49_662f_bf92),
    ("Oh no, I am so happy for you all! 😀", "PeppaPig_platform", 10, 0x4e1d_24fa_ae60_6672),
    ("zxcvb QWERTY a1b2c3 @#*", "", 11, 0xa46e_ec3c_126d_326b),
];

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn everything_said_is_what_it_was() {
    let now = GOLDEN.map(|(text, voice, speed, _)| {
        let hash = speak(text, voice, speed).map_or(0, |sound| fnv1a(&sound.to_wav()));
        (text, voice, speed, hash)
    });
    let table: String = now
        .iter()
        .map(|(text, voice, speed, hash)| {
            format!("    ({text:?}, {voice:?}, {speed}, {hash:#018x}),\n")
        })
        .collect();
    assert!(now == GOLDEN, "the bytes are now\n{table}");
}
