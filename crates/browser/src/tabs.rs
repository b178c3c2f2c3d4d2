//! What the tabs of one origin tell each other: how far a job is, that one is gone, and what the user
//! asks in one tab of a job that another runs. No key is ever said.

use foley_engine::JobId;
use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// What a tab says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// This is a job's record, as it was just stored.
    Stored,
    /// A job was removed.
    Gone,
    /// Whoever runs this job is to stop waiting for it.
    Stop,
    /// Whoever runs this job is to remove it.
    Remove,
    /// Whoever runs this job is to move it in the queue.
    First,
    Sooner,
    Later,
    Last,
}

impl Word {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Stored, "stored"),
        (Self::Gone, "gone"),
        (Self::Stop, "stop"),
        (Self::Remove, "remove"),
        (Self::First, "first"),
        (Self::Sooner, "sooner"),
        (Self::Later, "later"),
        (Self::Last, "last"),
    ];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(word, _)| *word == self).map_or("", |(_, name)| name)
    }

    fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(word, _)| *word)
    }
}

/// The channel to the other tabs. Dropping it ends it.
#[derive(Debug)]
pub(crate) struct Tabs {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.close();
    }
}

impl Tabs {
    /// Opens the channel of this name. `None` where the browser has none: then each tab is alone.
    pub(crate) fn open(name: &str, on_word: impl Fn(Word, JsValue) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let said = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            // A tab of another version may say what we don't know.
            if let Some(said) = said.and_then(|said| said.dyn_into::<Array>().ok())
                && let Some(word) = said.get(0).as_string().as_deref().and_then(Word::of)
            {
                on_word(word, said.get(1));
            }
        });
        Some(Self { channel, _listener: listener })
    }

    /// Says something to all other tabs. Where that fails they learn it later, from the store.
    pub(crate) fn say(&self, word: Word, what: &JsValue) {
        drop(self.channel.post_message(&Array::of2(&word.name().into(), what)));
    }

    /// Says something of a job.
    pub(crate) fn say_of(&self, word: Word, id: &JobId) {
        self.say(word, &id.as_str().into());
    }
}
