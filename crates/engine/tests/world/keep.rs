//! The provider's file becomes our take, checked on the way.

use foley_core::{
    AssetFormat, AssetKind, Dialect, HttpRequest, HttpResponse, Millis, Request, VideoSound,
    VideoSource,
};
use foley_engine::{Event, Job, JobId, Stage};

use crate::world::{Fate, World, answer, is_fetch, is_look, speaking};

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
        assert!(world.files_of(&id)[0].len() > 500_000, "{name}");
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

/// Where asking for a fresh link fails, that is asked for again, and not for the link that has expired.
#[test]
fn a_refused_link_is_not_tried_again() {
    let (mut looks, mut refused) = (0, false);
    let mut world = World::with_network(move |request, _| {
        if is_fetch(request) && !refused {
            refused = true;
            return Fate::Replace(answer(403, "<Error><Code>AccessDenied</Code></Error>"));
        }
        looks += u32::from(refused && !is_fetch(request));
        if refused && looks == 1 { Fate::LoseRequest } else { Fate::Deliver }
    });
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    let fetches: Vec<usize> =
        (0..world.sent.len()).filter(|at| is_fetch(&world.sent[*at].1)).collect();
    assert_eq!(fetches.len(), 2);
    assert_eq!(fetches[1] - fetches[0], 3, "two looks lie between them");
}

