//! A running job's lamp, where its play button will be.

use leptos::prelude::*;

/// A lamp that is on. What it means is said in words below.
#[component]
pub(super) fn Lamp() -> impl IntoView {
    view! {
        <span class="lamp-ring" aria-hidden="true">
            <span class="lamp"></span>
        </span>
    }
}
