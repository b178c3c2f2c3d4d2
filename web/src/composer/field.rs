//! What stands around a field: its name, its label, and what is said of it.

use foley_core::{Field, Operation, Severity};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::form::Form;

/// The name of a field's element.
pub(super) fn id(field: Field) -> String {
    let name = field.to_string().to_lowercase();
    name.replace('\'', "").replace(' ', "-")
}

/// What is written on a field.
pub(super) fn label(operation: Operation, field: Field) -> String {
    match (field, operation) {
        (Field::Prompt, Operation::Video) => "Video".to_owned(),
        (Field::Prompt, _) => "Sound".to_owned(),
        (Field::Sound, _) => "With sound".to_owned(),
        _ => {
            let name = field.to_string();
            let mut rest = name.chars();
            rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
        }
    }
}

/// What one would ask about a field.
fn note(form: Form, field: Field) -> Option<String> {
    let words = match field {
        Field::ExternalTaskId => {
            "Your own name for the task. It can be used once, so it goes when it is sent."
        }
        Field::CallbackUrl => "Where the provider reports each change of the task.",
        Field::VideoId => return Some(video_note(form)),
        Field::VideoUrl => {
            "Instead of an id: an MP4 or MOV anywhere, of 3 to 20 s and at most 100 MB."
        }
        Field::AsmrMode => "Brings out small, close sounds.",
        Field::VoiceSpeed => "From 0.8 to 2. As usual where it is empty.",
        Field::CfgScale => "How closely it follows your words, from 0 to 1.",
        _ => return None,
    };
    Some(words.to_owned())
}

/// A video's id is good at the provider that gave it.
fn video_note(form: Form) -> String {
    let name = form.provider_name();
    let elsewhere = form
        .drafts
        .video_made_by()
        .filter(|by| form.provider.with(|provider| provider.base_url != by.base_url));
    match elsewhere {
        Some(by) => format!(
            "{} made this video, and you have chosen {name}, which may not know it: choose {0} in \
             the settings to send it there.",
            by.name
        ),
        None => format!(
            "A video that {name} made within the last 30 days. \"Sound for this video\" on a take \
             fills it in."
        ),
    }
}

/// Takes the user to a field, and opens what it is folded into.
pub(super) fn focus(field: Field) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id(&id(field)));
    if let Some(element) = element {
        if let Ok(Some(folded)) = element.closest("details") {
            // Opening what is open changes nothing.
            let _ = folded.set_attribute("open", "");
        }
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            // Where the element can't be focused the browser keeps the focus where it is.
            let _ = element.focus();
        }
    }
}

/// `aria-describedby` of a field. What is said comes and goes, its places stay.
pub(super) fn described_by(field: Field) -> String {
    let id = id(field);
    format!("{id}-wrong {id}-note")
}

/// The lines below a field: what is wrong with it or to be checked, that it is not sent, and what it
/// is. They are always there, so that an `aria-describedby` always leads somewhere.
pub(super) fn lines(form: Form, field: Field) -> AnyView {
    let id = id(field);
    let said = Memo::new(move |_| form.said(field));
    let is_warning = move || matches!(said.get(), Some((Severity::Warning, _)));
    let words = move || {
        said.get().map(|(severity, words)| match severity {
            Severity::Error => words,
            Severity::Warning => format!("Check: {words}"),
        })
    };
    let note = move || form.left_out(field).or_else(|| note(form, field));
    let is_left_out = move || form.left_out(field).is_some();
    view! {
        <p class="wrong" class:check=is_warning id=format!("{id}-wrong")>{words}</p>
        <p class="note" class:left-out=is_left_out id=format!("{id}-note")>{note}</p>
    }
    .into_any()
}
