//! What apimodels.app takes: Kling's audio behind one endpoint, told apart by `model`. It knows no
//! ids of ours and lists nothing.

use super::kling;
use super::{Capability, FieldSpec, Lookup, Takes, Written};
use crate::Severity;

const SOURCE: &str = "apimodels.app, \"Kling Audio API\"";

/// A text here: "3.0" to "10.0".
const DURATION: FieldSpec = FieldSpec { written: Written::TenthsText, ..kling::DURATION };
/// Its page names no longest; Kling, who makes it, takes 200.
const PROMPT: FieldSpec =
    FieldSpec { takes: Takes::Text { max: usize::MAX, sure: 200 }, ..kling::PROMPT };
const SOUND_EFFECT_PROMPT: FieldSpec =
    FieldSpec { takes: PROMPT.takes, ..kling::SOUND_EFFECT_PROMPT };
const BGM_PROMPT: FieldSpec = FieldSpec { takes: PROMPT.takes, ..kling::BGM_PROMPT };
/// "Language code, e.g. zh, en."
const VOICE_LANGUAGE: FieldSpec = FieldSpec {
    takes: Takes::Choice { sure: &["zh", "en"], doubtful: &[], open: true },
    ..kling::VOICE_LANGUAGE
};
/// "0.8-2.0, default 1.0": how fine it may be is not said.
const VOICE_SPEED: FieldSpec = FieldSpec { finer: None, ..kling::VOICE_SPEED };

pub(super) const SOUND_EFFECT: Capability = Capability {
    path: "/v1/audio/generations",
    model: Some("kling-sound-effects"),
    fields: &[PROMPT, DURATION, kling::CALLBACK],
    by_model: Severity::Warning,
    // It names no voices: those that are known are Kling's.
    by_voice: Severity::Warning,
    lookup: Lookup::No,
    lists: false,
    source: SOURCE,
    ..kling::SOUND_EFFECT
};

pub(super) const VIDEO_SOUND: Capability = Capability {
    operation: kling::VIDEO_SOUND.operation,
    model: Some("kling-video-to-audio"),
    fields: &[
        kling::VIDEO_ID,
        kling::VIDEO_URL,
        SOUND_EFFECT_PROMPT,
        BGM_PROMPT,
        kling::ASMR_MODE,
        kling::CALLBACK,
    ],
    ..SOUND_EFFECT
};

pub(super) const SPEECH: Capability = Capability {
    operation: kling::SPEECH.operation,
    model: Some("kling-tts"),
    fields: &[kling::TEXT, kling::VOICE, VOICE_LANGUAGE, VOICE_SPEED, kling::CALLBACK],
    ..SOUND_EFFECT
};
