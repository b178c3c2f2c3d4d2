//! How English letters sound: rules tried in order, the first that fits wins.
//!
//! A rule is what stands before, the letters it takes, what stands after, and their phones. In what
//! stands around, a small letter is itself, and a sign stands for more:
//!
//! | sign | before or after |
//! | --- | --- |
//! | `_` | the edge of the word |
//! | `V` | a vowel letter |
//! | `C` | a consonant letter |
//! | `F` | a letter that softens: e, i, y |
//! | `A` | a vowel letter, this far away or farther |
//! | `M` | one consonant and an ending in e or i: what makes a vowel say its name |
//! | `E` | an ending: nothing, s, d, or ly |

/// Before, letters, after, phones.
type Rule = (&'static str, &'static str, &'static str, &'static str);

/// The phones of a word in small letters, by rule.
pub(super) fn pronounce(word: &str) -> String {
    let letters = word.as_bytes();
    let mut phones = String::new();
    let mut at = 0;
    while at < letters.len() {
        let (taken, said) = RULES
            .iter()
            .find(|(before, taken, after, _)| {
                letters[at..].starts_with(taken.as_bytes())
                    && fits_before(before.as_bytes(), &letters[..at])
                    && fits_after(after.as_bytes(), &letters[at + taken.len()..])
            })
            .map_or((1, ""), |(_, taken, _, phones)| (taken.len(), *phones));
        // A doubled consonant is said once.
        let doubled = at > 0 && letters[at] == letters[at - 1] && !is_vowel(letters[at]);
        let repeats = doubled && taken == 1 && phones.ends_with(said);
        if !said.is_empty() && !repeats {
            if !phones.is_empty() {
                phones.push(' ');
            }
            phones.push_str(said);
        }
        at += taken;
    }
    if phones.is_empty() { "AX".to_owned() } else { phones }
}

fn is_vowel(letter: u8) -> bool {
    b"aeiouy".contains(&letter)
}

fn fits_before(signs: &[u8], letters: &[u8]) -> bool {
    let Some((sign, signs)) = signs.split_last() else { return true };
    if *sign == b'A' {
        return letters.iter().any(|letter| is_vowel(*letter));
    }
    match letters.split_last() {
        None => *sign == b'_',
        Some((letter, rest)) => is_one(*sign, *letter) && fits_before(signs, rest),
    }
}

fn fits_after(signs: &[u8], letters: &[u8]) -> bool {
    let Some((sign, signs)) = signs.split_first() else { return true };
    match sign {
        b'A' => letters.iter().any(|letter| is_vowel(*letter)),
        b'E' => matches!(letters, b"" | b"s" | b"d" | b"ly"),
        b'M' => match letters {
            [consonant, rest @ ..] if !is_vowel(*consonant) && !b"xw".contains(consonant) => {
                matches!(rest, b"e" | b"es" | b"ed" | b"er" | b"ers" | b"ing" | b"ely" | b"ings")
                    || matches!(rest, b"en" | b"eful" | b"eless" | b"ement")
            }
            _ => false,
        },
        _ => match letters.split_first() {
            None => *sign == b'_',
            Some((letter, rest)) => is_one(*sign, *letter) && fits_after(signs, rest),
        },
    }
}

/// Whether a letter is what a sign stands for.
fn is_one(sign: u8, letter: u8) -> bool {
    match sign {
        b'V' => is_vowel(letter),
        b'C' => !is_vowel(letter),
        b'F' => b"eiy".contains(&letter),
        _ => sign == letter,
    }
}

