//! Who a voice's id is: a child, a woman, an old man.
//!
//! Kling's ids are known by what its list calls them: `ai_shatang` is a young girl there, and
//! `you_pingjing` a mother. Of any other id the words tell, English ones and pinyin, or nothing does.
//! Where even the list does not tell, as with `AOT`, the part is given as it seemed to fit.

/// What a listener would say of a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Child,
    Girl,
    Boy,
    Woman,
    OldWoman,
    Man,
    OldMan,
}

use Kind::{Boy, Child, Girl, Man, OldMan, OldWoman, Woman};

/// The bounds of what one kind of speaker has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// In Hz.
    pub(crate) pitch: (f32, f32),
    pub(crate) scale: (f32, f32),
    pub(crate) pace: (f32, f32),
}

impl Kind {
    pub(crate) fn bounds(self) -> Bounds {
        let bounds = |pitch, scale, pace| Bounds { pitch, scale, pace };
        match self {
            Child => bounds((262.0, 322.0), (1.24, 1.34), (0.94, 1.06)),
            Girl => bounds((222.0, 260.0), (1.16, 1.24), (0.97, 1.08)),
            Boy => bounds((165.0, 245.0), (1.10, 1.22), (0.96, 1.08)),
            Woman => bounds((170.0, 230.0), (1.11, 1.19), (0.94, 1.07)),
            OldWoman => bounds((148.0, 170.0), (1.06, 1.12), (0.86, 0.94)),
            Man => bounds((86.0, 152.0), (0.94, 1.07), (0.94, 1.07)),
            OldMan => bounds((84.0, 122.0), (0.91, 0.95), (0.84, 0.94)),
        }
    }
}

/// A known part: its id, who it is, its pitch in Hz, and its scale.
pub(crate) type Part = (&'static str, Kind, f32, f32);

/// Kling's ids. No two are near one another in both of their figures.
#[rustfmt::skip]
pub(crate) const CAST: [Part; 46] = [
    ("PeppaPig_platform", Child, 320.0, 1.33),
    ("cartoon-girl-01", Child, 302.0, 1.29),
    ("mengwa-v1", Child, 284.0, 1.26),
    ("cartoon-boy-07", Child, 266.0, 1.30),
    ("guanxiaofang-v2", Girl, 258.0, 1.20),
    ("genshin_klee2", Girl, 248.0, 1.235),
    ("tianmeixuemei-v1", Girl, 241.0, 1.16),
    ("genshin_kirara", Girl, 234.0, 1.22),
    ("ai_shatang", Girl, 225.0, 1.19),
    ("uk_boy1", Boy, 237.0, 1.11),
    ("zhinen_xuesheng", Boy, 205.0, 1.22),
    ("genshin_vindi2", Boy, 186.0, 1.17),
    ("tiyuxi_xuedi", Boy, 166.0, 1.12),
    ("girlfriend_1_speech02", Woman, 227.0, 1.14),
    ("chuanmeizi_speech02", Woman, 216.0, 1.19),
    ("girlfriend_4_speech02", Woman, 215.0, 1.14),
    ("tianjinjiejie_speech02", Woman, 207.0, 1.12),
    ("commercial_lady_en_f-v1", Woman, 204.0, 1.17),
    ("girlfriend_2_speech02", Woman, 198.0, 1.12),
    ("chat1_female_new-3", Woman, 194.0, 1.18),
    ("you_pingjing", Woman, 188.0, 1.115),
    ("chat_0407_5-1", Woman, 178.0, 1.165),
    ("chengshu_jiejie", Woman, 174.0, 1.115),
    ("laopopo_speech02", OldWoman, 166.0, 1.07),
    ("heainainai_speech02", OldWoman, 154.0, 1.10),
    ("chongqingxiaohuo_speech02", Man, 150.0, 1.03),
    ("ai_kaiya", Man, 144.0, 1.06),
    ("tiexin_nanyou", Man, 139.0, 1.01),
    ("ai_chenjiahao_712", Man, 134.0, 1.05),
    ("ai_taiwan_man2_speech02", Man, 129.0, 1.01),
    ("AOT", Man, 127.0, 1.06),
    ("yizhipiannan-v1", Man, 124.0, 0.96),
    ("dongbeilaotie_speech02", Man, 121.0, 1.00),
    ("reader_en_m-v1", Man, 118.0, 1.04),
    ("xianzhanggui_speech02", Man, 115.0, 0.98),
    ("calm_story1", Man, 111.0, 0.94),
    ("chaoshandashu_speech02", Man, 110.0, 1.03),
    ("oversea_male1", Man, 107.0, 0.99),
    ("ai_huangzhong_712", Man, 102.0, 0.96),
    ("daopianyansang-v1", Man, 101.0, 1.05),
    ("ai_huangyaoshi_712", Man, 98.0, 1.00),
    ("uk_man2", Man, 92.0, 0.97),
    ("diyinnansang_DB_CN_M_04-v2", Man, 88.0, 0.94),
    ("uk_oldman3", OldMan, 119.0, 0.94),
    ("zhuxi_speech02", OldMan, 106.0, 0.92),
    ("ai_laoguowang_712", OldMan, 85.0, 0.91),
];

/// Words that stand alone in an id.
const WORDS: [(&str, Kind); 34] = [
    ("baby", Child),
    ("child", Child),
    ("kid", Child),
    ("girl", Girl),
    ("boy", Boy),
    ("teen", Boy),
    ("f", Woman),
    ("female", Woman),
    ("girlfriend", Woman),
    ("lady", Woman),
    ("mom", Woman),
    ("mother", Woman),
    ("mum", Woman),
    ("queen", Woman),
    ("sister", Woman),
    ("woman", Woman),
    ("grandma", OldWoman),
    ("grandmother", OldWoman),
    ("granny", OldWoman),
    ("oldwoman", OldWoman),
    ("boyfriend", Man),
    ("brother", Man),
    ("dad", Man),
    ("father", Man),
    ("gentleman", Man),
    ("guy", Man),
    ("king", Man),
    ("m", Man),
    ("male", Man),
    ("man", Man),
    ("grandfather", OldMan),
    ("grandpa", OldMan),
    ("oldman", OldMan),
    ("uncle", Man),
];

/// Ends of words in pinyin, which ids write as one: `chuanmeizi` is a girl from Sichuan.
const ENDS: [(&str, Kind); 24] = [
    ("nantong", Child),
    ("nvtong", Child),
    ("mengwa", Child),
    ("zhengtai", Boy),
    ("shaonian", Boy),
    ("xiaodi", Boy),
    ("xuedi", Boy),
    ("shaonv", Girl),
    ("xiaomei", Girl),
    ("xuemei", Girl),
    ("jiejie", Woman),
    ("meizi", Woman),
    ("mama", Woman),
    ("nvsheng", Woman),
    ("nainai", OldWoman),
    ("popo", OldWoman),
    ("baba", Man),
    ("dashu", Man),
    ("laotie", Man),
    ("nansheng", Man),
    ("nanyou", Man),
    ("xiaoge", Man),
    ("xiaohuo", Man),
    ("yeye", OldMan),
];

/// The known part of an id.
pub(crate) fn part(id: &str) -> Option<&'static Part> {
    CAST.iter().find(|(known, ..)| *known == id)
}

