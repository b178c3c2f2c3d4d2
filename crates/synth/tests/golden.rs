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
    ("dog", 0xe3df_9ee4_4117_5b8e),
    ("cat", 0xe196_e0e7_0051_619c),
    ("rooster", 0xb801_c1ef_e27f_6a10),
    ("hen", 0xd7f1_ed79_cd67_b01f),
    ("cow", 0x367e_40ba_b63c_2ac2),
    ("pig", 0x8199_36ee_89b9_33e4),
    ("sheep", 0xa8dc_01fd_e437_2394),
    ("frog", 0x6a5e_87a2_bb98_5eb4),
    ("crow", 0x6a38_56f9_aefc_d601),
    ("crickets", 0x2772_d0db_5a32_e98e),
    ("purr", 0xee0c_24bd_ecf3_8483),
    ("horse", 0xd894_93ca_f885_3a81),
    ("hooves", 0x70ee_f3b5_5425_9407),
    ("owl", 0x8781_88ed_fd94_9ae3),
    ("wolf", 0xaef2_ec51_aed2_8dec),
    ("seagulls", 0xbc0c_e637_d2f4_351f),
    ("duck", 0x4602_4b7d_22f9_e8ad),
    ("insects", 0x5999_bcc4_16e9_6f4b),
    ("crying baby", 0xef65_4522_6a00_e06d),
    ("laughing", 0xe0e0_af7c_bf8c_b2c7),
    ("breathing", 0x6f78_9b7e_fcb2_f87b),
    ("coughing", 0x3008_1c77_24ca_6cf9),
    ("sneezing", 0xc5ce_4e56_f174_3f2d),
    ("snoring", 0xb1ea_6a57_bed3_2c80),
    ("crowd", 0x2a48_df44_b079_5f51),
    ("cheering", 0xe448_c182_4eec_5d25),
    ("whistling", 0x39e7_2405_89fb_275a),
    ("humming", 0x35f9_889a_2841_948c),
    ("door knock", 0x9919_38d9_bbd6_ee41),
    ("door creak", 0x2f1c_9fd0_7abb_b1a1),
    ("door slam", 0x5c82_0ecc_94f1_15ed),
    ("mouse click", 0x8ad5_f82f_71de_7b9d),
    ("keyboard typing", 0x0186_08a9_1795_6633),
    ("clock tick", 0x548d_d426_b6a4_9c31),
    ("glass breaking", 0xd6a3_b908_040c_4e60),
    ("helicopter", 0x1e8a_eba1_ff21_7403),
    ("chainsaw", 0x17f7_8ef5_2c9e_028b),
    ("engine", 0x10b3_985b_69a9_f2ae),
    ("vacuum cleaner", 0xe184_1141_babf_d366),
    ("airplane", 0x8fe4_4bb9_37f1_8f97),
    ("train", 0xed9c_d6f5_5e0b_c0c4),
    ("hand saw", 0xd2d0_4c29_1b0d_5fde),
    ("washing machine", 0x4f43_b077_6ea4_27e5),
    ("motorcycle", 0x05bc_8694_9a20_92f3),
    ("car passing", 0x2403_42c5_0aa9_7834),
    ("drill", 0x9ef6_46a1_f162_f257),
    ("hammer", 0x2c85_0e64_a763_b03a),
    ("electric hum", 0x23a8_49a6_ee9b_757e),
    ("spaceship", 0x208a_9b7b_3825_081f),
    ("car horn", 0x9db6_34f4_cf7d_4d7a),
    ("siren", 0xa493_1c3e_b41c_5d79),
    ("church bells", 0x0f64_4a67_08ce_20f2),
    ("fireworks", 0x3f97_e71b_32fe_115c),
    ("clock alarm", 0xa2e7_457f_61b8_17b8),
    ("fire alarm", 0x14c5_18b2_efef_2e3f),
    ("phone", 0x16d9_e29c_6f4b_d426),
    ("doorbell", 0xf38e_7e6c_63c2_03ab),
    ("wind chimes", 0xe05a_43de_ede9_9a7f),
    ("boat horn", 0xaf72_22ae_c427_a73d),
    ("explosion", 0xe93d_f5de_62d1_ef41),
    ("gunshot", 0x31cc_18c0_2d3b_53ba),
    ("laser", 0x9dea_2c41_d2d7_177d),
    ("robot beeps", 0x4833_1593_5120_90af),
    ("whoosh", 0x9f30_936c_87a4_6b91),
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
