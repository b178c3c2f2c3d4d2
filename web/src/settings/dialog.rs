//! The settings' dialog. Everything in it counts as it is typed, so there is nothing to cancel.

use foley_core::{Dialect, Field};
use leptos::prelude::*;
use leptos::{ev, html};

use super::key::{KeyField, KeyInput};
use super::{Choice, Settings, StoredSettings};

/// The dialog; it is in the page from the start, and shown when something asks for it.
#[component]
pub fn SettingsDialog(settings: Settings) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let address = NodeRef::<html::Input>::new();
    let key = KeyField::new(settings);
    let choice = Memo::new(move |_| settings.stored.with(|stored| stored.choice));

    let focus = move |field: Option<Field>| {
        let input = match field {
            Some(Field::Key) => key.input.get_untracked(),
            Some(Field::BaseUrl) => address.get_untracked(),
            _ => None,
        };
        if let Some(input) = input {
            // Where the element can't be focused the browser keeps the focus where it is.
            let _ = input.focus();
        }
    };
    Effect::new(move || {
        let (Some(asked), Some(dialog)) = (settings.asked.get(), dialog.get()) else { return };
        // It fails where the dialog is already shown, which is as well.
        let _ = dialog.show_modal();
        focus(asked.field);
    });

    let wrong_address = move || settings.provider().err();
    let first_wrong =
        move || wrong_address().or_else(|| key.violation()).map(|violation| violation.field);
    let done = move |event: ev::SubmitEvent| {
        if let Some(field) = untrack(first_wrong) {
            event.prevent_default();
            focus(Some(field));
        }
    };
    let closed = move |_| {
        key.take();
        settings.asked.set(None);
    };
    let reason = move || settings.asked.get().and_then(|asked| asked.reason);

    view! {
        <dialog
            node_ref=dialog
            class="settings"
            aria-labelledby="settings-title"
            closedby="any"
            on:close=closed
        >
            <form method="dialog" novalidate on:submit=done>
                <h2 id="settings-title">"Settings"</h2>
                <Show when=move || reason().is_some()>
                    <p class="reason">{reason}</p>
                </Show>
                <ChoiceSelect settings choice key />
                <Show when=move || choice.get() != Choice::Sandbox>
                    <Address settings input=address wrong=Signal::derive(move || {
                        wrong_address().map(|violation| violation.to_string())
                    }) />
                    <Show when=move || choice.get() == Choice::Custom>
                        <DialectSelect settings />
                    </Show>
                    <KeyInput field=key />
                </Show>
                <div class="dialog-end">
                    <button type="submit" class="main">"Done"</button>
                </div>
            </form>
        </dialog>
    }
}

#[component]
fn ChoiceSelect(settings: Settings, choice: Memo<Choice>, key: KeyField) -> impl IntoView {
    let chosen = move |value: String| {
        if let Some(choice) = Choice::ALL.into_iter().find(|choice| choice.value() == value) {
            key.leave();
            settings.stored.update(|stored| stored.choice = choice);
        }
    };
    let note = move || match choice.get() {
        Choice::Sandbox => "Makes real sound in this page. Free, and nothing leaves it.",
        Choice::CometApi => "A relay to Kling. It charges for each sound.",
        Choice::Kling => {
            "Kling itself. It charges for each sound, and takes no calls from a page: put the \
             address of a relay or proxy of yours below."
        }
        Choice::Custom => {
            "A relay, a proxy or a sandbox of yours that speaks one of these dialects."
        }
    };
    view! {
        <div class="field">
            <label for="provider">"Provider"</label>
            <select
                id="provider"
                aria-describedby="provider-note"
                prop:value=move || choice.get().value()
                on:change:target=move |event| chosen(event.target().value())
            >
                {Choice::ALL
                    .map(|one| {
                        view! {
                            <option value=one.value() selected=one == choice.get_untracked()>
                                {one.name()}
                            </option>
                        }
                    })}
            </select>
            <p class="note" id="provider-note">{note}</p>
        </div>
    }
}

#[component]
fn Address(
    settings: Settings,
    input: NodeRef<html::Input>,
    wrong: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for="base-url">"Base URL"</label>
            <input
                id="base-url"
                node_ref=input
                type="text"
                inputmode="url"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder="https://example.com"
                prop:value=move || settings.stored.with(StoredSettings::base_url)
                on:input:target=move |event| {
                    settings.stored.update(|stored| stored.set_base_url(event.target().value()));
                }
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby="base-url-wrong"
            />
            <p class="wrong" id="base-url-wrong">{move || wrong.get()}</p>
        </div>
    }
}

#[component]
fn DialectSelect(settings: Settings) -> impl IntoView {
    const KLING: &str = "kling";
    const COMETAPI: &str = "cometapi";
    let value = move || match settings.stored.with(|stored| stored.custom_dialect) {
        Dialect::Kling => KLING,
        Dialect::CometApi => COMETAPI,
    };
    let chosen = move |value: String| {
        let dialect = if value == COMETAPI { Dialect::CometApi } else { Dialect::Kling };
        settings.stored.update(|stored| stored.custom_dialect = dialect);
    };
    view! {
        <div class="field">
            <label for="dialect">"Speaks"</label>
            <select
                id="dialect"
                prop:value=value
                on:change:target=move |event| chosen(event.target().value())
            >
                <option value=KLING selected=untrack(value) == KLING>"Kling"</option>
                <option value=COMETAPI selected=untrack(value) == COMETAPI>"CometAPI"</option>
            </select>
        </div>
    }
}
