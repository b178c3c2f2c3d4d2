//! Several pages over one store: one runs a job, all see it.

use foley_core::{Millis, UnixMillis};
use foley_engine::{Engine, Event, Job, JobId, Stage};

use crate::world::{Fate, World, answer};

const LATER: UnixMillis = UnixMillis(1_773_367_600_000);

fn running() -> (World, JobId, Job) {
    let stuck = answer(200, r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#);
    let mut looks = 0;
    let mut world = World::with_network(move |request, _| {
        looks += usize::from(crate::world::is_look(request));
        if looks > 0 && looks < 4 { Fate::Replace(stuck.clone()) } else { Fate::Deliver }
    });
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    let job = world.engine.job(&id).expect("it is there").clone();
    (world, id, job)
}

/// All that an engine wants done.
fn drained(engine: &mut Engine) -> usize {
    std::iter::from_fn(|| engine.poll()).count()
}

#[test]
fn what_another_page_runs_is_shown_and_left_alone() {
    let (_, id, job) = running();
    let mut other = Engine::new(2);
    other.handle(Event::Seen(Box::new(job.clone())), LATER);
    assert_eq!(other.job(&id), Some(&job));
    assert!(other.follows(&id) && !other.runs(&id));
    for event in [
        Event::Wake,
        Event::Returned,
        Event::Cancel(id.clone()),
        Event::Resume(id.clone()),
        Event::SendAgain(id.clone()),
    ] {
        other.handle(event, LATER + Millis::from_secs(3600));
    }
    assert_eq!((drained(&mut other), other.next_wake()), (0, None));
    assert_eq!(other.job(&id), Some(&job));
}

#[test]
fn what_this_page_runs_is_not_taken_for_another_pages() {
    let (mut world, id, job) = running();
    let elsewhere = Job { stage: Stage::Cancelled, ..job.clone() };
    world.tell(Event::Seen(Box::new(elsewhere)));
    assert_eq!(world.engine.job(&id), Some(&job));
    assert!(world.engine.runs(&id) && !world.engine.follows(&id));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

/// The page that ran it is dead: whoever has its lock next goes on from the record.
#[test]
fn who_takes_over_goes_on() {
    let (mut world, id, job) = running();
    world.run_until(|world| world.store.get(&id).is_some_and(|record| record.contains("waiting")));
    world.engine = Engine::new(3);
    world.tell(Event::Seen(Box::new(job.clone())));
    assert!(world.engine.follows(&id));
    world.tell(Event::Restored(vec![job]));
    assert!(world.engine.runs(&id) && !world.engine.follows(&id));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

#[test]
fn what_came_to_rest_elsewhere_rests_here() {
    let (_, id, job) = running();
    let mut other = Engine::new(2);
    other.handle(Event::Seen(Box::new(job.clone())), LATER);
    let ended = Job { stage: Stage::Cancelled, ended_at: Some(LATER), ..job };
    other.handle(Event::Seen(Box::new(ended.clone())), LATER);
    assert_eq!(other.job(&id), Some(&ended));
    assert!(!other.follows(&id) && ended.can_resume());
    other.handle(Event::Resume(id.clone()), LATER);
    assert!(other.runs(&id) && drained(&mut other) > 0);
}

/// What other pages have at an account takes up its slots, too.
#[test]
fn a_slot_that_another_page_has_is_none_for_us() {
    let (mut world, _, job) = running();
    for number in 100..103 {
        let other = Job { id: JobId::from_random(number), ..job.clone() };
        world.tell(Event::Seen(Box::new(other)));
    }
    let waits = world.submit();
    assert!(matches!(world.stage(&waits), Stage::Queued { error: None }));
    let over = Job { id: JobId::from_random(100), stage: Stage::Cancelled, ..job };
    world.tell(Event::Seen(Box::new(over)));
    assert_eq!(world.stage(&waits), &Stage::Creating);
}

/// What is found in the store to be over frees its slot as well.
#[test]
fn a_slot_that_turns_out_to_be_free_is_used() {
    let (mut world, _, job) = running();
    for number in 100..103 {
        let other = Job { id: JobId::from_random(number), ..job.clone() };
        world.tell(Event::Seen(Box::new(other)));
    }
    let waits = world.submit();
    assert!(matches!(world.stage(&waits), Stage::Queued { error: None }));
    let over = Job { id: JobId::from_random(100), stage: Stage::Cancelled, ..job };
    world.tell(Event::Restored(vec![over]));
    assert_eq!(world.stage(&waits), &Stage::Creating);
}

/// What was due soon is due soon, whatever the clock says now.
#[test]
fn a_clock_that_is_set_back_puts_nothing_off() {
    for back in [Millis::from_secs(90), Millis::from_secs(3600), Millis::from_secs(100_000)] {
        let (mut world, ..) = running();
        world.run_until(|world| world.is_quiet() && world.engine.next_wake().is_some());
        world.now = world.now - back;
        // The timer fires when it would have.
        world.tell(Event::Wake);
        let due = world.engine.next_wake().expect("it is looked at");
        assert!(due.since(world.now) <= Millis::from_secs(10), "{due:?}");
        let sent = world.sent.len();
        world.run(Millis::from_secs(10));
        assert!(world.sent.len() > sent && world.creates() == 1);
    }
}

/// Nobody looks at the page: neither do we so often, until somebody does.
#[test]
fn a_hidden_page_looks_less() {
    let stuck = answer(200, r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#);
    let looks = |is_hidden: bool| {
        let stuck = stuck.clone();
        let mut world = World::with_network(move |request, _| {
            if crate::world::is_look(request) {
                Fate::Replace(stuck.clone())
            } else {
                Fate::Deliver
            }
        });
        let id = world.submit();
        if is_hidden {
            world.tell(Event::Hidden);
        }
        world.run(Millis::from_secs(120));
        let looks = world.sent.iter().filter(|(_, request)| crate::world::is_look(request)).count();
        world.network = Box::new(|_, _| Fate::Deliver);
        world.tell(Event::Returned);
        world.run_until(|world| world.is_kept(&id));
        looks
    };
    let (seen, hidden) = (looks(false), looks(true));
    assert!(hidden <= 12 && seen > hidden * 2, "{seen} and {hidden}");
}
