//! How apimodels.app answers: states and words of its own, and files without names.

use foley_core::{Capability, Dialect, Operation};
use serde_json::{Value, json};

use super::schema::{object, pattern, time, with, words};

/// What it takes, each with the model that stands for it.
pub(super) fn capabilities() -> impl Iterator<Item = &'static Capability> {
    let of = |operation| Capability::of(Dialect::ApiModels, operation);
    Operation::ALL.into_iter().filter_map(of)
}

/// The envelope of an answer that is no refusal.
fn envelope(data: Value) -> Value {
    let (code, msg) = (json!({"const": 200}), json!({"const": "success"}));
    object([("code", code), ("msg", msg), ("data", data)], [])
}

/// A refusal: its code is the HTTP status.
pub(super) fn refusal(status: u16) -> Value {
    let code = json!({"const": status});
    object([("code", code), ("msg", words()), ("data", json!({"type": "null"}))], [])
}

/// What a create says.
pub(super) fn created() -> Value {
    envelope(head(json!({"const": "pending"})))
}

/// What a query says, by the task's state.
pub(super) fn found() -> Value {
    let dated = |state| with(head(state), [("createTime", time())]);
    let ended = |state: &str| with(dated(json!({"const": state})), [("completeTime", time())]);
    let link = json!({"type": "string", "format": "uri", "pattern": "/assets/"});
    let links = json!({"type": "array", "minItems": 1, "items": link});
    let code = json!({"enum": ["CONTENT_MODERATION", "UPSTREAM_BUSY"]});
    let pending = dated(json!({"enum": ["pending", "processing"]}));
    let completed = with(ended("completed"), [("resultUrls", links)]);
    let failed = with(ended("failed"), [("failMsg", words()), ("failCode", code)]);
    envelope(json!({"oneOf": [pending, completed, failed]}))
}

fn head(state: Value) -> Value {
    let models: Vec<String> = capabilities()
        .filter_map(|capability| capability.model)
        .map(|model| format!("kling-audio/{model}"))
        .collect();
    let id = pattern("^cl[0-9a-z]{23}$");
    object([("taskId", id), ("state", state), ("model", json!({"enum": models}))], [])
}
