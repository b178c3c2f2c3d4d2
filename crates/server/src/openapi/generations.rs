//! apimodels.app's one endpoint: what is made says the model.

use foley_core::{Capability, Dialect, Operation};
use serde_json::{Map, Value, json};

use super::body::body;
use super::example::example;
use super::{Parts, answer, apimodels, name, task_id, tells};

/// Adds the endpoint.
pub(super) fn add(parts: &mut Parts) {
    let Some(first) = Capability::of(Dialect::ApiModels, Operation::SoundEffect) else { return };
    let path = format!("{}{}", Dialect::ApiModels.path_prefix(), first.path);
    let methods = json!({"post": create(parts), "get": query(parts)});
    parts.paths.insert(path, methods);
}

fn create(parts: &mut Parts) -> Value {
    let mut models = Map::new();
    let (mut bodies, mut examples) = (Vec::new(), Map::new());
    for capability in apimodels::capabilities() {
        let reference =
            parts.add(&name(Dialect::ApiModels, capability.operation, "Request"), body(capability));
        if let Some(model) = capability.model {
            models.insert(model.to_owned(), reference["$ref"].clone());
            examples.insert(model.to_owned(), json!({"value": example(capability)}));
        }
        bodies.push(reference);
    }
    let request = json!({
        "oneOf": bodies,
        "discriminator": {"propertyName": "model", "mapping": models},
    });
    let created = parts.add("ApiModelsCreated", apimodels::created());
    let link = json!({
        "operationId": "apimodels_query",
        "parameters": {"task_id": "$response.body#/data/taskId"},
    });
    json!({
        "operationId": "apimodels_create",
        "summary": "Have a sound or speech made",
        "tags": [Dialect::ApiModels.name()],
        "requestBody": {
            "required": true,
            "content": {"application/json": {"schema": request, "examples": examples}},
        },
        "responses": {
            "200": tells("Taken in", &created, json!({"byTaskId": link})),
            "400": refused("The body is not what is documented", 400),
            "401": refused("The key is missing or wrong", 401),
            "429": refused("The account has as many tasks under way as it may", 429),
        },
    })
}

fn query(parts: &mut Parts) -> Value {
    let found = parts.add("ApiModelsFound", apimodels::found());
    json!({
        "operationId": "apimodels_query",
        "summary": "Ask for one by its id",
        "tags": [Dialect::ApiModels.name()],
        "parameters": [task_id("query", "The task's id")],
        "responses": {
            "200": tells("The task as it is now", &found, json!({})),
            "400": refused("No task is named", 400),
            "401": refused("The key is missing or wrong", 401),
            "404": refused("There is no such task", 404),
        },
    })
}

fn refused(description: &str, status: u16) -> Value {
    answer(description, &apimodels::refusal(status))
}
