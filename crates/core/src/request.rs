//! What the user asks for, free of how any provider writes it.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Camera, Field, Seconds};

/// What can be asked of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// A sound from a prompt.
    SoundEffect,
    /// Sound and music for a video.
    VideoSound,
    /// A text, spoken.
    Speech,
    /// A video from a prompt.
    Video,
}

impl Operation {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::SoundEffect, Self::VideoSound, Self::Speech, Self::Video];

    /// Its name for our own records and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SoundEffect => "sound_effect",
            Self::VideoSound => "video_sound",
            Self::Speech => "speech",
            Self::Video => "video",
        }
    }

    /// Its name for the user.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SoundEffect => "Sound effect",
            Self::VideoSound => "Video sound",
            Self::Speech => "Speech",
            Self::Video => "Video",
        }
    }
}

/// One request, of any operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// A sound from a prompt.
    SoundEffect(SoundEffect),
    /// Sound and music for a video.
    VideoSound(VideoSound),
    /// A text, spoken.
    Speech(Speech),
    /// A video from a prompt.
    Video(Video),
    /// Something that was asked for elsewhere and is only waited for here.
    Found(Found),
}

/// Something that was asked for elsewhere: a provider tells neither its words nor its settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What is being made.
    pub operation: Operation,
    /// What it is called here.
    pub name: String,
}

/// A sound from a prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoundEffect {
    /// The sound in words.
    pub prompt: String,
    /// How long the sound is to be.
    pub duration: Seconds,
    /// The user's own name for the task, unique within the account. Where it is absent the engine
    /// gives one, since that is how a lost answer is found again.
    #[serde(default)]
    pub external_task_id: Option<String>,
    /// Where the provider is to report each change of the task's status.
    #[serde(default)]
    pub callback_url: Option<String>,
}

/// Sound and music for a video.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VideoSound {
    /// The video.
    pub source: VideoSource,
    /// The sounds in words; the provider's own choice where it is absent.
    #[serde(default)]
    pub sound_effect_prompt: Option<String>,
    /// The music in words.
    #[serde(default)]
    pub bgm_prompt: Option<String>,
    /// Whether small close sounds are brought out.
    #[serde(default)]
    pub asmr_mode: bool,
    /// As of [`SoundEffect::external_task_id`].
    #[serde(default)]
    pub external_task_id: Option<String>,
    /// As of [`SoundEffect::callback_url`].
    #[serde(default)]
    pub callback_url: Option<String>,
}

/// The video that is to have sound: exactly one of the two ways in which it can be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VideoSource {
    /// A video that the provider made within the last 30 days, by the video's own id.
    Id(String),
    /// An MP4 or MOV anywhere.
    Url(String),
}

/// A text, spoken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    /// What is said.
    pub text: String,
    /// Who says it, by the provider's id. See [`VOICES`](crate::VOICES).
    pub voice: String,
    /// The language it is said in: `en` or `zh`.
    pub language: String,
    /// How fast, 1 being as usual; the provider's usual where it is absent.
    #[serde(default)]
    pub speed: Option<Decimal>,
    /// As of [`SoundEffect::callback_url`]; where the provider takes one.
    #[serde(default)]
    pub callback_url: Option<String>,
}

/// A video from a prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Video {
    /// The video in words.
    pub prompt: String,
    /// What is not to be in it.
    #[serde(default)]
    pub negative_prompt: Option<String>,
    /// The provider's model; without one it takes `kling-v1`.
    #[serde(default)]
    pub model: Option<String>,
    /// `std`, `pro`, or what a model knows besides.
    #[serde(default)]
    pub mode: Option<String>,
    /// Width to height, like `16:9`.
    #[serde(default)]
    pub aspect_ratio: Option<String>,
    /// How long, in whole seconds; 5 where it is absent.
    #[serde(default)]
    pub duration: Option<Seconds>,
    /// Whether it has sound.
    #[serde(default)]
    pub sound: bool,
    /// How closely it follows the prompt, from 0 to 1.
    #[serde(default)]
    pub cfg_scale: Option<Decimal>,
    /// How the camera moves; as the provider likes where it is absent.
    #[serde(default)]
    pub camera: Option<Camera>,
    /// As of [`SoundEffect::external_task_id`].
    #[serde(default)]
    pub external_task_id: Option<String>,
    /// As of [`SoundEffect::callback_url`].
    #[serde(default)]
    pub callback_url: Option<String>,
}

/// What a request has in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given<'a> {
    /// A text.
    Text(&'a str),
    /// A duration.
    Seconds(Seconds),
    /// A number.
    Number(Decimal),
    /// Something that is switched on.
    On,
    /// A camera's movement.
    Camera(Camera),
}

