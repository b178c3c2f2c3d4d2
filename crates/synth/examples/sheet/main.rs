//! Renders each class and a list of prompts to WAV files, prints their figures and what was
//! understood as Markdown, and draws a spectrogram of each class, and one sheet of all.
//!
//! ```text
//! cargo run --release -p foley-synth --example sheet -- FOLDER [VARIATION]
//! ```
#![cfg_attr(not(target_arch = "wasm32"), allow(clippy::disallowed_methods, unreachable_pub))] // measures, doesn't make sound

#[cfg(not(target_arch = "wasm32"))]
#[path = "../../tests/figures/mod.rs"]
#[allow(dead_code)] // of loudness and peak the other meter's figures are shown
mod figures;
#[cfg(not(target_arch = "wasm32"))]
mod picture;
#[cfg(not(target_arch = "wasm32"))]
mod png;
#[cfg(not(target_arch = "wasm32"))]
mod tables;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    tables::write()
}

/// In a browser there is no folder to write to.
#[cfg(target_arch = "wasm32")]
fn main() {}
