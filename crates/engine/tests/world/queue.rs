//! The queue: how many go at once is learned, and the order is the user's.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use foley_core::{Dialect, HttpRequest, Millis, Provider};
use foley_engine::{Event, Job, JobId, Place, Stage};

use crate::world::{Fate, World, answer, is_create, is_look, speaking};

const FULL: &str = r#"{"code":1303,"message":"parallel task over resource pack limit"}"#;

/// A world whose provider takes so many tasks at once, and no more.
struct Slots {
    world: World,
    /// The external ids of the tasks that it has at work.
    busy: Rc<RefCell<Vec<String>>>,
    refused: Rc<Cell<usize>>,
}

impl Slots {
    fn new(limit: usize) -> Self {
        let (busy, refused) = (Rc::new(RefCell::new(Vec::new())), Rc::new(Cell::new(0)));
        let (at_work, was_refused) = (busy.clone(), refused.clone());
        let world = World::with_network(move |request, _| {
            if !is_create(request) {
                return Fate::Deliver;
            }
            if at_work.borrow().len() >= limit {
                was_refused.set(was_refused.get() + 1);
                return Fate::Intercept(answer(429, FULL));
            }
            at_work.borrow_mut().push(external_id(request));
            Fate::Deliver
        });
        Self { world, busy, refused }
    }

    /// Lets the next thing happen. A task is over for its provider once we know that it is.
    fn step(&mut self) -> bool {
        let has_more = self.world.step();
        let jobs = self.world.engine.jobs().filter(|job| is_at_work(&job.stage));
        let names: Vec<&str> = jobs.map(|job| job.external_task_id.as_str()).collect();
        self.busy.borrow_mut().retain(|name| names.contains(&name.as_str()));
        has_more
    }

    fn run(&mut self) {
        while self.step() {}
    }
}

const fn is_at_work(stage: &Stage) -> bool {
    matches!(stage, Stage::Creating | Stage::Waiting { .. })
}

fn submit(world: &mut World, count: usize) -> Vec<JobId> {
    (0..count).map(|_| world.submit()).collect()
}

/// The jobs in the order in which they were taken in: the last create of each was.
fn order(world: &World) -> Vec<String> {
    let creates = world.sent.iter().map(|(_, request)| request).filter(|it| is_create(it));
    let mut order = Vec::new();
    for external in creates.rev().map(external_id) {
        if !order.contains(&external) {
            order.insert(0, external);
        }
    }
    order
}

fn external_id(request: &HttpRequest) -> String {
    let body: serde_json::Value =
        serde_json::from_str(request.body.as_deref().unwrap_or_default()).expect("our own JSON");
    body["external_task_id"].as_str().expect("it has one").to_owned()
}

fn names(ids: &[JobId]) -> Vec<String> {
    ids.iter().map(|id| format!("foley-{id}")).collect()
}

#[test]
fn all_are_made_however_few_go_at_once() {
    for limit in [1, 2, 3, 5, 9] {
        let mut slots = Slots::new(limit);
        let ids = submit(&mut slots.world, 40);
        slots.run();
        assert!(ids.iter().all(|id| slots.world.is_kept(id)), "at most {limit}");
        assert_eq!(order(&slots.world), names(&ids), "at most {limit}");
        let refused = slots.refused.get();
        assert!(refused <= 24, "{refused} refusals for 40 creates, at most {limit}");
    }
}

/// What an account takes is used: it is never long that there is room and nobody goes.
#[test]
fn a_larger_account_is_found_out() {
    let mut slots = Slots::new(9);
    let ids = submit(&mut slots.world, 60);
    let mut most = 0;
    while slots.step() {
        most = most.max(slots.busy.borrow().len());
    }
    assert!(ids.iter().all(|id| slots.world.is_kept(id)));
    assert_eq!(most, 9);
}

#[test]
fn who_waits_is_written_down_and_keeps_its_turn_over_a_crash() {
    let mut slots = Slots::new(1);
    let ids = submit(&mut slots.world, 6);
    slots.world.run(Millis(200));
    assert_eq!(slots.world.store.len(), 6, "all are in the store");
    assert_eq!(slots.world.engine.ahead(&ids[5]), Some(4));
    slots.world.crash();
    slots.run();
    assert!(ids.iter().all(|id| slots.world.is_kept(id)));
    assert_eq!(order(&slots.world), names(&ids));
}

