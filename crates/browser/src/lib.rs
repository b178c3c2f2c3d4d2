//! Fetch, timers, store, lock, decoder, and the driver that runs the engine on them.
//!
//! **Dropping a guard stops what it guards**: a timer, a listener, a call, an object URL, a lock.
//!
//! This is the only crate that touches the browser's interfaces, and [`Foley`] is its face: jobs go
//! in, what becomes of them is read and listened to. What happens next, and when, is decided by
//! `foley-engine`; here it is only carried out.

pub mod clipboard;
pub mod clock;
mod digest;
mod driver;
mod few;
mod keyring;
mod lock;
mod maker;
mod media;
mod object_url;
mod random;
mod resizes;
mod sandbox_host;
pub mod settings;
pub mod storage;
mod store;
mod tabs;
pub mod timer;
mod transport;
mod worker;

pub use driver::{FaultChange, FaultRule, Foley, KeptFile, Options, Subscription};
pub use gloo_events::EventListener as Listener;
pub use maker::{Maker, serve_orders};
pub use object_url::ObjectUrl;
pub use resizes::Resizes;
pub use sandbox_host::{Answer, serve, tell_loading};
pub use store::{Notice, StoreError};
pub use transport::{Unread, read_file};
pub use worker::Loading;

use wasm_bindgen::{JsCast, JsValue};

/// A thrown value in its own words.
fn words(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => format!("{}: {}", error.name(), error.message()),
        None => format!("{thrown:?}"),
    }
}
