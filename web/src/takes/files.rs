//! What is known of each file that is kept: what it is, how large, and its hash.

use foley_browser::clipboard;
use foley_engine::{Job, Take};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words::{self, size};

/// How much of a hash is shown; all of it is copied.
const SHOWN: usize = 12;

#[component]
pub(super) fn Files(job: Signal<Job>) -> impl IntoView {
    let files = Memo::new(move |_| job.with(|job| job.takes().map(File::of).collect::<Vec<_>>()));
    view! {
        <ul class="files" role="list" aria-label="Files">
            {move || files.get().into_iter().map(row).collect_view()}
        </ul>
    }
}

/// A file in words.
#[derive(Clone, PartialEq)]
struct File {
    name: String,
    size: String,
    contradiction: Option<String>,
    hash: Option<String>,
}

impl File {
    fn of(take: &Take) -> Self {
        Self {
            name: words::format_name(take.format),
            size: size(take.bytes),
            contradiction: words::contradiction(take),
            hash: take.sha256.clone(),
        }
    }
}

fn row(file: File) -> AnyView {
    let File { name, size, contradiction, hash } = file;
    let contradiction =
        contradiction.map(|words| view! { " · "<span class="whole">{words}</span> });
    let hash = hash.map(|hash| view! { <Hash name=name.clone() hash /> });
    view! {
        <li>
            <span>{name}" · "{size}{contradiction}</span>
            {hash}
        </li>
    }
    .into_any()
}

/// The beginning of a file's hash, and all of it for the clipboard.
#[component]
fn Hash(name: String, hash: String) -> impl IntoView {
    let label = RwSignal::new("Copy");
    let shown = hash.get(..SHOWN).unwrap_or(&hash).to_owned();
    let copy = move |_| {
        let hash = hash.clone();
        spawn_local(async move {
            let copied = clipboard::write(&hash).await.is_ok();
            // The card may be gone by now.
            let _ = label.try_set(if copied { "Copied" } else { "The browser did not copy" });
        });
    };
    view! {
        <span class="whole">
            "SHA-256 " <code>{shown}"…"</code> " "
            <button type="button" class="link" on:click=copy>
                {move || label.get()}
                <span class="unseen">{format!(" the SHA-256 of the {name}")}</span>
            </button>
        </span>
    }
}
