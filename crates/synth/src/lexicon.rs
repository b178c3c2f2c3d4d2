//! What words mean: tables only. How they bind to each other is [`plan`](crate::plan)'s.

use crate::plan::Class::{self, Birds, Fire, Ocean, Rain, Thunder, Wind};

/// What one word, or one phrase, contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// Names sounds, each with its part in the whole.
    Sound(&'static [(Class, f32)]),
    /// Names a sound and how strong it is at once: a drizzle.
    Graded(Class, f32),
    /// How strong: -1 (barely) to 1 (violent).
    Strength(f32),
    /// Doubles the strength that follows.
    Very,
    /// A long way off.
    Far,
    /// Blurred and wide, in the background.
    Ambient,
    /// What follows is not there.
    Without,
    /// Ends a clause: modifiers don't reach over it while it has a sound of its own.
    Break,
    /// Known to mean none of our sounds, though a part of it looks so.
    Nothing,
}

use Meaning::{Ambient, Break, Far, Graded, Nothing, Sound, Strength, Very, Without};

const OCEAN: Meaning = Sound(&[(Ocean, 1.0)]);
const RAIN: Meaning = Sound(&[(Rain, 1.0)]);
const WIND: Meaning = Sound(&[(Wind, 1.0)]);
const THUNDER: Meaning = Sound(&[(Thunder, 1.0)]);
const FIRE: Meaning = Sound(&[(Fire, 1.0)]);
const BIRDS: Meaning = Sound(&[(Birds, 1.0)]);
const STORM: Meaning = Sound(&[(Rain, 0.8), (Thunder, 1.4), (Wind, 0.5)]);
const FOREST: Meaning = Sound(&[(Birds, 1.0), (Wind, 0.4)]);

/// Phrases, which win over the words in them.
const PHRASES: &[(&[&str], Meaning)] = &[
    (&["dawn", "chorus"], BIRDS),
    (&["forest", "fire"], Graded(Fire, 0.7)),
    (&["fire", "alarm"], Nothing),
    (&["fire", "engine"], Nothing),
    (&["fire", "truck"], Nothing),
    (&["heat", "wave"], Nothing),
    (&["sound", "wave"], Nothing),
    (&["radio", "wave"], Nothing),
    (&["wind", "chime"], Nothing),
    (&["wind", "instrument"], Nothing),
    (&["far", "away"], Far),
    (&["far", "off"], Far),
];

/// Single words, by their stem.
const WORDS: &[(&str, Meaning)] = &[
    // Sounds.
    ("ocean", OCEAN),
    ("sea", OCEAN),
    ("seaside", OCEAN),
    ("seashore", OCEAN),
    ("shore", OCEAN),
    ("shoreline", OCEAN),
    ("coast", OCEAN),
    ("beach", OCEAN),
    ("wave", OCEAN),
    ("surf", OCEAN),
    ("breaker", OCEAN),
    ("tide", OCEAN),
    ("swell", OCEAN),
    ("rain", RAIN),
    ("raindrop", RAIN),
    ("rainfall", RAIN),
    ("shower", RAIN),
    ("drizzle", Graded(Rain, -0.7)),
    ("downpour", Graded(Rain, 0.8)),
    ("monsoon", Graded(Rain, 0.9)),
    ("wind", WIND),
    ("breeze", Graded(Wind, -0.6)),
    ("gust", Graded(Wind, 0.5)),
    ("gale", Graded(Wind, 0.8)),
    ("blizzard", Graded(Wind, 0.8)),
    ("thunder", THUNDER),
    ("thunderclap", THUNDER),
    ("lightning", THUNDER),
    ("storm", STORM),
    ("thunderstorm", STORM),
    ("rainstorm", STORM),
    ("hurricane", Sound(&[(Wind, 1.0), (Rain, 0.8)])),
    ("typhoon", Sound(&[(Wind, 1.0), (Rain, 0.8)])),
    ("fire", FIRE),
    ("campfire", FIRE),
    ("bonfire", FIRE),
    ("fireplace", FIRE),
    ("firewood", FIRE),
    ("hearth", FIRE),
    ("flame", FIRE),
    ("ember", Graded(Fire, -0.6)),
    ("crackle", FIRE),
    ("blaze", Graded(Fire, 0.7)),
    ("bird", BIRDS),
    ("birdsong", BIRDS),
    ("birdcall", BIRDS),
    ("songbird", BIRDS),
    ("chirp", BIRDS),
    ("tweet", BIRDS),
    ("warble", BIRDS),
    ("sparrow", BIRDS),
    ("robin", BIRDS),
    ("nightingale", BIRDS),
    ("blackbird", BIRDS),
    ("skylark", BIRDS),
    ("forest", FOREST),
    ("woodland", FOREST),
    // Strength.
    ("soft", Strength(-0.6)),
    ("gentle", Strength(-0.6)),
    ("light", Strength(-0.5)),
    ("calm", Strength(-0.6)),
    ("quiet", Strength(-0.7)),
    ("peaceful", Strength(-0.5)),
    ("faint", Strength(-0.8)),
    ("mild", Strength(-0.4)),
    ("lazy", Strength(-0.5)),
    ("small", Strength(-0.4)),
    ("heavy", Strength(0.7)),
    ("strong", Strength(0.6)),
    ("loud", Strength(0.6)),
    ("big", Strength(0.5)),
    ("huge", Strength(0.8)),
    ("intense", Strength(0.8)),
    ("violent", Strength(1.0)),
    ("fierce", Strength(0.9)),
    ("furious", Strength(1.0)),
    ("raging", Strength(0.9)),
    ("roaring", Strength(0.7)),
    ("rough", Strength(0.6)),
    ("crashing", Strength(0.5)),
    ("pouring", Strength(0.7)),
    ("howling", Strength(0.7)),
    ("thunderous", Strength(0.8)),
    ("very", Very),
    ("extremely", Very),
    ("really", Very),
    // Place.
    ("distant", Far),
    ("distance", Far),
    ("far", Far),
    ("faraway", Far),
    ("ambient", Ambient),
    ("ambience", Ambient),
    ("atmospheric", Ambient),
    // Grammar.
    ("no", Without),
    ("without", Without),
    ("and", Break),
    ("with", Break),
    ("while", Break),
    ("over", Break),
    ("then", Break),
    ("plus", Break),
    // Look like a stem of ours, and aren't.
    ("winding", Nothing),
    ("waving", Nothing),
    ("firing", Nothing),
    ("showering", Nothing),
];

