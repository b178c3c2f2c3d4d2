//! What goes on to a provider, what comes back, and what is told where nothing does.

use foley_core::{ApiError, Charge, Credential, Retry, SecretKey, TaskStatus, jwt, wire};

use crate::{
    ACCESS, CREATE, Does, JSON, KEY, NOBODY, ORIGIN, Program, SECRET, SITE, Upstream, answered,
    json, now, shown, text,
};

const TASK: &str = r#"{"code":0,"data":{"task_id":"1","task_status":"submitted"}}"#;
/// The creates of the three providers, below their names.
const CREATES: [(&str, &str); 3] = [
    ("POST /kling/v1/audio/text-to-audio", CREATE),
    ("POST /cometapi/kling/v1/audio/text-to-audio", CREATE),
    (
        "POST /apimodels/api/v1/audio/generations",
        r#"{"model":"kling-sound-effects","prompt":"Rain","duration":"3.0"}"#,
    ),
];

/// Kling by its pair, the others by their keys: the sandbox checks both.
#[test]
fn a_sound_is_made_through_the_relay_by_each_provider() {
    let pair = format!("{ACCESS}:{SECRET}");
    let sandbox = Program::sandbox(&["--pair", &pair, "--key", KEY]);
    let relay = Program::relay(&sandbox.address, &[]);
    let queries = [
        "GET /kling/v1/audio/text-to-audio/",
        "GET /cometapi/kling/v1/audio/text-to-audio/",
        "GET /apimodels/api/v1/audio/generations?task_id=",
    ];
    for ((create, body), query) in CREATES.into_iter().zip(queries) {
        let created = relay.ask(create, body);
        let id = wire::task(&created).unwrap_or_else(|_| panic!("{}", shown(&created))).id;
        let asked = relay.ask(&format!("{query}{id}"), "");
        let task = wire::task(&asked).expect("a task");
        assert_eq!(task.status, TaskStatus::Succeeded, "{create}");
        assert_eq!(task.assets.len(), 2);
        for asset in &task.assets {
            let begins = format!("http://{}/media/", relay.address);
            assert!(asset.url.starts_with(&begins), "{}", asset.url);
            assert_eq!(relay.file("GET", &asset.url, &[ORIGIN]).status, 200);
        }
    }
    let listed = relay.ask("GET /kling/v1/audio/text-to-audio?pageNum=1&pageSize=10", "");
    assert_eq!(wire::tasks(&listed).expect("a list").len(), 1);
    let by_ours = relay.ask("GET /kling/v1/audio/text-to-audio/ours-1", "");
    assert_eq!(wire::task(&by_ours).expect("a task").external_id.as_deref(), Some("ours-1"));
}

#[test]
fn of_a_pages_headers_only_those_of_its_body_go_on() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &[]);
    let headers = [
        ORIGIN,
        JSON,
        "accept: application/json",
        "authorization: Bearer of-the-page",
        "cookie: session=1",
        "forwarded: for=6.6.6.6",
        "proxy-authorization: Basic x",
        "referer: https://site.example/private",
        "user-agent: browser",
        "x-api-key: of-the-page",
        "x-forwarded-for: 6.6.6.6",
    ];
    relay.say("POST /cometapi/kling/v1/audio/text-to-audio", &headers, CREATE);
    let came = upstream.came();
    let (head, body) = came.first().expect("one came").split_once("\r\n\r\n").expect("a head");
    let mut lines: Vec<_> = head.split("\r\n").collect();
    lines.sort_unstable();
    let length = format!("content-length: {}", CREATE.len());
    let bearer = format!("authorization: Bearer {KEY}");
    let host = format!("host: {}", upstream.address);
    assert_eq!(
        lines,
        [
            "POST /kling/v1/audio/text-to-audio HTTP/1.1",
            "accept-encoding: identity",
            "accept: application/json",
            &bearer,
            &length,
            "content-type: application/json",
            &host,
        ]
    );
    assert_eq!(body, CREATE);
}

