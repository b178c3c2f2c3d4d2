//! The driver in a real browser: real IndexedDB, real locks, real decoding, and a worker that plays
//! the sandbox's part.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use foley_browser::{Foley, Options};
use foley_core::{
    AssetFormat, AssetKind, Credential, Draft, Field, Operation, Provider, Request, Seconds,
    SecretKey, SoundEffect,
};
use foley_engine::{Job, JobId, Stage, Take};
use futures::StreamExt;
use futures::channel::mpsc;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Response;

wasm_bindgen_test_configure!(run_in_browser);

/// A worker that answers as the sandbox would: a create, then a task that is done, then a tenth of a
/// second of a square wave. A task whose create it did not hear it does not know.
const WORKER: &str = r#"
const tasks = new Set()
const wave = () => {
  const frames = 4410, view = new DataView(new ArrayBuffer(44 + frames * 2))
  const text = (at, text) => [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)))
  text(0, "RIFF"); view.setUint32(4, 36 + frames * 2, true); text(8, "WAVEfmt ")
  view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true)
  view.setUint32(24, 44100, true); view.setUint32(28, 88200, true); view.setUint16(32, 2, true)
  view.setUint16(34, 16, true); text(36, "data"); view.setUint32(40, frames * 2, true)
  for (let i = 0; i < frames; i++) view.setInt16(44 + i * 2, i % 100 < 50 ? 16000 : -16000, true)
  return new Uint8Array(view.buffer)
}
// Ten frames of MPEG-1 Layer III, 32 kbit/s, mono, with nothing in them.
const silence = () => {
  const frames = new Uint8Array(10 * 104)
  for (let i = 0; i < 10; i++) frames.set([0xff, 0xfb, 0x10, 0xc0], i * 104)
  return frames
}
const bytes = (value) => new TextEncoder().encode(JSON.stringify(value))
const answer = ({ post, url, body }) => {
  if (post) {
    const id = JSON.parse(body).external_task_id
    tasks.add(id)
    return bytes({ code: 0, data: { task_id: id, task_status: "submitted" } })
  }
  if (url.endsWith(".wav")) return wave()
  if (url.endsWith(".mp3")) return silence()
  const id = decodeURIComponent(url.split("/").pop())
  if (!tasks.has(id)) return bytes({ code: 1203, message: "task not found" })
  if (HANGS) return bytes({ code: 0, data: { task_id: id, task_status: "processing" } })
  const audios = [{ id, url_wav: "https://sandbox.invalid/" + id + ".wav", duration_wav: "0.1" }]
  return bytes({ code: 0, data: { task_id: id, task_status: "succeed", task_result: { audios } } })
}
onmessage = ({ data: { id, request } }) =>
  postMessage({ Answered: { id, response: { status: 200, headers: [], body: answer(request) } } })
postMessage("Ready")
"#;

/// A page's Foley, with a database of its own. `hangs` makes the worker's tasks never end.
async fn open(database: &str, hangs: bool) -> Foley {
    open_with(database, &WORKER.replace("HANGS", if hangs { "true" } else { "false" })).await
}

/// A page's Foley whose sandbox is this script.
async fn open_with(database: &str, script: &str) -> Foley {
    let options = Options {
        database: format!("test-{database}"),
        sandbox_script: format!("data:text/javascript,{}", js_sys::encode_uri_component(script)),
    };
    Foley::open(options, |_| {}).await.expect("the store opens")
}

fn rain() -> Request {
    Request::SoundEffect(SoundEffect {
        prompt: "Rain".to_owned(),
        duration: Seconds::from_tenths(30),
        external_task_id: None,
        callback_url: None,
    })
}

/// A worker that has done every task that it is asked for.
fn knows_every_task() -> String {
    WORKER.replace("HANGS", "false").replace("!tasks.has(id)", "false")
}

/// Waits until anything changes.
async fn changed(foley: &Foley) {
    let (changed, mut changes) = mpsc::unbounded();
    let _subscription = foley.on_change(move |_| drop(changed.unbounded_send(())));
    changes.next().await.expect("the subscription lives");
}

/// Waits until a job is as it should be.
async fn when(foley: &Foley, id: &JobId, holds: impl Fn(&Job) -> bool) -> Job {
    let (changed, mut changes) = mpsc::unbounded();
    let _subscription = foley.on_change(move |_| drop(changed.unbounded_send(())));
    loop {
        if let Some(job) = foley.jobs().into_iter().find(|job| job.id == *id && holds(job)) {
            return job;
        }
        changes.next().await.expect("the subscription lives");
    }
}

