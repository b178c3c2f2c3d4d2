//! The capability table and the sandbox, in both directions: what the table lets pass is taken in,
//! and what it does not is refused with the provider's code.
//!
//! Two things the table leaves open and the sandbox does not: a voice or a model that nobody has
//! listed may be new at the provider, but nobody here can speak or film with it.

use foley_core::{
    Capability, Charge, Dialect, Request, Retry, Task, VideoSource, can_be_sent, validate, wire,
};
use proptest::prelude::*;

use crate::requests::{KNOWN, dialect_and_operation, request};
use crate::world::{World, provider, speech, video};

/// A sandbox with a film in it, and the film's id.
fn with_film(dialect: Dialect) -> (World, String) {
    let mut world = World::new();
    let maker = if dialect == Dialect::ApiModels { Dialect::Kling } else { dialect };
    let film: Task = world.done(maker, &video("A beach"));
    let id = film.assets.first().and_then(|film| film.id.clone()).expect("an id");
    (world, id)
}

fn any_request() -> impl Strategy<Value = (Dialect, Request)> {
    dialect_and_operation().prop_flat_map(|(dialect, operation)| {
        request(dialect, operation).prop_map(move |request| (dialect, request))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn the_table_and_the_sandbox_agree((dialect, mut request) in any_request()) {
        let (mut world, film) = with_film(dialect);
        if let Request::VideoSound(sound) = &mut request
            && matches!(&sound.source, VideoSource::Id(id) if id == KNOWN)
        {
            sound.source = VideoSource::Id(film);
        }
        let table = Capability::of(dialect, request.operation()).expect("it has that");
        let violations = validate(&request, table);
        let create = wire::create(&provider(dialect), &request, "").expect("it has that");
        let answer = wire::task(&world.send(create));
        prop_assert_eq!(can_be_sent(&violations), answer.is_ok(), "{:?} {:?}", violations, answer);
        if let Err(error) = answer {
            let code = error.code.clone().unwrap_or_default();
            let expected = match dialect {
                Dialect::Kling | Dialect::CometApi => code.starts_with("12"),
                Dialect::ApiModels => code == "400",
            };
            prop_assert!(expected && error.status == Some(400), "{:?}", error);
            prop_assert_eq!(error.retry, Retry::Never);
        }
    }
}

#[test]
fn a_voice_that_nobody_has_listed_is_an_exception() {
    for dialect in Dialect::ALL {
        let Request::Speech(mut unheard) = speech("Hello") else { panic!("speech") };
        unheard.voice = "voice-of-tomorrow".to_owned();
        let request = Request::Speech(unheard);
        let table = Capability::of(dialect, request.operation()).expect("it has that");
        assert!(can_be_sent(&validate(&request, table)));
        let error = World::new().create(dialect, &request).expect_err("nobody has it");
        assert_eq!(error.message, "Voice id not found");
    }
}

#[test]
fn a_model_that_nobody_has_listed_is_the_other() {
    // One of tomorrow's; one that only makes videos from pictures; one that has an endpoint of its own.
    for name in ["nonsense", "kling-v2-1", "kling-v1-5", "kling-video-o1"] {
        for (dialect, status, code) in
            [(Dialect::Kling, 404, "1203"), (Dialect::CometApi, 503, "model_not_found")]
        {
            let Request::Video(mut unseen) = video("A beach") else { panic!("a video") };
            unseen.model = Some(name.to_owned());
            let request = Request::Video(unseen);
            let table = Capability::of(dialect, request.operation()).expect("it has that");
            assert!(can_be_sent(&validate(&request, table)));
            let error = World::new().create(dialect, &request).expect_err("nobody has it");
            assert_eq!((error.status, error.code.as_deref()), (Some(status), Some(code)), "{name}");
            assert_eq!((error.retry, error.charge), (Retry::Never, Charge::No), "{name}");
            assert!(error.message.contains(name), "{}", error.message);
        }
    }
}
