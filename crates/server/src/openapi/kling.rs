//! How Kling answers, and CometAPI where it passes that on.

use foley_core::{Dialect, Operation};
use serde_json::{Value, json};

use super::schema::{decimal, object, pattern, reference, time, with, words};

/// An id of a task or of a file: more digits than a JavaScript number holds.
const ID: &str = "^[0-9]{18}$";

/// The schemas that Kling's answers have in common, by their names.
pub(super) fn schemas() -> [(&'static str, Value); 7] {
    let request_id = json!({"type": "string", "format": "uuid"});
    let link = |end: &str| {
        let pattern = format!(r"/assets/[^/]+\.{end}(\?expires=[0-9]+&sign=[0-9a-f]+)?$");
        json!({"type": "string", "format": "uri", "pattern": pattern})
    };
    let spoken = r"/assets/speech/[^/]+\.wav(\?expires=[0-9]+&sign=[0-9a-f]+)?$";
    let id = pattern(ID);
    let sound = [
        ("id", id.clone()),
        ("url_wav", link("wav")),
        ("duration_wav", decimal()),
        ("url_mp3", link("mp3")),
        ("duration_mp3", decimal()),
    ];
    let speech = [
        ("id", id.clone()),
        ("url", json!({"type": "string", "format": "uri", "pattern": spoken})),
        ("duration", decimal()),
    ];
    let video = [("id", id.clone()), ("url", link("mp4")), ("duration", decimal())];
    // A video that somebody else has is without an id.
    let parent = [("id", json!({"type": "string"})), ("url", words()), ("duration", decimal())];
    [
        ("TaskId", id),
        ("RequestId", request_id),
        ("SoundFile", object(sound, [])),
        ("SpeechFile", object(speech, [])),
        ("VideoFile", object(video, [])),
        ("ParentVideo", object(parent, [])),
        ("Balance", object([("quota", decimal()), ("list_price", decimal())], [])),
    ]
}

/// The envelope of an answer that is no refusal.
pub(super) fn envelope(data: Value) -> Value {
    let fields = [("code", json!({"const": 0})), ("message", json!({"const": "SUCCEED"}))];
    with(object(fields, []), [("data", data)])
}

/// The same, with the id that most have.
pub(super) fn identified(data: Value) -> Value {
    with(envelope(data), [("request_id", reference("RequestId"))])
}

/// A refusal with one of these codes.
pub(super) fn refusal(codes: &[u32]) -> Value {
    let code = json!({"type": "integer", "enum": codes});
    object([("code", code), ("message", words()), ("request_id", reference("RequestId"))], [])
}

/// What a create says of a task that was taken in and is not over at once.
pub(super) fn created(dialect: Dialect, operation: Operation) -> Value {
    if operation == Operation::Speech {
        return task(dialect, operation);
    }
    let status = json!({"enum": ["submitted", "processing", "succeed", "failed"]});
    let head = head(status);
    let is_film = matches!(operation, Operation::Video | Operation::VideoSound);
    let is_bare = dialect == Dialect::CometApi && is_film;
    if is_bare { head } else { with(head, [("task_info", info(operation))]) }
}

/// What a query says of a task, by its status.
pub(super) fn task(dialect: Dialect, operation: Operation) -> Value {
    let is_kling = dialect == Dialect::Kling;
    let of = |status: Value, result: Value| {
        let task = with(head(status), [("task_result", result)]);
        match operation {
            Operation::Speech => task,
            _ => with(task, [("task_info", info(operation))]),
        }
    };
    let reason = |task, reason: Value| with(task, [("task_status_msg", reason)]);
    let billed = |task| {
        let balance = reference("Balance");
        with(task, [("final_unit_deduction", decimal()), ("final_balance_deduction", balance)])
    };
    let nothing = || object([], []);
    let mut pending = of(json!({"enum": ["submitted", "processing"]}), nothing());
    let mut succeeded = of(json!({"const": "succeed"}), result(operation));
    let mut failed = reason(of(json!({"const": "failed"}), nothing()), words());
    if is_kling {
        pending = reason(pending, json!({"const": ""}));
        succeeded = billed(reason(succeeded, json!({"const": ""})));
        failed = billed(failed);
    }
    json!({"oneOf": [pending, succeeded, failed]})
}

/// What every answer has of a task.
fn head(status: Value) -> Value {
    let fields = [
        ("task_id", reference("TaskId")),
        ("task_status", status),
        ("created_at", time()),
        ("updated_at", time()),
    ];
    object(fields, [])
}

/// What was said at the create.
fn info(operation: Operation) -> Value {
    let own = object([], [("external_task_id", words())]);
    match operation {
        Operation::VideoSound => with(own, [("parent_video", reference("ParentVideo"))]),
        _ => own,
    }
}

/// The files that a task has made.
fn result(operation: Operation) -> Value {
    let one = |name: &str| json!({"type": "array", "minItems": 1, "maxItems": 1, "items": reference(name)});
    match operation {
        Operation::SoundEffect => object([("audios", one("SoundFile"))], []),
        Operation::VideoSound => {
            object([("audios", one("SoundFile")), ("videos", one("VideoFile"))], [])
        }
        Operation::Speech => object([("audios", one("SpeechFile"))], []),
        Operation::Video => object([("videos", one("VideoFile"))], []),
    }
}
