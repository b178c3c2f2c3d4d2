//! The exact bytes of one take of each class: the same natively and in wasm. A change to a sound
//! changes its hash here; a difference between targets is a fault.
//!
//! After a change that is meant, the failing test prints the new table.

use foley_synth::render;

/// Prompt, and the FNV-1a hash of the WAV at 5.0 s, variation 0.
const GOLDEN: [(&str, u64); 9] = [
    ("Soft ambient ocean waves at sunrise.", 0),
    ("ocean", 0),
    ("rain", 0),
    ("wind", 0),
    ("thunder", 0),
    ("fire", 0),
    ("birds", 0),
    ("texture", 0),
    ("storm and distant birds", 0),
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
    let table: String = now
        .iter()
        .map(|(prompt, hash)| format!("    ({prompt:?}, {hash:#018x}),\n"))
        .collect();
    assert!(now == GOLDEN, "the bytes are now\n{table}");
}
