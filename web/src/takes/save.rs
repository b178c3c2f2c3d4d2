//! What saves one of a take's files, or a job's log, from our own store.
//!
//! A URL for the bytes is made when the pointer or the focus comes near, so that a page full of
//! takes doesn't hold one for each. That is also when they are held against their hash, once.

use foley_browser::{KeptFile, ObjectUrl};
use foley_core::AssetFormat;
use foley_engine::Job;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};

use super::words::{self, log_name};
use crate::player::Player;
use crate::used;

#[component]
pub(super) fn SaveLink(
    job: Signal<Job>,
    player: Player,
    number: usize,
    format: AssetFormat,
) -> impl IntoView {
    let link = NodeRef::<html::A>::new();
    let kept = StoredValue::<Option<KeptFile>, LocalStorage>::new_local(None);
    let href = RwSignal::new("#".to_owned());

    // Fetches the file where it is not there yet, and then perhaps presses the link once more.
    let fetch = move |then_press: bool| {
        if kept.with_value(Option::is_some) {
            return;
        }
        let id = job.with_untracked(|job| job.id.clone());
        spawn_local(async move {
            let file = match player.file_to_save(&id, number).await {
                Ok(file) => file,
                // Coming near asks for nothing yet.
                Err(why) if then_press => return player.report(id, why),
                Err(_) => return,
            };
            // The card may be gone by now.
            let _ = href.try_set(file.url.as_str().to_owned());
            let _ = kept.try_set_value(Some(file));
            if let (true, Some(Some(link))) = (then_press, link.try_get_untracked()) {
                link.set_href(&href.get_untracked());
                link.click();
            }
        });
    };
    let pressed = move |event: ev::MouseEvent| {
        job.with_untracked(|job| used::note(&job.id));
        let is_intact = kept.with_value(|kept| kept.as_ref().map(|file| file.is_intact));
        match is_intact {
            Some(true) => {}
            // It is the user's all the same.
            Some(false) => {
                let id = job.with_untracked(|job| job.id.clone());
                player.report(id, words::changed(format));
            }
            None => {
                event.prevent_default();
                fetch(true);
            }
        }
    };
    let extension = format.extension();
    view! {
        <a
            node_ref=link
            class="quiet"
            href=move || href.get()
            download=move || job.with(|job| words::file_name(&job.request.title(), extension))
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
