//! Who may ask, and whose a task is.

use foley_core::{Dialect, HttpRequest, Millis, Operation, UnixMillis, jwt, wire};
use foley_sandbox::{Auth, Config};
use serde_json::json;

use crate::world::{BASE, START, World, effect, json, provider};

const PATH: &str = "/v1/audio/text-to-audio";

fn known() -> Config {
    let keys = vec!["right".to_owned()];
    let pairs = [("AK".to_owned(), "SK".to_owned()), ("AK-2".to_owned(), "SK-2".to_owned())];
    Config { auth: Auth::known(keys, pairs.into()), ..Config::open(BASE) }
}

fn ask(world: &mut World, dialect: Dialect, authorization: Option<&str>) -> Option<String> {
    let mut create = wire::create(&provider(dialect), &effect("Rain"), "").expect("it has that");
    let header = authorization.map(|value| ("authorization".to_owned(), value.to_owned()));
    create.headers.extend(header);
    match wire::task(&world.send(create)) {
        Ok(_) => None,
        Err(error) => {
            assert!(error.is_about_key(), "{authorization:?}: {error:?}");
            Some(error.code.unwrap_or_default())
        }
    }
}

#[test]
fn keys_are_refused_in_each_providers_way() {
    for (dialect, empty, invalid, wrong) in [
        (Dialect::Kling, "1001", "1002", "1000"),
        (Dialect::CometApi, "", "", ""),
        (Dialect::ApiModels, "401", "401", "401"),
    ] {
        let mut world = World::with(known());
        let mut ask = |value| ask(&mut world, dialect, value);
        assert_eq!(ask(None).as_deref(), Some(empty));
        for bad in ["right", "Bearer ", "Bearer a b", "bearer right", "Basic right"] {
            assert_eq!(ask(Some(bad)).as_deref(), Some(invalid), "{bad}");
        }
        assert_eq!(ask(Some("Bearer wrong")).as_deref(), Some(wrong));
        assert_eq!(ask(Some("Bearer right")), None);
    }
}

#[test]
fn tokens_are_refused_for_what_is_wrong_with_them() {
    let mut world = World::with(known());
    let half_an_hour = Millis::from_secs(1800);
    let good = jwt::sign("AK", "SK", START);
    for (token, code) in [
        (good.clone(), None),
        (jwt::sign("AK", "another", START), Some("1000")),
        (jwt::sign("nobody", "SK", START), Some("1000")),
        (jwt::sign("AK", "SK", START + Millis::from_secs(6)), Some("1003")),
        (jwt::sign("AK", "SK", START - half_an_hour), Some("1004")),
        ("a.b.c".to_owned(), Some("1002")),
        (format!("{good}="), Some("1002")),
    ] {
        let header = format!("Bearer {token}");
        assert_eq!(ask(&mut world, Dialect::Kling, Some(&header)).as_deref(), code, "{token}");
    }
    // The relays know nothing of them.
    let header = format!("Bearer {good}");
    assert!(ask(&mut world, Dialect::CometApi, Some(&header)).is_some());
    assert!(ask(&mut world, Dialect::ApiModels, Some(&header)).is_some());
}

/// Each request is signed anew, and all of them are one account's; so it is where any key will do.
#[test]
fn a_pair_is_one_account() {
    for config in [known(), Config { auth: Auth::any_key(), ..Config::open(BASE) }] {
        let mut world = World::with(config).asked_by(&jwt::sign("AK", "SK", START));
        let task = world.create(Dialect::Kling, &effect("Rain")).expect("taken in");
        world.wait(60_000);
        let mut world = world.asked_by(&jwt::sign("AK", "SK", UnixMillis(START.0 + 60_000)));
        assert!(world.look(Dialect::Kling, Operation::SoundEffect, &task.id).is_ok());
        let mut world = world.asked_by(&jwt::sign("AK-2", "SK-2", UnixMillis(START.0 + 60_000)));
        assert!(world.look(Dialect::Kling, Operation::SoundEffect, &task.id).is_err());
    }
}

#[test]
fn an_account_sees_its_own_tasks_only() {
    for dialect in Dialect::ALL {
        let mut first = World::keyed(Config { parallel: Some(1), ..Config::open(BASE) });
        let task = first.create(dialect, &effect("Rain")).expect("taken in");
        assert!(first.create(dialect, &effect("Rain")).is_err(), "its slot is taken");
        let mut second = first.clone().asked_by("sk-2");
        let error = second.look(dialect, Operation::SoundEffect, &task.id).expect_err("another's");
        assert_eq!(error.status, Some(404));
        assert!(second.create(dialect, &effect("Rain")).is_ok(), "a slot of its own");
        assert!(first.look(dialect, Operation::SoundEffect, &task.id).is_ok());
    }
    let mut world = World::keyed(Config::open(BASE));
    world.create(Dialect::Kling, &effect("Rain")).expect("taken in");
    let mut other = world.clone().asked_by("sk-2");
    assert_eq!(json(&other.get(PATH))["data"], json!([]));
    assert_eq!(json(&world.get(PATH))["data"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_external_id_is_taken_once_in_an_account() {
    let body = json!({"prompt": "Rain", "duration": 5, "external_task_id": "mine"});
    let mut world = World::keyed(Config::open(BASE));
    assert_eq!(world.post(PATH, &body).status, 200);
    let again = world.post(PATH, &body);
    assert_eq!((again.status, &json(&again)["code"]), (400, &json!(1201)));
    // Another operation is no other account.
    let film = json!({"prompt": "A beach", "external_task_id": "mine"});
    assert_eq!(world.post("/v1/videos/text2video", &film).status, 400);
    let mut other = world.asked_by("sk-2");
    assert_eq!(other.post(PATH, &body).status, 200);
}

#[test]
fn no_key_is_kept() {
    let mut world = World::keyed(Config::open(BASE)).asked_by("sk-secret-of-mine");
    world.create(Dialect::Kling, &effect("Rain")).expect("taken in");
    let mut world = world.asked_by(&jwt::sign("AK-of-mine", "SK", START));
    world.create(Dialect::Kling, &effect("Rain")).expect("taken in");
    let text = serde_json::to_string(world.sandbox.state()).expect("plain data");
    assert!(!text.contains("of-mine"), "{text}");
    assert!(!format!("{:?}", known().auth).contains("right"));
}

/// Where nobody has to show a key, a key changes nothing.
#[test]
fn an_open_sandbox_has_one_account() {
    let mut world = World::new().asked_by("sk-1");
    let task = world.create(Dialect::Kling, &effect("Rain")).expect("taken in");
    world.key = None;
    assert!(world.look(Dialect::Kling, Operation::SoundEffect, &task.id).is_ok());
    let url = format!("{BASE}{PATH}/{}", task.id);
    let method = foley_core::Method::Post;
    let request = HttpRequest { method, url, headers: Vec::new(), body: None };
    assert_eq!(json(&world.send(request))["code"], 1202);
}