/// Chinese, which puts no spaces between words; the longest match wins.
const HAN: &[(&str, Meaning)] = &[
    ("暴风雨", STORM),
    ("海浪", OCEAN),
    ("海水", OCEAN),
    ("波浪", OCEAN),
    ("沙滩", OCEAN),
    ("火车", Nothing),
    ("火箭", Nothing),
    ("风景", Nothing),
    ("风格", Nothing),
    ("风铃", Nothing),
    ("大海", OCEAN),
    ("暴雨", Graded(Rain, 0.9)),
    ("大雨", Graded(Rain, 0.7)),
    ("小雨", Graded(Rain, -0.6)),
    ("细雨", Graded(Rain, -0.7)),
    ("微风", Graded(Wind, -0.6)),
    ("大风", Graded(Wind, 0.7)),
    ("狂风", Graded(Wind, 0.9)),
    ("远处", Far),
    ("远方", Far),
    ("遥远", Far),
    ("轻柔", Strength(-0.6)),
    ("柔和", Strength(-0.6)),
    ("温柔", Strength(-0.6)),
    ("猛烈", Strength(0.9)),
    ("强烈", Strength(0.7)),
    ("没有", Without),
    ("海", OCEAN),
    ("浪", OCEAN),
    ("雨", RAIN),
    ("风", WIND),
    ("雷", THUNDER),
    ("火", FIRE),
    ("鸟", BIRDS),
    ("和", Break),
    ("与", Break),
];

/// The meaning of the phrase that `words` begin with, and how many of them it takes.
pub(crate) fn phrase(words: &[&str]) -> Option<(Meaning, usize)> {
    PHRASES
        .iter()
        .find(|(phrase, _)| {
            phrase.len() <= words.len() && phrase.iter().zip(words).all(|(a, b)| stems_to(b, a))
        })
        .map(|(phrase, meaning)| (*meaning, phrase.len()))
}

/// The meaning of one word, in any of its forms.
pub(crate) fn word(word: &str) -> Option<Meaning> {
    let found = |exact: bool| {
        WORDS
            .iter()
            .find(|(stem, _)| if exact { word == *stem } else { stems_to(word, stem) })
            .map(|(_, meaning)| *meaning)
    };
    found(true).or_else(|| found(false))
}

/// The meaning of the Chinese word that `text` begins with, and its length in bytes.
pub(crate) fn han(text: &str) -> Option<(Meaning, usize)> {
    HAN.iter()
        .filter(|(word, _)| text.starts_with(word))
        .max_by_key(|(word, _)| word.len())
        .map(|(word, meaning)| (*meaning, word.len()))
}

/// Whether `word` is `stem` or a regular form of it: waves, rainy, crackling, crashed, softly.
fn stems_to(word: &str, stem: &str) -> bool {
    let bare = stem.strip_suffix('e').unwrap_or(stem);
    let ending = |base: &str, endings: &[&str]| {
        word.strip_prefix(base).is_some_and(|rest| endings.contains(&rest))
    };
    ending(stem, &["", "s", "es", "y", "ing", "ed", "ly"])
        // breeze -> breezy, crackle -> crackling, gentle -> gently
        || (bare.len() < stem.len() && ending(bare, &["y", "ing", "ed"]))
        // heavy -> heavily
        || stem.strip_suffix('y').is_some_and(|base| ending(base, &["ily", "ier", "iest"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_are_understood() {
        for (form, stem) in [
            ("waves", "wave"),
            ("beaches", "beach"),
            ("rainy", "rain"),
            ("breezy", "breeze"),
            ("crackling", "crackle"),
            ("chirping", "chirp"),
            ("gently", "gentle"),
            ("heavily", "heavy"),
        ] {
            assert!(stems_to(form, stem), "{form} is {stem}");
        }
        for (other, stem) in [("fireworks", "fire"), ("window", "wind"), ("seat", "sea")] {
            assert!(!stems_to(other, stem), "{other} is not {stem}");
        }
    }

    #[test]
    fn phrases_win_over_their_words() {
        assert_eq!(phrase(&["fire", "alarms"]), Some((Nothing, 2)));
        assert_eq!(phrase(&["fire"]), None);
        assert_eq!(word("winding"), Some(Nothing));
        assert_eq!(han("暴风雨里"), Some((STORM, 9)));
    }
}
