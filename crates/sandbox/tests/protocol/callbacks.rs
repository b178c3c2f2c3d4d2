//! Callbacks: when they are due, what they say, and by whom they are signed.

use foley_core::TaskStatus::{self, Failed, Processing, Submitted, Succeeded};
use foley_core::webhook::{WebhookError, WebhookSecret, verify};
use foley_core::{Millis, wire};
use foley_sandbox::{Callback, Config, Pace};
use serde_json::{Value, json};

use crate::world::{BASE, World, json};

const SECRET: &str = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";

fn secret() -> WebhookSecret {
    WebhookSecret::parse(SECRET).expect("good")
}

fn world(pace: Pace) -> World {
    World::with(Config { pace, webhook: vec![secret()], ..Config::open(BASE) })
}

fn timed() -> World {
    world(Pace::Time { queue: Millis(1000), work: Millis(4000) })
}

/// Asks for a sound, and to be called.
fn create(world: &mut World, path: &str, token: &str) {
    let mut body = json!({
        "prompt": format!("Rain {token}"), "duration": 3, "callback_url": "https://me.example/hook",
    });
    if path.starts_with("/api") {
        body["model"] = json!("kling-sound-effects");
        body["duration"] = json!("3.0");
    }
    let answer = world.post(path, &body);
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
}

const KLING: &str = "/v1/audio/text-to-audio";

fn due(world: &mut World) -> Vec<Callback> {
    world.sandbox.callbacks(world.now).0
}

fn statuses(calls: &[Callback]) -> Vec<TaskStatus> {
    calls.iter().map(|call| wire::callback(call.body.as_bytes()).expect("a task").status).collect()
}

/// All stages that are told of by and by.
fn all_told(token: &str) -> Vec<TaskStatus> {
    let mut world = timed();
    create(&mut world, KLING, token);
    let mut told = statuses(&due(&mut world));
    for _ in 0..20 {
        world.wait(500);
        told.extend(statuses(&due(&mut world)));
    }
    assert!(due(&mut world).is_empty(), "nothing is told twice");
    told
}

#[test]
fn each_step_is_told_of_when_it_is_taken() {
    let mut world = timed();
    create(&mut world, KLING, "");
    assert_eq!(statuses(&due(&mut world)), [Submitted]);
    assert_eq!(world.sandbox.next_callback(world.now), Some(Millis(1000)));
    world.wait(999);
    assert!(due(&mut world).is_empty());
    world.wait(1);
    assert_eq!(statuses(&due(&mut world)), [Processing]);
    let next = world.sandbox.next_callback(world.now).expect("the end");
    assert!((3000..=5000).contains(&next.0), "{next:?}");
    world.now = world.now + next;
    assert_eq!(statuses(&due(&mut world)), [Succeeded]);
    assert_eq!(world.sandbox.next_callback(world.now), None);
}

#[test]
fn it_says_what_a_query_would_say() {
    let mut world = timed();
    create(&mut world, KLING, "");
    world.wait(10_000);
    let calls = due(&mut world);
    assert_eq!(statuses(&calls), [Submitted, Processing, Succeeded], "late is not lost");
    let told: Value = serde_json::from_str(&calls[2].body).expect("JSON");
    let asked = json(&world.get(&format!("{KLING}/{}", told["task_id"].as_str().expect("an id"))));
    assert_eq!(told, asked["data"], "a bare task");
    assert!(told["task_result"]["audios"][0]["url_wav"].is_string());
    assert_eq!(calls[0].url, "https://me.example/hook");
}

#[test]
fn apimodels_tells_of_the_end_only_and_does_not_sign() {
    let mut world = timed();
    create(&mut world, "/api/v1/audio/generations", "");
    assert!(due(&mut world).is_empty());
    world.wait(10_000);
    let calls = due(&mut world);
    assert_eq!(statuses(&calls), [Succeeded]);
    assert_eq!(calls[0].headers(&[secret()], world.now).len(), 1, "its content type");
}

#[test]
fn it_is_signed_as_standard_webhooks_are() {
    let mut world = timed();
    create(&mut world, KLING, "");
    let call = due(&mut world).remove(0);
    let headers = call.headers(&[secret()], world.now);
    verify(&headers, call.body.as_bytes(), &[secret()], world.now).expect("it is ours");
    let later = world.now + Millis(200_000);
    let again = call.headers(&[secret()], later);
    let id = |headers: &[(String, String)]| {
        headers.iter().find(|(name, _)| name == "webhook-id").cloned()
    };
    assert_eq!(id(&headers), id(&again), "another attempt is of the same id");
    verify(&again, call.body.as_bytes(), &[secret()], later).expect("and of its own time");
}

