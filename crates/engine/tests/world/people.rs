//! What people do: stop, take up again, remove, give a key late.

use foley_core::{Charge, Millis, Provider};
use foley_engine::{Event, Stage};

use crate::world::{Fate, World, answer, is_create};

#[test]
fn who_stops_waiting_can_go_on_later() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    world.tell(Event::Cancel(id.clone()));
    assert_eq!(*world.stage(&id), Stage::Cancelled);
    let sent = world.sent.len();
    world.run(Millis::from_secs(3600));
    assert_eq!(world.sent.len(), sent, "nothing is asked for a job that nobody waits for");
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

/// Stopped while the create was on its way: whether it arrived is asked, not guessed.
#[test]
fn who_stops_a_create_and_goes_on_pays_once() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| !world.sent.is_empty());
    world.tell(Event::Cancel(id.clone()));
    world.run(Millis::from_secs(60));
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

#[test]
fn what_is_removed_is_gone() {
    let mut world = World::new();
    let kept = world.submit();
    world.run_until(|world| world.is_kept(&kept));
    let running = world.submit();
    world.run_until(|world| matches!(world.stage(&running), Stage::Waiting { .. }));
    world.tell(Event::Remove(kept.clone()));
    world.tell(Event::Remove(running.clone()));
    world.run(Millis::from_secs(3600));
    assert_eq!(world.engine.jobs().count(), 0);
    assert!(world.store.is_empty() && world.takes.is_empty());
}

/// Removed while its bytes were on the way to the store: they don't stay behind.
#[test]
fn what_is_removed_while_it_is_kept_is_gone_too() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Keeping { .. }));
    world.run_until(|world| world.sent.iter().any(|(_, r)| r.url.contains("/assets/")));
    world.run_until(World::is_about_to_keep);
    world.tell(Event::Remove(id));
    world.run(Millis::from_secs(3600));
    assert!(world.store.is_empty() && world.takes.is_empty());
}

#[test]
fn a_job_without_its_key_goes_on_when_the_key_is_given() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| world.store.get(&id).is_some_and(|job| job.contains("waiting")));
    // After a reload the key, which lives in memory only, is gone.
    let refusal = answer(401, r#"{"code":1001,"message":"Authorization is empty"}"#);
    world.network = Box::new(move |_, _| Fate::Intercept(refusal.clone()));
    world.crash();
    world.run(Millis::from_secs(3600));
    let error = world.engine.job(&id).and_then(|job| job.error()).expect("it says why");
    assert!(error.is_about_key());
    assert!(matches!(world.stage(&id), Stage::Stalled { .. }));
    world.network = Box::new(|_, _| Fate::Deliver);
    assert_eq!(world.engine.wanting_key("https://elsewhere.example"), []);
    let wanting = world.engine.wanting_key(Provider::sandbox().base_url.origin());
    assert_eq!(wanting, std::slice::from_ref(&id));
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
}

#[test]
fn without_a_key_nothing_is_charged_and_the_key_is_named() {
    let wrong = answer(401, r#"{"code":1002,"message":"access key not found"}"#);
    for without in [Fate::NoKey, Fate::Intercept(wrong)] {
        let mut world = World::with_first(is_create, vec![without]);
        let id = world.submit();
        world.run(Millis::from_secs(3600));
        let job = world.engine.job(&id).expect("it is there");
        let error = job.error().expect("it says why");
        assert!(error.is_about_key() && error.charge == Charge::No && !job.is_out(), "{job:?}");
        // Once there is a key it goes on.
        let wanting = world.engine.wanting_key(Provider::sandbox().base_url.origin());
        assert_eq!(wanting, std::slice::from_ref(&id));
        world.tell(Event::Resume(id.clone()));
        world.run_until(|world| world.is_kept(&id));
        assert!(world.paid_twice.is_empty());
    }
}
