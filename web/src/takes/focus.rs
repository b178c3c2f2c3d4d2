//! Where the focus goes when what had it is gone: to the title of the card.

use foley_browser::timer::{self, Timeout};
use foley_core::Millis;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// By then a card shows what an intent has made of it.
const SOON: Millis = Millis(60);

/// Takes a lost focus to an element, before long. Nothing happens where something still has it.
#[must_use = "dropping the timer stops it"]
pub(super) fn rescue(id: String) -> Timeout {
    timer::after(SOON, move || {
        let document = document();
        let is_lost = document.active_element().is_none_or(|it| it.tag_name() == "BODY");
        let title = document.get_element_by_id(&id).filter(|_| is_lost);
        if let Some(title) = title.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // Where the element can't be focused the focus is where it was: nowhere.
            let _ = title.focus();
        }
    })
}
