//! The clipboard, for writing only.

use wasm_bindgen_futures::JsFuture;

use crate::words;

/// Puts a text on the clipboard. Browsers want the user to have just pressed something.
///
/// # Errors
/// The platform's words, where it refuses.
pub async fn write(text: &str) -> Result<(), String> {
    let window = web_sys::window().ok_or("there is no window")?;
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return Err("only pages that are served over https have a clipboard".to_owned());
    }
    JsFuture::from(clipboard.write_text(text)).await.map(drop).map_err(|thrown| words(&thrown))
}