#[test]
fn a_file_that_is_gone_for_good_is_said_to_be() {
    let gone = answer(404, "<Error><Code>NoSuchKey</Code></Error>");
    let mut world = first_fetches(vec![Fate::Replace(gone); 50]);
    let id = world.submit();
    world.run(Millis::from_secs(3600));
    assert!(matches!(world.stage(&id), Stage::Expired { .. }), "{:?}", world.stage(&id));
    assert!(world.files_of(&id).is_empty());
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

/// A host that does not let pages read its files: what is there can be heard by its link all the same,
/// and be kept once the host lets it be read.
#[test]
fn a_file_that_can_not_be_read_is_linked() {
    let mut world =
        World::with_network(
            |request, _| {
                if is_fetch(request) { Fate::LoseAnswer } else { Fate::Deliver }
            },
        );
    let id = video_sound(&mut world);
    world.run(Millis::from_secs(3600));
    let Stage::Linked { assets, error } = world.stage(&id) else {
        panic!("{:?}", world.stage(&id))
    };
    let kinds: Vec<AssetKind> = assets.iter().map(|asset| asset.kind).collect();
    assert_eq!(kinds, [AssetKind::Audio, AssetKind::Video]);
    assert_eq!(error.status, None);
    assert_eq!(world.engine.next_wake(), None);
    world.crash();
    world.network = Box::new(|_, _| Fate::Deliver);
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!((world.files_of(&id).len(), world.creates()), (2, 1));
}

fn video_sound(world: &mut World) -> JobId {
    let request = Request::VideoSound(VideoSound {
        source: VideoSource::Url("https://example.com/a.mp4".to_owned()),
        sound_effect_prompt: Some("Rain".to_owned()),
        bgm_prompt: None,
        asmr_mode: false,
        external_task_id: None,
        callback_url: None,
    });
    world.ask(speaking(Dialect::Kling), request)
}

#[test]
fn a_sound_for_a_video_comes_with_the_video() {
    let mut world = World::new();
    let id = video_sound(&mut world);
    world.run_until(|world| world.is_kept(&id));
    let job = world.engine.job(&id).expect("it is there");
    let kinds: Vec<AssetKind> = job.takes().map(|take| take.kind).collect();
    assert_eq!(kinds, [AssetKind::Audio, AssetKind::Video]);
    assert!(job.takes().all(|take| take.asset_id.is_some()));
    assert!(job.video_id().is_some());
    assert_eq!(world.files_of(&id).len(), 2);
    world.tell(Event::Remove(id.clone()));
    world.run(Millis::from_secs(10));
    assert!(world.files_of(&id).is_empty());
}

/// What the job was about is ours, and says what did not come with it.
#[test]
fn a_video_that_can_not_be_had_does_not_cost_the_sound() {
    let mut world = World::with_network(|request, _| {
        let is_video = is_fetch(request) && request.url.contains(".mp4");
        if is_video { Fate::Replace(answer(404, "gone")) } else { Fate::Deliver }
    });
    let id = video_sound(&mut world);
    world.run_until(|world| world.is_kept(&id));
    let Stage::Kept { more, missing, .. } = world.stage(&id) else { unreachable!("it is kept") };
    assert_eq!(more.len(), 0);
    assert_eq!(missing.as_ref().and_then(|error| error.status), Some(404));
    assert_eq!(world.files_of(&id).len(), 1);
}

#[test]
fn who_stops_waiting_for_the_second_file_has_the_first() {
    let mut world = World::new();
    let id = video_sound(&mut world);
    world.run_until(|world| world.files_of(&id).len() == 1);
    world.tell(Event::Cancel(id.clone()));
    let Stage::Kept { missing, .. } = world.stage(&id) else { panic!("{:?}", world.stage(&id)) };
    assert!(missing.is_some());
    world.run(Millis::from_secs(60));
    assert!(world.is_kept(&id));
}

/// The page dies between the two files: the first is not fetched again.
#[test]
fn a_page_that_dies_between_two_files_goes_on_with_the_second() {
    let mut world = World::new();
    let id = video_sound(&mut world);
    world.run_until(|world| {
        world.files_of(&id).len() == 1
            && world.engine.job(&id).is_some_and(|job| job.takes().count() == 1)
    });
    world.run(Millis(5));
    world.crash();
    let fetched = |world: &World| {
        world.sent.iter().filter(|(_, request)| request.url.contains(".wav")).count()
    };
    let before = fetched(&world);
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(fetched(&world), before);
    assert_eq!(world.files_of(&id).len(), 2);
}

/// The store is full when the second file comes: the first is ours all the same, and the second is to
/// be had once there is room.
#[test]
fn a_store_that_is_full_at_the_second_file_does_not_cost_the_first() {
    let mut world = World::new();
    let id = video_sound(&mut world);
    world.run_until(|world| world.files_of(&id).len() == 1);
    world.store_is_broken = Some("QuotaExceededError".to_owned());
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(world.engine.job(&id).map(|job| job.takes().count()), Some(1));
    world.store_is_broken = None;
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    let Stage::Kept { missing, more, .. } = world.stage(&id) else { unreachable!("it is kept") };
    assert_eq!((missing, more.len()), (&None, 1));
    let sounds = |request: &foley_core::HttpRequest| request.url.contains(".wav");
    let fetched = world.sent.iter().filter(|(_, request)| sounds(request)).count();
    assert_eq!((fetched, world.creates()), (1, 1), "the first is not fetched again");
}

/// The page dies between the two files, and comes back without its key.
#[test]
fn what_is_missing_for_want_of_a_key_is_fetched_when_it_is_given() {
    let mut world = World::new();
    let id = video_sound(&mut world);
    world.run_until(|world| world.engine.job(&id).is_some_and(|job| job.takes().count() == 1));
    world.run(Millis(5));
    world.network = Box::new(|_, _| Fate::NoKey);
    world.crash();
    world.run_until(|world| world.is_kept(&id) && world.is_quiet());
    world.crash();
    assert_eq!(world.engine.job(&id).map(|job| job.takes().count()), Some(1));
    let origin = speaking(Dialect::Kling).base_url.origin().to_owned();
    assert_eq!(world.engine.wanting_key(&origin), std::slice::from_ref(&id));
    world.network = Box::new(|_, _| Fate::Deliver);
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.engine.job(&id).is_some_and(|job| job.takes().count() == 2));
    world.run_until(|world| world.is_kept(&id));
}

