//! The cases as JavaScript calls them. What comes in is copied into wasm's memory on the way, as it
//! is for every user of the module, and so that is measured, too.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::cases;

/// The names of the decoders, in the order of their indices.
#[wasm_bindgen]
#[must_use]
pub fn names() -> Vec<String> {
    cases::DECODES.iter().map(|case| case.name.to_owned()).collect()
}

/// The body of a case, as text; empty where there is no such case.
#[wasm_bindgen]
#[must_use]
pub fn body(case: usize) -> String {
    cases::DECODES.get(case).map(|case| (case.body)()).unwrap_or_default()
}

/// Decodes a body, and says how many assets there were.
#[wasm_bindgen]
#[must_use]
pub fn decode(case: usize, body: Vec<u8>) -> usize {
    cases::DECODES.get(case).map_or(0, |case| (case.decode)(body))
}

/// A form's four fields, as texts.
#[wasm_bindgen]
#[must_use]
pub fn form() -> Vec<String> {
    let (prompt, seconds, external_task_id, callback_url) = cases::FORM;
    [prompt, &seconds.to_string(), external_task_id, callback_url].map(str::to_owned).to_vec()
}

/// Makes a request of a form's four fields, and says how much is wrong with it.
#[wasm_bindgen]
#[must_use]
pub fn violations(prompt: &str, seconds: f64, external_task_id: &str, callback_url: &str) -> usize {
    cases::violations(prompt, seconds, external_task_id, callback_url)
}
