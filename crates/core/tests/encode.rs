//! What is sent, byte for byte: every field once, and the bodies of the curl examples on the providers'
//! own pages. Of those only two things are taken away before they are compared, as texts: white space
//! between tokens, and optional fields that are empty, which Foley leaves out. What is left, the order
//! of fields and the writing of numbers with it, is theirs.

#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use foley_core::wire::{self, Page};
use foley_core::{
    Axis, Camera, Decimal, HttpRequest, Method, Operation, Provider, Request, Seconds, SoundEffect,
    Speech, TaskId, TaskRef, Video, VideoSound, VideoSource,
};

fn effect(prompt: &str, tenths: u32) -> SoundEffect {
    SoundEffect {
        prompt: prompt.to_owned(),
        duration: Seconds::from_tenths(tenths),
        external_task_id: None,
        callback_url: None,
    }
}

fn sound(source: VideoSource) -> VideoSound {
    VideoSound {
        source,
        sound_effect_prompt: None,
        bgm_prompt: None,
        asmr_mode: false,
        external_task_id: None,
        callback_url: None,
    }
}

fn video(prompt: &str) -> Video {
    Video {
        prompt: prompt.to_owned(),
        negative_prompt: None,
        model: None,
        mode: None,
        aspect_ratio: None,
        duration: None,
        sound: false,
        cfg_scale: None,
        camera: None,
        external_task_id: None,
        callback_url: None,
    }
}

fn speech() -> Speech {
    Speech {
        text: "Hello".to_owned(),
        voice: "genshin_vindi2".to_owned(),
        language: "en".to_owned(),
        speed: Some(Decimal::new(12, 1)),
        callback_url: Some("https://example.com/hook".to_owned()),
    }
}

fn sent(provider: &Provider, request: Request, id: &str) -> HttpRequest {
    wire::create(provider, &request, id).expect("it has this operation")
}

fn body(provider: &Provider, request: Request, id: &str) -> String {
    sent(provider, request, id).body.expect("a create has a body")
}

