//! Faults on demand: said in a header, in a prompt or by a rule, and seen as a client sees them.

use foley_core::{Charge, Dialect, HttpRequest, Method, Millis, Operation, Reason, Retry, wire};
use foley_sandbox::{Auth, Carriage, Config, Pace, Reply};
use serde_json::json;

use crate::world::{BASE, World, effect, json, provider};

const CREATE: &str = "/v1/audio/text-to-audio";

fn body() -> String {
    json!({"prompt": "Rain", "duration": 3}).to_string()
}

/// A request that says itself what is to happen to it.
fn told(world: &mut World, method: Method, path: &str, rule: &str) -> Reply {
    let body = (method == Method::Post).then(body);
    let headers = vec![("x-sandbox".to_owned(), rule.to_owned())];
    world.carry(HttpRequest { method, url: format!("{BASE}{path}"), headers, body })
}

fn rule(world: &mut World, rule: &str) {
    let answer = world.post("/_sandbox/rules", &json!({"rule": rule}));
    assert_eq!(answer.status, 200, "{rule}: {}", String::from_utf8_lossy(&answer.body));
}

/// The path that the newest task is asked for by.
fn newest(world: &mut World) -> String {
    let tasks = json(&world.get("/_sandbox/tasks"));
    format!("{CREATE}/{}", tasks[0]["id"].as_str().expect("an id"))
}

#[test]
fn every_code_of_klings_table_is_had_by_name_and_read_as_what_it_is() {
    for (code, status, reason) in [
        (1000, 401, Reason::Key),
        (1003, 401, Reason::Key),
        (1004, 401, Reason::Key),
        (1101, 429, Reason::Balance),
        (1102, 429, Reason::Balance),
        (1103, 403, Reason::Permission),
        (1301, 400, Reason::Content),
        (1302, 429, Reason::Busy),
        (1303, 429, Reason::Busy),
        (5000, 500, Reason::Provider),
        (5001, 503, Reason::Provider),
        (5002, 504, Reason::Provider),
    ] {
        let mut world = World::new();
        let reply = told(&mut world, Method::Post, CREATE, &format!("refuse={code}"));
        assert_eq!(reply.response.status, status, "{code}");
        let error = wire::task(&reply.response).expect_err("refused");
        assert_eq!(error.reason(), reason, "{code}");
        assert!(world.sandbox.state().is_empty(), "{code}: nothing is taken in");
    }
}

#[test]
fn each_dialect_refuses_in_its_own_shape() {
    let mut world = World::new();
    let comet = "/kling/v1/audio/text-to-audio";
    let poor = told(&mut world, Method::Post, comet, "refuse=1102").response;
    assert_eq!(poor.status, 403);
    assert_eq!(json(&poor)["error"]["code"], "insufficient_user_quota");
    let poor = told(&mut world, Method::Post, "/api/v1/audio/generations", "refuse=1102").response;
    assert_eq!((poor.status, &json(&poor)["code"]), (402, &json!(402)));
    for path in [comet, "/api/v1/audio/generations", CREATE] {
        let reply = told(&mut world, Method::Post, path, "status=429,retry_after=4").response;
        assert_eq!((reply.status, reply.header("retry-after")), (429, Some("4")), "{path}");
        let error = wire::task(&reply).expect_err("refused");
        let waits = matches!(
            error.retry,
            Retry::ForSlot(Some(Millis(4000))) | Retry::Later(Some(Millis(4000)))
        );
        assert!(waits, "{path}: {:?}", error.retry);
        let reply = told(&mut world, Method::Post, path, "status=502").response;
        assert!(reply.header("content-type").is_some_and(|kind| kind.starts_with("text/html")));
    }
}

