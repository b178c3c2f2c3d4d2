//! Nothing from outside panics.

use foley_core::{Dialect, Field, HttpRequest, Method, Operation, UnixMillis};
use foley_sandbox::{Auth, Config, Quirks, Sandbox};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::requests::dialect_and_operation;
use crate::world::{BASE, World, json, provider};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,8}".prop_map(Value::from),
        "(5|5\\.0|kling-v3|simple|https://a/b\\.mp4|en|AOT|on)".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let name = "(type|config|pan|zoom)";
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..4).prop_map(Value::from_iter),
        ]
    })
}

/// A good body, with as much in it as goes together.
fn full(dialect: Dialect, operation: Operation) -> Value {
    let mut body = match operation {
        Operation::SoundEffect if dialect == Dialect::ApiModels => {
            json!({"prompt": "Rain", "duration": "5.0"})
        }
        Operation::SoundEffect => json!({"prompt": "Rain", "duration": 5.5}),
        Operation::VideoSound => json!({
            "video_url": "https://example.com/clip.mp4", "sound_effect_prompt": "Waves",
            "bgm_prompt": "Wind", "asmr_mode": true,
        }),
        Operation::Speech => json!({
            "text": "Hi", "voice_id": "AOT", "voice_language": "en", "voice_speed": 1.2,
        }),
        Operation::Video => json!({
            "prompt": "A beach", "negative_prompt": "People", "model_name": "kling-v1",
            "mode": "std", "aspect_ratio": "9:16", "duration": "5", "sound": "off",
            "cfg_scale": 0.5, "camera_control": {"type": "simple", "config": {"zoom": 5}},
        }),
    };
    let table = provider(dialect).capability(operation).expect("it has that");
    if table.field(Field::ExternalTaskId).is_some() {
        body["external_task_id"] = json!("mine");
    }
    if table.field(Field::CallbackUrl).is_some() {
        body["callback_url"] = json!("https://example.com/called");
    }
    if let Some(model) = table.model {
        body["model"] = json!(model);
    }
    body
}

#[test]
fn what_is_to_be_spoilt_is_good() {
    for dialect in Dialect::ALL {
        for operation in Operation::ALL {
            let Some(table) = provider(dialect).capability(operation) else { continue };
            let path = format!("{}{}", dialect.path_prefix(), table.path);
            let answer = World::new().post(&path, &full(dialect, operation));
            assert_eq!(answer.status, 200, "{dialect:?} {operation:?}: {}", json(&answer));
        }
    }
}

proptest! {
    #[test]
    fn no_request_panics(url in ".*", post: bool, body in ".*", key in ".*", now: u64) {
        let config = Config { auth: Auth::any_key(), ..Config::open("https://x") };
        let method = if post { Method::Post } else { Method::Get };
        let headers = vec![("authorization".to_owned(), key)];
        let request = HttpRequest { method, url, headers, body: Some(body) };
        Sandbox::new(config).answer(&request, UnixMillis(now));
    }

    #[test]
    fn no_path_panics(
        prefix in "(|/kling|/api)(/v1)?",
        path in "(/audio/(text-to-audio|video-to-audio|tts|generations)|/videos/text2video|/assets|/assets/speech)",
        rest in "(/[^/]{0,9})?(\\.wav|\\.mp4)?(\\?(task_id|pageNum|pageSize|expires|sign)=.{0,9})?",
        post: bool,
        now: u64,
    ) {
        let method = if post { Method::Post } else { Method::Get };
        let url = format!("{BASE}{prefix}{path}{rest}");
        let body = Some(r#"{"prompt":"x","duration":5,"model":"kling-tts"}"#.to_owned());
        let config = Config { url_ttl: Some(foley_core::Millis(now)), ..Config::open(BASE) };
        let request = HttpRequest { method, url, headers: Vec::new(), body };
        Sandbox::new(config).answer(&request, UnixMillis(now));
    }

    /// A good body with one field or two of it spoilt: of more, only the first to be read would count.
    #[test]
    fn no_body_panics(
        (dialect, operation) in dialect_and_operation(),
        spoilt in prop::collection::vec((any::<prop::sample::Index>(), any_json()), 1..3),
        quirk: bool,
        now: u64,
    ) {
        let table = provider(dialect).capability(operation).expect("it has that");
        let mut body = full(dialect, operation);
        for (field, value) in spoilt {
            body[field.get(table.fields).wire] = value;
        }
        let quirks = Quirks { relay_wrapper: quirk, string_codes: quirk, code_in_200: quirk, tts_polled: quirk };
        let mut world = World::with(Config { quirks, ..Config::open(BASE) });
        world.now = UnixMillis(now);
        let path = format!("{}{}", dialect.path_prefix(), table.path);
        let response = world.post(&path, &body);
        prop_assert!(matches!(response.status, 200 | 400 | 404 | 503));
    }

    #[test]
    fn no_pace_panics(queue: u64, work: u64, created: u64, asked: u64, parallel: u32) {
        let pace = foley_sandbox::Pace::Time { queue: foley_core::Millis(queue), work: foley_core::Millis(work) };
        let mut world = World::with(Config { pace, parallel: Some(parallel), ..Config::open(BASE) });
        world.now = UnixMillis(created);
        world.post("/v1/audio/text-to-audio", &json!({"prompt": "x", "duration": 5}));
        world.now = UnixMillis(asked);
        world.get("/v1/audio/text-to-audio");
    }
}
