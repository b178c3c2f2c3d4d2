//! A job's record tells all that happened, and no key.

use std::collections::BTreeSet;

use foley_core::{
    Credential, Dialect, HttpRequest, HttpResponse, Method, Millis, Operation, Provider, SecretKey,
};
use foley_engine::{Entry, Event, Heading, JobId, Purpose, Stage, What};

use crate::systems::request;
use crate::world::{Fate, World, answer, is_create, is_fetch, is_look, speaking};

/// What happened, each in a word.
fn words(entries: &[Entry]) -> Vec<&'static str> {
    entries
        .iter()
        .map(|entry| match &entry.what {
            What::Submitted { .. } => "submitted",
            What::Restored { .. } => "restored",
            What::Stopped => "stopped",
            What::Resumed => "resumed",
            What::SentAgain => "sent again",
            What::Stored => "stored",
            What::NotStored { .. } => "not stored",
            What::Sent { purpose: Purpose::Create, .. } => "create",
            What::Sent { purpose: Purpose::Query, .. } => "look",
            What::Sent { purpose: Purpose::Fetch, .. } => "fetch",
            What::Answered { .. } => "answered",
            What::FileCame { .. } => "file",
            What::Broken { .. } => "broken",
            What::TimedOut => "timed out",
            What::Kept { .. } => "kept",
            What::NotKept { .. } => "not kept",
            What::Slept { .. } => "slept",
            What::SetBack { .. } => "set back",
            What::Entered { stage } => match stage {
                Stage::Creating => "is creating",
                Stage::Queued { .. } => "is queued",
                Stage::Waiting { .. } => "is waiting",
                Stage::Keeping { .. } => "is keeping",
                Stage::Kept { .. } => "is kept",
                Stage::Failed { .. } => "has failed",
                Stage::Cancelled => "is cancelled",
                _ => "rests",
            },
        })
        .collect()
}

#[test]
fn a_record_tells_a_job_from_submit_to_kept() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    let words = words(&world.records[&id]);
    let begin = ["submitted", "is creating", "stored", "create", "answered", "is waiting"];
    let end = ["answered", "is keeping", "fetch", "file", "kept", "is kept"];
    assert_eq!(words[..6], begin, "{words:?}");
    assert_eq!(words[words.len() - 6..], end, "{words:?}");
    let times: Vec<_> = world.records[&id].iter().map(|entry| entry.at).collect();
    assert!(times.is_sorted() && times[0] < world.now);
}

#[test]
fn it_tells_what_broke_and_what_the_user_did() {
    let mut world = World::with_first(is_create, vec![Fate::Silence]);
    let id = world.submit_to(speaking(Dialect::ApiModels), "Rain");
    world.run(Millis::from_secs(100));
    world.tell(Event::SendAgain(id.clone()));
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    world.tell(Event::Cancel(id.clone()));
    world.tell(Event::Cancel(id.clone()));
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    let all = words(&world.records[&id]);
    let told = ["timed out", "sent again", "stopped", "resumed", "is kept"]
        .map(|word| all.iter().filter(|told| **told == word).count());
    assert_eq!(told, [1; 5], "once each: {all:?}");

    let mut world = World::new();
    world.store_is_broken = Some("quota".to_owned());
    let id = world.submit();
    world.run(Millis::from_secs(1));
    let entries = &world.records[&id];
    assert_eq!(words(&entries[..2]), ["submitted", "is creating"]);
    assert_eq!(entries[2].what, What::NotStored { reason: "quota".to_owned() });
}

/// What rests in the store makes no entry at every visit; what goes on from there begins with how it
/// was found.
#[test]
fn a_job_of_the_store_is_recorded_when_something_happens_to_it() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    world.tell(Event::Cancel(id.clone()));
    world.run(Millis(100));
    let before = world.records[&id].len();
    world.crash();
    world.crash();
    assert_eq!(world.records[&id].len(), before, "nothing happened to it");
    world.tell(Event::Resume(id.clone()));
    assert_eq!(words(&world.records[&id][before..][..3]), ["restored", "resumed", "is waiting"]);
    world.run(Millis(100));
    world.crash();
    world.run_until(|world| world.is_kept(&id));
    let found = words(&world.records[&id]).iter().filter(|word| **word == "restored").count();
    assert_eq!(found, 2);
}

#[test]
fn of_a_file_there_are_its_first_bytes_only_and_a_long_answer_is_cut() {
    let long = format!("<html>{}", "ä".repeat(20_000));
    let mut world = World::with_first(is_look, vec![Fate::Replace(answer(502, &long))]);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    let mut files = 0;
    for entry in &world.records[&id] {
        match &entry.what {
            What::FileCame { length, beginning, .. } => {
                assert_eq!(beginning.len(), 16);
                assert_eq!(*length, world.files_of(&id)[0].len() as u64);
                files += 1;
            }
            What::Answered { body, status, .. } if *status == 502 => {
                assert_eq!((body.length, body.is_whole()), (40_006, false));
                assert!((16_384..16_390).contains(&body.text.len()), "{}", body.text.len());
            }
            _ => {}
        }
    }
    assert_eq!(files, 1);
}

