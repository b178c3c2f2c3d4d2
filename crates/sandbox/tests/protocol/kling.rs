//! Kling's own shapes, as its pages print them.

use foley_core::{Dialect, Operation, Retry, TaskId, TaskRef, TaskStatus, wire};
use foley_sandbox::{Config, Quirks};
use serde_json::json;

use crate::world::{BASE, START, World, effect, json, provider, speech, video};

#[test]
fn creating_answers_as_the_page_prints_it() {
    let body = json!({
        "prompt": "Fireworks sound during Chinese New Year celebration",
        "duration": 3,
        "external_task_id": "",
        "callback_url": "",
    });
    let answer = json(&World::new().post("/v1/audio/text-to-audio", &body));
    assert_eq!((&answer["code"], &answer["message"]), (&json!(0), &json!("SUCCEED")));
    assert!(answer["request_id"].is_string());
    let names: Vec<&String> = answer["data"].as_object().expect("a task").keys().collect();
    assert_eq!(names, ["created_at", "task_id", "task_info", "task_status", "updated_at"]);
    assert_eq!(answer["data"]["task_info"], json!({}));
    assert_eq!(answer["data"]["created_at"], json!(START.0));
    assert_eq!(answer["data"]["updated_at"], json!(START.0));
}

#[test]
fn a_finished_task_has_all_that_the_page_names() {
    let mut world = World::new();
    let body = json!({"prompt": "Rain", "duration": 5.5, "external_task_id": "mine"});
    world.post("/v1/audio/text-to-audio", &body);
    world.wait(9000);
    let data = &json(&world.get("/v1/audio/text-to-audio/mine"))["data"];
    assert_eq!(data["task_status"], "succeed");
    assert_eq!(data["task_status_msg"], "");
    assert_eq!(data["task_info"], json!({"external_task_id": "mine"}));
    assert_eq!(data["final_unit_deduction"], "0");
    assert_eq!(data["final_balance_deduction"], json!({"quota": "0", "list_price": "0"}));
    let audio = &data["task_result"]["audios"][0];
    assert_eq!(audio["duration_wav"], "5.5");
    assert_ne!(audio["id"], data["task_id"]);
}

#[test]
fn speech_is_answered_at_once() {
    let mut world = World::new();
    let body = json!({"text": "Good morning", "voice_id": "AOT", "voice_language": "en"});
    let answer = json(&world.post("/v1/audio/tts", &body));
    let data = &answer["data"];
    assert_eq!(data["task_status"], "succeed");
    let audio = data["task_result"]["audios"][0].as_object().expect("a sound");
    let names: Vec<&String> = audio.keys().collect();
    assert_eq!(names, ["duration", "id", "url"]);
    assert_eq!(audio["duration"], "1.200");
    assert_eq!(data["final_unit_deduction"], "0");
    // It can be asked for by its own id, and has no other.
    let id = data["task_id"].as_str().expect("an id");
    let later = json(&world.get(&format!("/v1/audio/tts/{id}")));
    assert_eq!(later["data"], *data);
    let named =
        json!({"text": "x", "voice_id": "AOT", "voice_language": "en", "external_task_id": "mine"});
    assert_eq!(world.post("/v1/audio/tts", &named).status, 200);
    assert_eq!(world.get("/v1/audio/tts/mine").status, 404);
    assert_eq!(json(&world.get("/v1/audio/tts"))["code"], 1202);
}

#[test]
fn speech_may_have_to_be_asked_for() {
    let quirks = Quirks { tts_polled: true, ..Quirks::default() };
    for dialect in [Dialect::Kling, Dialect::CometApi] {
        let mut world = World::with(Config { quirks, ..Config::open(BASE) });
        let created = world.create(dialect, &speech("Good morning")).expect("taken in");
        assert_eq!((created.status, created.assets), (TaskStatus::Processing, Vec::new()));
        world.wait(9000);
        let done = world.look(dialect, Operation::Speech, &created.id).expect("known");
        assert_eq!((done.status, done.assets.len()), (TaskStatus::Succeeded, 1));
    }
}

#[test]
fn a_video_has_an_id_of_its_own() {
    let mut world = World::new();
    let done = world.done(Dialect::Kling, &video("A beach"));
    let film = done.assets.first().expect("a film");
    assert_ne!(film.id.as_deref(), Some(done.id.0.as_str()));
    let path = format!("/v1/videos/text2video/{}", done.id);
    let raw = json(&world.get(&path));
    assert_eq!(raw["data"]["task_result"]["videos"][0]["duration"], "5.0");
}

#[test]
fn a_task_is_known_at_its_own_endpoint_only() {
    let mut world = World::new();
    let task = world.create(Dialect::Kling, &effect("Rain")).expect("taken in");
    assert!(world.look(Dialect::Kling, Operation::SoundEffect, &task.id).is_ok());
    for operation in [Operation::VideoSound, Operation::Speech, Operation::Video] {
        let error = world.look(Dialect::Kling, operation, &task.id).expect_err("elsewhere");
        assert_eq!((error.status, error.code.as_deref()), (Some(404), Some("1203")));
    }
    // Nor does another provider know it.
    assert!(world.look(Dialect::CometApi, Operation::SoundEffect, &task.id).is_err());
    assert!(world.look(Dialect::ApiModels, Operation::SoundEffect, &task.id).is_err());
}

#[test]
fn an_unknown_task_and_an_unknown_path_are_told_apart() {
    let mut world = World::new();
    let nobody = TaskRef::Id(TaskId("1".to_owned()));
    let query = wire::query(&provider(Dialect::Kling), Operation::Video, &nobody);
    let error = wire::task(&world.send(query.expect("it can be asked"))).expect_err("unknown");
    assert_eq!((error.status, error.code.as_deref()), (Some(404), Some("1203")));
    for path in ["/v1/audio/nothing", "/v2/audio/tts", "/", "/v1/audio/tts/1/2"] {
        let error = wire::task(&world.get(path)).expect_err("unknown");
        assert_eq!((error.status, error.code.as_deref()), (Some(404), Some("1202")), "{path}");
        assert!(error.request_id.is_some());
    }
}

/// As protocol and clients have it, to the word.
#[test]
fn too_many_tasks_at_once_are_refused() {
    for dialect in Dialect::ALL {
        let mut world = World::with(Config { parallel: Some(2), ..Config::open(BASE) });
        for prompt in ["Rain", "Rain [sbx:fate=fail]"] {
            world.create(dialect, &effect(prompt)).expect("taken in");
        }
        let error = world.create(dialect, &effect("Rain")).expect_err("one too many");
        assert_eq!(error.status, Some(429), "{dialect:?}");
        assert_eq!(error.message, "parallel task over resource pack limit");
        if dialect != Dialect::ApiModels {
            assert_eq!((error.code.as_deref(), error.retry), (Some("1303"), Retry::ForSlot(None)));
        }
        // A failure holds its slot to the end as well, and no longer.
        world.wait(1000);
        assert!(world.create(dialect, &effect("Rain")).is_err());
        world.wait(8000);
        assert!(world.create(dialect, &effect("Rain")).is_ok());
    }
    let mut world = World::with(Config { parallel: Some(0), ..Config::open(BASE) });
    let body = json!({"prompt": "Rain", "duration": 5});
    let raw = json(&world.post("/v1/audio/text-to-audio", &body));
    let names: Vec<&String> = raw.as_object().expect("an object").keys().collect();
    assert_eq!(names, ["code", "message", "request_id"]);
    // What is answered at once takes no slot.
    assert!(world.create(Dialect::Kling, &speech("Good morning")).is_ok());
}
