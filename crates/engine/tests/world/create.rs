//! A create is sent once, and its answer is looked for where it is lost.

use foley_core::{Charge, Dialect, Method, Millis};
use foley_engine::{Event, Stage};

use crate::world::{Fate, World, answer, is_create, is_look, speaking};

fn first_create(fate: Fate) -> World {
    World::with_first(is_create, vec![fate])
}

fn ways_to_lose_an_answer() -> Vec<Fate> {
    vec![
        Fate::LoseAnswer,
        Fate::Silence,
        Fate::Replace(answer(502, "<html>Bad Gateway</html>")),
        Fate::Replace(answer(200, "{\"code\":0,\"message\":\"SUCC")),
        Fate::Replace(answer(504, r#"{"code":5002,"message":"timeout"}"#)),
        Fate::Replace(answer(200, "")),
        Fate::Replace(answer(
            504,
            r#"{"error":{"message":"timeout","type":"comet_api_error","param":"","code":""}}"#,
        )),
        Fate::Replace(answer(500, r#"{"code":"do_request_failed","message":"dial"}"#)),
        Fate::Replace(answer(502, r#"{"code":502,"message":"bad gateway"}"#)),
        Fate::Replace(answer(408, r#"{"message":"Request timeout"}"#)),
        Fate::Replace(answer(200, r#"{"code":500,"message":"internal"}"#)),
    ]
}

#[test]
fn a_lost_answer_is_found_again_and_nothing_is_sent_twice() {
    for fate in ways_to_lose_an_answer() {
        let name = format!("{fate:?}");
        let mut world = first_create(fate);
        let id = world.submit();
        world.run_until(|world| world.is_kept(&id));
        assert_eq!(world.creates(), 1, "{name}");
    }
}

#[test]
fn a_create_that_never_arrived_is_sent_again_once_the_provider_denies_it() {
    let mut world = first_create(Fate::LoseRequest);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 2);
    assert_eq!(world.paid_twice.len(), 0);
    let times: Vec<u64> =
        world.sent.iter().filter(|(_, r)| r.method == Method::Post).map(|(at, _)| at.0).collect();
    assert!(times[1] - times[0] >= 10_000, "the provider had ten seconds to find it: {times:?}");
}

/// What the provider said at once is no denial of ten seconds, however late it is heard.
#[test]
fn a_denial_that_is_heard_late_is_not_believed() {
    let denial = answer(404, r#"{"code":1203,"message":"task not found"}"#);
    let mut fates = vec![Fate::Replace(denial), Fate::LoseAnswer];
    let mut world = World::with_network(move |_, _| fates.pop().unwrap_or(Fate::Deliver));
    let id = world.submit();
    world.run_until(|world| world.sent.len() == 2);
    world.latency = Millis(11_000);
    world.run(Millis(40));
    world.latency = Millis(40);
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 1);
}

/// CometAPI does not document that it finds a task by our id: that it finds none says nothing.
#[test]
fn where_the_provider_cant_tell_the_user_decides() {
    let mut world = first_create(Fate::LoseRequest);
    let id = world.submit_to(speaking(Dialect::CometApi), "Rain");
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
    assert_eq!(world.creates(), 1);
    assert_eq!(world.engine.next_wake(), None);
    world.tell(Event::Resume(id.clone()));
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Unsure { .. }));
    assert_eq!(world.creates(), 1);
    world.tell(Event::SendAgain(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 2);
}

/// apimodels.app takes no ids of ours: there is nothing to ask it for.
#[test]
fn where_the_provider_cant_be_asked_the_user_decides_at_once() {
    for fate in [Fate::LoseRequest, Fate::LoseAnswer] {
        let mut world = first_create(fate);
        let id = world.submit_to(speaking(Dialect::ApiModels), "Rain");
        world.run(Millis::from_secs(3600));
        assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
        assert_eq!(world.sent.len(), 1, "nothing else was sent");
        world.crash();
        world.tell(Event::Resume(id.clone()));
        world.run(Millis::from_secs(3600));
        assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
        assert_eq!(world.sent.len(), 1);
        world.tell(Event::SendAgain(id.clone()));
        world.run_until(|world| world.is_kept(&id));
    }
}

/// A token whose time is refused is signed anew, and that is all that can be done about it.
#[test]
fn a_token_out_of_its_time_is_signed_anew_once() {
    let late =
        || Fate::Intercept(answer(401, r#"{"code":1004,"message":"Authorization is expired"}"#));
    let mut world = World::with_first(is_create, vec![late()]);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 2);

    let mut world = World::with_first(is_create, vec![late(), late(), late()]);
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Stalled { .. }), "{:?}", world.stage(&id));
    let job = world.engine.job(&id).expect("it is there");
    assert!(job.error().is_some_and(foley_core::ApiError::is_about_key) && !job.is_out());
    assert_eq!(world.creates(), 2);

    let mut world = World::with_first(is_look, vec![late(), Fate::Deliver, late()]);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
}

#[test]
fn what_the_provider_does_not_make_is_not_sent() {
    let mut world = World::new();
    let video = foley_core::Draft::new(foley_core::Operation::Video)
        .with(foley_core::Field::Prompt, "A beach");
    let kling = speaking(Dialect::Kling);
    let capability = kling.capability(video.operation).expect("Kling makes videos");
    let (request, _) = video.check(capability).expect("good");
    let id = world.ask(speaking(Dialect::ApiModels), request);
    world.run(Millis::from_secs(3600));
    let Stage::Failed { error } = world.stage(&id) else { panic!("{:?}", world.stage(&id)) };
    assert_eq!((error.charge, world.sent.len()), (Charge::No, 0));
}

#[test]
fn a_refusal_ends_the_job_in_the_providers_words() {
    let refusal = answer(400, r#"{"code":1301,"message":"content policy","request_id":"r1"}"#);
    let mut world = first_create(Fate::Intercept(refusal));
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    let Stage::Failed { error } = world.stage(&id) else { panic!("{:?}", world.stage(&id)) };
    assert_eq!(error.message, "content policy");
    assert_eq!(error.code.as_deref(), Some("1301"));
    assert_eq!(error.request_id.as_deref(), Some("r1"));
    assert_eq!(error.charge, Charge::No);
    assert_eq!(world.creates(), 1);
}

#[test]
fn no_free_slot_means_waiting_for_one() {
    let body = r#"{"code":1303,"message":"parallel task over resource pack limit"}"#;
    let mut refusals = 3;
    let mut world = World::with_network(move |request, _| {
        if request.method == Method::Post && refusals > 0 {
            refusals -= 1;
            return Fate::Intercept(answer(429, body));
        }
        Fate::Deliver
    });
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Queued { .. }));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.creates(), 4);
    let times: Vec<u64> =
        world.sent.iter().filter(|(_, r)| r.method == Method::Post).map(|(at, _)| at.0).collect();
    let gaps: Vec<u64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps.iter().all(|gap| *gap >= 1000) && gaps[2] > gaps[0], "it backs off: {gaps:?}");
}

/// Every create is lost and every look denied: that has an end, and the user decides.
#[test]
fn creates_that_never_arrive_are_not_sent_for_ever() {
    let mut world = World::with_network(|request, _| match request.method {
        Method::Post => Fate::LoseRequest,
        Method::Get => Fate::Deliver,
    });
    let id = world.submit();
    world.run(Millis::from_secs(3 * 3600));
    assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
    assert_eq!(world.engine.next_wake(), None);
}

/// Somebody in between who does not know the path is not the provider.
#[test]
fn only_the_providers_own_denial_lets_a_create_be_sent_again() {
    let no_route = answer(404, r#"{"message":"no Route matched with those values"}"#);
    let mut world = World::with_network(move |request, _| match request.method {
        Method::Post => Fate::LoseAnswer,
        Method::Get => Fate::Replace(no_route.clone()),
    });
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
    assert_eq!(world.creates(), 1);
}

/// A relay that speaks as Kling does need not know our id: what it does not find may be there.
#[test]
fn a_relays_denial_lets_no_create_be_sent_again() {
    for code in ["\"task_not_exist\"", "1203"] {
        let denial = answer(400, &format!(r#"{{"code":{code},"message":"no such task"}}"#));
        let mut world = World::with_network(move |request, _| match request.method {
            Method::Post => Fate::LoseAnswer,
            Method::Get => Fate::Replace(denial.clone()),
        });
        let id = world.submit_to(speaking(Dialect::Kling), "Rain");
        world.run(Millis::from_secs(3600));
        assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
        assert_eq!(world.creates(), 1);
    }
}

/// The page dies while a second create waits for its turn: that the first one's answer was lost is
/// still known, and what the second is refused for leads to the first.
#[test]
fn a_lost_create_is_not_forgotten_while_another_waits_for_its_turn() {
    let mut world = World::with_network(|request, _| match request.method {
        Method::Post => Fate::LoseAnswer,
        Method::Get => Fate::LoseRequest,
    });
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
    let full = answer(429, r#"{"code":1303,"message":"parallel task over resource pack limit"}"#);
    world.network = Box::new(move |_, _| Fate::Intercept(full.clone()));
    world.tell(Event::SendAgain(id.clone()));
    world.run_until(|world| matches!(world.stage(&id), Stage::Queued { .. }));
    world.run(Millis(500));
    world.network = Box::new(|_, _| Fate::Deliver);
    world.crash();
    world.run_until(|world| world.is_kept(&id));
}

/// Every create was refused, so nothing is out: whoever goes on has it sent, and nobody says that an
/// answer was lost.
#[test]
fn who_goes_on_after_refusals_has_it_sent() {
    for stop in [false, true] {
        let busy = answer(429, r#"{"code":429,"msg":"slow down"}"#);
        let mut world = World::with_network(move |_, _| Fate::Intercept(busy.clone()));
        let id = world.submit_to(speaking(Dialect::ApiModels), "Rain");
        if stop {
            world.run_until(|world| matches!(world.stage(&id), Stage::Queued { .. }));
            world.tell(Event::Cancel(id.clone()));
        }
        world.run(Millis::from_secs(3600));
        assert!(world.engine.job(&id).is_some_and(foley_engine::Job::can_resume));
        world.crash();
        world.network = Box::new(|_, _| Fate::Deliver);
        world.tell(Event::Resume(id.clone()));
        world.run_until(|world| world.is_kept(&id));
    }
}

/// An id that the user chose may have been used before: the task that has it is not ours.
#[test]
fn an_older_task_under_the_users_id_is_not_taken_for_the_new_one() {
    let mut world = World::new();
    let request = |prompt: &str| {
        foley_core::Request::SoundEffect(foley_core::SoundEffect {
            prompt: prompt.to_owned(),
            duration: foley_core::Seconds::from_tenths(30),
            external_task_id: Some("mine".to_owned()),
            callback_url: None,
        })
    };
    let first = world.ask(foley_core::Provider::sandbox(), request("Rain"));
    world.run_until(|world| world.is_kept(&first));
    world.now = world.now + Millis::from_secs(600);
    world.network = Box::new(|request, _| match request.method {
        Method::Post => Fate::LoseRequest,
        Method::Get => Fate::Deliver,
    });
    let second = world.ask(foley_core::Provider::sandbox(), request("Wind"));
    world.run(Millis::from_secs(3600));
    let Stage::Unsure { error } = world.stage(&second) else {
        panic!("{:?}", world.stage(&second))
    };
    assert!(error.message.contains("use another id"), "{error:?}");
}

/// The browser has sent the create twice by itself, and its second answer says that the id is taken: by the
/// first, which is paid for.
#[test]
fn a_create_that_the_browser_repeats_is_no_refusal() {
    for dialect in [Dialect::Kling, Dialect::CometApi] {
        let mut world = World::with_first(is_create, vec![Fate::Repeat]);
        let id = world.submit_to(speaking(dialect), "Rain");
        world.run_until(|world| world.is_kept(&id));
        assert_eq!(world.creates(), 1);
    }
}

/// An id that the user chose, and had used before: it is refused for the older task, and nothing is made.
#[test]
fn an_id_that_was_used_before_is_refused_and_costs_nothing() {
    let mut world = World::new();
    let request = |prompt: &str| {
        foley_core::Request::SoundEffect(foley_core::SoundEffect {
            prompt: prompt.to_owned(),
            duration: foley_core::Seconds::from_tenths(30),
            external_task_id: Some("mine".to_owned()),
            callback_url: None,
        })
    };
    let first = world.ask(foley_core::Provider::sandbox(), request("Rain"));
    world.run_until(|world| world.is_kept(&first));
    world.now = world.now + Millis::from_secs(600);
    let second = world.ask(foley_core::Provider::sandbox(), request("Wind"));
    world.run(Millis::from_secs(3600));
    let Stage::Failed { error } = world.stage(&second) else {
        panic!("{:?}", world.stage(&second))
    };
    assert_eq!(
        (error.message.as_str(), error.charge),
        ("external_task_id already exists", Charge::No)
    );
    assert_eq!(world.creates(), 2);
}

/// How the answer was lost is still said after the key was missing for a while.
#[test]
fn a_missing_key_does_not_hide_how_an_answer_was_lost() {
    let mut world = World::with_network(|_, _| Fate::Silence);
    let id = world.submit_to(speaking(Dialect::CometApi), "Rain");
    world.run_until(|world| world.creates() == 1);
    world.network = Box::new(|_, _| Fate::NoKey);
    world.crash();
    world.run(Millis::from_secs(3600));
    let about_key = |world: &World| {
        let error = world.engine.job(&id).and_then(|job| job.error());
        error.expect("it says why").is_about_key()
    };
    assert!(about_key(&world));
    world.network = Box::new(|_, _| Fate::LoseRequest);
    world.tell(Event::Resume(id.clone()));
    world.run(Millis::from_secs(3600));
    assert!(!about_key(&world), "{:?}", world.stage(&id));
}

/// The first create had arrived after all: the second is refused for it, and leads to it.
#[test]
fn sending_again_finds_what_the_first_create_made() {
    let mut world = World::with_network(|request, _| match request.method {
        Method::Post => Fate::LoseAnswer,
        Method::Get => Fate::LoseRequest,
    });
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
    world.network = Box::new(|_, _| Fate::Deliver);
    world.tell(Event::SendAgain(id.clone()));
    world.run_until(|world| world.is_kept(&id));
}

#[test]
fn a_store_that_fails_leaves_an_unsure_job_unsure() {
    let mut world = World::with_network(|_, _| Fate::LoseAnswer);
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    world.store_is_broken = Some("QuotaExceededError".to_owned());
    world.tell(Event::SendAgain(id.clone()));
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
    assert_eq!(world.creates(), 1);
}

/// What the store last took may say that nothing is out: it is told again before anything leaves.
#[test]
fn a_create_is_not_sent_again_where_that_can_not_be_written_down() {
    let mut world = first_create(Fate::LoseRequest);
    let id = world.submit();
    world.run_until(|world| world.creates() == 1);
    world.store_is_broken = Some("QuotaExceededError".to_owned());
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Unsure { .. }), "{:?}", world.stage(&id));
    assert_eq!(world.creates(), 1);
}

/// The first create never arrived, and the second is refused for good: both are known to have failed.
#[test]
fn a_refusal_after_a_lost_create_is_believed_once_the_provider_denies_both() {
    let refusal = answer(400, r#"{"code":1301,"message":"content policy"}"#);
    let mut creates = 0;
    let mut world = World::with_network(move |request, _| match request.method {
        Method::Post => {
            creates += 1;
            if creates == 1 { Fate::LoseRequest } else { Fate::Intercept(refusal.clone()) }
        }
        Method::Get => Fate::Deliver,
    });
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    let Stage::Failed { error } = world.stage(&id) else { panic!("{:?}", world.stage(&id)) };
    assert_eq!(error.code.as_deref(), Some("1301"));
    assert_eq!(world.creates(), 2);
}

/// The first create never arrived, and the second was refused for its key: with another it may be taken in.
#[test]
fn a_refusal_for_the_key_after_a_lost_create_is_no_failure() {
    let refusal = answer(401, r#"{"code":1001,"message":"Authorization is empty"}"#);
    let mut creates = 0;
    let mut world = World::with_network(move |request, _| match request.method {
        Method::Post => {
            creates += 1;
            match creates {
                1 => Fate::LoseRequest,
                2 => Fate::Intercept(refusal.clone()),
                _ => Fate::Deliver,
            }
        }
        Method::Get => Fate::Deliver,
    });
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    let Stage::Stalled { error: Some(error) } = world.stage(&id) else {
        panic!("{:?}", world.stage(&id))
    };
    assert!(error.is_about_key());
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!((world.creates(), world.paid_twice.len()), (3, 0));
}

/// The page dies at each step of a job's life in turn, and comes back.
#[test]
fn a_page_that_dies_at_any_moment_loses_nothing() {
    let steps = {
        let mut world = World::new();
        let id = world.submit();
        (0..).find(|_| !world.step() || world.is_kept(&id)).expect("it ends")
    };
    for crash_at in 0..=steps {
        let mut world = World::new();
        let id = world.submit();
        for _ in 0..crash_at {
            world.step();
        }
        let recorded = world.store.contains_key(&id);
        world.crash();
        if recorded {
            world.run_until(|world| world.is_kept(&id));
            assert_eq!(world.paid_twice.len(), 0, "crash at {crash_at}");
        } else {
            assert_eq!(world.creates(), 0, "crash at {crash_at}: it left unrecorded");
        }
    }
}
