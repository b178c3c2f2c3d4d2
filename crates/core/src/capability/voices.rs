//! The voices that are known for speech.

/// A voice in one language. Many ids speak both, under another name in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Kling's id of it.
    pub id: &'static str,
    /// The language: `en` or `zh`.
    pub language: &'static str,
    /// Its name, in its language.
    pub name: &'static str,
}

const fn en(id: &'static str, name: &'static str) -> Voice {
    Voice { id, language: "en", name }
}

const fn zh(id: &'static str, name: &'static str) -> Voice {
    Voice { id, language: "zh", name }
}

/// Kling's preset voices, as its own ComfyUI nodes list them. Its list may have grown: any other id is
/// taken as well.
pub const VOICES: &[Voice] = &[
    en("genshin_vindi2", "Sunny"),
    en("zhinen_xuesheng", "Sage"),
    en("AOT", "Ace"),
    en("ai_shatang", "Blossom"),
    en("genshin_klee2", "Peppy"),
    en("genshin_kirara", "Dove"),
    en("ai_kaiya", "Shine"),
    en("oversea_male1", "Anchor"),
    en("ai_chenjiahao_712", "Lyric"),
    en("girlfriend_4_speech02", "Melody"),
    en("chat1_female_new-3", "Tender"),
    en("chat_0407_5-1", "Siren"),
    en("cartoon-boy-07", "Zippy"),
    en("uk_boy1", "Bud"),
    en("cartoon-girl-01", "Sprite"),
    en("PeppaPig_platform", "Candy"),
    en("ai_huangzhong_712", "Beacon"),
    en("ai_huangyaoshi_712", "Rock"),
    en("ai_laoguowang_712", "Titan"),
    en("chengshu_jiejie", "Grace"),
    en("you_pingjing", "Helen"),
    en("calm_story1", "Lore"),
    en("uk_man2", "Crag"),
    en("laopopo_speech02", "Prattle"),
    en("heainainai_speech02", "Hearth"),
    en("reader_en_m-v1", "The Reader"),
    en("commercial_lady_en_f-v1", "Commercial Lady"),
    zh("genshin_vindi2", "阳光少年"),
    zh("zhinen_xuesheng", "懂事小弟"),
    zh("tiyuxi_xuedi", "运动少年"),
    zh("ai_shatang", "青春少女"),
    zh("genshin_klee2", "温柔小妹"),
    zh("genshin_kirara", "元气少女"),
    zh("ai_kaiya", "阳光男生"),
    zh("tiexin_nanyou", "幽默小哥"),
    zh("ai_chenjiahao_712", "文艺小哥"),
    zh("girlfriend_1_speech02", "甜美邻家"),
    zh("chat1_female_new-3", "温柔姐姐"),
    zh("girlfriend_2_speech02", "职场女青"),
    zh("cartoon-boy-07", "活泼男童"),
    zh("cartoon-girl-01", "俏皮女童"),
    zh("ai_huangyaoshi_712", "稳重老爸"),
    zh("you_pingjing", "温柔妈妈"),
    zh("ai_laoguowang_712", "严肃上司"),
    zh("chengshu_jiejie", "优雅贵妇"),
    zh("zhuxi_speech02", "慈祥爷爷"),
    zh("uk_oldman3", "唠叨爷爷"),
    zh("laopopo_speech02", "唠叨奶奶"),
    zh("heainainai_speech02", "和蔼奶奶"),
    zh("dongbeilaotie_speech02", "东北老铁"),
    zh("chongqingxiaohuo_speech02", "重庆小伙"),
    zh("chuanmeizi_speech02", "四川妹子"),
    zh("chaoshandashu_speech02", "潮汕大叔"),
    zh("ai_taiwan_man2_speech02", "台湾男生"),
    zh("xianzhanggui_speech02", "西安掌柜"),
    zh("tianjinjiejie_speech02", "天津姐姐"),
    zh("diyinnansang_DB_CN_M_04-v2", "新闻播报男"),
    zh("yizhipiannan-v1", "译制片男"),
    zh("guanxiaofang-v2", "元气少女"),
    zh("tianmeixuemei-v1", "撒娇女友"),
    zh("daopianyansang-v1", "刀片烟嗓"),
    zh("mengwa-v1", "乖巧正太"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_voice_is_known_by_its_id_and_language() {
        let keys: BTreeSet<(&str, &str)> =
            VOICES.iter().map(|voice| (voice.id, voice.language)).collect();
        assert_eq!(keys.len(), VOICES.len());
        let count = |language| VOICES.iter().filter(|voice| voice.language == language).count();
        assert_eq!((count("en"), count("zh")), (27, 35));
    }
}
