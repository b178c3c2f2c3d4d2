//! What CometAPI takes: Kling's protocol, as its own pages describe it. Where they are narrower or
//! wider than Kling's, what the two don't agree on is a warning.

use super::kling;
use super::{Capability, FieldSpec, Lookup, Need, Takes, Written};
use crate::{Field, Seconds, Severity};

const NOT_NAMED: &str = "Kling documents it, CometAPI's page does not: it may be ignored";

const VIDEO_PROMPT: FieldSpec =
    FieldSpec { takes: Takes::Text { max: 2500, sure: 500 }, ..kling::PROMPT };
const NEGATIVE_PROMPT: FieldSpec = FieldSpec::new(
    Field::NegativePrompt,
    "negative_prompt",
    Need::Optional,
    Takes::Text { max: 2500, sure: 200 },
    Written::Text,
);
const ASPECT_RATIO: FieldSpec = FieldSpec::new(
    Field::AspectRatio,
    "aspect_ratio",
    Need::Optional,
    Takes::Choice {
        sure: &["16:9", "9:16", "1:1"],
        doubtful: &["4:3", "3:4", "3:2", "2:3"],
        open: false,
    },
    Written::Text,
);
/// "Options: 5, 10." Kling's newer models take 3 to 15.
const VIDEO_DURATION: FieldSpec = FieldSpec::new(
    Field::Duration,
    "duration",
    Need::Optional,
    Takes::Seconds {
        min: Seconds::from_tenths(30),
        max: Seconds::from_tenths(150),
        step: 10,
        sure: Some(&[Seconds::from_tenths(50), Seconds::from_tenths(100)]),
    },
    Written::WholeText,
);

/// What is outside of 0.8 to 2.0 is clamped.
const VOICE_SPEED: FieldSpec = FieldSpec { outside: Severity::Warning, ..kling::VOICE_SPEED };

pub(super) const SOUND_EFFECT: Capability = Capability {
    by_model: Severity::Warning,
    lookup: Lookup::Maybe,
    lists: false,
    source: "CometAPI, \"Create a Kling text-to-audio task\"",
    ..kling::SOUND_EFFECT
};

pub(super) const VIDEO_SOUND: Capability = Capability {
    operation: kling::VIDEO_SOUND.operation,
    path: kling::VIDEO_SOUND.path,
    fields: &[
        kling::VIDEO_ID,
        kling::VIDEO_URL,
        kling::SOUND_EFFECT_PROMPT.doubted(NOT_NAMED),
        kling::BGM_PROMPT.doubted(NOT_NAMED),
        kling::ASMR_MODE.doubted(NOT_NAMED),
        kling::EXTERNAL_ID,
        kling::CALLBACK,
    ],
    source: "CometAPI, \"Create a Kling video-to-audio task\"",
    ..SOUND_EFFECT
};

pub(super) const SPEECH: Capability = Capability {
    operation: kling::SPEECH.operation,
    path: kling::SPEECH.path,
    fields: &[kling::TEXT, kling::VOICE, kling::VOICE_LANGUAGE, VOICE_SPEED],
    lookup: Lookup::No,
    source: "CometAPI, \"TTS\"",
    ..SOUND_EFFECT
};

pub(super) const VIDEO: Capability = Capability {
    operation: kling::VIDEO.operation,
    path: kling::VIDEO.path,
    fields: &[
        VIDEO_PROMPT,
        NEGATIVE_PROMPT,
        kling::MODEL,
        kling::MODE,
        ASPECT_RATIO,
        VIDEO_DURATION,
        kling::SOUND.doubted(NOT_NAMED),
        kling::CFG_SCALE,
        kling::CAMERA,
        kling::EXTERNAL_ID,
        kling::CALLBACK,
    ],
    models: kling::VIDEO.models,
    source: "CometAPI, \"Text to Video\"",
    ..SOUND_EFFECT
};
