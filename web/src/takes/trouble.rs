//! A job that stands still: what happened, in the place of its waveform.

use foley_engine::{Job, Stage};
use leptos::prelude::*;

use super::words;

/// What happened, with a sign that does not need its colour.
#[component]
pub(super) fn Trouble(job: Signal<Job>) -> impl IntoView {
    let is_calm = move || job.with(|job| job.stage == Stage::Cancelled);
    view! {
        <div class="strip trouble" class:calm=is_calm>
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                <path d="M12 3.5 22 20.5H2zM11.1 9.5v5.2h1.8V9.5zM11.1 16.2v1.8h1.8v-1.8z" fill-rule="evenodd" />
            </svg>
            <p>{move || job.with(words::trouble)}</p>
        </div>
    }
}
