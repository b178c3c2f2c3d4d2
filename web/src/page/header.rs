//! The page's head: its name, whom requests go to, the settings.

use leptos::prelude::*;

use crate::settings::{ProviderChip, Settings};

/// The head. Its like stands in index.html, so that it is there before anything runs.
#[component]
pub fn Header(settings: Settings) -> impl IntoView {
    view! {
        <header class="head">
            <h1 class="name">
                <span class="lamp" aria-hidden="true"></span>
                "foley"
            </h1>
            <ProviderChip settings />
            <button type="button" class="chip" on:click=move |_| settings.show()>
                "Settings"
            </button>
        </header>
    }
}
