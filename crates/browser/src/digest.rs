//! SHA-256, by the browser's own cryptography: off the main thread, and in no wasm of ours.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// The SHA-256 of these bytes, in hexadecimal digits. `None` where the browser has no means to tell, as on
/// pages without https.
pub(crate) async fn sha256(bytes: &Uint8Array) -> Option<String> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    if subtle.is_undefined() {
        return None;
    }
    let digest = subtle.digest_with_str_and_js_u8_array("SHA-256", bytes).ok()?;
    Some(hexadecimal(&Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec()))
}

/// The SHA-256 of what the browser holds. `None` also where it can't be read.
pub(crate) async fn sha256_of_blob(blob: &Blob) -> Option<String> {
    let bytes = JsFuture::from(blob.array_buffer()).await.ok()?;
    sha256(&Uint8Array::new(&bytes)).await
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_has_two_digits() {
        assert_eq!(hexadecimal(&[0, 9, 0xa5, 0xff]), "0009a5ff");
    }
}
