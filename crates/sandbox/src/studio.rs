//! Who makes the speech and the films: functions that are handed in, since they are heavy and not
//! everybody who runs a sandbox needs them.

use foley_synth::Sound;

/// Says a text.
pub type Speaks = fn(&Spoken<'_>) -> Sound;

/// Films a prompt, as an MP4 file with this sound.
pub type Films = fn(&Filmed<'_>, Option<&Sound>) -> Vec<u8>;

/// Makes what the sandbox itself can't. Without one of them the sandbox works all the same, and only
/// the file is not to be had.
#[derive(Clone, Copy, Debug, Default)]
pub struct Studio {
    /// Who speaks.
    pub speech: Option<Speaks>,
    /// Who films.
    pub clip: Option<Films>,
}

/// A text to be spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken<'a> {
    /// What is said.
    pub text: &'a str,
    /// The language: `en`, `zh`, or what a provider takes besides.
    pub language: &'a str,
    /// Who says it, by Kling's id.
    pub voice: &'a str,
    /// How fast, 10 being as usual.
    pub speed_tenths: u32,
}

/// A prompt to be filmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filmed<'a> {
    /// What is to be seen.
    pub prompt: &'a str,
    /// Width to height, like `16:9`.
    pub ratio: &'a str,
    /// How long, in tenths of a second.
    pub tenths: u32,
    /// Another take for each.
    pub variation: u64,
}

/// Nobody here makes such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NobodyHere;
