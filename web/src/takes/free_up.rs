//! The dialog in which the user says what may go.

use foley_browser::clock;
use leptos::prelude::*;
use leptos::{ev, html};

use super::room::{Listed, Room};
use super::words::{self, size};
use crate::time::time_of_day;

/// The dialog; it is in the page from the start, and shown when something asks for it.
#[component]
pub fn FreeUpDialog(room: Room) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let is_asked = Memo::new(move |_| room.listed().is_some());
    Effect::new(move || {
        if let (true, Some(dialog)) = (is_asked.get(), dialog.get()) {
            // It fails where the dialog is already shown, which is as well.
            let _ = dialog.show_modal();
        }
    });
    let rows = move || {
        let row = move |one| row(room, one);
        room.listed().into_iter().flatten().map(row).collect_view()
    };
    let frees = move || words::frees(room.to_go().1, room.usage());
    let verb = move || match room.to_go().0 {
        1 => "Delete 1 take".to_owned(),
        count => format!("Delete {count} takes"),
    };
    let is_nothing = move || room.to_go().0 == 0;
    // Not `disabled`, which would lose the focus.
    let confirmed = move |event: ev::SubmitEvent| {
        if untrack(is_nothing) {
            event.prevent_default();
        } else {
            room.let_go();
        }
    };
    let cancelled = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="settings free-up"
            aria-labelledby="free-up-title"
            closedby="any"
            on:close=move |_| room.forget()
        >
            <form method="dialog" on:submit=confirmed>
                <h2 id="free-up-title">"Free up space"</h2>
                <p class="note" id="free-up-note">
                    "The least used come first. Favourites are not listed. What is deleted here is gone \
                     for good: save what you need first."
                </p>
                <ul class="may-go" role="list" aria-label="Takes that may go">
                    {rows}
                </ul>
                <p role="status" class="frees">{frees}</p>
                <div class="dialog-end">
                    <button type="button" class="quiet" on:click=cancelled>"Cancel"</button>
                    <button
                        type="submit"
                        class="main"
                        aria-disabled=move || is_nothing().to_string()
                        aria-describedby="free-up-note"
                    >
                        {verb}
                    </button>
                </div>
            </form>
        </dialog>
    }
}

fn row(room: Room, one: Listed) -> AnyView {
    let Listed { id, title, bytes, used_at } = one;
    let facts = format!("{} · last used {}", size(bytes), time_of_day(used_at, clock::now()));
    let (chosen, turned) = (id.clone(), id);
    view! {
        <li>
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || room.is_chosen(&chosen)
                    on:change=move |_| room.turn(&turned)
                />
                <span class="what">{title}</span>
                <span class="note">{facts}</span>
            </label>
        </li>
    }
    .into_any()
}
