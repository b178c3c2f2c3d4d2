//! Sound for videos: by a video's id, by an address of ours, by somebody else's.

use foley_core::{
    AssetKind, Axis, Camera, Decimal, Dialect, Millis, Request, Seconds, Video, VideoSound,
    VideoSource,
};
use foley_sandbox::Config;
use serde_json::json;

use crate::world::{BASE, World, dub, effect, json, video};

fn film(change: impl FnOnce(&mut Video)) -> Request {
    let Request::Video(mut film) = video("A beach at night") else { panic!("a video") };
    change(&mut film);
    Request::Video(film)
}

#[test]
fn a_video_is_dubbed_by_its_own_id() {
    for dialect in [Dialect::Kling, Dialect::CometApi] {
        let mut world = World::new();
        let request = film(|film| {
            film.duration = Some(Seconds::from_tenths(100));
            film.aspect_ratio = Some("9:16".to_owned());
        });
        let parent = world.done(dialect, &request);
        let parent = parent.assets.first().expect("a film").clone();
        let id = parent.id.clone().expect("an id");
        let done = world.done(dialect, &dub(VideoSource::Id(id.clone()), "Waves"));
        let told = done.parent_video.expect("it was made for one");
        assert_eq!((told.id, told.url), (Some(id), Some(parent.url)));
        for asset in &done.assets {
            assert_eq!(asset.duration, Some(Seconds::from_tenths(100)), "{asset:?}");
        }
        let dubbed = done.assets.last().expect("a film");
        let bytes = String::from_utf8(world.get(&dubbed.url).body).expect("a stand-in");
        assert!(bytes.contains("A beach at night") && bytes.contains("9:16"), "{bytes}");
        let sound = format!("ID3 of {} bytes", foley_synth::wav_len(100));
        assert!(bytes.contains(&format!("sound: {:?}", sound.as_bytes())), "{bytes}");
        // The new film is one like any other, under an id of its own.
        let again = dubbed.id.clone().expect("an id");
        assert!(world.create(dialect, &dub(VideoSource::Id(again), "Wind")).is_ok());
    }
}

#[test]
fn a_tasks_id_is_not_its_videos() {
    let mut world = World::new();
    let task = world.done(Dialect::Kling, &video("A beach"));
    let refused = |world: &mut World, id: &str| {
        let request = dub(VideoSource::Id(id.to_owned()), "Waves");
        let error = world.create(Dialect::Kling, &request).expect_err(id);
        assert_eq!(error.code.as_deref(), Some("1201"), "{id}");
        error.message
    };
    let words = refused(&mut world, &task.id.0);
    assert!(words.contains("task_result.videos[].id"), "{words}");
    assert_eq!(refused(&mut world, "861034216165875784"), "video_id not found");
    // A sound has no video.
    let sound = world.done(Dialect::Kling, &effect("Rain"));
    let id = sound.assets.first().and_then(|sound| sound.id.clone()).expect("an id");
    assert_eq!(refused(&mut world, &id), "video_id not found");
    // Nor has another account.
    let id = task.assets.first().and_then(|film| film.id.clone()).expect("an id");
    let mut keyed = World::keyed(Config::open(BASE));
    let made = keyed.done(Dialect::Kling, &video("A beach"));
    assert_eq!(made.assets.first().and_then(|film| film.id.clone()), Some(id.clone()));
    assert_eq!(refused(&mut keyed.asked_by("sk-2"), &id), "video_id not found");
}

#[test]
fn a_video_is_dubbed_by_its_address() {
    let mut world = World::with(Config { url_ttl: Some(Millis(30_000)), ..Config::open(BASE) });
    let request = film(|film| film.duration = Some(Seconds::from_tenths(100)));
    let parent = world.done(Dialect::Kling, &request);
    let url = parent.assets.first().expect("a film").url.clone();
    let by_url = dub(VideoSource::Url(url), "Waves");
    let done = world.done(Dialect::Kling, &by_url);
    assert_eq!(
        done.assets.first().and_then(|sound| sound.duration),
        Some(Seconds::from_tenths(100))
    );
    world.wait(30_000);
    let error = world.create(Dialect::Kling, &by_url).expect_err("it has expired");
    assert_eq!(error.code.as_deref(), Some("1201"));
}

/// It can't be looked at from here: five seconds, and a film of ours.
#[test]
fn a_video_that_is_not_seen_is_five_seconds_long() {
    let url = "https://example.com/clip.mov".to_owned();
    let done = World::new().done(Dialect::Kling, &dub(VideoSource::Url(url.clone()), "Waves"));
    assert_eq!(done.assets.len(), 2);
    assert!(done.assets.iter().all(|file| file.duration == Some(Seconds::from_tenths(50))));
    assert_eq!(done.parent_video.and_then(|parent| parent.url), Some(url));
}

