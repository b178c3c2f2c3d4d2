//! What few requests need, folded away.

use foley_core::Field;
use leptos::prelude::*;

use super::Draft;
use super::field::{Wrong, Wrongs, id};

#[component]
pub(super) fn More(draft: Draft, wrongs: Wrongs) -> impl IntoView {
    view! {
        <details class="more">
            <summary>"More: external id, callback URL"</summary>
            <Line
                draft
                wrongs
                field=Field::ExternalTaskId
                label="External id"
                note="Your own name for the task. It can be used once, so it goes when it is sent."
            />
            <Line
                draft
                wrongs
                field=Field::CallbackUrl
                label="Callback URL"
                note="Where the provider reports each change of the task."
            />
        </details>
    }
}

#[component]
fn Line(
    draft: Draft,
    wrongs: Wrongs,
    field: Field,
    label: &'static str,
    note: &'static str,
) -> impl IntoView {
    let name = id(field);
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                id=name
                type="text"
                inputmode=(field == Field::CallbackUrl).then_some("url")
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || draft.text(field)
                on:input:target=move |event| draft.edit(field, event.target().value())
                aria-invalid=move || wrongs.invalid(field)
                aria-describedby=format!("{name}-wrong {name}-note")
            />
            <Wrong wrongs field />
            <p class="note" id=format!("{name}-note")>{note}</p>
        </div>
    }
}
