//! What a task is to make, and the making of it.

use foley_core::{Operation, Seconds, TaskId};
use foley_synth::Sound;
use serde::{Deserialize, Serialize};

use crate::file::Kind;
use crate::studio::NobodyHere;
use crate::{Filmed, Spoken, Studio};

/// How loud a sound and the music under it are, as usual and where small sounds are brought out.
const USUAL: (f32, f32) = (1.0, 0.35);
const CLOSE: (f32, f32) = (1.4, 0.2);

/// What a task is to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Work {
    /// A sound from a prompt.
    Effect(Score),
    /// A text, spoken.
    Speech(Script),
    /// A film from a prompt.
    Film(Film),
    /// A film with another sound.
    Dub(Dub),
}

/// A sound: its prompt, and the music under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Score {
    pub(crate) prompt: String,
    pub(crate) music: Option<String>,
    pub(crate) close: bool,
    pub(crate) length: Seconds,
    /// Which take of its prompt this is: the first, the second, ….
    pub(crate) variation: u64,
}

/// Speech, and how long it takes to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Script {
    pub(crate) text: String,
    pub(crate) voice: String,
    pub(crate) language: String,
    pub(crate) speed_tenths: u32,
    pub(crate) millis: u64,
}

/// A film, and the sound that it was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Film {
    pub(crate) prompt: String,
    pub(crate) ratio: String,
    pub(crate) length: Seconds,
    pub(crate) variation: u64,
    pub(crate) score: Option<Score>,
}

/// A film with another sound than its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dub {
    pub(crate) film: Film,
    pub(crate) score: Score,
    pub(crate) parent: Parent,
}

/// The video that a sound was made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Parent {
    /// One of ours, by the number and the id of its task.
    Ours(u64, TaskId),
    /// One that somebody else has, which can't be looked at from here.
    Elsewhere(String),
}

stored_as_row!(Score { prompt, music, close, length, variation });
stored_as_row!(Script { text, voice, language, speed_tenths, millis });
stored_as_row!(Film { prompt, ratio, length, variation, score });
stored_as_row!(Dub { film, score, parent });

impl Work {
    pub(crate) const fn operation(&self) -> Operation {
        match self {
            Self::Effect(_) => Operation::SoundEffect,
            Self::Speech(_) => Operation::Speech,
            Self::Film(_) => Operation::Video,
            Self::Dub(_) => Operation::VideoSound,
        }
    }

    /// The words that it is known by: asking for them again gives another take.
    pub(crate) fn words(&self) -> &str {
        match self {
            Self::Effect(score) | Self::Dub(Dub { score, .. }) => &score.prompt,
            Self::Speech(script) => &script.text,
            Self::Film(film) => &film.prompt,
        }
    }

    /// The film that there is in the end.
    pub(crate) const fn film(&self) -> Option<&Film> {
        match self {
            Self::Film(film) | Self::Dub(Dub { film, .. }) => Some(film),
            Self::Effect(_) | Self::Speech(_) => None,
        }
    }

    /// The files that there are in the end.
    pub(crate) const fn kinds(&self) -> &'static [Kind] {
        match self {
            Self::Effect(_) => &[Kind::Sound],
            Self::Speech(_) => &[Kind::Speech],
            Self::Film(_) => &[Kind::Film],
            Self::Dub(_) => &[Kind::Sound, Kind::Film],
        }
    }

    /// Makes one of its files; `None` where it has no such file.
    pub(crate) fn make(&self, kind: Kind, studio: &Studio) -> Option<Result<Vec<u8>, NobodyHere>> {
        match (self, kind) {
            (Self::Effect(score) | Self::Dub(Dub { score, .. }), Kind::Sound) => {
                Some(Ok(score.play().to_wav()))
            }
            (Self::Speech(script), Kind::Speech) => {
                let sound = script.speak(studio).map(|sound| sound.to_wav());
                Some(sound.ok_or(NobodyHere))
            }
            (Self::Film(film), Kind::Film) => Some(film.shoot(film.score.as_ref(), studio)),
            (Self::Dub(dub), Kind::Film) => Some(dub.film.shoot(Some(&dub.score), studio)),
            _ => None,
        }
    }
}

impl Score {
    fn play(&self) -> Sound {
        let part = |prompt| foley_synth::render(prompt, self.length.tenths(), self.variation);
        let sound = part(&self.prompt);
        let (gain, music_gain) = if self.close { CLOSE } else { USUAL };
        match &self.music {
            Some(music) => sound.blended(gain, &part(music), music_gain),
            None if self.close => sound.blended(gain, &sound, 0.0),
            None => sound,
        }
    }
}

impl Script {
    fn speak(&self, studio: &Studio) -> Option<Sound> {
        let Self { text, voice, language, speed_tenths, .. } = self;
        let spoken = Spoken { text, voice, language, speed_tenths: *speed_tenths };
        studio.speech.map(|speak| speak(&spoken))
    }

    /// With its length: that of the speech where somebody can speak it, and a good guess where not.
    pub(crate) fn timed(mut self, studio: &Studio) -> Self {
        self.millis = self.speak(studio).map_or_else(
            || self.guess(),
            |sound| sound.frames() as u64 * 1000 / u64::from(foley_synth::SAMPLE_RATE),
        );
        self
    }

    /// A syllable is two or three letters, or one Chinese character.
    fn guess(&self) -> u64 {
        let each = |c: char| if c.is_ascii() { 65 } else { 210 };
        let millis: u64 = self.text.chars().map(each).sum();
        (millis * 10 / u64::from(self.speed_tenths.max(1))).max(300)
    }
}

impl Film {
    fn shoot(&self, score: Option<&Score>, studio: &Studio) -> Result<Vec<u8>, NobodyHere> {
        let shoot = studio.clip.ok_or(NobodyHere)?;
        let Self { prompt, ratio, length, variation, .. } = self;
        let filmed = Filmed { prompt, ratio, tenths: length.tenths(), variation: *variation };
        Ok(shoot(&filmed, score.map(Score::play).as_ref()))
    }
}