#[test]
fn a_signature_is_missing_or_nobodys() {
    for (token, expected) in [
        ("[sbx:callback=unsigned]", WebhookError::MissingHeader("webhook-id")),
        ("[sbx:callback=forged]", WebhookError::NoSignatureMatches),
    ] {
        let mut world = timed();
        create(&mut world, KLING, token);
        let call = due(&mut world).remove(0);
        let headers = call.headers(&[secret()], world.now);
        let verified = verify(&headers, call.body.as_bytes(), &[secret()], world.now);
        assert_eq!(verified, Err(expected), "{token}");
    }
}

#[test]
fn callbacks_are_lost_late_doubled_or_out_of_order() {
    assert_eq!(all_told(""), [Submitted, Processing, Succeeded]);
    assert_eq!(all_told("[sbx:callback=lost]"), []);
    assert_eq!(all_told("[sbx:fate=fail]"), [Submitted, Processing, Failed]);
    assert_eq!(all_told("[sbx:fate=stuck]"), [Submitted, Processing]);
    let doubled = [Submitted, Submitted, Processing, Processing, Succeeded, Succeeded];
    assert_eq!(all_told("[sbx:callback=doubled]"), doubled);
    assert_eq!(all_told("[sbx:callback=reordered]"), [Submitted, Succeeded, Processing]);
    let mut world = timed();
    create(&mut world, KLING, "[sbx:callback=late:60000]");
    world.wait(59_999);
    assert!(due(&mut world).is_empty());
    world.wait(1);
    assert_eq!(statuses(&due(&mut world)), [Submitted]);
}

#[test]
fn what_is_sent_twice_has_one_id() {
    let mut world = timed();
    create(&mut world, KLING, "[sbx:callback=doubled]");
    let calls = due(&mut world);
    assert_eq!(calls[0], calls[1]);
    world.wait(10_000);
    let later = due(&mut world);
    assert_ne!(calls[0].id, later[0].id, "another step is told of by another id");
}

#[test]
fn steps_that_are_taken_by_hand_or_by_polls_are_told_of_when_they_are() {
    let mut world = world(Pace::Manual);
    create(&mut world, KLING, "");
    assert_eq!(statuses(&due(&mut world)), [Submitted]);
    assert_eq!(world.sandbox.next_callback(world.now), None, "nobody knows when");
    let id = json(&world.get("/_sandbox/tasks"))[0]["id"].as_str().expect("an id").to_owned();
    let step = format!("/_sandbox/tasks/{id}/step");
    world.post(&step, &json!({}));
    assert_eq!(statuses(&due(&mut world)), [Processing]);
    world.post(&step, &json!({}));
    assert_eq!(statuses(&due(&mut world)), [Succeeded]);

    let mut world = self::world(Pace::Polls { queued: 1, processing: 1 });
    create(&mut world, KLING, "[sbx:callback=reordered]");
    let mut told = statuses(&due(&mut world));
    let id = json(&world.get("/_sandbox/tasks"))[0]["id"].as_str().expect("an id").to_owned();
    for _ in 0..3 {
        world.get(&format!("{KLING}/{id}"));
        told.extend(statuses(&due(&mut world)));
    }
    assert_eq!(told, [Submitted, Succeeded, Processing]);
}

#[test]
fn what_is_over_at_once_was_never_under_way() {
    let mut world = world(Pace::Immediate);
    create(&mut world, KLING, "");
    assert_eq!(statuses(&due(&mut world)), [Succeeded]);
}

#[test]
fn what_was_told_is_remembered() {
    let mut world = timed();
    create(&mut world, KLING, "");
    let (calls, changes) = world.sandbox.callbacks(world.now);
    assert_eq!((calls.len(), changes.tasks), (1, vec![0]));
    let text = serde_json::to_string(world.sandbox.state()).expect("plain data");
    let state = serde_json::from_str(&text).expect("its own");
    let config = Config { webhook: vec![secret()], ..Config::open(BASE) };
    world.sandbox = foley_sandbox::Sandbox::with_state(config, state);
    assert!(due(&mut world).is_empty());
}
