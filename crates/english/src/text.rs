//! Brings a text to what the speaker has words for: plain letters, digits and signs.

/// Flite goes one step deeper for every piece of a run without spaces, such as `a1b2c3`. No word
/// is as long as this, and the stack of a wasm module is small.
const LONGEST_RUN: usize = 60;

/// Letters with marks, and two in one, as the plain ones that they are read as.
#[rustfmt::skip]
const LETTERS: [(&str, &str); 54] = [
    ("A", "ÀÁÂÃĀĂĄǍÅÄ"), ("a", "àáâãāăąǎåäª"), ("AE", "ÆǼ"), ("ae", "æǽ"),
    ("C", "ÇĆĈĊČ"), ("c", "çćĉċč"), ("D", "ĎĐÐ"), ("d", "ďđ"), ("th", "ðþ"), ("Th", "Þ"),
    ("E", "ÈÉÊËĒĔĖĘĚ"), ("e", "èéêëēĕėęě"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"),
    ("G", "ĜĞĠĢ"), ("g", "ĝğġģ"), ("H", "ĤĦ"), ("h", "ĥħ"),
    ("I", "ÌÍÎÏĨĪĬĮİǏ"), ("i", "ìíîïĩīĭįıǐ"), ("IJ", "Ĳ"), ("ij", "ĳ"),
    ("J", "Ĵ"), ("j", "ĵ"), ("K", "Ķ"), ("k", "ķĸ"), ("L", "ĹĻĽĿŁ"), ("l", "ĺļľŀł"),
    ("N", "ÑŃŅŇŊ"), ("n", "ñńņňŉŋ"), ("O", "ÒÓÔÕÖØŌŎŐǑ"), ("o", "òóôõöøōŏőǒº"),
    ("OE", "Œ"), ("oe", "œ"), ("R", "ŔŖŘ"), ("r", "ŕŗř"),
    ("S", "ŚŜŞŠȘ"), ("s", "śŝşšșſ"), ("SS", "ẞ"), ("ss", "ß"),
    ("T", "ŢŤŦȚ"), ("t", "ţťŧț"), ("U", "ÙÚÛÜŨŪŬŮŰŲǓ"), ("u", "ùúûüũūŭůűųǔµ"),
    ("W", "Ŵ"), ("w", "ŵ"), ("Y", "ÝŶŸ"), ("y", "ýÿŷ"), ("Z", "ŹŻŽ"), ("z", "źżž"),
    ("'", "‘’‚‛′ʼʻ´"), ("\"", "“”„‟″«»‹›「」『』《》〈〉"), ("-", "‐‑‒−"),
];

/// Signs that are said, or that make a pause.
const SIGNS: [(&str, &str); 17] = [
    (" euro ", "€"),
    (" pound ", "£"),
    (" yen ", "¥"),
    (" cent ", "¢"),
    (" degrees ", "°"),
    (" squared ", "²"),
    (" cubed ", "³"),
    (" one quarter ", "¼"),
    (" one half ", "½"),
    (" three quarters ", "¾"),
    (" times ", "×"),
    (" divided by ", "÷"),
    (" number ", "№"),
    (" -- ", "—―"),
    ("...", "…"),
    (". ", "。"),
    (", ", "、•·"),
];

/// The text in plain characters; `None` where it has what can't be read, or nothing to read.
pub(crate) fn read(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars().map(narrow) {
        match c {
            '\n' | '\r' | '\t' | ' '..='~' => plain.push(c),
            // A range between numbers, a pause between words.
            '–' if before.is_ascii_digit() => plain.push('-'),
            '–' => plain.push_str(" -- "),
            // Accents that stand behind their letters, and joints that are not seen.
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}' => {}
            // Letters in circles and squares, flags, and information: they are emoji.
            '\u{24b6}'..='\u{24e9}' | '\u{1f100}'..='\u{1faff}' | 'ℹ' => plain.push(' '),
            _ => match plain_for(c) {
                Some(known) => plain.push_str(known),
                None if c.is_alphanumeric() => return None,
                None => plain.push(' '),
            },
        }
        before = c;
    }
    plain.contains(|c: char| c.is_ascii_alphanumeric()).then(|| with_breaks(&plain))
}

