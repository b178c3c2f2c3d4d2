//! The forms of an English word: regular ones by rule, the rest by a table.

/// Forms that no rule gives, each with its base.
const IRREGULAR: &[(&str, &str)] = &[
    ("blew", "blow"),
    ("blown", "blow"),
    ("bit", "bite"),
    ("bitten", "bite"),
    ("broke", "break"),
    ("broken", "break"),
    ("burnt", "burn"),
    ("children", "child"),
    ("drank", "drink"),
    ("drunk", "drink"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("dug", "dig"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("feet", "foot"),
    ("geese", "goose"),
    ("hooves", "hoof"),
    ("hung", "hang"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("men", "man"),
    ("mice", "mouse"),
    ("people", "person"),
    ("ran", "run"),
    ("rang", "ring"),
    ("rung", "ring"),
    ("rode", "ride"),
    ("ridden", "ride"),
    ("sang", "sing"),
    ("sung", "sing"),
    ("shook", "shake"),
    ("shaken", "shake"),
    ("shot", "shoot"),
    ("slept", "sleep"),
    ("slid", "slide"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("spun", "spin"),
    ("struck", "strike"),
    ("swam", "swim"),
    ("swept", "sweep"),
    ("swung", "swing"),
    ("thieves", "thief"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("tore", "tear"),
    ("torn", "tear"),
    ("trod", "tread"),
    ("trodden", "tread"),
    ("wept", "weep"),
    ("wolves", "wolf"),
    ("women", "woman"),
    ("wrote", "write"),
    ("written", "write"),
];

/// Fewer letters than this, and an -er or a -y makes another word of it: cow and cower, bus and
/// busy.
const LEAST_LETTERS: usize = 4;

/// Whether `word` is `stem` or a form of it: waves, rainy, crackling, crashed, softly, dripping,
/// drummer, rang.
pub(crate) fn stems_to(word: &str, stem: &str) -> bool {
    // All forms of a word begin alike; most words are turned away here.
    if word.as_bytes().first() != stem.as_bytes().first() {
        return false;
    }
    is_regular(word, stem) || IRREGULAR.contains(&(word, stem))
}

fn is_regular(word: &str, stem: &str) -> bool {
    let ending = |base: &str, endings: &[&str]| {
        word.strip_prefix(base).is_some_and(|rest| endings.contains(&rest))
    };
    let is_long = stem.len() >= LEAST_LETTERS;
    if ending(stem, &["", "s", "es", "ing", "ed", "ly"]) {
        return true;
    }
    if is_long && ending(stem, &["y", "er", "ers", "est"]) {
        return true;
    }
    // breeze -> breezy, crackle -> crackling, gentle -> gently, loose -> looser
    if let Some(bare) = stem.strip_suffix('e') {
        return ending(bare, &["y", "ing", "ed"]) || is_long && ending(bare, &["er", "ers", "est"]);
    }
    // heavy -> heavily, cry -> cried
    if let Some(base) = stem.strip_suffix('y') {
        return ending(base, &["ily", "ier", "iest", "ies", "ied"]);
    }
    // drip -> dripping, drum -> drummer
    let Some(rest) = doubled(word, stem) else { return false };
    ["ing", "ed"].contains(&rest) || is_long && ["er", "ers"].contains(&rest)
}

/// What follows in `word` on `stem` and its last letter once more.
fn doubled<'a>(word: &'a str, stem: &str) -> Option<&'a str> {
    let last = stem.chars().next_back().filter(|last| "bdgklmnprtvz".contains(*last))?;
    word.strip_prefix(stem)?.strip_prefix(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_understood() {
        for (form, stem) in [
            ("waves", "wave"),
            ("beaches", "beach"),
            ("rainy", "rain"),
            ("breezy", "breeze"),
            ("crackling", "crackle"),
            ("chirping", "chirp"),
            ("gently", "gentle"),
            ("heavily", "heavy"),
            ("dripping", "drip"),
            ("humming", "hum"),
            ("slammed", "slam"),
            ("drummer", "drum"),
            ("louder", "loud"),
            ("cries", "cry"),
            ("cried", "cry"),
            ("crying", "cry"),
            ("rang", "ring"),
            ("broken", "break"),
            ("flew", "fly"),
            ("wolves", "wolf"),
        ] {
            assert!(stems_to(form, stem), "{form} is {stem}");
        }
    }

    #[test]
    fn words_that_only_begin_alike_are_not() {
        for (other, stem) in [
            ("fireworks", "fire"),
            ("window", "wind"),
            ("seat", "sea"),
            ("busy", "bus"),
            ("carry", "car"),
            ("cower", "cow"),
            ("bathroom", "bath"),
            ("", "rain"),
            ("rain", ""),
        ] {
            assert!(!stems_to(other, stem), "{other} is not {stem}");
        }
    }

    #[test]
    fn every_irregular_form_begins_as_its_base_does() {
        for (form, base) in IRREGULAR {
            assert!(stems_to(form, base), "{form} of {base}");
        }
    }
}
