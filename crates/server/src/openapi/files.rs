//! The finished files: whole or in part, without a key.

use serde_json::{Map, Value, json};

/// A kind of file: the name of its operation, its path, its type, and what it is.
const KINDS: [(&str, &str, &str, &str); 4] = [
    ("get_wav", "/assets/{task_id}.wav", "audio/wav", "A sound"),
    ("get_mp3", "/assets/{task_id}.mp3", "audio/mpeg", "A sound as MP3"),
    ("get_speech", "/assets/speech/{task_id}.wav", "audio/wav", "Speech"),
    ("get_video", "/assets/{task_id}.mp4", "video/mp4", "A video"),
];

/// Each path, with what may be done there.
pub(super) fn paths() -> impl Iterator<Item = (String, Value)> {
    KINDS.into_iter().map(|(operation_id, path, mime, what)| {
        (path.to_owned(), json!({"get": get(operation_id, mime, what)}))
    })
}

fn get(operation_id: &str, mime: &str, what: &str) -> Value {
    let text = json!({"type": "string"});
    let query = |name: &str| {
        json!({
            "name": name, "in": "query", "required": false, "schema": text,
            "description": "From the file's address, where addresses end (--url-ttl)",
        })
    };
    let range = json!({
        "name": "Range", "in": "header", "required": false, "schema": text,
        "description": "One range of bytes; anything else is passed over",
        "example": "bytes=0-3",
    });
    let content = json!({mime: {"schema": {"type": "string", "format": "binary"}}});
    let (bytes, number) = (header("^bytes$"), header("^[0-9]+$"));
    let whole = json!({"Accept-Ranges": bytes, "Content-Length": number});
    let mut part = whole.clone();
    part["Content-Range"] = header("^bytes [0-9]+-[0-9]+/[0-9]+$");
    let none = json!({
        "Accept-Ranges": bytes, "Content-Length": number,
        "Content-Range": header(r"^bytes \*/[0-9]+$"),
    });
    let xml = |description: &str| json!({"description": description, "content": {"application/xml": {"schema": text}}});
    json!({
        "operationId": operation_id,
        "summary": what,
        "description": "Whoever has the address has the file: it takes no key.",
        "tags": ["Files"],
        "security": [],
        "parameters": [
            super::task_id("path", "Its task's id"),
            query("expires"), query("sign"), range,
        ],
        "responses": {
            "200": {"description": what, "headers": whole, "content": content},
            "206": {"description": "The range that was asked for", "headers": part, "content": content},
            "403": xml("The address has ended, or was not written here"),
            "404": xml("There is no such file, or not yet"),
            "416": {"description": "The file has no such bytes", "headers": none},
        },
    })
}

fn header(pattern: &str) -> Value {
    Value::Object(Map::from_iter([
        ("required".to_owned(), json!(true)),
        ("schema".to_owned(), json!({"type": "string", "pattern": pattern})),
    ]))
}
