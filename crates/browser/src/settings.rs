//! Small settings, kept in the browser's local storage under `foley.NAME`.
//!
//! Tabs share them. What is typed is a tab's own: that is kept in the tab's session as well, which is
//! what the tab reads again; a new tab begins with what was last typed anywhere.
//!
//! A [`foley_core::SecretKey`] can't be serialised, so no key can get in here. What can't be read
//! counts as absent, and what can't be written is lost with the page: neither stops any work.

use gloo_events::EventListener;
use gloo_storage::{LocalStorage, SessionStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;

fn full_name(name: &str) -> String {
    format!("foley.{name}")
}

/// What was saved under this name, if anything readable was.
#[must_use]
pub fn load<T: DeserializeOwned>(name: &str) -> Option<T> {
    LocalStorage::get(full_name(name)).ok()
}

/// Saves this under its name. Whether the browser took it.
pub fn save<T: Serialize>(name: &str, value: &T) -> bool {
    LocalStorage::set(full_name(name), value).is_ok()
}

/// What this tab saved under this name, or else what any tab did.
#[must_use]
pub fn load_of_tab<T: DeserializeOwned>(name: &str) -> Option<T> {
    SessionStorage::get(full_name(name)).ok().or_else(|| load(name))
}

/// Saves this for this tab, and for tabs to come. Whether the browser took it.
pub fn save_of_tab<T: Serialize>(name: &str, value: &T) -> bool {
    let here = SessionStorage::set(full_name(name), value).is_ok();
    save(name, value) || here
}

/// Calls back whenever another tab has saved something under this name.
#[must_use = "dropping the listener ends it"]
pub fn on_change(name: &str, call: impl Fn() + 'static) -> Option<EventListener> {
    let name = full_name(name);
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "storage", move |event| {
        let event = event.dyn_ref::<web_sys::StorageEvent>();
        if event.and_then(web_sys::StorageEvent::key).as_deref() == Some(name.as_str()) {
            call();
        }
    }))
}
