//! The field for the provider's key.
//!
//! What is pasted goes to the keyring when the settings close, never letter by letter: half a key
//! would be tried on jobs that wait for one. A key that was taken is not shown again.

use foley_core::{Provider, SecretKey, Violation};
use leptos::html;
use leptos::prelude::*;
use web_sys::ClipboardEvent;

use super::Settings;

/// What is typed as a key, until it is taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyField {
    settings: Settings,
    text: RwSignal<String>,
    pub(super) input: NodeRef<html::Input>,
}

impl KeyField {
    pub(super) fn new(settings: Settings) -> Self {
        Self { settings, text: RwSignal::new(String::new()), input: NodeRef::new() }
    }

    fn provider(self) -> Option<Provider> {
        self.settings.provider().ok()
    }

    /// What is wrong with the text. No text is no mistake: there may be a key already.
    pub(super) fn violation(self) -> Option<Violation> {
        self.text.with(|text| if text.is_empty() { None } else { SecretKey::parse(text).err() })
    }

    /// Hands a good key over, to the provider that is shown beside it.
    pub(super) fn take(self) {
        let key = self.text.with_untracked(|text| SecretKey::parse(text));
        let provider = self.settings.provider.get_untracked();
        if let (Ok(key), Ok(provider)) = (key, provider) {
            self.settings.set_key(&provider, Some(key));
            self.text.set(String::new());
        }
    }

    /// A field of one line drops line breaks without a word, and the two halves of a key with them.
    fn pasted(self, event: &ClipboardEvent) {
        let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
        if let Some(text) = text.filter(|text| text.contains(['\n', '\r'])) {
            event.prevent_default();
            self.text.set(text);
        }
    }

    /// The provider is about to change: what was pasted belongs to the one that was shown beside it.
    pub(super) fn leave(self) {
        self.take();
        self.text.set(String::new());
    }

    fn forget(self) {
        if let Ok(provider) = self.settings.provider.get_untracked() {
            self.settings.set_key(&provider, None);
        }
        if let Some(input) = self.input.get_untracked() {
            // Where the element can't be focused the browser keeps the focus where it is.
            let _ = input.focus();
        }
    }
}

/// The field with its label, its sentence and what is known of the key.
#[component]
pub(super) fn KeyInput(field: KeyField) -> impl IntoView {
    let shown = RwSignal::new(false);
    let has_key =
        move || field.provider().is_some_and(|provider| field.settings.has_key(&provider));
    let optional = move || field.provider().is_some_and(|provider| !provider.needs_key);
    let placeholder = move || match (has_key(), optional()) {
        (true, _) => "A key is in memory",
        (false, true) => "None",
        (false, false) => "Paste your key",
    };
    let wrong = move || field.violation().map(|violation| violation.to_string());
    let destination = move || match field.provider() {
        Some(provider) => provider.base_url.origin().to_owned(),
        None => "its provider".to_owned(),
    };
    let described_by = move || match wrong() {
        Some(_) => "key-wrong key-note",
        None => "key-note",
    };
    view! {
        <div class="field">
            <label for="key">"Key"</label>
            <div class="key-row">
                <input
                    id="key"
                    node_ref=field.input
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=placeholder
                    prop:value=move || field.text.get()
                    on:paste=move |event| field.pasted(&event)
                    on:input:target=move |event| field.text.set(event.target().value())
                    aria-invalid=move || wrong().is_some().then_some("true")
                    aria-describedby=described_by
                />
                <button
                    type="button"
                    class="quiet"
                    aria-label=move || if shown.get() { "Hide what is typed" } else { "Show what is typed" }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                </button>
            </div>
            <p class="wrong" id="key-wrong">{wrong}</p>
            <p class="note" id="key-note">
                "Kept in memory, gone with this page, and sent to "
                {destination}
                " only. "
                <Show when=has_key>
                    <button type="button" class="link" on:click=move |_| field.forget()>
                        "Forget the key"
                    </button>
                </Show>
            </p>
        </div>
    }
}
