//! How much room the takes have, and a warning before there is none.

use foley_browser::storage::{self, Usage};
use foley_engine::{Job, Take};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::jobs::Jobs;

/// From here on it is said that there is little room.
const NEARLY_FULL: u64 = 80;

/// A line below the takes.
#[component]
pub fn Space(jobs: Jobs) -> impl IntoView {
    let usage = RwSignal::new(None::<Usage>);
    let kept = Memo::new(move |_| {
        let bytes = |job: &Job| job.takes().map(|take: &Take| take.bytes).sum::<u64>();
        jobs.order().iter().filter_map(|id| jobs.get(id)).map(|job| job.with(bytes)).sum::<u64>()
    });
    // What is written is counted by the browser: it is asked again whenever that has changed.
    Effect::new(move || {
        if kept.get() > 0 {
            spawn_local(async move {
                let now = storage::usage().await;
                // The page may be going.
                let _ = usage.try_set(now);
            });
        }
    });
    let is_shown = move || kept.get() > 0 && usage.with(Option::is_some);
    let words = move || usage.get().map(words);
    let is_tight = move || usage.get().is_some_and(|usage| usage.percent() >= NEARLY_FULL);
    view! {
        <p class="note space" class:tight=is_tight role="status">
            {move || is_shown().then(words).flatten()}
        </p>
    }
}

fn words(usage: Usage) -> String {
    let used = format!("{} of {} used", size(usage.used), size(usage.quota));
    if usage.percent() < NEARLY_FULL {
        return format!("Kept in this browser: {used}.");
    }
    format!(
        "The browser's storage is {} % full ({used}). Save what you need and delete what you don't: a \
         take that finds no room is not kept.",
        usage.percent()
    )
}

/// So many bytes, as one says it.
pub(super) fn size(bytes: u64) -> String {
    let mut size = bytes as f64;
    for unit in ["bytes", "kB", "MB"] {
        if size < 999.5 {
            let digits = usize::from(size < 10.0 && unit != "bytes");
            return format!("{size:.digits$} {unit}");
        }
        size /= 1000.0;
    }
    format!("{size:.1} GB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_one_says_them() {
        let said: Vec<String> =
            [0, 999, 1000, 1_764_044, 99_600_000, 999_999_999, 2_400_000_000].map(size).into();
        assert_eq!(
            said,
            ["0 bytes", "999 bytes", "1.0 kB", "1.8 MB", "100 MB", "1.0 GB", "2.4 GB"]
        );
    }

    #[test]
    fn a_full_store_says_what_to_do() {
        assert_eq!(
            words(Usage { used: 5_000_000, quota: 1_000_000_000 }),
            "Kept in this browser: 5.0 MB of 1.0 GB used."
        );
        let tight = words(Usage { used: 8_000_000, quota: 10_000_000 });
        assert!(tight.starts_with("The browser's storage is 80 % full"), "{tight}");
    }
}
