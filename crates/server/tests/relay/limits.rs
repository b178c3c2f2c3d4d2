//! How often is too often, and what who is told so makes of it.

use foley_core::{Charge, Reason, Retry, wire};

use crate::{CREATE, Does, JSON, NOBODY, ORIGIN, Program, SITE, Upstream, json, shown};

const TASK: &str = r#"{"code":0,"data":{"task_id":"1","task_status":"submitted"}}"#;
const QUERIES: [&str; 3] = [
    "GET /kling/v1/audio/text-to-audio/1",
    "GET /cometapi/kling/v1/audio/text-to-audio/1",
    "GET /apimodels/api/v1/audio/generations?task_id=1",
];
const CREATE_LINE: &str = "POST /kling/v1/audio/text-to-audio";

/// A refusal that says when to come again.
fn is_told_when(answer: &foley_core::HttpResponse, at_most: u64) {
    assert_eq!(answer.status, 429, "{}", shown(answer));
    assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
    let after: u64 = answer.header("retry-after").expect("it is told").parse().expect("seconds");
    assert!((1..=at_most).contains(&after), "{after}");
    let error = wire::task(answer).expect_err("refused");
    assert_eq!((error.reason(), error.charge), (Reason::Busy, Charge::No));
    assert!(matches!(error.retry, Retry::Later(Some(_)) | Retry::ForSlot(Some(_))), "{error:?}");
}

#[test]
fn too_many_requests_are_refused_as_their_provider_would() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &["--rate", "2"]);
    assert_eq!(relay.ask(QUERIES[0], "").status, 200);
    assert_eq!(relay.ask(QUERIES[1], "").status, 200);
    for line in QUERIES {
        is_told_when(&relay.ask(line, ""), 60);
    }
    assert!(String::from_utf8_lossy(&relay.ask(QUERIES[0], "").body).contains(r#""code":1302"#));
    // A preflight is answered all the same: a page would not see why else.
    let asks = [ORIGIN, "access-control-request-method: GET"];
    assert_eq!(relay.say("OPTIONS /kling/v1/audio/text-to-audio", &asks, "").status, 204);
    assert_eq!(relay.say("GET /healthz", &[], "").status, 200);
    assert_eq!(upstream.came().len(), 2);
}

#[test]
fn files_count_as_requests() {
    let named = r#"{"code":200,"data":{"taskId":"1","state":"completed","resultUrls":["https://localhost:1/x.wav"]}}"#;
    let upstream = Upstream::says(json(named));
    let relay = Program::relay(&upstream.address, &["--rate", "2"]);
    let asked = relay.ask(QUERIES[2], "");
    let link = wire::task(&asked).expect("a task").assets.remove(0).url;
    assert_eq!(relay.file("GET", &link, &[]).status, 403, "it leads inside");
    let answer = relay.file("GET", &link, &[]);
    assert_eq!((answer.status, answer.header("retry-after").is_some()), (429, true));
}

#[test]
fn too_many_creates_are_refused_and_looking_goes_on() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &["--creates", "1"]);
    assert_eq!(relay.ask(CREATE_LINE, "no JSON").status, 400, "what never left does not count");
    assert_eq!(relay.ask(CREATE_LINE, CREATE).status, 200);
    is_told_when(&relay.ask(CREATE_LINE, CREATE), 3600);
    assert_eq!(relay.ask(QUERIES[0], "").status, 200);
    assert_eq!(upstream.came().len(), 2);
}

#[test]
fn all_clients_together_have_a_limit_of_creates() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(
        &upstream.address,
        &["--trust-proxy", "--creates", "2", "--creates-in-all", "3"],
    );
    let create = |hops: &str| {
        relay.say(CREATE_LINE, &[ORIGIN, JSON, &format!("x-forwarded-for: {hops}")], CREATE)
    };
    assert_eq!(create("192.0.2.1").status, 200);
    assert_eq!(create("192.0.2.1").status, 200);
    is_told_when(&create("192.0.2.1"), 3600);
    is_told_when(&create("6.6.6.6, 192.0.2.1"), 3600);
    assert_eq!(create("192.0.2.2").status, 200);
    is_told_when(&create("192.0.2.3"), 24 * 3600);
    assert_eq!(upstream.came().len(), 3);
}

#[test]
fn without_a_trusted_proxy_nobody_makes_himself_another() {
    let upstream = Upstream::says(json(TASK));
    let relay = Program::relay(&upstream.address, &["--rate", "1"]);
    let ask =
        |hops: &str| relay.say(QUERIES[0], &[ORIGIN, &format!("x-forwarded-for: {hops}")], "");
    assert_eq!(ask("192.0.2.1").status, 200);
    assert_eq!(ask("192.0.2.2").status, 429);
}

#[test]
fn a_create_that_was_not_sent_does_not_count_and_a_lost_one_does() {
    let relay = Program::relay(NOBODY, &["--creates", "1"]);
    assert_eq!(relay.ask(CREATE_LINE, CREATE).status, 502);
    assert_eq!(relay.ask(CREATE_LINE, CREATE).status, 502);
    let lost = Upstream::start(|_| Does::Hangs);
    let relay = Program::relay(&lost.address, &["--creates", "1"]);
    assert_eq!(relay.ask(CREATE_LINE, CREATE).status, 502);
    assert_eq!(relay.ask(CREATE_LINE, CREATE).status, 429);
    assert_eq!(lost.came().len(), 1);
}
