//! A wait ends right, whatever happens to single looks.

use foley_core::{Dialect, Millis, Operation, Provider};
use foley_engine::{Event, Stage};

use crate::systems::request;
use crate::world::{Fate, World, answer, is_create, is_look};

fn first_looks(fates: Vec<Fate>) -> World {
    World::with_first(is_look, fates)
}

#[test]
fn a_look_that_fails_says_nothing_about_the_task() {
    let mut world = first_looks(vec![
        Fate::LoseRequest,
        Fate::LoseAnswer,
        Fate::Silence,
        Fate::Replace(answer(502, "<html>Bad Gateway</html>")),
        Fate::Replace(answer(503, r#"{"code":5001,"message":"maintenance"}"#)),
        Fate::Replace(answer(200, "{\"code\":0,")),
        Fate::Replace(answer(429, r#"{"code":1302,"message":"too fast"}"#)),
    ]);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

#[test]
fn an_early_denial_is_not_believed() {
    let denial = answer(404, r#"{"code":1203,"message":"task not found"}"#);
    let mut world = first_looks(vec![Fate::Replace(denial.clone()), Fate::Replace(denial)]);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
}

/// A minute's sleep between the question and the answer makes the denial no later.
#[test]
fn an_early_denial_that_is_heard_late_is_not_believed() {
    let denial = answer(404, r#"{"code":1203,"message":"task not found"}"#);
    let mut world = first_looks(vec![Fate::Replace(denial)]);
    let id = world.submit();
    world.run_until(|world| world.sent.len() == 2);
    world.run(Millis(40));
    world.now = world.now + Millis::from_secs(60);
    world.run_until(|world| world.is_kept(&id));
}

/// A relay's words for the same.
#[test]
fn an_early_denial_of_a_relay_is_not_believed_either() {
    let denial = answer(400, r#"{"code":"task_not_exist","message":"task_not_exist","data":null}"#);
    let mut world = first_looks(vec![Fate::Replace(denial)]);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
}

/// What waited long for its turn is young when it is there.
#[test]
fn an_early_denial_after_a_long_queue_is_not_believed() {
    let denial = answer(404, r#"{"code":1203,"message":"task not found"}"#);
    let full = answer(429, r#"{"code":1303,"message":"parallel task over resource pack limit"}"#);
    let (mut refusals, mut denials) = (10, 2);
    let mut world = World::with_network(move |request, _| {
        let (left, answer) =
            if is_create(request) { (&mut refusals, &full) } else { (&mut denials, &denial) };
        if *left == 0 {
            return Fate::Deliver;
        }
        *left -= 1;
        if is_create(request) {
            Fate::Intercept(answer.clone())
        } else {
            Fate::Replace(answer.clone())
        }
    });
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
}

/// A task that its provider denied and then has after all can be had.
#[test]
fn what_was_said_to_be_gone_can_be_looked_for_again() {
    let denial = answer(404, r#"{"code":1203,"message":"task not found"}"#);
    let mut world = first_looks(vec![Fate::Replace(denial); 100]);
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    world.network = Box::new(|_, _| Fate::Deliver);
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

/// Videos were seen to take more than half an hour.
#[test]
fn a_video_is_waited_for_longer_than_a_sound() {
    let stuck = answer(200, r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#);
    let mut world = first_looks(vec![Fate::Replace(stuck); 240]);
    let request = request(Dialect::Kling, Operation::Video).expect("Kling makes videos");
    let start = world.now;
    let id = world.ask(Provider::sandbox(), request);
    world.run_until(|world| world.is_kept(&id));
    assert!(world.now.since(start) > Millis::from_secs(37 * 60));
}

#[test]
fn a_late_denial_means_that_it_is_gone() {
    let denial = answer(404, r#"{"code":1203,"message":"task not found"}"#);
    let mut world = first_looks(vec![Fate::Replace(denial); 100]);
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Expired { .. }), "{:?}", world.stage(&id));
}

#[test]
fn a_failed_task_gives_the_providers_reason() {
    let mut world = World::new();
    let id = world.submit_to(foley_core::Provider::sandbox(), "Rain [sbx:fate=risk]");
    world.run(Millis::from_secs(3600));
    let Stage::Failed { error } = world.stage(&id) else { panic!("{:?}", world.stage(&id)) };
    assert_eq!(error.message, "Failure to pass the risk control system");
}

#[test]
fn an_unknown_status_is_neither_pending_nor_failed() {
    let body = r#"{"code":0,"data":{"task_id":"1","task_status":"canceled"}}"#;
    let mut world = first_looks(vec![Fate::Replace(answer(200, body))]);
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    let Stage::Stalled { error: Some(error) } = world.stage(&id) else {
        panic!("{:?}", world.stage(&id))
    };
    assert!(error.message.contains("canceled"));
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
}

#[test]
fn a_wait_without_end_stalls_and_can_be_taken_up_again() {
    let stuck = answer(200, r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#);
    let mut world = first_looks(vec![Fate::Replace(stuck); 500]);
    let id = world.submit();
    let start = world.now;
    world.run(Millis::from_secs(3600));
    assert_eq!(*world.stage(&id), Stage::Stalled { error: None });
    let waited = world.engine.job(&id).and_then(|job| job.ended_at).expect("ended").since(start);
    assert!((600_000..620_000).contains(&waited.0), "{waited:?}");
    world.network = Box::new(|_, _| Fate::Deliver);
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

#[test]
fn a_timer_that_fires_an_hour_late_does_no_harm() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    world.now = world.now + Millis::from_secs(3600);
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

/// The laptop sleeps for hours in the middle of a look, and the network is slower to wake.
#[test]
fn a_sleep_is_no_wait() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    let mut lost = 3;
    world.network = Box::new(move |_, _| {
        lost -= 1;
        if lost >= 0 { Fate::LoseRequest } else { Fate::Deliver }
    });
    let looks = world.sent.len();
    world.run_until(|world| world.sent.len() > looks);
    world.now = world.now + Millis::from_secs(8 * 3600);
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

/// Many answers come at once after a sleep, before the timer: it was slept through once.
#[test]
fn a_sleep_is_forgiven_once() {
    let stuck = answer(200, r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#);
    let mut world = World::with_network(move |_, _| Fate::Replace(stuck.clone()));
    let ids: Vec<_> = (0..10).map(|_| world.submit()).collect();
    world.run_until(|world| world.creates() == 10);
    world.run(Millis(40));
    world.now = world.now + Millis::from_secs(8 * 3600);
    world.run(Millis::from_secs(900));
    for id in &ids {
        assert_eq!(*world.stage(id), Stage::Stalled { error: None });
    }
}

#[test]
fn a_page_that_returns_looks_at_once() {
    let stuck = answer(200, r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#);
    let mut world = first_looks(vec![Fate::Replace(stuck); 20]);
    let id = world.submit();
    world.run(Millis::from_secs(30));
    world.run_until(World::is_quiet);
    assert!(world.engine.next_wake().is_some_and(|wake| wake > world.now + Millis(2000)));
    let looks = world.sent.len();
    world.tell(Event::Returned);
    assert_eq!(world.sent.len(), looks + 1);
    world.run_until(|world| world.is_kept(&id));
}

/// When the looks at a job's task left.
fn looks(world: &World) -> Vec<u64> {
    world.sent.iter().filter(|(_, request)| is_look(request)).map(|(at, _)| at.0).collect()
}

/// A provider that says while it works when it wants to be asked again is asked then, in whichever way it
/// says so.
#[test]
fn a_pending_task_is_not_looked_at_before_its_provider_wants_it() {
    for headers in [
        vec![("retry-after", "15")],
        vec![
            ("retry-after", "Fri, 13 Mar 2026 02:05:17 GMT"),
            ("date", "Fri, 13 Mar 2026 02:05:02 GMT"),
        ],
        vec![("ratelimit", "\"default\";r=0;t=15")],
        vec![("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "15")],
    ] {
        let body = r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#;
        let mut pending = answer(200, body);
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        pending.headers = headers.into_iter().map(owned).collect();
        let mut world = first_looks(vec![Fate::Replace(pending)]);
        let id = world.submit();
        world.run_until(|world| world.is_kept(&id));
        let looks = looks(&world);
        assert!(looks[1] - looks[0] >= 15_000, "{looks:?}");
    }
}

/// The answer to the create may say so, too.
#[test]
fn a_create_may_say_when_to_look_first() {
    let mut world = World::new();
    let mut made = world.sandbox.answer(&create_of_another(), world.now);
    made.headers.push(("retry-after".to_owned(), "20".to_owned()));
    world.network =
        Box::new(
            move |request, _| {
                if is_create(request) { Fate::Intercept(made.clone()) } else { Fate::Deliver }
            },
        );
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    assert!(looks(&world)[0] - world.sent[0].0.0 >= 20_000);
}

/// The request that somebody else has a task with.
fn create_of_another() -> foley_core::HttpRequest {
    let request = request(Dialect::Kling, Operation::SoundEffect).expect("Kling makes sounds");
    foley_core::wire::create(&Provider::sandbox(), &request, "another").expect("Kling makes sounds")
}

/// Who comes back to the page is shown what is new, but not at the provider's cost.
#[test]
fn a_page_that_returns_does_not_look_before_its_provider_wants_it() {
    let mut pending =
        answer(200, r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#);
    let mut busy = answer(429, r#"{"code":1302,"message":"too fast"}"#);
    for said in [&mut pending, &mut busy] {
        said.headers.push(("retry-after".to_owned(), "30".to_owned()));
        let mut world = first_looks(vec![Fate::Replace(said.clone())]);
        let id = world.submit();
        world.run_until(|world| looks(world).len() == 1 && world.is_quiet());
        for _ in 0..3 {
            world.run(Millis::from_secs(5));
            world.tell(Event::Returned);
        }
        world.run_until(|world| world.is_kept(&id));
        let looks = looks(&world);
        assert!(looks[1] - looks[0] >= 30_000, "{looks:?}");
    }
}

#[test]
fn a_gateways_page_ends_no_wait() {
    for page in [answer(404, "<html>no</html>"), answer(200, "<html>hi</html>"), answer(403, "")] {
        let mut world = first_looks(vec![Fate::Replace(page)]);
        let id = world.submit();
        world.run_until(|world| world.is_kept(&id));
    }
}
