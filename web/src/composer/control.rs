//! One field, with the control that its kind wants. The table says which; nothing here knows a
//! provider.

use foley_core::capability::{FieldSpec, Takes};
use foley_core::{Field, Need, ON};
use leptos::prelude::*;

use super::camera::camera;
use super::drafts::first_field;
use super::duration::duration;
use super::field::{described_by, id, label, lines};
use super::form::Form;
use super::voice::voice;

/// A field with its label, its control, and what is said of it.
pub(super) fn control(form: Form, spec: FieldSpec) -> AnyView {
    let field = spec.field;
    match spec.takes {
        Takes::Text { sure, .. } => words(form, field, sure),
        Takes::Seconds { min, max, step, .. } => duration(form, (min, max), step),
        Takes::Switch => switch(form, field),
        Takes::Voice => voice(form),
        Takes::Camera => camera(form),
        Takes::Choice { sure, doubtful, open: true } => {
            labelled(form, field, "", open_choice(form, field, sure, doubtful))
        }
        Takes::Choice { sure, doubtful, open: false } => {
            let is_optional = spec.need != Need::Required;
            let usual = is_optional.then(|| match sure.first() {
                Some(usual) => format!("As usual ({usual})"),
                None => "As usual".to_owned(),
            });
            let choices = sure.iter().chain(doubtful).map(|word| (*word, name(field, word)));
            labelled(form, field, "row", select(form, field, usual, choices.collect()))
        }
        Takes::Number { .. } => {
            let placeholder = number_usual(field);
            let input_mode = Some("decimal");
            let line = line(form, field, Line { input_mode, placeholder, ..Line::default() });
            labelled(form, field, "row", line)
        }
        Takes::Id => labelled(form, field, "", line(form, field, Line::default())),
        Takes::Url => {
            let line =
                Line { input_mode: Some("url"), placeholder: "https://…", ..Line::default() };
            labelled(form, field, "", self::line(form, field, line))
        }
    }
}

/// What an empty number stands for.
const fn number_usual(field: Field) -> &'static str {
    match field {
        Field::VoiceSpeed => "1",
        Field::CfgScale => "0.5",
        _ => "",
    }
}

/// The name of a choice: languages in themselves, the rest as the provider spells it.
fn name(field: Field, word: &str) -> String {
    match (field, word) {
        (Field::VoiceLanguage, "en") => "English",
        (Field::VoiceLanguage, "zh") => "中文",
        (Field::Mode, "std") => "Standard (std)",
        (Field::Mode, "pro") => "Professional (pro)",
        _ => word,
    }
    .to_owned()
}

/// A control between its label and its lines.
pub(super) fn labelled(form: Form, field: Field, class: &str, control: AnyView) -> AnyView {
    let label = label(untrack(|| form.operation()), field);
    view! {
        <div class=format!("field {class}")>
            <label for=id(field)>{label}</label>
            {control}
            {lines(form, field)}
        </div>
    }
    .into_any()
}

/// What one line of text has beside its text.
#[derive(Default)]
pub(super) struct Line {
    /// The element's name, where it is not the field's.
    pub(super) id: Option<&'static str>,
    pub(super) input_mode: Option<&'static str>,
    pub(super) placeholder: &'static str,
    /// The name of the list of what is known.
    pub(super) list: Option<String>,
}

/// One line of text.
pub(super) fn line(form: Form, field: Field, line: Line) -> AnyView {
    let Line { id, input_mode, placeholder, list } = line;
    view! {
        <input
            id=id.map_or_else(|| self::id(field), str::to_owned)
            type="text"
            inputmode=input_mode
            list=list
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            placeholder=placeholder
            prop:value=move || form.drafts.text(field)
            on:input:target=move |event| form.drafts.edit(field, event.target().value())
            on:focus=move |_| form.sheet.open()
            aria-invalid=move || form.invalid(field)
            aria-describedby=described_by(field)
        />
    }
    .into_any()
}

