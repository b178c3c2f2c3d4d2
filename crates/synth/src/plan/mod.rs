//! Reads a prompt: which sounds, in which order, how strong, how far, where. Never fails; what it
//! doesn't understand it lists, and when nothing is understood it plans a quiet neutral bed.
//!
//! **At least one step; in each step at least one layer, and with the beds at most four.**

mod line;
mod reader;
mod words;

use crate::{Class, place::Place};

/// More layers at once than this would be mud.
pub(crate) const MOST_LAYERS: usize = 4;

/// More steps than this are heard as none.
pub(crate) const MOST_STEPS: usize = 8;

/// What was understood of a prompt.
///
/// Its `Display` is a line for people: `heavy rain, distant thunder`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// What is heard one after the other.
    pub steps: Vec<Step>,
    /// What is heard throughout, where there are several steps.
    pub beds: Vec<Layer>,
    /// Where all of it is heard, where that is said.
    pub place: Option<Place>,
    /// Whether the prompt asks for a background: wider, more of the place than of the thing.
    pub ambient: bool,
    /// What must not be there.
    pub without: Vec<Class>,
    /// The words that mean nothing here, as they stood, each once.
    pub unknown: Vec<String>,
}

/// Sounds that are heard at once.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// In the order of the prompt; no class twice.
    pub layers: Vec<Layer>,
}

/// One sound of a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Layer {
    /// What sounds.
    pub class: Class,
    /// Its part in the mix, as a factor of amplitude; 1 is a sound in the foreground.
    pub gain: f32,
    /// How far off it is.
    pub distance: Distance,
    /// How strong it is in itself, from 0 (barely) over 0.5 (unsaid) to 1 (violent): a heavy rain
    /// isn't a light one played louder.
    pub intensity: f32,
    /// How many of it, where that is said.
    pub count: Option<u32>,
    /// How quickly it goes: 1 as usual, 2 twice as quickly.
    pub tempo: f32,
}

/// How far off a sound is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Distance {
    /// At the ear.
    Close,
    /// Where it is when nothing is said.
    #[default]
    Here,
    /// Behind what is in the foreground.
    Behind,
    /// A long way off.
    Far,
}

impl Layer {
    /// The sound as it is when nothing more is said.
    pub(crate) fn new(class: Class) -> Self {
        let distance = Distance::default();
        Self { class, gain: 1.0, distance, intensity: 0.5, count: None, tempo: 1.0 }
    }
}

impl Plan {
    /// Every layer: those of the steps in their order, and the beds.
    pub fn layers(&self) -> impl Iterator<Item = &Layer> {
        self.steps.iter().flat_map(|step| &step.layers).chain(&self.beds)
    }
}

/// Reads a prompt.
pub fn plan(prompt: &str) -> Plan {
    let text = prompt.to_lowercase();
    let mut reader = reader::Reader::default();
    for word in words::read(&text) {
        reader.read(word);
    }
    reader.finish()
}

#[cfg(test)]
mod tests;
