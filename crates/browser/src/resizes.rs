//! The size of an element, as it changes.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ResizeObserver};

use crate::words;

/// A callback after an element got another size, and once at first, until it is dropped.
#[derive(Debug)]
pub struct Resizes {
    observer: ResizeObserver,
    _call: Closure<dyn FnMut()>,
}

impl Resizes {
    /// Begins to watch an element.
    ///
    /// # Errors
    /// The platform's words.
    pub fn new(element: &Element, call: impl FnMut() + 'static) -> Result<Self, String> {
        let call = Closure::<dyn FnMut()>::new(call);
        let observer = ResizeObserver::new(call.as_ref().unchecked_ref())
            .map_err(|thrown: JsValue| words(&thrown))?;
        observer.observe(element);
        Ok(Self { observer, _call: call })
    }
}

impl Drop for Resizes {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
