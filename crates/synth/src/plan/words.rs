//! A text becomes meanings, in their order: clause by clause, the longest phrase first.

use crate::lexicon::{self, Found, How, Meaning};

/// One thing that a text says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Word {
    Means(Meaning),
    /// Known to nobody here.
    Unknown(String),
}

use Word::{Means, Unknown};

/// More than this of a thing is a crowd of it.
const MOST: u64 = 64;

/// What a number before one of these counts is nothing that sounds.
const UNITS: &[&str] = &[
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "ms",
    "day", "days", "week", "weeks", "month", "months", "year", "years", "am", "pm", "oclock", "hz",
    "khz", "bpm", "db", "meter", "meters", "metre", "metres", "km", "mile", "miles", "feet",
    "degrees", "percent", "story", "d", "k",
];

/// Counted by these in Chinese.
const MEASURES: &[char] = &['声', '次', '下', '遍', '只', '个', '记'];

/// Reads a text in lower case.
pub(crate) fn read(text: &str) -> Vec<Word> {
    let text = text.replace("->", " then ").replace("=>", " then ").replace('→', " then ");
    let text = text.replace(['&', '+'], " and ").replace(['\'', '’'], "");
    let mut said = Vec::new();
    for (i, clause) in text.split(is_stop).enumerate() {
        if i > 0 {
            said.push(Means(Meaning::Stop));
        }
        let words: Vec<&str> =
            clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        Clause { words, is_sound: false, is_any: false }.read(&mut said);
    }
    said
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '('
            | ')'
            | '\n'
            | '\r'
            | '—'
            | '–'
            | '…'
            | '|'
            | '，'
            | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
    )
}

/// The words between two stops.
struct Clause<'a> {
    words: Vec<&'a str>,
    /// Whether a sound was named since the last conjunction.
    is_sound: bool,
    /// Whether one was named at all.
    is_any: bool,
}

