//! How much room the takes have, a warning before there is none, and the way to make some.

use leptos::prelude::*;

use super::focus::rescue;
use super::room::Room;
use super::words::{self, is_tight};

/// The words' name, as an element.
const WORDS: &str = "space";

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
    let is_wanting = Memo::new(move |_| is_short.get() || room.usage().is_some_and(is_tight));
    let offers = Memo::new(move |_| is_wanting.get() && can_go.get());
    // The button that opened the dialog has the focus again, and goes when there is room.
    let rescued = StoredValue::new_local(None);
    Effect::new(move || {
        if !offers.get() && room.take_has_let_go() {
            rescued.set_value(Some(rescue(WORDS.to_owned())));
        }
    });
    view! {
        <div class="space" class:tight=move || is_wanting.get()>
            <p id=WORDS class="note" role="status" tabindex="-1">{words}</p>
            <Show when=move || offers.get()>
                <button type="button" class="quiet" on:click=move |_| room.show()>
                    "Free up space"
                </button>
            </Show>
        </div>
    }
}
