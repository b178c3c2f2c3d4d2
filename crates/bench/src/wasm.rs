//! The cases as JavaScript calls them. What comes in is copied into wasm's memory on the way, as it
//! is for every user of the module, and so that is measured, too.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::cases;
use crate::engine::{CROWDS, Case, Crowd};

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

/// How many jobs there are in each crowd that is measured.
#[wasm_bindgen]
#[must_use]
pub fn crowds() -> Vec<usize> {
    CROWDS.to_vec()
}

/// The names of what happens to a crowd, in the order of their indices.
#[wasm_bindgen]
#[must_use]
pub fn cases() -> Vec<String> {
    Case::ALL.iter().map(|case| case.name().to_owned()).collect()
}

/// How many bytes the module's memory has.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
#[must_use]
pub fn memory_bytes() -> usize {
    core::arch::wasm32::memory_size(0) * 64 * 1024
}

/// A [`Crowd`].
#[wasm_bindgen]
#[derive(Debug)]
pub struct JsCrowd(Crowd);

#[wasm_bindgen]
impl JsCrowd {
    /// So many jobs.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(jobs: usize) -> Self {
        Self(Crowd::new(jobs))
    }

    /// Gets everything ready for a case, by its index.
    pub fn prepare(&mut self, case: usize) {
        if let Some(case) = Case::ALL.get(case) {
            self.0.prepare(*case);
        }
    }

    /// Has it happen, and says how much the engine wants done.
    pub fn happen(&mut self) -> usize {
        self.0.happen()
    }
}
