//! The page's clock.

use foley_core::UnixMillis;

/// The time now, by this device. It may jump, in both directions.
#[must_use]
pub fn now() -> UnixMillis {
    UnixMillis(js_sys::Date::now() as u64)
}