/// Stopped while the first file is on its way to the store: it is kept with its id, and says what is
/// missing.
#[test]
fn what_is_kept_of_a_stopped_job_is_known_by_its_id() {
    let mut world = World::new();
    let id = video_sound(&mut world);
    world.run_until(World::is_about_to_keep);
    world.tell(Event::Cancel(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    let Stage::Kept { take, missing, .. } = world.stage(&id) else { unreachable!("it is kept") };
    assert!(take.asset_id.is_some() && missing.is_some());
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.engine.job(&id).is_some_and(|job| job.takes().count() == 2));
}

/// Stopped and taken up again while a file is on its way to the store: no file is taken for another.
#[test]
fn a_file_that_comes_late_is_not_taken_for_the_next() {
    let mut world = World::new();
    let id = video_sound(&mut world);
    world.run_until(|world| world.files_of(&id).len() == 1 && world.is_about_to_keep());
    world.tell(Event::Cancel(id.clone()));
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    let job = world.engine.job(&id).expect("it is there");
    let kinds: Vec<AssetKind> = job.takes().map(|take| take.kind).collect();
    assert_eq!(kinds, [AssetKind::Audio, AssetKind::Video]);
}

/// A link that is good for a second only is asked for anew.
#[test]
fn a_link_that_ran_out_is_asked_for_anew() {
    let mut world = World::new();
    world.expire_links(Millis(30));
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Keeping { .. }));
    world.expire_links(Millis(5000));
    world.run_until(|world| world.is_kept(&id));
    assert!(world.files().len() >= 2, "{:?}", world.files());
}

/// A task's description in which every sound is there as MP3, too.
fn with_mp3(mut response: HttpResponse) -> HttpResponse {
    let body = String::from_utf8(response.body).expect("text");
    let (before, rest) = body.split_once("\"url_wav\":\"").unwrap_or((&body, ""));
    response.body = match rest.split_once('"') {
        Some((wav, after)) => {
            let mp3 = wav.replace(".wav", ".mp3");
            format!("{before}\"url_mp3\":\"{mp3}\",\"url_wav\":\"{wav}\"{after}").into_bytes()
        }
        None => body.into_bytes(),
    };
    response
}

/// A world whose sounds are there as MP3, too, at an address where this happens.
fn world_of_both(at_mp3: impl Fn(usize) -> Fate + 'static) -> World {
    let mut asked = 0;
    World::with_network(move |request, _| {
        if is_look(request) {
            Fate::Rewrite(with_mp3)
        } else if request.url.contains(".mp3") {
            asked += 1;
            at_mp3(asked - 1)
        } else {
            Fate::Deliver
        }
    })
}

const MP3: &str = "ID3\u{4} and so on";

fn job<'a>(world: &'a World, id: &JobId) -> &'a Job {
    world.engine.job(id).expect("it is there")
}

fn formats(world: &World, id: &JobId) -> Vec<AssetFormat> {
    job(world, id).takes().map(|take| take.format).collect()
}

fn fetches(world: &World, ending: &str) -> usize {
    let is_it = |request: &HttpRequest| is_fetch(request) && request.url.contains(ending);
    world.sent.iter().filter(|(_, request)| is_it(request)).count()
}

#[test]
fn a_sound_is_kept_in_both_of_its_formats_the_exact_one_first() {
    let mut world = world_of_both(|_| Fate::Intercept(answer(200, MP3)));
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(formats(&world, &id), [AssetFormat::Wav, AssetFormat::Mp3]);
    assert_eq!(world.files_of(&id)[1], MP3.as_bytes());
    assert!(job(&world, &id).takes().all(|take| take.asset_id.is_some() && take.said.is_none()));
    assert_eq!((world.creates(), fetches(&world, ".wav"), fetches(&world, ".mp3")), (1, 1, 1));

    let id = video_sound(&mut world);
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(formats(&world, &id), [AssetFormat::Wav, AssetFormat::Mp4, AssetFormat::Mp3]);
}

/// The sound itself is here: that its other format is not is no more than that.
#[test]
fn a_format_that_can_not_be_had_does_not_cost_the_other() {
    let mut world = world_of_both(|asked| match asked {
        0..4 => Fate::Intercept(answer(404, "gone")),
        _ => Fate::Intercept(answer(200, MP3)),
    });
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    let Stage::Kept { missing, .. } = world.stage(&id) else { unreachable!("it is kept") };
    assert_eq!(missing.as_ref().and_then(|error| error.status), Some(404));
    assert!(job(&world, &id).lacks_only_a_format());
    assert_eq!(formats(&world, &id), [AssetFormat::Wav]);
    world.tell(Event::Resume(id.clone()));
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(formats(&world, &id), [AssetFormat::Wav, AssetFormat::Mp3]);
    assert!(!job(&world, &id).lacks_only_a_format());
    assert_eq!(fetches(&world, ".wav"), 1);
}

