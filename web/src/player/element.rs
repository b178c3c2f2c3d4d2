//! The `<audio>` element, and what its events say.

use foley_browser::timer::Frames;
use leptos::prelude::*;

use super::Player;

/// The page's only `<audio>`. It has no face of its own: each take is one.
#[component]
pub fn PlayerElement(player: Player) -> impl IntoView {
    let read_position = move || {
        let audio = player.audio.try_get_untracked().flatten();
        let Some(now) = audio.map(|audio| audio.current_time()) else { return };
        // A frame may come after the page has gone.
        if player.position.try_get_untracked().is_some_and(|known| known != now) {
            player.position.set(now);
        }
    };
    let started = move |_| {
        player.playing.set(true);
        player.sound_started();
        // The element tells the time four times a second; the waveform wants it with every frame.
        player.frames.set_value(Some(Frames::new(read_position)));
    };
    let stopped = move |_| {
        player.playing.set(false);
        player.frames.set_value(None);
        read_position();
    };
    let ended = move |_| {
        if let Some(audio) = player.audio.get_untracked() {
            audio.set_current_time(0.0);
        }
    };
    view! {
        <audio
            node_ref=player.audio
            preload="auto"
            on:play=started
            on:pause=stopped
            on:ended=ended
            on:timeupdate=move |_| read_position()
            on:seeking=move |_| read_position()
            on:emptied=move |_| read_position()
        ></audio>
    }
}
