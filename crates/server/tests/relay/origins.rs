//! Whose pages are answered, and what their browsers are told.

use crate::{CREATE, JSON, NOBODY, ORIGIN, Program, SITE, Upstream, json, shown, text};

const TASK: &str = r#"{"code":0,"data":{"task_id":"1","task_status":"submitted"}}"#;
const QUERY: &str = "GET /kling/v1/audio/text-to-audio/1";

#[test]
fn a_page_of_an_origin_that_was_named_is_answered() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &["--origin", "http://localhost:8080"]);
    for origin in [SITE, "http://localhost:8080"] {
        let answer = relay.say(QUERY, &[&format!("origin: {origin}")], "");
        assert_eq!((answer.status, text(&answer)), (200, TASK.to_owned()));
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        assert_eq!(answer.header("vary"), Some("Origin"));
    }
    assert_eq!(upstream.came().len(), 2);
}

#[test]
fn a_page_of_another_origin_is_refused_and_nothing_leaves() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &[]);
    for origin in [
        "null",
        "*",
        "",
        "http://site.example",
        "https://site.example:8443",
        "https://site.example.evil.example",
        "https://site.example/",
        "https://evil.example",
    ] {
        let origin = format!("origin: {origin}");
        for (line, body) in [(QUERY, ""), ("POST /kling/v1/audio/text-to-audio", CREATE)] {
            let answer = relay.say(line, &[&origin, JSON], body);
            assert_eq!(answer.status, 403, "{origin}: {}", shown(&answer));
            assert_eq!(answer.header("access-control-allow-origin"), None, "{origin}");
            assert_eq!(answer.header("vary"), Some("Origin"));
            assert!(text(&answer).contains("--origin"), "{}", text(&answer));
        }
        let asks = [origin.as_str(), "access-control-request-method: POST"];
        let answer = relay.say("OPTIONS /kling/v1/audio/text-to-audio", &asks, "");
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (403, None));
    }
    let twice = relay.say(QUERY, &[ORIGIN, "origin: https://evil.example"], "");
    assert_eq!(twice.status, 403);
    assert_eq!(upstream.came(), [""; 0]);
}

#[test]
fn who_names_no_origin_is_refused_unless_that_was_allowed() {
    let upstream = Upstream::says(json(TASK));
    let strict = Program::relay(&upstream.address, &[]);
    let answer = strict.say(QUERY, &[], "");
    assert_eq!(answer.status, 403);
    assert!(text(&answer).contains("--allow-no-origin"), "{}", text(&answer));
    assert_eq!(upstream.came(), [""; 0]);
    let lenient = Program::relay(&upstream.address, &["--allow-no-origin"]);
    let answer = lenient.say(QUERY, &[], "");
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, None));
    assert_eq!(lenient.say(QUERY, &["origin: https://evil.example"], "").status, 403);
}

/// Its browser names no origin where a page only reads from its own.
#[test]
fn a_page_at_the_relays_own_origin_is_answered() {
    let upstream = Upstream::says(json(TASK));
    let url = format!("{SITE}/relay");
    let relay = Program::relay(&upstream.address, &["--public-url", &url]);
    assert_eq!(relay.say(QUERY, &["sec-fetch-site: same-origin"], "").status, 200);
    assert_eq!(relay.say(QUERY, &["sec-fetch-site: cross-site"], "").status, 403);
    let elsewhere = Program::relay(&upstream.address, &[]);
    assert_eq!(elsewhere.say(QUERY, &["sec-fetch-site: same-origin"], "").status, 403);
}

#[test]
fn a_preflight_is_answered_by_the_relay_and_lets_no_key_pass() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &[]);
    let asks = [
        ORIGIN,
        "access-control-request-method: POST",
        "access-control-request-headers: authorization,content-type",
    ];
    let answer = relay.say("OPTIONS /cometapi/kling/v1/audio/text-to-audio", &asks, "");
    assert_eq!((answer.status, text(&answer).as_str()), (204, ""));
    assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
    assert_eq!(answer.header("access-control-allow-methods"), Some("GET, POST"));
    let headers = answer.header("access-control-allow-headers").expect("it is there");
    assert!(headers.contains("content-type") && !headers.contains("authorization"), "{headers}");
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    assert_eq!(upstream.came(), [""; 0]);
}

#[test]
fn a_refusal_can_be_read_by_the_page_that_is_refused() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &[]);
    for (line, served, shape) in [
        ("GET /kling/v1/images/generations", "", r#""code":1202"#),
        ("GET /cometapi/v1/chat/completions", "", r#""type":"relay_error""#),
        ("GET /apimodels/api/v1/models", "", r#""code":404"#),
        ("GET /openai/v1/models", "/kling, /cometapi, /apimodels", r#""code":1202"#),
        ("GET /", "/kling, /cometapi, /apimodels", r#""code":1202"#),
        ("DELETE /kling/v1/audio/text-to-audio/1", "", r#""code":1202"#),
    ] {
        let answer = relay.ask(line, "");
        assert_eq!(answer.status, 404, "{line}: {}", shown(&answer));
        assert_eq!(answer.header("access-control-allow-origin"), Some(SITE), "{line}");
        let body = text(&answer);
        assert!(body.contains(shape) && body.contains(served), "{line}: {body}");
    }
    assert_eq!(upstream.came(), [""; 0]);
}

#[test]
fn whether_it_is_there_anybody_may_ask() {
    let relay = Program::relay(NOBODY, &[]);
    let answer = relay.say("GET /healthz", &[], "");
    assert_eq!((answer.status, text(&answer).as_str()), (200, "ok\n"));
    assert_eq!(relay.say("POST /healthz", &[], "").status, 404);
}
