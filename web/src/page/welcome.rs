//! The empty page, which teaches by doing.

use foley_core::Operation;
use leptos::prelude::*;

use crate::composer::{Idea, IdeaCards};

/// What stands where the takes will be.
#[component]
pub fn Welcome(
    /// What is to be made.
    #[prop(into)]
    operation: Signal<Operation>,
    /// Whether an idea is made at once, or only put into the composer.
    #[prop(into)]
    makes_at_once: Signal<bool>,
    /// What an idea does when it is pressed.
    #[prop(into)]
    press: Callback<Idea>,
) -> impl IntoView {
    let how = move || {
        let what = match operation.get() {
            Operation::SoundEffect => "Describe a sound",
            Operation::Speech => "Type what is to be said",
            Operation::Video => "Describe a video",
            Operation::VideoSound => {
                return "A video gets its sound here. Give the id of a video that the provider has \
                        made, or a video's URL; or make a video and press \"Sound for this video\" \
                        on it."
                    .to_owned();
            }
        };
        if makes_at_once.get() {
            format!("{what}, or press one of these: it is made in this page, free, and kept here.")
        } else {
            format!("{what}, or begin with one of these. What is made is kept in this browser.")
        }
    };
    view! {
        <div class="welcome">
            <h3>"Nothing kept yet"</h3>
            <p>{how}</p>
            <IdeaCards operation press />
        </div>
    }
}
