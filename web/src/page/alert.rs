//! What is wrong with the page itself, with a way out.

use leptos::prelude::*;

/// Something that concerns the whole page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened and what it means, in a sentence or two.
    pub words: String,
    /// Whether a reload may help.
    pub reload_helps: bool,
}

/// The place where troubles are said. The node is always there: only then is it read aloud.
#[component]
pub fn Alert(trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let is_quiet = move || trouble.with(Option::is_none);
    let reload = |_| {
        if let Some(window) = web_sys::window() {
            // It can only fail where the page is already going.
            let _ = window.location().reload();
        }
    };
    let reload_helps = move || {
        trouble.with(|trouble| trouble.as_ref().is_some_and(|trouble| trouble.reload_helps))
    };
    view! {
        <div class="alert" class:quiet-alert=is_quiet>
            <p role="alert">{move || trouble.get().map(|trouble| trouble.words)}</p>
            <Show when=move || !is_quiet()>
                <Show when=reload_helps>
                    <button type="button" class="quiet" on:click=reload>
                        "Reload"
                    </button>
                </Show>
                <button type="button" class="quiet" on:click=move |_| trouble.set(None)>
                    "Dismiss"
                </button>
            </Show>
        </div>
    }
}
