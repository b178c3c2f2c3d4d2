//! The whole page: its state once, and the views around it.

use foley_core::Request;
use foley_engine::JobId;
use leptos::prelude::*;

use crate::announce::Status;
use crate::composer::{Composer, IdeaChips};
use crate::elsewhere::{ElsewhereButton, ElsewhereDialog};
use crate::page::{Alert, Header, Welcome};
use crate::player::PlayerElement;
use crate::settings::SettingsDialog;
use crate::studio::Studio;
use crate::takes::{FreeUpDialog, Intent, Queue, Space, TakeList};
use crate::time::Clock;

/// What stands in index.html until the page is drawn.
const SHELL: &str = "shell";

/// Draws the page in the place of its shell.
pub fn mount() {
    leptos::mount::mount_to_body(App);
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(shell) = document.and_then(|document| document.get_element_by_id(SHELL)) {
        shell.remove();
    }
}

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let studio = Studio::new();
    studio.open();
    let Studio {
        jobs, settings, drafts, player, removal, announcer, trouble, elsewhere, room, ..
    } = studio;

    let clock = Clock::ticking_while(Signal::derive(move || studio.is_anything_running()));
    let provider =
        Signal::derive(move || settings.provider().unwrap_or_else(|_| settings.outline()));
    let operation = Signal::derive(move || drafts.operation());
    let makes_at_once = Signal::derive(move || studio.is_free());
    let press = Callback::new(move |idea| studio.take_up(idea));
    let submit = move |request: Request| studio.submit(request);
    let on_intent = move |(id, intent): (JobId, Intent)| studio.follow(&id, intent);
    let has_takes = Memo::new(move |_| !jobs.order().is_empty());

    view! {
        <Header settings />
        <Alert trouble />
        <main>
            <Composer drafts provider submit>
                <Show when=move || has_takes.get()>
                    <IdeaChips operation press />
                </Show>
            </Composer>
            <section aria-labelledby="takes-title">
                <h2 id="takes-title" class="unseen">
                    "Takes"
                </h2>
                <Queue jobs />
                <TakeList jobs player clock removal on_intent>
                    <Welcome operation makes_at_once press />
                </TakeList>
                <Space room />
                <ElsewhereButton elsewhere settings operation />
            </section>
        </main>
        <SettingsDialog settings />
        <ElsewhereDialog elsewhere />
        <FreeUpDialog room />
        <PlayerElement player />
        <Status announcer />
    }
}
