//! The composer: the form in which what is wanted is described.
//!
//! It checks what is typed and hands on what is good. To whom a request goes, and what becomes of
//! it, is not its business; of the provider it knows what it takes and what it costs.

mod camera;
mod control;
pub mod drafts;
mod duration;
mod field;
mod form;
mod generate;
mod ideas;
mod modes;
mod sheet;
mod voice;

pub use drafts::Drafts;
pub use ideas::{Idea, IdeaCards, IdeaChips};

use foley_core::{Provider, Request};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;

use form::{Fields, Form};
use generate::Generate;
use modes::Modes;
use sheet::{Handle, Sheet};

/// The form. `submit` gets a request that validates, and says whether it was sent.
#[component]
pub fn Composer(
    /// What is typed.
    drafts: Drafts,
    /// Whom a request would go to.
    #[prop(into)]
    provider: Signal<Provider>,
    /// Sends a request.
    #[prop(into)]
    submit: Callback<Request, bool>,
    /// What stands below the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let sheet = Sheet::new();
    let form = Form::new(drafts, provider, sheet);
    // Another operation, or another provider, is another matter.
    let refused = RwSignal::new(false);
    Effect::new(move || {
        let _ = (form.operation(), form.provider_name());
        refused.set(false);
    });

    // The field may only now be about to be drawn.
    Effect::new(move || {
        let Some(field) = drafts.wanted().get() else { return };
        drafts.wanted().set(None);
        sheet.open_for(field);
        spawn_local(async move {
            tick().await;
            field::focus(field);
        });
    });

    let send = move || {
        let Some(capability) = untrack(|| form.capability()) else {
            refused.set(true);
            return;
        };
        match drafts.request(capability) {
            Ok(request) => {
                if submit.run(request) {
                    drafts.sent(capability);
                    sheet.close();
                }
            }
            Err(field) => drafts.focus(field),
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
        } else if event.key() == "Enter" && !asks && is_choice(event.target()) {
            // A browser would send the form, which may cost.
            event.prevent_default();
        }
    };

    view! {
        <form
            class="composer"
            class:open=move || sheet.is_open()
            aria-label="New take"
            novalidate
            on:submit=submitted
            on:keydown=pressed
        >
            <Handle sheet />
            <Modes form />
            <div class="fields" id="sheet-more">
                <Fields form />
            </div>
            <Aside drafts />
            <Generate form refused />
            {children.map(|children| children())}
        </form>
    }
}

/// Whether this is something that one sets without typing.
fn is_choice(target: Option<web_sys::EventTarget>) -> bool {
    let input = target.and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
    input.is_some_and(|it| matches!(it.type_().as_str(), "radio" | "checkbox" | "range"))
}

/// What was set aside, and the way back to it.
#[component]
fn Aside(drafts: Drafts) -> impl IntoView {
    view! {
        <Show when=move || drafts.has_aside()>
            <p class="note">
                "What you had typed is set aside. "
                <button type="button" class="link" on:click=move |_| drafts.put_back()>
                    "Put it back"
                </button>
                " or "
                <button type="button" class="link" on:click=move |_| drafts.let_go()>
                    "let it go"
                </button>
            </p>
        </Show>
    }
}
