//! The exact bytes of some speech: the same natively and in wasm. A change to the voice changes its
//! hash here; a difference between targets is a fault.
//!
//! After a change that is meant, the failing test prints the new table.

use foley_speech::speak;

/// Text, language, voice, speed, and the FNV-1a hash of the WAV.
const GOLDEN: [(&str, &str, &str, u32, u64); 6] = [
    ("Soft ocean waves at sunrise.", "en", "anna", 10, 0xf61b_7726_953d_e172),
    ("Is it 3.14, or 42%?", "en", "7", 14, 0xbde5_65e2_31f2_3532),
    ("你好，欢迎使用声音工作室。", "zh", "chen", 10, 0x4e8e_27d1_4106_8fba),
    ("一共 105 个。", "zh", "anna", 8, 0xe4fc_c298_a380_9e9e),
    ("我们去海边玩吧！", "zh", "genshin_klee2", 12, 0xc660_9f0c_c3ff_77ee),
    ("Привет 😀 Chopin は TTS", "ru", "x", 20, 0xbbf9_4c7f_d18e_48ce),
];

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn everything_said_is_what_it_was() {
    let now = GOLDEN.map(|(text, language, voice, speed, _)| {
        let hash = fnv1a(&speak(text, language, voice, speed).to_wav());
        (text, language, voice, speed, hash)
    });
    let table: String = now
        .iter()
        .map(|(text, language, voice, speed, hash)| {
            format!("    ({text:?}, {language:?}, {voice:?}, {speed}, {hash:#018x}),\n")
        })
        .collect();
    assert!(now == GOLDEN, "the bytes are now\n{table}");
}
