//! The empty page, which teaches by doing.

use leptos::prelude::*;

use crate::composer::{Idea, IdeaCards};

/// What stands where the takes will be.
#[component]
pub fn Welcome(
    /// Whether an idea is made at once, or only put into the composer.
    #[prop(into)]
    makes_at_once: Signal<bool>,
    /// What an idea does when it is pressed.
    #[prop(into)]
    press: Callback<Idea>,
) -> impl IntoView {
    let how = move || {
        if makes_at_once.get() {
            "Describe a sound, or press one of these: it is made in this page, free, and kept here."
        } else {
            "Describe a sound, or begin with one of these. What is made is kept in this browser."
        }
    };
    view! {
        <section class="welcome" aria-labelledby="welcome-title">
            <h2 id="welcome-title">"Nothing kept yet"</h2>
            <p>{how}</p>
            <IdeaCards press />
        </section>
    }
}