/// The forms that are as wide as Chinese characters, as the usual ones.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn plain_for(c: char) -> Option<&'static str> {
    let known = |(_, forms): &&(&str, &str)| forms.contains(c);
    LETTERS.iter().find(known).or_else(|| SIGNS.iter().find(known)).map(|(plain, _)| *plain)
}

/// Puts spaces into runs that are too long.
fn with_breaks(plain: &str) -> String {
    let mut broken = String::with_capacity(plain.len());
    let mut run = 0;
    for c in plain.chars() {
        run = if c.is_ascii_whitespace() { 0 } else { run + 1 };
        if run > LONGEST_RUN {
            broken.push(' ');
            run = 1;
        }
        broken.push(c);
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in ["Hello, world!", "It's 9:30 & $5.50 (50%).", "Dr. Smith\n\nruns", "C++"] {
            assert_eq!(read(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn marks_and_quotes_are_brought_to_plain_ones() {
        for (text, plain) in [
            ("café Zürich Dvořák Ångström", "cafe Zurich Dvorak Angstrom"),
            ("cafe\u{301}", "cafe"),
            ("straße, æon, œuvre, ﬁne", "strasse, aeon, oeuvre, fine"),
            ("“It’s ‘so’”", "\"It's 'so'\""),
            ("10–20", "10-20"),
            ("one – two", "one  --  two"),
            ("one—two…", "one -- two..."),
            ("€5", " euro 5"),
            ("Ｈｅｌｌｏ，ｗｏｒｌｄ！", "Hello,world!"),
            ("a\u{a0}b\u{200b}c\u{ad}d", "a bcd"),
            ("5 × 5 = 25 m²", "5  times  5 = 25 m squared "),
        ] {
            assert_eq!(read(text).as_deref(), Some(plain), "{text}");
        }
    }

    #[test]
    fn emoji_and_signs_are_left_out() {
        for (text, plain) in [
            ("Hi 😀!", "Hi  !"),
            ("👩\u{200d}🚀 go", "   go"),
            ("🇬🇧🅰Ⓜℹ x", "      x"),
            ("1\u{fe0f}\u{20e3} one", "1   one"),
            ("™ ★ ♪ la", "      la"),
            ("a\u{0}b\u{7f}c", "a b c"),
            ("¿Qué? ¡Sí!", " Que?  Si!"),
        ] {
            assert_eq!(read(text).map(|text| text.replace(' ', "")), {
                Some(plain.replace(' ', ""))
            });
        }
    }

    #[test]
    fn other_scripts_are_refused() {
        for text in [
            "你好",
            "Hello, 世界",
            "Привет",
            "Ωmega",
            "مرحبا hello",
            "こんにちは",
            "한국어",
            "שלום",
            "नमस्ते",
            "ไทย",
            "Việt Nam",
            "٣ cats",
            "chapter Ⅳ",
            "𝓗𝓲 there",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_to_read_is_refused() {
        for text in ["", " ", "!!!", "...", "😀", "，。", "\u{0}", "&", "-"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn endless_runs_are_broken() {
        let read = read(&"a1".repeat(500)).unwrap();
        assert!(read.split(' ').all(|run| run.len() <= LONGEST_RUN));
        assert_eq!(read.replace(' ', ""), "a1".repeat(500));
    }

    #[test]
    fn no_character_stands_for_two() {
        let all: Vec<char> =
            LETTERS.iter().chain(&SIGNS).flat_map(|(_, forms)| forms.chars()).collect();
        for (i, c) in all.iter().enumerate() {
            assert!(!all[i + 1..].contains(c) && !c.is_ascii(), "{c}");
        }
    }
}
