//! The exact bytes of one take of each class: the same natively and in wasm. A change to a sound
//! changes its hash here; a difference between targets is a fault.
//!
//! After a change that is meant, the failing test prints the new table.

use foley_synth::render;

/// Prompt, and the FNV-1a hash of the WAV at 5.0 s, variation 0.
const GOLDEN: [(&str, u64); 9] = [
    ("Soft ambient ocean waves at sunrise.", 0x55e1_7d84_3b29_73cc),
    ("ocean", 0x73d7_9f28_1cca_d8fe),
    ("rain", 0x017d_c490_a6ac_5b46),
    ("wind", 0xdcb6_5131_64dd_db2d),
    ("thunder", 0xaac9_503b_df59_7d76),
    ("fire", 0xc35f_a180_83de_4418),
    ("birds", 0xe52f_3b07_42a5_a447),
    ("texture", 0x2480_eb77_30af_0e40),
    ("storm and distant birds", 0xea4a_ae8f_8d84_1b74),
];

const TENTHS: u32 = 50;

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_take_is_what_it_was() {
    let now = GOLDEN.map(|(prompt, _)| (prompt, fnv1a(&render(prompt, TENTHS, 0).to_wav())));
    let table: String =
        now.iter().map(|(prompt, hash)| format!("    ({prompt:?}, {hash:#018x}),\n")).collect();
    assert!(now == GOLDEN, "the bytes are now\n{table}");
}