/// The SHA-256 of the worker's wave.
const WAVE_SHA256: &str = "32f6e686d5c63d3c543a4b214a36bcc6cbcedbc526e5a48bd60a92bc10b3dec9";

/// A worker whose sounds are there as MP3, too.
fn with_mp3() -> String {
    let mp3 = "url_mp3: \"https://sandbox.invalid/\" + id + \".mp3\", url_wav:";
    WORKER.replace("HANGS", "false").replace("url_wav:", mp3)
}

#[wasm_bindgen_test]
async fn a_sound_in_two_formats_is_kept_in_both_with_their_hashes() {
    let foley = open_with("both", &with_mp3()).await;
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    let job = when(&foley, &id, is_kept).await;
    let takes: Vec<&Take> = job.takes().collect();
    let formats: Vec<AssetFormat> = takes.iter().map(|take| take.format).collect();
    assert_eq!(formats, [AssetFormat::Wav, AssetFormat::Mp3], "{job:?}");
    assert_eq!(takes[0].sha256.as_deref(), Some(WAVE_SHA256));
    assert_eq!(takes[1].bytes, 1040);
    assert!(takes[1].sha256.is_some() && takes[1].sha256 != takes[0].sha256);
    for number in [0, 1] {
        let file = foley.file_to_save(&id, number).await.expect("the store reads").expect("a file");
        assert!(file.is_intact);
        assert_eq!(fetch(file.url.as_str()).await.expect("ours").len() as u64, takes[number].bytes);
    }
    assert!(foley.file_to_save(&id, 2).await.expect("the store reads").is_none());
    foley.remove(&id);
}

/// What the store gives back is not what it was given: that is told, and the file is given all the same.
#[wasm_bindgen_test]
async fn a_file_whose_bytes_have_changed_says_so() {
    let foley = open("changed", false).await;
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&foley, &id, is_kept).await;
    let tamper = format!(
        "new Promise((resolve, reject) => {{
          const open = indexedDB.open('test-changed')
          open.onerror = reject
          open.onsuccess = () => {{
            const change = open.result.transaction('takes', 'readwrite')
            change.objectStore('takes').put(new Blob(['RIFF']), '{id}')
            change.onabort = reject
            change.oncomplete = () => {{ open.result.close(); resolve() }}
          }}
        }})"
    );
    let changed: js_sys::Promise = js_sys::eval(&tamper).expect("a promise").unchecked_into();
    JsFuture::from(changed).await.expect("the store takes it");
    let file = foley.file_to_save(&id, 0).await.expect("the store reads").expect("a file");
    assert!(!file.is_intact);
    assert_eq!(fetch(file.url.as_str()).await.expect("it is there"), b"RIFF");
    foley.remove(&id);
}

/// What one page has made a favourite does not go because another has not heard of that.
#[wasm_bindgen_test]
async fn a_favourite_of_any_page_does_not_go_to_make_room() {
    let first = open("favourite", false).await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let id = first.submit(Provider::sandbox(), rain()).expect("random numbers");
        when(&first, &id, is_kept).await;
        ids.push(id);
    }
    let second = open("favourite", false).await;
    assert_eq!(second.jobs().len(), 2);
    first.set_favourite(&ids[0], true);
    when(&first, &ids[0], |job| job.favourite).await;
    // The store has it as soon as a page that opens is told so.
    while !open("favourite", false).await.jobs().iter().any(|job| job.favourite) {}
    second.let_go(ids.clone()).await;
    let left: Vec<JobId> = second.jobs().into_iter().map(|job| job.id).collect();
    assert_eq!(left, ids[..1]);
    assert!(second.jobs()[0].favourite, "and it is shown as one");
    assert!(second.file(&ids[0], 0).await.expect("the store reads").is_some());
    first.set_favourite(&ids[0], false);
    when(&first, &ids[0], |job| !job.favourite).await;
    first.remove(&ids[0]);
    first.remove(&ids[1]);
}

fn is_kept(job: &Job) -> bool {
    matches!(job.stage, Stage::Kept { .. })
}

async fn fetch(url: &str) -> Result<Vec<u8>, wasm_bindgen::JsValue> {
    let window = web_sys::window().expect("a window");
    let response: Response = JsFuture::from(window.fetch_with_str(url)).await?.dyn_into()?;
    Ok(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec())
}

