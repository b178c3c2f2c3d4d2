//! What words mean: tables, and how they are looked up. The names of the sounds stand with each;
//! how words bind to each other is [`plan`](crate::plan)'s.

mod chinese;
mod deeds;
mod english;
mod known;
mod scenes;
mod stem;

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{Class, place::Place, plan::Distance, sounds::Kind};
use stem::{bases, stems_to};

/// What one word, or one phrase, contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// Names a sound, and how strong that is in itself; 0 where that is not said.
    Named(Class, f32),
    /// Names several at once.
    Scene(&'static Scene),
    /// Says how of what follows, and at the end of a clause of what stands before.
    Said(How),
    /// Says how of what stands before, if there is anything in the clause.
    Added(How),
    /// Makes more of what is said next.
    Very,
    /// Where all of it is heard.
    At(Place),
    /// Blurred and wide, in the background.
    Ambient,
    /// What follows is not there, to the end of the clause.
    Without,
    /// What was denied belongs to what follows, which is there: the Chinese genitive.
    Whose,
    /// What follows is not so.
    Not,
    /// Ends a clause, and goes on with what was denied.
    And,
    /// Ends a clause: modifiers don't reach over it while it has a sound of its own.
    With,
    /// A comma, or a full stop: ends a clause, and in an order of events the event.
    Stop,
    /// Both sides of it are heard at once, and what lasts is heard throughout.
    While,
    /// What follows is around the rest, if it is something that lasts.
    In,
    /// What follows is around the rest, or it is what something is done to: a knock on the door.
    On,
    /// What follows comes next.
    Then,
    /// What follows comes next; at the start, what follows the clause comes first.
    Before,
    /// What follows comes first.
    After,
    /// A sound that nobody here makes, though a part of its name looks so.
    Missing,
    /// A thing that makes none of our sounds. What was said of it is said of nothing else.
    Nothing,
    /// As [`Nothing`](Self::Nothing), but only what was counted is counted.
    Thing,
    /// Says nothing.
    Filler,
}

/// How a sound is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum How {
    /// From -1 (barely) to 1 (violent).
    Strength(f32),
    /// How quickly: 1 as usual.
    Tempo(f32),
    /// How many of it.
    Count(u32),
    Distance(Distance),
    /// In the background, from beginning to end.
    Behind,
    /// From beginning to end.
    Throughout,
}

/// Several sounds that one word means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scene {
    /// Each with its part in the whole, the most telling first.
    pub(crate) parts: &'static [(Class, f32)],
    /// Where that is, if it is a place of its own sound.
    pub(crate) place: Option<Place>,
}

/// What words were found to mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) meaning: Meaning,
    /// How many words, or of Chinese how many bytes, it takes.
    pub(crate) taken: usize,
}

/// Words that may stand within a phrase without being part of it: a knock on *the* door.
const ARTICLES: &[&str] =
    &["a", "an", "the", "my", "your", "his", "her", "its", "our", "their", "some", "someone"];

/// The meaning of the words that `words` begin with: the longest phrase wins, and of as long ones
/// that which has them to the letter.
pub(crate) fn english(words: &[&str]) -> Option<Found> {
    let near = near(words.first()?);
    let fits = near.into_iter().filter_map(|Entry { words: phrase, meaning, .. }| {
        let fit = begins(words, phrase)?;
        Some(((fit.words, fit.is_exact), Found { meaning: *meaning, taken: fit.taken }))
    });
    // Of equals the first is kept: what stands here wins over the sounds' own.
    fits.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, found)| found)
}

/// The meaning of the Chinese word that `text` begins with.
pub(crate) fn chinese(text: &str) -> Option<Found> {
    static ENTRIES: LazyLock<Entries> = LazyLock::new(|| {
        let own = chinese::WORDS.iter().chain(scenes::CHINESE).copied();
        let all = own.chain(named(|kind| kind.chinese)).chain(known::chinese());
        by(all, |word| word.get(..word.chars().next().map_or(0, char::len_utf8)))
    });
    let entries = ENTRIES.get(text.get(..text.chars().next()?.len_utf8())?)?;
    let fits = entries.iter().filter(|entry| text.starts_with(entry.words));
    let best =
        fits.reduce(|best, next| if next.words.len() > best.words.len() { next } else { best });
    best.map(|entry| Found { meaning: entry.meaning, taken: entry.words.len() })
}

/// A word or a phrase, and what it means.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Its place among all.
    place: usize,
    words: &'static str,
    meaning: Meaning,
}

/// Words and phrases by what they begin with, in their order: a prompt's words are looked up one by one,
/// among thousands.
type Entries = BTreeMap<&'static str, Vec<Entry>>;

