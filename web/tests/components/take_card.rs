//! A job's card, through the job's life.

use foley_browser::clock;
use foley_core::{
    ApiError, Asset, AssetFormat, Millis, Origin, Provider, Request, Seconds, SoundEffect,
};
use foley_engine::{Job, JobId, Peaks, Progress, Stage, Take};
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
    intents: ArcRwSignal<Vec<Intent>>,
}

/// The card of a job that was submitted two and a half seconds ago.
async fn card(provider: Provider) -> Card {
    let request = Request::SoundEffect(SoundEffect {
        prompt: "Rain on a tin roof".to_owned(),
        duration: Seconds::from_tenths(50),
        external_task_id: None,
        callback_url: None,
    });
    let submitted = clock::now() - Millis(2_500);
    let job = ArcRwSignal::new(Job::new(JobId::from_random(1), provider, request, submitted));
    let intents = ArcRwSignal::new(Vec::new());
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
                usual=Signal::stored(None)
                on_intent
            />
        }
    });
    Card { screen: screen.await, job, intents }
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
    Stage::Kept {
        take: Take {
            format: AssetFormat::Wav,
            bytes: 882_044,
            duration_ms: 5_000,
            peaks: Peaks::of(&[&samples]),
        },
    }
}

#[wasm_bindgen_test]
async fn a_job_says_how_far_it_is_until_it_can_be_played() {
    let card = card(Provider::sandbox()).await;
    assert!(card.screen.sees("Rain on a tin roof"));
    assert!(card.screen.sees("Sending to Sandbox"));
    let canvas = card.screen.one("canvas").expect("its strip is there from the start");

    card.becomes(Stage::Waiting { progress: Progress::Submitted }).await;
    assert!(card.screen.sees("Submitted, 2 s"));
    card.becomes(Stage::Waiting { progress: Progress::Processing }).await;
    assert!(card.screen.sees("Processing, 2 s"));
    assert_eq!(card.screen.actions(), ["Stop waiting"]);
    let asset = Asset {
        id: None,
        url: "https://sandbox.invalid/1.wav".to_owned(),
        format: AssetFormat::Wav,
        duration: None,
    };
    card.becomes(Stage::Keeping { asset }).await;
    assert!(card.screen.sees("Fetching the sound"));

    card.becomes(kept()).await;
    assert!(card.screen.sees("Kept · Sandbox · "));
    assert!(card.screen.sees("ready after 3 s"));
    assert_eq!(
        card.screen.actions(),
        ["Play Rain on a tin roof", "Save WAV", "Use again", "Delete"]
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
    assert_eq!(card.screen.actions(), ["Edit and retry", "Copy details", "Delete"]);
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
    assert!(card.screen.sees("CometAPI may still finish it, and charge for it."));
    assert_eq!(card.screen.actions(), ["Look again", "Edit and retry", "Delete"]);
}
