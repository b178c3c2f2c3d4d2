//! What `cargo xtask bench` measures: the same cases on the same payloads, natively and in wasm.
//!
//! [`cases`] says what is done, `benches/` times it natively by criterion, and [`wasm`] hands it to
//! the JavaScript of the same name, which times it beside what a page would do without us.

pub mod cases;
mod payload;
pub mod wasm;