/// Words that are known, and the way to any other.
fn open_choice(
    form: Form,
    field: Field,
    sure: &[&'static str],
    doubtful: &[&'static str],
) -> AnyView {
    let list = format!("{}-list", id(field));
    let words = sure.iter().chain(doubtful).map(|word| {
        let name = name(field, word);
        view! { <option value=*word label=(name != *word).then_some(name)></option> }
    });
    let placeholder = sure.first().copied().unwrap_or_default();
    let line = Line { placeholder, list: Some(list.clone()), ..Line::default() };
    view! {
        {self::line(form, field, line)}
        <datalist id=list>{words.collect_view()}</datalist>
    }
    .into_any()
}

/// One of some words. What stands there and is none of them is offered as it is, so that it is seen.
pub(super) fn select(
    form: Form,
    field: Field,
    usual: Option<String>,
    choices: Vec<(&'static str, String)>,
) -> AnyView {
    let known: Vec<&'static str> = choices.iter().map(|(word, _)| *word).collect();
    let is_optional = usual.is_some();
    let other = Memo::new(move |_| {
        let text = form.drafts.text(field);
        let is_known = known.iter().any(|word| *word == text) || (text.is_empty() && is_optional);
        (!is_known).then_some(text)
    });
    let is_here = move |word: &str| untrack(|| form.drafts.text(field)) == word;
    let choices = choices.into_iter().map(|(word, name)| {
        view! { <option value=word selected=is_here(word)>{name}</option> }
    });
    view! {
        <select
            id=id(field)
            prop:value=move || form.drafts.text(field)
            on:change:target=move |event| form.drafts.edit(field, event.target().value())
            aria-invalid=move || form.invalid(field)
            aria-describedby=described_by(field)
        >
            {usual.map(|usual| view! { <option value="" selected=is_here("")>{usual}</option> })}
            {choices.collect_view()}
            {move || other.get().map(|text| {
                let name = if text.is_empty() { "Choose…".to_owned() } else { text.clone() };
                view! { <option value=text selected=true>{name}</option> }
            })}
        </select>
    }
    .into_any()
}

fn switch(form: Form, field: Field) -> AnyView {
    let label = label(untrack(|| form.operation()), field);
    view! {
        <div class="field">
            <label class="switch" for=id(field)>
                <input
                    id=id(field)
                    type="checkbox"
                    prop:checked=move || form.drafts.text(field) == ON
                    on:change:target=move |event| {
                        form.drafts.edit(field, if event.target().checked() { ON } else { "" });
                    }
                    aria-invalid=move || form.invalid(field)
                    aria-describedby=described_by(field)
                />
                {label}
            </label>
            {lines(form, field)}
        </div>
    }
    .into_any()
}

/// A text of several lines, with how many characters there are and may be.
fn words(form: Form, field: Field, max: usize) -> AnyView {
    let operation = untrack(|| form.operation());
    let is_main = field == first_field(operation);
    let name = id(field);
    let count = Memo::new(move |_| form.drafts.text(field).chars().count());
    let is_near = move || count.get() * 10 >= max * 9;
    let placeholder = match field {
        Field::Text => "Welcome aboard. The next stop is the harbour.",
        Field::Prompt if operation == foley_core::Operation::Video => {
            "A paper boat drifts down a rainy street."
        }
        Field::Prompt => "Soft ambient ocean waves at sunrise.",
        Field::SoundEffectPrompt => "Footsteps on gravel, a distant train.",
        Field::BgmPrompt => "A slow piano waltz.",
        _ => "",
    };
    view! {
        <div class="field words" class:main-words=is_main>
            <label for=name.clone()>{label(operation, field)}</label>
            <textarea
                id=name.clone()
                rows=if is_main { "3" } else { "1" }
                placeholder=placeholder
                enterkeyhint="enter"
                prop:value=move || form.drafts.text(field)
                on:input:target=move |event| form.drafts.edit(field, event.target().value())
                on:focus=move |_| form.sheet.open()
                aria-invalid=move || form.invalid(field)
                aria-describedby=format!("{} {name}-count", described_by(field))
            ></textarea>
            <div class="below">
                <div class="lines">{lines(form, field)}</div>
                <p class="count" class:near=is_near id=format!("{name}-count")>
                    {move || format!("{} / {max}", count.get())}
                    <span class="unseen">" characters"</span>
                </p>
            </div>
        </div>
    }
    .into_any()
}
