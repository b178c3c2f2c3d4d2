//! What `cargo xtask bench` measures: the same cases on the same payloads, natively and in wasm.
//!
//! [`cases`] says what is done, `benches/` times it natively by criterion, and [`wasm`] hands it to
//! the JavaScript of the same name, which times it beside what a page would do without us.
//! [`polling`] times nothing: it counts what it costs to wait for tasks. [`engine`] is an engine with
//! many live jobs, and what happens to it.

pub mod cases;
pub mod engine;
mod payload;
pub mod polling;
pub mod wasm;
