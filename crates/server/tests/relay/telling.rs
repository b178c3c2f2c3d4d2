//! What the log and the figures say, and what they never do.

use std::io::Write;
use std::net::TcpStream;
use std::sync::{Mutex, mpsc};

use crate::{
    ACCESS, CREATE, Does, KEY, ORIGIN, PATIENCE, Program, SECRET, Upstream, answered, json, say,
    text,
};

const TASK: &str = r#"{"code":200,"data":{"taskId":"secret-id","state":"completed","resultUrls":["https://127.0.0.2/secret-file.wav"]}}"#;

/// What a relay counts, that was told to.
fn figures(relay: &Program) -> String {
    let address = relay.banner.split("metrics at http://").nth(1);
    let address = address.and_then(|rest| rest.split('/').next()).expect("it is told");
    text(&say(address, "GET /metrics", &[], ""))
}

/// Asks for one of each.
fn visit(relay: &Program) {
    relay.ask("POST /kling/v1/audio/text-to-audio", CREATE);
    relay.say(
        "GET /apimodels/api/v1/audio/generations?task_id=secret-id",
        &[ORIGIN, "cookie: secret-cookie"],
        "",
    );
    relay.ask("GET /cometapi/secret-path?secret-query", "");
    relay.ask("GET /media/secret-ticket/x.wav", "");
    relay.say("SECRET /secret-path", &["origin: https://secret-origin.example"], "secret-body");
    relay.say("GET /healthz", &[], "");
}

#[test]
fn the_log_says_who_and_how_long_and_nothing_of_what() {
    let upstream = Upstream::says(json(TASK));
    for format in ["json", "text"] {
        let relay = Program::relay(&upstream.address, &["--log", format]);
        visit(&relay);
        let log = relay.errors();
        assert_eq!(log.lines().count(), 5, "{log}");
        for hidden in
            ["secret-", "SECRET", "Rain", "ours-1", KEY, ACCESS, SECRET, "eyJ", "127.0.0.2"]
        {
            assert!(!log.contains(hidden), "{hidden}: {log}");
        }
        let lines: Vec<_> = log.lines().collect();
        let has = |line: &str, facts: &[(&str, &str)]| {
            for (name, value) in facts {
                let quoted = [format!(r#""{name}":"{value}""#), format!(r#""{name}":{value}"#)];
                let plain = [format!("{name}={value}"), format!(r#"{name}="{value}""#)];
                let is_there = quoted.iter().chain(&plain).any(|fact| line.contains(fact));
                assert!(is_there, "{name} {value}: {line}");
            }
        };
        has(
            lines[0],
            &[
                ("method", "POST"),
                ("provider", "kling"),
                ("kind", "create"),
                ("status", "200"),
                ("client", "127.0.0.1"),
            ],
        );
        has(
            lines[1],
            &[("method", "GET"), ("provider", "apimodels"), ("kind", "query"), ("status", "200")],
        );
        has(
            lines[2],
            &[
                ("provider", "cometapi"),
                ("kind", "unknown"),
                ("status", "404"),
                ("refused", "path"),
            ],
        );
        has(
            lines[3],
            &[("provider", "-"), ("kind", "file"), ("status", "403"), ("refused", "ticket_forged")],
        );
        has(lines[4], &[("method", "other"), ("status", "403"), ("refused", "origin")]);
        assert!(lines.iter().all(|line| line.contains("millis")), "{log}");
    }
}

/// It was sent, and is paid for.
#[test]
fn a_create_is_told_of_when_its_page_has_gone_away() {
    let (came, is_there) = mpsc::channel();
    let (go, may_go) = mpsc::channel::<()>();
    let (came, may_go) = (Mutex::new(came), Mutex::new(may_go));
    let upstream = Upstream::start(move |_| {
        let _ = came.lock().expect("no panic").send(());
        let _ = may_go.lock().expect("no panic").recv_timeout(PATIENCE);
        Does::Says(json(TASK))
    });
    let relay = Program::relay(&upstream.address, &["--metrics-port", "0"]);
    let mut socket = TcpStream::connect(&relay.address).expect("it listens");
    let length = CREATE.len();
    let request = format!(
        "POST /kling/v1/audio/text-to-audio HTTP/1.1\r\nhost: a\r\n{ORIGIN}\r\ncontent-length: {length}\r\n\r\n{CREATE}"
    );
    socket.write_all(request.as_bytes()).expect("it reads");
    is_there.recv_timeout(PATIENCE).expect("it comes");
    drop(socket);
    // What comes after it is answered, so that it is known to have gone.
    assert_eq!(relay.say("GET /healthz", &[], "").status, 200);
    go.send(()).expect("it waits");
    let told = r#"foley_relay_answers_total{provider="kling",kind="create",status="2xx"} 1"#;
    let is_told = || figures(&relay).lines().any(|figure| figure == told);
    assert!((0..20_000).any(|_| is_told()), "{}", figures(&relay));
    assert!(relay.errors().contains("create"));
}

#[test]
fn a_log_that_is_off_says_nothing() {
    let upstream = Upstream::start(|_| Does::Hangs);
    let relay = Program::relay(&upstream.address, &["--log", "off"]);
    visit(&relay);
    assert_eq!(relay.errors(), "");
}

#[test]
fn the_figures_are_on_a_listener_of_their_own() {
    let upstream = Upstream::start(|request| {
        let body = r#"{"code":1303,"message":"busy"}"#;
        if request.starts_with("POST") {
            Does::Says(answered(
                "429 Too Many Requests",
                "content-type: application/json\r\n",
                body,
            ))
        } else {
            Does::Says(json(TASK))
        }
    });
    let relay = Program::relay(&upstream.address, &["--metrics-port", "0"]);
    visit(&relay);
    let figures = figures(&relay);
    for line in [
        r#"foley_relay_answers_total{provider="kling",kind="create",status="4xx"} 1"#,
        r#"foley_relay_answers_total{provider="apimodels",kind="query",status="2xx"} 1"#,
        r#"foley_relay_answers_total{provider="-",kind="health",status="2xx"} 1"#,
        r#"foley_relay_refusals_total{reason="path"} 1"#,
        r#"foley_relay_refusals_total{reason="origin"} 1"#,
        r#"foley_relay_refusals_total{reason="ticket_forged"} 1"#,
        r#"foley_relay_seconds_count{kind="create"} 1"#,
        "foley_relay_under_way 0",
    ] {
        assert!(figures.lines().any(|figure| figure == line), "{line}: {figures}");
    }
    assert!(!figures.contains("secret"), "{figures}");
    assert_eq!(relay.ask("GET /metrics", "").status, 404);
}
