//! A create's body, as the request that it stands for, or the provider's reason to refuse it.

use foley_core::{
    Capability, Field, Operation, Request, SoundEffect, Speech, VOICES, Video, VideoSound,
    VideoSource, validate,
};
use serde_json::{Map, Value};

use crate::body::Body;
use crate::refusal::{Refusal, of_violation};

/// Reads a create's body by what its provider takes. What the table only warns of is let pass.
pub(crate) fn request(
    fields: &Map<String, Value>,
    capability: &'static Capability,
) -> Result<Request, Refusal> {
    let body = Body { fields, capability };
    let request = match capability.operation {
        Operation::SoundEffect => Request::SoundEffect(sound_effect(body)?),
        Operation::VideoSound => Request::VideoSound(video_sound(body)?),
        Operation::Speech => Request::Speech(speech(body)?),
        Operation::Video => Request::Video(video(body)?),
    };
    let violations = validate(&request, capability);
    if let Some(error) = violations.iter().find(|violation| violation.is_error()) {
        return Err(of_violation(error, capability));
    }
    is_there(&request, capability).map(|()| request)
}

/// Whether there is the voice or the model that a request names. The table leaves both open, since
/// there may be new ones at the provider; nobody here can speak or film with those.
fn is_there(request: &Request, capability: &Capability) -> Result<(), Refusal> {
    match request {
        Request::Speech(speech) if !VOICES.iter().any(|voice| voice.id == speech.voice) => {
            Err(Refusal::no_voice())
        }
        Request::Video(Video { model: Some(name), .. })
            if capability.model(Some(name)).is_none() =>
        {
            Err(Refusal::no_model(name))
        }
        _ => Ok(()),
    }
}

fn sound_effect(body: Body<'_>) -> Result<SoundEffect, Refusal> {
    let duration = body.seconds(Field::Duration)?;
    Ok(SoundEffect {
        prompt: body.text(Field::Prompt)?.unwrap_or_default(),
        duration: duration.ok_or_else(|| Refusal::illegal("duration is required"))?,
        external_task_id: body.text(Field::ExternalTaskId)?,
        callback_url: body.text(Field::CallbackUrl)?,
    })
}

fn video_sound(body: Body<'_>) -> Result<VideoSound, Refusal> {
    let source = match (body.text(Field::VideoId)?, body.text(Field::VideoUrl)?) {
        (Some(id), None) => VideoSource::Id(id),
        (None, Some(url)) => VideoSource::Url(url),
        (None, None) => return Err(Refusal::illegal("either video_id or video_url is required")),
        (Some(_), Some(_)) => {
            return Err(Refusal::illegal("video_id and video_url can not be given together"));
        }
    };
    Ok(VideoSound {
        source,
        sound_effect_prompt: body.text(Field::SoundEffectPrompt)?,
        bgm_prompt: body.text(Field::BgmPrompt)?,
        asmr_mode: body.switch(Field::AsmrMode)?,
        external_task_id: body.text(Field::ExternalTaskId)?,
        callback_url: body.text(Field::CallbackUrl)?,
    })
}

fn speech(body: Body<'_>) -> Result<Speech, Refusal> {
    Ok(Speech {
        text: body.text(Field::Text)?.unwrap_or_default(),
        voice: body.text(Field::Voice)?.unwrap_or_default(),
        language: body
            .text(Field::VoiceLanguage)?
            .ok_or_else(|| Refusal::illegal("voice_language is required"))?,
        speed: body.number(Field::VoiceSpeed)?,
        callback_url: body.text(Field::CallbackUrl)?,
    })
}

fn video(body: Body<'_>) -> Result<Video, Refusal> {
    Ok(Video {
        prompt: body.text(Field::Prompt)?.unwrap_or_default(),
        negative_prompt: body.text(Field::NegativePrompt)?,
        model: body.text(Field::Model)?,
        mode: body.text(Field::Mode)?,
        aspect_ratio: body.text(Field::AspectRatio)?,
        duration: body.seconds(Field::Duration)?,
        sound: body.switch(Field::Sound)?,
        cfg_scale: body.number(Field::CfgScale)?,
        camera: body.camera(Field::Camera)?,
        external_task_id: body.text(Field::ExternalTaskId)?,
        callback_url: body.text(Field::CallbackUrl)?,
    })
}
