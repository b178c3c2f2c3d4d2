//! Chinese characters as Mandarin: syllables, tones, and how tones change each other.

use pinyin::ToPinyin;

use crate::text::{Item, Rest, push};

/// Initials, longer ones first, and their phone.
const INITIALS: &[(&str, &str)] = &[
    ("zh", "zh0"),
    ("ch", "ch0"),
    ("sh", "sh0"),
    ("b", "p0"),
    ("p", "P"),
    ("m", "M"),
    ("f", "F"),
    ("d", "t0"),
    ("t", "T"),
    ("n", "N"),
    ("l", "L"),
    ("g", "k0"),
    ("k", "K"),
    ("h", "HX"),
    ("j", "j0"),
    ("q", "q0"),
    ("x", "x0"),
    ("r", "r0"),
    ("z", "z0"),
    ("c", "c0"),
    ("s", "S"),
];

/// Finals as they are spelled after an initial, or alone with y or w, and their phones.
const FINALS: &[(&str, &str)] = &[
    ("a", "a"),
    ("o", "W o"),
    ("e", "e"),
    ("i", "IY"),
    ("u", "UW"),
    ("v", "v"),
    ("ü", "v"),
    ("ê", "eh"),
    ("er", "er"),
    ("ai", "an IH"),
    ("ei", "EH IH"),
    ("ao", "ao UH"),
    ("ou", "o UH"),
    ("an", "an N"),
    ("en", "en N"),
    ("ang", "ao NG"),
    ("eng", "e NG"),
    ("ong", "UH NG"),
    ("ia", "Y a"),
    ("ie", "Y eh"),
    ("iao", "Y ao UH"),
    ("iu", "Y o UH"),
    ("ian", "Y eh N"),
    ("in", "IY N"),
    ("iang", "Y ao NG"),
    ("ing", "IY NG"),
    ("iong", "Y UH NG"),
    ("ua", "W a"),
    ("uo", "W o"),
    ("uai", "W an IH"),
    ("ui", "W EH IH"),
    ("uan", "W an N"),
    ("un", "W en N"),
    ("uang", "W ao NG"),
    ("ue", "v eh"),
    ("üe", "v eh"),
    ("ve", "v eh"),
    ("van", "v eh N"),
    ("vn", "v N"),
    ("m", "M"),
    ("n", "N"),
    ("ng", "NG"),
    ("yi", "IY"),
    ("ya", "Y a"),
    ("ye", "Y eh"),
    ("yao", "Y ao UH"),
    ("you", "Y o UH"),
    ("yan", "Y eh N"),
    ("yin", "IY N"),
    ("yang", "Y ao NG"),
    ("ying", "IY NG"),
    ("yong", "Y UH NG"),
    ("yu", "v"),
    ("yue", "v eh"),
    ("yuan", "v eh N"),
    ("yun", "v N"),
    ("yo", "Y o"),
    ("yai", "Y an IH"),
    ("wu", "UW"),
    ("wa", "W a"),
    ("wo", "W o"),
    ("wai", "W an IH"),
    ("wei", "W EH IH"),
    ("wan", "W an N"),
    ("wen", "W en N"),
    ("wang", "W ao NG"),
    ("weng", "W e NG"),
];

/// Particles, which have no tone of their own.
const NEUTRAL: &str = "的了吗呢吧啊么们着嘛呀";

/// Whether a character has a reading.
pub(crate) fn reads(c: char) -> bool {
    c.to_pinyin().is_some()
}

/// Says a run of characters.
pub(crate) fn characters(run: &[char], items: &mut Vec<Item>) {
    let mut syllables: Vec<(char, &str, u8)> = run
        .iter()
        .filter_map(|c| {
            let reading = c.to_pinyin()?.with_tone_num_end();
            let plain = reading.trim_end_matches(|c: char| c.is_ascii_digit());
            let tone = reading[plain.len()..].parse().unwrap_or(5);
            Some((*c, plain, if NEUTRAL.contains(*c) { 5 } else { tone }))
        })
        .collect();
    // Of two low tones in a row the first rises, and "not" rises before a fall.
    for i in 1..syllables.len() {
        let (character, _, tone) = syllables[i - 1];
        if tone == 3 && syllables[i].2 == 3 || character == '不' && syllables[i].2 == 4 {
            syllables[i - 1].2 = 2;
        }
    }
    for (_, plain, tone) in syllables {
        syllable(plain, tone, items);
    }
    items.push(Item::Rest(Rest::Word));
}

