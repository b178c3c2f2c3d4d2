//! One job's card. Whatever becomes of the job, the card keeps its place and its height: title,
//! strip, facts.

use foley_core::{AssetKind, Millis};
use foley_engine::{Job, JobId, Place, Stage, Take};
use leptos::prelude::*;

use super::facts::Facts;
use super::focus::rescue;
use super::kept::{PlayButton, Position, Seek};
use super::linked::Linked;
use super::pace;
use super::trouble::Trouble;
use super::video::Video;
use super::wave::Wave;
use super::words;
use crate::player::Player;
use crate::time::Clock;

/// What the user wants of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// No longer wait for it.
    Stop,
    /// Have it leave sooner or later than others that wait for their turn.
    Move(Place),
    /// Take it up again.
    LookAgain,
    /// Send its create again, which may cost twice.
    SendAgain,
    /// Have its request in the composer.
    Edit,
    /// Have its video in the composer, to be given a sound.
    SoundForVideo,
    /// Hold on to it, so that it never goes to make room; or no longer.
    Favourite(bool),
    /// Have it gone.
    Delete,
    /// Give a key to its provider.
    GiveKey,
}

/// What a card shows in its strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// It goes on by itself.
    Running,
    /// It can be played.
    Kept,
    /// It can be played where the provider has it.
    Linked,
    /// It stands still.
    Trouble,
}

impl Face {
    fn of(job: &Job) -> Self {
        match job.stage {
            Stage::Kept { .. } => Self::Kept,
            Stage::Linked { .. } => Self::Linked,
            _ if job.is_running() => Self::Running,
            _ => Self::Trouble,
        }
    }
}

/// The name of a card's title, as an element.
pub(super) fn title_id(id: &JobId) -> String {
    format!("take-{id}")
}

/// A job's card.
#[component]
pub fn TakeCard(
    /// The job, as it goes on.
    #[prop(into)]
    job: Signal<Job>,
    /// What plays it.
    player: Player,
    /// What tells the time while it runs.
    clock: Clock,
    /// How long such a job usually waits, from and to, where that is known.
    #[prop(into)]
    usual: Signal<Option<(Millis, Millis)>>,
    /// How many have their turn before it, where it waits for its turn.
    #[prop(into)]
    ahead: Signal<Option<usize>>,
    /// What the user wants of it.
    #[prop(into)]
    on_intent: Callback<(JobId, Intent)>,
) -> impl IntoView {
    let id = job.with_untracked(|job| job.id.clone());
    // What waits for its turn is not under way.
    let is_live = Memo::new(move |_| {
        job.with(|job| job.is_running() && !matches!(job.stage, Stage::Queued { .. }))
    });
    let heading = title_id(&id);
    let labelled_by = heading.clone();
    let face = Memo::new(move |_| job.with(Face::of));
    // What was pressed may go with what it was pressed for.
    let rescued = StoredValue::new_local(None);
    let wants = Callback::new(move |intent| {
        on_intent.run((id.clone(), intent));
        // The card may have gone, too.
        let _ = rescued.try_set_value(Some(rescue(title_id(&id))));
    });
    let peaks = Memo::new(move |_| {
        job.with(|job| match &job.stage {
            Stage::Kept { take, .. } => Some(take.peaks.clone()),
            _ => None,
        })
    });
    // A video is shown where a waveform would stand; one that came with a sound, below it.
    let video = Memo::new(move |_| {
        job.with(|job| {
            let take = |(number, take): (usize, &Take)| (number, take.size);
            let is_video = |(_, take): &(usize, &Take)| take.kind == AssetKind::Video;
            job.takes().enumerate().find(is_video).map(take).filter(|_| Face::of(job) == Face::Kept)
        })
    });
    let is_video = Memo::new(move |_| matches!(video.get(), Some((0, _))));
    let is_long = Memo::new(move |_| job.with(words::is_long));
    let is_whole = RwSignal::new(false);
    let position = Position::new(job, player);
    let done = Signal::derive(move || match face.get() {
        Face::Running => job.with(|job| {
            let usual = usual.get().map_or_else(|| pace::expected(job), pace::middle);
            if is_live.get() {
                pace::fullness(clock.now().since(job.began_at()), usual)
            } else {
                0.0
            }
        }),
        Face::Kept => position.fraction(),
        Face::Linked | Face::Trouble => 0.0,
    });
    let has_strip = move || matches!(face.get(), Face::Running | Face::Kept) && !is_video.get();

    view! {
        <article class="take" class:live=move || is_live.get() aria-labelledby=labelled_by>
            <div class="take-head">
                <h3 id=heading tabindex="-1" class:whole-title=move || is_whole.get()>
                    {move || job.with(|job| job.request.title().into_owned())}
                </h3>
                <Show when=move || face.get() == Face::Kept>
                    <Star job wants />
                </Show>
            </div>
            <Show when=move || is_long.get()>
                <button type="button" class="link" on:click=move |_| is_whole.update(|it| *it = !*it)>
                    {move || if is_whole.get() { "Show less" } else { "Show the whole text" }}
                </button>
            </Show>
            <Show when=move || face.get() == Face::Trouble>
                <Trouble job />
            </Show>
            <Show when=move || face.get() == Face::Linked>
                <Linked job player />
            </Show>
            <Show when=has_strip>
                <div class="strip">
                    <Show when=move || face.get() == Face::Kept fallback=|| view! { <span class="play-to-be" aria-hidden="true"></span> }>
                        <PlayButton job player />
                    </Show>
                    <div class="wave-area">
                        <Wave peaks done />
                        <Show when=move || face.get() == Face::Kept>
                            <Seek position />
                        </Show>
                    </div>
                    <p class="place">{move || position.words()}</p>
                </div>
            </Show>
            {move || video.get().map(|(number, size)| {
                view! { <Video job player number size /> }
            })}
            <Facts job face is_live clock usual ahead player wants />
        </article>
    }
}

/// Five points.
const STAR: &str = "M12 3.2l2.7 5.6 6.1.9-4.4 4.3 1 6.1-5.4-2.9-5.4 2.9 1-6.1-4.4-4.3 6.1-.9z";

/// Marks a favourite, which never goes to make room.
#[component]
fn Star(job: Signal<Job>, wants: Callback<Intent>) -> impl IntoView {
    let is_favourite = Memo::new(move |_| job.with(|job| job.favourite));
    view! {
        <button
            type="button"
            class="star"
            title="Favourite"
            aria-label=move || job.with(|job| format!("Favourite {}", words::short_title(job)))
            aria-pressed=move || if is_favourite.get() { "true" } else { "false" }
            on:click=move |_| wants.run(Intent::Favourite(!is_favourite.get_untracked()))
        >
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=STAR />
            </svg>
        </button>
    }
}