impl Clause<'_> {
    fn read(mut self, said: &mut Vec<Word>) {
        let mut at = 0;
        while let Some(word) = self.words.get(at).copied() {
            let (meaning, taken) = match self.number(at).or_else(|| self.word(at)) {
                Some(found) => (found.meaning, found.taken),
                None if word.is_ascii() => {
                    said.push(Unknown(word.to_owned()));
                    at += 1;
                    continue;
                }
                None => {
                    read_script(word, said);
                    at += 1;
                    continue;
                }
            };
            match meaning {
                Meaning::Named(..) | Meaning::Scene(_) => {
                    self.is_sound = true;
                    self.is_any = true;
                }
                Meaning::And | Meaning::With | Meaning::While | Meaning::Then => {
                    self.is_sound = false;
                }
                Meaning::Before | Meaning::After => self.is_sound = false,
                _ => {}
            }
            if meaning == Meaning::Missing {
                said.push(Unknown(self.words[at..at + taken].join(" ")));
            }
            said.push(Means(meaning));
            at += taken;
        }
    }

    fn rest(&self, at: usize) -> &[&str] {
        self.words.get(at..).unwrap_or_default()
    }

    /// The phrase or word at a place.
    fn word(&self, at: usize) -> Option<Found> {
        let found = lexicon::english(self.rest(at));
        let deed = lexicon::deed(self.words[at]);
        match (found, deed) {
            (Some(Found { meaning: Meaning::Named(..), taken: 1 }) | None, Some(strength))
                if self.is_sound || self.is_owned(at) || self.is_said_of_what_follows(at) =>
            {
                let how = How::Strength(strength);
                let meaning = match (strength, self.is_sound) {
                    (0.0, _) => Meaning::Filler,
                    (_, true) => Meaning::Added(how),
                    (_, false) => Meaning::Said(how),
                };
                Some(Found { meaning, taken: 1 })
            }
            (Some(Found { meaning: Meaning::Said(How::Count(count)), taken }), _) => {
                Some(self.counted(count, at + taken, taken))
            }
            // "Heavily" stands after what it is said of, "heavy" before.
            (Some(Found { meaning: Meaning::Said(how), taken: 1 }), _)
                if self.words[at].ends_with("ly") =>
            {
                Some(Found { meaning: Meaning::Added(how), taken: 1 })
            }
            (found, _) => found,
        }
    }

    /// Whether a deed is that of a sound before it: a train with its whistle.
    fn is_owned(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        self.is_any && before.is_some_and(|word| matches!(*word, "its" | "his" | "her" | "their"))
    }

    /// Whether a deed is that of the sound after it: the howling wind, the roar of an engine.
    fn is_said_of_what_follows(&self, at: usize) -> bool {
        let of = self.words.get(at + 1) == Some(&"of");
        if !of && !self.words[at].ends_with("ing") {
            return false;
        }
        let mut next = at + 1;
        while let Some(found) = lexicon::english(self.rest(next)) {
            match found.meaning {
                Meaning::Filler | Meaning::Said(_) => next += found.taken,
                Meaning::Named(..) if found.taken == 1 => {
                    return lexicon::deed(self.words[next]).is_none();
                }
                Meaning::Named(..) | Meaning::Scene(_) => return true,
                _ => return false,
            }
        }
        false
    }

    /// A number in figures at a place, with what it counts if that is nothing that sounds.
    fn number(&self, at: usize) -> Option<Found> {
        let word = self.words[at];
        if !word.is_ascii() || !word.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let is_times = word.strip_prefix('x').or_else(|| word.strip_suffix('x'));
        if let Some(count) = is_times.and_then(figure) {
            return Some(Found { meaning: Meaning::Added(How::Count(count)), taken: 1 });
        }
        match figure(word) {
            Some(count) => Some(self.counted(count, at + 1, 1)),
            // 10s, 80s, 4k, 1st
            None if word.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(Found { meaning: Meaning::Filler, taken: 1 })
            }
            None => None,
        }
    }

    /// What a number means, by the word after it.
    fn counted(&self, count: u32, next: usize, taken: usize) -> Found {
        let meaning = |meaning, more| Found { meaning, taken: taken + more };
        match self.words.get(next).copied() {
            Some("times" | "time" | "x") => meaning(Meaning::Added(How::Count(count)), 1),
            Some(unit) if UNITS.contains(&unit) => meaning(Meaning::Filler, 1),
            // "1." begins a list.
            None => meaning(Meaning::Filler, 0),
            Some(_) if count == 0 => meaning(Meaning::Not, 0),
            Some(_) => meaning(Meaning::Said(How::Count(count)), 0),
        }
    }
}

fn figure(word: &str) -> Option<u32> {
    let is_figure = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    // What is too large to be read is as many as can be.
    is_figure.then(|| word.parse::<u64>().unwrap_or(u64::MAX).min(MOST) as u32)
}

/// Reads a run of letters that has no spaces between its words, as Chinese doesn't. What is not
/// understood is one word from end to end.
fn read_script(mut word: &str, said: &mut Vec<Word>) {
    let mut unknown = String::new();
    let end = |unknown: &mut String, said: &mut Vec<Word>| {
        if !unknown.is_empty() {
            said.push(Unknown(core::mem::take(unknown)));
        }
    };
    while let Some(first) = word.chars().next() {
        let figures = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = word.split_at(figures);
        if let Some(count) = figure(number) {
            end(&mut unknown, said);
            let counts = rest.starts_with(MEASURES);
            let how = How::Count(count);
            said.push(Means(if counts { Meaning::Added(how) } else { Meaning::Said(how) }));
            word = rest.strip_prefix(MEASURES).unwrap_or(rest);
            continue;
        }
        let step = match lexicon::chinese(word) {
            Some(found) => {
                end(&mut unknown, said);
                said.push(Means(found.meaning));
                found.taken
            }
            None => {
                unknown.push(first);
                first.len_utf8()
            }
        };
        word = &word[step..];
    }
    end(&mut unknown, said);
}