#[test]
fn a_pair_signs_each_call_and_its_secret_half_stays() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &[]);
    relay.ask("POST /kling/v1/audio/text-to-audio", CREATE);
    relay.ask("GET /kling/account/costs?start_time=1&end_time=2", "");
    let came = upstream.came();
    assert!(came[1].starts_with("GET /account/costs?start_time=1&end_time=2 "), "{}", came[1]);
    for request in came {
        assert!(!request.contains(SECRET), "{request}");
        let token = request.split("authorization: Bearer ").nth(1).expect("a token");
        let token = token.split("\r\n").next().expect("a line");
        let secret_of = |access: &str| (access == ACCESS).then(|| SECRET.to_owned());
        assert_eq!(jwt::verify(token, secret_of, now()), Ok(ACCESS.to_owned()));
    }
}

#[test]
fn what_a_provider_repeats_of_a_key_does_not_come_back() {
    let upstream = Upstream::start(|request| {
        let token = request.split("authorization: Bearer ").nth(1).unwrap_or_default();
        let token = token.split("\r\n").next().unwrap_or_default();
        let body = format!(
            r#"{{"code":1002,"message":"bad {token} of {ACCESS} and {SECRET}","url":"https://x.example/{token}"}}"#
        );
        let headers = format!(
            "content-type: application/json\r\nx-request-id: {token}\r\nx-echo: {token}\r\nset-cookie: key={token}\r\n"
        );
        Does::Says(answered("401 Unauthorized", &headers, &body))
    });
    let relay = Program::relay(&upstream.address, &["--log", "json"]);
    for line in
        ["GET /kling/v1/audio/text-to-audio/1", "GET /cometapi/kling/v1/audio/text-to-audio/1"]
    {
        let answer = relay.ask(line, "");
        assert_eq!((answer.status, answer.header("set-cookie")), (401, None));
        assert_eq!(answer.header("x-echo"), None);
        let shown = shown(&answer);
        assert!(shown.contains("[key]"), "{shown}");
        let secrets = if line.contains("/kling/v1/audio/text-to-audio/1") && !line.contains("comet")
        {
            [ACCESS, SECRET, "eyJ"]
        } else {
            [KEY; 3]
        };
        assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{shown}");
    }
    let told = relay.banner.clone() + &relay.errors();
    assert!([KEY, ACCESS, SECRET, "eyJ"].iter().all(|secret| !told.contains(secret)), "{told}");
}

#[test]
fn the_digits_of_an_answer_stay_as_they_are() {
    let body = r#"{"code":0,"data":{"task_id":861254119619698760123,"task_status":"submitted","n":1.10e+5,"quota":0.1000000000000000055511151231257827}}"#;
    let upstream = Upstream::says(json(body));
    let relay = Program::relay(&upstream.address, &[]);
    assert_eq!(text(&relay.ask("GET /kling/v1/audio/text-to-audio/1", "")), body);
}

