//! How much room the browser gives, and the wish to keep what is in it.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// How much is used of how much there is, in bytes. Browsers round both, some by a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// How much this page's origin uses.
    pub used: u64,
    /// How much it may use.
    pub quota: u64,
}

impl Usage {
    /// How full it is, in whole per cent.
    #[must_use]
    pub const fn percent(self) -> u64 {
        match self.used.saturating_mul(100).checked_div(self.quota) {
            Some(percent) => percent,
            None => 0,
        }
    }
}

/// What the browser says of it. `None` where it says nothing, as on pages without https.
pub async fn usage() -> Option<Usage> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let estimate: StorageEstimate = estimate.unchecked_into();
    let (used, quota) = (estimate.get_usage()?, estimate.get_quota()?);
    // Bytes are whole, and a float holds more of them than there are disks.
    Some(Usage { used: used as u64, quota: quota as u64 })
}

/// Asks the browser not to clear what is stored when it wants room. Whether it agreed.
pub async fn persist() -> bool {
    let asked = manager().and_then(|manager| manager.persist().ok());
    match asked {
        Some(answer) => JsFuture::from(answer).await.is_ok_and(|agreed| agreed.is_truthy()),
        None => false,
    }
}

fn manager() -> Option<StorageManager> {
    let manager = web_sys::window()?.navigator().storage();
    (!manager.is_undefined()).then_some(manager)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_are_of_what_there_is() {
        assert_eq!(Usage { used: 8, quota: 10 }.percent(), 80);
        assert_eq!(Usage { used: 8, quota: 0 }.percent(), 0);
        assert_eq!(Usage { used: u64::MAX, quota: u64::MAX }.percent(), 1);
    }
}
