//! Records of real jobs, replayed: each `*.jsonl` in `tests/replays` is what the page saves as a job's log,
//! or what the world's tests made of one.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod player;

use std::path::PathBuf;

use foley_engine::{Entry, Heading, Stage, What};
use player::{Failure, Replayed, replay, replay_text};

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "replays"].iter().collect()
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect("a file of this repository")
}

/// Replays a file of one record.
fn replay_one(text: &str) -> Result<Replayed, Failure> {
    let mut replayed = replay_text(text)?;
    assert_eq!(replayed.len(), 1);
    Ok(replayed.remove(0))
}

/// The entries of a record, and whose they are.
fn record(name: &str) -> (Heading, Vec<Entry>) {
    let text = text(name);
    let (heading, entries) = text.split_once('\n').expect("more than a heading");
    let entry = |line| serde_json::from_str(line).expect("an entry");
    (serde_json::from_str(heading).expect("a heading"), entries.lines().map(entry).collect())
}

#[test]
fn every_record_replays() {
    let mut names = Vec::new();
    for file in std::fs::read_dir(folder()).expect("a folder") {
        let name = file.expect("a file").file_name().to_string_lossy().into_owned();
        if name.ends_with(".jsonl") {
            let replayed = replay_one(&text(&name)).unwrap_or_else(|why| panic!("{name}: {why}"));
            assert_eq!(replayed.skipped, 0, "{name}");
            assert!(replayed.entries >= 5, "{name}");
            names.push(name);
        }
    }
    assert!(names.len() >= 5, "{names:?}");
}

/// What only this engine would do is noticed: a look too few, one too many, another end.
#[test]
fn what_goes_differently_is_noticed() {
    let (heading, entries) = record("kept.jsonl");
    let look = entries
        .iter()
        .position(|entry| matches!(&entry.what, What::Sent { method, .. } if method == "GET"))
        .expect("a look");
    let change = |change: &dyn Fn(&mut Vec<Entry>)| {
        let mut changed = entries.clone();
        change(&mut changed);
        replay(&heading.job, &changed)
    };
    let is_different =
        |outcome: &Result<_, Failure>| matches!(outcome, Err(Failure::Different { .. }));
    let outcomes = [
        change(&|entries| drop(entries.remove(look))),
        change(&|entries| entries.insert(look, entries[look].clone())),
        change(&|entries| {
            let What::Sent { url, .. } = &mut entries[look].what else { panic!("it was one") };
            url.push('0');
        }),
        change(&|entries| {
            entries.last_mut().expect("some").what = What::Entered { stage: Stage::Cancelled };
        }),
        change(&|entries| drop(entries.pop())),
    ];
    for (number, outcome) in outcomes.iter().enumerate() {
        assert!(is_different(outcome), "{number}: {outcome:?}");
    }
    assert!(change(&|_| {}).is_ok());
}

/// A long history has lost its middle. From where a page found the job again it can be told anew.
#[test]
fn what_was_left_out_is_skipped() {
    let whole = text("restored.jsonl");
    let lines: Vec<&str> = whole.lines().collect();
    let restored = lines.iter().position(|line| line.contains("\"restored\"")).expect("one");
    let gap = format!("{{\"left_out\":{}}}", restored - 3);
    let mut cut = vec![lines[0], lines[1], gap.as_str(), lines[2]];
    cut.extend(&lines[restored..]);
    let replayed = replay_one(&cut.join("\n")).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(replayed.skipped, restored - 2, "what was left out, and what hangs in the air");
    assert_eq!(replayed.entries, 1 + lines.len() - restored);
    assert_eq!(replayed.stage, "Kept");
}

/// All jobs in one file.
#[test]
fn records_follow_one_another() {
    let all = text("kept.jsonl") + &text("refused.jsonl");
    let replayed = replay_text(&all).unwrap_or_else(|why| panic!("{why}"));
    let stages: Vec<_> = replayed.iter().map(|one| one.stage.as_str()).collect();
    assert_eq!(stages, ["Kept", "Failed"]);
}

#[test]
fn what_is_no_record_is_refused() {
    let (first, rest) = text("kept.jsonl")
        .split_once('\n')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect("lines");
    let later = first.replace("\"format\":1", "\"format\":2");
    for (text, line) in [
        (String::new(), 1),
        ("<html>".to_owned(), 1),
        (format!("{later}\n{rest}"), 1),
        (format!("{first}\n{{}}\n{rest}"), 2),
    ] {
        let refused = replay_text(&text);
        assert!(
            matches!(&refused, Err(Failure::Unreadable { line: at, .. }) if *at == line),
            "{refused:?}"
        );
    }
}
