//! The database of an older version of the page, of a newer one, and of two pages at once.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use std::cell::RefCell;
use std::rc::Rc;

use foley_browser::{Foley, Notice, Options, StoreError};
use foley_core::{Provider, Request, Seconds, SoundEffect};
use foley_engine::{Job, Stage};
use futures::StreamExt;
use futures::channel::{mpsc, oneshot};
use futures::future::{Either, select};
use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{Database, Factory, Query, TransactionMode};
use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Blob;

wasm_bindgen_test_configure!(run_in_browser);

/// Jobs as each older version of the page has written them, a line for each.
const RECORDS: [&str; 4] = [
    include_str!("../../engine/tests/records/1-sounds.jsonl"),
    include_str!("../../engine/tests/records/2-operations.jsonl"),
    include_str!("../../engine/tests/records/3-lost.jsonl"),
    include_str!("../../engine/tests/records/4-linked.jsonl"),
];

/// A sandbox that answers nothing.
const SILENT: &str = "data:text/javascript,postMessage(\"Ready\")";

fn options(database: &str) -> Options {
    Options { database: format!("test-{database}"), sandbox_script: SILENT.to_owned() }
}

/// A database as a version of the page would make it.
async fn database(name: &str, version: u32, stores: &[&str]) -> Database {
    let stores = stores.iter().map(|name| ObjectStoreBuilder::new(name));
    let builder = Database::builder(&format!("test-{name}")).version(version);
    stores.fold(builder, DatabaseBuilder::add_object_store).build().await.expect("it opens")
}

async fn put(database: &Database, store: &str, key: &str, value: &JsValue) {
    let transaction =
        database.transaction(&[store], TransactionMode::ReadWrite).expect("it begins");
    let put = transaction.object_store(store).expect("it is there").put(value, Some(&key.into()));
    put.expect("it is asked").await.expect("it is put");
    transaction.commit().expect("it ends").await.expect("it is done");
}

async fn gone(name: &str) {
    let request = Factory::new().expect("a browser").delete(&format!("test-{name}"));
    request.expect("it is asked").await.expect("it is gone");
}

/// Every job of every older version is there, and so are the files; what happens from now on is written
/// down beside them.
#[wasm_bindgen_test]
async fn what_the_first_schema_kept_is_all_there() {
    let old = database("migrated", 1, &["jobs", "takes"]).await;
    let mut jobs: Vec<Job> = Vec::new();
    for line in RECORDS.iter().flat_map(|records| records.lines()) {
        let job = JSON::parse(line).expect("it is JSON");
        let record = Object::new();
        Reflect::set(&record, &"schema".into(), &1.into()).expect("an object");
        Reflect::set(&record, &"job".into(), &job).expect("an object");
        let job: Job = serde_wasm_bindgen::from_value(job).expect("a job");
        put(&old, "jobs", job.id.as_str(), &record).await;
        jobs.push(job);
    }
    let kept = jobs.iter().find(|job| matches!(job.stage, Stage::Kept { .. })).expect("one");
    let bytes = Array::of1(&Uint8Array::from([1, 2, 3].as_slice()));
    let blob = Blob::new_with_u8_array_sequence(&bytes).expect("a blob");
    put(&old, "takes", kept.id.as_str(), &blob).await;
    put(&old, "takes", &format!("{}.1", kept.id), &blob).await;
    old.close();

    let foley = Foley::open(options("migrated"), |_| {}).await.expect("the store opens");
    for number in [0, 1] {
        let file = foley.file(&kept.id, number).await.expect("the store reads");
        assert!(file.is_some(), "file {number} is still there");
    }
    let (changed, mut changes) = mpsc::unbounded();
    let _subscription = foley.on_change(move |_| drop(changed.unbounded_send(())));
    while foley.jobs().len() < jobs.len() {
        changes.next().await.expect("what was running goes on");
    }
    for job in jobs.iter().filter(|job| !job.is_running()) {
        assert!(foley.jobs().contains(job), "{job:?}");
    }
    let running = jobs.iter().find(|job| job.is_running()).expect("one");
    let begins = |log: String| log.contains("{\"restored\":{\"job\":{");
    while !begins(foley.record(&running.id).await.expect("the store reads")) {
        changes.next().await.expect("its history begins here");
    }
    assert_eq!(foley.record(&kept.id).await.expect("the store reads").lines().count(), 1);
    foley.remove(&kept.id);
    drop(foley);
    let foley = Foley::open(options("migrated"), |_| {}).await.expect("the store opens again");
    assert!(foley.file(&kept.id, 1).await.expect("the store reads").is_none());
    drop(foley);
    gone("migrated").await;
}

