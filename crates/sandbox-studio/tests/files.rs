//! From a request to a file that plays, with those who really make it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use foley_core::{AssetFormat, HttpRequest, Method, Millis, Task, UnixMillis, wire};
use foley_sandbox::{Config, Sandbox};
use foley_sandbox_studio::studio;
use serde_json::{Value, json};

const BASE: &str = "https://sandbox.invalid";

struct World {
    sandbox: Sandbox,
    now: UnixMillis,
}

impl World {
    fn new() -> Self {
        let sandbox = Sandbox::new(Config::open(BASE)).with_studio(studio());
        Self { sandbox, now: UnixMillis(1_773_367_502_225) }
    }

    fn send(&mut self, method: Method, url: &str, body: Option<&Value>) -> Vec<u8> {
        let (url, body) = (url.to_owned(), body.map(Value::to_string));
        let response =
            self.sandbox.answer(&HttpRequest { method, url, headers: Vec::new(), body }, self.now);
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

/// How long a WAV file of ours is.
fn wav_tenths(wav: &[u8]) -> usize {
    (wav.len() - 44) * 10 / (4 * foley_synth::SAMPLE_RATE as usize)
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
    let [sound, dubbed] = dubbed.as_slice() else { panic!("two files") };
    assert_eq!(wav_tenths(sound), 30);
    assert_eq!(AssetFormat::sniff(dubbed), Some(AssetFormat::Mp4));
    assert_eq!(foley_clip::look(dubbed).map(|film| film.millis), Ok(3000));
    assert!(dubbed.len() > files[0].len() + 10_000, "it has a second track");
}
