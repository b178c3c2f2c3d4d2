//! The list of takes, the newest first; and what stands there before there is one.

use foley_engine::{Job, JobId};
use leptos::html;
use leptos::prelude::*;

use super::card::{Intent, TakeCard, title_id};
use super::focus::rescue;
use super::{Removal, words};
use crate::jobs::Jobs;
use crate::player::Player;
use crate::time::Clock;

/// The list. `children` stand there while it is empty.
#[component]
pub fn TakeList(
    jobs: Jobs,
    player: Player,
    clock: Clock,
    removal: Removal,
    /// What the user wants of a job.
    #[prop(into)]
    on_intent: Callback<(JobId, Intent)>,
    children: ChildrenFn,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| jobs.order().is_empty());
    let row = move |id: JobId| {
        let Some(job) = jobs.get(&id) else { return ().into_any() };
        let job = RwSignal::from(job);
        let usual = Memo::new(move |_| job.with(|job| jobs.usual(job)));
        let ahead = Memo::new(move |_| job.with(|job| jobs.ahead(job)));
        let id = StoredValue::new(id);
        let leaving = Memo::new(move |_| id.with_value(|id| removal.has(id)));
        let rescued = StoredValue::new_local(None);
        let on_undo = Callback::new(move |()| {
            id.with_value(|id| removal.undo(id));
            rescued.set_value(Some(rescue(id.with_value(title_id))));
        });
        view! {
            <li>
                <Show
                    when=move || leaving.get()
                    fallback=move || view! { <TakeCard job player clock usual ahead on_intent /> }
                >
                    <Gone job=job.into() on_undo />
                </Show>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="takes" role="list" aria-label="Takes" hidden=move || is_empty.get()>
            <For each=move || jobs.order() key=JobId::clone children=row />
        </ul>
        <Show when=move || jobs.is_open() && is_empty.get()>{children()}</Show>
    }
}

/// A deleted job's place, with the way back.
#[component]
fn Gone(job: Signal<Job>, on_undo: Callback<()>) -> impl IntoView {
    let undo = NodeRef::<html::Button>::new();
    // The button that was pressed is gone: the focus goes to what undoes it.
    undo.on_load(|undo| drop(undo.focus()));
    view! {
        <p class="gone">
            <span>{move || job.with(|job| format!("Deleted: {}", words::short_title(job)))}</span>
            <button
                type="button"
                class="quiet"
                node_ref=undo
                on:click=move |_| on_undo.run(())
            >
                "Undo"
            </button>
        </p>
    }
}
