//! What the log and the figures say, and what they never do.

use crate::{
    ACCESS, CREATE, Does, KEY, ORIGIN, Program, SECRET, Upstream, answered, json, say, text,
};

const TASK: &str = r#"{"code":200,"data":{"taskId":"secret-id","state":"completed","resultUrls":["https://127.0.0.2/secret-file.wav"]}}"#;

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
    let address =
        relay.banner.split("metrics at http://").nth(1).and_then(|rest| rest.split('/').next());
    let figures = text(&say(address.expect("it is told"), "GET /metrics", &[], ""));
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