impl Request {
    /// What is asked for.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        match self {
            Self::SoundEffect(_) => Operation::SoundEffect,
            Self::VideoSound(_) => Operation::VideoSound,
            Self::Speech(_) => Operation::Speech,
            Self::Video(_) => Operation::Video,
            Self::Found(found) => found.operation,
        }
    }

    /// The words that the user would know this request by.
    #[must_use]
    pub fn title(&self) -> Cow<'_, str> {
        match self {
            Self::SoundEffect(effect) => Cow::Borrowed(&effect.prompt),
            Self::Speech(speech) => Cow::Borrowed(&speech.text),
            Self::Video(video) => Cow::Borrowed(&video.prompt),
            Self::Found(found) => Cow::Borrowed(&found.name),
            Self::VideoSound(sound) => {
                match (&sound.sound_effect_prompt, &sound.bgm_prompt, &sound.source) {
                    (Some(words), _, _) | (None, Some(words), _) => Cow::Borrowed(words),
                    (None, None, VideoSource::Id(id)) => {
                        Cow::Owned(format!("Sound for video {id}"))
                    }
                    (None, None, VideoSource::Url(url)) => {
                        let path = url.split(['?', '#']).next().unwrap_or(url);
                        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
                        Cow::Owned(format!("Sound for {name}"))
                    }
                }
            }
        }
    }

    /// How long the result is asked to be, where that is asked.
    #[must_use]
    pub const fn duration(&self) -> Option<Seconds> {
        match self {
            Self::SoundEffect(effect) => Some(effect.duration),
            Self::Video(video) => video.duration,
            Self::VideoSound(_) | Self::Speech(_) | Self::Found(_) => None,
        }
    }

    /// The user's own name for the task.
    #[must_use]
    pub fn external_task_id(&self) -> Option<&str> {
        match self {
            Self::SoundEffect(effect) => effect.external_task_id.as_deref(),
            Self::VideoSound(sound) => sound.external_task_id.as_deref(),
            Self::Video(video) => video.external_task_id.as_deref(),
            Self::Speech(_) | Self::Found(_) => None,
        }
    }

    /// Where the provider is to report to.
    #[must_use]
    pub fn callback_url(&self) -> Option<&str> {
        match self {
            Self::SoundEffect(effect) => effect.callback_url.as_deref(),
            Self::VideoSound(sound) => sound.callback_url.as_deref(),
            Self::Speech(speech) => speech.callback_url.as_deref(),
            Self::Video(video) => video.callback_url.as_deref(),
            Self::Found(_) => None,
        }
    }

    /// What stands in a field; `None` where nothing does, and where the operation has no such field.
    #[must_use]
    pub fn given(&self, field: Field) -> Option<Given<'_>> {
        match field {
            Field::ExternalTaskId => self.external_task_id().map(Given::Text),
            Field::CallbackUrl => self.callback_url().map(Given::Text),
            _ => match self {
                Self::SoundEffect(effect) => effect.given(field),
                Self::VideoSound(sound) => sound.given(field),
                Self::Speech(speech) => speech.given(field),
                Self::Video(video) => video.given(field),
                Self::Found(_) => None,
            },
        }
    }
}

fn text(value: &Option<String>) -> Option<Given<'_>> {
    value.as_deref().map(Given::Text)
}

fn switch<'a>(on: bool) -> Option<Given<'a>> {
    on.then_some(Given::On)
}

impl SoundEffect {
    fn given(&self, field: Field) -> Option<Given<'_>> {
        match field {
            Field::Prompt => Some(Given::Text(&self.prompt)),
            Field::Duration => Some(Given::Seconds(self.duration)),
            _ => None,
        }
    }
}

impl VideoSound {
    fn given(&self, field: Field) -> Option<Given<'_>> {
        match (field, &self.source) {
            (Field::VideoId, VideoSource::Id(id)) => Some(Given::Text(id)),
            (Field::VideoUrl, VideoSource::Url(url)) => Some(Given::Text(url)),
            (Field::SoundEffectPrompt, _) => text(&self.sound_effect_prompt),
            (Field::BgmPrompt, _) => text(&self.bgm_prompt),
            (Field::AsmrMode, _) => switch(self.asmr_mode),
            _ => None,
        }
    }
}

impl Speech {
    fn given(&self, field: Field) -> Option<Given<'_>> {
        match field {
            Field::Text => Some(Given::Text(&self.text)),
            Field::Voice => Some(Given::Text(&self.voice)),
            Field::VoiceLanguage => Some(Given::Text(&self.language)),
            Field::VoiceSpeed => self.speed.map(Given::Number),
            _ => None,
        }
    }
}

impl Video {
    fn given(&self, field: Field) -> Option<Given<'_>> {
        match field {
            Field::Prompt => Some(Given::Text(&self.prompt)),
            Field::NegativePrompt => text(&self.negative_prompt),
            Field::Model => text(&self.model),
            Field::Mode => text(&self.mode),
            Field::AspectRatio => text(&self.aspect_ratio),
            Field::Duration => self.duration.map(Given::Seconds),
            Field::Sound => switch(self.sound),
            Field::CfgScale => self.cfg_scale.map(Given::Number),
            Field::Camera => self.camera.map(Given::Camera),
            _ => None,
        }
    }
}
