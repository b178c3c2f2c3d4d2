//! The sandbox as a wasm module of its own, to run in a Web Worker.

fn main() {}