#[wasm_bindgen_test]
async fn a_prompt_becomes_a_sound_that_outlives_the_page() {
    let foley = open("kept", false).await;
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    let job = when(&foley, &id, is_kept).await;
    let Stage::Kept { take, .. } = &job.stage else { unreachable!("it was asked for") };
    assert_eq!((take.bytes, take.duration_ms), (44 + 8820, 100));
    assert!(take.peaks.bars(10).iter().all(|bar| *bar > 0.9), "a square wave is loud throughout");
    drop(foley);

    let foley = open("kept", false).await;
    let again = when(&foley, &id, is_kept).await;
    assert_eq!(again, job, "what was stored is what there was");
    let sound = foley.file(&id, 0).await.expect("the store reads").expect("a take");
    assert!(sound.as_str().starts_with("blob:"));
    let bytes = fetch(sound.as_str()).await.expect("it plays from our own store");
    assert_eq!(bytes.len() as u64, take.bytes);

    let url = sound.as_str().to_owned();
    drop(sound);
    assert!(fetch(&url).await.is_err(), "a dropped URL is revoked");

    foley.remove(&id);
    assert_eq!(foley.jobs(), []);
    drop(foley);
    let foley = open("kept", false).await;
    assert!(foley.file(&id, 0).await.expect("the store reads").is_none());
    assert_eq!(foley.jobs(), []);
}

/// One page runs a job, and both see it; when the one dies the other goes on.
#[wasm_bindgen_test]
async fn a_job_is_run_by_one_page_at_a_time_and_handed_over() {
    let is_waiting = |job: &Job| matches!(job.stage, Stage::Waiting { .. });
    let first = open("handed-over", true).await;
    // This one's worker has all that is asked for: whatever it runs is soon kept.
    let second = open_with("handed-over", &knows_every_task()).await;
    let id = first.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&second, &id, is_waiting).await;
    let third = open_with("handed-over", &knows_every_task()).await;
    when(&third, &id, is_waiting).await;
    // A job of their own shows that they have had time to take the first one's.
    for page in [&second, &third] {
        let own = page.submit(Provider::sandbox(), rain()).expect("random numbers");
        for other in [&first, &second, &third] {
            when(other, &own, is_kept).await;
        }
        assert!(page.jobs().iter().any(|job| job.id == id && is_waiting(job)), "not its to run");
        page.remove(&own);
    }
    drop(first);
    let kept = when(&second, &id, is_kept).await;
    assert_eq!(when(&third, &id, is_kept).await, kept);
    second.remove(&id);
    while third.jobs().iter().any(|job| job.id == id) {
        changed(&third).await;
    }
}

/// What is asked of a job in a page that only shows it is done by the one that runs it.
#[wasm_bindgen_test]
async fn what_is_asked_in_any_page_is_done() {
    let first = open("asked", true).await;
    let second = open_with("asked", &knows_every_task()).await;
    let id = first.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&second, &id, |job| matches!(job.stage, Stage::Waiting { .. })).await;
    second.cancel(&id);
    for page in [&first, &second] {
        when(page, &id, |job| job.stage == Stage::Cancelled).await;
    }
    second.resume(&id);
    when(&first, &id, is_kept).await;
    first.remove(&id);
    while second.jobs().iter().any(|job| job.id == id) {
        changed(&second).await;
    }
}

/// A pause is the same in every page, and is still one after a reload.
#[wasm_bindgen_test]
async fn a_pause_outlives_the_page() {
    let foley = open("paused", false).await;
    foley.pause(true);
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&foley, &id, |job| matches!(job.stage, Stage::Queued { error: None })).await;
    assert_eq!(foley.ahead(&id), Some(0));
    let other = open("paused", false).await;
    when(&other, &id, |job| matches!(job.stage, Stage::Queued { error: None })).await;
    assert!(other.is_paused());
    drop(foley);
    drop(other);
    let foley = open("paused", false).await;
    when(&foley, &id, |job| matches!(job.stage, Stage::Queued { error: None })).await;
    foley.pause(false);
    when(&foley, &id, is_kept).await;
    foley.remove(&id);
}

#[wasm_bindgen_test]
async fn a_dropped_subscription_hears_no_more() {
    let foley = open("subscription", false).await;
    let (changed, mut changes) = mpsc::unbounded();
    let subscription = foley.on_change(move |_| drop(changed.unbounded_send(())));
    drop(subscription);
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&foley, &id, is_kept).await;
    assert!(changes.next().await.is_none(), "the callback is gone, and nothing came before");
    foley.remove(&id);
}

