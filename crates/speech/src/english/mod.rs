//! English: words, numbers and abbreviations become phones.

mod exceptions;
mod rules;

use crate::text::{Item, Rest, push};

/// The letter without its marks, in lower case, if it is a Latin one.
pub(crate) fn plain(c: char) -> Option<char> {
    let c = c.to_lowercase().next().unwrap_or(c);
    match c {
        'a'..='z' => Some(c),
        'à'..='æ' | 'ā' | 'ă' | 'ą' => Some('a'),
        'ç' | 'ć' | 'č' => Some('c'),
        'è'..='ë' | 'ē' | 'ę' | 'ě' => Some('e'),
        'ì'..='ï' | 'ī' => Some('i'),
        'ñ' | 'ń' | 'ň' => Some('n'),
        'ò'..='ö' | 'ø' | 'ō' | 'œ' | 'ő' => Some('o'),
        'ù'..='ü' | 'ū' | 'ű' | 'ů' => Some('u'),
        'ý' | 'ÿ' => Some('y'),
        'ß' | 'ś' | 'š' => Some('s'),
        'ł' => Some('l'),
        'ž' | 'ź' | 'ż' => Some('z'),
        _ => None,
    }
}

/// Says a word; what can't be a word is spelled.
pub(crate) fn word(word: &str, items: &mut Vec<Item>) {
    let letters: String = word.chars().filter_map(plain).collect();
    let short = word.chars().count() <= 3;
    let capitals = short && word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    let vowels = letters.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if let Some((phones, stress)) = exceptions::look_up(&letters).filter(|_| !capitals) {
        phrase(phones, stress, items);
    } else if letters.len() == 1 || capitals || !vowels {
        for letter in letters.chars() {
            phrase(exceptions::letter(letter), true, items);
        }
    } else {
        phrase(&rules::pronounce(&letters), true, items);
    }
}

/// Says a number.
pub(crate) fn number(digits: &str, items: &mut Vec<Item>) {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    match whole.parse::<u64>() {
        Ok(value) if value < 1_000_000_000_000 && (whole == "0" || !whole.starts_with('0')) => {
            in_full(value, items);
        }
        _ => each_digit(whole, items),
    }
    if !fraction.is_empty() {
        word("point", items);
        each_digit(fraction, items);
    }
}

fn each_digit(digits: &str, items: &mut Vec<Item>) {
    for digit in digits.chars().filter_map(|c| c.to_digit(10)) {
        in_full(u64::from(digit), items);
    }
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn in_full(value: u64, items: &mut Vec<Item>) {
    for (unit, name) in
        [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred")]
    {
        if value >= unit {
            in_full(value / unit, items);
            word(name, items);
            if !value.is_multiple_of(unit) {
                in_full(value % unit, items);
            }
            return;
        }
    }
    if let Some(name) = SMALL.get(value as usize) {
        word(name, items);
    } else if let Some(name) = TENS.get((value / 10) as usize - 2) {
        word(name, items);
        if !value.is_multiple_of(10) {
            in_full(value % 10, items);
        }
    }
}

/// Adds the phones of a word, with its stress on the right vowel.
fn phrase(phones: &str, stressed: bool, items: &mut Vec<Item>) {
    let names: Vec<&str> = phones.split(' ').filter(|name| !name.is_empty()).collect();
    let strong = if stressed { stress_of(&names) } else { None };
    // A syllable takes the consonant before its vowel.
    for (i, name) in names.iter().enumerate() {
        let in_syllable = Some(i) == strong || Some(i + 1) == strong && !is_vowel(name);
        push(name, in_syllable, 0, items);
    }
    items.push(Item::Rest(Rest::Word));
}

fn is_vowel(name: &str) -> bool {
    crate::phone::phone(name).is_some_and(crate::phone::Phone::is_vowel)
}

/// Which phone carries the stress: the vowel before an ending that asks for it, or else the
/// first full one.
fn stress_of(names: &[&str]) -> Option<usize> {
    let vowels: Vec<usize> = (0..names.len()).filter(|i| is_vowel(names[*i])).collect();
    let ending = names.len().checked_sub(3).map(|at| &names[at..]);
    if matches!(ending, Some(["SH" | "ZH", "AX", "N"])) && vowels.len() > 1 {
        return vowels.iter().rev().nth(1).copied();
    }
    vowels.iter().copied().find(|i| names[*i] != "AX").or(vowels.first().copied())
}
