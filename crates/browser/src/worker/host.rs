//! The worker's own end.

use futures::channel::mpsc;
use futures::{Stream, StreamExt};
use gloo_events::EventListener;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::FromWorker;
use crate::words;

/// The worker that this program runs in.
#[derive(Clone, Debug)]
pub(crate) struct Host(DedicatedWorkerGlobalScope);

impl Host {
    /// `None` where this is no worker: nobody can ask.
    pub(crate) fn new() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self)
    }

    /// All that is asked, until the worker ends; says that it listens.
    pub(crate) fn asks(&self) -> impl Stream<Item = JsValue> + use<> {
        let (asked, asks) = mpsc::unbounded();
        let listener = EventListener::new(&self.0, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                // The receiver lives as long as this listener.
                let _ = asked.unbounded_send(event.data());
            }
        });
        self.say(&FromWorker::<()>::Ready);
        asks.map(move |message| {
            let _is_held = &listener;
            message
        })
    }

    pub(crate) fn say<Said: Serialize>(&self, message: &FromWorker<Said>) {
        let posted = serde_wasm_bindgen::to_value(message)
            .map_err(JsValue::from)
            .and_then(|message| self.0.post_message(&message));
        if let Err(thrown) = posted {
            // The page sees a script error, and breaks what waits.
            wasm_bindgen::throw_str(&words(&thrown));
        }
    }
}
