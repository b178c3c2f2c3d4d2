//! Whom the user asks, and the way to change it.
//!
//! [`StoredSettings`] is what is kept; [`Settings::provider`] is what it comes to. Keys are in
//! neither: they are held in memory by `foley_browser`, and all that is known here is whether there
//! is one.

mod chip;
mod dialog;
mod faults;
mod key;
mod price;
mod stored;

pub use chip::ProviderChip;
pub use dialog::SettingsDialog;
pub use stored::{Choice, Custom, Place, StoredSettings};

use foley_core::{Credential, Field, Provider, Violation};
use leptos::prelude::*;

use crate::jobs::Jobs;

const NAME: &str = "settings";

/// The settings, for as long as the page lives.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    stored: RwSignal<StoredSettings>,
    provider: Memo<Result<Provider, Violation>>,
    jobs: Jobs,
    /// Raised whenever a key comes or goes.
    keys: RwSignal<u32>,
    /// What the dialog is open for; closed where there is nothing.
    asked: RwSignal<Option<Ask>>,
}

/// Why the settings are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The field that is to be filled in.
    pub field: Option<Field>,
    /// What the user wanted that can't be done without it.
    pub reason: Option<String>,
}

impl Settings {
    /// The settings as they were last stored.
    #[must_use]
    pub fn load(jobs: Jobs) -> Self {
        let load = || foley_browser::settings::load::<StoredSettings>(NAME);
        let settings = Self::of(load().unwrap_or_default(), jobs);
        // What another tab has changed is changed here too, and not undone with the next letter.
        let other_tabs = foley_browser::settings::on_change(NAME, move || {
            let ours = settings.stored.try_get_untracked();
            if let Some(stored) = load().filter(|stored| ours.is_some_and(|ours| ours != *stored)) {
                settings.stored.set(stored);
            }
        });
        let other_tabs = StoredValue::new_local(other_tabs);
        Effect::new(move || {
            other_tabs.with_value(|_| ());
            settings
                .stored
                .with(|stored| foley_browser::settings::save(NAME, &stored.without_secrets()));
        });
        settings
    }

    /// Settings that are not stored.
    #[must_use]
    pub fn of(stored: StoredSettings, jobs: Jobs) -> Self {
        let stored = RwSignal::new(stored);
        Self {
            stored,
            provider: Memo::new(move |_| stored.with(StoredSettings::resolve)),
            jobs,
            keys: RwSignal::new(0),
            asked: RwSignal::new(None),
        }
    }

    /// The provider that requests go to.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn provider(self) -> Result<Provider, Violation> {
        self.provider.get()
    }

    /// The same as far as it can be told, wherever it may be.
    #[must_use]
    pub fn outline(self) -> Provider {
        self.stored.with(StoredSettings::outline)
    }

    /// Whether there is a key for a provider's origin.
    #[must_use]
    pub fn has_key(self, provider: &Provider) -> bool {
        self.keys.track();
        self.jobs.has_key(provider)
    }

    /// Sets a provider's key, or forgets it.
    pub fn set_credential(self, provider: &Provider, credential: Option<Credential>) {
        self.jobs.set_credential(provider, credential);
        self.keys.update(|epoch| *epoch += 1);
    }

    /// The provider, where nothing stands between it and a request. Otherwise the settings open at
    /// what is missing.
    pub fn ready(self) -> Option<Provider> {
        let (field, name) = match self.provider.get_untracked() {
            Ok(provider) if !provider.needs_key || self.jobs.has_key(&provider) => {
                return Some(provider);
            }
            Ok(provider) => (Field::Key, provider.name.into_owned()),
            Err(wrong) => (wrong.field, untrack(|| self.outline()).name.into_owned()),
        };
        let good = if field == Field::Key { "" } else { "good " };
        let reason = format!("{name} needs a {good}{field} first. Nothing was sent.");
        self.asked.set(Some(Ask { field: Some(field), reason: Some(reason) }));
        None
    }

    /// Shows the settings.
    pub fn show(self) {
        self.asked.set(Some(Ask { field: None, reason: None }));
    }

    /// Shows the settings at the key of a provider that wants a good one: whoever is chosen, the key
    /// is for this one.
    pub fn ask_for_key(self, provider: &Provider) {
        self.stored.update(|stored| stored.choose(provider));
        let reason = format!("{} wants a good key for this.", provider.name);
        self.asked.set(Some(Ask { field: Some(Field::Key), reason: Some(reason) }));
    }
}