fn by(
    all: impl Iterator<Item = (&'static str, Meaning)>,
    key: fn(&'static str) -> Option<&'static str>,
) -> Entries {
    let mut entries = Entries::new();
    for (place, (words, meaning)) in all.enumerate() {
        if let Some(key) = key(words) {
            entries.entry(key).or_default().push(Entry { place, words, meaning });
        }
    }
    entries
}

/// The English words and phrases that begin with what this word may be a form of, in their order.
fn near(word: &str) -> Vec<&'static Entry> {
    static ENTRIES: LazyLock<Entries> = LazyLock::new(|| {
        let own = english::WORDS.iter().chain(scenes::ENGLISH).copied();
        let all = own.chain(named(|kind| kind.english)).chain(known::english());
        by(all, |words| words.split(' ').next())
    });
    let mut near: Vec<&Entry> =
        bases(word).iter().filter_map(|base| ENTRIES.get(base.as_str())).flatten().collect();
    near.sort_unstable_by_key(|entry| entry.place);
    near
}

/// How strong, if the word says what many things do. Beside the name of a sound it says how, not
/// what: a kettle whistles, the wind howls.
pub(crate) fn deed(word: &str) -> Option<f32> {
    deeds::DEEDS.iter().find(|(stem, _)| stems_to(word, stem)).map(|(_, strength)| *strength)
}

/// The words that name a class, of all classes.
fn named(
    words: fn(&Kind) -> &'static [(&'static str, f32)],
) -> impl Iterator<Item = (&'static str, Meaning)> {
    let each = move |class: &Class| {
        let class = *class;
        let meaning = move |strength| Meaning::Named(class, strength);
        words(class.kind()).iter().map(move |(word, strength)| (*word, meaning(*strength)))
    };
    Class::ALL.iter().flat_map(each)
}

/// How a phrase fits the beginning of a text.
struct Fit {
    /// How many words the phrase has.
    words: usize,
    is_exact: bool,
    /// How many words of the text that is, with the articles in between.
    taken: usize,
}

fn begins(words: &[&str], phrase: &str) -> Option<Fit> {
    let mut fit = Fit { words: 0, is_exact: true, taken: 0 };
    for stem in phrase.split(' ') {
        let mut word = words.get(fit.taken)?;
        if fit.words > 0 && ARTICLES.contains(word) && *word != stem {
            fit.taken += 1;
            word = words.get(fit.taken)?;
        }
        if !stems_to(word, stem) {
            return None;
        }
        fit.is_exact &= *word == stem;
        fit.taken += 1;
        fit.words += 1;
    }
    Some(fit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Meaning::{Filler, Named, Nothing};

    fn meaning(words: &[&str]) -> Option<(Meaning, usize)> {
        english(words).map(|found| (found.meaning, found.taken))
    }

    #[test]
    fn phrases_win_over_their_words() {
        assert_eq!(meaning(&["heat", "waves"]), Some((Nothing, 2)));
        assert_eq!(meaning(&["waves"]), Some((Named(Class::Ocean, 0.0), 1)));
        assert_eq!(meaning(&["winding"]), Some((Nothing, 1)));
        assert_eq!(meaning(&["storms"]), meaning(&["storm"]));
        assert_eq!(chinese("暴风雨里").map(|found| found.taken), Some(9));
    }

    /// Whatever a word is a form of is found.
    #[test]
    fn no_base_is_passed_over() {
        let own = english::WORDS.iter().chain(scenes::ENGLISH).copied();
        let all = own.chain(named(|kind| kind.english)).chain(known::english());
        let stems: std::collections::BTreeSet<&str> =
            all.filter_map(|(words, _)| words.split(' ').next()).collect();
        let formed = |stem: &&str| {
            let short = &stem[..stem.len() - 1];
            let last = &stem[stem.len() - 1..];
            [
                "s", "es", "ing", "ed", "ly", "y", "er", "ers", "est", "ily", "ier", "iest", "ies",
                "ied",
            ]
            .map(|end| {
                [format!("{stem}{end}"), format!("{short}{end}"), format!("{stem}{last}{end}")]
            })
        };
        let forms = stems.iter().flat_map(formed).flatten();
        let others = stems.iter().copied().chain(stem::irregular_forms()).map(str::to_owned);
        for word in forms.chain(others) {
            let bases = bases(&word);
            // Those that begin as it does: no other can be its base.
            let first = &word[..1];
            for stem in stems.range(first..).take_while(|stem| stem.starts_with(first)) {
                let is_there = bases.iter().any(|base| base == stem);
                assert!(is_there || !stems_to(&word, stem), "{word} is a form of {stem}");
            }
        }
    }

    #[test]
    fn an_article_does_not_break_a_phrase() {
        assert_eq!(meaning(&["next", "to", "the"]), Some((Meaning::In, 2)));
        assert_eq!(meaning(&["all", "the", "time"]).map(|found| found.1), Some(3));
        assert_eq!(meaning(&["heat", "the", "waves"]).map(|found| found.1), Some(3));
    }

    #[test]
    fn a_word_to_the_letter_wins_over_a_form() {
        assert_eq!(meaning(&["flying"]), Some((Filler, 1)));
        assert_eq!(meaning(&["caring"]), Some((Filler, 1)));
    }

    /// A word that stands twice means what the first of them means, whatever the other says.
    #[test]
    fn no_word_stands_twice() {
        let mut seen = std::collections::BTreeSet::new();
        let english = english::WORDS.iter().chain(scenes::ENGLISH).copied();
        let chinese = chinese::WORDS.iter().chain(scenes::CHINESE).copied();
        let all = english
            .chain(named(|kind| kind.english))
            .chain(chinese)
            .chain(named(|kind| kind.chinese))
            .chain(known::english())
            .chain(known::chinese());
        let twice: Vec<&str> =
            all.filter_map(|(word, _)| (!seen.insert(word)).then_some(word)).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn words_stand_in_lower_case_and_in_one_space() {
        for (word, _) in
            english::WORDS.iter().chain(scenes::ENGLISH).copied().chain(named(|kind| kind.english))
        {
            assert_eq!(word, word.to_lowercase());
            assert!(!word.is_empty() && word.split(' ').all(|part| !part.is_empty()), "{word:?}");
            assert!(word.chars().all(|c| c.is_ascii_alphanumeric() || c == ' '), "{word:?}");
        }
    }
}
