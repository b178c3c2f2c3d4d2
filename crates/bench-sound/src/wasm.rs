//! The cases as JavaScript calls them.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::cases::{Case, Materials};

/// The names of the cases, in the order of their indices.
#[wasm_bindgen]
#[must_use]
pub fn names() -> Vec<String> {
    Case::all().into_iter().map(Case::name).collect()
}

/// The indices of what is also measured as the first that a new module makes.
#[wasm_bindgen]
#[must_use]
pub fn first() -> Vec<usize> {
    let all = Case::all();
    Case::FIRST.iter().filter_map(|first| all.iter().position(|case| case == first)).collect()
}

/// [`Materials`].
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct JsMaterials(Materials);

#[wasm_bindgen]
impl JsMaterials {
    /// Nothing is made yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes what a case says, by its index, and says how many seconds of it there are now.
    #[must_use]
    pub fn make(&self, case: usize, take: u32) -> f64 {
        Case::all().get(case).map_or(0.0, |case| self.0.make(*case, take.into()))
    }
}
