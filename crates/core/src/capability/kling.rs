//! What Kling itself takes. Its legacy protocol: all of its audio is there.

use super::models::MODELS;
use super::{Capability, FieldSpec, Lookup, Need, Takes, Written};
use crate::{Field, Operation, Seconds, Severity};

/// "Cannot exceed 200 characters."
pub(super) const PROMPT: FieldSpec =
    FieldSpec::new(Field::Prompt, "prompt", Need::Required, Takes::text(200), Written::Text);
/// "3.0 s to 10.0 s, supports one decimal place precision."
pub(super) const DURATION: FieldSpec = FieldSpec::new(
    Field::Duration,
    "duration",
    Need::Required,
    Takes::Seconds {
        min: Seconds::from_tenths(30),
        max: Seconds::from_tenths(100),
        step: 1,
        sure: None,
    },
    Written::Number,
);
/// "Must be unique within a single user account."
pub(super) const EXTERNAL_ID: FieldSpec = FieldSpec::new(
    Field::ExternalTaskId,
    "external_task_id",
    Need::Optional,
    Takes::Id,
    Written::Text,
);
pub(super) const CALLBACK: FieldSpec =
    FieldSpec::new(Field::CallbackUrl, "callback_url", Need::Optional, Takes::Url, Written::Text);
/// "Made within the last 30 days, 3.0 s to 20.0 s long"; not together with a URL.
pub(super) const VIDEO_ID: FieldSpec =
    FieldSpec::new(Field::VideoId, "video_id", Need::Or(Field::VideoUrl), Takes::Id, Written::Text);
/// "MP4 or MOV, at most 100 MB, 3.0 s to 20.0 s long"; not together with an id.
pub(super) const VIDEO_URL: FieldSpec = FieldSpec::new(
    Field::VideoUrl,
    "video_url",
    Need::Or(Field::VideoId),
    Takes::Url,
    Written::Text,
);
pub(super) const SOUND_EFFECT_PROMPT: FieldSpec = FieldSpec::new(
    Field::SoundEffectPrompt,
    "sound_effect_prompt",
    Need::Optional,
    Takes::text(200),
    Written::Text,
);
pub(super) const BGM_PROMPT: FieldSpec =
    FieldSpec::new(Field::BgmPrompt, "bgm_prompt", Need::Optional, Takes::text(200), Written::Text);
pub(super) const ASMR_MODE: FieldSpec =
    FieldSpec::new(Field::AsmrMode, "asmr_mode", Need::Optional, Takes::Switch, Written::Bool);
pub(super) const TEXT: FieldSpec =
    FieldSpec::new(Field::Text, "text", Need::Required, Takes::text(1000), Written::Text);
pub(super) const VOICE: FieldSpec =
    FieldSpec::new(Field::Voice, "voice_id", Need::Required, Takes::Voice, Written::Text);
pub(super) const VOICE_LANGUAGE: FieldSpec = FieldSpec::new(
    Field::VoiceLanguage,
    "voice_language",
    Need::Required,
    Takes::Choice { sure: &["zh", "en"], doubtful: &[], open: false },
    Written::Text,
);
/// "0.8 to 2.0, one decimal": one that is finer is rounded.
pub(super) const VOICE_SPEED: FieldSpec = FieldSpec {
    finer: Some(Severity::Warning),
    ..FieldSpec::new(
        Field::VoiceSpeed,
        "voice_speed",
        Need::Optional,
        Takes::Number { min: 8, max: 20, decimals: 1 },
        Written::Number,
    )
};
pub(super) const MODEL: FieldSpec = FieldSpec::new(
    Field::Model,
    "model_name",
    Need::Optional,
    Takes::Choice {
        sure: &[
            "kling-v1",
            "kling-v1-6",
            "kling-v2-master",
            "kling-v2-1-master",
            "kling-v2-5-turbo",
            "kling-v2-6",
            "kling-v3",
        ],
        doubtful: &[],
        open: true,
    },
    Written::Text,
);
/// `4k` is named by newer sources, for `kling-v3`.
pub(super) const MODE: FieldSpec = FieldSpec::new(
    Field::Mode,
    "mode",
    Need::Optional,
    Takes::Choice { sure: &["std", "pro"], doubtful: &["4k"], open: false },
    Written::Text,
);
pub(super) const SOUND: FieldSpec =
    FieldSpec::new(Field::Sound, "sound", Need::Optional, Takes::Switch, Written::OnOff);