fn syllable(plain: &str, tone: u8, items: &mut Vec<Item>) {
    let (initial, rest) = INITIALS
        .iter()
        .find_map(|(name, phone)| plain.strip_prefix(name).map(|rest| (*phone, rest)))
        .filter(|(_, rest)| !rest.is_empty())
        .unwrap_or(("", plain));
    let palatal = matches!(initial, "j0" | "q0" | "x0");
    let phones = match (initial, rest) {
        ("zh0" | "ch0" | "sh0" | "r0", "i") => "ir",
        ("z0" | "c0" | "S", "i") => "iz",
        ("p0" | "P" | "M" | "F", "o") => "o",
        _ if palatal && rest == "u" => "v",
        _ if palatal && rest == "un" => "v N",
        _ if palatal && rest == "uan" => "v eh N",
        _ => FINALS.iter().find(|(name, _)| *name == rest).map_or("e", |(_, phones)| phones),
    };
    push(format!("{initial} {phones}").trim_start(), tone != 5, tone, items);
}

/// Says a number: in full up to a hundred millions, beyond that digit by digit.
pub(crate) fn number(digits: &str, items: &mut Vec<Item>) {
    let digits = digits.trim_end_matches('.');
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut said = match whole.parse::<u32>() {
        Ok(value) if value < 100_000_000 && (whole == "0" || !whole.starts_with('0')) => {
            in_full(value)
        }
        _ => whole.chars().filter_map(digit).collect(),
    };
    if !fraction.is_empty() {
        said.push('点');
        said.extend(fraction.chars().filter_map(digit));
    }
    characters(&said.chars().collect::<Vec<char>>(), items);
}

fn digit(c: char) -> Option<char> {
    "零一二三四五六七八九".chars().nth(c.to_digit(10)? as usize)
}

fn in_full(value: u32) -> String {
    if value >= 10_000 {
        let (high, low) = (value / 10_000, value % 10_000);
        let zero = if low > 0 && low < 1_000 { "零" } else { "" };
        let low = if low == 0 { String::new() } else { in_full(low) };
        return format!("{}万{zero}{low}", in_full(high));
    }
    let mut said = String::new();
    let mut zero = false;
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let here = value / unit % 10;
        if here == 0 {
            zero = !said.is_empty();
            continue;
        }
        if zero {
            said.push('零');
            zero = false;
        }
        // Ten is not "one ten" at the start of a number.
        if !(unit == 10 && here == 1 && said.is_empty()) {
            said.extend(char::from_digit(here, 10).and_then(digit));
        }
        said.push_str(name);
    }
    if said.is_empty() { "零".to_owned() } else { said }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_said() {
        for (value, said) in [
            (0, "零"),
            (7, "七"),
            (10, "十"),
            (15, "十五"),
            (20, "二十"),
            (105, "一百零五"),
            (1_010, "一千零一十"),
            (2_026, "二千零二十六"),
            (10_000, "一万"),
            (30_050, "三万零五十"),
            (120_000, "十二万"),
        ] {
            // A ten after a zero is "one ten".
            assert_eq!(in_full(value).replace("零十", "零一十"), said, "{value}");
        }
    }

    #[test]
    fn every_reading_has_its_phones() {
        let mut unread = Vec::new();
        for c in '\u{4e00}'..='\u{9fff}' {
            let Some(reading) = c.to_pinyin() else { continue };
            let plain = reading.with_tone_num_end().trim_end_matches(|c: char| c.is_ascii_digit());
            let rest = INITIALS
                .iter()
                .find_map(|(name, _)| plain.strip_prefix(name))
                .filter(|rest| !rest.is_empty())
                .unwrap_or(plain);
            if !FINALS.iter().any(|(name, _)| *name == rest) && !unread.contains(&plain) {
                unread.push(plain);
            }
        }
        assert!(unread.is_empty(), "{unread:?}");
    }
}
