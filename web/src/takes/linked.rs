//! A take that this page may not read: it is heard or seen where the provider has it, by the browser's own
//! controls.

use foley_core::{Asset, AssetKind};
use foley_engine::{Job, Stage};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlMediaElement;

use super::words;
use crate::player::Player;
use crate::time::date;

/// Why it is not here, and its files where they are.
#[component]
pub(super) fn Linked(job: Signal<Job>, player: Player) -> impl IntoView {
    let assets = Memo::new(move |_| {
        job.with(|job| match &job.stage {
            Stage::Linked { assets, .. } => assets.clone(),
            _ => Vec::new(),
        })
    });
    // Another format of a sound that is heard here would be the same again.
    let to_play = move || {
        let is_first = |asset: &Asset, all: &[Asset]| {
            all.iter().find(|other| other.kind == asset.kind) == Some(asset)
        };
        assets.with(|all| {
            all.iter().filter(|asset| is_first(asset, all)).cloned().collect::<Vec<_>>()
        })
    };
    let why = move || job.with(|job| words::linked(job, words::gone_by(job).map(date)));
    view! {
        <p class="note">{why}</p>
        {move || to_play().into_iter().map(|asset| file(job, player, asset)).collect_view()}
    }
}

fn file(job: Signal<Job>, player: Player, asset: Asset) -> AnyView {
    let started = move |event: ev::Event| {
        let media = event.target().and_then(|it| it.dyn_into::<HtmlMediaElement>().ok());
        if let Some(media) = media {
            player.media_started(&media);
        }
    };
    let title = move || job.with(words::short_title);
    let url = asset.url;
    if asset.kind == AssetKind::Video {
        view! {
            <video
                class="linked"
                controls
                playsinline
                preload="none"
                aria-label=title
                src=url
                on:play=started
            ></video>
        }
        .into_any()
    } else {
        view! {
            <audio
                class="linked"
                controls
                preload="none"
                aria-label=title
                src=url
                on:play=started
            ></audio>
        }
        .into_any()
    }
}
