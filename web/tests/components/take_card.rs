//! A job's card, through the job's life.

use foley_browser::clock;
use foley_core::{
    ApiError, Asset, AssetFormat, AssetKind, Cost, Decimal, Millis, Operation, Origin, Provider,
    Request, Seconds, SoundEffect, Speech, TaskId, VideoSound, VideoSource,
};
use foley_engine::{Job, JobId, Peaks, Place, Progress, Stage, Take};
use foley_web::jobs::Jobs;
use foley_web::player::Player;
use foley_web::takes::{Intent, TakeCard};
use foley_web::time::Clock;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::screen::{Screen, show};

struct Card {
    screen: Screen,
    job: ArcRwSignal<Job>,
    usual: ArcRwSignal<Option<(Millis, Millis)>>,
    ahead: ArcRwSignal<Option<usize>>,
    intents: ArcRwSignal<Vec<Intent>>,
}

/// The card of a job that was submitted two and a half seconds ago.
async fn card(provider: Provider) -> Card {
    card_of(provider, sound()).await
}

fn sound() -> Request {
    Request::SoundEffect(SoundEffect {
        prompt: "Rain on a tin roof".to_owned(),
        duration: Seconds::from_tenths(50),
        external_task_id: None,
        callback_url: None,
    })
}

async fn card_of(provider: Provider, request: Request) -> Card {
    let submitted = clock::now() - Millis(2_500);
    let job = ArcRwSignal::new(Job::new(JobId::from_random(1), provider, request, submitted));
    let (intents, usual) = (ArcRwSignal::new(Vec::new()), ArcRwSignal::new(None));
    let known = usual.clone();
    let ahead = ArcRwSignal::new(None);
    let place = ahead.clone();
    let (shown, asked) = (job.clone(), intents.clone());
    let screen = show(move || {
        let clock = Clock::ticking_while(Signal::stored(false));
        let player = Player::new(Jobs::new());
        let on_intent = move |(_, intent): (JobId, Intent)| asked.update(|all| all.push(intent));
        view! {
            <TakeCard
                job=Signal::derive(move || shown.get())
                player
                clock
                usual=Signal::derive(move || known.get())
                ahead=Signal::derive(move || place.get())
                on_intent
            />
        }
    });
    Card { screen: screen.await, job, usual, ahead, intents }
}

impl Card {
    async fn becomes(&self, stage: Stage) {
        self.job.update(|job| {
            job.ended_at = Some(job.submitted_at + Millis(3_200));
            job.stage = stage;
        });
        tick().await;
    }
}

fn kept() -> Stage {
    let samples: Vec<f32> = (0..4000).map(|index| (index as f32 / 40.0).fract() - 0.5).collect();
    let take = Take {
        kind: AssetKind::Audio,
        asset_id: None,
        format: AssetFormat::Wav,
        said: None,
        bytes: 882_044,
        sha256: None,
        duration_ms: 5_000,
        size: None,
        peaks: Peaks::of(&[&samples]),
    };
    Stage::Kept { take, more: Vec::new(), missing: None }
}

fn film() -> Take {
    Take {
        kind: AssetKind::Video,
        asset_id: Some("831".to_owned()),
        format: AssetFormat::Mp4,
        said: None,
        bytes: 1_000_000,
        sha256: None,
        duration_ms: 5_000,
        size: Some((1080, 1920)),
        peaks: Peaks::default(),
    }
}

#[wasm_bindgen_test]
async fn who_waits_for_its_turn_can_be_moved() {
    let card = card(Provider::kling()).await;
    card.becomes(Stage::Queued { error: None }).await;
    assert!(card.screen.sees("Waiting for its turn, 2 s"));
    card.ahead.set(Some(3));
    tick().await;
    assert!(card.screen.sees("behind 3"));
    assert_eq!(card.screen.actions(), ["Make it next", "Sooner", "Later", "Stop waiting"]);
    card.screen.press("Sooner").await;
    assert_eq!(card.intents.get_untracked(), [Intent::Move(Place::Sooner)]);
    card.ahead.set(Some(0));
    tick().await;
    assert!(!card.screen.sees("behind"));
    assert_eq!(card.screen.actions(), ["Later", "Stop waiting"]);
    card.becomes(Stage::Waiting { progress: Progress::Submitted }).await;
    card.ahead.set(None);
    tick().await;
    assert_eq!(card.screen.actions(), ["Stop waiting"]);
}

