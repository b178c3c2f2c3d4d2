//! Both ends of the wire between a page and a worker of ours, or between two workers: what is asked and
//! answered by numbers, whatever that is.

mod client;
mod host;

pub(crate) use client::{Client, OnLoading};
pub(crate) use host::Host;

use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

/// What a worker says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum FromWorker<Said> {
    /// So much of it has come, or of one that it has itself; nothing is coming any more.
    Loading(Option<Loading>),
    /// It could not be started.
    Failed(String),
    /// It listens.
    Ready,
    /// The answer to what was asked under this number.
    Answered { id: u32, response: Said },
    /// It was asked for something that it can't read, and can't tell by whom.
    Unread,
}

/// A program that is being fetched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loading {
    /// The program's name.
    pub part: String,
    /// Bytes that have come.
    pub loaded: f64,
    /// How many there are, where that is known.
    pub total: Option<f64>,
}

/// What is said where the two ends don't understand each other.
pub(crate) const OTHER_VERSION: &str =
    "this page and its sandbox are of different versions: reload the page";

/// The number of what a message is about, where the rest of it can't be read.
pub(crate) fn number_of(message: &JsValue) -> Option<u32> {
    let number = |value: &JsValue| {
        let id = js_sys::Reflect::get(value, &"id".into()).ok()?.as_f64()?;
        (id >= 0.0 && id <= f64::from(u32::MAX) && id.fract() == 0.0).then_some(id as u32)
    };
    // What a worker says has a name around it.
    let inner =
        || js_sys::Object::values(message.dyn_ref()?).iter().find_map(|value| number(&value));
    number(message).or_else(inner)
}