#[test]
fn the_user_reorders() {
    let mut slots = Slots::new(1);
    let ids = submit(&mut slots.world, 8);
    slots.world.run(Millis(200));
    let ahead = |world: &World, index: usize| world.engine.ahead(&ids[index]);
    // The first has left; of the others, some were refused and wait again.
    assert_eq!((ahead(&slots.world, 0), ahead(&slots.world, 1)), (None, Some(0)));
    for (index, place, expected) in [
        (7, Place::First, Some(0)),
        (7, Place::Later, Some(1)),
        (7, Place::Sooner, Some(0)),
        (7, Place::Sooner, Some(0)),
        (2, Place::Last, Some(6)),
        (2, Place::Later, Some(6)),
        (6, Place::Sooner, Some(4)),
    ] {
        slots.world.tell(Event::Move(ids[index].clone(), place));
        assert_eq!(ahead(&slots.world, index), expected, "{index} {place:?}");
    }
    slots.world.run(Millis(50));
    slots.world.crash();
    slots.run();
    let wanted = [0, 7, 1, 3, 4, 6, 5, 2].map(|index| ids[index].clone());
    assert_eq!(order(&slots.world), names(&wanted));
}

#[test]
fn a_pause_lets_nothing_new_leave_and_stops_nothing() {
    let mut slots = Slots::new(2);
    let ids = submit(&mut slots.world, 6);
    slots.world.run(Millis(200));
    slots.world.tell(Event::Pause(true));
    slots.run();
    let kept = ids.iter().filter(|id| slots.world.is_kept(id)).count();
    assert!((2..=3).contains(&kept), "{kept}: those that had been taken in");
    assert_eq!(slots.world.engine.next_wake(), None);
    let creates = slots.world.creates();
    slots.world.submit();
    slots.run();
    assert_eq!(slots.world.creates(), creates, "nothing leaves");
    slots.world.tell(Event::Pause(false));
    slots.run();
    assert!(ids.iter().all(|id| slots.world.is_kept(id)));
}

#[test]
fn who_no_longer_waits_for_its_turn_was_never_sent() {
    let mut slots = Slots::new(1);
    let ids = submit(&mut slots.world, 5);
    slots.world.tell(Event::Cancel(ids[4].clone()));
    slots.run();
    let job = slots.world.engine.job(&ids[4]).expect("it is there");
    assert!(job.stage == Stage::Cancelled && !job.is_out() && job.can_resume());
    assert!(!order(&slots.world).contains(&names(&ids)[4]));
    slots.world.tell(Event::Resume(ids[4].clone()));
    slots.run();
    assert!(slots.world.is_kept(&ids[4]));
}

/// Its new turn is written down with it.
#[test]
fn who_lines_up_anew_keeps_its_turn_over_a_crash() {
    let mut slots = Slots::new(1);
    let ids = submit(&mut slots.world, 3);
    slots.world.tell(Event::Pause(true));
    slots.world.tell(Event::Cancel(ids[1].clone()));
    slots.world.tell(Event::Resume(ids[1].clone()));
    slots.world.run(Millis(200));
    for id in &ids {
        let stored: Job = serde_json::from_str(&slots.world.store[id]).expect("our own JSON");
        assert_eq!(slots.world.engine.job(id).map(|job| job.turn), Some(stored.turn));
    }
}

