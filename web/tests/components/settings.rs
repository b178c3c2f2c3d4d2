//! The settings' dialog, as its user meets it.

use std::cell::Cell;
use std::rc::Rc;

use foley_core::{Dialect, Operation, Provider};
use foley_web::jobs::Jobs;
use foley_web::settings::{Custom, Settings, SettingsDialog, StoredSettings};
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::screen::{Screen, show};

/// The name that settings are stored under.
const NAME: &str = "settings";

/// A dialog with the settings that are stored.
async fn dialog() -> (Screen, Settings) {
    let made = Rc::new(Cell::new(None));
    let out = made.clone();
    let screen = show(move || {
        let settings = Settings::load(Jobs::new());
        out.set(Some(settings));
        settings.show();
        view! { <SettingsDialog settings /> }
    })
    .await;
    (screen, made.get().unwrap())
}

fn stored() -> StoredSettings {
    foley_browser::settings::load(NAME).expect("it was stored")
}

fn store(settings: &impl Serialize) {
    assert!(foley_browser::settings::save(NAME, settings));
}

#[wasm_bindgen_test]
async fn providers_of_ones_own_are_added_kept_and_removed_with_a_way_back() {
    store(&StoredSettings::default());
    let (screen, settings) = dialog().await;
    assert_eq!(screen.offers("Provider"), ["Sandbox", "CometAPI", "Kling", "apimodels.app"]);
    screen.press("Add a provider").await;
    screen.fill("Name", "My relay").await;
    screen.choose("Speaks", "CometAPI").await;
    assert_eq!(screen.wrong("Base URL"), "The base URL is missing.");
    screen.fill("Base URL", "https://relay.example.com").await;
    screen.fill("Path prefix", "a b").await;
    assert!(screen.wrong("Path prefix").contains("like /kling"));
    screen.fill("Path prefix", "/audio").await;
    screen.fill("Speech", "cheap").await;
    assert!(screen.wrong("Speech").contains("0.25 units"));
    screen.fill("Speech", "0.05 units").await;
    screen.press("Add a provider").await;
    screen.fill("Base URL", "http://localhost:8790").await;

    let after_reload = stored();
    assert_eq!(after_reload.customs.len(), 2);
    let names: Vec<String> = after_reload.customs.iter().map(Custom::shown_name).collect();
    assert_eq!(names, ["My relay", "localhost:8790"]);

    screen.choose("Provider", "custom-1").await;
    assert_eq!(screen.value("Name"), "My relay");
    let provider = untrack(|| settings.provider()).expect("good");
    assert_eq!((provider.dialect, provider.path_prefix()), (Dialect::CometApi, "/audio"));
    assert_eq!(provider.prices[&Operation::Speech].to_string(), "0.05 units");

    screen.press("Remove this provider").await;
    assert!(screen.sees("Removed: My relay."));
    assert_eq!(stored().customs.len(), 1);
    assert_eq!(screen.value("Provider"), "sandbox");
    screen.press("Undo").await;
    assert_eq!(untrack(|| settings.provider()), Ok(provider));
    assert_eq!(screen.value("Name"), "My relay");
}

/// Settings as they were stored when one could have one provider of one's own.
#[derive(Serialize)]
struct Older {
    choice: &'static str,
    cometapi_url: Option<&'static str>,
    kling_url: Option<&'static str>,
    custom_url: &'static str,
    custom_dialect: &'static str,
}

#[wasm_bindgen_test]
async fn settings_of_before_are_taken_over() {
    store(&Older {
        choice: "custom",
        cometapi_url: None,
        kling_url: Some("https://api-beijing.klingai.com"),
        custom_url: "http://localhost:8790",
        custom_dialect: "cometapi",
    });
    let (screen, settings) = dialog().await;
    let provider = untrack(|| settings.provider()).expect("good");
    assert_eq!(provider.base_url.as_str(), "http://localhost:8790");
    assert_eq!(provider.dialect, Dialect::CometApi);
    assert_eq!(screen.value("Provider"), "custom-0");
    screen.choose("Provider", "kling").await;
    assert_eq!(screen.value("Base URL"), "https://api-beijing.klingai.com");
}

#[wasm_bindgen_test]
async fn kling_takes_a_key_or_a_pair() {
    store(&StoredSettings::default());
    let (screen, _) = dialog().await;
    screen.choose("Provider", "cometapi").await;
    assert!(screen.has("Key") && !screen.has("Access key and secret key"));
    screen.choose("Provider", "kling").await;
    assert!(screen.has("Key"));
    screen.pick("Access key and secret key").await;
    assert!(!screen.has("Key"));
    screen.fill("Access key", "ak-1").await;
    assert_eq!(screen.wrong("Access key"), "");
    assert_eq!(screen.wrong("Secret key"), "Paste the secret key that the provider gave you.");
    screen.fill("Secret key", "sk 2").await;
    assert!(screen.wrong("Secret key").contains("spaces"));
    screen.choose("Provider", "apimodels").await;
    assert_eq!(screen.value("Base URL"), Provider::apimodels().base_url.as_str());
    assert!(screen.has("Key") && !screen.has("Secret key"));
}
