//! What the providers' pages say that they take and refuse, written out: no capability table stands
//! behind it, so that a limit which is wrong there is found here.

use foley_core::{Dialect, HttpResponse};
use serde_json::{Value, json};

use crate::world::{World, json, video};

/// An answer's status, and the code in its body.
type Verdict = (u16, &'static str);

/// A good body's changes, and what is said of them. What is changed to null is left out.
type Case = (Value, Verdict);

/// Kling's verdicts, and CometAPI's.
const TAKEN: Verdict = (200, "0");
const ILLEGAL: Verdict = (400, "1201");
const NO_MODEL: Verdict = (404, "1203");
const NO_CHANNEL: Verdict = (503, "model_not_found");

/// apimodels.app's.
const SUCCESS: Verdict = (200, "200");
const BAD: Verdict = (400, "400");

/// The code of an answer, wherever it stands in it.
fn code(answer: &HttpResponse) -> String {
    let body = json(answer);
    let places = [&body["code"], &body["error"]["code"], &body["data"]["data"]["code"]];
    match places.into_iter().find(|code| !code.is_null()) {
        Some(Value::String(code)) => code.clone(),
        Some(code) => code.to_string(),
        None => String::new(),
    }
}

fn check(path: &str, good: &Value, cases: &[Case]) {
    for (changes, verdict) in cases {
        let mut body = good.clone();
        let fields = body.as_object_mut().expect("an object");
        for (name, value) in changes.as_object().expect("an object") {
            if value.is_null() {
                fields.remove(name);
            } else {
                fields.insert(name.clone(), value.clone());
            }
        }
        let answer = World::new().post(path, &body);
        let shown: String = changes.to_string().chars().take(200).collect();
        assert_eq!((answer.status, code(&answer).as_str()), *verdict, "{path} {shown}");
    }
}

/// A text of so many characters, each of which is three bytes long.
fn long(characters: usize) -> String {
    "海".repeat(characters)
}

/// "Cannot exceed 200 characters"; "3.0 s to 10.0 s, supports one decimal place precision", a float.
#[test]
fn text_to_audio() {
    let cases = [
        (json!({}), TAKEN),
        (json!({"prompt": long(200)}), TAKEN),
        (json!({"prompt": long(201)}), ILLEGAL),
        (json!({"prompt": null}), ILLEGAL),
        (json!({"prompt": ""}), ILLEGAL),
        (json!({"prompt": 7}), ILLEGAL),
        (json!({"duration": 3}), TAKEN),
        (json!({"duration": 3.0}), TAKEN),
        (json!({"duration": 3.1}), TAKEN),
        (json!({"duration": 9.9}), TAKEN),
        (json!({"duration": 10.0}), TAKEN),
        (json!({"duration": 2.9}), ILLEGAL),
        (json!({"duration": 10.1}), ILLEGAL),
        (json!({"duration": 3.25}), ILLEGAL),
        (json!({"duration": 0}), ILLEGAL),
        (json!({"duration": -5}), ILLEGAL),
        (json!({"duration": "5"}), ILLEGAL),
        (json!({"duration": null}), ILLEGAL),
        (json!({"external_task_id": "", "callback_url": ""}), TAKEN),
        (json!({"external_task_id": "mine", "callback_url": "https://a.b/c"}), TAKEN),
        (json!({"callback_url": "nowhere"}), ILLEGAL),
    ];
    let good = json!({"prompt": "Rain", "duration": 5});
    for path in ["/v1/audio/text-to-audio", "/kling/v1/audio/text-to-audio"] {
        check(path, &good, &cases);
    }
}

/// One of `video_id` and `video_url`, "not both"; prompts of 200 characters.
#[test]
fn video_to_audio() {
    let cases = [
        (json!({}), TAKEN),
        (json!({"video_url": null}), ILLEGAL),
        (json!({"video_url": ""}), ILLEGAL),
        (json!({"video_id": "861034216165875784"}), ILLEGAL),
        (json!({"video_id": ""}), TAKEN),
        (json!({"video_url": null, "video_id": "861034216165875784"}), ILLEGAL),
        (json!({"video_url": "nowhere"}), ILLEGAL),
        (json!({"sound_effect_prompt": long(200), "bgm_prompt": long(200)}), TAKEN),
        (json!({"sound_effect_prompt": long(201)}), ILLEGAL),
        (json!({"bgm_prompt": long(201)}), ILLEGAL),
        (json!({"asmr_mode": true}), TAKEN),
        (json!({"asmr_mode": false}), TAKEN),
        (json!({"asmr_mode": "true"}), ILLEGAL),
    ];
    let good = json!({"video_url": "https://example.com/clip.mp4"});
    for path in ["/v1/audio/video-to-audio", "/kling/v1/audio/video-to-audio"] {
        check(path, &good, &cases);
    }
}

/// "≤ 1000 characters"; a voice and its language; "0.8 to 2.0", where what is finer than one decimal
/// is rounded, and CometAPI clamps what is outside.
#[test]
fn tts() {
    let cases = [
        (json!({}), TAKEN),
        (json!({"text": long(1000)}), TAKEN),
        (json!({"text": long(1001)}), ILLEGAL),
        (json!({"text": null}), ILLEGAL),
        (json!({"voice_id": null}), ILLEGAL),
        (json!({"voice_id": "nobody"}), ILLEGAL),
        (json!({"voice_language": "zh"}), ILLEGAL), // This voice speaks English.
        (json!({"voice_id": "mengwa-v1", "voice_language": "zh"}), TAKEN),
        (json!({"voice_language": "fr"}), ILLEGAL),
        // Its page has a default beside "required".
        (json!({"voice_language": null}), ILLEGAL),
        (json!({"voice_speed": 0.8}), TAKEN),
        (json!({"voice_speed": 1}), TAKEN),
        (json!({"voice_speed": 1.5}), TAKEN),
        (json!({"voice_speed": 1.25}), TAKEN),
        (json!({"voice_speed": 2.0}), TAKEN),
        (json!({"voice_speed": "1.0"}), ILLEGAL),
    ];
    let good = json!({"text": "Hello", "voice_id": "AOT", "voice_language": "en"});
    for path in ["/v1/audio/tts", "/kling/v1/audio/tts"] {
        check(path, &good, &cases);
    }
    for speed in [0.5, 0.7, 2.1, 9.0] {
        let outside = json!({"voice_speed": speed});
        check("/v1/audio/tts", &good, &[(outside.clone(), ILLEGAL)]);
        check("/kling/v1/audio/tts", &good, &[(outside, TAKEN)]);
    }
}

/// What Kling and CometAPI say alike of videos.
#[test]
fn text2video() {
    let cases = [
        (json!({}), TAKEN),
        (json!({"prompt": null}), ILLEGAL),
        (json!({"prompt": long(2500), "negative_prompt": long(2500)}), TAKEN),
        (json!({"prompt": long(2501)}), ILLEGAL),
        (json!({"negative_prompt": long(2501)}), ILLEGAL),
        (json!({"model_name": "kling-v1"}), TAKEN),
        (json!({"model_name": "kling-v1-6"}), TAKEN),
        (json!({"model_name": "kling-v2-master"}), TAKEN),
        (json!({"model_name": "kling-v2-1-master"}), TAKEN),
        (json!({"model_name": "kling-v2-5-turbo"}), TAKEN),
        (json!({"model_name": "kling-v2-6"}), TAKEN),
        (json!({"model_name": "kling-v3"}), TAKEN),
        (json!({"mode": "std"}), TAKEN),
        (json!({"mode": "pro"}), TAKEN),
        (json!({"mode": "ultra"}), ILLEGAL),
        (json!({"mode": "4k", "model_name": "kling-v3"}), TAKEN),
        (json!({"aspect_ratio": "16:9"}), TAKEN),
        (json!({"aspect_ratio": "9:16"}), TAKEN),
        (json!({"aspect_ratio": "1:1"}), TAKEN),
        (json!({"aspect_ratio": "21:9"}), ILLEGAL),
        (json!({"aspect_ratio": "wide"}), ILLEGAL),
        (json!({"duration": "5"}), TAKEN),
        (json!({"duration": "10"}), TAKEN),
        (json!({"duration": "3", "model_name": "kling-v3"}), TAKEN),
        (json!({"duration": "15", "model_name": "kling-v3"}), TAKEN),
        (json!({"duration": "2", "model_name": "kling-v3"}), ILLEGAL),
        (json!({"duration": "16", "model_name": "kling-v3"}), ILLEGAL),
        (json!({"duration": "5.5", "model_name": "kling-v3"}), ILLEGAL),
        (json!({"duration": 5}), ILLEGAL),
        (json!({"duration": "five"}), ILLEGAL),
        (json!({"sound": "off"}), TAKEN),
        (json!({"sound": "on", "model_name": "kling-v3"}), TAKEN),
        (json!({"sound": "on", "model_name": "kling-v2-6", "mode": "pro"}), TAKEN),
        (json!({"sound": "loud", "model_name": "kling-v3"}), ILLEGAL),
        (json!({"sound": true, "model_name": "kling-v3"}), ILLEGAL),
        (json!({"cfg_scale": 0}), TAKEN),
        (json!({"cfg_scale": 0.5}), TAKEN),
        (json!({"cfg_scale": 0.125}), TAKEN),
        (json!({"cfg_scale": 1}), TAKEN),
        (json!({"cfg_scale": -0.1}), ILLEGAL),
        (json!({"cfg_scale": 1.1}), ILLEGAL),
        (json!({"cfg_scale": "0.5"}), ILLEGAL),
        (json!({"camera_control": {"type": "down_back"}}), TAKEN),
        (json!({"camera_control": {"type": "forward_up"}}), TAKEN),
        (json!({"camera_control": {"type": "right_turn_forward"}}), TAKEN),
        (json!({"camera_control": {"type": "left_turn_forward"}}), TAKEN),
        (json!({"camera_control": {"type": "down_back", "config": {"zoom": 5}}}), ILLEGAL),
        (json!({"camera_control": {"type": "spin"}}), ILLEGAL),
        (json!({"camera_control": {"type": "simple"}}), ILLEGAL),
        (axes(json!({"horizontal": -10})), TAKEN),
        (axes(json!({"vertical": 10})), TAKEN),
        (axes(json!({"pan": 0.5})), TAKEN),
        (axes(json!({"tilt": -2.5})), TAKEN),
        (axes(json!({"roll": 1})), TAKEN),
        (axes(json!({"zoom": 5})), TAKEN),
        (axes(json!({"zoom": 5, "pan": 0, "tilt": 0.0, "roll": 0})), TAKEN),
        (axes(json!({"zoom": 5, "pan": 1})), ILLEGAL),
        (axes(json!({"zoom": 0, "pan": 0})), ILLEGAL),
        (axes(json!({})), ILLEGAL),
        (axes(json!({"zoom": 10.1})), ILLEGAL),
        (axes(json!({"zoom": -10.1})), ILLEGAL),
        (axes(json!({"zoom": "5"})), ILLEGAL),
        (json!({"external_task_id": "mine", "callback_url": "https://a.b/c"}), TAKEN),
        (json!({"callback_url": "nowhere"}), ILLEGAL),
    ];
    let good = json!({"prompt": "A beach"});
    for path in ["/v1/videos/text2video", "/kling/v1/videos/text2video"] {
        check(path, &good, &cases);
    }
}

/// A camera that moves along these.
fn axes(config: Value) -> Value {
    json!({"camera_control": {"type": "simple", "config": config}})
}

/// Kling's page has what its models take, and three ratios. CometAPI's has four ratios more, and
/// nothing of models but that there are some.
#[test]
fn text2video_differs() {
    let good = json!({"prompt": "A beach"});
    for (changes, kling, cometapi) in [
        (json!({"model_name": "kling-v4"}), NO_MODEL, NO_CHANNEL),
        (json!({"model_name": "kling-v1-5"}), NO_MODEL, NO_CHANNEL),
        (json!({"model_name": "kling-v2-1"}), NO_MODEL, NO_CHANNEL),
        (json!({"model_name": "kling-video-o1"}), NO_MODEL, NO_CHANNEL),
        (json!({"model_name": "kling-v3-omni"}), NO_MODEL, NO_CHANNEL),
        (json!({"aspect_ratio": "4:3"}), ILLEGAL, TAKEN),
        (json!({"aspect_ratio": "3:4"}), ILLEGAL, TAKEN),
        (json!({"aspect_ratio": "3:2"}), ILLEGAL, TAKEN),
        (json!({"aspect_ratio": "2:3"}), ILLEGAL, TAKEN),
        (json!({"duration": "8"}), ILLEGAL, TAKEN),
        (json!({"duration": "8", "model_name": "kling-v2-6"}), ILLEGAL, TAKEN),
        (json!({"mode": "4k"}), ILLEGAL, TAKEN),
        (json!({"sound": "on", "model_name": "kling-v2-6", "mode": "std"}), ILLEGAL, TAKEN),
        (json!({"cfg_scale": 0.5, "model_name": "kling-v2-master"}), ILLEGAL, TAKEN),
        (json!({"cfg_scale": 0.5, "model_name": "kling-v2-6"}), ILLEGAL, TAKEN),
        (json!({"camera_control": {"type": "down_back"}, "mode": "pro"}), ILLEGAL, TAKEN),
        (json!({"camera_control": {"type": "down_back"}, "duration": "10"}), ILLEGAL, TAKEN),
        (
            json!({"camera_control": {"type": "down_back"}, "model_name": "kling-v3"}),
            ILLEGAL,
            TAKEN,
        ),
    ] {
        check("/v1/videos/text2video", &good, &[(changes.clone(), kling)]);
        check("/kling/v1/videos/text2video", &good, &[(changes, cometapi)]);
    }
}

const GENERATIONS: &str = "/api/v1/audio/generations";

/// "`3.0` to `10.0` (supports 1 decimal place)", a text; of the prompt no longest is named.
#[test]
fn apimodels_sound_effects() {
    let good = json!({"model": "kling-sound-effects", "prompt": "Rain", "duration": "5.0"});
    check(
        GENERATIONS,
        &good,
        &[
            (json!({}), SUCCESS),
            (json!({"prompt": long(201)}), SUCCESS),
            (json!({"prompt": null}), BAD),
            (json!({"duration": "3.0"}), SUCCESS),
            (json!({"duration": "10.0"}), SUCCESS),
            (json!({"duration": "7.3"}), SUCCESS),
            (json!({"duration": "2.9"}), BAD),
            (json!({"duration": "10.1"}), BAD),
            (json!({"duration": "5.05"}), BAD),
            (json!({"duration": 5.0}), BAD),
            (json!({"duration": null}), BAD),
            (json!({"model": null}), BAD),
            (json!({"model": "kling-v3"}), BAD),
            (json!({"callback_url": "https://a.b/c"}), SUCCESS),
        ],
    );
}

/// "One of video_id/video_url required": either, and not both.
#[test]
fn apimodels_video_to_audio() {
    let good = json!({"model": "kling-video-to-audio", "video_url": "https://example.com/a.mp4"});
    check(
        GENERATIONS,
        &good,
        &[
            (json!({}), SUCCESS),
            (json!({"video_url": null}), BAD),
            (json!({"video_id": "861034216165875784"}), BAD),
            (json!({"sound_effect_prompt": "Waves", "bgm_prompt": "Wind"}), SUCCESS),
            (json!({"asmr_mode": true}), SUCCESS),
            (json!({"asmr_mode": "yes"}), BAD),
        ],
    );
}

/// "max 1000 chars"; "0.8-2.0".
#[test]
fn apimodels_tts() {
    let good =
        json!({"model": "kling-tts", "text": "Hi", "voice_id": "AOT", "voice_language": "en"});
    check(
        GENERATIONS,
        &good,
        &[
            (json!({}), SUCCESS),
            (json!({"text": long(1000)}), SUCCESS),
            (json!({"text": long(1001)}), BAD),
            (json!({"text": null}), BAD),
            (json!({"voice_id": null}), BAD),
            (json!({"voice_language": null}), BAD),
            (json!({"voice_speed": 0.8}), SUCCESS),
            (json!({"voice_speed": 1.25}), SUCCESS),
            (json!({"voice_speed": 2}), SUCCESS),
            (json!({"voice_speed": 0.7}), BAD),
            (json!({"voice_speed": 2.1}), BAD),
        ],
    );
}

/// A video by the id that Kling gave it, which is not its task's.
#[test]
fn a_video_by_its_id() {
    for (path, model, taken) in [
        ("/v1/audio/video-to-audio", "", TAKEN),
        ("/kling/v1/audio/video-to-audio", "", TAKEN),
        (GENERATIONS, "kling-video-to-audio", SUCCESS),
    ] {
        let dialect = if path.starts_with("/kling") { Dialect::CometApi } else { Dialect::Kling };
        let mut world = World::new();
        let film = world.done(dialect, &video("A beach"));
        let id = film.assets.first().and_then(|film| film.id.clone()).expect("an id");
        let refused = if taken == SUCCESS { BAD } else { ILLEGAL };
        for (id, verdict) in [(id, taken), (film.id.0, refused)] {
            let answer = world.post(path, &json!({"model": model, "video_id": id}));
            assert_eq!((answer.status, code(&answer).as_str()), verdict, "{path} {id}");
        }
    }
}

/// "Must be unique within a single user account."
#[test]
fn an_id_of_ones_own_is_taken_once() {
    for prefix in ["", "/kling"] {
        for (path, mut body) in [
            ("/v1/audio/text-to-audio", json!({"prompt": "Rain", "duration": 5})),
            ("/v1/audio/video-to-audio", json!({"video_url": "https://example.com/a.mp4"})),
            ("/v1/videos/text2video", json!({"prompt": "A beach"})),
        ] {
            let (mut world, path) = (World::new(), format!("{prefix}{path}"));
            body["external_task_id"] = json!("mine");
            for verdict in [TAKEN, ILLEGAL, ILLEGAL] {
                let answer = world.post(&path, &body);
                assert_eq!((answer.status, code(&answer).as_str()), verdict, "{path}");
            }
        }
    }
}

/// "pageNum: 1 to 1000; pageSize: 1 to 500." Kling alone documents lists, and none of speech.
#[test]
fn pages_of_a_list() {
    for path in ["/v1/audio/text-to-audio", "/v1/audio/video-to-audio", "/v1/videos/text2video"] {
        for (query, verdict) in [
            ("", TAKEN),
            ("?pageNum=1&pageSize=1", TAKEN),
            ("?pageNum=1000", TAKEN),
            ("?pageSize=500", TAKEN),
            ("?pageNum=0", ILLEGAL),
            ("?pageNum=1001", ILLEGAL),
            ("?pageSize=0", ILLEGAL),
            ("?pageSize=501", ILLEGAL),
            ("?pageNum=first", ILLEGAL),
        ] {
            let answer = World::new().get(&format!("{path}{query}"));
            assert_eq!((answer.status, code(&answer).as_str()), verdict, "{path}{query}");
        }
    }
    assert_eq!(code(&World::new().get("/v1/audio/tts")), "1202");
}
