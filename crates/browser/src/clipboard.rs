//! The clipboard, for writing only.

use wasm_bindgen_futures::JsFuture;

use crate::words;

/// Puts a text on the clipboard. Browsers want the user to have just pressed something.
///
/// # Errors
/// The platform's words, where it refuses.
pub async fn write(text: &str) -> Result<(), String> {
    let window = web_sys::window().ok_or("there is no window")?;
    // Absent from pages that are not served over https: then the promise is a thrown error.
    let promise = window.navigator().clipboard().write_text(text);
    JsFuture::from(promise).await.map(drop).map_err(|thrown| words(&thrown))
}
