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
    ("water drops", 0x2552_8b61_c0e6_6fd5),
    ("stream", 0xa6c0_96ca_abf3_839e),
    ("waterfall", 0x86cb_ccf6_9730_eede),
    ("bubbles", 0xecff_9544_4340_16ab),
    ("splash", 0xc0a0_9471_0cd1_48ba),
    ("boiling", 0xcdc5_6ff2_15cc_8bd5),
    ("birds", 0xe52f_3b07_42a5_a447),
    ("dog", 0x702d_7487_d2d0_5720),
    ("cat", 0x301f_d00d_61b8_7910),
    ("rooster", 0xf571_8c05_a7ed_e5fa),
    ("hen", 0xf675_8d2a_a3e9_18e0),
    ("cow", 0xcb28_5de6_e672_8b21),
    ("pig", 0x73f6_1e84_2875_0b4e),
    ("sheep", 0xc8e4_abf4_437d_f9f5),
    ("frog", 0xf702_cf5f_ba91_cedd),
    ("crow", 0x0b8e_d3ec_26e0_d864),
    ("crickets", 0x2772_d0db_5a32_e98e),
    ("purr", 0x2e4d_3e6c_dd02_8988),
    ("horse", 0x79af_2065_5ac5_9d5c),
    ("hooves", 0x639f_2c6b_bbb3_0789),
    ("owl", 0x3973_a581_b4ca_9955),
    ("wolf", 0x1b62_a890_6e50_3551),
    ("seagulls", 0xac0e_fd2b_ac36_aea6),
    ("duck", 0x3245_f4c5_5cfa_f244),
    ("insects", 0x2119_b0b9_2f86_84db),
    ("crying baby", 0x1cb8_4f71_7c18_d7a5),
    ("laughing", 0x413a_2b1d_1dc9_c3be),
    ("breathing", 0x0a45_fd42_62f0_920f),
    ("coughing", 0x6c18_8940_ff20_a4ae),
    ("sneezing", 0xa3b5_628f_955e_071c),
    ("snoring", 0xd032_2521_6948_38f0),
    ("crowd", 0xfe0b_16b9_23aa_9558),
    ("cheering", 0xb7d8_08dc_eb38_7d68),
    ("whistling", 0x5ca3_64fb_dfbf_b1b2),
    ("humming", 0x6851_2059_5022_f20c),
    ("footsteps", 0xeb8f_74d2_476c_1dd5),
    ("footsteps on gravel", 0x9fb7_08a2_ef48_ce43),
    ("footsteps in snow", 0xd8b6_37f1_d9b2_2ec3),
    ("clapping", 0x6eb5_76a3_d8e0_0e27),
    ("applause", 0xccfa_1845_9a88_0723),
    ("heartbeat", 0xa350_6d9b_90ca_8429),
    ("brushing teeth", 0x2a59_9cff_acc3_2e33),
    ("eating", 0xbb48_6af1_3569_e28b),
    ("drinking", 0xb606_0185_0223_cc2e),
    ("door knock", 0xdba1_c9e5_162a_738f),
    ("door creak", 0xcf1d_6857_ba3a_c768),
    ("door slam", 0x5f5e_475f_b42c_f2bf),
    ("mouse click", 0xe5ff_3f9a_711c_2757),
    ("keyboard typing", 0xc538_7bf4_54f5_7976),
    ("clock tick", 0x0f19_f4fc_7b24_ad8f),
    ("glass breaking", 0x3b5c_b6f2_dabb_12bf),
    ("pouring water", 0x99cf_f919_32bc_9179),
    ("toilet flush", 0x7916_7376_deea_8f14),
    ("can opening", 0x38f7_4ad1_fa36_06bc),
    ("coins", 0x15e2_572b_d5fc_0a10),
    ("zipper", 0x60e2_8bf6_9188_e091),
    ("paper", 0xd0ec_0afc_2de6_f3c1),
    ("paper tear", 0x1832_fd1e_7dec_78c9),
    ("camera shutter", 0x7734_8feb_3dbd_d5b3),
    ("light switch", 0x84a6_d196_9e10_f492),
    ("pop", 0xbad9_4bbe_f2f6_8d01),
    ("sword clang", 0xf7b1_3466_3bc7_9c0f),
    ("scissors", 0x7c03_c967_97e5_5451),
    ("wood chopping", 0x7078_501b_76e6_e6ce),
    ("dishes", 0xdfe3_2c84_ff23_4e92),
    ("frying", 0xc54f_ef05_60aa_3899),
    ("knife chopping", 0xecaf_5674_1b31_8081),
    ("running tap", 0x3756_5332_26ed_0b8e),
    ("kettle", 0xb59d_4cc8_a64f_589d),
    ("helicopter", 0x1e8a_eba1_ff21_7403),
    ("chainsaw", 0x17f7_8ef5_2c9e_028b),
    ("engine", 0x10b3_985b_69a9_f2ae),
    ("vacuum cleaner", 0xe184_1141_babf_d366),
    ("airplane", 0x5da9_b8ed_0949_dc4b),
    ("train", 0x1ae2_fef3_171d_7549),
    ("hand saw", 0xd2d0_4c29_1b0d_5fde),
    ("washing machine", 0xd322_f209_c324_dafe),
    ("motorcycle", 0xfacd_efb8_5bd4_1ca8),
    ("car passing", 0x2172_1971_7b3e_0eb9),
    ("drill", 0x9ef6_46a1_f162_f257),
    ("hammer", 0x346e_b7d8_57c8_f99f),
    ("electric hum", 0x23a8_49a6_ee9b_757e),
    ("spaceship", 0x208a_9b7b_3825_081f),
    ("car horn", 0xc082_3e15_7972_7b2a),
    ("siren", 0x502c_9aab_a62e_90c6),
    ("church bells", 0x1096_7e74_8306_72a3),
    ("fireworks", 0xeefd_9d6e_9dc6_2231),
    ("clock alarm", 0xa2e7_457f_61b8_17b8),
    ("fire alarm", 0x2ccf_56e9_8439_6d0f),
    ("phone", 0x2ade_f2f2_9c62_7a57),
    ("doorbell", 0xf38e_7e6c_63c2_03ab),
    ("wind chimes", 0xe05a_43de_ede9_9a7f),
    ("boat horn", 0xaf72_22ae_c427_a73d),
    ("explosion", 0xe217_8ada_4d34_c855),
    ("gunshot", 0x7cad_e10a_3222_affd),
    ("laser", 0x9dea_2c41_d2d7_177d),
    ("robot beeps", 0x4833_1593_5120_90af),
    ("whoosh", 0x967d_1af4_082f_48cb),
    ("music", 0x9ffb_6762_25e1_5848),
    ("piano", 0x3d06_7f2e_abbd_6b9c),
    ("guitar", 0x22da_d45f_b995_f2be),
    ("drums", 0xdbe7_8ade_94f3_0d99),
    ("texture", 0x2480_eb77_30af_0e40),
];

/// The same of prompts that ask for more.
const SCENES: &[(&str, u64)] = &[
    ("Soft ambient ocean waves at sunrise.", 0x55e1_7d84_3b29_73cc),
    ("storm and distant birds", 0x3069_4a57_9d74_47df),
    ("thunder, then a small fire, followed by birds in the background", 0x857b_e1a6_884e_bea6),
    ("birds after thunder twice, while it rains, in a cave", 0xfdef_d1ff_6f87_2174),
    ("heavy rain underwater", 0xa7c2_9518_d401_fb64),
    ("a violent close-up fire in a cathedral", 0x62b8_2e1e_f61f_84e2),
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
