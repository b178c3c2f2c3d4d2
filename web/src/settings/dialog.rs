//! The settings' dialog. Everything in it counts as it is typed, so there is nothing to cancel.

use foley_core::{Dialect, Field, Violation};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use leptos::{ev, html};
use wasm_bindgen::JsCast;

use super::faults::Faults;
use super::key::{KeyField, KeyInput};
use super::price::{self, Prices};
use super::{Choice, Custom, Settings, StoredSettings};

/// The dialog; it is in the page from the start, and shown when something asks for it.
#[component]
pub fn SettingsDialog(settings: Settings) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let (name, address, prefix) = (NodeRef::new(), NodeRef::new(), NodeRef::new());
    let key = KeyField::new(settings);
    let choice = Memo::new(move |_| settings.stored.with(|stored| stored.choice));
    let removed = RwSignal::new(None::<Custom>);
    let is_custom = move || matches!(choice.get(), Choice::Custom(_));

    let focus = move |field: Option<Field>| {
        let input = match field {
            Some(Field::Key | Field::AccessKey | Field::SecretKey) => {
                field.and_then(|field| key.input(field))
            }
            Some(Field::BaseUrl) => address.get_untracked(),
            Some(Field::PathPrefix) => prefix.get_untracked(),
            Some(Field::ProviderName) => name.get_untracked(),
            Some(Field::Price) => {
                let wrong = untrack(|| price::wrong(settings));
                wrong.and_then(|(operation, _)| input_of(&price::id(operation)))
            }
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
        // The field may only now be about to be drawn.
        spawn_local(async move {
            tick().await;
            focus(asked.field);
        });
    });

    let first_wrong = move || {
        let address = settings.provider().err();
        let price = || price::wrong(settings).map(|(_, wrong)| wrong);
        address.or_else(price).or_else(|| key.violation()).map(|violation| violation.field)
    };
    let done = move |event: ev::SubmitEvent| {
        if let Some(field) = untrack(first_wrong) {
            event.prevent_default();
            focus(Some(field));
        }
    };
    let closed = move |_| {
        key.take();
        removed.set(None);
        settings.asked.set(None);
    };
    let reason = move || settings.asked.get().and_then(|asked| asked.reason);
    let wrong_at = move |field: Field| {
        Signal::derive(move || {
            let wrong = settings.provider().err();
            wrong.filter(|wrong| wrong.field == field).map(|wrong| Violation::to_string(&wrong))
        })
    };
    let own_prefix = move || match settings.outline().dialect.path_prefix() {
        "" => "none".to_owned(),
        prefix => prefix.to_owned(),
    };

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
                <ChoiceSelect settings choice key removed />
                <Show when=is_custom>
                    {text_field(
                        settings,
                        ("provider-name", "Name"),
                        Signal::stored("Its host's name".to_owned()),
                        name,
                        |stored| stored.custom().map(|it| it.name.clone()).unwrap_or_default(),
                        |stored, text| {
                            if let Some(custom) = stored.custom_mut() {
                                custom.name = text;
                            }
                        },
                        Signal::stored(None),
                    )}
                    <DialectSelect settings />
                </Show>
                <Show when=move || choice.get() != Choice::Sandbox>
                    {text_field(
                        settings,
                        ("base-url", "Base URL"),
                        Signal::stored("https://example.com".to_owned()),
                        address,
                        StoredSettings::base_url,
                        StoredSettings::set_base_url,
                        wrong_at(Field::BaseUrl),
                    )}
                    {text_field(
                        settings,
                        ("path-prefix", "Path prefix"),
                        Signal::derive(own_prefix),
                        prefix,
                        StoredSettings::path_prefix,
                        StoredSettings::set_path_prefix,
                        wrong_at(Field::PathPrefix),
                    )}
                    <KeyInput field=key />
                    <Prices settings />
                </Show>
                <Show when=move || choice.get() == Choice::Sandbox>
                    <Faults settings />
                </Show>
                <div class="dialog-end">
                    <Show when=is_custom>
                        <button type="button" class="quiet" on:click=move |_| {
                            key.leave();
                            settings.stored.update(|stored| removed.set(stored.remove()));
                        }>
                            "Remove this provider"
                        </button>
                    </Show>
                    <button type="submit" class="main">"Done"</button>
                </div>
            </form>
        </dialog>
    }
}

/// An input by its name, with what it is folded into open.
fn input_of(id: &str) -> Option<web_sys::HtmlInputElement> {
    let document = web_sys::window()?.document()?;
    let element = document.get_element_by_id(id)?;
    if let Ok(Some(folded)) = element.closest("details") {
        // Opening what is open changes nothing.
        let _ = folded.set_attribute("open", "");
    }
    element.dyn_into().ok()
}

