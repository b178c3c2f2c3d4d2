//! Random bits that nobody can guess.

use crate::words;

/// 128 random bits, from the platform's source for cryptography.
///
/// # Errors
/// The platform's words, where it has no such source.
pub(crate) fn bits() -> Result<u128, String> {
    let mut bytes = [0; 16];
    let window = web_sys::window().ok_or("there is no window")?;
    let crypto = window.crypto().map_err(|thrown| words(&thrown))?;
    crypto.get_random_values_with_u8_array(&mut bytes).map_err(|thrown| words(&thrown))?;
    Ok(u128::from_le_bytes(bytes))
}
