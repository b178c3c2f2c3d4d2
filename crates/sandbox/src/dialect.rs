//! How each imitated provider writes: its envelopes, its refusals.

use foley_core::{Dialect, HttpResponse, UnixMillis};
use serde_json::{Map, Value, json};

use crate::ids::request_id;

/// A refusal, by Kling's table of error codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// A value that the documents don't allow.
    pub(crate) fn illegal(message: impl Into<String>) -> Self {
        Self::new(400, 1201, message)
    }

    /// A task that is not there.
    pub(crate) fn not_found() -> Self {
        Self::new(404, 1203, "task not found")
    }

    /// Whether it is about who asks. CometAPI answers that itself, in a shape of its own.
    const fn is_about_key(&self) -> bool {
        matches!(self.code, 1000..=1004)
    }
}

/// One exchange: what its answer needs to know of its question.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) dialect: Dialect,
    pub(crate) request_id: String,
}

impl Exchange {
    pub(crate) fn new(dialect: Dialect, seed: u64, now: UnixMillis, what: &str) -> Self {
        Self { dialect, request_id: request_id(seed, now, what) }
    }

    /// Success, with its data.
    pub(crate) fn accept(&self, data: Value) -> HttpResponse {
        let mut body = Map::new();
        body.insert("code".to_owned(), json!(0));
        body.insert("message".to_owned(), json!("SUCCEED"));
        // CometAPI's samples of these answers have no request id.
        if self.dialect == Dialect::Kling {
            body.insert("request_id".to_owned(), json!(self.request_id));
        }
        body.insert("data".to_owned(), data);
        json_response(200, &Value::Object(body))
    }

    /// Refusal, in the provider's shape.
    pub(crate) fn refuse(&self, refusal: &Refusal) -> HttpResponse {
        let Refusal { status, code, message } = refusal;
        let body = if self.dialect == Dialect::CometApi && refusal.is_about_key() {
            let message = format!("{message} (request id: {})", self.request_id);
            json!({"error": {"message": message, "type": "comet_api_error", "param": "", "code": ""}})
        } else {
            json!({"code": code, "message": message, "request_id": self.request_id})
        };
        json_response(*status, &body)
    }
}

fn json_response(status: u16, body: &Value) -> HttpResponse {
    HttpResponse {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }
}
