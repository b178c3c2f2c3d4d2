//! Anything at all on the wire: an answer in the provider's own shape, or none where it is no HTTP; never
//! an end, and never a wait without one.

use std::io::{Read, Write};
use std::net::TcpStream;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use crate::server::{CREATE, Server};

/// How many requests are made up; `FOLEY_FUZZ` says how many instead.
const REQUESTS: u32 = 1500;

fn times(usual: u32) -> Config {
    let cases = std::env::var("FOLEY_FUZZ").ok().and_then(|cases| cases.parse().ok());
    Config {
        cases: cases.unwrap_or(usual),
        max_local_rejects: u32::MAX,
        failure_persistence: None,
        ..Config::default()
    }
}

fn path() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "/v1/audio/text-to-audio",
        "/v1/audio/video-to-audio",
        "/v1/audio/tts",
        "/v1/videos/text2video",
        "/kling/v1/audio/text-to-audio",
        "/kling/v1/videos/text2video",
        "/kling/v1/nothing",
        "/api/v1/audio/generations",
        "/assets/1.wav",
        "/assets/speech/1.wav",
        "/nothing",
        "/",
    ]);
    let more = prop_oneof![
        Just(String::new()),
        "/[!-~]{0,30}".prop_map(|text| text.replace(['#', ' '], "x")),
        "\\?(task_id|pageNum|pageSize|expires|sign)=[!-\"$-~]{0,20}",
        "(/%[0-9a-fA-F]{2}){1,8}",
    ];
    let path = (known, more).prop_map(|(known, more)| format!("{known}{more}"));
    // Others are no HTTP, and refused before anybody reads them.
    path.prop_filter("no target of a request", |path| path.parse::<axum::http::Uri>().is_ok())
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let field = prop::sample::select(vec![
        "prompt",
        "duration",
        "model",
        "text",
        "voice_id",
        "voice_language",
        "voice_speed",
        "video_id",
        "external_task_id",
        "callback_url",
        "camera_control",
        "model_name",
        "mode",
    ]);
    let value = prop_oneof![
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_map(|n| n.to_string()),
        "\"\\PC{0,40}\"",
        Just("null".to_owned()),
        Just("[[[{}]]]".to_owned()),
        Just("\"kling-tts\"".to_owned()),
        Just("\"[sbx:body=html]\"".to_owned()),
        Just("\"[sbx:drop=before]\"".to_owned()),
    ];
    let object = prop::collection::vec((field, value), 0..6).prop_map(|fields| {
        let fields = fields.into_iter().map(|(name, value)| format!("\"{name}\":{value}"));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(",")).into_bytes()
    });
    prop_oneof![object, prop::collection::vec(any::<u8>(), 0..300), Just(CREATE.into())]
}

/// Headers that are headers, whatever is in them.
fn headers() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let name = prop_oneof![
        Just("authorization".to_owned()),
        Just("x-sandbox".to_owned()),
        Just("range".to_owned()),
        Just("content-type".to_owned()),
        Just("origin".to_owned()),
        "x-[a-z]{1,12}",
    ];
    let value = prop_oneof![
        "[ -~]{0,60}".prop_map(String::into_bytes),
        Just(b"Bearer any".to_vec()),
        Just(b"bytes=0-1".to_vec()),
        prop::collection::vec(0x80_u8.., 0..20),
    ];
    prop::collection::vec((name, value), 0..8)
}

/// Sends a request, and gives the whole answer; empty where the connection was closed.
fn exchange(server: &Server, head: &[u8], body: &[u8]) -> Vec<u8> {
    let mut socket = sent(server, head, body);
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer);
    answer
}

fn sent(server: &Server, head: &[u8], body: &[u8]) -> TcpStream {
    let mut socket = TcpStream::connect(&server.address).expect("it listens");
    // Who has heard enough may close before all is sent.
    let _ = socket.write_all(head);
    let _ = socket.write_all(body);
    socket
}

/// Whether an answer is in one of the shapes that the providers have.
fn is_in_shape(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let status: u16 = head.get(9..12).and_then(|status| status.parse().ok()).unwrap_or_default();
    let kinds = ["application/xml", "text/html", "audio/", "video/"];
    if kinds.iter().any(|kind| head.contains(&format!("content-type: {kind}"))) {
        return matches!(status, 200 | 206 | 403 | 404 | 416 | 502);
    }
    let Ok(body) = serde_json::from_str::<Value>(body) else { return false };
    let says_why = ["message", "msg"].iter().any(|name| body[name].is_string());
    (says_why || body["error"]["message"].is_string()) && (200..600).contains(&status)
}

