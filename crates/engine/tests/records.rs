//! Jobs as every version of the page so far has written them, one a line: the first version that was used,
//! then each that changed a job's shape. Every one is still read, and means what it meant.
//!
//! They were written by those versions, in a world like that of `tests/world`. Who changes the shape again
//! adds a file, and leaves these as they are.

#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use foley_engine::{Engine, Event, Job, Stage};
use serde_json::Value;

const FILES: [&str; 4] = [
    include_str!("records/1-sounds.jsonl"),
    include_str!("records/2-operations.jsonl"),
    include_str!("records/3-lost.jsonl"),
    include_str!("records/4-linked.jsonl"),
];

fn records() -> impl Iterator<Item = &'static str> {
    FILES.iter().flat_map(|file| file.lines())
}

fn read(record: &str) -> Job {
    serde_json::from_str(record).expect("a job")
}

/// What of the old is not in the new, by its path.
fn lost(old: &Value, new: &Value, path: &str, found: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in old {
                let new = new.get(name).unwrap_or(&Value::Null);
                lost(value, new, &format!("{path}/{name}"), found);
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                lost(old, new, &format!("{path}/{index}"), found);
            }
        }
        _ if old == new => {}
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn every_record_is_read_and_nothing_of_it_is_lost() {
    for record in records() {
        let (old, job) = (serde_json::from_str(record).expect("JSON"), read(record));
        let mut found = Vec::new();
        lost(&old, &serde_json::to_value(&job).expect("plain data"), "", &mut found);
        // What it took was written as a number alone, before it was known of what.
        found.retain(|path| path != "/deduction");
        assert!(found.is_empty(), "{found:?} of {record}");
    }
}

#[test]
fn there_is_one_of_every_stage() {
    let is_there = |what: fn(&Stage) -> bool| records().any(|record| what(&read(record).stage));
    assert!(is_there(|stage| matches!(stage, Stage::Creating)));
    assert!(is_there(|stage| matches!(stage, Stage::Queued { .. })));
    assert!(is_there(|stage| matches!(stage, Stage::Waiting { .. })));
    assert!(is_there(|stage| matches!(stage, Stage::Keeping { .. })));
    assert!(is_there(|stage| matches!(stage, Stage::Kept { .. })));
    assert!(is_there(|stage| matches!(stage, Stage::Kept { more, .. } if !more.is_empty())));
    assert!(is_there(|stage| matches!(stage, Stage::Linked { .. })));
    assert!(is_there(|stage| matches!(stage, Stage::Unsure { .. })));
    assert!(is_there(|stage| matches!(stage, Stage::Failed { .. })));
    assert!(is_there(|stage| matches!(stage, Stage::Cancelled)));
}

/// An engine takes each up where it stood: what ran goes on, and what rests stays as it is.
#[test]
fn every_record_is_taken_up() {
    for record in records() {
        let job = read(record);
        let mut engine = Engine::new(1);
        let now = job.submitted_at;
        engine.handle(Event::Restored(vec![job.clone()]), now);
        let does_something = engine.poll().is_some();
        assert_eq!(does_something, job.is_running(), "{record}");
        if !job.is_running() {
            assert_eq!(engine.job(&job.id), Some(&job));
        }
    }
}
