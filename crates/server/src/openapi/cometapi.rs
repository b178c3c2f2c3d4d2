//! What CometAPI says in its own way: who may not ask, and which models it has no upstream for.

use foley_core::Operation;
use serde_json::{Value, json};

use super::kling::{envelope, identified, refusal};
use super::schema::{object, words};

/// An error of its own, with its request id in the sentence.
pub(super) fn own_error(code: &str) -> Value {
    let message = json!({"type": "string", "pattern": r"\(request id: [0-9A-Za-z]+\)$"});
    let error = [
        ("message", message),
        ("type", json!({"const": "comet_api_error"})),
        ("param", json!({"const": ""})),
        ("code", json!({"const": code})),
    ];
    object([("error", object(error, []))], [])
}

/// Why a body is refused. A voice that it does not have is refused two levels down.
pub(super) fn bad_request(operation: Operation) -> Value {
    let plain = refusal(&[1200, 1201]);
    if operation != Operation::Speech {
        return plain;
    }
    let nested = object([("message", words()), ("data", refusal(&[1201]))], []);
    let voice = object([("message", words()), ("data", nested)], []);
    json!({"oneOf": [plain, voice]})
}

/// The envelope of a create's answer: its samples have a request id for videos only.
pub(super) fn created(operation: Operation, data: Value) -> Value {
    if operation == Operation::Video { identified(data) } else { envelope(data) }
}
