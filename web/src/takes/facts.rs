//! The last line of a card: what is known of the job, and what can be done with it.

use foley_browser::clipboard;
use foley_core::{ApiError, Asset, AssetFormat, Millis, Operation, Request};
use foley_engine::{Job, Place, Stage};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::card::{Face, Intent};
use super::files::Files;
use super::save::{SaveLink, SaveLog};
use super::words;
use crate::player::Player;
use crate::time::{Clock, range, span, time_of_day};

#[component]
pub(super) fn Facts(
    job: Signal<Job>,
    face: Memo<Face>,
    is_live: Memo<bool>,
    clock: Clock,
    usual: Signal<Option<(Millis, Millis)>>,
    ahead: Signal<Option<usize>>,
    player: Player,
    wants: Callback<Intent>,
) -> impl IntoView {
    let facts = Memo::new(move |_| match face.get() {
        Face::Running => job.with(|job| running(job, clock, usual.get(), ahead.get())),
        Face::Kept => job.with(kept),
        Face::Linked => job.with(linked),
        Face::Trouble => job.with(stopped),
    });
    let facts = move || {
        let rest = |(index, fact)| {
            let dot = (index > 0).then_some(" · ");
            view! { {dot}<span class="whole">{fact}</span> }
        };
        facts.get().into_iter().enumerate().map(rest).collect_view()
    };
    let id = job.with_untracked(|job| job.id.clone());
    let playing_trouble = move || player.trouble(&id);
    let shows_files = RwSignal::new(false);
    let actions = move || match face.get() {
        Face::Running => view! {
            <Turn wants ahead />
            <Act wants intent=Intent::Stop>"Stop waiting"</Act>
        }
        .into_any(),
        Face::Kept => {
            let files: Vec<_> = job.with(|job| job.takes().map(|take| take.format).collect());
            let save = |(number, format)| view! { <SaveLink job player number format /> };
            let saves = files.into_iter().enumerate().map(save).collect_view();
            let makes_sound = job.with(can_have_sound);
            let look_for = move || {
                let is_format = job.with(Job::lacks_only_a_format);
                if is_format { "Look for the other format" } else { "Look for the rest" }
            };
            view! {
                {saves}
                <Show when=move || job.with(Job::can_resume)>
                    <Act wants intent=Intent::LookAgain>{look_for}</Act>
                </Show>
                {makes_sound.then(|| view! {
                    <Act wants intent=Intent::SoundForVideo>"Sound for this video"</Act>
                })}
                {was_asked_here(job).then(|| view! {
                    <Act wants intent=Intent::Edit>"Use again"</Act>
                })}
                <button
                    type="button"
                    class="quiet"
                    aria-expanded=move || if shows_files.get() { "true" } else { "false" }
                    on:click=move |_| shows_files.update(|it| *it = !*it)
                >
                    "Details"
                </button>
                <Act wants intent=Intent::Delete>"Delete"</Act>
            }
            .into_any()
        }
        Face::Linked => {
            let open = |asset: Asset| {
                let format = asset.format.map_or("file", AssetFormat::extension).to_uppercase();
                view! {
                    <a class="quiet" href=asset.url target="_blank" rel="noopener noreferrer">
                        {format!("Open {format}")}
                    </a>
                }
            };
            let assets = job.with(|job| match &job.stage {
                Stage::Linked { assets, .. } => assets.clone(),
                _ => Vec::new(),
            });
            view! {
                {assets.into_iter().map(open).collect_view()}
                <Act wants intent=Intent::LookAgain>"Try to keep it"</Act>
                {was_asked_here(job).then(|| view! {
                    <Act wants intent=Intent::Edit>"Use again"</Act>
                })}
                <Act wants intent=Intent::Delete>"Delete"</Act>
            }
            .into_any()
        }
        Face::Trouble => view! { <WaysOut job wants /> }.into_any(),
    };
    view! {
        <div class="facts">
            <p class="fact">
                <Show when=move || is_live.get()>
                    <span class="lamp" aria-hidden="true"></span>
                </Show>
                <span>{facts}</span>
            </p>
            <div class="actions">
                {actions}
                <Show when=move || matches!(face.get(), Face::Linked | Face::Trouble)>
                    <SaveLog job player />
                </Show>
            </div>
        </div>
        <p class="note">{move || job.with(|job| job.understood.as_ref().map(|it| format!("Understood as: {it}")))}</p>
        <p class="wrong">{playing_trouble}</p>
        <p class="wrong">{move || job.with(words::missing)}</p>
        <p class="note">{move || job.with(words::missing_format)}</p>
        <Show when=move || face.get() == Face::Kept && shows_files.get()>
            <Files job />
            <div class="actions">
                <SaveLog job player />
            </div>
        </Show>
    }
}

