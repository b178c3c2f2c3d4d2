//! When to look is learned from the waits that were seen from end to end, and outlives the page.

use foley_core::{Dialect, Millis, Operation, Provider, TaskId, wire};
use foley_engine::{Event, Job, JobId, Stage};

use crate::systems::request;
use crate::world::{Fate, World, answer, is_look, speaking};

fn looks(world: &World) -> usize {
    world.sent.iter().filter(|(_, request)| is_look(request)).count()
}

/// How often a new job is looked at until it is kept.
fn looks_of_one(world: &mut World) -> usize {
    let before = looks(world);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    world.run_until(World::is_quiet);
    looks(world) - before
}

/// What jobs like this usually wait.
fn usual(world: &World, id: &JobId) -> Option<(Millis, Millis)> {
    world.engine.usual(world.engine.job(id).expect("it is there"), world.now)
}

#[test]
fn a_habit_saves_looks_and_outlives_the_page() {
    let mut world = World::new();
    let cold = looks_of_one(&mut world);
    for _ in 0..6 {
        looks_of_one(&mut world);
    }
    let id = world.submit();
    let learned = usual(&world, &id).expect("a habit");
    assert!(learned.0 <= learned.1 && learned.0 > Millis(1000), "{learned:?}");
    world.run_until(|world| world.is_kept(&id));
    world.run_until(World::is_quiet);
    world.crash();
    assert!(usual(&world, &id).is_some());
    let warm = looks_of_one(&mut world);
    assert!(warm < cold, "{warm} looks, and {cold} at first");
}

#[test]
fn what_was_not_seen_from_end_to_end_teaches_nothing() {
    let mut world = World::new();
    // Taken up from elsewhere.
    let request = request(Dialect::Kling, Operation::SoundEffect).expect("it makes sounds");
    let create = wire::create(&speaking(Dialect::Kling), &request, "elsewhere").expect("good");
    let task: TaskId = wire::task(&world.sandbox.answer(&create, world.now)).expect("taken in").id;
    let id = JobId::from_random(99);
    let (provider, operation) = (speaking(Dialect::Kling), Operation::SoundEffect);
    world.tell(Event::TakeUp { id: id.clone(), provider, operation, task });
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(usual(&world, &id), None);
    // Slept through.
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    world.now = world.now + Millis::from_secs(3600);
    world.run_until(|world| world.is_kept(&id));
    // Broken by the end of the page.
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    world.crash();
    world.run_until(|world| world.is_kept(&id));
    // Left alone for a while.
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    world.tell(Event::Cancel(id.clone()));
    world.now = world.now + Millis(700);
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert!(world.engine.job(&id).is_some_and(|job: &Job| !job.is_running()));
    world.run_until(World::is_quiet);
    assert_eq!(world.habits, None, "nothing was learned");
}

/// A store that does not take it loses a habit, and nothing else.
#[test]
fn a_habit_that_is_not_stored_is_only_forgotten() {
    let mut world = World::new();
    for _ in 0..4 {
        looks_of_one(&mut world);
        world.habits = None;
    }
    let id = world.submit();
    assert!(usual(&world, &id).is_some());
    world.run_until(|world| world.is_kept(&id));
    world.run_until(World::is_quiet);
    world.habits = None;
    world.crash();
    assert_eq!(usual(&world, &id), None);
    looks_of_one(&mut world);
}

/// What the provider asks for wins, whatever the habit says.
#[test]
fn no_look_comes_before_the_provider_wants_it() {
    let mut world = World::new();
    for _ in 0..5 {
        looks_of_one(&mut world);
    }
    let mut busy = answer(429, r#"{"code":1302,"message":"too fast"}"#);
    busy.headers.push(("retry-after".to_owned(), "45".to_owned()));
    let mut first = true;
    world.network = Box::new(move |request, _| {
        if is_look(request) && std::mem::take(&mut first) {
            return Fate::Intercept(busy.clone());
        }
        Fate::Deliver
    });
    let from = world.sent.len();
    let id = world.ask(
        Provider::sandbox(),
        request(Dialect::Kling, Operation::SoundEffect).expect("it makes sounds"),
    );
    world.run_until(|world| world.is_kept(&id));
    let times: Vec<u64> = world.sent[from..]
        .iter()
        .filter(|(_, request)| is_look(request))
        .map(|(at, _)| at.0)
        .collect();
    assert!(times[1] - times[0] >= 45_000, "{times:?}");
}
