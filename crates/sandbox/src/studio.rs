//! Who makes what the sandbox itself can't: somebody who is handed in, since encoders, voices and
//! film makers are heavy, and not everybody who runs a sandbox needs them.
//!
//! The sandbox asks in the middle of an answer. Whoever can't make a thing on the spot, such as a
//! page that has to fetch what makes it, gives nothing, has it made, and asks the sandbox again: the
//! answer to a request follows from the state, the time and what the studio gives.

use foley_synth::Sound;
use serde::{Deserialize, Serialize};

/// How loud a sound and the music under it are, as usual and where small sounds are brought out.
const USUAL: (f32, f32) = (1.0, 0.35);
const CLOSE: (f32, f32) = (1.4, 0.2);

/// Makes what the sandbox itself can't. Without one the sandbox works all the same, and only the
/// files are not to be had.
pub trait Studio {
    /// Makes something.
    ///
    /// # Errors
    /// That it is not there yet, or why it can't be made here.
    fn make(&self, order: &Order) -> Result<Made, NotMade>;
}

/// Why there is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotMade {
    /// It is yet to be made. What is answered then is no answer and has changed nothing: whoever carries
    /// it has the thing made and asks the same again.
    Yet,
    /// It can't be made here, for this reason.
    Ever(String),
}

impl From<String> for NotMade {
    fn from(why: String) -> Self {
        Self::Ever(why)
    }
}

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// A prompt, made into a sound, as WAV. Everybody can, by [`Scored::play`]; it takes its time.
    Sound(Scored),
    /// A WAV file of ours as MP3.
    Mp3(#[serde(with = "serde_bytes")] Vec<u8>),
    /// A text, spoken, as WAV.
    Speech(Spoken),
    /// A prompt, filmed, as MP4.
    Film(Filmed),
    /// Somebody's video with another sound, as it was or as MP4.
    Dub(Dubbed),
    /// Somebody's video, by its address, looked at.
    Look(String),
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Made {
    /// A file.
    File(#[serde(with = "serde_bytes")] Vec<u8>),
    /// What there was to be seen.
    Seen(Sight),
}

/// A prompt to be heard, and the music under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// What is to be heard.
    pub prompt: String,
    /// What is to be heard under it.
    pub music: Option<String>,
    /// Whether small sounds are brought close.
    pub close: bool,
    /// How long, in tenths of a second.
    pub tenths: u32,
    /// Another take for each.
    pub variation: u64,
}

impl Scored {
    /// The sound, as WAV.
    #[must_use]
    pub fn play(&self) -> Vec<u8> {
        self.sound().to_wav()
    }

    fn sound(&self) -> Sound {
        let render = if self.close { foley_synth::render_close } else { foley_synth::render };
        let sound = render(&self.prompt, self.tenths, self.variation);
        let (gain, music_gain) = if self.close { CLOSE } else { USUAL };
        match &self.music {
            Some(music) => {
                let music = foley_synth::render(music, self.tenths, self.variation);
                sound.blended(gain, &music, music_gain)
            }
            None => sound,
        }
    }
}

/// A text to be spoken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// What is said.
    pub text: String,
    /// The language: `en`, `zh`, or what a provider takes besides.
    pub language: String,
    /// Who says it, by Kling's id.
    pub voice: String,
    /// How fast, 10 being as usual.
    pub speed_tenths: u32,
}

impl Spoken {
    /// Whether it is for an English voice, as far as the language says.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.language.starts_with("en")
    }
}

/// A prompt to be filmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filmed {
    /// What is to be seen.
    pub prompt: String,
    /// Width to height, like `16:9`.
    pub ratio: String,
    /// How long, in tenths of a second.
    pub tenths: u32,
    /// Another take for each.
    pub variation: u64,
    /// What is to be heard, as MP3; nothing where it is empty.
    #[serde(with = "serde_bytes")]
    pub sound: Vec<u8>,
}

/// A video to be dubbed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dubbed {
    /// Where it is.
    pub url: String,
    /// What is to be heard, as MP3.
    #[serde(with = "serde_bytes")]
    pub sound: Vec<u8>,
}

/// What there is to be seen of a video that somebody else has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sight {
    /// A video, so many milliseconds long.
    Video(u64),
    /// Not a video, or a damaged one.
    NoVideo,
    /// More bytes than a provider takes.
    TooLarge,
    /// Nothing: nobody answers there, or with an error.
    Unreachable,
    /// It may be there, and can't be looked at from here.
    Unseen,
}

/// Nobody at all: there are sounds, as WAV, and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct NoStudio;

impl Studio for NoStudio {
    fn make(&self, order: &Order) -> Result<Made, NotMade> {
        match order {
            Order::Sound(scored) => Ok(Made::File(scored.play())),
            _ => Err("This sandbox runs without what makes such a file".to_owned().into()),
        }
    }
}

/// Has a file made.
pub(crate) fn file(studio: &dyn Studio, order: &Order) -> Result<Vec<u8>, NotMade> {
    match studio.make(order)? {
        Made::File(bytes) => Ok(bytes),
        Made::Seen(_) => Err("This sandbox looks where it should make a file".to_owned().into()),
    }
}

/// Has somebody's video looked at; `None` where that is yet to be done.
pub(crate) fn look(studio: &dyn Studio, url: &str) -> Option<Sight> {
    match studio.make(&Order::Look(url.to_owned())) {
        Ok(Made::Seen(sight)) => Some(sight),
        Err(NotMade::Yet) => None,
        Ok(Made::File(_)) | Err(NotMade::Ever(_)) => Some(Sight::Unseen),
    }
}
