//! What the sandbox says, read with the codec that reads the providers, and the raw shapes that a
//! codec would forgive.

#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use foley_core::{
    ApiError, Charge, HttpRequest, HttpResponse, Method, Operation, Provider, Request, Retry,
    Seconds, SoundEffect, TaskId, TaskRef, TaskStatus, UnixMillis, wire,
};
use foley_sandbox::{Auth, Config, Sandbox};
use proptest::prelude::*;
use serde_json::{Value, json};

const START: UnixMillis = UnixMillis(1_773_367_502_225);

fn effect(prompt: &str, tenths: u32) -> Request {
    Request::SoundEffect(SoundEffect {
        prompt: prompt.to_owned(),
        duration: Seconds::from_tenths(tenths),
        external_task_id: None,
        callback_url: None,
    })
}

fn post(body: &str) -> HttpRequest {
    HttpRequest {
        method: Method::Post,
        url: "https://sandbox.invalid/v1/audio/text-to-audio".to_owned(),
        headers: Vec::new(),
        body: Some(body.to_owned()),
    }
}

fn get(url: &str) -> HttpRequest {
    HttpRequest { method: Method::Get, url: url.to_owned(), headers: Vec::new(), body: None }
}

fn body(response: &HttpResponse) -> Value {
    serde_json::from_slice(&response.body).expect("JSON")
}

fn refused(body: &str) -> ApiError {
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    wire::task(&sandbox.answer(&post(body), START)).expect_err(body)
}

/// Both dialects, from create to file.
#[test]
fn a_task_goes_through_its_states_in_time() {
    for provider in [Provider::kling(), Provider::cometapi()] {
        let mut sandbox = Sandbox::new(Config::open("https://files.example"));
        let created = wire::create(&provider, &effect("Ocean waves", 50), "mine");
        let created = wire::task(&sandbox.answer(&created, START)).expect("taken in");
        assert_eq!(created.status, TaskStatus::Submitted);
        assert_eq!(created.external_id.as_deref(), Some("mine"));
        let by_id = TaskRef::Id(created.id.clone());
        let mut look = |at: u64, by: &TaskRef| {
            let query = wire::query(&provider, Operation::SoundEffect, by);
            wire::task(&sandbox.answer(&query, UnixMillis(START.0 + at))).expect("known")
        };
        assert_eq!(look(600, &by_id).status, TaskStatus::Submitted);
        assert_eq!(look(800, &by_id).status, TaskStatus::Processing);
        assert_eq!(look(800, &by_id).assets, []);
        let done = look(4000, &TaskRef::ExternalId("mine".to_owned()));
        assert_eq!(done.status, TaskStatus::Succeeded);
        assert_eq!(done.id, created.id);
        let [asset] = done.assets.as_slice() else { panic!("one file, not {:?}", done.assets) };
        assert_eq!(asset.duration, Some(Seconds::from_tenths(50)));
        assert_eq!(asset.url, format!("https://files.example/assets/{}.wav", created.id));
        let file = sandbox.answer(&get(&asset.url), UnixMillis(START.0 + 4000));
        assert_eq!((file.status, file.header("content-type")), (200, Some("audio/wav")));
        assert_eq!(file.body.len() as u64, foley_synth::wav_len(50));
    }
}

#[test]
fn the_envelope_is_each_providers_own() {
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    let kling = wire::create(&Provider::kling(), &effect("Rain", 30), "");
    let kling = body(&sandbox.answer(&kling, START));
    assert_eq!(kling["code"], json!(0));
    assert_eq!(kling["message"], json!("SUCCEED"));
    assert!(kling["request_id"].is_string());
    assert!(kling["data"]["task_id"].is_string());
    assert_eq!(kling["data"]["created_at"], json!(START.0));
    let comet = wire::create(&Provider::cometapi(), &effect("Rain", 30), "");
    let comet = body(&sandbox.answer(&comet, START));
    assert_eq!(comet.get("request_id"), None);
    assert_eq!(comet["data"]["task_info"], json!({}));
}

