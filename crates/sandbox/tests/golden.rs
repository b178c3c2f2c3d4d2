//! The invariant: same requests, same times, same seed, same bytes. These figures are the same
//! natively and in wasm, and change only when what the sandbox says is meant to change. The bytes of
//! its sounds have figures of their own, in `foley-synth`.

use foley_core::{HttpRequest, Method, Millis, UnixMillis};
use foley_sandbox::{Config, Quirks, Sandbox};

const START: UnixMillis = UnixMillis(1_773_367_502_225);

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What is asked, one after the other: when, the path, and what is sent.
const ASKED: &[(u64, &str, Option<&str>)] = &[
    (
        0,
        "/v1/audio/text-to-audio",
        Some(
            r#"{"prompt":"Soft ambient ocean waves at sunrise.","duration":5,"external_task_id":"a"}"#,
        ),
    ),
    (
        1,
        "/v1/audio/text-to-audio",
        Some(r#"{"prompt":"Rain","duration":3,"external_task_id":"a"}"#),
    ),
    (2, "/kling/v1/audio/text-to-audio", Some(r#"{"prompt":"Rain","duration":3.3}"#)),
    (
        3,
        "/api/v1/audio/generations",
        Some(r#"{"model":"kling-sound-effects","prompt":"Wind","duration":"5.0"}"#),
    ),
    (
        4,
        "/v1/videos/text2video",
        Some(r#"{"prompt":"A beach","model_name":"kling-v3","duration":"7","sound":"on"}"#),
    ),
    (
        5,
        "/v1/audio/tts",
        Some(r#"{"text":"Good morning","voice_id":"AOT","voice_language":"en","voice_speed":1.2}"#),
    ),
    (6, "/kling/v1/audio/tts", Some(r#"{"text":"Hi","voice_id":"nobody","voice_language":"en"}"#)),
    (7, "/v1/audio/video-to-audio", Some(r#"{"video_id":"877149115171000003"}"#)),
    (100, "/v1/audio/text-to-audio/a", None),
    (1000, "/v1/audio/text-to-audio/a", None),
    (6000, "/v1/audio/text-to-audio/a", None),
    (
        6000,
        "/v1/audio/video-to-audio",
        Some(
            r#"{"video_url":"https://example.com/x.mp4","sound_effect_prompt":"Fire","bgm_prompt":"Rain","asmr_mode":true,"external_task_id":"b"}"#,
        ),
    ),
    (12_000, "/v1/audio/video-to-audio/b", None),
    (12_000, "/v1/videos/text2video?pageNum=1&pageSize=2", None),
    (12_000, "/api/v1/audio/generations?task_id=nobody", None),
    (12_000, "/kling/v1/audio", None),
];

fn conversation(config: Config) -> Vec<(u16, String)> {
    let mut sandbox = Sandbox::new(config);
    let mut hashes = Vec::new();
    for (at, path, body) in ASKED {
        let method = if body.is_some() { Method::Post } else { Method::Get };
        let url = format!("https://sandbox.invalid{path}");
        let body = body.map(str::to_owned);
        let request = HttpRequest { method, url, headers: Vec::new(), body };
        let response = sandbox.answer(&request, UnixMillis(START.0 + at));
        hashes.push((response.status, format!("{:016x}", fnv(&response.body))));
    }
    let state = serde_json::to_string(sandbox.state()).unwrap_or_default();
    hashes.push((0, format!("{:016x}", fnv(state.as_bytes()))));
    hashes
}

fn borrowed(hashes: &[(u16, String)]) -> Vec<(u16, &str)> {
    hashes.iter().map(|(status, hash)| (*status, hash.as_str())).collect()
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_conversation_has_the_same_bytes_everywhere() {
    let plain = conversation(Config::open("https://sandbox.invalid"));
    assert_eq!(borrowed(&plain), PLAIN);
    let quirks =
        Quirks { relay_wrapper: true, string_codes: true, code_in_200: true, tts_polled: true };
    let url_ttl = Some(Millis(60_000));
    let config =
        Config { quirks, url_ttl, mp3: true, seed: 7, ..Config::open("https://sandbox.invalid") };
    assert_eq!(borrowed(&conversation(config)), WITH_QUIRKS);
}

const PLAIN: [(u16, &str); 17] = [
    (200, "0f17a81d1e29da54"),
    (400, "be96a97336abf591"),
    (200, "09f58638e091156b"),
    (200, "8c42e2b11ff25a51"),
    (200, "6a90ef7820f5fe96"),
    (200, "7a6ea0b33d666109"),
    (400, "a5e43087eb5e46a6"),
    (400, "8e76733c7839b39e"),
    (200, "473295c77043a007"),
    (200, "66ebeea6cee8a984"),
    (200, "62993f564758c7bc"),
    (200, "3d7f58806a4c0e27"),
    (200, "25dffc3451e2a545"),
    (200, "ca401d99e6e04f2d"),
    (404, "e07502e4d27d84ff"),
    (200, "733073bbeecacee4"),
    (0, "8f524e84cfaafbe1"),
];

const WITH_QUIRKS: [(u16, &str); 17] = [
    (200, "7f9858e58e05b9db"),
    (400, "56266dad8d278ae6"),
    (200, "52ea60e800b9f963"),
    (200, "132fb81f85c54c07"),
    (200, "f9194f11cbd7a709"),
    (200, "aad3c7cffd67c2e3"),
    (400, "c24f45cd1472da33"),
    (400, "a0cb29198ac0e2d6"),
    (200, "cf16e0f4569f4114"),
    (200, "7a15632d8774ea90"),
    (200, "b57309d89d126390"),
    (200, "f75697a8c3e557ac"),
    (200, "622b828b92d6a1ed"),
    (200, "8c2f0313c09271cc"),
    (200, "e07502e4d27d84ff"),
    (200, "733073bbeecacee4"),
    (0, "6801926e05416e70"),
];
