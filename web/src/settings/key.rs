//! The fields for the provider's credential: a key, or with Kling also a pair of them.
//!
//! What is pasted goes to the keyring when the settings close, never letter by letter: half a key
//! would be tried on jobs that wait for one. What was taken is not shown again.

use foley_core::{Credential, Dialect, Field, Provider, SecretKey, Violation};
use leptos::html;
use leptos::prelude::*;
use web_sys::ClipboardEvent;

use super::Settings;

/// What is typed as a credential, until it is taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyField {
    settings: Settings,
    /// Whether the user has a pair and not a key, where the provider takes both.
    wants_pair: RwSignal<bool>,
    key: Part,
    access: Part,
    secret: Part,
}

/// One field.
#[derive(Clone, Copy, Debug)]
struct Part {
    field: Field,
    /// Its element's name.
    id: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    input: NodeRef<html::Input>,
}

impl Part {
    fn new(field: Field, id: &'static str, label: &'static str) -> Self {
        Self { field, id, label, text: RwSignal::new(String::new()), input: NodeRef::new() }
    }

    fn is_empty(self) -> bool {
        self.text.with(String::is_empty)
    }

    fn read(self) -> Result<SecretKey, Violation> {
        self.text.with(|text| SecretKey::parse_at(self.field, text))
    }

    /// A field of one line drops line breaks without a word, and the two halves of a key with them.
    fn pasted(self, event: &ClipboardEvent) {
        let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
        if let Some(text) = text.filter(|text| text.contains(['\n', '\r'])) {
            event.prevent_default();
            self.text.set(text);
        }
    }
}

impl KeyField {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            settings,
            wants_pair: RwSignal::new(false),
            key: Part::new(Field::Key, "key", "Key"),
            access: Part::new(Field::AccessKey, "access-key", "Access key"),
            secret: Part::new(Field::SecretKey, "secret-key", "Secret key"),
        }
    }

    fn provider(self) -> Option<Provider> {
        self.settings.provider().ok()
    }

    /// Whether the provider signs tokens with a pair as well.
    fn takes_pair(self) -> bool {
        self.settings.outline().dialect == Dialect::Kling
    }

    fn is_pair(self) -> bool {
        self.takes_pair() && self.wants_pair.get()
    }

    fn parts(self) -> Vec<Part> {
        if self.is_pair() { vec![self.access, self.secret] } else { vec![self.key] }
    }

    /// What is wrong with one of the texts. No text at all is no mistake: there may be a credential
    /// already. Half of a pair is none.
    fn wrong(self, part: Part) -> Option<Violation> {
        let nothing = self.parts().into_iter().all(Part::is_empty);
        if nothing { None } else { part.read().err() }
    }

    /// The first thing that is wrong.
    pub(super) fn violation(self) -> Option<Violation> {
        self.parts().into_iter().find_map(|part| self.wrong(part))
    }

    /// The input of a field, where it is here.
    pub(super) fn input(self, field: Field) -> Option<web_sys::HtmlInputElement> {
        let mut parts = untrack(|| self.parts()).into_iter();
        // Who is asked for a key may also give a pair.
        let first = parts.clone().next();
        let part = parts.find(|part| part.field == field).or(first)?;
        part.input.get_untracked()
    }

    fn read(self) -> Result<Credential, Violation> {
        if self.is_pair() {
            Ok(Credential::Pair { access: self.access.read()?, secret: self.secret.read()? })
        } else {
            self.key.read().map(Credential::Key)
        }
    }

    /// Hands a good credential over, to the provider that is shown beside it.
    pub(super) fn take(self) {
        let (read, provider) = untrack(|| (self.read(), self.provider()));
        if let (Ok(credential), Some(provider)) = (read, provider) {
            self.settings.set_credential(&provider, Some(credential));
            self.clear();
        }
    }

    fn clear(self) {
        for part in [self.key, self.access, self.secret] {
            part.text.set(String::new());
        }
    }

    /// The provider is about to change: what was pasted belongs to the one that was shown beside it.
    pub(super) fn leave(self) {
        self.take();
        self.clear();
    }

    fn forget(self) {
        if let Some(provider) = untrack(|| self.provider()) {
            self.settings.set_credential(&provider, None);
        }
        if let Some(input) = self.input(Field::Key) {
            // Where the element can't be focused the browser keeps the focus where it is.
            let _ = input.focus();
        }
    }
}

