//! From a request to a file that plays, with those who really make it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use foley_core::{AssetFormat, HttpRequest, Method, Millis, Task, UnixMillis, wire};
use foley_sandbox::{Config, Sandbox, Sight};
use foley_sandbox_studio::Everybody;
use serde_json::{Value, json};

const BASE: &str = "https://sandbox.invalid";

struct World {
    sandbox: Sandbox,
    now: UnixMillis,
}

impl World {
    fn new() -> Self {
        let sandbox = Sandbox::new(Config { mp3: true, ..Config::open(BASE) });
        Self { sandbox, now: UnixMillis(1_773_367_502_225) }
    }

    fn send(&mut self, method: Method, url: &str, body: Option<&Value>) -> Vec<u8> {
        let (url, body) = (url.to_owned(), body.map(Value::to_string));
        let request = HttpRequest { method, url, headers: Vec::new(), body };
        let response = self.sandbox.answer_with(&request, self.now, &Everybody(fetch)).response;
        assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
        response.body
    }

    /// The finished task of a create, and its files.
    fn done(&mut self, path: &str, body: &Value) -> (Task, Vec<Vec<u8>>) {
        let read = |body| {
            let response = foley_core::HttpResponse { status: 200, headers: Vec::new(), body };
            wire::task(&response).expect("a task")
        };
        let task = read(self.send(Method::Post, &format!("{BASE}{path}"), Some(body)));
        self.now = self.now + Millis(9000);
        let task = read(self.send(Method::Get, &format!("{BASE}{path}/{}", task.id), None));
        let files =
            task.assets.iter().map(|asset| self.send(Method::Get, &asset.url, None)).collect();
        (task, files)
    }
}

/// Somebody's host: one video, one that is too short, a page, and nothing else.
fn fetch(url: &str) -> Result<Vec<u8>, Sight> {
    let clip = |duration_tenths| {
        let prompt = "A red hall".to_owned();
        let clip =
            foley_clip::Clip { prompt, width: 64, height: 48, duration_tenths, variation: 0 };
        foley_clip::render(&clip, None)
    };
    match url.rsplit('/').next() {
        Some("video.mp4") => Ok(clip(41)),
        Some("short.mp4") => Ok(clip(29)),
        Some("cut.mp4") => Ok(clip(41).drain(..2_000).collect()),
        Some("page") => Ok(b"<!doctype html><p>Sign in".to_vec()),
        _ => Err(Sight::Unreachable),
    }
}

/// How long a WAV file of ours is.
fn wav_tenths(wav: &[u8]) -> usize {
    usize::try_from(foley_synth::wav_millis(wav).expect("a WAV of ours") / 100).expect("short")
}

#[test]
fn speech_is_as_long_as_it_is_said_to_be() {
    for (text, language) in [("Good morning, world.", "en"), ("早上好，世界。", "zh")] {
        let body = json!({"text": text, "voice_id": "ai_shatang", "voice_language": language});
        let (task, files) = World::new().done("/v1/audio/tts", &body);
        let [wav] = files.as_slice() else { panic!("one file") };
        assert_eq!(AssetFormat::sniff(wav), Some(AssetFormat::Wav));
        let said = task.assets.first().and_then(|asset| asset.duration).expect("it says so");
        assert!(said.tenths().abs_diff(wav_tenths(wav) as u32) <= 1, "{said} {}", wav_tenths(wav));
    }
}

#[test]
fn a_film_is_dubbed() {
    let mut world = World::new();
    let body = json!({"prompt": "Waves on a beach", "aspect_ratio": "9:16", "model_name": "kling-v3", "duration": "3"});
    let (film, files) = world.done("/v1/videos/text2video", &body);
    assert_eq!(foley_clip::look(&files[0]).map(|film| film.millis), Ok(3000));
    let id = film.assets.first().and_then(|film| film.id.clone()).expect("an id");
    let body = json!({"video_id": id, "sound_effect_prompt": "Ocean", "bgm_prompt": "Wind"});
    let (_, dubbed) = world.done("/v1/audio/video-to-audio", &body);
    let [sound, mp3, dubbed] = dubbed.as_slice() else { panic!("three files") };
    assert_eq!(wav_tenths(sound), 30);
    assert_eq!(AssetFormat::sniff(mp3), Some(AssetFormat::Mp3));
    assert_eq!(AssetFormat::sniff(dubbed), Some(AssetFormat::Mp4));
    assert_eq!(foley_clip::look(dubbed).map(|film| film.millis), Ok(3000));
    assert!(dubbed.len() > files[0].len() + 10_000, "it has a second track");
}

#[test]
fn somebodys_own_video_is_dubbed() {
    let body = |name: &str| json!({"video_url": format!("https://example.com/{name}"), "sound_effect_prompt": "Rain"});
    let (_, files) = World::new().done("/v1/audio/video-to-audio", &body("video.mp4"));
    let [sound, _, dubbed] = files.as_slice() else { panic!("three files") };
    assert_eq!(wav_tenths(sound), 41);
    let facts = foley_clip::look(dubbed).expect("a video");
    assert_eq!((facts.width, facts.height, facts.has_sound), (64, 48, true), "it is theirs");
    assert_eq!(facts.millis / 100, 41);
    for refused in ["short.mp4", "cut.mp4", "page", "nobody"] {
        let request = HttpRequest {
            method: Method::Post,
            url: format!("{BASE}/v1/audio/video-to-audio"),
            headers: Vec::new(),
            body: Some(body(refused).to_string()),
        };
        let mut world = World::new();
        let response = world.sandbox.answer_with(&request, world.now, &Everybody(fetch)).response;
        assert_eq!(response.status, 400, "{refused}");
    }
}

/// English is spoken by the English voice where it can read the text, and else by the other.
#[test]
fn each_text_finds_its_voice() {
    let speak = |text: &str, language: &str| {
        let body = json!({"text": text, "voice_id": "ai_shatang", "voice_language": language});
        World::new().done("/v1/audio/tts", &body).1.remove(0)
    };
    let samples = |wav: &[u8]| foley_synth::Sound::from_wav(wav).expect("a WAV of ours");
    let english = foley_english::speak("Good morning.", "ai_shatang", 10).expect("it is English");
    assert_eq!(samples(&speak("Good morning.", "en")), english);
    for (text, language) in
        [("早上好", "en"), ("早上好", "zh"), ("Good morning.", "zh"), ("!", "en")]
    {
        let other = foley_speech::speak(text, language, "ai_shatang", 10);
        assert_eq!(samples(&speak(text, language)), other, "{text}");
    }
}
