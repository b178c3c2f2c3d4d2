//! The finished files, and addresses that come to an end.

use foley_core::{AssetFormat, Dialect, Millis, TaskId};
use foley_sandbox::Config;

use crate::world::{BASE, World, effect, one_of_each};

fn expiring() -> World {
    World::with(Config { url_ttl: Some(Millis(60_000)), ..Config::open(BASE) })
}

#[test]
fn a_file_is_not_there_before_its_task_is_done() {
    let mut world = World::new();
    let task = world.create(Dialect::Kling, &effect("Rain")).expect("taken in");
    let path = format!("/assets/{}.wav", task.id);
    world.wait(1000);
    let nothing = world.get(&path);
    assert_eq!((nothing.status, nothing.header("content-type")), (404, Some("application/xml")));
    world.wait(8000);
    assert_eq!(world.get(&path).status, 200);
    // Neither a film nor speech: it has a sound only.
    for path in [format!("/assets/{}.mp4", task.id), format!("/assets/speech/{}.wav", task.id)] {
        assert_eq!(world.get(&path).status, 404, "{path}");
    }
}

#[test]
fn a_sound_comes_in_two_formats_where_somebody_encodes() {
    for dialect in Dialect::ALL {
        let mut world = World::with(Config { mp3: true, ..Config::open(BASE) });
        let done = world.done(dialect, &effect("Rain"));
        let formats: Vec<_> = done.assets.iter().map(|asset| asset.format).collect();
        assert_eq!(formats, [Some(AssetFormat::Wav), Some(AssetFormat::Mp3)], "{dialect:?}");
        let [wav, mp3] = done.assets.as_slice() else { panic!("two files") };
        assert_eq!(wav.id, mp3.id);
        let (wav, mp3) = (world.get(&wav.url), world.get(&mp3.url));
        assert_eq!(mp3.header("content-type"), Some("audio/mpeg"));
        assert_eq!((wav.status, mp3.body.starts_with(b"ID3")), (200, true));
        // Who has nobody that encodes says so, and goes on making the rest.
        let url = done.assets.last().expect("the MP3").url.clone();
        let get = foley_core::HttpRequest {
            method: foley_core::Method::Get,
            url,
            headers: Vec::new(),
            body: None,
        };
        assert_eq!(world.sandbox.answer(&get, world.now).status, 503);
    }
}

#[test]
fn what_was_understood_is_said_in_a_header_and_nowhere_else() {
    let mut world = World::new();
    for request in one_of_each(Dialect::Kling) {
        let done = world.done(Dialect::Kling, &request);
        let is_silent = matches!(request, foley_core::Request::Video(_));
        assert_eq!(done.understood.is_none(), is_silent, "{request:?}");
        if let Some(words) = done.understood {
            assert!(!done.raw.to_string().contains(&words), "{words}");
        }
    }
    let done = world.done(Dialect::Kling, &effect("雨 and 100 % rain"));
    assert!(done.understood.is_some_and(|words| words.contains("rain")));
}

#[test]
fn a_file_comes_in_parts() {
    let mut world = World::new();
    for request in one_of_each(Dialect::Kling) {
        for asset in world.done(Dialect::Kling, &request).assets {
            let whole = world.get(&asset.url).body;
            let mut part = foley_core::HttpRequest {
                method: foley_core::Method::Get,
                url: asset.url,
                headers: vec![("range".to_owned(), "bytes=4-11".to_owned())],
                body: None,
            };
            let answer = world.send(part.clone());
            assert_eq!((answer.status, answer.body.as_slice()), (206, &whole[4..12]));
            let total = format!("bytes 4-11/{}", whole.len());
            assert_eq!(answer.header("content-range"), Some(total.as_str()));
            part.headers = vec![("range".to_owned(), format!("bytes={}-", whole.len()))];
            assert_eq!(world.send(part).status, 416);
        }
    }
}

#[test]
fn an_address_ends_and_asking_again_gives_another() {
    for dialect in Dialect::ALL {
        for request in one_of_each(dialect) {
            let mut world = expiring();
            let first = world.done(dialect, &request);
            let asset = first.assets.last().expect("a file");
            assert!(AssetFormat::of_url(&asset.url).is_some(), "{}", asset.url);
            assert_eq!(world.get(&asset.url).status, 200, "{}", asset.url);
            world.wait(60_000);
            let expired = world.get(&asset.url);
            let kind = expired.header("content-type");
            assert_eq!((expired.status, kind), (403, Some("application/xml")), "{}", asset.url);
            let again = world.look(dialect, request.operation(), &first.id).expect("known");
            let fresh = again.assets.last().expect("a file");
            assert_ne!(fresh.url, asset.url);
            assert_eq!(world.get(&fresh.url).status, 200, "{}", fresh.url);
        }
    }
}

#[test]
fn an_address_can_not_be_edited() {
    let mut world = expiring();
    let (one, other) =
        (world.done(Dialect::Kling, &effect("Rain")), world.done(Dialect::Kling, &effect("Wind")));
    let url = &one.assets.first().expect("a file").url;
    let (path, query) = url.split_once('?').expect("a query");
    let (_, sign) = query.split_once("&sign=").expect("a signature");
    for forged in [
        path.to_owned(),
        format!("{path}?expires=99999999999999&sign={sign}"),
        format!("{path}?{}", query.replace("expires", "expired")),
        format!("{path}?{query}0"),
        url.replace(&one.id.0, &other.id.0),
    ] {
        assert_eq!(world.get(&forged).status, 403, "{forged}");
    }
}

/// Kling clears its files after 30 days, apimodels.app after 7.
#[test]
fn files_are_cleared_in_the_end() {
    let day = 24 * 60 * 60 * 1000;
    for (dialect, days) in [(Dialect::Kling, 30), (Dialect::ApiModels, 7)] {
        let mut world = World::new();
        let done = world.done(dialect, &effect("Rain"));
        let url = &done.assets.first().expect("a file").url;
        world.wait((days - 1) * day);
        assert_eq!(world.get(url).status, 200, "{dialect:?}");
        world.wait(day);
        assert_eq!(world.get(url).status, 404, "{dialect:?}");
        let id = TaskId(done.id.0.clone());
        let operation = foley_core::Operation::SoundEffect;
        let gone = world.look(dialect, operation, &id).expect_err("gone");
        assert_eq!(gone.status, Some(404), "{dialect:?}");
    }
}
