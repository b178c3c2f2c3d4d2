//! Finds what is to be said in a text: words, characters, numbers, pauses.

use crate::{
    english, mandarin,
    phone::{Phone, phone},
};

/// No more of a text is read than this: some minutes of it.
const MOST_CHARS: usize = 1_500;

/// One thing to say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Item {
    Say(Spoken),
    Rest(Rest),
}

/// A phone in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spoken {
    pub(crate) phone: &'static Phone,
    /// Whether its syllable is stressed.
    pub(crate) stress: bool,
    /// The tone of its syllable: 1 to 4, 5 for the neutral one, 0 in a language without.
    pub(crate) tone: u8,
    /// Whether a syllable starts with it.
    pub(crate) first: bool,
}

/// Where the voice rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// Between words: no time at all.
    Word,
    Comma,
    Stop,
    Question,
}

/// What a stretch of text is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Script {
    Latin,
    Han,
    Digit,
    Space,
    /// Says nothing and is nothing: marks on other characters.
    Mark,
    Sign(&'static str, &'static str),
    Pause(Rest),
    Unknown,
}

/// Reads a text. There is always something to say.
pub(crate) fn read(text: &str, chinese: bool) -> Vec<Item> {
    let chars: Vec<char> = text.chars().take(MOST_CHARS).collect();
    let mut items = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let script = script(chars[at], chars.get(at + 1).copied());
        let mut end = at + 1 + chars[at + 1..].iter().take_while(|c| goes_on(script, **c)).count();
        // A mark behind a number, or a quote behind a word, is no part of it.
        while matches!(chars[end - 1], '.' | ',' | '\'' | '’') && end > at + 1 {
            end -= 1;
        }
        let run = &chars[at..end];
        match script {
            Script::Latin => english::word(&run.iter().collect::<String>(), &mut items),
            Script::Han => mandarin::characters(run, &mut items),
            Script::Digit => {
                let number: String = run.iter().filter_map(|c| digit_of(*c)).collect();
                if chinese {
                    mandarin::number(&number, &mut items);
                } else {
                    english::number(&number, &mut items);
                }
            }
            Script::Sign(english, chinese_word) => {
                if chinese {
                    let word: Vec<char> = chinese_word.chars().collect();
                    mandarin::characters(&word, &mut items);
                } else {
                    english::word(english, &mut items);
                }
            }
            Script::Pause(rest) => items.push(Item::Rest(rest)),
            Script::Unknown => hum(chars[at], &mut items),
            Script::Space => items.push(Item::Rest(Rest::Word)),
            Script::Mark => {}
        }
        at = end;
    }
    if !items.iter().any(|item| matches!(item, Item::Say(_))) {
        hum(' ', &mut items);
    }
    items
}

/// Adds phones by their names.
pub(crate) fn push(names: &str, stress: bool, tone: u8, items: &mut Vec<Item>) {
    for (i, name) in names.split(' ').enumerate() {
        if let Some(phone) = phone(name) {
            items.push(Item::Say(Spoken { phone, stress, tone, first: i == 0 }));
        }
    }
}

/// A syllable for what has no reading: one of a few, always the same for the same character.
fn hum(c: char, items: &mut Vec<Item>) {
    let names = ["M AX", "N AX", "L AX", "D AX", "B AX"][c as usize % 5];
    push(names, c.is_alphabetic(), 0, items);
    items.push(Item::Rest(Rest::Word));
}

fn digit_of(c: char) -> Option<char> {
    match c {
        '0'..='9' | '.' => Some(c),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => None,
    }
}

fn goes_on(script: Script, c: char) -> bool {
    match script {
        Script::Latin => self::script(c, None) == Script::Latin || matches!(c, '\'' | '’'),
        Script::Digit => digit_of(c).is_some() && c != '.' || matches!(c, '.' | ','),
        Script::Han | Script::Space => self::script(c, None) == script,
        _ => false,
    }
}

fn script(c: char, next: Option<char>) -> Script {
    let word = Script::Sign;
    match c {
        '.' if next.is_some_and(char::is_alphanumeric) => Script::Pause(Rest::Comma),
        '.' | '!' | '。' | '！' | '\n' | '…' => Script::Pause(Rest::Stop),
        '?' | '？' => Script::Pause(Rest::Question),
        ',' | ';' | ':' | '(' | ')' | '—' | '–' | '，' | '、' | '；' | '：' | '（' | '）' => {
            Script::Pause(Rest::Comma)
        }
        '%' => word("percent", "百分"),
        '&' => word("and", "和"),
        '@' => word("at", "在"),
        '+' => word("plus", "加"),
        '=' => word("equals", "等于"),
        '$' => word("dollars", "美元"),
        '€' => word("euros", "欧元"),
        '£' => word("pounds", "英镑"),
        '#' => word("number", "号"),
        '°' => word("degrees", "度"),
        _ if english::plain(c).is_some() => Script::Latin,
        _ if c.is_whitespace() || c.is_control() => Script::Space,
        _ if c != '.' && digit_of(c).is_some() => Script::Digit,
        _ if mandarin::reads(c) => Script::Han,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => Script::Mark,
        '-' | '\'' | '"' | '’' | '‘' | '“' | '”' | '/' | '_' | '*' | '[' | ']' | '《' | '》'
        | '「' | '」' | '·' | '~' | '<' | '>' | '{' | '}' | '|' | '\\' | '^' | '`' => {
            Script::Space
        }
        _ => Script::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn said(text: &str, chinese: bool) -> String {
        let names: Vec<&str> = read(text, chinese)
            .iter()
            .filter_map(|item| match item {
                Item::Say(spoken) => Some(spoken.phone.name),
                Item::Rest(_) => None,
            })
            .collect();
        names.join(" ")
    }

    #[test]
    fn everything_is_read_somehow() {
        for text in ["", " ", "!!!", "😀", "привет", "\u{301}", "...", "\0", "ｱ", "١"] {
            assert!(!said(text, false).is_empty(), "{text}");
            assert!(!said(text, true).is_empty(), "{text}");
        }
    }

    #[test]
    fn numbers_are_read_in_the_language() {
        assert_eq!(said("42", false), said("forty two", false));
        assert_eq!(said("3.14", false), said("three point one four", false));
        assert_eq!(said("1,234", false), said("one thousand two hundred thirty four", false));
        assert_eq!(said("42", true), said("四十二", true));
        assert_eq!(said("１０５", true), said("一百零五", true));
        assert_eq!(said("50%", false), said("fifty percent", false));
    }

    #[test]
    fn pauses_stand_where_the_marks_are() {
        let rests: Vec<Rest> = read("Yes, no. Why? 好，吗？", false)
            .into_iter()
            .filter_map(|item| if let Item::Rest(rest) = item { Some(rest) } else { None })
            .filter(|rest| *rest != Rest::Word)
            .collect();
        assert_eq!(rests, [Rest::Comma, Rest::Stop, Rest::Question, Rest::Comma, Rest::Question]);
    }
}
