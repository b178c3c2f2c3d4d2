//! What the user says that a call costs, for each operation.

use foley_core::{Cost, Operation, Violation};
use leptos::prelude::*;

use super::Settings;

/// The first price that can't be read, with its operation.
pub(super) fn wrong(settings: Settings) -> Option<(Operation, Violation)> {
    let prices = settings.stored.with(|stored| stored.place().prices);
    prices.into_iter().find_map(|(of, text)| Cost::parse(&text).err().map(|wrong| (of, wrong)))
}

/// The name of a price's element.
pub(super) fn id(operation: Operation) -> String {
    format!("price-{}", operation.as_str())
}

/// The fields, folded away: few know a price, and fewer know a better one than ours.
#[component]
pub(super) fn Prices(settings: Settings) -> impl IntoView {
    let price = move |operation: Operation| {
        let text = move || {
            settings
                .stored
                .with(|stored| stored.place().prices.get(&operation).cloned().unwrap_or_default())
        };
        let wrong = move || {
            let text = text();
            let wrong = if text.is_empty() { None } else { Cost::parse(&text).err() };
            wrong.map(|wrong| format!("{wrong} Or in units: 0.25 units."))
        };
        let typed = move |text| {
            settings.stored.update(|stored| stored.set_price(operation, text));
        };
        let id = id(operation);
        view! {
            <div class="field row">
                <label for=id.clone()>{operation.name()}</label>
                <input
                    id=id.clone()
                    type="text"
                    autocomplete="off"
                    placeholder="$0.03 or 0.25 units"
                    prop:value=text
                    on:input:target=move |event| typed(event.target().value())
                    aria-invalid=move || wrong().is_some().then_some("true")
                    aria-describedby=format!("{id}-wrong")
                />
                <p class="wrong" id=format!("{id}-wrong")>{wrong}</p>
            </div>
        }
    };
    view! {
        <details class="more">
            <summary>"Prices per call, for the estimate"</summary>
            {Operation::ALL.map(price)}
        </details>
    }
}