#[wasm_bindgen_test]
async fn a_job_says_how_far_it_is_until_it_can_be_played() {
    let card = card(Provider::sandbox()).await;
    assert!(card.screen.sees("Rain on a tin roof"));
    card.becomes(Stage::Creating).await;
    assert!(card.screen.sees("Sending to Sandbox"));
    let canvas = card.screen.one("canvas").expect("its strip is there from the start");

    card.becomes(Stage::Waiting { progress: Progress::Submitted }).await;
    assert!(card.screen.sees("Submitted, 2 s"));
    card.becomes(Stage::Waiting { progress: Progress::Processing }).await;
    assert!(card.screen.sees("Processing, 2 s"));
    assert!(!card.screen.sees("usually"));
    card.usual.set(Some((Millis(20_400), Millis(34_800))));
    tick().await;
    assert!(card.screen.sees("usually 20 to 35 s"));
    assert_eq!(card.screen.actions(), ["Stop waiting"]);
    let asset = Asset {
        id: None,
        url: "https://sandbox.invalid/1.wav".to_owned(),
        kind: AssetKind::Audio,
        format: Some(AssetFormat::Wav),
        duration: None,
    };
    card.becomes(Stage::Keeping { asset: Some(asset), rest: Vec::new(), kept: Vec::new() }).await;
    assert!(card.screen.sees("Fetching the sound"));

    card.becomes(kept()).await;
    assert!(card.screen.sees("Kept · Sandbox · "));
    assert!(card.screen.sees("ready after 3 s"));
    assert_eq!(
        card.screen.actions(),
        [
            "Favourite Rain on a tin roof",
            "Play Rain on a tin roof",
            "Save WAV",
            "Use again",
            "Details",
            "Delete"
        ]
    );
    let seek = card.screen.one("input[type=range]").expect("it can be sought in");
    assert_eq!(seek.get_attribute("max").as_deref(), Some("5"));
    assert_eq!(seek.get_attribute("aria-valuetext").as_deref(), Some("0.0 seconds of 5.0 seconds"));
    let link = card.screen.one("a").expect("it can be saved");
    assert_eq!(link.get_attribute("download").as_deref(), Some("rain-on-a-tin-roof.wav"));
    assert_eq!(card.screen.one("canvas"), Some(canvas), "the wave stands where the dots were");
}

#[wasm_bindgen_test]
async fn a_refusal_says_why_and_what_it_cost_and_how_to_go_on() {
    let card = card(Provider::kling()).await;
    let error = ApiError {
        code: Some("1301".to_owned()),
        request_id: Some("2026-a".to_owned()),
        ..ApiError::new(Origin::Provider, "the prompt failed the content check")
    };
    card.becomes(Stage::Failed { error }).await;
    let words = "Refused: The prompt failed the content check (1301). Not charged.";
    assert!(card.screen.sees(words));
    assert!(card.screen.sees("request 2026-a"));
    assert_eq!(card.screen.actions(), ["Edit and retry", "Copy details", "Delete", "Save its log"]);
    card.screen.press("Edit and retry").await;
    assert_eq!(card.intents.get_untracked(), [Intent::Edit]);
}

#[wasm_bindgen_test]
async fn a_refused_key_leads_to_the_key() {
    let card = card(Provider::kling()).await;
    let error = ApiError {
        status: Some(401),
        code: Some("1000".to_owned()),
        ..ApiError::new(Origin::Provider, "Authentication failed")
    };
    card.becomes(Stage::Failed { error }).await;
    card.screen.press("Set the key").await;
    assert_eq!(card.intents.get_untracked(), [Intent::GiveKey]);
}

