//! A kept video, played by the browser's own controls from our own store.
//!
//! Its bytes are asked for when it is to be seen, and let go of with the card.

use foley_browser::ObjectUrl;
use foley_engine::Job;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words;
use crate::player::Player;
use crate::used;

/// A video, by the number of its file. The one that a job is about has its place from the start; one
/// that came with a sound is shown when it is asked for.
#[component]
pub(super) fn Video(
    job: Signal<Job>,
    player: Player,
    number: usize,
    size: Option<(u32, u32)>,
) -> impl IntoView {
    let element = NodeRef::<html::Video>::new();
    let url = StoredValue::<Option<ObjectUrl>, LocalStorage>::new_local(None);
    let src = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<String>);
    let is_main = number == 0;
    let is_shown = RwSignal::new(is_main);
    let title = move || job.with(words::short_title);

    let play = move || {
        let id = job.with_untracked(|job| job.id.clone());
        spawn_local(async move {
            let file = player.file(&id, number).await;
            // The card may be gone by now.
            match file {
                Ok(file) => {
                    let _ = src.try_set(Some(file.as_str().to_owned()));
                    let _ = url.try_set_value(Some(file));
                }
                Err(words) => drop(trouble.try_set(Some(words))),
            }
        });
    };
    // What was pressed has made place for the video: it plays, and has the focus.
    Effect::new(move || {
        if let Some(video) = element.get() {
            let _ = video.focus();
            // Where the browser refuses, its own controls are there.
            drop(video.play());
        }
    });
    // What is hidden begins with its cover again, and lets go of its bytes.
    let show = move || {
        is_shown.update(|it| *it = !*it);
        if !is_shown.get_untracked() {
            src.set(None);
            url.set_value(None);
        }
    };
    let started = move |_| {
        job.with_untracked(|job| used::note(&job.id));
        if let Some(video) = element.get_untracked() {
            player.media_started(&video);
        }
    };
    let broken = move |_| trouble.set(Some("The browser can't play this video.".to_owned()));
    // Tall ones are as high as wide ones are wide, and no higher.
    let (width, height) =
        size.filter(|(width, height)| *width > 0 && *height > 0).unwrap_or((16, 9));
    let is_tall = height > width;
    let cover = move || {
        view! {
            <button
                type="button"
                class="cover"
                aria-label=move || format!("Play video {}", title())
                on:click=move |_| play()
            >
                <span class="play">
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                        <path d="M9 5.5v13l10-6.5z" />
                    </svg>
                </span>
            </button>
        }
    };
    let show_name = move || if is_shown.get() { "Hide video" } else { "Show video" };
    view! {
        <Show when=move || !is_main>
            <button
                type="button"
                class="quiet"
                aria-expanded=move || if is_shown.get() { "true" } else { "false" }
                on:click=move |_| show()
            >
                {show_name}
            </button>
        </Show>
        <Show when=move || is_shown.get()>
            <div
                class="screen"
                class:tall=is_tall
                style:aspect-ratio=format!("{width} / {height}")
            >
                <Show when=move || src.with(Option::is_some) fallback=cover>
                    <video
                        node_ref=element
                        controls
                        playsinline
                        preload="metadata"
                        aria-label=title
                        src=move || src.get()
                        on:play=started
                        on:error=broken
                    ></video>
                </Show>
            </div>
        </Show>
        <p class="wrong">{move || trouble.get()}</p>
    }
}