/// Whoever follows what is told to have changed has all jobs as they are, without the others being looked
/// at.
#[wasm_bindgen_test]
async fn only_what_may_have_changed_is_told() {
    let foley = open("changes", false).await;
    let other = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&foley, &other, is_kept).await;
    let told = Rc::new(RefCell::new(BTreeMap::new()));
    let (listener, jobs) = (foley.clone(), told.clone());
    let _subscription = foley.on_change(move |changed| {
        jobs.borrow_mut().extend(changed.iter().map(|id| (id.clone(), listener.job(id))));
    });
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    let job = when(&foley, &id, is_kept).await;
    assert_eq!(*told.borrow(), BTreeMap::from([(id.clone(), Some(job))]));
    assert_eq!(foley.order(), [id.clone(), other.clone()]);

    foley.remove(&id);
    assert_eq!(*told.borrow(), BTreeMap::from([(id, None)]));
    foley.remove(&other);
    assert_eq!(foley.order(), []);
}

/// A worker that dies of a create: the call breaks, the next one starts a new worker, and that one is
/// asked what became of the create.
#[wasm_bindgen_test]
async fn a_sandbox_that_dies_is_started_again_and_the_job_goes_on() {
    let script = WORKER
        .replace("HANGS", "false")
        .replace("tasks.add(id)", "throw new Error('died of it')")
        .replace("!tasks.has(id)", "false");
    let foley = open_with("died", &script).await;
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&foley, &id, is_kept).await;
    foley.remove(&id);
}

/// Two pages rest on the same job, and one takes it further: the other is shown that, and does not do
/// again what was done.
#[wasm_bindgen_test]
async fn an_intent_that_comes_too_late_shows_what_happened_instead() {
    let first = open("late", true).await;
    let id = first.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&first, &id, |job| matches!(job.stage, Stage::Waiting { .. })).await;
    first.cancel(&id);
    when(&first, &id, |job| job.stage == Stage::Cancelled).await;
    drop(first);

    let first = open_with("late", &knows_every_task()).await;
    // This one's worker would fail whatever it is asked.
    let second = open_with("late", "throw new Error('not to be asked')").await;
    when(&second, &id, |job| job.stage == Stage::Cancelled).await;
    first.resume(&id);
    when(&first, &id, is_kept).await;
    second.resume(&id);
    when(&second, &id, is_kept).await;

    first.remove(&id);
    drop(first);
    let third = open_with("late", &knows_every_task()).await;
    assert_eq!(third.jobs(), [], "what is removed is gone for every page");
}

/// A worker that has a sound and a video for every task. `BYTES` stands for the video's.
const STUDIO: &str = r#"
const film = new Uint8Array([BYTES])
const json = (value) => new TextEncoder().encode(JSON.stringify(value))
const videos = [{ id: "v-1", url: "https://sandbox.invalid/assets/1.mp4", duration: "1.0" }]
const answer = ({ post, url, body }) => {
  if (url.endsWith(".mp4")) return film
  if (post) return json({ code: 0, data: { task_id: "1", task_status: "submitted" } })
  return json({ code: 0, data: { task_id: "1", task_status: "succeed", task_result: { videos } } })
}
onmessage = ({ data: { id, request } }) =>
  postMessage({ Answered: { id, response: { status: 200, headers: [], body: answer(request) } } })
postMessage("Ready")
"#;

/// A video is read by the browser's own decoder, kept, and known by the provider's id for it.
#[wasm_bindgen_test]
async fn a_video_is_kept_with_its_size_and_its_id() {
    let clip = foley_clip::Clip {
        prompt: "Waves".to_owned(),
        width: 64,
        height: 36,
        duration_tenths: 10,
        variation: 0,
    };
    let film = foley_clip::render(&clip, None);
    let bytes: Vec<String> = film.iter().map(u8::to_string).collect();
    let script = STUDIO.replace("BYTES", &bytes.join(","));
    let url =
        |script: &str| format!("data:text/javascript,{}", js_sys::encode_uri_component(script));
    let options = Options { database: "test-video".to_owned(), sandbox_script: url(&script) };
    let foley = Foley::open(options, |_| {}).await.expect("the store opens");
    let video = Draft::new(Operation::Video).with(Field::Prompt, "Waves");
    let capability = Provider::sandbox().capability(Operation::Video).expect("it makes videos");
    let (request, _) = video.check(capability).expect("good");
    let id = foley.submit(Provider::sandbox(), request).expect("random numbers");
    let job = when(&foley, &id, is_kept).await;
    let take = job.takes().next().expect("it is kept");
    assert_eq!((take.kind, take.size), (AssetKind::Video, Some((64, 36))));
    assert_eq!((take.duration_ms, take.bytes), (1000, film.len() as u64));
    assert_eq!(job.video_id(), Some("v-1"));
    let kept = foley.file(&id, 0).await.expect("the store reads").expect("a file");
    assert_eq!(fetch(kept.as_str()).await.expect("it is ours"), film);
    foley.remove(&id);
}