#[wasm_bindgen_test]
async fn a_lost_answer_leaves_the_choice_to_the_user() {
    let card = card(Provider::cometapi()).await;
    let error = ApiError::new(Origin::Network, "the connection was lost");
    card.becomes(Stage::Unsure { error }).await;
    assert!(card.screen.sees("nobody knows whether it began"));
    assert!(card.screen.sees("It may have been charged."));
    card.screen.press("Look again").await;
    card.screen.press("Send again, which may cost twice").await;
    assert_eq!(card.intents.get_untracked(), [Intent::LookAgain, Intent::SendAgain]);
}

#[wasm_bindgen_test]
async fn who_stops_waiting_can_begin_again() {
    let card = card(Provider::cometapi()).await;
    card.screen.press("Stop waiting").await;
    assert_eq!(card.intents.get_untracked(), [Intent::Stop]);
    card.becomes(Stage::Cancelled).await;
    assert!(card.screen.sees("You stopped it before it was sent."));
    assert_eq!(card.screen.actions(), ["Send it", "Edit and retry", "Delete", "Save its log"]);
    card.job.update(|job| job.task_id = Some(TaskId("8612".to_owned())));
    tick().await;
    assert!(card.screen.sees("CometAPI may still finish it, and charge for it."));
    assert_eq!(card.screen.actions(), ["Look again", "Edit and retry", "Delete", "Save its log"]);
}

#[wasm_bindgen_test]
async fn a_take_says_what_it_is_and_what_it_took() {
    let card = card(Provider::kling()).await;
    card.job.update(|job| job.costs = vec![Cost::units(Decimal::new(25, 2))]);
    card.becomes(kept()).await;
    assert!(card.screen.sees("sound effect"));
    assert!(card.screen.sees("took 0.25 units"));
}

#[wasm_bindgen_test]
async fn a_video_is_shown_where_a_waveform_would_be_and_can_be_given_a_sound() {
    let idea = foley_web::composer::Idea::of(Operation::Video).next().unwrap();
    let card = card_of(Provider::kling(), idea.request().unwrap()).await;
    assert!(card.screen.one("canvas").is_some(), "until it is there");
    card.becomes(Stage::Kept { take: film(), more: Vec::new(), missing: None }).await;
    assert!(card.screen.one("canvas").is_none());
    let screen = card.screen.one(".screen").expect("it has its place");
    assert!(screen.class_list().contains("tall"));
    let play = format!("Play video {}", idea.words());
    let star = format!("Favourite {}", idea.words());
    assert_eq!(
        card.screen.actions(),
        [&star, &play, "Save MP4", "Sound for this video", "Use again", "Details", "Delete"]
    );
    card.screen.press("Sound for this video").await;
    assert_eq!(card.intents.get_untracked(), [Intent::SoundForVideo]);
}

#[wasm_bindgen_test]
async fn a_sound_for_a_video_has_both() {
    let request = Request::VideoSound(VideoSound {
        source: VideoSource::Id("831".to_owned()),
        sound_effect_prompt: None,
        bgm_prompt: Some("A slow waltz".to_owned()),
        asmr_mode: false,
        external_task_id: None,
        callback_url: None,
    });
    let card = card_of(Provider::kling(), request).await;
    assert_eq!(card.screen.one(".place").unwrap().text_content().as_deref(), Some(""));
    let Stage::Kept { take, .. } = kept() else { unreachable!() };
    let error = ApiError::new(Origin::Gateway, "the file came cut short");
    card.becomes(Stage::Kept { take, more: vec![film()], missing: Some(error) }).await;
    assert!(card.screen.one("canvas").is_some());
    assert!(card.screen.one(".screen").is_none());
    assert!(card.screen.sees("The file came cut short"));
    assert_eq!(
        card.screen.actions(),
        [
            "Favourite A slow waltz",
            "Play A slow waltz",
            "Show video",
            "Save WAV",
            "Save MP4",
            "Look for the other format",
            "Use again",
            "Details",
            "Delete"
        ]
    );
    card.screen.press("Show video").await;
    assert!(card.screen.one(".screen").is_some());
    card.screen.press("Look for the other format").await;
    assert_eq!(card.intents.get_untracked(), [Intent::LookAgain]);

    // Without the video it is more that is missing.
    let Stage::Kept { take, .. } = kept() else { unreachable!() };
    let error = ApiError::new(Origin::Gateway, "the file came cut short");
    card.becomes(Stage::Kept { take, more: Vec::new(), missing: Some(error) }).await;
    assert!(
        card.screen.sees("What should have come with it is not here: The file came cut short.")
    );
    assert!(card.screen.actions().contains(&"Look for the rest".to_owned()));
}