/// A page's example without white space between its tokens, and without its empty optional fields.
fn example(text: &str) -> String {
    let mut is_inside = false;
    let mut is_kept = |c: char| {
        assert_ne!(c, '\\', "no example has an escape in it");
        is_inside ^= c == '"';
        is_inside || !c.is_whitespace()
    };
    let text: String = text.chars().filter(|c| is_kept(*c)).collect();
    text.replace(r#","external_task_id":"""#, "").replace(r#","callback_url":"""#, "")
}

/// What is taken away is white space and nothing else.
#[test]
fn an_example_is_compared_as_it_is_printed() {
    let printed = "{\n  \"b\": \"x  y: 1, \",\n  \"a\" : 5.0 ,\n\t\"callback_url\": \"\"\n}\n";
    assert_eq!(example(printed), r#"{"b":"x  y: 1, ","a":5.0}"#);
}

#[test]
fn the_pages_own_examples() {
    let wind = "Strong wind blowing through a forest with rustling leaves";
    for (provider, request, url, sample) in [
        (
            Provider::cometapi(),
            Request::SoundEffect(effect("Soft ambient ocean waves at sunrise.", 50)),
            "https://api.cometapi.com/kling/v1/audio/text-to-audio",
            include_str!("samples/cometapi-text-to-audio-create.request.json"),
        ),
        (
            Provider::kling(),
            Request::SoundEffect(effect("Fireworks sound during Chinese New Year celebration", 30)),
            "https://api-singapore.klingai.com/v1/audio/text-to-audio",
            include_str!("samples/kling-text-to-audio-create.request.json"),
        ),
        (
            Provider::cometapi(),
            Request::VideoSound(sound(VideoSource::Url("https://xxxxx.mp4".to_owned()))),
            "https://api.cometapi.com/kling/v1/audio/video-to-audio",
            include_str!("samples/cometapi-video-to-audio-create.request.json"),
        ),
        (
            Provider::cometapi(),
            Request::Video(video("A happy scene of a vacation on the beach.")),
            "https://api.cometapi.com/kling/v1/videos/text2video",
            include_str!("samples/cometapi-text2video-create.request.json"),
        ),
        (
            Provider::apimodels(),
            Request::SoundEffect(effect(wind, 50)),
            "https://apimodels.app/api/v1/audio/generations",
            include_str!("samples/apimodels-sound-effects-create.request.json"),
        ),
    ] {
        let sent = sent(&provider, request, "");
        assert_eq!((sent.method, sent.url.as_str()), (Method::Post, url));
        assert_eq!(sent.header("content-type"), Some("application/json"));
        assert_eq!(sent.header("authorization"), None);
        assert_eq!(sent.body, Some(example(sample)), "{url}");
    }
}

#[test]
fn every_field_of_a_sound_effect() {
    let request = || {
        Request::SoundEffect(SoundEffect {
            external_task_id: Some("mine".to_owned()),
            callback_url: Some("https://example.com/hook".to_owned()),
            ..effect("Rain", 53)
        })
    };
    assert_eq!(
        body(&Provider::kling(), request(), "ours"),
        r#"{"prompt":"Rain","duration":5.3,"external_task_id":"mine","callback_url":"https://example.com/hook"}"#
    );
    assert_eq!(
        body(&Provider::apimodels(), request(), "ours"),
        r#"{"model":"kling-sound-effects","prompt":"Rain","duration":"5.3","callback_url":"https://example.com/hook"}"#
    );
}

/// Our own id goes along where the provider takes one, and the user's own comes first.
#[test]
fn our_own_id_stands_in() {
    let rain = || Request::SoundEffect(effect("Rain", 50));
    assert_eq!(
        body(&Provider::kling(), rain(), "ours"),
        r#"{"prompt":"Rain","duration":5,"external_task_id":"ours"}"#
    );
    assert!(!body(&Provider::apimodels(), rain(), "ours").contains("ours"));
    assert!(!body(&Provider::kling(), Request::Speech(speech()), "ours").contains("ours"));
}

#[test]
fn every_field_of_a_video_sound() {
    let request = || {
        Request::VideoSound(VideoSound {
            sound_effect_prompt: Some("steps".to_owned()),
            bgm_prompt: Some("piano".to_owned()),
            asmr_mode: true,
            external_task_id: Some("mine".to_owned()),
            ..sound(VideoSource::Id("861034216165875784".to_owned()))
        })
    };
    assert_eq!(
        body(&Provider::kling(), request(), ""),
        r#"{"video_id":"861034216165875784","sound_effect_prompt":"steps","bgm_prompt":"piano","asmr_mode":true,"external_task_id":"mine"}"#
    );
    assert_eq!(
        body(&Provider::apimodels(), request(), ""),
        r#"{"model":"kling-video-to-audio","video_id":"861034216165875784","sound_effect_prompt":"steps","bgm_prompt":"piano","asmr_mode":true}"#
    );
}

#[test]
fn every_field_of_a_speech() {
    assert_eq!(
        body(&Provider::kling(), Request::Speech(speech()), ""),
        r#"{"text":"Hello","voice_id":"genshin_vindi2","voice_language":"en","voice_speed":1.2}"#
    );
    assert_eq!(
        body(&Provider::apimodels(), Request::Speech(speech()), ""),
        r#"{"model":"kling-tts","text":"Hello","voice_id":"genshin_vindi2","voice_language":"en","voice_speed":1.2,"callback_url":"https://example.com/hook"}"#
    );
}

#[test]
fn every_field_of_a_video() {
    let request = |camera| {
        Request::Video(Video {
            negative_prompt: Some("people".to_owned()),
            model: Some("kling-v3".to_owned()),
            mode: Some("pro".to_owned()),
            aspect_ratio: Some("9:16".to_owned()),
            duration: Some(Seconds::from_tenths(100)),
            sound: true,
            cfg_scale: Some(Decimal::new(50, 2)),
            camera: Some(camera),
            external_task_id: Some("mine".to_owned()),
            callback_url: Some("https://example.com/hook".to_owned()),
            ..video("A beach")
        })
    };
    let simple = Camera::Simple { axis: Axis::Pan, amount: Decimal::new(-25, 1) };
    assert_eq!(
        body(&Provider::kling(), request(simple), ""),
        r#"{"prompt":"A beach","negative_prompt":"people","model_name":"kling-v3","mode":"pro","aspect_ratio":"9:16","duration":"10","sound":"on","cfg_scale":0.5,"camera_control":{"config":{"horizontal":0,"pan":-2.5,"roll":0,"tilt":0,"vertical":0,"zoom":0},"type":"simple"},"external_task_id":"mine","callback_url":"https://example.com/hook"}"#
    );
    let preset = body(&Provider::cometapi(), request(Camera::DownBack), "");
    assert!(preset.contains(r#""camera_control":{"type":"down_back"},"#), "{preset}");
    let nowhere = wire::create(&Provider::apimodels(), &request(Camera::DownBack), "");
    assert!(nowhere.is_none());
}

#[test]
fn every_duration_has_at_most_one_decimal() {
    for tenths in 30..=100 {
        let seconds = Seconds::from_tenths(tenths);
        let body = body(&Provider::kling(), Request::SoundEffect(effect("Rain", tenths)), "");
        assert!(body.ends_with(&format!(r#""duration":{seconds}}}"#)), "{body}");
    }
}

#[test]
fn a_task_is_asked_for_by_either_id() {
    let ask = |provider: &Provider, operation, task: &TaskRef| {
        wire::query(provider, operation, task).map(|request| request.url)
    };
    let id = TaskRef::Id(TaskId("861254119619698760".to_owned()));
    let ours = TaskRef::ExternalId("a b/c?d#é".to_owned());
    let (kling, apimodels) = (Provider::kling(), Provider::apimodels());
    assert_eq!(
        ask(&kling, Operation::SoundEffect, &id).as_deref(),
        Some("https://api-singapore.klingai.com/v1/audio/text-to-audio/861254119619698760")
    );
    assert_eq!(
        ask(&kling, Operation::Video, &ours).as_deref(),
        Some("https://api-singapore.klingai.com/v1/videos/text2video/a%20b%2Fc%3Fd%23%C3%A9")
    );
    assert_eq!(
        ask(&Provider::cometapi(), Operation::VideoSound, &id).as_deref(),
        Some("https://api.cometapi.com/kling/v1/audio/video-to-audio/861254119619698760")
    );
    assert_eq!(
        ask(&apimodels, Operation::Speech, &id).as_deref(),
        Some("https://apimodels.app/api/v1/audio/generations?task_id=861254119619698760")
    );
    // They have no such ids.
    assert_eq!(ask(&apimodels, Operation::SoundEffect, &ours), None);
    assert_eq!(ask(&kling, Operation::Speech, &ours), None);
    assert_eq!(ask(&apimodels, Operation::Video, &id), None);
}

#[test]
fn a_list_has_pages() {
    let ask = |provider: &Provider, page| {
        wire::list(provider, Operation::SoundEffect, page).map(|request| request.url)
    };
    assert_eq!(
        ask(&Provider::kling(), Page::default()).as_deref(),
        Some("https://api-singapore.klingai.com/v1/audio/text-to-audio?pageNum=1&pageSize=30")
    );
    let last = Page::new(1000, 500).expect("within bounds");
    assert_eq!(last.next(), None);
    assert_eq!(Page::default().next(), Page::new(2, 30));
    for (number, size) in [(0, 30), (1001, 30), (1, 0), (1, 501), (u16::MAX, u16::MAX)] {
        assert_eq!(Page::new(number, size), None);
    }
    assert_eq!(ask(&Provider::cometapi(), Page::default()), None);
    assert_eq!(ask(&Provider::apimodels(), Page::default()), None);
}

#[test]
fn a_path_prefix_is_the_users_to_set() {
    let provider = Provider { path_prefix: Some("/relay/a".to_owned()), ..Provider::cometapi() };
    let sent = sent(&provider, Request::SoundEffect(effect("Rain", 50)), "");
    assert_eq!(sent.url, "https://api.cometapi.com/relay/a/v1/audio/text-to-audio");
    let alias = Provider { path_prefix: Some(String::new()), ..Provider::apimodels() };
    let sent = self::sent(&alias, Request::SoundEffect(effect("Rain", 50)), "");
    assert_eq!(sent.url, "https://apimodels.app/v1/audio/generations");
}
