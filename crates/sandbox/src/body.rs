//! The body of a create, read as strictly as the providers document it.

use foley_core::{Limits, Request, Seconds, SoundEffect, validate};
use serde_json::Value;

use crate::dialect::Refusal;

/// Reads the body of `POST …/text-to-audio`. Empty optional texts count as absent: Kling's own
/// example sends them.
pub(crate) fn sound_effect(body: Option<&str>) -> Result<SoundEffect, Refusal> {
    let body: Value = serde_json::from_str(body.unwrap_or_default())
        .map_err(|_| Refusal::new(400, 1200, "Request body is not valid JSON"))?;
    if !body.is_object() {
        return Err(Refusal::new(400, 1200, "Request body is not a JSON object"));
    }
    let effect = SoundEffect {
        prompt: text(&body, "prompt")?.unwrap_or_default(),
        duration: duration(&body["duration"])?,
        external_task_id: text(&body, "external_task_id")?,
        callback_url: text(&body, "callback_url")?,
    };
    let request = Request::SoundEffect(effect.clone());
    match validate(&request, &Limits::kling()).first() {
        Some(violation) => Err(Refusal::illegal(format!("{} is invalid", violation.field))),
        None => Ok(effect),
    }
}

fn text(body: &Value, name: &str) -> Result<Option<String>, Refusal> {
    match &body[name] {
        Value::Null => Ok(None),
        Value::String(text) if text.is_empty() => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        _ => Err(Refusal::illegal(format!("{name} must be a string"))),
    }
}

fn duration(value: &Value) -> Result<Seconds, Refusal> {
    let seconds = match value {
        Value::Null => return Err(Refusal::illegal("duration is required")),
        value => value.as_f64().ok_or_else(|| Refusal::illegal("duration must be a number"))?,
    };
    Seconds::try_from(seconds).map_err(|_| Refusal::illegal("duration is invalid"))
}