#[test]
fn an_answer_is_damaged_after_all_has_happened() {
    for (how, is_read) in [
        ("malformed", false),
        ("truncated", false),
        ("html", false),
        ("empty", false),
        ("no_id", false),
        ("plain", true),
        ("unknown_status", true),
        ("numbers_as_text", true),
    ] {
        let mut world = World::new();
        let reply = told(&mut world, Method::Post, CREATE, &format!("body={how}"));
        let read = wire::task(&reply.response);
        assert_eq!(read.is_ok(), is_read, "{how}: {read:?}");
        if let Err(error) = read {
            assert_eq!(error.charge, Charge::Maybe, "{how}: it was taken in");
        }
        assert_eq!(world.sandbox.state().len(), 1, "{how}");
    }
}

#[test]
fn a_connection_is_closed_before_or_after() {
    for (when, tasks) in [("before", 0), ("after", 1)] {
        let mut world = World::new();
        let reply = told(&mut world, Method::Post, CREATE, &format!("drop={when}"));
        assert_eq!(reply.carriage, Carriage::Dropped);
        assert_eq!(world.sandbox.state().len(), tasks, "{when}");
    }
}

#[test]
fn how_it_is_to_be_carried_is_said_with_the_answer() {
    let mut world = World::new();
    let reply = told(&mut world, Method::Post, CREATE, "latency=250,no_cors");
    assert_eq!((reply.delay, reply.cors, reply.date), (Some(Millis(250)), false, None));
    let reply = told(&mut world, Method::Get, CREATE, "latency=forever");
    assert_eq!(reply.delay, None);
    let reply = told(&mut world, Method::Get, CREATE, "skew=-60000");
    assert_eq!(reply.date, Some(world.now - Millis(60_000)));
    let reply = told(&mut world, Method::Get, CREATE, "");
    assert_eq!((reply.delay, reply.cors, reply.date), (Some(Millis(0)), true, None));
    assert!(!world.sandbox.refuses_preflight(CREATE, world.now));
    rule(&mut world, "no_cors=preflight");
    assert!(world.sandbox.refuses_preflight(CREATE, world.now));
}

#[test]
fn a_rule_that_can_not_be_read_is_refused_and_says_why() {
    let mut world = World::new();
    for (place, bad) in [("x-sandbox", "body=nonsense"), ("x-sandbox", "nonsense=1")] {
        let reply = told(&mut world, Method::Post, CREATE, bad).response;
        assert_eq!((reply.status, &json(&reply)["code"]), (400, &json!(1200)));
        let message = json(&reply)["message"].as_str().expect("words").to_owned();
        assert!(message.starts_with(place) && message.contains("nonsense"), "{message}");
    }
    let in_prompt = json!({"prompt": "Rain [sbx:fate=doom]", "duration": 3});
    let reply = world.post(CREATE, &in_prompt);
    assert!(String::from_utf8_lossy(&reply.body).contains("succeed, fail, risk, stuck"));
    let reply = world.post("/_sandbox/rules", &json!({"rule": "latency=soon"}));
    assert!(String::from_utf8_lossy(&reply.body).contains("FROM..TO"));
    assert!(world.sandbox.state().is_empty());
}

#[test]
fn what_is_said_nearer_counts() {
    let mut world = World::with(Config { pace: Pace::Immediate, ..Config::open(BASE) });
    world.sandbox.begin_with(&["status=500".to_owned()]).expect("good");
    assert_eq!(world.post_text(CREATE, &body()).status, 500);
    rule(&mut world, "status=503");
    assert_eq!(world.post_text(CREATE, &body()).status, 503);
    rule(&mut world, "status=404");
    assert_eq!(world.post_text(CREATE, &body()).status, 404, "the newest rule counts first");
    let in_prompt = json!({"prompt": "Rain [sbx:status=403]", "duration": 3});
    assert_eq!(world.post(CREATE, &in_prompt).status, 403);
    let reply = told(&mut world, Method::Post, CREATE, "status=401").response;
    assert_eq!(reply.status, 401);
    assert!(world.sandbox.begin_with(&["next=1".to_owned()]).is_err());
}

