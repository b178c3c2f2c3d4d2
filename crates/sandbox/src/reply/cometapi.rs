//! CometAPI's writing: Kling's with a relay's around it, which does not always look the same.

use foley_core::{HttpResponse, Operation};
use serde_json::{Value, json};

use super::{Exchange, Said, json_response};
use crate::ids;
use crate::refusal::{NO_VOICE, Refusal};
use crate::task::{Phase, Task};

/// A page for those who took a wrong path: it knows no JSON there.
const PAGE: &str = "<!doctype html>\n<html><head><title>CometAPI</title></head>\
    <body><h1>Nothing here</h1><p>The sandbox, as CometAPI.</p></body></html>\n";

impl Exchange<'_> {
    pub(super) fn cometapi(&self, said: &Said) -> HttpResponse {
        let quirks = self.config.quirks;
        let (status, mut body) = match said {
            // Its samples have a request id here for videos only.
            Said::Created(task) => {
                let is_video = task.work.operation() == Operation::Video;
                (200, self.enveloped(self.created(task), is_video))
            }
            Said::Found(task) if quirks.relay_wrapper => (200, self.wrapped(task)),
            Said::Found(task) => (200, self.enveloped(self.task(task), true)),
            Said::Listed(_) => return page(),
            Said::Refused(refusal) if refusal.code == 1202 => return page(),
            Said::Refused(refusal) => {
                // No upstream has the model, as it sees that; and who can't pay may not.
                let status = match refusal {
                    Refusal { model: Some(_), .. } => 503,
                    refusal if refusal.is_about_balance() => 403,
                    refusal => refusal.status,
                };
                (status, self.cometapi_refusal(refusal))
            }
        };
        if quirks.string_codes {
            numbers_to_texts(&mut body);
        }
        json_response(status, &body)
    }

    fn enveloped(&self, data: Value, has_request_id: bool) -> Value {
        let mut body = json!({"code": 0, "message": "SUCCEED", "data": data});
        if has_request_id {
            body["request_id"] = json!(self.request_id);
        }
        body
    }

    /// A task in the relay's own record of it, with Kling's words inside.
    fn wrapped(&self, task: &Task) -> Value {
        let (phase, since) = task.phase(self.config.pace, self.config.seed, self.now);
        let (status, progress) = match phase {
            Phase::Submitted => ("SUBMITTED", "0%"),
            Phase::Processing => ("IN_PROGRESS", "30%"),
            Phase::Succeeded => ("SUCCESS", "100%"),
            Phase::Failed(_) => ("FAILURE", "100%"),
        };
        let action = match task.work.operation() {
            Operation::SoundEffect => "TEXT_TO_AUDIO",
            Operation::VideoSound => "VIDEO_TO_AUDIO",
            Operation::Speech => "TTS",
            Operation::Video => "TEXT_TO_VIDEO",
        };
        let native = self.task(task);
        let is_over = matches!(phase, Phase::Succeeded | Phase::Failed(_));
        json!({"code": "success", "message": "", "data": {
            "task_id": task.id,
            "action": action,
            "status": status,
            "progress": progress,
            "fail_reason": native["task_status_msg"].as_str().unwrap_or_default(),
            "submit_time": task.created_at.0 / 1000,
            "finish_time": if is_over { since.0 / 1000 } else { 0 },
            "data": native,
        }})
    }

    /// Keys and models are its own affair, in a shape of its own; the voice of speech is seen to be
    /// refused two levels down.
    fn cometapi_refusal(&self, refusal: &Refusal) -> Value {
        let Refusal { code, message, model, .. } = refusal;
        let id = &self.request_id;
        if let Some(model) = model {
            let message =
                format!("no available channel for group default and model {model} (distributor)");
            return self.own_error(&message, "model_not_found");
        }
        if refusal.is_about_key() {
            return self.own_error(message, "");
        }
        if refusal.is_about_balance() {
            let message = "User's credit limit is insufficient, remaining credit limit: $0.000000";
            return self.own_error(message, "insufficient_user_quota");
        }
        let body = json!({"code": code, "message": message, "request_id": id});
        if message == NO_VOICE {
            json!({"message": message, "data": {"message": message, "data": body}})
        } else {
            body
        }
    }

    /// An error of its own, with its request id in the sentence.
    fn own_error(&self, message: &str, code: &str) -> Value {
        let id = ids::relay_id(&self.request_id, self.now);
        let message = format!("{message} (request id: {id})");
        json!({"error": {
            "message": message, "type": "comet_api_error", "param": "", "code": code,
        }})
    }
}

/// What it says of a path that it does not have.
fn page() -> HttpResponse {
    HttpResponse {
        status: 200,
        headers: vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())],
        body: PAGE.into(),
    }
}

/// Writes every number as a text.
pub(crate) fn numbers_to_texts(value: &mut Value) {
    match value {
        Value::Number(number) => *value = Value::String(number.to_string()),
        Value::Array(values) => values.iter_mut().for_each(numbers_to_texts),
        Value::Object(fields) => fields.values_mut().for_each(numbers_to_texts),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
