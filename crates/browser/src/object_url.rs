//! A URL for bytes that we hold.

use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlElement};

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

    /// Has the browser save what it leads to under this name, as if the user had pressed a link.
    ///
    /// # Errors
    /// The platform's words.
    pub fn save_as(&self, name: &str) -> Result<(), String> {
        let document = web_sys::window().and_then(|window| window.document());
        let link = document.ok_or("there is no page")?.create_element("a");
        let link = link.map_err(|thrown| words(&thrown))?;
        for (attribute, value) in [("href", self.as_str()), ("download", name)] {
            link.set_attribute(attribute, value).map_err(|thrown| words(&thrown))?;
        }
        link.unchecked_into::<HtmlElement>().click();
        Ok(())
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
