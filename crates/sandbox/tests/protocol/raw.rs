//! Bodies that our own encoder never writes.

use foley_core::capability::Written;
use foley_core::{Capability, Dialect, HttpResponse, wire};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::requests::dialect_and_operation;
use crate::world::{World, json, one_of_each, provider};

fn code(answer: &HttpResponse) -> String {
    wire::task(answer).expect_err("refused").code.unwrap_or_default()
}

#[test]
fn a_body_that_is_none_is_refused() {
    for (path, expected) in [
        ("/v1/audio/text-to-audio", "1200"),
        ("/v1/audio/tts", "1200"),
        ("/kling/v1/videos/text2video", "1200"),
        ("/api/v1/audio/generations", "400"),
    ] {
        for body in ["", "[]", "7", "null", "{\"prompt\":", "prompt=Rain"] {
            assert_eq!(code(&World::new().post_text(path, body)), expected, "{path} {body}");
        }
    }
}

#[test]
fn a_video_is_named_in_one_way() {
    for (dialect, path, expected) in [
        (Dialect::Kling, "/v1/audio/video-to-audio", "1201"),
        (Dialect::CometApi, "/kling/v1/audio/video-to-audio", "1201"),
        (Dialect::ApiModels, "/api/v1/audio/generations", "400"),
    ] {
        let mut world = World::new();
        let model = json!("kling-video-to-audio");
        let url = "https://example.com/clip.mp4";
        for (body, is_good) in [
            (json!({"model": model}), false),
            (json!({"model": model, "video_id": "", "video_url": ""}), false),
            (json!({"model": model, "video_id": "1", "video_url": url}), false),
            (json!({"model": model, "video_id": null, "video_url": url}), true),
            (json!({"model": model, "video_id": "", "video_url": url}), true),
        ] {
            let answer = world.post(path, &body);
            if is_good {
                assert_eq!(answer.status, 200, "{dialect:?} {body}");
            } else {
                assert_eq!(code(&answer), expected, "{dialect:?} {body}");
            }
        }
    }
}

/// The old name of a field is passed over without a word, as everybody who used it has found out.
#[test]
fn what_nobody_knows_is_passed_over() {
    let mut world = World::new();
    let old = json!({"prompt": "A beach", "model": "kling-v3", "duration": "8"});
    assert_eq!(code(&world.post("/v1/videos/text2video", &old)), "1201", "kling-v1 takes 5 or 10");
    let new = json!({"prompt": "A beach", "model_name": "kling-v3", "duration": "8"});
    assert_eq!(world.post("/v1/videos/text2video", &new).status, 200);
    let more = json!({"prompt": "Rain", "duration": 5, "mood": ["any"], "n": 7});
    assert_eq!(world.post("/v1/audio/text-to-audio", &more).status, 200);
    // Speech has no callback at Kling: whatever stands there.
    let speech =
        json!({"text": "Hi", "voice_id": "AOT", "voice_language": "en", "callback_url": 7});
    assert_eq!(world.post("/v1/audio/tts", &speech).status, 200);
}

#[test]
fn an_empty_text_is_an_absent_one() {
    let mut world = World::new();
    let empty = json!({
        "prompt": "A beach", "negative_prompt": "", "model_name": "", "mode": "",
        "aspect_ratio": "", "duration": "", "sound": "", "external_task_id": "",
        "callback_url": "", "camera_control": null, "cfg_scale": null,
    });
    assert_eq!(world.post("/v1/videos/text2video", &empty).status, 200);
    // That is so twice: nothing was named.
    assert_eq!(world.post("/v1/videos/text2video", &empty).status, 200);
    for missing in ["prompt", "duration"] {
        let mut body = json!({"prompt": "Rain", "duration": 5});
        body[missing] = json!("");
        assert_eq!(code(&world.post("/v1/audio/text-to-audio", &body)), "1201", "{missing}");
    }
}

#[test]
fn a_language_and_its_voice_belong_together() {
    let mut world = World::new();
    for (voice, language, is_good) in [
        ("genshin_vindi2", "zh", true),
        ("genshin_vindi2", "en", true),
        ("AOT", "en", true),
        ("AOT", "zh", false),
        ("mengwa-v1", "en", false),
        ("nobody", "en", false),
    ] {
        let body = json!({"text": "Hi", "voice_id": voice, "voice_language": language});
        let raw = json(&world.post("/v1/audio/tts", &body));
        let words = if is_good { "SUCCEED" } else { "Voice id not found" };
        assert_eq!(raw["message"], words, "{body}");
        assert_eq!(raw["code"] == 0, is_good);
    }
}

/// A refusal says what would be good.
#[test]
fn a_switch_is_asked_for_as_it_is_written() {
    for (path, body, words) in [
        (
            "/v1/videos/text2video",
            json!({"prompt": "A beach", "sound": false}),
            "sound must be on or off",
        ),
        (
            "/v1/audio/video-to-audio",
            json!({"video_url": "https://a.b/c.mp4", "asmr_mode": "on"}),
            "asmr_mode must be a boolean",
        ),
    ] {
        assert_eq!(json(&World::new().post(path, &body))["message"], words, "{body}");
    }
}

/// What does not belong into a field that is written like this.
fn wrong(written: Written) -> Vec<Value> {
    let mut wrong = vec![json!({"a": 1}), json!([1]), json!([])];
    wrong.extend(match written {
        Written::Text => vec![json!(7), json!(true)],
        Written::Number => vec![json!("5"), json!(true)],
        Written::TenthsText | Written::WholeText => {
            vec![json!(5), json!(5.0), json!(true), json!("5,0"), json!("5 s"), json!("-5")]
        }
        Written::Bool => vec![json!("true"), json!(1), json!("on")],
        Written::OnOff => vec![json!(true), json!(1), json!("yes"), json!("ON")],
        Written::Camera => vec![json!("down_back"), json!(7), json!({"type": 1})],
    });
    wrong
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_field_of_another_type_is_refused(
        (dialect, operation) in dialect_and_operation(),
        field: prop::sample::Index,
        value: prop::sample::Index,
    ) {
        let table = Capability::of(dialect, operation).expect("it has that");
        let spec = field.get(table.fields);
        let good = one_of_each(dialect);
        let good = good.iter().find(|request| request.operation() == operation).expect("one of each");
        let mut create = wire::create(&provider(dialect), good, "").expect("it has that");
        let mut body: Value =
            serde_json::from_str(create.body.as_deref().expect("a body")).expect("JSON");
        body[spec.wire] = value.get(&wrong(spec.written)).clone();
        create.body = Some(body.to_string());
        let answer = World::new().send(create);
        let expected = if dialect == Dialect::ApiModels { "400" } else { "1201" };
        prop_assert_eq!(code(&answer), expected, "{}", body);
    }
}
