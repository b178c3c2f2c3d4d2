//! The provider's file becomes our take, checked on the way.

use foley_core::{HttpResponse, Millis};
use foley_engine::{Event, Stage};

use crate::world::{Fate, World, answer, is_fetch};

fn first_fetches(fates: Vec<Fate>) -> World {
    World::with_first(is_fetch, fates)
}

#[test]
fn a_file_that_did_not_come_whole_is_fetched_again() {
    let cut = HttpResponse {
        status: 200,
        headers: vec![("content-length".to_owned(), "529244".to_owned())],
        body: b"RIFF\0\0\0\0WAVEfmt ".to_vec(),
    };
    for fate in [
        Fate::LoseAnswer,
        Fate::Replace(cut),
        Fate::Replace(answer(200, "<html>sign in to the hotel's network</html>")),
        Fate::Replace(answer(503, "")),
    ] {
        let name = format!("{fate:?}");
        let mut world = first_fetches(vec![fate]);
        let id = world.submit();
        world.run_until(|world| world.is_kept(&id));
        assert!(world.takes[&id].len() > 500_000, "{name}");
    }
}

#[test]
fn a_refused_link_is_refreshed_by_asking_for_the_task_again() {
    let expired = answer(403, "<Error><Code>AccessDenied</Code></Error>");
    let mut world = first_fetches(vec![Fate::Replace(expired)]);
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Keeping { .. }));
    let looks = |world: &World| {
        world.sent.iter().filter(|(_, request)| request.url.contains("/v1/")).count()
    };
    let before = looks(&world);
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(looks(&world), before + 1);
}

#[test]
fn a_file_that_is_gone_for_good_is_said_to_be() {
    let gone = answer(404, "<Error><Code>NoSuchKey</Code></Error>");
    let mut world = first_fetches(vec![Fate::Replace(gone); 50]);
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Expired { .. }), "{:?}", world.stage(&id));
    assert!(!world.takes.contains_key(&id));
}

#[test]
fn a_full_store_stalls_and_the_sound_is_still_to_be_had() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Keeping { .. }));
    world.store_is_broken = Some("QuotaExceededError".to_owned());
    world.run(Millis::from_secs(3600));
    let Stage::Stalled { error: Some(error) } = world.stage(&id) else {
        panic!("{:?}", world.stage(&id))
    };
    assert!(error.message.contains("make room"), "{error:?}");
    world.store_is_broken = None;
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}
