//! What the sandbox itself is told, below `/_sandbox/`.

use foley_core::{HttpRequest, Method, Millis};
use foley_sandbox::{Config, Sandbox};
use serde_json::{Value, json};

use crate::world::{BASE, World, json};

const CREATE: &str = "/v1/audio/text-to-audio";

fn body() -> Value {
    json!({"prompt": "Rain", "duration": 3})
}

fn told(world: &mut World, path: &str, body: &Value) -> Value {
    let answer = world.post(path, body);
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    json(&answer)
}

#[test]
fn it_says_what_it_is_and_what_it_can_be_told() {
    let mut world = World::with(Config { seed: 9, ..Config::open(BASE) });
    let about = json(&world.get("/_sandbox/"));
    assert_eq!((&about["sandbox"], &about["seed"]), (&json!(true), &json!(9)));
    for path in about["paths"].as_object().expect("paths").keys().filter(|path| !path.contains('/'))
    {
        let shown = world.get(&format!("/_sandbox/{path}")).status;
        let told = world.post(&format!("/_sandbox/{path}"), &json!({})).status;
        assert!(shown != 404 || told != 404, "{path}");
    }
}

#[test]
fn rules_are_added_and_replaced() {
    let mut world = World::new();
    told(&mut world, "/_sandbox/rules", &json!({"rule": "status=500"}));
    let rules = told(&mut world, "/_sandbox/rules", &json!({"rule": "on=list,status=503"}));
    assert_eq!(rules[0]["rule"], "on=list,status=503");
    assert_eq!((world.get(CREATE).status, world.post(CREATE, &body()).status), (503, 500));
    let rules = told(&mut world, "/_sandbox/rules", &json!(["status=404", "status=401"]));
    assert_eq!(rules.as_array().map(Vec::len), Some(2));
    assert_eq!(world.get(CREATE).status, 404, "the first counts first");
    let second = rules[1]["id"].clone();
    let left = told(&mut world, &format!("/_sandbox/rules/{second}/remove"), &json!({}));
    assert_eq!(left, json!([rules[0]]));
    assert_eq!(world.post(&format!("/_sandbox/rules/{second}/remove"), &json!({})).status, 400);
    told(&mut world, "/_sandbox/rules", &json!([]));
    assert_eq!(world.get(CREATE).status, 200);
}

#[test]
fn time_stands_and_moves_on() {
    let mut world = World::new();
    told(&mut world, "/_sandbox/clock", &json!({"stand": true}));
    world.post(CREATE, &body());
    let status = |world: &mut World| json(&world.get(CREATE))["data"][0]["task_status"].clone();
    world.wait(100_000);
    assert_eq!(status(&mut world), "submitted");
    told(&mut world, "/_sandbox/clock", &json!({"advance": 1000}));
    assert_eq!(status(&mut world), "processing");
    let clock = told(&mut world, "/_sandbox/clock", &json!({"advance": 5000, "run": true}));
    assert_eq!(clock["stands"], false);
    assert_eq!(status(&mut world), "succeed");
    let before = json(&world.get("/_sandbox/clock"))["now"].as_u64().expect("a time");
    world.wait(50);
    assert_eq!(json(&world.get("/_sandbox/clock"))["now"], before + 50);
}

