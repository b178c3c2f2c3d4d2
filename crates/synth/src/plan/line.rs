//! What was understood, as one line that a person likes to read.

use core::fmt;

use super::{Distance, Layer, Plan};
use crate::Class;

/// More unknown words than this are counted, not listed.
const MOST_UNKNOWN: usize = 5;

/// A longer word is cut after so many letters.
const MOST_LETTERS: usize = 24;

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let only = self.steps.len() == 1;
        for (i, step) in self.steps.iter().enumerate() {
            if i > 0 {
                f.write_str(", then ")?;
            }
            step_line(f, &step.layers, only)?;
        }
        if !self.beds.is_empty() {
            f.write_str("; ")?;
            list(f, self.beds.iter(), " and ")?;
            f.write_str(" throughout")?;
        }
        if let Some(place) = self.place {
            write!(f, "; {place}")?;
        }
        if self.ambient {
            f.write_str("; as a background")?;
        }
        if !self.without.is_empty() {
            f.write_str("; without ")?;
            list(f, self.without.iter(), " or ")?;
        }
        self.write_unknown(f)
    }
}

impl Plan {
    fn write_unknown(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.unknown.is_empty() {
            return Ok(());
        }
        f.write_str("; not understood: ")?;
        list(f, self.unknown.iter().take(MOST_UNKNOWN).map(|word| cut(word)), ", ")?;
        match self.unknown.len().saturating_sub(MOST_UNKNOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// The layers of a step: those in the background together, at its end.
fn step_line(f: &mut fmt::Formatter<'_>, layers: &[Layer], only: bool) -> fmt::Result {
    let is_behind = |layer: &&Layer| layer.distance == Distance::Behind;
    let (behind, before): (Vec<&Layer>, Vec<&Layer>) = layers.iter().partition(is_behind);
    list(f, before.iter(), if only { ", " } else { " and " })?;
    let front = behind.iter().map(|layer| Layer { distance: Distance::Here, ..**layer });
    match (before.is_empty(), behind.is_empty()) {
        (_, true) => return Ok(()),
        (true, _) => {}
        (false, _) => f.write_str(if only { "; " } else { " with " })?,
    }
    list(f, front, " and ")?;
    f.write_str(" in the background")
}

fn list(
    f: &mut fmt::Formatter<'_>,
    items: impl Iterator<Item = impl fmt::Display>,
    between: &str,
) -> fmt::Result {
    for (i, item) in items.enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        write!(f, "{item}")?;
    }
    Ok(())
}

fn cut(word: &str) -> String {
    match word.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

/// As a person would say it: "heavy rain", "slow footsteps (3 times)", "birds in the background".
impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.class == Class::Texture {
            return f.pad("a neutral background");
        }
        if self.distance == Distance::Far {
            f.write_str("distant ")?;
        }
        let (soft, strong) = adjectives(self.class);
        f.write_str(match self.intensity {
            ..0.1 => "very ",
            0.95.. => "very ",
            _ => "",
        })?;
        match self.intensity {
            ..0.31 => write!(f, "{soft} ")?,
            0.69.. => write!(f, "{strong} ")?,
            _ => {}
        }
        f.write_str(match self.tempo {
            ..0.9 => "slow ",
            1.1.. => "fast ",
            _ => "",
        })?;
        write!(f, "{}", self.class)?;
        match self.count {
            None => {}
            Some(1) => f.write_str(" (once)")?,
            Some(2) => f.write_str(" (twice)")?,
            Some(count) => write!(f, " ({count} times)")?,
        }
        f.write_str(match self.distance {
            Distance::Close => " close by",
            Distance::Behind => " in the background",
            Distance::Here | Distance::Far => "",
        })
    }
}

/// What people call the weak and the strong of it.
fn adjectives(class: Class) -> (&'static str, &'static str) {
    match class {
        Class::Rain => ("light", "heavy"),
        Class::Wind | Class::Ocean => ("gentle", "strong"),
        Class::Fire => ("small", "big"),
        _ => ("soft", "loud"),
    }
}

#[cfg(test)]
mod tests {
    use crate::plan;

    #[test]
    fn the_line_reads_as_a_person_would_say_it() {
        for (prompt, line) in [
            ("Heavy rain with distant thunder", "heavy rain, distant thunder"),
            ("", "a neutral background"),
            ("zorg blarg", "a neutral background; not understood: zorg, blarg"),
            ("a very soft breeze", "very gentle wind"),
            ("Soft ambient ocean waves at sunrise.", "gentle ocean; as a background"),
            ("storm without wind", "rain, thunder; without wind"),
            (
                "thunder twice, then a quick fire in a cave",
                "thunder (twice), then fast fire; in a cave",
            ),
            ("thunder, then birds while it rains", "thunder, then birds; rain throughout"),
            (
                "thunder nearby, birds in the background",
                "thunder close by; birds in the background",
            ),
            (
                "a b1 b2 b3 b4 b5 b6 b7",
                "a neutral background; not understood: b1, b2, b3, b4, b5 and 2 more",
            ),
        ] {
            assert_eq!(plan(prompt).to_string(), line, "{prompt}");
        }
        let long = "z".repeat(200);
        let line = plan(&long).to_string();
        assert!(line.ends_with(&format!(": {}…", &long[..24])), "{line}");
    }
}