/// A page that is older than what is stored says so, and touches nothing.
#[wasm_bindgen_test]
async fn a_newer_database_is_left_alone() {
    let stores = ["jobs", "takes", "record", "of-tomorrow"];
    let newer = database("newer", 99, &stores).await;
    put(&newer, "of-tomorrow", "a", &"b".into()).await;
    newer.close();
    let refused = Foley::open(options("newer"), |_| {}).await.err();
    assert_eq!(refused, Some(StoreError::Newer));
    let newer = database("newer", 99, &stores).await;
    let transaction = newer.transaction(&["of-tomorrow"], TransactionMode::ReadOnly);
    let store = transaction.expect("it begins").object_store("of-tomorrow").expect("it is there");
    let value = store.get(Query::Key("a".into())).expect("it is asked").await.expect("it is read");
    assert_eq!(value, Some("b".into()));
    newer.close();
    gone("newer").await;
}

/// Another page that does not let go of an older database is waited for, and the user is told.
#[wasm_bindgen_test]
async fn who_has_to_wait_for_another_page_says_so() {
    let mut old = database("blocked", 1, &["jobs", "takes"]).await;
    old.on_version_change(|_| {});
    let (noticed, mut notices) = mpsc::unbounded();
    let open = Foley::open(options("blocked"), move |notice| drop(noticed.unbounded_send(notice)));
    let open = Box::pin(open);
    let Either::Left((notice, open)) = select(notices.next(), open).await else {
        unreachable!("it can't open before the old page is gone");
    };
    assert_eq!(notice, Some(Notice::Blocked));
    old.close();
    let foley = open.await.expect("it goes on by itself");
    assert_eq!(foley.jobs(), []);
    drop(foley);
    gone("blocked").await;
}

/// A page that a newer one overtakes lets go, but not while a create is out: its answer can't be had twice.
#[wasm_bindgen_test]
async fn who_is_overtaken_lets_go_once_no_create_is_out() {
    let notices = Rc::new(RefCell::new(Vec::new()));
    let (heard, mut hears) = mpsc::unbounded();
    let noted = notices.clone();
    let noticed = move |notice| {
        noted.borrow_mut().push(notice);
        let _ = heard.unbounded_send(());
    };
    let foley = Foley::open(options("overtaken"), noticed).await.expect("the store opens");
    let rain = || {
        Request::SoundEffect(SoundEffect {
            prompt: "Rain".to_owned(),
            duration: Seconds::from_tenths(30),
            external_task_id: None,
            callback_url: None,
        })
    };
    let id = foley.submit(Provider::sandbox(), rain()).expect("random numbers");
    let (changed, mut changes) = mpsc::unbounded();
    let _subscription = foley.on_change(move |_| drop(changed.unbounded_send(())));
    while !foley.jobs().iter().any(|job| job.id == id) {
        changes.next().await.expect("it is submitted");
    }
    let (opened, mut opens) = oneshot::channel();
    spawn_local(async move {
        let newer = database("overtaken", 99, &["jobs", "takes", "record"]).await;
        opened.send(newer).expect("the test waits for it");
    });
    hears.next().await.expect("it is told");
    assert_eq!(*notices.borrow(), [Notice::Outdated]);
    assert!(foley.submit(Provider::sandbox(), rain()).is_err(), "nothing more begins here");
    assert!(opens.try_recv().expect("it waits").is_none(), "the create is out");
    foley.cancel(&id);
    let newer = opens.await.expect("it opens");
    let transaction = newer.transaction(&["jobs"], TransactionMode::ReadOnly).expect("it begins");
    let jobs = transaction.object_store("jobs").expect("it is there").get_all(None, None);
    let jobs = jobs.expect("it is asked").await.expect("it is read");
    assert_eq!(jobs.len(), 1);
    let text = String::from(JSON::stringify(&jobs[0]).expect("plain values"));
    assert!(text.contains("cancelled"), "what was on its way to the store has come: {text}");
    newer.close();
    gone("overtaken").await;
}