#[test]
fn the_next_so_many_fail_and_no_more() {
    let mut world = World::new();
    let next = json!({"rule": "on=create,refuse=1303", "count": 2});
    assert_eq!(world.post("/_sandbox/next", &next).status, 200);
    let status = |world: &mut World| world.post_text(CREATE, &body()).status;
    assert_eq!(world.get(CREATE).status, 200, "it is about creates");
    assert_eq!([(); 3].map(|()| status(&mut world)), [429, 429, 200]);
    assert_eq!(json(&world.get("/_sandbox/rules"))[0]["left"], 0);
}

#[test]
fn a_prompt_says_what_becomes_of_its_queries() {
    let mut world = World::with(Config { pace: Pace::Immediate, ..Config::open(BASE) });
    let prompt = "Rain [sbx:on=query,body=html,next=2] on tin [sbx:url_ttl=1000]";
    assert_eq!(world.post(CREATE, &json!({"prompt": prompt, "duration": 3})).status, 200);
    let path = newest(&mut world);
    assert_eq!([(); 3].map(|()| world.get(&path).status), [502, 502, 200]);
    let shown = json(&world.get("/_sandbox/tasks"));
    assert_eq!(shown[0]["words"], "Rain on tin", "nobody hears the tokens");
    let task = wire::task(&world.get(&path)).expect("known");
    let url = task.assets.first().expect("a sound").url.clone();
    assert_eq!(world.get(&url).status, 200);
    world.wait(1000);
    assert_eq!(world.get(&url).status, 403);
    let renewed = wire::task(&world.get(&path)).expect("known").assets;
    assert_eq!(world.get(&renewed.first().expect("a sound").url).status, 200);
}

#[test]
fn a_task_ends_as_it_was_told_to() {
    let cases =
        [("succeed", "succeed"), ("fail", "failed"), ("risk", "failed"), ("stuck", "processing")];
    for (fate, status) in cases {
        let mut world = World::new();
        told(&mut world, Method::Post, CREATE, &format!("fate={fate}"));
        let path = newest(&mut world);
        world.wait(10_000_000);
        assert_eq!(json(&world.get(&path))["data"]["task_status"], status, "{fate}");
    }
}

#[test]
fn tasks_go_by_polls_by_hand_or_at_once() {
    let mut world = World::new();
    let statuses = |world: &mut World, pace: &str, times: usize| -> Vec<String> {
        told(world, Method::Post, CREATE, &format!("pace={pace}"));
        let path = newest(world);
        let asked = (0..times).map(|_| json(&world.get(&path))["data"]["task_status"].clone());
        asked.map(|status| status.as_str().expect("a status").to_owned()).collect()
    };
    assert_eq!(statuses(&mut world, "immediate", 1), ["succeed"]);
    let polls = statuses(&mut world, "polls:2:1", 5);
    assert_eq!(polls, ["submitted", "submitted", "processing", "succeed", "succeed"]);
    assert_eq!(statuses(&mut world, "manual", 2), ["submitted"; 2]);
    let path = newest(&mut world);
    let step = format!("/_sandbox/tasks/{}/step", path.rsplit('/').next().expect("an id"));
    for expected in ["processing", "succeed", "succeed"] {
        assert_eq!(world.post(&step, &json!({})).status, 200);
        assert_eq!(json(&world.get(&path))["data"]["task_status"], expected);
    }
}

#[test]
fn slots_are_counted_and_freed() {
    let mut world = World::with(Config { parallel: Some(2), ..Config::open(BASE) });
    let status = |world: &mut World| world.post_text(CREATE, &body()).status;
    assert_eq!([(); 3].map(|()| status(&mut world)), [200, 200, 429]);
    world.wait(9000);
    assert_eq!(status(&mut world), 200);
    let reply = told(&mut world, Method::Post, CREATE, "parallel=0").response;
    assert_eq!(json(&reply)["code"], 1303);
    // What is stuck holds its slot.
    let mut world = World::with(Config { parallel: Some(1), ..Config::open(BASE) });
    told(&mut world, Method::Post, CREATE, "fate=stuck");
    world.wait(1_000_000);
    assert_eq!(status(&mut world), 429);
}