fn running(
    job: &Job,
    clock: Clock,
    usual: Option<(Millis, Millis)>,
    ahead: Option<usize>,
) -> Vec<String> {
    let waits = matches!(job.stage, Stage::Waiting { .. });
    let usual = usual.filter(|_| waits).map(|usual| format!("usually {}", range(usual)));
    let progress = words::progress(job, clock.now());
    let ahead = ahead.filter(|ahead| *ahead > 0).map(|ahead| format!("behind {ahead}"));
    [progress].into_iter().chain(ahead).chain(usual).chain([operation(job)]).collect()
}

/// What moves a job that waits for its turn.
#[component]
fn Turn(wants: Callback<Intent>, ahead: Signal<Option<usize>>) -> impl IntoView {
    view! {
        <Show when=move || ahead.get().is_some_and(|ahead| ahead > 0)>
            <Act wants intent=Intent::Move(Place::First)>"Make it next"</Act>
            <Act wants intent=Intent::Move(Place::Sooner)>"Sooner"</Act>
        </Show>
        <Show when=move || ahead.get().is_some()>
            <Act wants intent=Intent::Move(Place::Later)>"Later"</Act>
        </Show>
    }
}

fn kept(job: &Job) -> Vec<String> {
    let ended = job.ended_at.unwrap_or(job.submitted_at);
    let time = time_of_day(ended, foley_browser::clock::now());
    let took = format!("ready after {}", span(ended.since(job.began_at())));
    let cost = words::costs(job).map(|costs| format!("took {costs}"));
    let facts = ["Kept".to_owned(), job.provider.name.to_string(), operation(job), time, took];
    facts.into_iter().chain(cost).collect()
}

fn linked(job: &Job) -> Vec<String> {
    let ended = job.ended_at.unwrap_or(job.submitted_at);
    let time = time_of_day(ended, foley_browser::clock::now());
    let facts = ["Not kept".to_owned(), job.provider.name.to_string(), operation(job), time];
    facts.into_iter().chain(task(job)).collect()
}

fn operation(job: &Job) -> String {
    words::operation(job.request.operation()).to_owned()
}

/// Whether it is a video that its provider knows, and that has no sound of ours yet.
fn can_have_sound(job: &Job) -> bool {
    job.video_id().is_some() && job.request.operation() == Operation::Video
}

/// Whether there is a request to begin again from: of a task of elsewhere there is none.
fn was_asked_here(job: Signal<Job>) -> bool {
    job.with(|job| !matches!(job.request, Request::Found(_)))
}

fn stopped(job: &Job) -> Vec<String> {
    let ended = job.ended_at.unwrap_or(job.submitted_at);
    let time = time_of_day(ended, foley_browser::clock::now());
    let request = words::request_id(job).map(|id| format!("request {id}"));
    let facts = [job.provider.name.to_string(), operation(job), time];
    facts.into_iter().chain(task(job)).chain(request).collect()
}

/// The provider's id of what may have been paid for, in view where it is not ours.
fn task(job: &Job) -> Option<String> {
    job.task_id.as_ref().map(|id| format!("task {id}"))
}

/// What can be done with a job that stands still.
#[component]
fn WaysOut(job: Signal<Job>, wants: Callback<Intent>) -> impl IntoView {
    let is_about_key = move || job.with(|job| job.error().is_some_and(ApiError::is_about_key));
    let can_resume = move || job.with(Job::can_resume);
    let is_unsure = move || job.with(|job| matches!(job.stage, Stage::Unsure { .. }));
    let again = move || {
        if job.with(words::is_free) { "Send again" } else { "Send again, which may cost twice" }
    };
    view! {
        <Show when=is_about_key>
            <Act wants intent=Intent::GiveKey>"Set the key"</Act>
        </Show>
        <Show when=can_resume>
            <Act wants intent=Intent::LookAgain>
                {move || if job.with(Job::is_out) { "Look again" } else { "Send it" }}
            </Act>
        </Show>
        <Show when=is_unsure>
            <Act wants intent=Intent::SendAgain>{again}</Act>
        </Show>
        <Show when=move || was_asked_here(job)>
            <Act wants intent=Intent::Edit>"Edit and retry"</Act>
        </Show>
        <Show when=move || job.with(|job| job.error().is_some())>
            <CopyDetails job />
        </Show>
        <Act wants intent=Intent::Delete>"Delete"</Act>
    }
}

/// A button that says what the user wants.
#[component]
fn Act(wants: Callback<Intent>, intent: Intent, children: Children) -> impl IntoView {
    view! {
        <button type="button" class="quiet" on:click=move |_| wants.run(intent)>
            {children()}
        </button>
    }
}

/// Copies what support would ask for, and says whether that worked.
#[component]
fn CopyDetails(job: Signal<Job>) -> impl IntoView {
    let label = RwSignal::new("Copy details");
    let copy = move |_| {
        let text = job.with_untracked(words::details);
        spawn_local(async move {
            let copied = clipboard::write(&text).await.is_ok();
            // The card may be gone by now.
            let _ = label.try_set(if copied { "Copied" } else { "The browser did not copy" });
        });
    };
    view! {
        <button type="button" class="quiet" on:click=copy>
            {move || label.get()}
        </button>
    }
}