const RULES: &[Rule] = &[
    // a
    ("", "augh", "", "AO"),
    ("", "au", "", "AO"),
    ("", "aw", "", "AO"),
    ("", "air", "", "EH R"),
    ("", "ai", "", "EY"),
    ("", "ay", "", "EY"),
    ("_", "a", "cc", "AX"),
    ("_", "a", "ro", "AX"),
    ("_", "a", "lo", "AX"),
    ("_", "a", "Vr", "AX"),
    ("_", "a", "bove", "AX"),
    ("", "are", "E", "EH R"),
    ("w", "ar", "", "AO R"),
    ("", "arr", "V", "AE R"),
    ("", "ar", "V", "EH R"),
    ("A", "ar", "_", "ER"),
    ("A", "ard", "E", "ER D"),
    ("", "ar", "", "AA R"),
    ("", "alk", "", "AO K"),
    ("", "all", "E", "AO L"),
    ("", "all", "ing", "AO L"),
    ("_", "al", "m", "AO L"),
    ("_", "al", "r", "AO L"),
    ("_", "al", "so", "AO L"),
    ("", "alt", "", "AO L T"),
    ("", "alm", "", "AA M"),
    ("A", "able", "E", "AX B AX L"),
    ("", "able", "E", "EY B AX L"),
    ("A", "al", "E", "AX L"),
    ("A", "ally", "_", "AX L IY"),
    ("A", "age", "E", "IH JH"),
    ("A", "ace", "E", "AX S"),
    ("A", "ate", "E", "EY T"),
    ("A", "ance", "E", "AX N S"),
    ("A", "ant", "E", "AX N T"),
    ("A", "an", "_", "AX N"),
    ("", "ang", "e", "EY N JH"),
    ("", "aste", "", "EY S T"),
    ("", "a", "tion", "EY"),
    ("", "a", "M", "EY"),
    ("", "a", "ture", "EY"),
    ("", "a", "ble", "EY"),
    ("_C", "a", "Cy_", "EY"),
    ("_CC", "a", "Cy_", "EY"),
    ("", "a", "CiV", "EY"),
    ("w", "a", "s", "AA"),
    ("w", "a", "n", "AA"),
    ("qu", "a", "", "AA"),
    ("_", "a", "CC", "AE"),
    ("_", "a", "CA", "AE"),
    ("", "a", "_", "AX"),
    ("", "a", "", "AE"),
    // b, c, d
    ("m", "b", "_", ""),
    ("m", "bs", "_", "Z"),
    ("", "b", "", "B"),
    ("", "sch", "", "S K"),
    ("s", "c", "F", ""),
    ("", "ch", "ar_", "CH"),
    ("", "ch", "arac", "K"),
    ("e", "ch", "o", "K"),
    ("te", "ch", "", "K"),
    ("", "chr", "", "K R"),
    ("", "ch", "", "CH"),
    ("", "ck", "", "K"),
    ("", "cc", "F", "K S"),
    ("", "ci", "V", "SH"),
    ("", "c", "F", "S"),
    ("", "c", "", "K"),
    ("A", "ded", "_", "D IH D"),
    ("A", "dge", "E", "JH"),
    ("", "dg", "F", "JH"),
    ("", "d", "", "D"),
    // e
    ("", "eigh", "", "EY"),
    ("", "eer", "", "IH R"),
    ("", "ee", "", "IY"),
    ("", "ear", "C", "ER"),
    ("", "ear", "", "IH R"),
    ("", "eau", "", "OW"),
    ("", "ea", "th", "EH"),
    ("", "ea", "su", "EH"),
    ("", "ea", "lth", "EH"),
    ("t", "ea", "dy", "EH"),
    ("r", "ea", "d", "EH"),
    ("", "ea", "", "IY"),
    ("c", "ei", "", "IY"),
    ("", "ei", "", "EY"),
    ("", "ew", "", "UW"),
    ("", "eu", "", "UW"),
    ("", "eye", "", "AY"),
    ("", "ey", "_", "IY"),
    ("", "ey", "", "EY"),
    ("", "ere", "_", "IH R"),
    ("", "err", "V", "EH R"),
    ("", "er", "i", "IH R"),
    ("", "er", "V", "EH R"),
    ("", "er", "", "ER"),
    ("A", "es", "_", "Z"),
    ("t", "ed", "_", "IH D"),
    ("d", "ed", "_", "IH D"),
    ("k", "ed", "_", "T"),
    ("p", "ed", "_", "T"),
    ("s", "ed", "_", "T"),
    ("h", "ed", "_", "T"),
    ("f", "ed", "_", "T"),
    ("c", "ed", "_", "S T"),
    ("A", "ed", "_", "D"),
    ("A", "ely", "_", "L IY"),
    ("A", "eful", "", "F AX L"),
    ("A", "ement", "E", "M AX N T"),
    ("A", "eless", "", "L AX S"),
    ("A", "ence", "E", "AX N S"),
    ("A", "ent", "E", "AX N T"),
    ("A", "en", "_", "AX N"),
    ("A", "el", "_", "AX L"),
    ("A", "et", "_", "AX T"),
    ("_C", "e", "_", "IY"),
    ("_CC", "e", "_", "IY"),
    ("A", "e", "_", ""),
    ("_r", "e", "CV", "IH"),
    ("_d", "e", "CV", "IH"),
    ("_b", "e", "CV", "IH"),
    ("_pr", "e", "CV", "IH"),
    ("", "e", "M", "IY"),
    ("", "e", "CiV", "IY"),
    ("", "e", "", "EH"),
    // f, g, h
    ("", "f", "", "F"),
    ("_", "gn", "", "N"),
    ("_", "gh", "", "G"),
    ("", "gh", "t", ""),
    ("", "gh", "", ""),
    ("A", "ge", "E", "JH"),
    ("_", "get", "", "G EH T"),
    ("_", "gi", "f", "G IH"),
    ("_", "gi", "r", "G IH"),
    ("g", "g", "", "G"),
    ("", "gg", "", "G"),
    ("", "gn", "_", "N"),
    ("", "g", "F", "JH"),
    ("", "g", "", "G"),
    ("V", "h", "C", ""),
    ("V", "h", "_", ""),
    ("", "h", "", "HH"),
    // i
    ("", "igh", "", "AY"),
    ("", "ign", "E", "AY N"),
    ("", "ind", "E", "AY N D"),
    ("", "ild", "_", "AY L D"),
    ("", "ique", "_", "IY K"),
    ("", "ire", "E", "AY ER"),
    ("", "ir", "C", "ER"),
    ("", "ir", "_", "ER"),
    ("_C", "ie", "_", "AY"),
    ("_CC", "ie", "_", "AY"),
    ("_C", "ie", "d", "AY"),
    ("_CC", "ie", "d", "AY"),
    ("_C", "ie", "s", "AY"),
    ("_CC", "ie", "s", "AY"),
    ("", "ier", "_", "IY ER"),
    ("", "iest", "_", "IY AX S T"),
    ("", "ie", "t", "AY AX"),
    ("", "ie", "nce", "AY AX"),
    ("", "ie", "", "IY"),
    ("A", "ine", "E", "IH N"),
    ("A", "ice", "E", "IH S"),
    ("A", "ive", "E", "IH V"),
    ("A", "ite", "E", "AY T"),
    ("", "ize", "", "AY Z"),
    ("", "ing", "", "IH NG"),
    ("", "ious", "", "IY AX S"),
    ("ll", "ion", "", "Y AX N"),
    ("", "io", "", "IY OW"),
    ("", "ia", "", "IY AX"),
    ("", "i", "M", "AY"),
    ("_C", "i", "V", "AY"),
    ("", "i", "_", "IY"),
    ("", "i", "", "IH"),
    // j, k, l, m, n
    ("", "j", "", "JH"),
    ("_", "kn", "", "N"),
    ("", "k", "", "K"),
    ("C", "le", "E", "AX L"),
    ("", "l", "", "L"),
    ("", "mn", "_", "M"),
    ("", "m", "", "M"),
    ("", "nge", "E", "N JH"),
    ("", "ng", "F", "N JH"),
    ("", "ng", "_", "NG"),
    ("", "ngs", "_", "NG Z"),
    ("", "ng", "", "NG G"),
    ("", "n", "k", "NG"),
    ("", "n", "x", "NG"),
    ("", "n", "", "N"),
    // o
    ("", "ought", "", "AO T"),
    ("", "ough", "", "OW"),
    ("", "ould", "", "UH D"),
    ("", "our", "_", "AO R"),
    ("", "our", "C", "AO R"),
    ("", "ous", "_", "AX S"),
    ("", "ously", "_", "AX S L IY"),
    ("", "ouse", "_", "AW S"),
    ("", "ou", "ble", "AH"),
    ("_C", "ou", "p", "UW"),
    ("", "ou", "", "AW"),
    ("", "oor", "", "AO R"),
    ("", "ook", "", "UH K"),
    ("g", "ood", "", "UH D"),
    ("f", "oot", "", "UH T"),
    ("w", "ood", "", "UH D"),
    ("", "oo", "", "UW"),
    ("", "oar", "", "AO R"),
    ("", "oa", "", "OW"),
    ("", "oi", "", "OY"),
    ("", "oy", "", "OY"),
    ("", "oe", "_", "OW"),
    ("d", "own", "", "AW N"),
    ("t", "own", "", "AW N"),
    ("r", "own", "", "AW N"),
    ("", "ower", "", "AW ER"),
    ("n", "ow", "_", "OW"),
    ("_n", "ow", "_", "AW"),
    ("_h", "ow", "", "AW"),
    ("_c", "ow", "", "AW"),
    ("r", "owd", "", "AW D"),
    ("", "ow", "", "OW"),
    ("A", "or", "_", "ER"),
    ("A", "ors", "_", "ER Z"),
    ("w", "or", "C", "ER"),
    ("", "ore", "E", "AO R"),
    ("", "or", "", "AO R"),
    ("", "old", "", "OW L D"),
    ("", "oll", "_", "OW L"),
    ("", "ost", "_", "OW S T"),
    ("c", "on", "CA", "AX N"),
    ("A", "on", "_", "AX N"),
    ("A", "om", "_", "AX M"),
    ("", "o", "th", "AH"),
    ("l", "o", "ve", "AH"),
    ("", "o", "tion", "OW"),
    ("", "o", "M", "OW"),
    ("", "o", "CiV", "OW"),
    ("", "o", "_", "OW"),
    ("_C", "o", "CV", "OW"),
    ("", "o", "", "AA"),
    // p, q, r, s
    ("", "ph", "", "F"),
    ("_", "ps", "", "S"),
    ("", "p", "", "P"),
    ("", "que", "_", "K"),
    ("", "qu", "", "K W"),
    ("", "q", "", "K"),
    ("", "rh", "", "R"),
    ("", "r", "", "R"),
    ("s", "sion", "", "SH AX N"),
    ("", "ssion", "", "SH AX N"),
    ("V", "sion", "", "ZH AX N"),
    ("", "sion", "", "SH AX N"),
    ("", "sure", "", "ZH ER"),
    ("", "sh", "", "SH"),
    ("s", "s", "", "S"),
    ("", "ss", "", "S"),
    ("V", "se", "E", "Z"),
    ("V", "sing", "", "Z IH NG"),
    ("s", "es", "_", "IH Z"),
    ("x", "es", "_", "IH Z"),
    ("V", "s", "V", "Z"),
    ("Ve", "s", "_", "Z"),
    ("b", "s", "_", "Z"),
    ("d", "s", "_", "Z"),
    ("g", "s", "_", "Z"),
    ("l", "s", "_", "Z"),
    ("m", "s", "_", "Z"),
    ("n", "s", "_", "Z"),
    ("r", "s", "_", "Z"),
    ("w", "s", "_", "Z"),
    ("y", "s", "_", "Z"),
    ("o", "s", "_", "Z"),
    ("", "s", "", "S"),
    // t
    ("", "tch", "", "CH"),
    ("", "tion", "", "SH AX N"),
    ("", "tial", "", "SH AX L"),
    ("", "tious", "", "SH AX S"),
    ("", "ture", "E", "CH ER"),
    ("", "tures", "_", "CH ER Z"),
    ("s", "t", "le", ""),
    ("s", "t", "en", ""),
    ("V", "th", "er", "DH"),
    ("V", "the", "_", "DH"),
    ("", "th", "", "TH"),
    ("", "t", "", "T"),
    // u, v, w
    ("g", "u", "V", ""),
    ("q", "u", "", "W"),
    ("", "uy", "", "AY"),
    ("", "ure", "E", "Y UH R"),
    ("", "ur", "C", "ER"),
    ("", "ur", "_", "ER"),
    ("r", "ui", "", "UW"),
    ("", "ui", "t", "UW"),
    ("", "ue", "_", "UW"),
    ("", "ull", "_", "UH L"),
    ("A", "ful", "", "F AX L"),
    ("A", "um", "_", "AX M"),
    ("A", "us", "_", "AX S"),
    ("r", "u", "M", "UW"),
    ("l", "u", "M", "UW"),
    ("j", "u", "M", "UW"),
    ("st", "u", "d", "UW"),
    ("", "u", "M", "Y UW"),
    ("_", "u", "ni", "Y UW"),
    ("_h", "u", "CV", "Y UW"),
    ("_m", "u", "CV", "Y UW"),
    ("_C", "u", "CV", "UW"),
    ("", "u", "CiV", "Y UW"),
    ("", "u", "_", "UW"),
    ("", "u", "", "AH"),
    ("", "v", "", "V"),
    ("_", "wr", "", "R"),
    ("_", "who", "", "HH UW"),
    ("", "wh", "", "W"),
    ("V", "w", "_", ""),
    ("", "w", "", "W"),
    // x, y, z
    ("_", "x", "", "Z"),
    ("_e", "x", "V", "G Z"),
    ("", "x", "", "K S"),
    ("_", "y", "", "Y"),
    ("_C", "y", "_", "AY"),
    ("_CC", "y", "_", "AY"),
    ("_CCC", "y", "_", "AY"),
    ("if", "y", "_", "AY"),
    ("A", "y", "_", "IY"),
    ("", "y", "M", "AY"),
    ("V", "y", "", "Y"),
    ("_C", "y", "C", "IH"),
    ("", "y", "", "IH"),
    ("", "zz", "", "Z"),
    ("", "z", "", "Z"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_words() {
        let table = [
            ("make", "M EY K"),
            ("making", "M EY K IH NG"),
            ("cat", "K AE T"),
            ("cats", "K AE T S"),
            ("dogs", "D AA G Z"),
            ("light", "L AY T"),
            ("rain", "R EY N"),
            ("sunrise", "S AH N R AY Z"),
            ("beach", "B IY CH"),
            ("station", "S T EY SH AX N"),
            ("time", "T AY M"),
            ("sound", "S AW N D"),
            ("phone", "F OW N"),
            ("knight", "N AY T"),
            ("little", "L IH T AX L"),
            ("happy", "HH AE P IY"),
            ("quick", "K W IH K"),
            ("brown", "B R AW N"),
            ("fox", "F AA K S"),
            ("jumps", "JH AH M P S"),
            ("lazy", "L EY Z IY"),
            ("thunder", "TH AH N D ER"),
            ("soft", "S AA F T"),
            ("waves", "W EY V Z"),
            ("stopped", "S T AA P T"),
            ("singing", "S IH NG IH NG"),
            ("better", "B EH T ER"),
            ("nature", "N EY CH ER"),
            ("city", "S IH T IY"),
            ("three", "TH R IY"),
            ("five", "F AY V"),
            ("six", "S IH K S"),
            ("nine", "N AY N"),
            ("thirteen", "TH ER T IY N"),
            ("twenty", "T W EH N T IY"),
            ("birds", "B ER D Z"),
            ("snow", "S N OW"),
            ("morning", "M AO R N IH NG"),
            ("night", "N AY T"),
            ("page", "P EY JH"),
            ("judge", "JH AH JH"),
            ("church", "CH ER CH"),
            ("play", "P L EY"),
            ("point", "P OY N T"),
        ];
        let wrong: Vec<(&str, String)> = table
            .iter()
            .map(|(word, phones)| (*word, pronounce(word), *phones))
            .filter(|(_, read, phones)| read != phones)
            .map(|(word, read, _)| (word, read))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
