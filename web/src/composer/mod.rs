//! The composer: the form in which a sound is described.
//!
//! It checks what is typed and hands on what is good. To whom a request goes, and what becomes of
//! it, is not its business.

pub mod draft;
mod duration;
mod field;
mod ideas;
mod more;
mod prompt;
mod sheet;

pub use draft::Draft;
pub use ideas::{Idea, IdeaCards, IdeaChips};

use foley_core::{Field, Limits, Request};
use leptos::ev;
use leptos::prelude::*;

use duration::DurationField;
use field::Wrongs;
use more::More;
use prompt::PromptField;
use sheet::{Handle, Sheet};

/// The form. `submit` gets a request that validates, and says whether it was sent.
#[component]
pub fn Composer(
    /// What is typed.
    draft: Draft,
    /// What the provider takes.
    #[prop(into)]
    limits: Signal<Limits>,
    /// Sends a request.
    #[prop(into)]
    submit: Callback<Request, bool>,
    /// What stands below the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let sheet = Sheet::new();
    let wrongs = Wrongs::new(draft, limits);

    let send = move || match limits.with_untracked(|limits| draft.request(limits)) {
        Ok(request) => {
            if submit.run(request) {
                draft.sent();
                sheet.close();
            }
        }
        Err(field) => {
            if field != Field::Prompt {
                sheet.open();
            }
            field::focus(field);
        }
    };
    let submitted = move |event: ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    // A key that is held down sends once.
    let pressed = move |event: ev::KeyboardEvent| {
        let asks = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if asks && !event.repeat() {
            event.prevent_default();
            send();
        }
    };

    view! {
        <form
            class="composer"
            class:open=move || sheet.is_open()
            aria-label="New sound"
            novalidate
            on:submit=submitted
            on:keydown=pressed
        >
            <Handle sheet />
            <PromptField draft limits wrongs sheet />
            <div class="settings-of-sound" id="sheet-more">
                <DurationField draft limits wrongs />
                <More draft wrongs />
            </div>
            <button type="submit" class="main generate">
                <span>"Generate"</span>
                <kbd>{shortcut()}</kbd>
            </button>
            {children.map(|children| children())}
        </form>
    }
}

/// Takes the user to the prompt.
pub fn focus_prompt() {
    field::focus(Field::Prompt);
}

/// The keys that generate, as this machine writes them.
fn shortcut() -> &'static str {
    let navigator = web_sys::window().map(|window| window.navigator());
    let platform = navigator.and_then(|navigator| navigator.platform().ok()).unwrap_or_default();
    if platform.starts_with("Mac") || platform.starts_with("iP") { "⌘ ↵" } else { "Ctrl ↵" }
}
