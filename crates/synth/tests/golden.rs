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
    ("water drops", 0x6ba5_4023_b5df_5682),
    ("stream", 0x0596_f500_3fa6_07c6),
    ("waterfall", 0x32ef_55f7_a6d9_701f),
    ("bubbles", 0xecff_9544_4340_16ab),
    ("splash", 0xc0a0_9471_0cd1_48ba),
    ("boiling", 0xcdc5_6ff2_15cc_8bd5),
    ("birds", 0xe52f_3b07_42a5_a447),
    ("dog", 0x8729_4c50_f1fe_cc45),
    ("cat", 0xf902_1298_964c_4e1b),
    ("rooster", 0xebea_50d8_b5a7_cbcb),
    ("hen", 0x0cad_ab00_e98d_4a5f),
    ("cow", 0x5991_f679_f363_17cd),
    ("pig", 0x1755_e1ba_31a0_af86),
    ("sheep", 0xa9cc_806c_1ecd_a4ac),
    ("frog", 0x197b_914e_9979_7a85),
    ("crow", 0x4885_ff74_90fd_44b5),
    ("crickets", 0x2772_d0db_5a32_e98e),
    ("purr", 0xb178_d561_9156_9a4e),
    ("horse", 0xeb83_9021_e6e6_2098),
    ("hooves", 0x70ee_f3b5_5425_9407),
    ("owl", 0x5ffe_b415_5cc8_fba4),
    ("wolf", 0x357f_da56_da5c_16ee),
    ("seagulls", 0xd482_8d4b_fa16_80c5),
    ("duck", 0x9bd0_98b5_d995_acff),
    ("insects", 0x5999_bcc4_16e9_6f4b),
    ("crying baby", 0xdd16_b21a_ab92_8cef),
    ("laughing", 0x3ad6_1591_a432_f607),
    ("breathing", 0xdc7b_ef16_5a29_180b),
    ("coughing", 0x549a_3389_53f6_df01),
    ("sneezing", 0xac8c_7dd3_0011_0a98),
    ("snoring", 0x0c98_c377_2eac_3d91),
    ("crowd", 0x5e41_d8a7_e0b0_3884),
    ("cheering", 0x5520_dc5c_d352_0e15),
    ("whistling", 0x5ca3_64fb_dfbf_b1b2),
    ("humming", 0x16b5_ca84_3836_ebf2),
    ("footsteps", 0xceaf_855e_e0c6_99c7),
    ("footsteps on gravel", 0x9fb7_08a2_ef48_ce43),
    ("footsteps in snow", 0xe225_141d_1c41_a1d9),
    ("clapping", 0xab0e_daf1_8442_693f),
    ("applause", 0xccfa_1845_9a88_0723),
    ("heartbeat", 0xa350_6d9b_90ca_8429),
    ("brushing teeth", 0xd383_e87d_31f2_e656),
    ("eating", 0xe793_d43b_59a3_940c),
    ("drinking", 0x798c_335d_ab6a_38e0),
    ("door knock", 0x3b33_4ce1_b405_df3b),
    ("door creak", 0x2f1c_9fd0_7abb_b1a1),
    ("door slam", 0x5c82_0ecc_94f1_15ed),
    ("mouse click", 0x8ad5_f82f_71de_7b9d),
    ("keyboard typing", 0x0186_08a9_1795_6633),
    ("clock tick", 0x548d_d426_b6a4_9c31),
    ("glass breaking", 0x414c_b633_4986_18c8),
    ("pouring water", 0x0416_b73c_1d92_f2cb),
    ("toilet flush", 0x5e2c_08ca_5454_0c87),
    ("can opening", 0x07d8_2f6f_a042_cfae),
    ("coins", 0x166d_fef1_fce9_e38f),
    ("zipper", 0x3689_7a11_f6ec_be56),
    ("paper", 0x9daa_9779_3ec9_d0c4),
    ("paper tear", 0x9387_75a0_8729_5e16),
    ("camera shutter", 0x715f_71ef_5d4f_24b8),
    ("light switch", 0x7659_0c7f_9ddd_f0ab),
    ("pop", 0x6ff6_6a28_2571_4d11),
    ("sword clang", 0x829f_1fa3_00fe_a70c),
    ("scissors", 0xee95_a315_bb0c_d16f),
    ("wood chopping", 0x7078_501b_76e6_e6ce),
    ("dishes", 0x36fe_5400_560f_945f),
    ("frying", 0xe1d2_22ba_26ee_8f3a),
    ("knife chopping", 0x9e90_d247_1870_b0ad),
    ("running tap", 0xfe9c_91d1_c184_424a),
    ("kettle", 0x5bf7_1e90_e685_6739),
    ("helicopter", 0x1e8a_eba1_ff21_7403),
    ("chainsaw", 0x17f7_8ef5_2c9e_028b),
    ("engine", 0x10b3_985b_69a9_f2ae),
    ("vacuum cleaner", 0xe184_1141_babf_d366),
    ("airplane", 0x8fe4_4bb9_37f1_8f97),
    ("train", 0xed9c_d6f5_5e0b_c0c4),
    ("hand saw", 0xd2d0_4c29_1b0d_5fde),
    ("washing machine", 0x4f43_b077_6ea4_27e5),
    ("motorcycle", 0xfacd_efb8_5bd4_1ca8),
    ("car passing", 0x2403_42c5_0aa9_7834),
    ("drill", 0x9ef6_46a1_f162_f257),
    ("hammer", 0x2c85_0e64_a763_b03a),
    ("electric hum", 0x23a8_49a6_ee9b_757e),
    ("spaceship", 0x208a_9b7b_3825_081f),
    ("car horn", 0xc082_3e15_7972_7b2a),
    ("siren", 0x502c_9aab_a62e_90c6),
    ("church bells", 0x8822_7207_9e91_c9c9),
    ("fireworks", 0x4b4b_9945_46b0_2f9b),
    ("clock alarm", 0xa2e7_457f_61b8_17b8),
    ("fire alarm", 0x2ccf_56e9_8439_6d0f),
    ("phone", 0x16d9_e29c_6f4b_d426),
    ("doorbell", 0xf38e_7e6c_63c2_03ab),
    ("wind chimes", 0xe05a_43de_ede9_9a7f),
    ("boat horn", 0xaf72_22ae_c427_a73d),
    ("explosion", 0xf928_bd2f_ef9b_06f6),
    ("gunshot", 0x7fab_62fa_359a_59ef),
    ("laser", 0x9dea_2c41_d2d7_177d),
    ("robot beeps", 0x4833_1593_5120_90af),
    ("whoosh", 0x967d_1af4_082f_48cb),
    ("music", 0x9ffb_6762_25e1_5848),
    ("piano", 0xd3c5_a7c7_34e0_30b5),
    ("guitar", 0x22da_d45f_b995_f2be),
    ("drums", 0x5e89_293c_0621_0389),
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