#[test]
fn an_external_id_that_there_is_already_is_refused_taken_or_answered() {
    let create = json!({"prompt": "Rain", "duration": 3, "external_task_id": "mine"}).to_string();
    let ask = |world: &mut World, duplicate: &str| {
        let headers = vec![("x-sandbox".to_owned(), format!("duplicate={duplicate}"))];
        let (url, body) = (format!("{BASE}{CREATE}"), Some(create.clone()));
        world.send(HttpRequest { method: Method::Post, url, headers, body })
    };
    let mut world = World::new();
    let first = wire::task(&ask(&mut world, "refuse")).expect("taken in");
    assert_eq!(json(&ask(&mut world, "refuse"))["code"], 1201);
    assert_eq!(wire::task(&ask(&mut world, "same")).expect("the same").id, first.id);
    let another = wire::task(&ask(&mut world, "accept")).expect("another");
    assert_ne!(another.id, first.id);
    assert_eq!(world.sandbox.state().len(), 2);
    let found = wire::task(&world.get(&format!("{CREATE}/mine"))).expect("known");
    assert_eq!(found.id, first.id, "the first is found by it");
}

#[test]
fn files_are_missing_run_out_or_break_off() {
    let mut world = World::with(Config { pace: Pace::Immediate, ..Config::open(BASE) });
    let task = world.create(Dialect::Kling, &effect("Rain")).expect("taken in");
    let task = world.look(Dialect::Kling, Operation::SoundEffect, &task.id).expect("known");
    let url = task.assets.first().expect("a sound").url.clone();
    let whole = world.get(&url).body.len();
    let path = url.strip_prefix(BASE).expect("it is here").to_owned();
    let file = |world: &mut World, rule: &str| told(world, Method::Get, &path, rule);
    assert_eq!(file(&mut world, "file=missing").response.status, 404);
    assert_eq!(file(&mut world, "file=expired").response.status, 403);
    assert!(file(&mut world, "file=empty").response.body.is_empty());
    assert_eq!(
        file(&mut world, "file=html").response.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let cut = file(&mut world, "file=truncated");
    assert_eq!((cut.carriage, cut.response.body.len()), (Carriage::Cut(whole), whole / 2));
    assert_eq!(file(&mut world, "status=500").response.status, 200, "that is about the API");
    assert_eq!(file(&mut world, "on=file,status=500").response.status, 500);
    assert_eq!(file(&mut world, "").response.body.len(), whole);
}

#[test]
fn a_clock_that_is_wrong_makes_tokens_wrong() {
    let pairs = [("ak".to_owned(), "sk".to_owned())].into();
    let config = Config { auth: Auth::known(Vec::new(), pairs), ..Config::open(BASE) };
    let mut world = World::with(config);
    let half = |text| foley_core::SecretKey::parse(text).expect("good");
    let pair = foley_core::Credential::Pair { access: half("ak"), secret: half("sk") };
    let kling = provider(Dialect::Kling);
    let mut ask = |rule: &str| {
        let headers = vec![("x-sandbox".to_owned(), rule.to_owned())];
        let url = format!("{}{CREATE}", kling.base_url.as_str());
        let mut request = HttpRequest { method: Method::Get, url, headers, body: None };
        pair.authorize(&mut request, &kling, world.now).expect("it is its own");
        json(&world.send(request))["code"].clone()
    };
    assert_eq!(ask(""), 0);
    assert_eq!(ask("skew=-3600000"), 1003);
    assert_eq!(ask("skew=7200000"), 1004);
}

#[test]
fn of_many_tasks_the_oldest_are_forgotten() {
    let mut world = World::with(Config { most: 3, ..Config::open(BASE) });
    let ids: Vec<_> = (0..5)
        .map(|n| world.create(Dialect::Kling, &effect(&format!("Rain {n}"))).expect("taken in").id)
        .collect();
    assert_eq!(world.sandbox.state().len(), 3);
    let is_known = |id| world.clone().look(Dialect::Kling, Operation::SoundEffect, id).is_ok();
    let known: Vec<bool> = ids.iter().map(is_known).collect();
    assert_eq!(known, [false, false, true, true, true]);
}
