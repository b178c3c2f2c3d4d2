//! Small settings, kept in the browser's local storage under `foley.NAME`.
//!
//! A [`foley_core::SecretKey`] can't be serialised, so no key can get in here. What can't be read
//! counts as absent, and what can't be written is lost with the page: neither stops any work.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

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
