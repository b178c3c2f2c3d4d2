//! What the sandbox says, as a page on another origin hears it.

use std::process::Command;

use crate::server::{CREATE, ORIGIN, Server, field};

#[test]
fn a_preflight_lets_a_page_send_its_key() {
    let server = Server::start(&[]);
    let asks = [
        ORIGIN,
        "access-control-request-method: POST",
        "access-control-request-headers: authorization,content-type",
    ];
    let (head, _) = server.say("OPTIONS /v1/audio/text-to-audio", &asks, "");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("access-control-allow-origin: https://page.example"), "{head}");
    assert!(head.contains("access-control-allow-headers: authorization,content-type"), "{head}");
    assert!(head.contains("access-control-allow-methods: get,post"), "{head}");
}

#[test]
fn a_sound_is_made_over_http() {
    let server = Server::start(&["--pace", "immediate"]);
    let headers = [ORIGIN, "authorization: Bearer any", "content-type: application/json"];
    let (head, body) = server.say("POST /kling/v1/audio/text-to-audio", &headers, CREATE);
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("access-control-allow-origin: https://page.example"), "{head}");
    let body = String::from_utf8(body).expect("text");
    let id = body.split(r#""task_id":""#).nth(1).expect("an id").split('"').next().expect("an id");
    let path = format!("GET /kling/v1/audio/text-to-audio/{id}");
    let (_, body) = server.say(&path, &headers, "");
    let body = String::from_utf8(body).expect("text");
    assert!(body.contains(r#""task_status":"succeed""#), "{body}");
    assert!(body.contains(&format!("http://{}/assets/{id}.wav", server.address)), "{body}");
    let (head, wav) = server.say(&format!("GET /assets/{id}.wav"), &[ORIGIN], "");
    assert!(head.contains("content-type: audio/wav"), "{head}");
    assert_eq!(wav.get(40..44), Some(&(3_u32 * 44_100 * 4).to_le_bytes()[..]));
    let (head, part) = server.say(&format!("GET /assets/{id}.wav"), &["range: bytes=0-3"], "");
    assert!(head.starts_with("http/1.1 206"), "{head}");
    assert_eq!(part, b"RIFF");
}

#[test]
fn a_video_is_made_and_dubbed_over_http() {
    let server = Server::start(&["--pace", "immediate"]);
    let create = r#"{"prompt":"Waves on a beach","model_name":"kling-v3","duration":"3"}"#;
    let created = server.ask("POST /v1/videos/text2video", create);
    let query = format!("GET /v1/videos/text2video/{}", field(&created, "task_id"));
    let done = server.ask(&query, "");
    let (id, url) = (field(&done, "id"), field(&done, "url"));
    assert_eq!(&server.file(url, "video/mp4")[4..8], b"ftyp");
    let create = format!(r#"{{"video_id":"{id}","sound_effect_prompt":"Ocean"}}"#);
    let created = server.ask("POST /v1/audio/video-to-audio", &create);
    let query = format!("GET /v1/audio/video-to-audio/{}", field(&created, "task_id"));
    let done = server.ask(&query, "");
    assert!(done.contains(r#""parent_video":"#), "{done}");
    let wav = server.file(field(&done, "url_wav"), "audio/wav");
    assert_eq!(wav.get(40..44), Some(&(3_u32 * 44_100 * 4).to_le_bytes()[..]));
}

#[test]
fn speech_is_made_over_http() {
    let server = Server::start(&["--url-ttl", "60000"]);
    let create = r#"{"text":"Good morning","voice_id":"AOT","voice_language":"en"}"#;
    for path in ["/v1/audio/tts", "/kling/v1/audio/tts"] {
        let done = server.ask(&format!("POST {path}"), create);
        assert!(done.contains(r#""task_status":"succeed""#), "{done}");
        let url = field(&done, "url");
        assert!(url.contains("/assets/speech/") && url.contains(".wav?expires="), "{url}");
        assert_eq!(&server.file(url, "audio/wav")[..4], b"RIFF");
    }
}

#[test]
fn apimodels_is_spoken_over_http() {
    let server = Server::start(&["--pace", "immediate", "--quirk", "code-in-200"]);
    let path = "/api/v1/audio/generations";
    let create = r#"{"model":"kling-sound-effects","prompt":"Rain","duration":"3.0"}"#;
    let created = server.ask(&format!("POST {path}"), create);
    let done = server.ask(&format!("GET {path}?task_id={}", field(&created, "taskId")), "");
    assert_eq!(field(&done, "state"), "completed", "{done}");
    let url = done.split(r#""resultUrls":[""#).nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(&server.file(url.expect("a file"), "audio/wav")[..4], b"RIFF");
    let headers = ["authorization: Bearer any"];
    let (head, body) = server.say(&format!("GET {path}?task_id=nobody"), &headers, "");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(String::from_utf8_lossy(&body).contains(r#""code":404"#));
}

#[test]
fn its_limits_are_set_on_the_command_line() {
    let server = Server::start(&["--parallel", "1", "--pair", "ak:sk", "--key", "any"]);
    let headers = [ORIGIN, "authorization: Bearer any"];
    let (head, _) = server.say("POST /v1/audio/text-to-audio", &headers, CREATE);
    assert!(head.starts_with("http/1.1 200"), "{head}");
    let (head, body) = server.say("POST /v1/audio/text-to-audio", &headers, CREATE);
    assert!(head.starts_with("http/1.1 429"), "{head}");
    assert!(String::from_utf8_lossy(&body).contains(r#""code":1303"#));
    let create = r#"{"model":"kling-sound-effects","prompt":"Rain","duration":"3.0"}"#;
    let path = "POST /api/v1/audio/generations";
    server.say(path, &headers, create);
    let (head, body) = server.say(path, &headers, create);
    assert!(head.starts_with("http/1.1 429"), "{head}");
    assert!(String::from_utf8_lossy(&body).contains(r#""code":429"#), "it has no 1303");
}

#[test]
fn who_may_ask_is_set_on_the_command_line() {
    for (args, authorization, status) in [
        (&[] as &[&str], "x-nothing: 1", "401"),
        (&[], "authorization: Bearer any", "200"),
        (&["--no-auth"], "x-nothing: 1", "200"),
        (&["--pair", "ak:sk"], "authorization: Bearer any", "401"),
    ] {
        let server = Server::start(args);
        let (head, _) = server.say("POST /v1/audio/text-to-audio", &[authorization], CREATE);
        assert!(head.starts_with(&format!("http/1.1 {status}")), "{args:?} {head}");
    }
}

#[test]
fn a_refusal_can_be_read_by_the_page() {
    let server = Server::start(&["--key", "right"]);
    let headers = [ORIGIN, "authorization: Bearer wrong"];
    let (head, body) = server.say("POST /v1/audio/text-to-audio", &headers, CREATE);
    assert!(head.starts_with("http/1.1 401"), "{head}");
    assert!(head.contains("access-control-allow-origin: https://page.example"), "{head}");
    assert!(String::from_utf8_lossy(&body).contains("Authentication failed"));
}

#[test]
fn a_files_address_is_where_the_sandbox_is_reached() {
    let link = |args: &[&str], host: Option<&str>| {
        let mut server = Server::start(args);
        let here = server.address.clone();
        server.host = host.unwrap_or(&here).to_owned();
        let create = r#"{"text":"Hi","voice_id":"AOT","voice_language":"en"}"#;
        let done = server.ask("POST /v1/audio/tts", create);
        let url = field(&done, "url").to_owned();
        url.split_once("/assets/").expect("a file's").0.replace(&here, "HERE")
    };
    let everywhere = ["--host", "0.0.0.0"];
    assert_eq!(link(&everywhere, Some("sandbox.lan:8790")), "http://sandbox.lan:8790");
    assert_eq!(link(&everywhere, Some("[fe80::1]")), "http://[fe80::1]");
    assert_eq!(link(&everywhere, Some("a b")), "http://HERE", "no host");
    assert_eq!(link(&[], Some("sandbox.lan:8790")), "http://HERE", "it listens at one address");
    let proxied = ["--host", "0.0.0.0", "--base-url", "https://sandbox.example/foley/"];
    assert_eq!(link(&proxied, Some("sandbox.lan:8790")), "https://sandbox.example/foley");
}

/// A provider has an answer of its own for these, too.
#[test]
fn what_can_not_be_read_is_refused_in_the_providers_way() {
    let server = Server::start(&[]);
    let headers = [ORIGIN, "authorization: Bearer any"];
    for method in ["PUT", "DELETE", "PATCH", "BREW"] {
        for (path, status, words) in [
            ("/v1/audio/text-to-audio", 404, r#""code":1202"#),
            ("/v1/audio/text-to-audio/1", 404, r#""code":1202"#),
            ("/nowhere", 404, r#""code":1202"#),
            ("/kling/v1/audio/text-to-audio", 200, "<h1>Nothing here</h1>"),
            ("/api/v1/audio/generations", 404, r#""code":404"#),
            ("/assets/1.wav", 404, "<Code>NoSuchKey</Code>"),
        ] {
            let (head, body) = server.say(&format!("{method} {path}"), &headers, "");
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{method} {path}: {head}");
            assert!(head.contains("access-control-allow-origin"), "{head}");
            let body = String::from_utf8_lossy(&body);
            assert!(body.contains(words), "{method} {path}: {body}");
        }
    }
    for size in [70_000, 3_000_000] {
        let big = "x".repeat(size);
        for (path, code) in [
            ("/v1/audio/text-to-audio", 1200),
            ("/kling/v1/audio/text-to-audio", 1200),
            ("/api/v1/audio/generations", 400),
        ] {
            let (head, body) = server.say(&format!("POST {path}"), &headers, &big);
            assert!(head.starts_with("http/1.1 400"), "{path}: {head}");
            assert!(head.contains("content-type: application/json"), "{path}: {head}");
            let body = String::from_utf8_lossy(&body);
            assert!(body.contains(&format!(r#""code":{code},"#)), "{path}: {body}");
        }
    }
}

#[test]
fn a_taken_port_is_named() {
    let server = Server::start(&[]);
    let port = server.address.rsplit(':').next().expect("a port");
    let second = Command::new(env!("CARGO_BIN_EXE_foley-server"))
        .args(["sandbox", "--port", port])
        .output()
        .expect("it runs");
    assert!(!second.status.success());
    let words = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(words.contains(port) && words.contains("--port"), "{words}");
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_asked_to() {
    let mut server = Server::start(&[]);
    let pid = server.process.id().to_string();
    let asked = Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs");
    assert!(asked.success());
    let status = server.process.wait().expect("it ends");
    assert!(status.success(), "{status}");
}