#[test]
fn any_request_has_an_answer_in_the_providers_shape() {
    let server = Server::start(&["--log", "off"]);
    let methods = prop::sample::select(vec!["GET", "POST", "PUT", "DELETE", "BREW", "PATCH"]);
    let requests = (methods, path(), headers(), body());
    let outcome =
        TestRunner::new(times(REQUESTS)).run(&requests, |(method, path, headers, body)| {
            // What is told to go wrong is another test's.
            let is_told = headers.iter().any(|(name, _)| name == "x-sandbox")
                || body.windows(5).any(|five| five == b"[sbx:");
            let mut head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\n").into_bytes();
            for (name, value) in headers {
                head.extend([name.as_bytes(), b": ", &value, b"\r\n"].concat());
            }
            head.extend(
                format!("content-length: {}\r\nconnection: close\r\n\r\n", body.len()).bytes(),
            );
            let answer = exchange(&server, &head, &body);
            let text = String::from_utf8_lossy(&answer).into_owned();
            prop_assert!(is_told || is_in_shape(&answer), "{method} {path}: {text}");
            Ok(())
        });
    outcome.expect("each has");
    assert!(server.ask("GET /_sandbox", "").contains("sandbox"), "it still answers");
}

#[test]
fn what_is_no_http_is_refused_or_closed() {
    let server = Server::start(&["--log", "off"]);
    let bytes = prop::collection::vec(any::<u8>(), 0..600);
    let outcome = TestRunner::new(times(REQUESTS / 5)).run(&bytes, |bytes| {
        let mut socket = sent(&server, &bytes, b"");
        // There is no more to come, which bytes alone may not say.
        let _ = socket.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = socket.read_to_end(&mut answer);
        let is_refused = answer.is_empty() || answer.starts_with(b"HTTP/1.1 4");
        prop_assert!(is_refused, "{}", String::from_utf8_lossy(&answer));
        Ok(())
    });
    outcome.expect("each is");
    assert!(server.ask("GET /_sandbox", "").contains("sandbox"), "it still answers");
}

#[test]
fn floods_and_lies_are_refused() {
    let server = Server::start(&["--log", "off", "--request-timeout", "300"]);
    let post = "POST /v1/audio/text-to-audio HTTP/1.1\r\nhost: x\r\nauthorization: Bearer any\r\n";
    let many: String = (0..5000).map(|n| format!("x-{n}: y\r\n")).collect();
    let long = format!("x: {}\r\n", "y".repeat(1_000_000));
    let bad_utf8 = b"{\"prompt\":\"\xff\xfe\",\"duration\":3}";
    let head =
        |length: usize| format!("{post}content-length: {length}\r\nconnection: close\r\n\r\n");
    let status = |head: &str, body: &[u8]| {
        let answer = exchange(&server, head.as_bytes(), body);
        let text = String::from_utf8_lossy(&answer).into_owned();
        (text.get(9..12).unwrap_or_default().to_owned(), text)
    };
    for flood in [many, long] {
        let (status, text) = status(&format!("{post}{flood}\r\n"), b"");
        assert!(matches!(status.as_str(), "431" | "400" | ""), "{text}");
    }
    let (refused, text) = status(&head(10_000_000), &vec![b' '; 10_000_000]);
    assert!(refused == "400" && text.contains("too large"), "{text}");
    let (refused, text) = status(&head(100_000_000), &vec![b' '; 100_000_000]);
    assert!(refused == "400" && text.contains("too large") || refused.is_empty(), "{text}");
    let (taken, text) = status(&head(bad_utf8.len()), bad_utf8);
    assert_eq!(taken, "200", "what is no UTF-8 is read as far as it is: {text}");
    // A head that does not end, and a body that does not come.
    let mut half = TcpStream::connect(&server.address).expect("it listens");
    half.write_all(post.as_bytes()).expect("it reads");
    let mut answer = Vec::new();
    half.read_to_end(&mut answer).expect("it is closed");
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 408"), "a head has to end");
    let mut half = TcpStream::connect(&server.address).expect("it listens");
    half.write_all(head(50).as_bytes()).expect("it reads");
    let mut answer = Vec::new();
    half.read_to_end(&mut answer).expect("it is answered");
    let text = String::from_utf8_lossy(&answer);
    assert!(text.contains("did not arrive") && text.contains(r#""code":1200"#), "{text}");
}
