//! How much room the takes have, a warning before there is none, and the way to make some.

use leptos::prelude::*;

use super::room::Room;
use super::words::{self, is_tight};

/// A line below the takes.
#[component]
pub fn Space(room: Room) -> impl IntoView {
    let kept = Memo::new(move |_| room.kept());
    // What is written is counted by the browser: it is asked again whenever that has changed.
    Effect::new(move || {
        if kept.get() > 0 {
            room.ask();
        }
    });
    let is_short = Memo::new(move |_| room.is_short());
    let can_go = Memo::new(move |_| room.can_go());
    let words = move || {
        let said = words::space(room.usage(), is_short.get());
        said.filter(|_| kept.get() > 0)
    };
    let is_wanting = move || is_short.get() || room.usage().is_some_and(is_tight);
    view! {
        <div class="space" class:tight=is_wanting>
            <p class="note" role="status">{words}</p>
            <Show when=move || is_wanting() && can_go.get()>
                <button type="button" class="quiet" on:click=move |_| room.show()>
                    "Free up space"
                </button>
            </Show>
        </div>
    }
}
