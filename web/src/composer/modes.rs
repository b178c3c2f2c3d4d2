//! What is to be made: a group of radio buttons that looks like one switch.

use foley_core::Operation;
use leptos::prelude::*;

use super::form::Form;

/// The switch. An operation that the provider lacks can be chosen all the same: what stands in its
/// form is the user's.
#[component]
pub(super) fn Modes(form: Form) -> impl IntoView {
    let lacks = move |operation| form.provider.with(|it| it.capability(operation).is_none());
    let mode = move |operation: Operation| {
        view! {
            <label class="mode" class:lacking=move || lacks(operation)>
                <input
                    type="radio"
                    name="operation"
                    value=operation.as_str()
                    prop:checked=move || form.operation() == operation
                    on:change=move |_| {
                        form.drafts.choose(operation);
                        form.sheet.open();
                    }
                    aria-describedby=move || lacks(operation).then_some("modes-note")
                />
                <span>{operation.name()}</span>
            </label>
        }
    };
    let note = move || {
        let lacking: Vec<&str> = Operation::ALL
            .into_iter()
            .filter(|operation| lacks(*operation))
            .map(Operation::name)
            .collect();
        (!lacking.is_empty())
            .then(|| format!("{}: not at {}", lacking.join(", "), form.provider_name()))
    };
    view! {
        <fieldset class="modes">
            <legend class="unseen">"What to make"</legend>
            <div class="segments">{Operation::ALL.map(mode)}</div>
            <p class="note" id="modes-note">{note}</p>
        </fieldset>
    }
}
