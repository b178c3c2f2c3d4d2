//! CometAPI's shapes, as its pages print them, and as it was seen to answer.

use foley_core::{Dialect, Operation, Origin, Retry, TaskStatus, wire};
use foley_sandbox::{Auth, Config, Quirks};
use serde_json::{Value, json};

use crate::world::{BASE, START, World, effect, json, one_of_each, provider, video};

fn created(world: &mut World, path: &str, body: &Value) -> Value {
    json(&world.post(path, body))
}

#[test]
fn creating_a_sound_answers_as_the_page_prints_it() {
    let body = json!({"prompt": "Soft ambient ocean waves at sunrise.", "duration": 5});
    let answer = created(&mut World::new(), "/kling/v1/audio/text-to-audio", &body);
    let id = answer["data"]["task_id"].as_str().expect("an id");
    assert_eq!((id.len(), &id[..2]), (18, "86"));
    let expected = json!({
        "code": 0,
        "message": "SUCCEED",
        "data": {
            "task_id": id,
            "task_status": "submitted",
            "task_info": {},
            "created_at": START.0,
            "updated_at": START.0,
        },
    });
    assert_eq!(answer, expected);
}

#[test]
fn the_request_id_is_where_its_samples_have_it() {
    let mut world = World::new();
    let body = json!({"video_url": "https://xxxxx.mp4"});
    let dub = created(&mut world, "/kling/v1/audio/video-to-audio", &body);
    let names = |value: &Value| value.as_object().map(|fields| fields.keys().cloned().collect());
    let task = ["created_at", "task_id", "task_status", "updated_at"].map(str::to_owned).to_vec();
    assert_eq!(names(&dub), Some(["code", "data", "message"].map(str::to_owned).to_vec()));
    assert_eq!(names(&dub["data"]), Some(task.clone()));
    let body = json!({"prompt": "A happy scene of a vacation on the beach."});
    let film = created(&mut world, "/kling/v1/videos/text2video", &body);
    assert!(film["request_id"].is_string());
    assert_eq!(names(&film["data"]), Some(task));
    let id = film["data"]["task_id"].as_str().expect("an id");
    let query = json(&world.get(&format!("/kling/v1/videos/text2video/{id}")));
    assert!(query["request_id"].is_string());
    assert_eq!(
        (&query["data"]["task_result"], &query["data"]["task_info"]),
        (&json!({}), &json!({}))
    );
}

#[test]
fn a_voice_that_is_not_there_is_refused_two_levels_down() {
    let body = json!({"text": "Hello", "voice_id": "nobody", "voice_language": "en"});
    let mut world = World::new();
    let answer = world.post("/kling/v1/audio/tts", &body);
    let raw = json(&answer);
    assert_eq!(raw.get("code"), None);
    assert_eq!(raw["message"], "Voice id not found");
    assert_eq!(raw["data"]["message"], "Voice id not found");
    assert_eq!(raw["data"]["data"]["code"], 1201);
    let error = wire::task(&answer).expect_err("refused");
    assert_eq!((error.code.as_deref(), error.retry), (Some("1201"), Retry::Never));
    assert_eq!(error.message, "Voice id not found");
    assert!(error.request_id.is_some());
}

#[test]
fn a_wrong_path_is_a_page() {
    let config = Config { auth: Auth::any_key(), ..Config::open(BASE) };
    let mut world = World::with(config).asked_by("sk-1");
    for path in ["/kling/v1/audio/nothing", "/kling/", "/kling/v1/audio/text-to-audio"] {
        let answer = world.get(path);
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_eq!(wire::task(&answer).expect_err("a page").origin, Origin::Gateway);
    }
}

#[test]
fn a_key_is_refused_in_the_relays_shape() {
    let auth = Auth::known(vec!["right".to_owned()], [].into());
    let mut world = World::with(Config { auth, ..Config::open(BASE) }).asked_by("wrong");
    let body = json!({"prompt": "Rain", "duration": 5});
    let answer = world.post("/kling/v1/audio/text-to-audio", &body);
    let error = &json(&answer)["error"];
    assert_eq!((&error["type"], &error["code"]), (&json!("comet_api_error"), &json!("")));
    let error = wire::task(&answer).expect_err("refused");
    assert!(error.is_about_key());
    assert!(error.request_id.is_some_and(|id| !id.contains('-')), "in the sentence");
}

