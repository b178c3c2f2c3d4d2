//! Worlds in which anything may go wrong at any time, from seeds that replay.

use foley_core::{Dialect, HttpRequest, Method, Millis, Operation, Provider};
use foley_engine::{Event, Stage};
use proptest::prelude::*;

use crate::systems::request;
use crate::world::{Fate, World, answer};

/// What may happen to a request, by a number.
fn fate(number: u8) -> Fate {
    match number {
        0 => Fate::LoseRequest,
        1 => Fate::LoseAnswer,
        2 => Fate::Silence,
        3 => Fate::Replace(answer(502, "<html>Bad Gateway</html>")),
        4 => Fate::Replace(answer(200, "{\"code\":0,\"message\":\"SUCC")),
        5 => Fate::Replace(answer(503, r#"{"code":5001,"message":"maintenance"}"#)),
        8 => Fate::Replace(answer(504, r#"{"error":{"message":"upstream timeout","code":""}}"#)),
        9 => Fate::Replace(answer(502, r#"{"code":"do_request_failed","message":"dial"}"#)),
        6 => Fate::Intercept(answer(429, r#"{"code":1303,"message":"over the limit"}"#)),
        7 => Fate::Intercept(answer(429, r#"{"code":1302,"message":"too fast"}"#)),
        _ => Fate::Deliver,
    }
}

/// What people and pages do between two steps, by a number.
fn meddle(world: &mut World, ids: &[foley_engine::JobId], number: u8) {
    let Some(id) = ids.get(usize::from(number) / 8 % ids.len().max(1)).cloned() else { return };
    match number % 64 {
        0 => world.crash(),
        1 => world.tell(Event::Cancel(id)),
        2 => world.tell(Event::Resume(id)),
        3 => world.tell(Event::Returned),
        4 => world.now = world.now + Millis::from_secs(3600),
        5 => world.tell(Event::Wake),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// However it goes: no create is paid twice, no job is forgotten, and once the trouble stops and
    /// everything is taken up again, every job is kept.
    #[test]
    fn nothing_is_lost_and_nothing_paid_twice(
        jobs in 1_usize..4,
        fates in prop::collection::vec(0_u8..24, 0..60),
        meddling in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut fates = fates.into_iter();
        let mut world = World::with_network(move |_: &HttpRequest, _| {
            fates.next().map_or(Fate::Deliver, fate)
        });
        let kinds = [Operation::VideoSound, Operation::SoundEffect, Operation::Video];
        let ids: Vec<_> = kinds[..jobs]
            .iter()
            .filter_map(|operation| request(Dialect::Kling, *operation))
            .map(|request| world.ask(Provider::sandbox(), request))
            .collect();
        // Recorded first: a page that dies before that has begun nothing.
        while ids.iter().any(|id| !world.store.contains_key(id)) {
            world.step();
        }
        for number in meddling {
            world.step();
            meddle(&mut world, &ids, number);
            for id in &ids {
                prop_assert!(world.engine.job(id).is_some(), "a job is forgotten");
            }
        }
        world.network = Box::new(|_, _| Fate::Deliver);
        for _ in 0..3 {
            world.run(Millis::from_secs(3600));
            for id in &ids {
                world.tell(Event::Resume(id.clone()));
            }
        }
        world.run(Millis::from_secs(3600));
        prop_assert_eq!(&world.paid_twice, &Vec::<String>::new());
        for id in &ids {
            prop_assert!(world.is_kept(id), "{:?}", world.stage(id));
            prop_assert!(!world.files_of(id).is_empty());
        }
        prop_assert_eq!(world.engine.next_wake(), None);
        let kept = world.sent.iter().filter(|(_, request)| request.method == Method::Post).count();
        prop_assert!(kept >= jobs);
    }

    /// An engine takes any event at any time.
    #[test]
    fn no_event_panics(numbers in prop::collection::vec(any::<u8>(), 0..100)) {
        let mut world = World::new();
        let ids = [world.submit()];
        for number in numbers {
            let id = ids[0].clone();
            world.tell(match number % 8 {
                0 => Event::Cancel(id),
                1 => Event::Resume(id),
                2 => Event::SendAgain(id),
                3 => Event::Wake,
                4 => Event::Returned,
                _ => { world.step(); continue }
            });
            let failed = matches!(world.stage(&ids[0]), Stage::Failed { .. });
            prop_assert!(!failed, "the provider did not say that it failed");
        }
    }
}
