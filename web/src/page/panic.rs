//! After a panic: the page is not to be trusted any more, and says so.
//!
//! The panel stands in index.html, outside of all that is drawn from here, so that showing it needs
//! nothing that may have broken.

use std::panic::{PanicHookInfo, set_hook};

const PANEL: &str = "panic";

/// Has every panic show the panel, and tell the console.
pub fn show_panics() {
    set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        console_error_panic_hook::hook(info);
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(panel) = document.and_then(|document| document.get_element_by_id(PANEL)) {
            // There is nobody left to tell where this fails.
            let _ = panel.remove_attribute("hidden");
        }
    }));
}