#[test]
fn somebody_elses_video_is_as_long_as_it_is_and_is_dubbed_itself() {
    let url = "https://example.com/7340ms".to_owned();
    let mut world = World::new();
    let done = world.done(Dialect::Kling, &dub(VideoSource::Url(url.clone()), "Waves"));
    let lengths: Vec<_> = done.assets.iter().map(|file| file.duration).collect();
    assert_eq!(lengths, [Some(Seconds::from_tenths(73)); 2]);
    let [sound, video] = done.assets.as_slice() else { panic!("two files") };
    assert_eq!(foley_synth::wav_millis(&world.get(&sound.url).body), Some(7_300));
    let dubbed = String::from_utf8(world.get(&video.url).body).expect("a stand-in");
    assert!(dubbed.contains(&format!("Dub(Dubbed {{ url: {url:?}")), "{dubbed}");
}

#[test]
fn a_video_is_refused_that_a_provider_refuses() {
    for (name, words) in [
        ("2949ms", "video duration must be between 3 and 20 seconds"),
        ("20050ms", "video duration must be between 3 and 20 seconds"),
        ("html", "video_url is not an MP4 or MOV video"),
        ("large", "video size cannot exceed 100 MB"),
        ("nobody", "video_url can not be downloaded"),
    ] {
        let url = VideoSource::Url(format!("https://example.com/{name}"));
        let error = World::new().create(Dialect::Kling, &dub(url, "Waves")).expect_err("refused");
        assert_eq!((error.code.as_deref(), error.message.as_str()), (Some("1201"), words));
        assert_eq!(error.charge, foley_core::Charge::No);
    }
    for name in ["2950ms", "3000ms", "20000ms", "20049ms"] {
        let url = VideoSource::Url(format!("https://example.com/{name}"));
        assert!(World::new().create(Dialect::Kling, &dub(url, "Waves")).is_ok(), "{name}");
    }
}

#[test]
fn music_and_closeness_are_heard() {
    let sound = |bgm_prompt: Option<&str>, asmr_mode| {
        let mut world = World::new();
        let request = Request::VideoSound(VideoSound {
            source: VideoSource::Url("https://example.com/clip.mp4".to_owned()),
            sound_effect_prompt: Some("Fire".to_owned()),
            bgm_prompt: bgm_prompt.map(str::to_owned),
            asmr_mode,
            external_task_id: None,
            callback_url: None,
        });
        let done = world.done(Dialect::Kling, &request);
        world.get(&done.assets.first().expect("a sound").url).body
    };
    let plain = sound(None, false);
    // But for its length, which the label is part of.
    let made = foley_synth::render("Fire", 50, 0).to_wav();
    assert_eq!(plain.get(8..made.len()), made.get(8..));
    let (close, scored) = (sound(None, true), sound(Some("Rain"), false));
    assert!(plain != close && plain != scored && close != scored);
    assert_eq!((plain.len(), plain.len()), (close.len(), scored.len()));
}

#[test]
fn a_film_is_what_was_asked_for() {
    let bytes = |request: &Request| {
        let mut world = World::new();
        let done = world.done(Dialect::Kling, request);
        let film = done.assets.first().expect("a film");
        assert_eq!(film.kind, AssetKind::Video);
        String::from_utf8(world.get(&film.url).body).expect("a stand-in")
    };
    let silent = bytes(&film(|_| {}));
    assert!(silent.contains("\"16:9\", tenths: 50, variation: 0, sound: [] }"), "{silent}");
    let with_sound = film(|film| {
        film.model = Some("kling-v3".to_owned());
        film.duration = Some(Seconds::from_tenths(70));
        film.sound = true;
    });
    // The stand-in for MP3 says how large the WAV was.
    let sound =
        format!("sound: {:?}", format!("ID3 of {} bytes", foley_synth::wav_len(70)).as_bytes());
    assert!(bytes(&with_sound).contains(&sound));
    let look = |mode: &str| bytes(&film(|film| film.mode = Some(mode.to_owned())));
    assert_ne!(look("std"), look("pro"));
}

#[test]
fn a_camera_moves_as_one_may() {
    let moved = film(|film| {
        film.camera = Some(Camera::Simple { axis: Axis::Zoom, amount: Decimal::new(-55, 1) });
    });
    assert!(World::new().create(Dialect::Kling, &moved).is_ok());
    for (camera, status) in [
        (json!({"type": "down_back"}), 200),
        (json!({"type": "simple", "config": {"zoom": 5}}), 200),
        (json!({"type": "simple", "config": {"zoom": 5, "pan": 0}}), 200),
        (json!({"type": "simple", "config": {"zoom": 5, "pan": 1}}), 400),
        (json!({"type": "simple", "config": {"zoom": 0}}), 400),
        (json!({"type": "simple", "config": {"zoom": 10.5}}), 400),
        (json!({"type": "simple"}), 400),
        (json!({"type": "down_back", "config": {"zoom": 5}}), 400),
        (json!({"type": "sideways"}), 400),
    ] {
        let body = json!({"prompt": "A beach", "camera_control": camera});
        let answer = World::new().post("/v1/videos/text2video", &body);
        assert_eq!(answer.status, status, "{body}: {}", json(&answer));
    }
}
