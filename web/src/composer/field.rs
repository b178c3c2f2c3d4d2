//! What is wrong with a field, said at the field.

use foley_core::{Field, Limits, Violation};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Draft;

/// What is wrong with the draft, by field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrongs(Memo<Vec<Violation>>);

impl Wrongs {
    pub(super) fn new(draft: Draft, limits: Signal<Limits>) -> Self {
        Self(Memo::new(move |_| limits.with(|limits| draft.violations(limits))))
    }

    /// The sentence at a field.
    pub(super) fn at(self, field: Field) -> Option<String> {
        self.0.with(|found| {
            found.iter().find(|violation| violation.field == field).map(Violation::to_string)
        })
    }

    /// `aria-invalid` of a field.
    pub(super) fn invalid(self, field: Field) -> Option<&'static str> {
        self.0
            .with(|found| found.iter().any(|violation| violation.field == field))
            .then_some("true")
    }
}

/// Takes the user to a field, and opens what it is folded into.
pub(super) fn focus(field: Field) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id(id(field)));
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

/// The name of a field's element.
pub(super) const fn id(field: Field) -> &'static str {
    match field {
        Field::Duration => "duration",
        Field::ExternalTaskId => "external-id",
        Field::CallbackUrl => "callback-url",
        Field::Prompt | Field::BaseUrl | Field::Key => "sound",
    }
}

/// The line below a field that says what is wrong with it. It is always there, so that an
/// `aria-describedby` always leads somewhere.
#[component]
pub(super) fn Wrong(wrongs: Wrongs, field: Field) -> impl IntoView {
    view! {
        <p class="wrong" id=format!("{}-wrong", id(field))>
            {move || wrongs.at(field)}
        </p>
    }
}
