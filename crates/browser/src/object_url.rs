//! A URL for bytes that we hold.

use web_sys::Blob;

use crate::words;

/// A `blob:` URL. Dropping it revokes it: whoever plays from it holds it.
#[derive(Debug)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// Makes a URL for these bytes.
    ///
    /// # Errors
    /// The platform's words.
    #[expect(clippy::disallowed_methods, reason = "this is the guard that revokes it")]
    pub(crate) fn new(blob: &Blob) -> Result<Self, String> {
        web_sys::Url::create_object_url_with_blob(blob).map(Self).map_err(|thrown| words(&thrown))
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // Revoking a URL that the platform has already forgotten changes nothing.
        let _ = web_sys::Url::revoke_object_url(&self.0);
    }
}