/// What the words of an id say: the first that says something.
pub(crate) fn told(id: &str) -> Option<Kind> {
    let id = id.to_ascii_lowercase();
    id.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let alone = WORDS.iter().find(|(known, _)| *known == word);
        let end = || ENDS.iter().find(|(end, _)| word.ends_with(end));
        alone.or_else(end).map(|(_, kind)| *kind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_on_the_list_has_a_part() {
        for voice in foley_core::capability::VOICES {
            assert!(part(voice.id).is_some(), "{}", voice.id);
        }
    }

    #[test]
    fn every_part_is_like_its_kind() {
        for (id, kind, pitch, scale) in CAST {
            let bounds = kind.bounds();
            let within = |x, (low, high)| (low..=high).contains(&x);
            assert!(within(pitch, bounds.pitch) && within(scale, bounds.scale), "{id}");
        }
    }

    #[test]
    fn no_two_parts_are_alike() {
        for (i, (one, _, pitch, scale)) in CAST.iter().enumerate() {
            for (other, _, other_pitch, other_scale) in &CAST[i + 1..] {
                let apart = |a: f32, b: f32| (a / b).max(b / a) > 1.035;
                let told = apart(*pitch, *other_pitch) || apart(*scale, *other_scale);
                assert!(told, "{one} {other}");
            }
        }
    }

    #[test]
    fn words_say_the_same_as_the_list() {
        let mut said = 0;
        for (id, kind, ..) in CAST {
            if let Some(told) = told(id) {
                said += 1;
                // The cartoon's boy and girl are small children there.
                let child = kind == Child && matches!(told, Boy | Girl);
                assert!(told == kind || child, "{id} {told:?}");
            }
        }
        assert!(said > 20, "{said}");
    }

    #[test]
    fn words_tell_who_an_unknown_id_is() {
        for (id, kind) in [
            ("new_girl_3", Some(Girl)),
            ("Grandpa-07", Some(OldMan)),
            ("FEMALE2", Some(Woman)),
            ("male", Some(Man)),
            ("beijingdashu_v1", Some(Man)),
            ("cartoon-kid", Some(Child)),
            ("german_3", None),
            ("tamales", None),
            ("alice", None),
            ("阳光", None),
            ("", None),
        ] {
            assert_eq!(told(id), kind, "{id}");
        }
    }
}
