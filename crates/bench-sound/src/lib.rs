//! What `cargo xtask bench synth` measures: all that the sandbox makes, natively and in wasm.
//!
//! [`cases`] says what is made, `benches/synth.rs` times it natively, and [`wasm`] hands it to
//! `measure.mjs`, which times it under Node and in a worker of Chromium's. It is a crate beside
//! `foley-bench` because all that makes sound is large, and would be in the modules of all benches.

pub mod cases;
pub mod wasm;