#[test]
fn a_file_is_not_there_before_its_task_is_done() {
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    let task = wire::task(&sandbox.answer(&post(r#"{"prompt":"Rain","duration":3}"#), START));
    let url = format!("https://sandbox.invalid/assets/{}.wav", task.expect("taken in").id);
    assert_eq!(sandbox.answer(&get(&url), UnixMillis(START.0 + 1000)).status, 404);
    assert_eq!(sandbox.answer(&get(&url), UnixMillis(START.0 + 4000)).status, 200);
    let mut part = get(&url);
    part.headers.push(("range".to_owned(), "bytes=0-43".to_owned()));
    let part = sandbox.answer(&part, UnixMillis(START.0 + 4000));
    assert_eq!((part.status, part.body.len()), (206, 44));
}

#[test]
fn what_the_documents_forbid_is_refused_with_their_codes() {
    for (sent, code) in [
        ("", "1200"),
        ("[]", "1200"),
        ("{}", "1201"),
        (r#"{"prompt":"Rain"}"#, "1201"),
        (r#"{"prompt":"","duration":5}"#, "1201"),
        (r#"{"prompt":7,"duration":5}"#, "1201"),
        (r#"{"prompt":"Rain","duration":"5"}"#, "1201"),
        (r#"{"prompt":"Rain","duration":2.9}"#, "1201"),
        (r#"{"prompt":"Rain","duration":10.1}"#, "1201"),
        (r#"{"prompt":"Rain","duration":5.25}"#, "1201"),
        (r#"{"prompt":"Rain","duration":5,"callback_url":"nowhere"}"#, "1201"),
    ] {
        let error = refused(sent);
        assert_eq!(error.code.as_deref(), Some(code), "{sent}");
        assert_eq!((error.retry, error.charge), (Retry::Never, Charge::No), "{sent}");
        assert!(error.request_id.is_some(), "{sent}");
    }
    let long = format!(r#"{{"prompt":"{}","duration":5}}"#, "a".repeat(201));
    assert_eq!(refused(&long).code.as_deref(), Some("1201"));
}

#[test]
fn an_external_id_is_taken_once() {
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    let create = wire::create(&Provider::kling(), &effect("Rain", 30), "mine");
    wire::task(&sandbox.answer(&create, START)).expect("taken in");
    let again = wire::task(&sandbox.answer(&create, START)).expect_err("taken already");
    assert_eq!(again.code.as_deref(), Some("1201"));
}

#[test]
fn an_unknown_task_and_an_unknown_path_are_told_apart() {
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    let nobody = TaskRef::Id(TaskId("1".to_owned()));
    let query = wire::query(&Provider::kling(), Operation::SoundEffect, &nobody);
    let error = wire::task(&sandbox.answer(&query, START)).expect_err("unknown");
    assert_eq!((error.status, error.code.as_deref()), (Some(404), Some("1203")));
    let error = wire::task(&sandbox.answer(&get("https://x/v1/audio/tts/1"), START));
    assert_eq!(error.expect_err("unknown").code.as_deref(), Some("1202"));
}

#[test]
fn keys_are_refused_in_each_providers_words() {
    let config = Config {
        auth: Auth::Keys(vec!["right".to_owned()]),
        ..Config::open("https://sandbox.invalid")
    };
    let mut sandbox = Sandbox::new(config);
    for provider in [Provider::kling(), Provider::cometapi()] {
        let mut ask = |authorization: Option<&str>| {
            let mut create = wire::create(&provider, &effect("Rain", 30), "");
            let header = authorization.map(|value| ("authorization".to_owned(), value.to_owned()));
            create.headers.extend(header);
            wire::task(&sandbox.answer(&create, START))
        };
        for bad in [None, Some("right"), Some("Bearer "), Some("Bearer a b"), Some("Bearer wrong")]
        {
            let error = ask(bad).expect_err("refused");
            assert!(error.is_about_key(), "{bad:?}: {error:?}");
            assert!(error.request_id.is_some(), "{bad:?}: {error:?}");
        }
        assert!(ask(Some("Bearer right")).is_ok());
    }
}

#[test]
fn a_failure_has_the_providers_reason() {
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    let create = wire::create(&Provider::kling(), &effect("Rain [sbx:fate=risk]", 30), "mine");
    sandbox.answer(&create, START);
    let mine = TaskRef::ExternalId("mine".to_owned());
    let query = wire::query(&Provider::kling(), Operation::SoundEffect, &mine);
    let task = wire::task(&sandbox.answer(&query, UnixMillis(START.0 + 9000))).expect("known");
    assert_eq!(task.status, TaskStatus::Failed);
    assert_eq!(task.status_message.as_deref(), Some("Failure to pass the risk control system"));
}

#[test]
fn a_sandbox_goes_on_where_another_was() {
    let config = Config::open("https://sandbox.invalid");
    let mut first = Sandbox::new(config.clone());
    first.answer(&post(r#"{"prompt":"Rain","duration":3,"external_task_id":"mine"}"#), START);
    let text = serde_json::to_string(first.state()).expect("plain data");
    let state = serde_json::from_str(&text).expect("its own text");
    let mut second = Sandbox::with_state(config, state);
    let query = get("https://sandbox.invalid/v1/audio/text-to-audio/mine");
    let later = UnixMillis(START.0 + 1000);
    assert_eq!(first.answer(&query, later), second.answer(&query, later));
}

/// The first take of a prompt is always the same; asking again gives another.
#[test]
fn asking_again_gives_another_take() {
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    let mut sound = |start: u64| {
        let create = post(r#"{"prompt":"Wind","duration":3}"#);
        let task = wire::task(&sandbox.answer(&create, UnixMillis(start))).expect("taken in");
        let url = format!("https://sandbox.invalid/assets/{}.wav", task.id);
        sandbox.answer(&get(&url), UnixMillis(start + 9000)).body
    };
    let (first, second) = (sound(0), sound(1));
    assert_eq!(first, foley_synth::render("Wind", 30, 0).to_wav());
    assert_ne!(first, second);
}

proptest! {
    #[test]
    fn no_request_panics(url in ".*", post: bool, body in ".*", key in ".*", now: u64) {
        let config = Config { auth: Auth::AnyKey, ..Config::open("https://x") };
        let method = if post { Method::Post } else { Method::Get };
        let headers = vec![("authorization".to_owned(), key)];
        let request = HttpRequest { method, url, headers, body: Some(body) };
        Sandbox::new(config).answer(&request, UnixMillis(now));
    }

    #[test]
    fn no_body_panics(prompt in ".{0,220}", duration in any::<f64>(), id in ".*") {
        let body = json!({"prompt": prompt, "duration": duration, "external_task_id": id});
        let mut sandbox = Sandbox::new(Config::open("https://x"));
        let response = sandbox.answer(&post(&body.to_string()), START);
        prop_assert!(matches!(response.status, 200 | 400));
    }
}
