//! Every operation at every provider that has it, from the request to the kept files.

use foley_core::{AssetKind, Dialect, Draft, Field, Millis, ON, Operation, Request, TaskId, wire};
use foley_engine::{Event, Job, JobId, Stage};

use crate::world::{World, speaking};

/// A request that uses what the operation has, as far as the provider takes it.
fn draft(operation: Operation) -> Draft {
    let draft = Draft::new(operation);
    match operation {
        Operation::SoundEffect => draft.with(Field::Prompt, "Rain").with(Field::Duration, "3"),
        Operation::VideoSound => draft
            .with(Field::VideoUrl, "https://example.com/a.mp4")
            .with(Field::SoundEffectPrompt, "Rain")
            .with(Field::BgmPrompt, "A slow piano")
            .with(Field::AsmrMode, ON),
        Operation::Speech => draft
            .with(Field::Text, "Hello there.")
            .with(Field::Voice, "genshin_vindi2")
            .with(Field::VoiceLanguage, "en")
            .with(Field::VoiceSpeed, "1.2"),
        Operation::Video => draft
            .with(Field::Prompt, "A beach at sunrise")
            .with(Field::NegativePrompt, "people")
            .with(Field::Camera, "down_back")
            .with(Field::CfgScale, "0.5"),
    }
}

pub(crate) fn request(dialect: Dialect, operation: Operation) -> Option<Request> {
    let capability = speaking(dialect).capability(operation)?;
    let (request, _) = draft(operation).check(capability).expect("it can be sent");
    Some(request)
}

#[test]
fn every_operation_is_kept_from_every_provider_that_has_it() {
    let mut kept = 0;
    for dialect in Dialect::ALL {
        for operation in Operation::ALL {
            let Some(request) = request(dialect, operation) else { continue };
            let mut world = World::new();
            let id = world.ask(speaking(dialect), request);
            world.run_until(|world| world.is_kept(&id));
            let job = world.engine.job(&id).expect("it is there");
            let kinds: Vec<AssetKind> = job.takes().map(|take| take.kind).collect();
            let expected: &[AssetKind] = match operation {
                Operation::SoundEffect | Operation::Speech => &[AssetKind::Audio],
                Operation::VideoSound => &[AssetKind::Audio, AssetKind::Video],
                Operation::Video => &[AssetKind::Video],
            };
            assert_eq!(kinds, expected, "{dialect:?} {operation:?}");
            assert_eq!(world.files_of(&id).len(), expected.len());
            assert_eq!(world.creates(), 1);
            kept += 1;
        }
    }
    assert_eq!(kept, 11, "all but apimodels.app's videos");
}

/// A finished video goes on to be given a sound, by its own id and not by its task's.
#[test]
fn a_kept_video_can_be_given_a_sound() {
    for dialect in [Dialect::Kling, Dialect::CometApi] {
        let mut world = World::new();
        let video = request(dialect, Operation::Video).expect("it makes videos");
        let video = world.ask(speaking(dialect), video);
        world.run_until(|world| world.is_kept(&video));
        let job = world.engine.job(&video).expect("it is there");
        let id = job.video_id().expect("the provider named it").to_owned();
        assert_ne!(Some(&id), job.task_id.as_ref().map(|task| &task.0));
        let capability = speaking(dialect).capability(Operation::VideoSound).expect("has it");
        let sound = Draft::new(Operation::VideoSound).with(Field::VideoId, id);
        let (sound, _) = sound.check(capability).expect("good");
        let sound = world.ask(speaking(dialect), sound);
        world.run_until(|world| world.is_kept(&sound));
    }
}

/// Speech that is not done at once is asked for until it is.
#[test]
fn speech_may_be_answered_at_once() {
    let mut world = World::new();
    let id = world.ask(
        speaking(Dialect::Kling),
        request(Dialect::Kling, Operation::Speech).expect("Kling speaks"),
    );
    world.run_until(|world| matches!(world.stage(&id), Stage::Keeping { .. }));
    assert_eq!(world.sent.len(), 2, "the create and the file: nobody had to ask");
    world.run_until(|world| world.is_kept(&id));
    assert!(world.engine.job(&id).is_some_and(|job: &Job| job.task_id.is_some()));
}

/// What a provider took is kept with the job.
#[test]
fn what_it_cost_is_written_down() {
    let mut world = World::new();
    let id = world.ask(
        speaking(Dialect::Kling),
        request(Dialect::Kling, Operation::SoundEffect).expect("Kling makes sounds"),
    );
    world.run_until(|world| world.is_kept(&id));
    let answered = world.sent.iter().rfind(|(_, request)| request.url.contains("/v1/"));
    let (_, look) = answered.expect("it was asked for").clone();
    let task = wire::task(&world.sandbox.answer(&look, world.now)).expect("the task");
    assert!(!task.costs.is_empty());
    assert_eq!(world.engine.job(&id).expect("it is there").costs, task.costs);
}

/// A task that was asked for elsewhere is waited for and kept, and nothing is created.
#[test]
fn a_task_of_elsewhere_is_taken_up_by_its_id() {
    for dialect in Dialect::ALL {
        let mut world = World::new();
        let request = request(dialect, Operation::SoundEffect).expect("all make sounds");
        let create = wire::create(&speaking(dialect), &request, "elsewhere").expect("it has it");
        let task = wire::task(&world.sandbox.answer(&create, world.now)).expect("taken in").id;
        let id = JobId::from_random(99);
        world.tell(Event::TakeUp {
            id: id.clone(),
            provider: speaking(dialect),
            operation: Operation::SoundEffect,
            task: task.clone(),
        });
        world.run_until(|world| world.is_kept(&id));
        assert_eq!(world.creates(), 0);
        assert_eq!(
            world.engine.job(&id).expect("it is there").request.title(),
            format!("Task {task}")
        );

        let unknown = JobId::from_random(100);
        world.tell(Event::TakeUp {
            id: unknown.clone(),
            provider: speaking(dialect),
            operation: Operation::SoundEffect,
            task: TaskId("no-such-task".to_owned()),
        });
        world.run(Millis::from_secs(3600));
        assert!(!world.engine.job(&unknown).is_some_and(Job::is_running));
        assert_eq!(world.creates(), 0);
    }
}
