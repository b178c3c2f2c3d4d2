//! Where an answer says that it is a refusal, and in which words.

use serde_json::Value;

use super::body::{has_task_id, is_task, levels, means_success, refusing_code, request_id};
use super::read::{text, text_or_number};
use super::refusal::request_id_in;

/// A refusal's code and words.
#[derive(Default)]
pub(super) struct Refused {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
}

/// The words of an answer, or of an error inside of it. `detail` is what web frameworks write, as a
/// text or as a list.
pub(super) fn message(value: &Value) -> Option<String> {
    ["message", "msg", "detail"]
        .iter()
        .find_map(|name| text(&value[*name]))
        .or_else(|| text(&value["detail"][0]["msg"]))
        .map(str::to_owned)
}

/// Finds a refusal in `error`, in the envelope, or below `data`, where a relay nests it.
pub(super) fn refused(body: &Value) -> Option<Refused> {
    let error = &body["error"];
    if let Some(words) = text(error) {
        let (code, message) = (refusing_code(body), Some(words.to_owned()));
        return Some(Refused { code, message, request_id: None });
    }
    if error.is_object() && says_something(error) {
        // Its `type` is no code: it says who writes, not what is wrong.
        return Some(Refused {
            code: refusing_code(error).or_else(|| refusing_code(body)),
            message: message(error).or_else(|| message(body)),
            request_id: request_id(error),
        });
    }
    // What is inside of a task is about the task.
    let is_record = |level: &&Value| has_task_id(level) && is_task(level);
    let envelopes = levels(body).skip(1).take_while(|level| !is_record(level));
    let mut levels = core::iter::once(body).chain(envelopes);
    let level = levels.find(|level| refusing_code(level).is_some())?;
    Some(Refused {
        code: refusing_code(level),
        message: message(level).or_else(|| message(body)),
        request_id: request_id(level),
    })
}

/// Whether anything stands in it. An error of blanks says that there is none.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.values().any(says_something),
        Value::Array(values) => values.iter().any(says_something),
        Value::Bool(is) => *is,
        Value::Null => false,
        other => text_or_number(other).is_some_and(|text| !means_success(&text)),
    }
}

impl Refused {
    /// A relay may quote its upstream's whole answer inside of its own message: that one knows better
    /// what is wrong. The exchange was with the relay, so its id of that is kept.
    pub(super) fn told_inside(self) -> Self {
        let Some(quoted) = self.message.as_deref().and_then(quoted) else { return self };
        let id = self.message.as_deref().and_then(request_id_in);
        Self {
            code: quoted.code.or(self.code),
            message: quoted.message.or(self.message),
            request_id: self.request_id.or(id).or(quoted.request_id),
        }
    }
}

fn quoted(words: &str) -> Option<Refused> {
    let quoted = words.get(words.find('{')?..=words.rfind('}')?)?;
    refused(&serde_json::from_str(quoted).ok()?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Code, words and request id of what a body refuses.
    fn told(body: &Value) -> Option<(Option<String>, Option<String>, Option<String>)> {
        let Refused { code, message, request_id } = refused(body)?.told_inside();
        Some((code, message, request_id))
    }

    fn said(
        code: &str,
        message: &str,
        id: &str,
    ) -> Option<(Option<String>, Option<String>, Option<String>)> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some((some(code), some(message), some(id)))
    }

    #[test]
    fn the_upstreams_words_come_with_the_relays_id() {
        let quoting =
            r#"{"code":1201,"message":"bad voice","request_id":"up"} (request id: 2026ABC)"#;
        let expected = said("1201", "bad voice", "2026ABC");
        assert_eq!(told(&json!({"code": "fail_to_fetch_task", "message": quoting})), expected);
        let error = json!({"message": quoting, "type": "comet_api_error", "param": "", "code": ""});
        assert_eq!(told(&json!({ "error": error })), expected);
        assert_eq!(told(&json!({ "error": quoting })), expected);
        let bare = r#"upstream said {"code":1201,"message":"bad voice","request_id":"up"}"#;
        assert_eq!(told(&json!({"code": 1, "message": bare})), said("1201", "bad voice", "up"));
        let nested = r#"status 400: {"error":{"message":"bad voice","code":""}}"#;
        assert_eq!(told(&json!({"code": "x", "message": nested})), said("x", "bad voice", ""));
        // Braces alone are no quotation.
        for plain in ["a {b} c", "}{", "{\"code\":0}", "{}"] {
            assert_eq!(told(&json!({"code": 1, "message": plain})), said("1", plain, ""));
        }
    }

    #[test]
    fn a_code_may_stand_beside_its_error() {
        let body = json!({"code": 1303, "error": {"message": "x"}});
        assert_eq!(told(&body), said("1303", "x", ""));
        let body = json!({"code": 1303, "message": "y", "error": {"type": "z"}});
        assert_eq!(told(&body), said("1303", "y", ""));
        let body = json!({"code": 0, "error": {"code": 0, "message": "x"}});
        assert_eq!(told(&body), said("", "x", ""));
    }

    #[test]
    fn an_error_of_blanks_is_none() {
        for error in [
            json!({}),
            json!({"code": "", "message": ""}),
            json!({"code": 0, "message": null, "param": {}, "list": [], "is": false}),
            json!(" "),
            json!(null),
            json!([]),
        ] {
            assert_eq!(told(&json!({"code": 0, "error": error})), None, "{error}");
        }
    }

    #[test]
    fn frameworks_write_details() {
        assert_eq!(message(&json!({"detail": "Not here"})).as_deref(), Some("Not here"));
        let list = json!({"detail": [{"loc": ["body"], "msg": "field required"}]});
        assert_eq!(message(&list).as_deref(), Some("field required"));
    }
}
