//! What waits for its turn, in a line above the takes: how many, and whether they may go.

use foley_browser::Loading;
use foley_engine::{Job, JobId, Stage};
use leptos::prelude::*;

use super::words;
use crate::jobs::Jobs;

/// The line. It stands there as long as somebody waits, or is made to.
#[component]
pub fn Queue(jobs: Jobs) -> impl IntoView {
    let waiting = Memo::new(move |_| {
        let is_queued = |job: &Job| matches!(job.stage, Stage::Queued { .. });
        let is_waiting = |id: &JobId| jobs.get(id).is_some_and(|job| job.with(is_queued));
        jobs.order().into_iter().filter(is_waiting).collect::<Vec<_>>()
    });
    let count = move || waiting.with(Vec::len);
    let is_paused = Memo::new(move |_| jobs.is_paused());
    let is_offline = Memo::new(move |_| jobs.is_offline());
    let stop_all = move |_| waiting.get_untracked().iter().for_each(|id| jobs.cancel(id));
    let loading = move || jobs.loading().map(|loading| fetching(&loading));
    view! {
        <Show when=move || loading().is_some()>
            <p class="note">{loading}</p>
        </Show>
        <Show when=move || count() != 0 || is_paused.get()>
            <div class="queue">
                <p class="note" role="status">{move || waiting_words(count(), is_paused.get(), is_offline.get())}</p>
                <div class="actions">
                    <button type="button" class="quiet" on:click=move |_| jobs.pause(!is_paused.get_untracked())>
                        {move || if is_paused.get() { "Go on" } else { "Pause" }}
                    </button>
                    <Show when=move || count() != 0>
                        <button type="button" class="quiet" on:click=stop_all>
                            "Stop all that wait"
                        </button>
                    </Show>
                </div>
            </div>
        </Show>
    }
}

/// What is being fetched, and how much of it has come.
fn fetching(loading: &Loading) -> String {
    let part = match loading.part.as_str() {
        "foley-sandbox-mp3" => "the sandbox's MP3 encoder",
        "foley-sandbox-voice" => "the sandbox's voice",
        "foley-sandbox-english" => "the sandbox's English voice",
        "foley-sandbox-film" => "the sandbox's film maker",
        _ => "the sandbox",
    };
    let size = |bytes: f64| words::size(bytes as u64);
    let loaded = size(loading.loaded);
    match loading.total {
        Some(total) => format!("Fetching {part}: {loaded} of {}", size(total)),
        None => format!("Fetching {part}: {loaded} so far"),
    }
}

fn waiting_words(count: usize, is_paused: bool, is_offline: bool) -> String {
    let waiting = match count {
        0 => "Nothing waits".to_owned(),
        1 => "1 waits for its turn".to_owned(),
        count => format!("{count} wait for their turn"),
    };
    if is_paused {
        format!("Paused: what runs goes on, and nothing new is sent. {waiting}.")
    } else if is_offline {
        format!("There is no network: what needs one is sent once it is back. {waiting}.")
    } else {
        format!("{waiting}.")
    }
}

#[cfg(test)]
mod tests {
    use super::{Loading, fetching, waiting_words};

    #[test]
    fn what_is_fetched_is_named_with_its_size() {
        let loading = |total| {
            let part = "foley-sandbox-english".to_owned();
            fetching(&Loading { part, loaded: 449_000.0, total })
        };
        let english = "Fetching the sandbox's English voice: 449 kB";
        assert_eq!(loading(Some(2_545_121.0)), format!("{english} of 2.5 MB"));
        assert_eq!(loading(None), format!("{english} so far"));
    }

    #[test]
    fn a_pause_says_what_it_does_and_what_it_does_not() {
        assert_eq!(waiting_words(1, false, false), "1 waits for its turn.");
        assert_eq!(
            waiting_words(3, true, false),
            "Paused: what runs goes on, and nothing new is sent. 3 wait for their turn."
        );
        assert!(waiting_words(0, true, false).ends_with("Nothing waits."));
        assert!(waiting_words(1, false, true).starts_with("There is no network"));
    }
}
