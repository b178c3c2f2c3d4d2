//! The composer, as its user meets it.

use std::cell::Cell;
use std::rc::Rc;

use foley_core::{Field, Operation, Provider, Request, Seconds};
use foley_web::composer::{Composer, Drafts};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::screen::{Screen, settle, show};

type Sent = ArcRwSignal<Vec<Request>>;

/// A composer whose provider can be changed.
struct Desk {
    screen: Screen,
    sent: Sent,
    provider: ArcRwSignal<Provider>,
    drafts: Drafts,
}

async fn desk(provider: Provider) -> Desk {
    let (sent, provider) = (Sent::default(), ArcRwSignal::new(provider));
    let (post, whom) = (sent.clone(), provider.clone());
    let made = Rc::new(Cell::new(None));
    let out = made.clone();
    let submit = move |request| {
        post.update(|sent| sent.push(request));
        true
    };
    let screen = show(move || {
        let drafts = Drafts::new();
        out.set(Some(drafts));
        let provider = Signal::derive(move || whom.get());
        view! { <Composer drafts provider submit /> }
    })
    .await;
    Desk { screen, sent, provider, drafts: made.get().unwrap() }
}

async fn composer() -> (Screen, Sent) {
    let Desk { screen, sent, .. } = desk(Provider::kling()).await;
    (screen, sent)
}

fn nothing(sent: &Sent) -> bool {
    sent.with_untracked(Vec::is_empty)
}

fn focused() -> String {
    document().active_element().map(|it| it.id()).unwrap_or_default()
}

