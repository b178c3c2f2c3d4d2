//! apimodels.app's shapes, as its page prints them.

use foley_core::{AssetFormat, Dialect, Operation, Origin, TaskStatus, VideoSource, wire};
use foley_sandbox::{Auth, Config, Quirks};
use serde_json::{Value, json};

use crate::world::{BASE, START, World, dub, effect, json, one_of_each, speech, video};

const PATH: &str = "/api/v1/audio/generations";

fn names(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn a_generation_answers_as_the_page_prints_it() {
    let body = json!({
        "model": "kling-sound-effects",
        "prompt": "Strong wind blowing through a forest with rustling leaves",
        "duration": "5.0",
    });
    for path in [PATH, "/v1/audio/generations"] {
        let mut world = World::new();
        let created = json(&world.post(path, &body));
        let id = created["data"]["taskId"].as_str().expect("an id");
        assert!(id.starts_with("cl"), "{id}");
        let expected = json!({
            "code": 200,
            "msg": "success",
            "data": {"taskId": id, "state": "pending", "model": "kling-audio/kling-sound-effects"},
        });
        assert_eq!(created, expected);
        world.wait(9000);
        let done = json(&world.get(&format!("{path}?task_id={id}")));
        let data = &done["data"];
        let all = ["completeTime", "createTime", "model", "resultUrls", "state", "taskId"];
        assert_eq!((names(data), &data["state"]), (all.to_vec(), &json!("completed")));
        assert_eq!(data["createTime"], json!(START.0));
        assert!(data["completeTime"].as_u64() > data["createTime"].as_u64());
        assert_eq!(data["resultUrls"], json!([format!("{BASE}/assets/{id}.wav")]));
    }
}

#[test]
fn its_states_are_its_own() {
    let mut world = World::new();
    let id = world.create(Dialect::ApiModels, &effect("Rain")).expect("taken in").id;
    let mut state = |millis| {
        world.wait(millis);
        json(&world.get(&format!("{PATH}?task_id={id}")))["data"]["state"].clone()
    };
    assert_eq!([state(0), state(1000), state(8000)], ["pending", "processing", "completed"]);
    let failed = World::new().done(Dialect::ApiModels, &speech("Hi [sbx:fate=risk]"));
    assert_eq!(failed.status, TaskStatus::Failed);
    assert_eq!(failed.status_message.as_deref(), Some("Content policy violation"));
    assert_eq!(failed.failure_code.as_deref(), Some("CONTENT_MODERATION"));
}

#[test]
fn its_model_says_what_is_asked_for() {
    for (request, model) in one_of_each(Dialect::ApiModels).iter().zip([
        "kling-sound-effects",
        "kling-video-to-audio",
        "kling-tts",
    ]) {
        let done = World::new().done(Dialect::ApiModels, request);
        assert_eq!(done.raw["model"], format!("kling-audio/{model}"));
    }
    for bad in [json!({}), json!({"model": "kling-v1"}), json!({"model": 7}), json!({"model": ""})]
    {
        let answer = World::new().post(PATH, &bad);
        assert_eq!((answer.status, &json(&answer)["code"]), (400, &json!(400)), "{bad}");
    }
}

#[test]
fn its_durations_are_texts() {
    for (duration, status) in [
        (json!("5.0"), 200),
        (json!("5"), 200),
        (json!("3.0"), 200),
        (json!("10.0"), 200),
        (json!(5), 400),
        (json!(5.0), 400),
        (json!("2.9"), 400),
        (json!("10.1"), 400),
        (json!("5.25"), 400),
        (json!("five"), 400),
        (json!(null), 400),
    ] {
        let body = json!({"model": "kling-sound-effects", "prompt": "Rain", "duration": duration});
        assert_eq!(World::new().post(PATH, &body).status, status, "{body}");
    }
}

#[test]
fn files_are_told_by_their_endings() {
    let source = VideoSource::Url("https://example.com/x.mp4".to_owned());
    let done = World::new().done(Dialect::ApiModels, &dub(source, "Rain"));
    let formats: Vec<_> = done.assets.iter().map(|asset| asset.format).collect();
    assert_eq!(formats, [Some(AssetFormat::Wav), Some(AssetFormat::Mp4)]);
}

/// It makes no videos of its own: those that Kling made are good there.
#[test]
fn it_takes_klings_videos() {
    let mut world = World::keyed(Config::open(BASE));
    let film = world.done(Dialect::Kling, &video("A beach"));
    let id = film.assets.first().and_then(|film| film.id.clone()).expect("an id");
    let by_id = dub(VideoSource::Id(id), "Waves");
    assert!(world.create(Dialect::ApiModels, &by_id).is_ok());
    let by_task = dub(VideoSource::Id(film.id.0), "Waves");
    let error = world.create(Dialect::ApiModels, &by_task).expect_err("a task's id");
    assert!(error.message.contains("task"), "{error:?}");
    let mut other = world.asked_by("sk-2");
    assert!(other.create(Dialect::ApiModels, &by_id).is_err());
}

#[test]
fn errors_are_where_the_set_up_has_them() {
    for in_200 in [false, true] {
        let quirks = Quirks { code_in_200: in_200, ..Quirks::default() };
        let auth = Auth::known(vec!["right".to_owned()], [].into());
        let mut world = World::with(Config { quirks, auth, ..Config::open(BASE) });
        let good = json!({"model": "kling-sound-effects", "prompt": "Rain", "duration": "5.0"});
        let unauthorized = world.post(PATH, &good);
        let mut world = world.asked_by("right");
        for (answer, code) in [
            (unauthorized, 401),
            (world.post(PATH, &json!({"model": "kling-tts"})), 400),
            (world.get(&format!("{PATH}?task_id=nobody")), 404),
            (world.get(PATH), 400),
            (world.get("/api/v1/audio/nothing"), 404),
        ] {
            assert_eq!(answer.status, if in_200 { 200 } else { code });
            assert_eq!(json(&answer)["code"], json!(code));
            let error = wire::task(&answer).expect_err("refused");
            assert_eq!((error.origin, error.code), (Origin::Provider, Some(code.to_string())));
        }
        let created = world.create(Dialect::ApiModels, &effect("Rain")).expect("taken in");
        assert!(world.look(Dialect::ApiModels, Operation::SoundEffect, &created.id).is_ok());
    }
}