#[test]
fn it_begins_anew_with_another_seed() {
    let run = |seed: u64| {
        let mut world = World::new();
        world.post(CREATE, &body());
        told(&mut world, "/_sandbox/rules", &json!({"rule": "chance=50,status=500"}));
        told(&mut world, "/_sandbox/reset", &json!({"seed": seed}));
        assert_eq!(json(&world.get("/_sandbox/rules")), json!([]));
        assert_eq!(json(&world.get("/_sandbox"))["tasks"], 0);
        world.post(CREATE, &body()).body
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn a_state_is_taken_out_and_put_back() {
    let mut world = World::new();
    world.post(CREATE, &json!({"prompt": "Rain", "duration": 3, "external_task_id": "mine"}));
    told(&mut world, "/_sandbox/rules", &json!({"rule": "on=list,status=500"}));
    told(&mut world, "/_sandbox/clock", &json!({"advance": 700}));
    let state = json(&world.get("/_sandbox/state"));
    let mut other = World::new();
    assert_eq!(told(&mut other, "/_sandbox/state", &state), json!({"tasks": 1}));
    for path in ["/v1/audio/text-to-audio/mine", CREATE, "/_sandbox/clock", "/_sandbox/tasks"] {
        assert_eq!(world.get(path).body, other.get(path).body, "{path}");
    }
    let bad = other.post("/_sandbox/state", &json!({"tasks": "none"}));
    assert_eq!(bad.status, 400);
    assert_eq!(json(&other.get("/_sandbox"))["tasks"], 1, "what there was is still there");
}

#[test]
fn rows_make_the_same_state() {
    let mut world = World::new();
    for n in 0..5 {
        let external = format!("mine {n}");
        let body = json!({"prompt": "Rain", "duration": 3, "external_task_id": external});
        world.post(CREATE, &body);
    }
    told(&mut world, "/_sandbox/rules", &json!({"rule": "on=list,status=500,next=7"}));
    let state = world.sandbox.state();
    let rest = state.rest().expect("plain data");
    let rows: Vec<String> = state.numbers().filter_map(|number| state.task_row(number)).collect();
    let again = foley_sandbox::State::of_rows(Some(&rest), rows.iter().map(String::as_str));
    assert_eq!(again.expect("its own"), *state);
}

#[test]
fn what_changed_is_said_with_each_answer() {
    let mut world = World::with(Config { most: 1, ..Config::open(BASE) });
    let mut ask = |method, path: &str, body: Option<Value>| {
        let (url, body) = (format!("{BASE}{path}"), body.map(|body| body.to_string()));
        world.carry(HttpRequest { method, url, headers: Vec::new(), body }).changes
    };
    let created = ask(Method::Post, CREATE, Some(body()));
    assert_eq!((created.tasks, created.gone, created.rest), (vec![0], vec![], true));
    let next = ask(Method::Post, CREATE, Some(body()));
    assert_eq!((next.tasks, next.gone), (vec![1], vec![0]));
    assert!(ask(Method::Get, CREATE, None).is_none());
    assert!(ask(Method::Post, CREATE, Some(json!({}))).is_none());
    assert!(ask(Method::Post, "/_sandbox/reset", None).all);
    let rules = json!({"rule": "on=list,status=500,next=1"});
    assert!(ask(Method::Post, "/_sandbox/rules", Some(rules)).rest);
    assert!(ask(Method::Get, CREATE, None).rest, "it counts for one less");
}

#[test]
fn bad_orders_say_what_is_wrong() {
    let mut world = World::new();
    for (path, body, word) in [
        ("rules", json!({}), "rule"),
        ("rules", json!([7]), "array of texts"),
        ("rules", json!(["status=1"]), "rule 1"),
        ("next", json!({"rule": "status=500", "count": -1}), "count"),
        ("clock", json!({}), "advance"),
        ("clock", json!({"advance": "soon"}), "advance"),
        ("reset", json!({"seed": "x"}), "seed"),
        ("tasks/1/step", json!({}), "no task 1"),
        ("state", json!(1), "no state"),
    ] {
        let answer = world.post(&format!("/_sandbox/{path}"), &body);
        let error = json(&answer)["error"].as_str().expect("words").to_owned();
        assert_eq!(answer.status, 400, "{path}");
        assert!(error.contains(word), "{path}: {error}");
    }
    assert_eq!(world.get("/_sandbox/nothing").status, 404);
    assert_eq!(world.post("/_sandbox/tasks", &json!({})).status, 404);
    world.post(CREATE, &body());
    let id = json(&world.get("/_sandbox/tasks"))[0]["id"].as_str().expect("an id").to_owned();
    let step = world.post(&format!("/_sandbox/tasks/{id}/step"), &json!({}));
    assert!(String::from_utf8_lossy(&step.body).contains("pace=manual"));
}

#[test]
fn where_it_is_not_to_be_told_anything_it_has_no_such_paths() {
    let mut sandbox = Sandbox::new(Config { admin: false, ..Config::open(BASE) });
    let url = format!("{BASE}/_sandbox/rules");
    let request = HttpRequest { method: Method::Get, url, headers: Vec::new(), body: None };
    let answer = sandbox.answer(&request, crate::world::START + Millis(1));
    assert_eq!((answer.status, &json(&answer)["code"]), (404, &json!(1202)));
}