/// To the word, but for the request id at its end.
#[test]
fn a_model_that_is_not_there_has_no_channel() {
    let body = json!({"prompt": "A beach", "model_name": "nonsense"});
    let answer = World::new().post("/kling/v1/videos/text2video", &body);
    let error = &json(&answer)["error"];
    assert_eq!((answer.status, &error["code"]), (503, &json!("model_not_found")));
    assert_eq!((&error["type"], &error["param"]), (&json!("comet_api_error"), &json!("")));
    let message = error["message"].as_str().expect("a sentence");
    let words =
        "no available channel for group default and model nonsense (distributor) (request id: ";
    assert!(message.starts_with(words), "{message}");
}

#[test]
fn a_relays_wrapper_is_read_through() {
    let quirks = Quirks { relay_wrapper: true, ..Quirks::default() };
    for request in one_of_each(Dialect::CometApi) {
        let plain = World::new().done(Dialect::CometApi, &request);
        let mut world = World::with(Config { quirks, ..Config::open(BASE) });
        let wrapped = world.done(Dialect::CometApi, &request);
        assert_eq!((wrapped.status, &wrapped.assets), (TaskStatus::Succeeded, &plain.assets));
        let path = wire::query(
            &provider(Dialect::CometApi),
            request.operation(),
            &foley_core::TaskRef::Id(wrapped.id),
        );
        let raw = json(&world.get(&path.expect("it can be asked").url));
        assert_eq!(raw["code"], "success");
        assert_eq!(raw["data"]["status"], "SUCCESS");
        assert_eq!(raw["data"]["data"]["task_status"], "succeed");
    }
    let mut world = World::with(Config { quirks, ..Config::open(BASE) });
    let failed = world.done(Dialect::CometApi, &effect("Rain [sbx:fate=risk]"));
    assert_eq!(failed.status, TaskStatus::Failed);
    assert_eq!(failed.status_message.as_deref(), Some("Failure to pass the risk control system"));
}

#[test]
fn numbers_may_be_texts() {
    let quirks = Quirks { string_codes: true, ..Quirks::default() };
    let mut world = World::with(Config { quirks, ..Config::open(BASE) });
    let plain = World::new().done(Dialect::CometApi, &video("A beach"));
    let done = world.done(Dialect::CometApi, &video("A beach"));
    assert_eq!((done.created_at, &done.assets), (plain.created_at, &plain.assets));
    let path = format!("/kling/v1/videos/text2video/{}", done.id);
    let raw = json(&world.get(&path));
    assert_eq!(raw["code"], "0");
    assert_eq!(raw["data"]["created_at"], START.0.to_string());
    let body = json!({"prompt": "", "duration": 5});
    let refused = wire::task(&world.post("/kling/v1/audio/text-to-audio", &body));
    assert_eq!(refused.expect_err("refused").code.as_deref(), Some("1201"));
    // Nobody else does that.
    let kling =
        json(&world.post("/v1/audio/text-to-audio", &json!({"prompt": "a", "duration": 5})));
    assert_eq!(kling["code"], 0);
}

#[test]
fn it_has_what_only_kling_names() {
    let mut world = World::new();
    let body = json!({"prompt": "A beach", "aspect_ratio": "3:2", "duration": "8"});
    assert_eq!(world.post("/kling/v1/videos/text2video", &body).status, 200);
    assert_eq!(world.post("/v1/videos/text2video", &body).status, 400);
    let mine = json!({"prompt": "Rain", "duration": 5, "external_task_id": "mine"});
    world.post("/kling/v1/audio/text-to-audio", &mine);
    let by_mine = foley_core::TaskRef::ExternalId("mine".to_owned());
    let query = wire::query(&provider(Dialect::CometApi), Operation::SoundEffect, &by_mine);
    assert!(wire::task(&world.send(query.expect("it may work"))).is_ok());
}
