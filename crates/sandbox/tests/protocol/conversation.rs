//! Every dialect and operation, from create to file.

use foley_core::{AssetFormat, AssetKind, Dialect, Operation, TaskStatus};
use foley_sandbox::{Config, Sandbox};

use crate::world::{BASE, World, effect, one_of_each, video};

#[test]
fn every_operation_ends_in_files() {
    for dialect in Dialect::ALL {
        for request in one_of_each(dialect) {
            let (mut world, operation) = (World::new(), request.operation());
            let done = world.done(dialect, &request);
            assert_eq!(done.status, TaskStatus::Succeeded, "{dialect:?} {operation:?}");
            let kinds: Vec<AssetKind> = done.assets.iter().map(|asset| asset.kind).collect();
            let expected: &[AssetKind] = match operation {
                Operation::SoundEffect | Operation::Speech => &[AssetKind::Audio],
                Operation::Video => &[AssetKind::Video],
                Operation::VideoSound => &[AssetKind::Audio, AssetKind::Video],
            };
            assert_eq!(kinds, expected, "{dialect:?} {operation:?}");
            for asset in done.assets {
                let file = world.get(&asset.url);
                assert_eq!(file.status, 200, "{}", asset.url);
                let format = asset.format.expect("its address says so");
                assert_eq!(AssetFormat::sniff(&file.body), Some(format), "{}", asset.url);
                assert_eq!(file.header("content-type"), Some(format.mime()));
            }
        }
    }
}

/// Which module makes a file is known by its path.
#[test]
fn a_files_path_tells_what_it_takes() {
    let mut world = World::new();
    for request in one_of_each(Dialect::Kling) {
        let done = world.done(Dialect::Kling, &request);
        for asset in &done.assets {
            let expected = match (request.operation(), asset.kind) {
                (Operation::Speech, _) => format!("{BASE}/assets/speech/{}.wav", done.id),
                (_, AssetKind::Audio) => format!("{BASE}/assets/{}.wav", done.id),
                (_, AssetKind::Video) => format!("{BASE}/assets/{}.mp4", done.id),
            };
            assert_eq!(asset.url, expected);
        }
    }
}

#[test]
fn a_task_goes_through_its_states_in_time() {
    for dialect in Dialect::ALL {
        let mut world = World::new();
        let created = world.create(dialect, &effect("Rain")).expect("taken in");
        assert_eq!(created.status, TaskStatus::Submitted);
        let mut look = |millis| {
            world.wait(millis);
            world.look(dialect, Operation::SoundEffect, &created.id).expect("known")
        };
        assert_eq!(look(600).status, TaskStatus::Submitted);
        let processing = look(200);
        assert_eq!((processing.status, processing.assets), (TaskStatus::Processing, Vec::new()));
        assert_eq!(look(3000).status, TaskStatus::Succeeded);
    }
}

#[test]
fn a_failure_has_the_providers_reason() {
    for dialect in Dialect::ALL {
        let (fail, risk) = match dialect {
            Dialect::Kling | Dialect::CometApi => {
                ("Generation failed, please try again", "Failure to pass the risk control system")
            }
            Dialect::ApiModels => {
                ("Generation failed, please try again", "Content policy violation")
            }
        };
        for (fate, reason) in [("fail", fail), ("risk", risk)] {
            for mut request in one_of_each(dialect) {
                let token = format!(" [sbx:fate={fate}]");
                match &mut request {
                    foley_core::Request::SoundEffect(effect) => effect.prompt += &token,
                    foley_core::Request::Speech(speech) => speech.text += &token,
                    foley_core::Request::Video(video) => video.prompt += &token,
                    foley_core::Request::VideoSound(sound) => {
                        sound.sound_effect_prompt = None;
                        sound.bgm_prompt = Some(token);
                    }
                    foley_core::Request::Found(_) => panic!("nobody asks for that"),
                }
                let done = World::new().done(dialect, &request);
                let words = done.status_message.as_deref();
                assert_eq!((done.status, words), (TaskStatus::Failed, Some(reason)), "{request:?}");
                assert_eq!(done.assets, []);
            }
        }
    }
}

#[test]
fn a_sandbox_goes_on_where_another_was() {
    let mut first = World::new();
    for request in one_of_each(Dialect::Kling) {
        first.create(Dialect::Kling, &request).expect("taken in");
    }
    let text = serde_json::to_string(first.sandbox.state()).expect("plain data");
    let state = serde_json::from_str(&text).expect("its own text");
    let mut second = first.clone();
    second.sandbox = Sandbox::with_state(Config::open(BASE), state);
    first.wait(1000);
    second.wait(1000);
    for path in ["/v1/audio/text-to-audio", "/v1/audio/video-to-audio", "/v1/videos/text2video"] {
        assert_eq!(first.get(path), second.get(path));
    }
}

/// What was lost with the state is not taken for what comes after it: nothing of the new sandbox has
/// an id of the old one.
#[test]
fn a_sandbox_that_begins_anew_knows_none_of_the_old_ids() {
    for dialect in Dialect::ALL {
        for request in one_of_each(dialect) {
            let mut old = World::new();
            let lost = old.done(dialect, &request);
            let mut new = World::new();
            new.wait(1);
            let done = new.done(dialect, &request);
            let ids = |task: &foley_core::Task| {
                let files = task.assets.iter().filter_map(|file| file.id.clone());
                files.chain([task.id.0.clone()]).collect::<Vec<_>>()
            };
            let (old, known) = (ids(&lost), ids(&done));
            assert!(old.iter().all(|id| !known.contains(id)), "{old:?} {known:?}");
            let error = new.look(dialect, request.operation(), &lost.id).expect_err("a stranger's");
            assert_eq!(error.status, Some(404), "{dialect:?}");
        }
    }
}

/// The first take of a prompt is always the same; asking again gives another.
#[test]
fn asking_again_gives_another_take() {
    let mut world = World::new();
    for request in [effect("Wind"), video("A beach")] {
        let mut file = || {
            let done = world.done(Dialect::Kling, &request);
            world.get(&done.assets.first().expect("a file").url).body
        };
        assert_ne!(file(), file());
    }
    let first = World::new().done(Dialect::Kling, &effect("Wind"));
    assert_eq!(first.assets.len(), 1);
    let mut world = World::new();
    let done = world.done(Dialect::Kling, &effect("Wind"));
    let url = done.assets.first().expect("a file").url.clone();
    // But for its length, which the label at its end is part of.
    let (file, made) = (world.get(&url).body, foley_synth::render("Wind", 50, 0).to_wav());
    assert!(file.get(8..made.len()) == made.get(8..));
}

/// Without anybody who speaks or films, all goes its way but for the file.
#[test]
fn a_missing_renderer_is_missed_at_the_file_only() {
    for request in one_of_each(Dialect::Kling) {
        let mut world = World::new();
        world.hands = None;
        let done = world.done(Dialect::Kling, &request);
        assert_eq!(done.status, TaskStatus::Succeeded);
        for asset in done.assets {
            assert!(asset.duration.is_some_and(|length| length.tenths() > 2), "{asset:?}");
            let is_here = asset.kind == AssetKind::Audio && !asset.url.contains("/speech/");
            let file = world.get(&asset.url);
            assert_eq!(file.status, if is_here { 200 } else { 503 }, "{}", asset.url);
        }
    }
}
