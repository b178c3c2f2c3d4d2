//! A job that stands still: what happened, in the place of its waveform.

use foley_engine::{Job, Stage};
use leptos::prelude::*;

use super::words;

/// A triangle with a mark in it.
const WRONG: &str = "M12 3.5 22 20.5H2zM11.1 9.5v5.2h1.8V9.5zM11.1 16.2v1.8h1.8v-1.8z";

/// A disc with a square in it.
const STOPPED: &str = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM9 9h6v6H9z";

/// What happened, with a sign that does not need its colour.
#[component]
pub(super) fn Trouble(job: Signal<Job>) -> impl IntoView {
    let is_calm = move || job.with(|job| job.stage == Stage::Cancelled);
    let sign = move || if is_calm() { STOPPED } else { WRONG };
    view! {
        <div class="strip trouble" class:calm=is_calm>
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=sign fill-rule="evenodd" />
            </svg>
            <p>{move || job.with(words::trouble)}</p>
        </div>
    }
}