#[wasm_bindgen_test]
async fn a_long_speech_is_shown_in_part_and_can_be_had_whole() {
    let text = "All the world is a stage. ".repeat(38);
    let request = Request::Speech(Speech {
        text: text.clone(),
        voice: "AOT".to_owned(),
        language: "en".to_owned(),
        speed: None,
        callback_url: None,
    });
    let card = card_of(Provider::sandbox(), request).await;
    card.becomes(kept()).await;
    assert!(card.screen.actions().iter().all(|name| name.chars().count() < 140));
    assert!(!card.screen.one("h3").unwrap().class_list().contains("whole-title"));
    card.screen.press("Show the whole text").await;
    assert!(card.screen.one("h3").unwrap().class_list().contains("whole-title"));
    assert!(card.screen.sees(&text));
}

#[wasm_bindgen_test]
async fn a_sound_in_two_formats_is_saved_in_either_and_tells_of_both() {
    let card = card(Provider::sandbox()).await;
    let Stage::Kept { take: wav, .. } = kept() else { unreachable!() };
    let wav = Take { sha256: Some("0123456789abcdef".repeat(4)), ..wav };
    let mp3 = Take {
        format: AssetFormat::Mp3,
        said: Some(AssetFormat::Wav),
        bytes: 80_000,
        ..wav.clone()
    };
    card.becomes(Stage::Kept { take: wav, more: vec![mp3], missing: None }).await;
    assert_eq!(
        card.screen.actions(),
        [
            "Favourite Rain on a tin roof",
            "Play Rain on a tin roof",
            "Save WAV",
            "Save MP3",
            "Use again",
            "Details",
            "Delete"
        ]
    );
    assert!(!card.screen.sees("SHA-256"));
    card.screen.press("Details").await;
    assert!(card.screen.sees("WAV · 882 kB"));
    assert!(card.screen.sees("MP3 · 80 kB · came as MP3, said to be WAV"));
    assert!(card.screen.sees("SHA-256 0123456789ab…"));
    card.screen.press("Details").await;
    assert!(!card.screen.sees("SHA-256"));
}

/// Nothing that was asked for is missing, and nothing looks as if it were.
#[wasm_bindgen_test]
async fn a_missing_format_is_a_note() {
    let card = card(Provider::sandbox()).await;
    let Stage::Kept { take, .. } = kept() else { unreachable!() };
    let error = ApiError::new(Origin::Gateway, "the file's host refused it");
    card.becomes(Stage::Kept { take, more: Vec::new(), missing: Some(error) }).await;
    let note = card.screen.one(".note:not(:empty)").expect("a note");
    let words = "It did not come in another format: The file's host refused it.";
    assert_eq!(note.text_content().as_deref(), Some(words));
    assert!(card.screen.one(".wrong:not(:empty)").is_none());
    card.screen.press("Look for the other format").await;
    assert_eq!(card.intents.get_untracked(), [Intent::LookAgain]);
}

/// What is shown is what is stored, and not what is hoped.
#[wasm_bindgen_test]
async fn a_star_marks_a_favourite() {
    let card = card(Provider::sandbox()).await;
    assert!(card.screen.one(".star").is_none());
    card.becomes(kept()).await;
    let star = card.screen.one(".star").expect("a take can be a favourite");
    let is_pressed = || star.get_attribute("aria-pressed");
    assert_eq!(is_pressed().as_deref(), Some("false"));
    card.screen.press("Favourite").await;
    assert_eq!(card.intents.get_untracked(), [Intent::Favourite(true)]);
    assert_eq!(is_pressed().as_deref(), Some("false"));
    card.job.update(|job| job.favourite = true);
    tick().await;
    assert_eq!(is_pressed().as_deref(), Some("true"));
    card.screen.press("Favourite").await;
    assert_eq!(card.intents.get_untracked().last(), Some(&Intent::Favourite(false)));
}
