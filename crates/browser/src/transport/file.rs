//! Somebody's file, read as far as it is wanted.

use gloo_net::http::{Request, Response};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials, RequestMode};

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is larger than was wanted.
    TooLarge,
    /// Nobody answers, or with an error.
    NotThere,
    /// Its host answers, and does not let pages of other origins read it.
    Forbidden,
}

/// Reads a file of at most so many bytes, without credentials.
///
/// # Errors
/// Why it was not read.
pub async fn read_file(url: &str, most: u64) -> Result<Vec<u8>, Unread> {
    let asked = |mode| {
        Request::get(url)
            .mode(mode)
            .credentials(RequestCredentials::Omit)
            .referrer_policy(ReferrerPolicy::NoReferrer)
            .send()
    };
    match asked(RequestMode::Cors).await {
        Ok(response) if response.ok() => read(&response, most).await,
        Ok(_) => Err(Unread::NotThere),
        // A page is not told whether nobody answers or somebody forbids; but what it may not read it may
        // still ask for.
        Err(_) => match asked(RequestMode::NoCors).await {
            Ok(_) => Err(Unread::Forbidden),
            Err(_) => Err(Unread::NotThere),
        },
    }
}

async fn read(response: &Response, most: u64) -> Result<Vec<u8>, Unread> {
    let said = response.headers().get("content-length").and_then(|length| length.parse().ok());
    if said.is_some_and(|length: u64| length > most) {
        return Err(Unread::TooLarge);
    }
    let Some(body) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut file = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(|_| Unread::NotThere)?;
        let of_piece = |name: &str| Reflect::get(&piece, &JsValue::from_str(name));
        if of_piece("done").is_ok_and(|done| done.is_truthy()) {
            return Ok(file);
        }
        let bytes: Uint8Array =
            of_piece("value").and_then(JsCast::dyn_into).map_err(|_| Unread::NotThere)?;
        if file.len() as u64 + u64::from(bytes.length()) > most {
            let _ = reader.cancel();
            return Err(Unread::TooLarge);
        }
        let start = file.len();
        file.resize(start + bytes.length() as usize, 0);
        bytes.copy_to(&mut file[start..]);
    }
}