/// "0 to 1; not supported by v2.x." How fine it may be is not said.
pub(super) const CFG_SCALE: FieldSpec = FieldSpec {
    finer: None,
    ..FieldSpec::new(
        Field::CfgScale,
        "cfg_scale",
        Need::Optional,
        Takes::Number { min: 0, max: 100, decimals: 2 },
        Written::Number,
    )
};
pub(super) const CAMERA: FieldSpec =
    FieldSpec::new(Field::Camera, "camera_control", Need::Optional, Takes::Camera, Written::Camera);
const VIDEO_PROMPT: FieldSpec = FieldSpec { takes: Takes::text(2500), ..PROMPT };
const NEGATIVE_PROMPT: FieldSpec = FieldSpec::new(
    Field::NegativePrompt,
    "negative_prompt",
    Need::Optional,
    Takes::text(2500),
    Written::Text,
);
const ASPECT_RATIO: FieldSpec = FieldSpec::new(
    Field::AspectRatio,
    "aspect_ratio",
    Need::Optional,
    Takes::Choice { sure: &["16:9", "9:16", "1:1"], doubtful: &[], open: false },
    Written::Text,
);
/// A text of whole seconds, "3" to "15"; what each model takes of it stands with the models.
const VIDEO_DURATION: FieldSpec = FieldSpec::new(
    Field::Duration,
    "duration",
    Need::Optional,
    Takes::Seconds {
        min: Seconds::from_tenths(30),
        max: Seconds::from_tenths(150),
        step: 10,
        sure: None,
    },
    Written::WholeText,
);

pub(super) const SOUND_EFFECT: Capability = Capability {
    operation: Operation::SoundEffect,
    path: "/v1/audio/text-to-audio",
    model: None,
    fields: &[PROMPT, DURATION, EXTERNAL_ID, CALLBACK],
    models: &[],
    by_model: Severity::Error,
    by_voice: Severity::Error,
    lookup: Lookup::Documented,
    lists: true,
    source: "Kling, \"Text to Audio\"",
};

pub(super) const VIDEO_SOUND: Capability = Capability {
    operation: Operation::VideoSound,
    path: "/v1/audio/video-to-audio",
    fields: &[
        VIDEO_ID,
        VIDEO_URL,
        SOUND_EFFECT_PROMPT,
        BGM_PROMPT,
        ASMR_MODE,
        EXTERNAL_ID,
        CALLBACK,
    ],
    source: "Kling, \"Video to Audio\"",
    ..SOUND_EFFECT
};

/// Answered at once, as documented; neither an id of ours nor a callback is.
pub(super) const SPEECH: Capability = Capability {
    operation: Operation::Speech,
    path: "/v1/audio/tts",
    fields: &[TEXT, VOICE, VOICE_LANGUAGE, VOICE_SPEED],
    lookup: Lookup::No,
    lists: false,
    source: "Kling, \"TTS\"",
    ..SOUND_EFFECT
};

pub(super) const VIDEO: Capability = Capability {
    operation: Operation::Video,
    path: "/v1/videos/text2video",
    fields: &[
        VIDEO_PROMPT,
        NEGATIVE_PROMPT,
        MODEL,
        MODE,
        ASPECT_RATIO,
        VIDEO_DURATION,
        SOUND,
        CFG_SCALE,
        CAMERA,
        EXTERNAL_ID,
        CALLBACK,
    ],
    models: MODELS,
    source: "Kling, \"Text to Video\"",
    ..SOUND_EFFECT
};
