//! The OpenAPI document of what `foley-server sandbox` serves.
//!
//! What a create takes is the core's capability table, field by field: no limit of it stands here. What
//! is answered is described by status, and as strictly as the sandbox writes it. Not described are its
//! quirks, which are off unless they are asked for, and the faults that are sent on purpose.

mod apimodels;
mod body;
mod cometapi;
mod example;
mod field;
mod files;
mod generations;
mod kling;
mod protocol;
mod schema;
#[cfg(test)]
mod tests;

use foley_core::{Dialect, Operation};
use serde_json::{Map, Value, json};

/// What the key is called in the document.
const KEY: &str = "key";

/// The whole document, for a sandbox that is reached at `server`.
pub(crate) fn document(server: &str) -> Value {
    let mut parts = Parts::default();
    for (name, schema) in kling::schemas() {
        parts.schemas.insert(name.to_owned(), schema);
    }
    let nothing = json!({
        "enum": [null, ""],
        "description": "As if the field were not there: Kling's own example sends empty texts.",
    });
    parts.schemas.insert("Nothing".to_owned(), nothing);
    protocol::add(&mut parts, Dialect::Kling);
    protocol::add(&mut parts, Dialect::CometApi);
    generations::add(&mut parts);
    parts.paths.extend(files::paths());
    let bearer = "Without --key any will do; each is an account. Kling also takes a token that is \
                  signed with a pair of keys.";
    let description = "The protocols of Kling, CometAPI and apimodels.app, as the sandbox speaks \
                       them: it is no provider, and what it makes is free and its own.";
    let of_dialect = |dialect: Dialect| {
        json!({
            "name": dialect.name(),
            "description": format!("As {} speaks, below {}/v1", dialect.name(), dialect.path_prefix()),
        })
    };
    let files =
        json!({"name": "Files", "description": "What was made, for whoever has its address"});
    let tags: Vec<Value> = Dialect::ALL.map(of_dialect).into_iter().chain([files]).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "foley-server sandbox",
            "version": env!("CARGO_PKG_VERSION"),
            "description": description,
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": server}],
        "tags": tags,
        "security": [{KEY: []}],
        "paths": parts.paths,
        "components": {
            "schemas": parts.schemas,
            "securitySchemes": {
                KEY: {"type": "http", "scheme": "bearer", "description": bearer},
            },
        },
    })
}

/// What the document consists of, as it grows.
#[derive(Debug, Default)]
struct Parts {
    paths: Map<String, Value>,
    schemas: Map<String, Value>,
}

impl Parts {
    /// Adds a schema, and gives the reference to it.
    fn add(&mut self, name: &str, schema: Value) -> Value {
        self.schemas.insert(name.to_owned(), schema);
        schema::reference(name)
    }
}

/// A dialect's and an operation's part of the name of a schema: `KlingSoundEffect`.
fn name(dialect: Dialect, operation: Operation, what: &str) -> String {
    let dialect = match dialect {
        Dialect::Kling => "Kling",
        Dialect::CometApi => "CometApi",
        Dialect::ApiModels => "ApiModels",
    };
    let operation = match operation {
        Operation::SoundEffect => "SoundEffect",
        Operation::VideoSound => "VideoSound",
        Operation::Speech => "Speech",
        Operation::Video => "Video",
    };
    format!("{dialect}{operation}{what}")
}

/// An answer in JSON.
fn answer(description: &str, schema: &Value) -> Value {
    json!({"description": description, "content": {"application/json": {"schema": schema}}})
}

/// An answer that tells of a task, with what the sandbox says of it in a header of its own.
fn tells(description: &str, schema: &Value, links: Value) -> Value {
    let mut answer = answer(description, schema);
    answer["headers"]["X-Sandbox-Plan"] = json!({
        "description": "What was understood of the prompt, percent-encoded",
        "schema": {"type": "string", "minLength": 1},
    });
    if links.as_object().is_some_and(|links| !links.is_empty()) {
        answer["links"] = links;
    }
    answer
}

/// The id by which a task, or a file of its, is asked for.
fn task_id(place: &str, description: &str) -> Value {
    json!({
        "name": "task_id", "in": place, "required": true, "description": description,
        "schema": {"type": "string", "minLength": 1},
    })
}
