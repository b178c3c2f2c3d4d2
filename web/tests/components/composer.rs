//! The composer, as its user meets it.

use foley_core::{Limits, Request};
use foley_web::composer::{Composer, Draft, draft::empty};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::screen::{Screen, show};

type Sent = ArcRwSignal<Vec<Request>>;

async fn composer() -> (Screen, Sent) {
    let sent = Sent::default();
    let post = sent.clone();
    let submit = move |request| {
        post.update(|sent| sent.push(request));
        true
    };
    let screen = show(move || {
        let draft = Draft::new(empty());
        view! { <Composer draft limits=Signal::stored(Limits::kling()) submit /> }
    });
    (screen.await, sent)
}

fn nothing(sent: &Sent) -> bool {
    sent.with_untracked(Vec::is_empty)
}

#[wasm_bindgen_test]
async fn an_empty_page_scolds_nobody_before_it_is_sent() {
    let (screen, sent) = composer().await;
    assert_eq!(screen.wrong("Sound"), "");
    screen.press("Generate").await;
    assert_eq!(screen.wrong("Sound"), "Describe the sound, in 1 to 200 characters.");
    assert_eq!(document().active_element().map(|it| it.id()).as_deref(), Some("sound"));
    assert!(nothing(&sent));
    screen.fill("Sound", "Rain").await;
    assert_eq!(screen.wrong("Sound"), "");
}

#[wasm_bindgen_test]
async fn an_over_long_prompt_is_told_as_it_is_typed() {
    let (screen, sent) = composer().await;
    let typed = "é".repeat(201);
    screen.fill("Sound", &typed).await;
    assert!(screen.wrong("Sound").contains("take out 1"));
    assert!(screen.sees("201 / 200"));
    screen.press("Generate").await;
    assert_eq!(screen.value("Sound"), typed, "nothing typed is lost");
    assert!(nothing(&sent));
}

#[wasm_bindgen_test]
async fn each_bad_duration_is_told_at_its_field() {
    let (screen, sent) = composer().await;
    screen.fill("Sound", "Rain").await;
    for (typed, words) in [
        ("2.9", "3 to 10 seconds"),
        ("10.1", "3 to 10 seconds"),
        ("NaN", "a number of seconds"),
        ("abc", "a number of seconds"),
        ("5.25", "tenths"),
    ] {
        screen.fill("Duration in seconds", typed).await;
        let said = screen.wrong("Duration in seconds");
        assert!(said.contains(words), "{typed}: {said}");
        screen.press("Generate").await;
        assert_eq!(screen.value("Duration in seconds"), typed, "nothing typed is lost");
    }
    assert!(nothing(&sent));
}

#[wasm_bindgen_test]
async fn slider_and_box_are_one() {
    let (screen, _) = composer().await;
    screen.fill("Duration", "6.5").await;
    assert_eq!(screen.value("Duration in seconds"), "6.5");
    screen.fill("Duration in seconds", "7,2").await;
    assert_eq!(screen.value("Duration"), "7.2");
    screen.fill("Duration in seconds", "7.25").await;
    assert_eq!(screen.value("Duration"), "7.2", "no duration leaves it where it was");
}

#[wasm_bindgen_test]
async fn what_is_good_is_sent_as_it_was_typed_and_stays() {
    let (screen, sent) = composer().await;
    screen.fill("Sound", "Rain on a tin roof").await;
    screen.fill("Duration in seconds", "5.3").await;
    screen.fill("External id", "roof-1").await;
    screen.press("Generate").await;
    let request = sent.with_untracked(|sent| sent[0].clone());
    assert_eq!(request.title(), "Rain on a tin roof");
    assert_eq!(request.duration().tenths(), 53);
    assert_eq!(request.external_task_id(), Some("roof-1"));
    assert_eq!(screen.value("Sound"), "Rain on a tin roof");
    assert_eq!(screen.value("External id"), "", "an id can be used once");
}

#[wasm_bindgen_test]
async fn the_shortcut_sends_once_however_long_it_is_held() {
    let (screen, sent) = composer().await;
    screen.fill("Sound", "Rain").await;
    screen.press_with_ctrl("Sound", "Enter", false).await;
    screen.press_with_ctrl("Sound", "Enter", true).await;
    assert_eq!(sent.with_untracked(Vec::len), 1);
}
