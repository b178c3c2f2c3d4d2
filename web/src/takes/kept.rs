//! What plays a kept sound: the button, the waveform's seek control, the place in the sound.

use foley_core::Seconds;
use foley_engine::{Job, JobId, Stage};
use leptos::ev;
use leptos::prelude::*;

use super::words;
use crate::player::Player;
use crate::time::seconds;

/// How far an arrow key goes, in seconds.
const STEP: f64 = 0.5;

/// Where a take is, for all that shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    job: Signal<Job>,
    player: Player,
    id: StoredValue<JobId>,
    is_here: Memo<bool>,
}

impl Position {
    pub(super) fn new(job: Signal<Job>, player: Player) -> Self {
        let id = job.with_untracked(|job| job.id.clone());
        let id = StoredValue::new(id);
        let is_here = Memo::new(move |_| id.with_value(|id| player.has(id)));
        Self { job, player, id, is_here }
    }

    /// The length in seconds: as it is, or as it was asked for, where it was.
    fn known_duration(self) -> Option<f64> {
        self.job.with(|job| match &job.stage {
            Stage::Kept { take, .. } => Some(take.duration_ms as f64 / 1000.0),
            _ => job.request.duration().map(Seconds::as_f64),
        })
    }

    fn duration(self) -> f64 {
        self.known_duration().unwrap_or(0.0)
    }

    /// The place in seconds; the beginning, where another take is loaded.
    fn seconds(self) -> f64 {
        if self.is_here.get() { self.player.position().min(self.duration()) } else { 0.0 }
    }

    fn is_playing(self) -> bool {
        self.is_here.get() && self.player.is_playing()
    }

    /// The place from 0 to 1.
    pub(super) fn fraction(self) -> f64 {
        self.seconds() / self.duration().max(0.001)
    }

    /// "2.1 / 5.0 s" where it was begun, else only its length, where that is known.
    pub(super) fn words(self) -> String {
        let Some(duration) = self.known_duration().map(seconds) else { return String::new() };
        let here = seconds(self.seconds());
        if self.is_here.get() && (self.is_playing() || here != "0.0") {
            format!("{here} / {duration} s")
        } else {
            format!("{duration} s")
        }
    }

    fn seek(self, seconds: f64) {
        let end = untrack(|| self.duration());
        self.id.with_value(|id| self.player.seek(id, seconds.clamp(0.0, end)));
    }
}

/// The seek control: a native slider that lies over the waveform, unseen but for its focus.
#[component]
pub(super) fn Seek(position: Position) -> impl IntoView {
    // Its value is read aloud: while the sound plays, once a second is enough.
    let value = Memo::new(move |_| {
        let seconds = position.seconds();
        if position.is_playing() { seconds.floor() } else { seconds }
    });
    let title = move || position.job.with(words::short_title);
    let arrows = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => STEP,
            "ArrowLeft" | "ArrowDown" => -STEP,
            _ => return,
        };
        event.prevent_default();
        position.seek(untrack(|| position.seconds()) + step);
    };
    view! {
        <input
            type="range"
            class="seek"
            min="0"
            step="0.01"
            max=move || position.duration().to_string()
            prop:value=move || value.get().to_string()
            aria-label=move || format!("Seek in {}", title())
            aria-valuetext=move || {
                format!("{} seconds of {} seconds", seconds(value.get()), seconds(position.duration()))
            }
            on:input:target=move |event| position.seek(event.target().value_as_number())
            on:keydown=arrows
        />
    }
}

/// The button that plays and pauses.
#[component]
pub(super) fn PlayButton(job: Signal<Job>, player: Player) -> impl IntoView {
    let position = Position::new(job, player);
    let name = move || {
        let verb = if position.is_playing() { "Pause" } else { "Play" };
        job.with(|job| format!("{verb} {}", words::short_title(job)))
    };
    let shape = move || {
        if position.is_playing() { "M8 6h3v12H8zM13 6h3v12h-3z" } else { "M9 5.5v13l10-6.5z" }
    };
    view! {
        <button
            type="button"
            class="play"
            class:on=move || position.is_playing()
            aria-label=name
            on:click=move |_| position.id.with_value(|id| player.toggle(id))
        >
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=shape />
            </svg>
        </button>
    }
}
