//! What the user can fill in, by names of our own. How a provider spells each stands in the
//! [capability table](crate::Capability).

use core::fmt;

use serde::{Deserialize, Serialize};

/// What the user can fill in, of whichever operation, and of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The sound or the video in words.
    Prompt,
    /// What is not to be in the video.
    NegativePrompt,
    /// What is to be said.
    Text,
    /// A video that the provider has made, by the video's id (not its task's).
    VideoId,
    /// A video anywhere, by its address.
    VideoUrl,
    /// The sounds for a video, in words.
    SoundEffectPrompt,
    /// The music for a video, in words.
    BgmPrompt,
    /// Whether small close sounds are brought out.
    AsmrMode,
    /// Who speaks.
    Voice,
    /// The language that is spoken.
    VoiceLanguage,
    /// How fast it is spoken, 1 being as usual.
    VoiceSpeed,
    /// How long the sound or the video is to be, in seconds.
    Duration,
    /// The provider's model.
    Model,
    /// How much effort goes in.
    Mode,
    /// The video's width to its height.
    AspectRatio,
    /// Whether the video has sound.
    Sound,
    /// How closely the video follows the prompt.
    CfgScale,
    /// How the camera moves.
    Camera,
    /// Along or about what a simple camera moves.
    CameraAxis,
    /// How far a simple camera moves.
    CameraAmount,
    /// The user's own name for the task.
    ExternalTaskId,
    /// Where the provider is to report to.
    CallbackUrl,
    /// The user's name for a provider.
    ProviderName,
    /// Where the provider's API is.
    BaseUrl,
    /// What stands between the base URL and the protocol's paths.
    PathPrefix,
    /// What a call costs.
    Price,
    /// The provider's key.
    Key,
    /// The public half of a pair of keys.
    AccessKey,
    /// The secret half of a pair of keys.
    SecretKey,
}

impl Field {
    /// What its number counts, where it is one with a unit.
    #[must_use]
    pub const fn unit(self) -> Option<&'static str> {
        match self {
            Self::Duration => Some("seconds"),
            _ => None,
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prompt => "prompt",
            Self::NegativePrompt => "negative prompt",
            Self::Text => "text",
            Self::VideoId => "video id",
            Self::VideoUrl => "video URL",
            Self::SoundEffectPrompt => "sound effects",
            Self::BgmPrompt => "music",
            Self::AsmrMode => "ASMR mode",
            Self::Voice => "voice",
            Self::VoiceLanguage => "language",
            Self::VoiceSpeed => "speed",
            Self::Duration => "duration",
            Self::Model => "model",
            Self::Mode => "mode",
            Self::AspectRatio => "aspect ratio",
            Self::Sound => "sound",
            Self::CfgScale => "prompt strength",
            Self::Camera => "camera",
            Self::CameraAxis => "camera's movement",
            Self::CameraAmount => "camera's amount",
            Self::ExternalTaskId => "external id",
            Self::CallbackUrl => "callback URL",
            Self::ProviderName => "name",
            Self::BaseUrl => "base URL",
            Self::PathPrefix => "path prefix",
            Self::Price => "price",
            Self::Key => "key",
            Self::AccessKey => "access key",
            Self::SecretKey => "secret key",
        })
    }
}