#[component]
fn ChoiceSelect(
    settings: Settings,
    choice: Memo<Choice>,
    key: KeyField,
    removed: RwSignal<Option<Custom>>,
) -> impl IntoView {
    let chosen = move |value: String| {
        key.leave();
        settings.stored.update(|stored| stored.choice = Choice::from(value));
    };
    let add = move |_| {
        key.leave();
        settings.stored.update(StoredSettings::add);
        settings.asked.set(Some(super::Ask { field: Some(Field::BaseUrl), reason: None }));
    };
    let (select, undo) = (NodeRef::<html::Select>::new(), NodeRef::<html::Button>::new());
    let put_back = move |_| {
        if let Some(custom) = removed.try_update(Option::take).flatten() {
            key.leave();
            settings.stored.update(|stored| stored.put_back(custom));
            // The button goes with the press.
            if let Some(select) = select.get_untracked() {
                let _ = select.focus();
            }
        }
    };
    // What was pressed to remove it is gone, too.
    Effect::new(move || {
        if let Some(undo) = undo.get() {
            let _ = undo.focus();
        }
    });
    let note = move || match choice.get() {
        Choice::Sandbox => "Makes real sound in this page. Free, and nothing leaves it.",
        Choice::CometApi => "A relay to Kling. It charges for each take.",
        Choice::Kling => {
            "Kling itself. It charges for each take, and takes no calls from a page: put the \
             address of a relay or proxy of yours below."
        }
        Choice::ApiModels => {
            "Another relay to Kling. It charges for each take, and makes no videos."
        }
        Choice::Custom(_) => {
            "A relay, a proxy or a sandbox of yours that speaks one of these dialects."
        }
    };
    let all = Memo::new(move |_| {
        let known = Choice::KNOWN.into_iter().filter_map(|choice| {
            choice.known().map(|provider| (choice, provider.name.into_owned()))
        });
        settings.stored.with(|stored| {
            let own = |it: &Custom| (Choice::Custom(it.number), it.shown_name());
            known.chain(stored.customs.iter().map(own)).collect::<Vec<_>>()
        })
    });
    let options = move || {
        let option = |(one, name): (Choice, String)| {
            let is_chosen = one == choice.get_untracked();
            view! { <option value=String::from(one) selected=is_chosen>{name}</option> }
        };
        all.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for="provider">"Provider"</label>
            <div class="key-row">
                <select
                    id="provider"
                    node_ref=select
                    aria-describedby="provider-note"
                    prop:value=move || { all.track(); String::from(choice.get()) }
                    on:change:target=move |event| chosen(event.target().value())
                >
                    {options}
                </select>
                <button type="button" class="quiet" on:click=add>
                    "Add a provider"
                </button>
            </div>
            <p class="note" id="provider-note">{note}</p>
            <p class="note" role="status">
                {move || removed.get().map(|custom| {
                    view! {
                        {format!("Removed: {}. ", custom.shown_name())}
                        <button type="button" class="link" node_ref=undo on:click=put_back>
                            "Undo"
                        </button>
                    }
                })}
            </p>
        </div>
    }
}

/// A text that counts as it is typed.
fn text_field(
    settings: Settings,
    (id, label): (&'static str, &'static str),
    placeholder: Signal<String>,
    input: NodeRef<html::Input>,
    read: fn(&StoredSettings) -> String,
    write: fn(&mut StoredSettings, String),
    wrong: Signal<Option<String>>,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                node_ref=input
                type="text"
                inputmode=(id == "base-url").then_some("url")
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=move || placeholder.get()
                prop:value=move || settings.stored.with(read)
                on:input:target=move |event| {
                    settings.stored.update(|stored| write(stored, event.target().value()));
                }
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=format!("{id}-wrong")
            />
            <p class="wrong" id=format!("{id}-wrong")>{move || wrong.get()}</p>
        </div>
    }
    .into_any()
}

#[component]
fn DialectSelect(settings: Settings) -> impl IntoView {
    let value = move || settings.outline().dialect.name();
    let chosen = move |name: String| {
        let dialect = Dialect::ALL.into_iter().find(|dialect| dialect.name() == name);
        settings.stored.update(|stored| {
            if let (Some(custom), Some(dialect)) = (stored.custom_mut(), dialect) {
                custom.dialect = dialect;
            }
        });
    };
    let options = Dialect::ALL.map(|dialect| {
        let name = dialect.name();
        view! { <option value=name selected=name == untrack(value)>{name}</option> }
    });
    view! {
        <div class="field">
            <label for="dialect">"Speaks"</label>
            <select
                id="dialect"
                prop:value=value
                on:change:target=move |event| chosen(event.target().value())
            >
                {options}
            </select>
        </div>
    }
}
