//! The forms of an English word: regular ones by rule, the rest by a table.

/// Forms that no rule gives, each with its base, in the order of the alphabet.
const IRREGULAR: &[(&str, &str)] = &[
    ("bit", "bite"),
    ("bitten", "bite"),
    ("blew", "blow"),
    ("blown", "blow"),
    ("broke", "break"),
    ("broken", "break"),
    ("burnt", "burn"),
    ("children", "child"),
    ("drank", "drink"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("drunk", "drink"),
    ("dug", "dig"),
    ("fallen", "fall"),
    ("feet", "foot"),
    ("fell", "fall"),
    ("flew", "fly"),
    ("flown", "fly"),
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
    ("ridden", "ride"),
    ("rode", "ride"),
    ("rung", "ring"),
    ("sang", "sing"),
    ("shaken", "shake"),
    ("shook", "shake"),
    ("shot", "shoot"),
    ("slept", "sleep"),
    ("slid", "slide"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("spun", "spin"),
    ("struck", "strike"),
    ("sung", "sing"),
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
    ("written", "write"),
    ("wrote", "write"),
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
    // Regular ones keep all of it but the last letter.
    let kept = stem.as_bytes().split_last().map_or(&[] as &[u8], |(_, kept)| kept);
    word.as_bytes().starts_with(kept) && is_regular(word, stem) || is_irregular(word, stem)
}

/// What a word may be a form of, and more than that: whoever looks these up asks [`stems_to`] then.
pub(crate) fn bases(word: &str) -> Vec<String> {
    let mut bases = Vec::with_capacity(8);
    for ending in ["", "s", "es", "ing", "ed", "ly", "y", "er", "ers", "est"] {
        let Some(base) = word.strip_suffix(ending) else { continue };
        bases.push(base.to_owned());
        bases.push(format!("{base}e"));
        let mut letters = base.chars();
        if let (Some(last), Some(before)) = (letters.next_back(), letters.next_back())
            && last == before
        {
            bases.push(base.strip_suffix(last).unwrap_or_default().to_owned());
        }
    }
    for ending in ["ily", "ier", "iest", "ies", "ied"] {
        bases.extend(word.strip_suffix(ending).map(|base| format!("{base}y")));
    }
    if let Ok(place) = IRREGULAR.binary_search_by_key(&word, |(form, _)| form) {
        bases.extend(IRREGULAR.get(place).map(|(_, base)| (*base).to_owned()));
    }
    bases
}

/// All forms that no rule gives.
#[cfg(test)]
pub(crate) fn irregular_forms() -> impl Iterator<Item = &'static str> {
    IRREGULAR.iter().map(|(form, _)| *form)
}

fn is_irregular(word: &str, stem: &str) -> bool {
    let place = IRREGULAR.binary_search_by_key(&word, |(form, _)| form);
    place.is_ok_and(|place| IRREGULAR.get(place).is_some_and(|(_, base)| *base == stem))
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
    fn irregular_forms_stand_in_order() {
        assert!(IRREGULAR.is_sorted_by(|(one, _), (next, _)| one < next));
    }

    #[test]
    fn every_irregular_form_begins_as_its_base_does() {
        for (form, base) in IRREGULAR {
            assert!(stems_to(form, base), "{form} of {base}");
        }
    }
}
