//! A prompt becomes a kept sound.

use foley_core::{Method, Millis};
use foley_engine::{Progress, Stage};

use crate::world::{World, is_fetch};

#[test]
fn a_prompt_becomes_a_kept_sound() {
    let mut world = World::new();
    let id = world.submit();
    assert_eq!(*world.stage(&id), Stage::Creating);
    let submitted = Stage::Waiting { progress: Progress::Submitted };
    world.run_until(|world| *world.stage(&id) == submitted);
    let processing = Stage::Waiting { progress: Progress::Processing };
    world.run_until(|world| *world.stage(&id) == processing);
    world.run_until(|world| matches!(world.stage(&id), Stage::Keeping { .. }));
    world.run_until(|world| world.is_kept(&id));
    let (_, fetch) = world.sent.iter().rfind(|(_, request)| is_fetch(request)).expect("fetched");
    let file = world.sandbox.answer(&fetch.clone(), world.now).body;
    assert!(file.len() > 500_000, "three seconds, not {} bytes", file.len());
    assert_eq!(world.files_of(&id), [file], "what is kept is the provider's file");
    let job = world.engine.job(&id).expect("kept");
    assert!(job.task_id.is_some() && job.request_id.is_some());
    let took = job.ended_at.expect("ended").since(job.submitted_at);
    assert!(took < Millis(6000), "{took:?}");
    assert_eq!(world.creates(), 1);
    world.run(Millis::from_secs(3600));
    assert_eq!(world.engine.next_wake(), None, "nothing is left to do");
    let stored = serde_json::from_str(&world.store[&id]).expect("our record");
    assert_eq!(world.engine.job(&id), Some(&stored), "what is stored is what there is");
}

#[test]
fn nothing_leaves_before_the_job_is_recorded() {
    let mut world = World::new();
    let id = world.submit();
    assert_eq!(world.sent.len(), 0);
    world.run_until(|world| world.store.contains_key(&id));
    assert_eq!(world.sent.len(), 1);
}

#[test]
fn a_store_that_fails_begins_nothing() {
    let mut world = World::new();
    world.store_is_broken = Some("QuotaExceededError".to_owned());
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Failed { .. }));
    assert_eq!(world.sent.len(), 0);
}

#[test]
fn looks_are_spread_out_and_credentials_stay_with_the_provider() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    let looks: Vec<u64> = world
        .sent
        .iter()
        .filter(|(_, request)| request.method == Method::Get && request.url.contains("/v1/"))
        .map(|(at, _)| at.0)
        .collect();
    assert!((2..=5).contains(&looks.len()), "{looks:?}");
    assert!(looks.windows(2).all(|pair| pair[1] - pair[0] >= 400), "{looks:?}");
    assert!(world.credentialed.iter().all(|request| request.url.contains("/v1/audio/")));
    assert_eq!(world.files().len(), 1);
}

#[test]
fn many_jobs_share_one_wake_up_and_all_are_kept() {
    let mut world = World::new();
    let ids: Vec<_> = (0..50).map(|_| world.submit()).collect();
    world.run_until(|world| ids.iter().all(|id| world.is_kept(id)));
    assert_eq!(world.creates(), 50);
}
