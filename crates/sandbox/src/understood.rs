//! What is understood of a prompt, in a line, and remembered: a task is asked for many times, and tests ask
//! for the same sound again and again. To read a prompt takes as long as all else that an answer takes.

use std::sync::{PoisonError, RwLock};

use crate::ids;

/// How many prompts are remembered; another with the same place takes its place.
const PLACES: usize = 256;

/// A prompt, and its line.
type Known = Option<(String, String)>;

static KNOWN: RwLock<[Known; PLACES]> = RwLock::new([const { None }; PLACES]);

/// What is understood of a prompt.
pub(crate) fn understood(prompt: &str) -> String {
    let place = (ids::mix_words(0, prompt) % PLACES as u64) as usize;
    // A line is in it whole or not at all, so that one who fell over it does no harm.
    if let Some(Some((of, line))) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(place)
        && of == prompt
    {
        return line.clone();
    }
    let line = foley_synth::plan(prompt).to_string();
    if let Some(known) = KNOWN.write().unwrap_or_else(PoisonError::into_inner).get_mut(place) {
        *known = Some((prompt.to_owned(), line.clone()));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_is_understood() {
        // More than there are places for, twice.
        for n in (0..600).chain(0..600) {
            let prompt = format!("Rain, {n} dogs");
            assert_eq!(understood(&prompt), foley_synth::plan(&prompt).to_string());
        }
    }
}
