//! What a task is to make, and the making of it.

use foley_core::{Operation, Seconds, TaskId};
use serde::{Deserialize, Serialize};

use crate::file::Kind;
use crate::label::labelled;
use crate::studio::{Dubbed, file};
use crate::understood::understood;
use crate::{Filmed, NotMade, Order, Scored, Spoken, Studio};

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
    /// One that somebody else has, which was looked at.
    Elsewhere(String),
    /// One that somebody else has, and that could not be looked at from here.
    Unseen(String),
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

    /// What was understood of its prompts, for whoever shows it: the bodies say nothing of the kind.
    pub(crate) fn understood(&self) -> Option<String> {
        match self {
            Self::Effect(score) | Self::Dub(Dub { score, .. }) => Some(score.understood()),
            Self::Film(Film { score, .. }) => score.as_ref().map(Score::understood),
            Self::Speech(_) => Some("speech, by the sandbox's own voice".to_owned()),
        }
    }

    /// The film that there is in the end.
    pub(crate) const fn film(&self) -> Option<&Film> {
        match self {
            Self::Film(film) | Self::Dub(Dub { film, .. }) => Some(film),
            Self::Effect(_) | Self::Speech(_) => None,
        }
    }

    /// The files that there are in the end, sounds also as MP3 where that is had.
    pub(crate) const fn kinds(&self, mp3: bool) -> &'static [Kind] {
        match (self, mp3) {
            (Self::Effect(_), true) => &[Kind::Sound, Kind::Mp3],
            (Self::Effect(_), false) => &[Kind::Sound],
            (Self::Speech(_), _) => &[Kind::Speech],
            (Self::Film(_), _) => &[Kind::Film],
            (Self::Dub(_), true) => &[Kind::Sound, Kind::Mp3, Kind::Film],
            (Self::Dub(_), false) => &[Kind::Sound, Kind::Film],
        }
    }

    /// Makes one of its files; `None` where it has no such file.
    pub(crate) fn make(&self, kind: Kind, studio: &dyn Studio) -> Option<Result<Vec<u8>, NotMade>> {
        match (self, kind) {
            (Self::Effect(score) | Self::Dub(Dub { score, .. }), Kind::Sound) => {
                Some(score.play(studio).map(labelled))
            }
            (Self::Effect(score) | Self::Dub(Dub { score, .. }), Kind::Mp3) => {
                Some(score.mp3(studio))
            }
            (Self::Speech(script), Kind::Speech) => Some(script.speak(studio).map(labelled)),
            (Self::Film(film), Kind::Film) => Some(film.shoot(film.score.as_ref(), studio)),
            (Self::Dub(dub), Kind::Film) => Some(dub.make(studio)),
            _ => None,
        }
    }
}

impl Score {
    fn understood(&self) -> String {
        let sound = understood(&self.prompt);
        let close = if self.close { ", brought close" } else { "" };
        match &self.music {
            Some(music) => format!("{sound}{close}; under it: {}", understood(music)),
            None => format!("{sound}{close}"),
        }
    }

    /// The sound, as WAV.
    fn play(&self, studio: &dyn Studio) -> Result<Vec<u8>, NotMade> {
        let Self { prompt, music, close, length, variation } = self.clone();
        let scored = Scored { prompt, music, close, tenths: length.tenths(), variation };
        file(studio, &Order::Sound(scored))
    }

    fn mp3(&self, studio: &dyn Studio) -> Result<Vec<u8>, NotMade> {
        file(studio, &Order::Mp3(self.play(studio)?))
    }
}

impl Script {
    fn speak(&self, studio: &dyn Studio) -> Result<Vec<u8>, NotMade> {
        let Self { text, voice, language, speed_tenths, .. } = self.clone();
        file(studio, &Order::Speech(Spoken { text, language, voice, speed_tenths }))
    }

    /// With its length: that of the speech where somebody can speak it, and a good guess where not.
    /// `None` where it is yet to be spoken.
    pub(crate) fn timed(mut self, studio: &dyn Studio) -> Option<Self> {
        let spoken = match self.speak(studio) {
            Ok(wav) => foley_synth::wav_millis(&wav),
            Err(NotMade::Yet) => return None,
            Err(NotMade::Ever(_)) => None,
        };
        self.millis = spoken.unwrap_or_else(|| self.guess());
        Some(self)
    }

    /// A syllable is two or three letters, or one Chinese character.
    fn guess(&self) -> u64 {
        let each = |c: char| if c.is_ascii() { 65 } else { 210 };
        let millis: u64 = self.text.chars().map(each).sum();
        (millis * 10 / u64::from(self.speed_tenths.max(1))).max(300)
    }
}

impl Film {
    fn shoot(&self, score: Option<&Score>, studio: &dyn Studio) -> Result<Vec<u8>, NotMade> {
        let sound = score.map_or(Ok(Vec::new()), |score| score.mp3(studio))?;
        let Self { prompt, ratio, length, variation, .. } = self.clone();
        let filmed = Filmed { prompt, ratio, tenths: length.tenths(), variation, sound };
        file(studio, &Order::Film(filmed))
    }
}

impl Dub {
    /// Somebody's own video with the sound in it. Where it is not to be had any more, or was never,
    /// a film of as long takes its place.
    fn make(&self, studio: &dyn Studio) -> Result<Vec<u8>, NotMade> {
        if let Parent::Elsewhere(url) = &self.parent {
            let sound = self.score.mp3(studio)?;
            match file(studio, &Order::Dub(Dubbed { url: url.clone(), sound })) {
                Err(NotMade::Ever(_)) => {}
                dubbed => return dubbed,
            }
        }
        self.film.shoot(Some(&self.score), studio)
    }
}