/// The fields with their labels, their sentences and what is known of the credential.
#[component]
pub(super) fn KeyInput(field: KeyField) -> impl IntoView {
    let has_key =
        move || field.provider().is_some_and(|provider| field.settings.has_key(&provider));
    let destination = move || match field.provider() {
        Some(provider) => provider.base_url.origin().to_owned(),
        None => "its provider".to_owned(),
    };
    let note = move || {
        let to = destination();
        if field.is_pair() {
            format!(
                "Kept in memory, gone with this page. They sign a token for each request to {to}; \
                 the secret key itself is never sent. "
            )
        } else {
            format!("Kept in memory, gone with this page, and sent to {to} only. ")
        }
    };
    let kind = move |is_pair: bool, name: &'static str| {
        view! {
            <label class="switch">
                <input
                    type="radio"
                    name="credential"
                    prop:checked=move || field.wants_pair.get() == is_pair
                    on:change=move |_| field.wants_pair.set(is_pair)
                />
                {name}
            </label>
        }
    };
    view! {
        <Show when=move || field.takes_pair()>
            <fieldset class="kinds">
                <legend>"Credential"</legend>
                {kind(false, "API key")}
                {kind(true, "Access key and secret key")}
            </fieldset>
        </Show>
        <Show
            when=move || field.is_pair()
            fallback=move || secret_input(field, field.key, has_key)
        >
            {secret_input(field, field.access, has_key)}
            {secret_input(field, field.secret, has_key)}
        </Show>
        <p class="note" id="key-note">
            {note}
            <Show when=has_key>
                <button type="button" class="link" on:click=move |_| field.forget()>
                    {move || if field.is_pair() { "Forget the keys" } else { "Forget the key" }}
                </button>
            </Show>
        </p>
    }
}

fn secret_input(
    field: KeyField,
    part: Part,
    has_key: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> AnyView {
    let Part { id, label, text, .. } = part;
    let shown = RwSignal::new(false);
    let optional = move || field.provider().is_some_and(|provider| !provider.needs_key);
    let placeholder = move || match (has_key(), optional()) {
        (true, _) => "In memory".to_owned(),
        (false, true) => "None".to_owned(),
        (false, false) => format!("Paste your {}", part.field),
    };
    let wrong = move || field.wrong(part).map(|violation| violation.to_string());
    let show_name = move || {
        let verb = if shown.get() { "Hide" } else { "Show" };
        format!("{verb} what is typed as {}", part.field)
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="key-row">
                <input
                    id=id
                    node_ref=part.input
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=placeholder
                    prop:value=move || text.get()
                    on:paste=move |event| part.pasted(&event)
                    on:input:target=move |event| text.set(event.target().value())
                    aria-invalid=move || wrong().is_some().then_some("true")
                    aria-describedby=format!("{id}-wrong key-note")
                />
                <button
                    type="button"
                    class="quiet"
                    aria-label=show_name
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                </button>
            </div>
            <p class="wrong" id=format!("{id}-wrong")>{wrong}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use foley_core::Rule;

    use super::*;
    use crate::jobs::Jobs;

    #[test]
    fn half_of_a_pair_is_told_and_not_taken() {
        Owner::new().with(|| {
            let settings = Settings::of(super::super::StoredSettings::default(), Jobs::new());
            let field = KeyField::new(settings);
            assert_eq!(field.violation(), None, "nothing is no mistake");
            field.wants_pair.set(true);
            assert!(field.is_pair(), "the sandbox speaks as Kling does");
            field.access.text.set("ak-1".to_owned());
            let wrong = field.violation().expect("the other half is missing");
            assert_eq!((wrong.field, wrong.rule), (Field::SecretKey, Rule::Required));
            assert!(field.read().is_err());
            field.secret.text.set("sk-2".to_owned());
            assert_eq!(field.violation(), None);
            assert!(matches!(field.read(), Ok(Credential::Pair { .. })));
        });
    }
}
