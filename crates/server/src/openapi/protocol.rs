//! Kling's protocol, at Kling's own paths and below CometAPI's: a path for each operation.

use foley_core::{Capability, Dialect, Lookup, Operation};
use serde_json::{Map, Value, json};

use super::body::body;
use super::example::example;
use super::{Parts, answer, cometapi, kling, name, task_id, tells};

/// The most pages of a list, and the most tasks on one. Kling, "Query Task (List)".
const PAGES: (u32, u32) = (1000, 500);
/// How many tasks are on a page where nobody says.
const USUAL_PAGE: u32 = 30;

/// Adds all that one of the two speaks.
pub(super) fn add(parts: &mut Parts, dialect: Dialect) {
    let of = |operation| Capability::of(dialect, operation);
    for capability in Operation::ALL.into_iter().filter_map(of) {
        let path = format!("{}{}", dialect.path_prefix(), capability.path);
        let mut tasks = json!({"post": create(parts, dialect, capability)});
        if capability.lists {
            tasks["get"] = list(parts, dialect, capability);
        }
        let one = json!({"get": query(parts, dialect, capability)});
        parts.paths.insert(format!("{path}/{{task_id}}"), one);
        parts.paths.insert(path, tasks);
    }
}

fn create(parts: &mut Parts, dialect: Dialect, capability: &Capability) -> Value {
    let operation = capability.operation;
    let request = parts.add(&name(dialect, operation, "Request"), body(capability));
    let created = kling::created(dialect, operation);
    let created = match dialect {
        Dialect::CometApi => cometapi::created(operation, created),
        _ => kling::identified(created),
    };
    let created = parts.add(&name(dialect, operation, "Created"), created);
    let mut responses = refusals(dialect);
    responses["200"] = tells("Taken in", &created, links_of_task(dialect, capability));
    let bad = match dialect {
        Dialect::CometApi => cometapi::bad_request(operation),
        _ => kling::refusal(&[1200, 1201]),
    };
    responses["400"] = answer("The body is not what is documented", &bad);
    if operation != Operation::Speech {
        let full = kling::refusal(&[1303]);
        responses["429"] = answer("The account has as many tasks under way as it may", &full);
    }
    if operation == Operation::Video {
        let (status, refusal) = match dialect {
            Dialect::CometApi => ("503", cometapi::own_error("model_not_found")),
            _ => ("404", kling::refusal(&[1203])),
        };
        responses[status] = answer("There is no such model", &refusal);
    }
    json!({
        "operationId": operation_id("create", dialect, operation),
        "summary": format!("Have made: {}", operation.name().to_lowercase()),
        "tags": [dialect.name()],
        "requestBody": {
            "required": true,
            "content": {"application/json": {"schema": request, "example": example(capability)}},
        },
        "responses": responses,
    })
}

fn query(parts: &mut Parts, dialect: Dialect, capability: &Capability) -> Value {
    let operation = capability.operation;
    let task = parts.add(&name(dialect, operation, "Task"), kling::task(dialect, operation));
    let found = parts.add(&name(dialect, operation, "Found"), kling::identified(task));
    let mut responses = refusals(dialect);
    responses["200"] = tells("The task as it is now", &found, links_of_files(dialect, operation));
    responses["404"] = answer("There is no such task", &kling::refusal(&[1203]));
    let ids = match capability.lookup {
        Lookup::Documented => "The task's id, or the external_task_id of its create",
        Lookup::Maybe => {
            "The task's id, or the external_task_id of its create, which its pages don't say"
        }
        Lookup::No => "The task's id",
    };
    json!({
        "operationId": operation_id("query", dialect, operation),
        "summary": format!("Ask for one: {}", operation.name().to_lowercase()),
        "tags": [dialect.name()],
        "parameters": [task_id("path", ids)],
        "responses": responses,
    })
}

fn list(parts: &mut Parts, dialect: Dialect, capability: &Capability) -> Value {
    let operation = capability.operation;
    let (pages, on_page) = PAGES;
    let task = parts.add(&name(dialect, operation, "Task"), kling::task(dialect, operation));
    let tasks = json!({"type": "array", "maxItems": on_page, "items": task});
    let listed = parts.add(&name(dialect, operation, "List"), kling::identified(tasks));
    let mut responses = refusals(dialect);
    responses["200"] = answer("The newest first", &listed);
    responses["400"] = answer("There is no such page", &kling::refusal(&[1201]));
    let part = |name: &str, most: u32, usual: u32| {
        let schema = json!({"type": "integer", "minimum": 1, "maximum": most, "default": usual});
        json!({"name": name, "in": "query", "required": false, "schema": schema})
    };
    json!({
        "operationId": operation_id("list", dialect, operation),
        "summary": format!("List: {}", operation.name().to_lowercase()),
        "tags": [dialect.name()],
        "parameters": [part("pageNum", pages, 1), part("pageSize", on_page, USUAL_PAGE)],
        "responses": responses,
    })
}

/// How it refuses whoever asks, whatever is asked for.
fn refusals(dialect: Dialect) -> Value {
    let refusal = match dialect {
        Dialect::CometApi => cometapi::own_error(""),
        _ => kling::refusal(&[1000, 1001, 1002, 1003, 1004]),
    };
    json!({"401": answer("The key is missing or wrong", &refusal)})
}

/// Where a task that was taken in is asked for.
fn links_of_task(dialect: Dialect, capability: &Capability) -> Value {
    let query = operation_id("query", dialect, capability.operation);
    let link = |id: &str| json!({"operationId": query, "parameters": {"task_id": id}});
    let mut links = json!({"byTaskId": link("$response.body#/data/task_id")});
    if capability.lookup != Lookup::No {
        links["byExternalTaskId"] = link("$request.body#/external_task_id");
    }
    links
}

/// Where a finished task's files are, and what else can be made of them.
fn links_of_files(dialect: Dialect, operation: Operation) -> Value {
    let file = |operation_id: &str| {
        let id = "$response.body#/data/task_id";
        json!({"operationId": operation_id, "parameters": {"task_id": id}})
    };
    let mut links = Map::new();
    let mut add = |name: &str, link| links.insert(name.to_owned(), link);
    if matches!(operation, Operation::SoundEffect | Operation::VideoSound) {
        add("wav", file("get_wav"));
        add("mp3", file("get_mp3"));
    }
    if operation == Operation::Speech {
        add("speech", file("get_speech"));
    }
    if matches!(operation, Operation::Video | Operation::VideoSound) {
        add("video", file("get_video"));
    }
    if operation == Operation::Video {
        let id = "$response.body#/data/task_result/videos/0/id";
        let create = operation_id("create", dialect, Operation::VideoSound);
        add("sound", json!({"operationId": create, "requestBody": {"video_id": id}}));
    }
    Value::Object(links)
}

fn operation_id(what: &str, dialect: Dialect, operation: Operation) -> String {
    let dialect = if dialect == Dialect::Kling { "kling" } else { "cometapi" };
    format!("{dialect}_{what}_{}", operation.as_str())
}
