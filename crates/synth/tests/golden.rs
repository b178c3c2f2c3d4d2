//! The exact bytes of one take of each class, and of some scenes: the same natively and in wasm. A
//! change to a sound changes its hash here; a difference between targets is a fault.
//!
//! After a change that is meant, the failing test prints the new table.

use foley_synth::{Class, render};

/// Each class, and the FNV-1a hash of the WAV at 5.0 s, variation 0, of its name as the prompt.
const CLASSES: &[(&str, u64)] = &[
    ("ocean", 0x73d7_9f28_1cca_d8fe),
    ("rain", 0x017d_c490_a6ac_5b46),
    ("wind", 0xdcb6_5131_64dd_db2d),
    ("thunder", 0xaac9_503b_df59_7d76),
    ("fire", 0xe326_1246_4203_e575),
    ("birds", 0xe52f_3b07_42a5_a447),
    ("texture", 0x2480_eb77_30af_0e40),
];

/// The same of prompts that ask for more.
const SCENES: &[(&str, u64)] = &[
    ("Soft ambient ocean waves at sunrise.", 0x55e1_7d84_3b29_73cc),
    ("storm and distant birds", 0x3069_4a57_9d74_47df),
    ("thunder, then a small fire, followed by birds in the background", 0x857b_e1a6_884e_bea6),
    ("birds after thunder twice, while it rains, in a cave", 0xfdef_d1ff_6f87_2174),
    ("heavy rain underwater", 0xa7c2_9518_d401_fb64),
    ("a violent close-up fire in a cathedral", 0x1d30_9704_a46b_ffd7),
    ("海浪拍打沙滩，远处有鸟叫", 0xea62_0cb4_6e9f_1805),
];

const TENTHS: u32 = 50;

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The prompts with the hashes that they have now.
fn now<'a>(prompts: impl Iterator<Item = &'a str>) -> Vec<(&'a str, u64)> {
    prompts.map(|prompt| (prompt, fnv1a(&render(prompt, TENTHS, 0).to_wav()))).collect()
}

fn check(kept: &[(&str, u64)], now: &[(&str, u64)]) {
    let row = |(prompt, hash): &(&str, u64)| {
        let hash = format!("{hash:016x}");
        let parts = [0, 4, 8, 12].map(|at| &hash[at..at + 4]);
        format!("    ({prompt:?}, 0x{}),\n", parts.join("_"))
    };
    assert!(kept == now, "the bytes are now\n{}", now.iter().map(row).collect::<String>());
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_class_is_what_it_was() {
    check(CLASSES, &now(Class::ALL.iter().map(|class| class.name())));
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_scene_is_what_it_was() {
    check(SCENES, &now(SCENES.iter().map(|(prompt, _)| *prompt)));
}