/// How long such jobs take is known to the next page, too.
#[wasm_bindgen_test]
async fn a_habit_outlives_the_page() {
    let foley = open("habit", false).await;
    let mut last = None;
    for _ in 0..3 {
        let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
        last = Some(when(&foley, &id, is_kept).await);
        foley.remove(&id);
    }
    let job = last.expect("three of them");
    let usual = foley.usual(&job).expect("three make a habit");
    assert!(usual.0 <= usual.1);
    drop(foley);
    assert_eq!(open("habit", false).await.usual(&job), Some(usual));
}

/// A job's log, line by line.
async fn log(foley: &Foley, id: &JobId) -> Vec<String> {
    let text = foley.record(id).await.expect("the store reads");
    text.lines().map(str::to_owned).collect()
}

#[wasm_bindgen_test]
async fn what_happened_to_a_job_is_written_down_and_goes_with_it() {
    let foley = open("record", false).await;
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&foley, &id, is_kept).await;
    let lines = log(&foley, &id).await;
    for (line, what) in [
        (0, format!("{{\"made_by\":\"Foley {}\",\"format\":1,", env!("CARGO_PKG_VERSION"))),
        (1, "{\"submitted\":{\"job\":{".to_owned()),
        (3, "\"what\":\"stored\"}".to_owned()),
        (lines.len() - 1, "{\"entered\":{\"stage\":{\"kept\":{".to_owned()),
    ] {
        assert!(lines[line].contains(&what), "{line}: {}", lines[line]);
    }
    assert!(lines.iter().all(|line| !line.contains("left_out")));
    drop(foley);

    let foley = open("record", false).await;
    assert_eq!(log(&foley, &id).await, lines, "a visit is nothing that happened");
    let file = foley.record_file(&id).await.expect("the store reads");
    let bytes = fetch(file.as_str()).await.expect("it is ours");
    assert_eq!(String::from_utf8(bytes).expect("text").lines().count(), lines.len());
    assert_eq!(foley.records().await.expect("the store reads").lines().count(), lines.len());
    foley.remove(&id);
    drop(foley);
    let foley = open("record", false).await;
    assert_eq!(log(&foley, &id).await.len(), 1, "nothing but a heading");
}

/// A wait without end: its beginning and its end are kept, and it is said how much is missing.
#[wasm_bindgen_test]
async fn a_long_history_loses_its_middle() {
    let foley = open("long-record", true).await;
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&foley, &id, |job| matches!(job.stage, Stage::Waiting { .. })).await;
    let mut rounds = 0;
    while log(&foley, &id).await.iter().all(|line| !line.contains("left_out")) {
        foley.cancel(&id);
        when(&foley, &id, |job| job.stage == Stage::Cancelled).await;
        foley.resume(&id);
        when(&foley, &id, Job::is_running).await;
        rounds += 1;
        assert!(rounds < 200, "it grows and grows");
    }
    let lines = log(&foley, &id).await;
    assert_eq!(lines.len(), 1 + 100 + 1 + 300);
    assert!(lines[1].contains("submitted") && lines[101].contains("left_out"), "{}", lines[101]);
    foley.remove(&id);
}

/// A sandbox that repeats the key wherever it can.
#[wasm_bindgen_test]
async fn no_key_is_in_a_record() {
    const KEY: &str = "sk-very-secret-0123456789";
    let repeats = WORKER
        .replace("HANGS", "false")
        .replace("const answer = ({ post, url, body }) => {", "const answer = ({ post, url, body, headers }) => {\n  const key = (headers.find(([name]) => name === 'authorization') ?? ['', ''])[1]")
        .replace("task_status: \"submitted\" }", "task_status: \"submitted\", key }")
        .replace("headers: [], body", "headers: [['x-request-id', JSON.stringify(request)]], body");
    let foley = open_with("keys", &repeats).await;
    let credential = SecretKey::parse(KEY).map(Credential::Key).expect("good");
    foley.set_credential(&Provider::sandbox(), Some(credential));
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    when(&foley, &id, is_kept).await;
    // Forgotten, so that it can only have been taken out before it was written down.
    foley.set_credential(&Provider::sandbox(), None);
    let text = log(&foley, &id).await.join("\n");
    assert!(text.matches("Bearer [key]").count() >= 3, "it was repeated, and taken out: {text}");
    assert!(!text.contains("very-secret"), "{text}");
    foley.remove(&id);
}
