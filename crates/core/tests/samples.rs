//! Every payload that the providers' pages print, and every shape that they were seen to answer in,
//! decoded and compared field by field. Where each sample is from stands in `samples/README.md`.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::fs;
use std::path::PathBuf;

use foley_core::{ApiError, HttpResponse, Task, TaskStatus, wire};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

/// The names of all samples, and of nothing else.
fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the samples are there");
    let names = entries.map(|entry| entry.expect("readable").file_name().into_string());
    let mut names: Vec<String> = names.map(|name| name.expect("a plain name")).collect();
    names.retain(|name| !name.ends_with(".expected.json") && name != "README.md");
    names.sort();
    names
}

fn described(task: &Task) -> Value {
    let status = match &task.status {
        TaskStatus::Unknown(word) => format!("unknown: {word}"),
        known => format!("{known:?}"),
    };
    let costs: Vec<String> = task.costs.iter().map(ToString::to_string).collect();
    json!({
        "id": task.id,
        "external_id": task.external_id,
        "status": status,
        "status_message": task.status_message,
        "failure_code": task.failure_code,
        "created_at": task.created_at,
        "updated_at": task.updated_at,
        "assets": task.assets,
        "parent_video": task.parent_video,
        "costs": costs,
        "request_id": task.request_id,
    })
}

fn refused(error: &ApiError) -> Value {
    let mut value = serde_json::to_value(error).expect("plain data");
    value["reason"] = json!(format!("{:?}", error.reason()));
    json!({ "error": value })
}

/// What the reader for this kind of sample makes of it; `None` for what is only sent.
fn read(name: &str) -> Option<Value> {
    let body = fs::read(folder().join(name)).expect("readable");
    let mut parts = name.rsplit('.').skip(1);
    let kind = parts.next().expect("NAME.KIND.ending");
    let mut response = |body| {
        let status = parts.next().and_then(|status| status.parse().ok());
        let status = status.unwrap_or_else(|| panic!("{name} names no HTTP status"));
        HttpResponse { status, headers: Vec::new(), body }
    };
    let one = |task: Result<Task, ApiError>| {
        task.map_or_else(|error| refused(&error), |task| described(&task))
    };
    Some(match kind {
        "request" => return None,
        "response" => one(wire::task(&response(body))),
        "callback" => one(wire::callback(&body)),
        "list" => match wire::tasks(&response(body)) {
            Ok(tasks) => tasks.iter().map(described).collect(),
            Err(error) => refused(&error),
        },
        other => panic!("{name} is a {other}, which nobody reads"),
    })
}

#[test]
fn every_sample_is_read_as_expected() {
    let writes = std::env::var_os("FOLEY_WRITE_EXPECTED").is_some();
    let mut wrong = Vec::new();
    for name in names() {
        let Some(got) = read(&name) else { continue };
        let (stem, _) = name.rsplit_once('.').expect("it has an ending");
        let path = folder().join(format!("{stem}.expected.json"));
        if writes {
            let text = serde_json::to_string_pretty(&got).expect("plain data");
            fs::write(&path, text + "\n").expect("writable");
        }
        let expected = fs::read(&path).unwrap_or_else(|_| panic!("{name} expects nothing"));
        let expected: Value = serde_json::from_slice(&expected).expect("JSON");
        if got != expected {
            wrong.push(format!("{name}:\n{got:#}\nexpected:\n{expected:#}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_sample_has_a_source() {
    let index = fs::read_to_string(folder().join("README.md")).expect("the index is there");
    for name in names() {
        let row = format!("| `{name}` | ");
        let source = index.lines().find_map(|line| line.strip_prefix(&row));
        assert!(source.is_some_and(|source| source.len() > 5), "{name} has no source");
    }
}

/// All that a task has is kept, for export: what we know of and what we don't.
#[test]
fn unknown_fields_are_kept() {
    let body = fs::read(folder().join("unknown-status.200.response.json")).expect("readable");
    let whole: Value = serde_json::from_slice(&body).expect("JSON");
    let task = wire::task(&HttpResponse { status: 200, headers: Vec::new(), body });
    assert_eq!(task.expect("a task").raw, whole["data"]);
}
