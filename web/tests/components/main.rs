//! Components in a real browser, each alone: what its user does, and what is to be seen then.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod composer;
mod screen;
mod settings;
mod take_card;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