#[wasm_bindgen_test]
async fn an_empty_page_scolds_nobody_before_it_is_sent() {
    let (screen, sent) = composer().await;
    assert_eq!(screen.wrong("Sound"), "");
    screen.press("Generate").await;
    settle().await;
    assert_eq!(screen.wrong("Sound"), "Describe it, in 1 to 200 characters.");
    assert_eq!(focused(), "prompt");
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
    assert_eq!(request.duration().map(Seconds::tenths), Some(53));
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

#[wasm_bindgen_test]
async fn each_operation_has_the_fields_that_its_provider_takes() {
    let desk = desk(Provider::kling()).await;
    let all = |labels: &[&str]| {
        for label in labels {
            assert!(desk.screen.has(label), "{label}");
        }
    };
    all(&["Sound", "Duration", "External id", "Callback URL"]);
    desk.screen.pick("Video sound").await;
    all(&["Video id", "Video URL", "Sound effects", "Music", "ASMR mode", "External id"]);
    assert!(!desk.screen.has("Sound") && !desk.screen.has("Duration"));
    desk.screen.pick("Speech").await;
    all(&["Text", "Voice", "Language", "Speed"]);
    assert!(!desk.screen.has("Callback URL"), "Kling calls nobody back for speech");
    assert!(desk.screen.sees("0 / 1000"));
    desk.screen.pick("Video").await;
    all(&["Video", "Model", "Mode", "Aspect ratio", "With sound", "Prompt strength", "Camera"]);
    assert_eq!(desk.screen.offers("Aspect ratio").len(), 4);
    desk.provider.set(Provider::cometapi());
    settle().await;
    assert_eq!(desk.screen.offers("Aspect ratio").len(), 8, "CometAPI names more of them");
    assert!(desk.screen.sees("0 / 500"));
}

#[wasm_bindgen_test]
async fn a_language_has_its_own_voices_and_any_id_can_be_typed() {
    let desk = desk(Provider::kling()).await;
    desk.screen.pick("Speech").await;
    desk.screen.fill("Text", "Good morning").await;
    assert!(desk.screen.offers("Voice").contains(&"Sunny".to_owned()));
    desk.screen.choose("Language", "zh").await;
    assert!(desk.screen.offers("Voice").contains(&"阳光少年".to_owned()));
    assert!(!desk.screen.offers("Voice").contains(&"Sunny".to_owned()));
    assert_eq!(desk.screen.value("Voice"), "genshin_vindi2", "it speaks both");
    desk.screen.choose("Voice", "tianjinjiejie_speech02").await;
    desk.screen.choose("Language", "en").await;
    assert!(desk.screen.wrong("Voice").contains("speaks zh"));
    desk.screen.choose("Voice", "another").await;
    desk.screen.fill("Voice id", "a_voice_of_tomorrow").await;
    assert_eq!(desk.screen.wrong("Voice"), "");
    desk.screen.press("Generate").await;
    match desk.sent.get_untracked().as_slice() {
        [Request::Speech(speech)] => assert_eq!(speech.voice, "a_voice_of_tomorrow"),
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn a_camera_along_one_axis_asks_for_it() {
    let desk = desk(Provider::kling()).await;
    desk.screen.pick("Video").await;
    desk.screen.fill("Video", "A lighthouse").await;
    desk.screen.choose("Camera", "simple").await;
    settle().await;
    assert!(!desk.screen.sees("takes no camera"), "what belongs to it is taken with it");
    desk.screen.choose("Camera's movement", "tilt").await;
    desk.screen.fill("Camera's amount", "0").await;
    assert!(desk.screen.wrong("Camera's amount").contains("but 0"));
    desk.screen.fill("Camera's amount", "-3").await;
    desk.screen.press("Generate").await;
    match desk.sent.get_untracked().as_slice() {
        [Request::Video(video)] => {
            assert_eq!(video.camera.map(|camera| camera.kind()), Some("simple"));
        }
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn what_a_provider_does_not_take_stays_is_marked_and_is_not_sent() {
    let desk = desk(Provider::kling()).await;
    desk.screen.fill("Sound", "Rain").await;
    desk.screen.fill("External id", "roof-1").await;
    desk.provider.set(Provider::apimodels());
    settle().await;
    assert_eq!(desk.screen.value("External id"), "roof-1");
    let words = "apimodels.app takes no external id: it stays here and is not sent.";
    assert!(desk.screen.said("External id").contains(words));
    desk.screen.press("Generate").await;
    assert_eq!(desk.sent.get_untracked()[0].external_task_id(), None);
    assert_eq!(desk.screen.value("External id"), "roof-1", "it was not used");
}

#[wasm_bindgen_test]
async fn an_operation_that_a_provider_lacks_loses_nothing_and_says_so() {
    let desk = desk(Provider::kling()).await;
    desk.screen.pick("Video").await;
    desk.screen.fill("Video", "A lighthouse").await;
    desk.provider.set(Provider::apimodels());
    settle().await;
    assert!(desk.screen.sees("Video: not at apimodels.app"));
    assert_eq!(desk.screen.value("Video"), "A lighthouse");
    desk.screen.press("Generate").await;
    assert!(desk.screen.sees("apimodels.app makes no videos, so nothing was sent"));
    assert!(nothing(&desk.sent));
    desk.provider.set(Provider::kling());
    settle().await;
    assert_eq!(desk.screen.value("Video"), "A lighthouse");
    desk.screen.press("Generate").await;
    assert_eq!(desk.sent.with_untracked(Vec::len), 1);
}

#[wasm_bindgen_test]
async fn another_operation_keeps_what_was_typed() {
    let desk = desk(Provider::sandbox()).await;
    desk.screen.fill("Sound", "Rain").await;
    desk.screen.pick("Speech").await;
    desk.screen.fill("Text", "Good morning").await;
    desk.screen.pick("Sound effect").await;
    assert_eq!(desk.screen.value("Sound"), "Rain");
    desk.screen.pick("Speech").await;
    assert_eq!(desk.screen.value("Text"), "Good morning");
}

#[wasm_bindgen_test]
async fn a_warning_can_be_passed_over() {
    let desk = desk(Provider::apimodels()).await;
    let typed = "a".repeat(201);
    desk.screen.fill("Sound", &typed).await;
    assert_eq!(desk.screen.wrong("Sound"), "", "a warning is no mistake");
    assert!(desk.screen.said("Sound").contains("Check: The prompt has 201 characters"));
    assert!(desk.screen.actions().iter().any(|name| name.starts_with("Generate anyway")));
    desk.screen.press("Generate anyway").await;
    assert_eq!(desk.sent.get_untracked()[0].title(), typed);
}

#[wasm_bindgen_test]
async fn what_it_costs_stands_at_the_button() {
    let desk = desk(Provider::sandbox()).await;
    assert!(desk.screen.sees("Free"));
    desk.provider.set(Provider::apimodels());
    settle().await;
    assert!(desk.screen.sees("About $0.0295 (apimodels.app"));
    desk.screen.pick("Video").await;
    assert!(desk.screen.sees("Not at apimodels.app"));
    desk.provider.set(Provider::cometapi());
    settle().await;
    assert!(desk.screen.sees("Price unknown"));
}

#[wasm_bindgen_test]
async fn a_video_is_taken_over_with_what_was_typed_set_aside() {
    let desk = desk(Provider::cometapi()).await;
    desk.screen.pick("Video sound").await;
    desk.screen.fill("Music", "A slow waltz").await;
    desk.screen.pick("Sound effect").await;
    desk.drafts.place_video("831", Provider::kling());
    settle().await;
    assert_eq!(desk.screen.value("Video id"), "831");
    assert!(desk.screen.said("Video id").contains("Kling made this video, and you have chosen"));
    assert_eq!(focused(), "sound-effects");
    desk.provider.set(Provider::kling());
    settle().await;
    assert!(!desk.screen.said("Video id").contains("made this video"));
    desk.screen.press("Put it back").await;
    assert_eq!(desk.screen.value("Music"), "A slow waltz");
    assert_eq!(desk.drafts.operation(), Operation::VideoSound);
    assert_eq!(desk.drafts.text(Field::VideoId), "");
}