/// A provider that repeats the credential wherever it can, and a page that takes it out as it must: there
/// is nothing of it in any entry.
#[test]
fn no_credential_is_in_a_record() {
    const KEY: &str = "sk-\"very/secret\\0123456789";
    const ACCESS: &str = "access-0123456789";
    const SECRET: &str = "secret-0123456789";
    let half = |text| SecretKey::parse(text).expect("good");
    let credentials = [
        Credential::Key(half(KEY)),
        Credential::Pair { access: half(ACCESS), secret: half(SECRET) },
    ];
    for credential in credentials {
        let redacts = credential.clone();
        let repeat = move |request: &HttpRequest| {
            let mut sent = request.clone();
            let now = foley_core::UnixMillis(1_773_367_502_225);
            redacts.authorize(&mut sent, &Provider::sandbox(), now).expect("its own origin");
            let header = sent.header("authorization").expect("it is there").to_owned();
            let token = header.trim_start_matches("Bearer ");
            let message = serde_json::json!(format!("{header} {KEY} {ACCESS} {SECRET}"));
            let mut answer = HttpResponse {
                status: 503,
                headers: vec![
                    ("x-request-id".to_owned(), token.to_owned()),
                    ("x-echo".to_owned(), header.clone()),
                ],
                body: format!("{{\"code\":5001,\"message\":{message}}} {token}").into_bytes(),
            };
            redacts.redact_answer(&mut answer);
            answer
        };
        let mut left = 3;
        let mut world = World::with_network(move |request, _| {
            left -= i32::from(left > 0);
            if left > 0 && !is_fetch(request) {
                Fate::Replace(repeat(request))
            } else {
                Fate::Deliver
            }
        });
        let id = world.submit();
        world.run_until(|world| world.is_kept(&id));
        let text = serde_json::to_string(&world.records[&id]).expect("plain data");
        assert!(text.contains("[key]") && text.contains("x-request-id"), "it was repeated");
        assert!(!text.contains("x-echo"), "a header that says nothing");
        let secrets = match credential {
            Credential::Key(_) => vec!["very"],
            Credential::Pair { .. } => vec![ACCESS, SECRET, "eyJhbGci"],
        };
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
        assert!(!text.to_lowercase().contains("authorization"));
    }
}

/// Writes `tests/replays` anew, which is due when the engine is meant to do something else than before:
/// `cargo test -p foley-engine --test world -- --ignored`.
#[test]
#[ignore = "it writes what other tests read"]
fn write_replays() {
    let write = |name: &str, world: &World, id: &JobId| {
        let heading = Heading::new("Foley's tests", id, world.engine.job(id));
        let mut text = serde_json::to_string(&heading).expect("plain data");
        for entry in &world.records[id] {
            text.push('\n');
            text += &serde_json::to_string(entry).expect("plain data");
        }
        text.push('\n');
        let path = format!("{}/tests/replays/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, text).expect("a folder of this repository");
    };
    let until_kept = |name: &str, mut world: World| {
        let id = world.submit();
        world.run_until(|world| world.is_kept(&id));
        write(name, &world, &id);
    };
    let slot = || {
        Fate::Intercept(answer(
            429,
            r#"{"code":1303,"message":"parallel task over resource pack limit","request_id":"r-1"}"#,
        ))
    };
    until_kept("kept", World::new());
    until_kept("lost-answer-adopted", World::with_first(is_create, vec![Fate::LoseAnswer]));
    until_kept("lost-request-sent-again", World::with_first(is_create, vec![Fate::LoseRequest]));
    until_kept("no-slot-then-kept", World::with_first(is_create, vec![slot(), slot()]));

    let refusal = r#"{"code":1201,"message":"prompt is too long","request_id":"r-2"}"#;
    let mut world = World::with_first(is_create, vec![Fate::Intercept(answer(400, refusal))]);
    let id = world.submit();
    world.run(Millis::from_secs(60));
    write("refused", &world, &id);

    let mut world = World::new();
    let speech = request(Dialect::Kling, Operation::Speech).expect("it speaks");
    let id = world.ask(Provider::sandbox(), speech);
    world.run_until(|world| world.is_kept(&id));
    write("speech-at-once", &world, &id);

    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    world.run(Millis(100));
    world.crash();
    world.run_until(|world| world.is_kept(&id));
    write("restored", &world, &id);
}

/// The page's version of a record's lines is read by the same types.
#[test]
fn every_entry_is_read_as_it_was_written() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    let mut methods = BTreeSet::new();
    for entry in &world.records[&id] {
        let text = serde_json::to_string(entry).expect("plain data");
        assert_eq!(&serde_json::from_str::<Entry>(&text).expect("its own text"), entry);
        if let What::Sent { method, .. } = &entry.what {
            methods.insert(method.clone());
        }
    }
    assert!([Method::Get, Method::Post].iter().all(|method| methods.contains(method.as_str())));
}