/// The first of many is over, and the next is taken in: then there is known to be room for one more.
#[test]
fn a_slot_that_was_just_learned_of_is_used_at_once() {
    let working = answer(200, r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#);
    let mut first: Option<String> = None;
    let mut world = World::with_network(move |request, _| {
        if is_create(request) {
            return Fate::Deliver;
        }
        let first = first.get_or_insert_with(|| request.url.clone());
        match *first == request.url {
            true => Fate::Deliver,
            false if is_look(request) => Fate::Intercept(working.clone()),
            false => Fate::Silence,
        }
    });
    submit(&mut world, 7);
    world.run(Millis::from_secs(60));
    assert_eq!(world.creates(), 6);
}

/// One that is full or broken is no reason for another to wait.
#[test]
fn each_account_has_a_queue_of_its_own() {
    let mut world = World::with_network(|request, _| {
        let is_relay = request.url.contains("/kling/") && is_create(request);
        if is_relay { Fate::Intercept(answer(429, FULL)) } else { Fate::Deliver }
    });
    let base = foley_core::BaseUrl::parse("https://sandbox.invalid/kling").expect("good");
    let full = Provider { base_url: base, ..speaking(Dialect::Kling) };
    let waits = world.submit_to(full, "Rain");
    let goes = world.submit();
    world.run_until(|world| world.is_kept(&goes));
    assert!(matches!(world.stage(&waits), Stage::Queued { error: Some(_) }));
}

/// It is not for ever that a provider is asked which has no slot and no task of ours that could free one.
#[test]
fn a_provider_that_is_always_full_is_left_alone() {
    let mut slots = Slots::new(0);
    let ids = submit(&mut slots.world, 2);
    slots.run();
    for id in &ids {
        assert!(matches!(slots.world.stage(id), Stage::Stalled { error: Some(_) }));
    }
    let sent = slots.world.creates();
    assert!(sent < 200, "{sent}");
}

/// What left now would be lost for sure. Our own provider needs no network.
#[test]
fn nothing_leaves_while_there_is_no_network() {
    let mut world = World::new();
    world.tell(Event::Offline(true));
    let here = world.submit();
    let away = world.submit_to(speaking(Dialect::ApiModels), "Rain");
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&away), Stage::Queued { error: None }));
    assert!(world.engine.is_offline() && world.is_kept(&here));
    world.tell(Event::Offline(false));
    world.run_until(|world| world.is_kept(&away));
    assert_eq!(world.creates(), 2);
}

/// Whoever goes on after a long time of refusals has it tried for as long again.
#[test]
fn who_sends_again_waits_anew() {
    let mut world =
        World::with_network(
            |request, _| {
                if is_create(request) { Fate::LoseAnswer } else { Fate::LoseRequest }
            },
        );
    let id = world.submit_to(speaking(Dialect::ApiModels), "Rain");
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Unsure { .. }));
    world.network = Box::new(|_, _| Fate::Intercept(answer(429, r#"{"code":429,"msg":"busy"}"#)));
    for _ in 0..2 {
        world.tell(Event::SendAgain(id.clone()));
        let sent = world.creates();
        world.run(Millis::from_secs(3600));
        assert!(matches!(world.stage(&id), Stage::Stalled { .. }), "{:?}", world.stage(&id));
        assert!(world.creates() > sent + 10, "{} after {sent}", world.creates());
        world.tell(Event::Resume(id.clone()));
        assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
    }
}

/// A provider that says when is taken at its word, whatever else happens.
#[test]
fn nothing_is_sent_before_the_provider_wants_it() {
    let mut told = vec![("retry-after".to_owned(), "30".to_owned())].into_iter();
    let mut world = World::with_network(move |request, sent| {
        match told.next_if(is_create(request) && sent > 2) {
            Some(header) => {
                let mut full = answer(429, FULL);
                full.headers.push(header);
                Fate::Intercept(full)
            }
            None => Fate::Deliver,
        }
    });
    let ids = submit(&mut world, 6);
    world.run(Millis::from_secs(3600));
    assert!(ids.iter().all(|id| world.is_kept(id)));
    let creates: Vec<u64> =
        world.sent.iter().filter(|(_, request)| is_create(request)).map(|(at, _)| at.0).collect();
    let gaps: Vec<u64> = creates.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps.iter().any(|gap| *gap >= 29_000), "{gaps:?}");
}

trait NextIf: Iterator {
    /// The next, where this holds.
    fn next_if(&mut self, holds: bool) -> Option<Self::Item>;
}

impl<I: Iterator> NextIf for I {
    fn next_if(&mut self, holds: bool) -> Option<Self::Item> {
        if holds { self.next() } else { None }
    }
}
