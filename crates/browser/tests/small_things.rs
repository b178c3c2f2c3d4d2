//! Timers and settings in a real browser.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use std::cell::Cell;
use std::rc::Rc;

use foley_browser::{settings, timer};
use foley_core::{Draft, Field, Millis, Operation};
use futures::channel::oneshot;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_dropped_timer_does_not_fire() {
    let fired = Rc::new(Cell::new(false));
    let flag = Rc::clone(&fired);
    drop(timer::after(Millis(1), move || flag.set(true)));
    // A later timer fires after it would have.
    let (done, is_done) = oneshot::channel();
    let _timer = timer::after(Millis(20), move || done.send(()).unwrap_or_default());
    is_done.await.expect("it fires");
    assert!(!fired.get());
}

#[wasm_bindgen_test]
async fn frames_come_until_they_are_dropped() {
    let count = Rc::new(Cell::new(0));
    let (done, is_done) = oneshot::channel();
    let mut done = Some(done);
    let counter = Rc::clone(&count);
    let frames = timer::Frames::new(move || {
        counter.set(counter.get() + 1);
        if counter.get() == 3
            && let Some(done) = done.take()
        {
            done.send(()).unwrap_or_default();
        }
    });
    is_done.await.expect("three frames");
    drop(frames);
    let (later, is_later) = oneshot::channel();
    let _timer = timer::after(Millis(60), move || later.send(()).unwrap_or_default());
    is_later.await.expect("it fires");
    assert_eq!(count.get(), 3);
}

#[wasm_bindgen_test]
fn settings_come_back_and_rubbish_counts_as_absent() {
    let draft = Draft::new(Operation::SoundEffect).with(Field::Prompt, "Rain");
    assert!(settings::save("test-draft", &draft));
    assert_eq!(settings::load("test-draft"), Some(draft));
    assert_eq!(settings::load::<u32>("test-draft"), None);
    assert_eq!(settings::load::<u32>("test-nothing"), None);
}