/// A video that did not come is no matter of formats.
#[test]
fn a_missing_video_is_more_than_a_missing_format() {
    let mut world = World::with_network(|request, _| {
        let is_video = is_fetch(request) && request.url.contains(".mp4");
        if is_video { Fate::Replace(answer(404, "gone")) } else { Fate::Deliver }
    });
    let id = video_sound(&mut world);
    world.run_until(|world| world.is_kept(&id));
    assert!(job(&world, &id).can_resume() && !job(&world, &id).lacks_only_a_format());
}

#[test]
fn what_comes_at_one_address_is_fetched_once() {
    let at_one_address = |mut response: HttpResponse| {
        let body = String::from_utf8(with_mp3(response.clone()).body).expect("text");
        response.body = body.replace(".mp3", ".wav").into_bytes();
        response
    };
    let mut world = World::with_network(move |request, _| {
        if is_look(request) { Fate::Rewrite(at_one_address) } else { Fate::Deliver }
    });
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(formats(&world, &id), [AssetFormat::Wav]);
    assert!(!job(&world, &id).can_resume(), "nothing is missing");
    assert_eq!(fetches(&world, ".wav"), 1);
}

/// A host that has the WAV under both addresses has no MP3.
#[test]
fn the_same_format_again_is_no_other_format() {
    let mut world = world_of_both(|_| Fate::Intercept(answer(200, "RIFF\0\0\0\0WAVE")));
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    assert_eq!(formats(&world, &id), [AssetFormat::Wav]);
    assert!(job(&world, &id).lacks_only_a_format());
    assert_eq!((world.files_of(&id).len(), fetches(&world, ".mp3")), (1, 1));
}

/// What plays is kept under what it is, and what it was said to be is written down.
#[test]
fn a_file_that_is_not_what_it_was_said_to_be_is_kept_as_what_it_is() {
    let mut world = first_fetches(vec![Fate::Replace(answer(200, MP3))]);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id) && world.is_quiet());
    world.crash();
    let take = job(&world, &id).takes().next().expect("it is kept");
    assert_eq!((take.format, take.said), (AssetFormat::Mp3, Some(AssetFormat::Wav)));

    let mut world = first_fetches(vec![Fate::Rewrite(|mut response| {
        response.headers.retain(|(name, _)| name != "content-type");
        response.headers.push(("content-type".to_owned(), "audio/mpeg".to_owned()));
        response
    })]);
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id));
    let take = job(&world, &id).takes().next().expect("it is kept");
    assert_eq!((take.format, take.said), (AssetFormat::Wav, Some(AssetFormat::Mp3)));
}

/// The record says so, whatever the job does meanwhile, and nothing else of it changes.
#[test]
fn a_favourite_stays_one() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| matches!(world.stage(&id), Stage::Waiting { .. }));
    world.tell(Event::Favourite(id.clone(), true));
    world.run_until(|world| world.is_kept(&id) && world.is_quiet());
    world.crash();
    assert!(job(&world, &id).favourite);
    let kept = job(&world, &id).clone();
    world.tell(Event::Favourite(id.clone(), false));
    world.run_until(World::is_quiet);
    world.crash();
    assert_eq!(job(&world, &id), &Job { favourite: false, ..kept });
    assert_eq!((world.creates(), world.engine.next_wake()), (1, None));
    // What is said twice is stored once, and what is gone stays gone.
    world.tell(Event::Favourite(id.clone(), false));
    assert!(world.is_quiet());
    world.tell(Event::Remove(id.clone()));
    world.tell(Event::Favourite(id, true));
    world.run_until(World::is_quiet);
    assert!(world.store.is_empty());
}

/// A record of before there was a hash, and of before a type could contradict.
#[test]
fn a_record_of_before_reads_on() {
    let mut world = World::new();
    let id = world.submit();
    world.run_until(|world| world.is_kept(&id) && world.is_quiet());
    let text = world.store.get(&id).expect("it is stored").clone();
    let mut before = text;
    for fact in ["\"said\":null,", "\"sha256\":null,", "\"favourite\":false,"] {
        assert!(before.contains(fact), "{before}");
        before = before.replace(fact, "");
    }
    world.store.insert(id.clone(), before);
    world.crash();
    assert!(world.is_kept(&id));
}