#[test]
fn what_is_no_json_passes_as_it_is() {
    let page = "<html>https://cdn.example/a.wav</html>";
    let upstream = Upstream::says(answered("502 Bad Gateway", "content-type: text/html\r\n", page));
    let relay = Program::relay(&upstream.address, &[]);
    let answer = relay.ask("GET /kling/v1/audio/text-to-audio/1", "");
    assert_eq!((answer.status, text(&answer).as_str()), (502, page));
    assert_eq!(answer.header("x-relay-sent"), None, "it was sent");
    // A page of a provider's never runs as one of the relay's.
    assert_eq!(answer.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn a_redirect_of_a_call_is_not_followed() {
    let elsewhere = Upstream::says(json(TASK));
    let location = format!("location: http://{}/v1\r\n", elsewhere.address);
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let upstream = Upstream::says(answered(status, &location, ""));
        let relay = Program::relay(&upstream.address, &[]);
        let answer = relay.ask("POST /cometapi/kling/v1/audio/text-to-audio", CREATE);
        assert_eq!(answer.status.to_string(), status[..3]);
        assert_eq!(answer.header("location"), None);
        let error = wire::task(&answer).expect_err("no task");
        assert_eq!((error.charge, error.retry), (Charge::No, Retry::Never));
    }
    assert_eq!(elsewhere.came(), [""; 0]);
}

/// What the core makes of a create that came to nothing.
fn failed(upstream: &str, args: &[&str], create: (&str, &str), status: u16) -> ApiError {
    let relay = Program::relay(upstream, args);
    let answer = relay.ask(create.0, create.1);
    assert_eq!(answer.status, status, "{}", shown(&answer));
    assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
    wire::task(&answer).expect_err("no task")
}

#[test]
fn a_create_whose_answer_is_lost_may_have_happened() {
    let broken = Upstream::start(|_| Does::Hangs);
    let half = "HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"code\":0,\"da";
    let half = Upstream::says(half);
    let nonsense = Upstream::says("nonsense\r\n\r\n");
    let pressed = Upstream::says(answered("200 OK", "content-encoding: gzip\r\n", "xx"));
    let silent = Upstream::start(|_| Does::Waits);
    for create in CREATES {
        for (upstream, status) in
            [(&broken, 502), (&half, 502), (&nonsense, 502), (&pressed, 502), (&silent, 504)]
        {
            let before = upstream.came().len();
            let error = failed(&upstream.address, &["--call-seconds", "1"], create, status);
            assert_eq!(
                (error.charge, error.retry),
                (Charge::Maybe, Retry::Later(None)),
                "{error:?}"
            );
            assert!(error.message.contains("may have been made"), "{error:?}");
            assert_eq!(upstream.came().len(), before + 1, "it was sent once");
        }
    }
}

#[test]
fn a_create_that_could_not_be_sent_did_not_happen() {
    for create in CREATES {
        let error = failed(NOBODY, &[], create, 502);
        assert_eq!((error.charge, error.retry), (Charge::No, Retry::Later(None)), "{error:?}");
        assert!(error.message.contains("nothing was sent"), "{error:?}");
    }
}

#[test]
fn a_bad_body_is_refused_before_it_leaves() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &[]);
    let (line, _) = CREATES[0];
    for (body, says) in [
        ("prompt=Rain", "one JSON object"),
        (r#"{"prompt":"a","prompt":"b"}"#, "prompt stands there twice"),
        (r#"{"prompt":"a","model_name":"kling-v3"}"#, "model_name is no field"),
    ] {
        let answer = relay.ask(line, body);
        assert_eq!(answer.status, 400);
        assert!(text(&answer).contains(says), "{}", text(&answer));
    }
    for length in [64 * 1024 + 1, 900 * 1024] {
        let answer = relay.ask(line, &"x".repeat(length));
        assert_eq!(answer.status, 413, "{length}");
        assert!(text(&answer).contains("65536 bytes"), "{}", text(&answer));
        let error = wire::task(&answer).expect_err("refused");
        assert_eq!((error.charge, error.retry), (Charge::No, Retry::Never));
    }
    assert_eq!(upstream.came(), [""; 0]);
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    use std::io::{Read, Write};
    let relay = Program::relay(NOBODY, &["--body-seconds", "1"]);
    let mut socket = std::net::TcpStream::connect(&relay.address).expect("it listens");
    let head = format!(
        "POST /kling/v1/audio/text-to-audio HTTP/1.1\r\nhost: a\r\n{ORIGIN}\r\ncontent-length: 9\r\n\r\n{{"
    );
    socket.write_all(head.as_bytes()).expect("it reads");
    socket.set_read_timeout(Some(crate::PATIENCE)).expect("it can");
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer);
    let answer = crate::parsed(&answer).expect("an answer");
    assert_eq!((answer.status, answer.header("x-relay-sent")), (408, Some("no")));
    assert!(text(&answer).contains("did not come in time"), "{}", text(&answer));
}

/// Redaction is the core's; that the relay's keys are such as it finds is checked here.
#[test]
fn the_keys_of_these_tests_are_long_enough_to_be_found() {
    for key in [KEY, ACCESS, SECRET] {
        let mut body = key.as_bytes().to_vec();
        Credential::Key(SecretKey::parse(key).expect("good")).redact(&mut body);
        assert_eq!(body, b"[key]");
    }
}
