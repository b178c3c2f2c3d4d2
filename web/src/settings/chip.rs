//! The provider in the header, with whether there is a key.

use foley_core::Field;
use leptos::prelude::*;

use super::Settings;

/// Says whom requests go to; pressing it shows the settings.
#[component]
pub fn ProviderChip(settings: Settings) -> impl IntoView {
    let name = move || settings.outline().name;
    let state = move || match settings.provider() {
        Ok(provider) if settings.has_key(&provider) => "key in memory",
        Ok(provider) if provider.needs_key => "no key",
        Ok(_) => "no key needed",
        Err(wrong) if wrong.field == Field::PathPrefix => "wrong path",
        Err(_) => "no address",
    };
    let lacks = move || matches!(state(), "no key" | "no address" | "wrong path");
    view! {
        <button type="button" class="chip" class:lacking=lacks on:click=move |_| settings.show()>
            <span class="chip-name">{name}</span>
            " "
            <span class="chip-state">{state}</span>
        </button>
    }
}
