//! A prompt becomes samples becomes WAV: pure, the same bytes native and in wasm.
