//! What words mean: tables only. The names of the sounds stand with each; how words bind to each
//! other is [`plan`](crate::plan)'s.

use crate::{
    Class::{self, Birds, Rain, Thunder, Wind},
    sounds::Kind,
};

/// What one word, or one phrase, contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// Names a sound, and how strong that is in itself; 0 where that is not said.
    Named(Class, f32),
    /// Names several at once, each with its part in the whole.
    Sound(&'static [(Class, f32)]),
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

use Meaning::{Ambient, Break, Far, Named, Nothing, Sound, Strength, Very, Without};

const STORM: Meaning = Sound(&[(Rain, 0.8), (Thunder, 1.4), (Wind, 0.5)]);
const HURRICANE: Meaning = Sound(&[(Wind, 1.0), (Rain, 0.8)]);
const FOREST: Meaning = Sound(&[(Birds, 1.0), (Wind, 0.4)]);

/// Words and phrases that name no single sound. Phrases win over the words in them.
const ENGLISH: &[(&str, Meaning)] = &[
    ("fire alarm", Nothing),
    ("fire engine", Nothing),
    ("fire truck", Nothing),
    ("heat wave", Nothing),
    ("sound wave", Nothing),
    ("radio wave", Nothing),
    ("wind chime", Nothing),
    ("wind instrument", Nothing),
    ("far away", Far),
    ("far off", Far),
    // Several sounds.
    ("storm", STORM),
    ("thunderstorm", STORM),
    ("rainstorm", STORM),
    ("hurricane", HURRICANE),
    ("typhoon", HURRICANE),
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
const CHINESE: &[(&str, Meaning)] = &[
    ("暴风雨", STORM),
    ("火车", Nothing),
    ("火箭", Nothing),
    ("风景", Nothing),
    ("风格", Nothing),
    ("风铃", Nothing),
    ("远处", Far),
    ("远方", Far),
    ("遥远", Far),
    ("轻柔", Strength(-0.6)),
    ("柔和", Strength(-0.6)),
    ("温柔", Strength(-0.6)),
    ("猛烈", Strength(0.9)),
    ("强烈", Strength(0.7)),
    ("没有", Without),
    ("和", Break),
    ("与", Break),
];

/// The meaning of the words that `words` begin with, and how many of them it takes: the longest
/// phrase wins, and of as long ones that which has them to the letter.
pub(crate) fn english(words: &[&str]) -> Option<(Meaning, usize)> {
    let own = ENGLISH.iter().copied();
    let entries = own.chain(named(|kind| kind.english));
    let fits = entries.filter_map(|(phrase, meaning)| {
        let (taken, is_exact) = begins(words, phrase)?;
        Some(((taken, is_exact), meaning))
    });
    // Of equals the first is kept: what stands here wins over the sounds' own.
    let best = fits.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|((taken, _), meaning)| (meaning, taken))
}

/// The meaning of the Chinese word that `text` begins with, and its length in bytes.
pub(crate) fn chinese(text: &str) -> Option<(Meaning, usize)> {
    let own = CHINESE.iter().copied();
    let entries = own.chain(named(|kind| kind.chinese));
    let fits = entries.filter(|(word, _)| text.starts_with(word));
    let best = fits.reduce(|best, next| if next.0.len() > best.0.len() { next } else { best });
    best.map(|(word, meaning)| (meaning, word.len()))
}

/// The words that name a class, of all classes.
fn named(
    words: fn(&Kind) -> &'static [(&'static str, f32)],
) -> impl Iterator<Item = (&'static str, Meaning)> {
    let each = move |class: &Class| {
        let class = *class;
        words(class.kind()).iter().map(move |(word, strength)| (*word, Named(class, *strength)))
    };
    Class::ALL.iter().flat_map(each)
}

/// How many words of a text a phrase takes that the text begins with, and whether to the letter.
fn begins(words: &[&str], phrase: &str) -> Option<(usize, bool)> {
    let mut taken = 0;
    let mut is_exact = true;
    for stem in phrase.split(' ') {
        let word = words.get(taken)?;
        if !stems_to(word, stem) {
            return None;
        }
        is_exact &= *word == stem;
        taken += 1;
    }
    Some((taken, is_exact))
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
        assert_eq!(english(&["fire", "alarms"]), Some((Nothing, 2)));
        assert_eq!(english(&["fire"]), Some((Named(Class::Fire, 0.0), 1)));
        assert_eq!(english(&["winding"]), Some((Nothing, 1)));
        assert_eq!(chinese("暴风雨里"), Some((STORM, 9)));
    }
}
