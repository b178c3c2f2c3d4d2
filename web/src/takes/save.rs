//! What saves one of a take's files, or a job's log, from our own store.
//!
//! A URL for the bytes is made when the pointer or the focus comes near, so that a page full of
//! takes doesn't hold one for each.

use foley_browser::ObjectUrl;
use foley_core::AssetFormat;
use foley_engine::Job;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};

use super::words::{file_name, log_name};
use crate::player::Player;

#[component]
pub(super) fn SaveLink(
    job: Signal<Job>,
    player: Player,
    number: usize,
    format: AssetFormat,
) -> impl IntoView {
    let link = NodeRef::<html::A>::new();
    let url = StoredValue::<Option<ObjectUrl>, LocalStorage>::new_local(None);
    let href = RwSignal::new("#".to_owned());

    // Fetches the URL where it is not there yet, and then perhaps presses the link once more.
    let fetch = move |then_press: bool| {
        if url.with_value(Option::is_some) {
            return;
        }
        let id = job.with_untracked(|job| job.id.clone());
        spawn_local(async move {
            let file = match player.file(&id, number).await {
                Ok(file) => file,
                // Coming near asks for nothing yet.
                Err(words) if then_press => return player.report(id, words),
                Err(_) => return,
            };
            // The card may be gone by now.
            let _ = href.try_set(file.as_str().to_owned());
            let _ = url.try_set_value(Some(file));
            if let (true, Some(Some(link))) = (then_press, link.try_get_untracked()) {
                link.set_href(&href.get_untracked());
                link.click();
            }
        });
    };
    let pressed = move |event: ev::MouseEvent| {
        if url.with_value(Option::is_none) {
            event.prevent_default();
            fetch(true);
        }
    };
    let extension = format.extension();
    view! {
        <a
            node_ref=link
            class="quiet"
            href=move || href.get()
            download=move || job.with(|job| file_name(&job.request.title(), extension))
            on:pointerenter=move |_| fetch(false)
            on:focus=move |_| fetch(false)
            on:click=pressed
        >
            {format!("Save {}", extension.to_uppercase())}
        </a>
    }
}

/// The button that saves all that happened to a job so far, for who has to find out why.
#[component]
pub(super) fn SaveLog(job: Signal<Job>, player: Player) -> impl IntoView {
    let url = StoredValue::<Option<ObjectUrl>, LocalStorage>::new_local(None);
    let save = move |_| {
        let (id, name) = job.with_untracked(|job| (job.id.clone(), log_name(job)));
        spawn_local(async move {
            let saved = player.record_file(&id).await.and_then(|file| {
                file.save_as(&name)?;
                // Held for as long as the card is there: the browser may take its time.
                let _ = url.try_set_value(Some(file));
                Ok(())
            });
            if let Err(words) = saved {
                player.report(id, words);
            }
        });
    };
    view! {
        <button type="button" class="quiet" on:click=save>
            "Save its log"
        </button>
    }
}
