//! The one player of the page.
//!
//! **Intents in, confirmed state out**: what is shown as playing is what the `<audio>` element last
//! said. Only one thing is heard at a time: a video that starts pauses the sound, and the other way
//! round. Every load has a number, and one that a later load has overtaken is dropped. A take is
//! played from our own store; its URL lives for as long as it is loaded.

mod element;

pub use element::PlayerElement;

use foley_browser::{KeptFile, ObjectUrl, timer::Frames};
use foley_engine::JobId;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlAudioElement, HtmlMediaElement};

use crate::jobs::Jobs;
use crate::used;

/// The player, for as long as the page lives.
#[derive(Clone, Copy, Debug)]
pub struct Player {
    jobs: Jobs,
    audio: NodeRef<html::Audio>,
    loaded: RwSignal<Option<JobId>>,
    playing: RwSignal<bool>,
    position: RwSignal<f64>,
    trouble: RwSignal<Option<(JobId, String)>>,
    load: StoredValue<u32>,
    url: StoredValue<Option<ObjectUrl>, LocalStorage>,
    frames: StoredValue<Option<Frames>, LocalStorage>,
    /// What was started last beside the one sound: a video, or what is heard where its provider has it.
    other: StoredValue<Option<HtmlMediaElement>, LocalStorage>,
}

impl Player {
    /// A player of what the jobs have kept.
    #[must_use]
    pub fn new(jobs: Jobs) -> Self {
        Self {
            jobs,
            audio: NodeRef::new(),
            loaded: RwSignal::new(None),
            playing: RwSignal::new(false),
            position: RwSignal::new(0.0),
            trouble: RwSignal::new(None),
            load: StoredValue::new(0),
            url: StoredValue::new_local(None),
            frames: StoredValue::new_local(None),
            other: StoredValue::new_local(None),
        }
    }

    /// Whether this take is the one that is loaded.
    #[must_use]
    pub fn has(self, id: &JobId) -> bool {
        self.loaded.with(|loaded| loaded.as_ref() == Some(id))
    }

    /// Whether something is playing.
    #[must_use]
    pub fn is_playing(self) -> bool {
        self.playing.get()
    }

    /// Where the loaded take is, in seconds.
    #[must_use]
    pub fn position(self) -> f64 {
        self.position.get()
    }

    /// A URL for one of a take's files, for as long as it is held.
    ///
    /// # Errors
    /// Why there is none, for the user.
    pub async fn file(self, id: &JobId, number: usize) -> Result<ObjectUrl, String> {
        self.jobs.file(id, number).await
    }

    /// A URL for a file of all that happened to a job, for as long as it is held.
    ///
    /// # Errors
    /// Why there is none, for the user.
    pub async fn record_file(self, id: &JobId) -> Result<ObjectUrl, String> {
        self.jobs.record_file(id).await
    }

    /// One of a take's files, to be saved elsewhere.
    ///
    /// # Errors
    /// Why there is none, for the user.
    pub async fn file_to_save(self, id: &JobId, number: usize) -> Result<KeptFile, String> {
        self.jobs.file_to_save(id, number).await
    }

    /// Something with controls of its own has started: whatever else is heard pauses.
    pub fn media_started(self, media: &HtmlMediaElement) {
        if let Some(audio) = self.audio.get_untracked() {
            stop(&audio);
        }
        let before = self.other.try_update_value(|it| it.replace(media.clone())).flatten();
        if let Some(before) = before.filter(|before| before != media) {
            stop(&before);
        }
    }

    /// The sound has started: the rest pauses.
    fn sound_started(self) {
        if let Some(other) = self.other.try_update_value(Option::take).flatten() {
            stop(&other);
        }
    }

    /// Why this take could not be played.
    #[must_use]
    pub fn trouble(self, id: &JobId) -> Option<String> {
        self.trouble.with(|trouble| match trouble {
            Some((of, words)) if of == id => Some(words.clone()),
            _ => None,
        })
    }

    /// Says at a take why something could not be done with it.
    pub fn report(self, id: JobId, words: String) {
        // The page may be going.
        let _ = self.trouble.try_set(Some((id, words)));
    }

    /// Plays a take, or pauses it where it is playing.
    pub fn toggle(self, id: &JobId) {
        let Some(audio) = self.audio.get_untracked() else { return };
        if !self.loaded.with_untracked(|loaded| loaded.as_ref() == Some(id)) {
            self.load(id.clone(), 0.0, true);
        } else if audio.paused() {
            self.play(&audio, id.clone());
        } else {
            stop(&audio);
        }
    }

    /// Goes to a point of a take, in seconds. One that is not loaded is, and waits there.
    pub fn seek(self, id: &JobId, seconds: f64) {
        let Some(audio) = self.audio.get_untracked() else { return };
        if self.loaded.with_untracked(|loaded| loaded.as_ref() == Some(id)) {
            audio.set_current_time(seconds);
        } else {
            self.load(id.clone(), seconds, false);
        }
    }

    /// Lets go of a take that is to be removed.
    pub fn unload(self, id: &JobId) {
        let Some(audio) = self.audio.get_untracked() else { return };
        if self.loaded.with_untracked(|loaded| loaded.as_ref() == Some(id)) {
            stop(&audio);
            self.load.update_value(|number| *number += 1);
            self.loaded.set(None);
            self.position.set(0.0);
            // Without a source the element lets go of the bytes.
            let _ = audio.remove_attribute("src");
            audio.load();
            self.url.set_value(None);
        }
    }

    fn load(self, id: JobId, from: f64, then_play: bool) {
        let Some(audio) = self.audio.get_untracked() else { return };
        stop(&audio);
        self.load.update_value(|number| *number += 1);
        let number = self.load.get_value();
        spawn_local(async move {
            let sound = self.jobs.file(&id, 0).await;
            if self.load.try_get_value() != Some(number) {
                return; // Another was asked for meanwhile, or the page is gone.
            }
            let url = match sound {
                Ok(url) => url,
                Err(words) => return self.trouble.set(Some((id, words))),
            };
            audio.set_src(url.as_str());
            if from > 0.0 {
                audio.set_current_time(from);
            }
            // The old URL goes only now, when nothing plays from it any more.
            self.url.set_value(Some(url));
            self.trouble.set(None);
            self.loaded.set(Some(id.clone()));
            self.position.set(from);
            if then_play {
                self.play(&audio, id);
            }
        });
    }

    fn play(self, audio: &HtmlAudioElement, id: JobId) {
        let Ok(started) = audio.play() else { return };
        used::note(&id);
        let number = self.load.get_value();
        spawn_local(async move {
            let refused = JsFuture::from(started).await.is_err();
            // A load or a pause in between refuses it too, and is no trouble.
            let current = self.load.try_get_value() == Some(number);
            let failed = self.audio.get_untracked().is_some_and(|audio| audio.error().is_some());
            if refused && current && failed {
                self.trouble.set(Some((id, "The browser can't play this file.".to_owned())));
            }
        });
    }
}

/// Pausing what is paused changes nothing, and neither does a refusal.
fn stop(media: &HtmlMediaElement) {
    let _ = media.pause();
}
