//! Timers that stop when they are dropped.

use std::cell::RefCell;
use std::rc::Rc;

use foley_core::Millis;
pub use gloo_timers::callback::{Interval, Timeout};

/// Calls back once, after `span`; at the latest after 24 days, which is as far as browsers count.
#[must_use = "dropping the timer stops it"]
pub fn after(span: Millis, call: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(u32::try_from(span.0).unwrap_or(u32::MAX).min(i32::MAX as u32), call)
}

/// Calls back every `span`.
#[must_use = "dropping the timer stops it"]
pub fn every(span: Millis, call: impl FnMut() + 'static) -> Interval {
    Interval::new(u32::try_from(span.0).unwrap_or(u32::MAX).min(i32::MAX as u32), call)
}

/// A callback before each frame that is drawn, until it is dropped.
#[derive(Debug)]
pub struct Frames {
    next: Rc<RefCell<Option<gloo_render::AnimationFrame>>>,
}

impl Frames {
    /// Begins with the next frame.
    #[must_use = "dropping the frames stops them"]
    pub fn new(call: impl FnMut() + 'static) -> Self {
        let next = Rc::new(RefCell::new(None));
        request(&next, Rc::new(RefCell::new(call)));
        Self { next }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.next.borrow_mut().take();
    }
}

fn request(
    next: &Rc<RefCell<Option<gloo_render::AnimationFrame>>>,
    call: Rc<RefCell<dyn FnMut() + 'static>>,
) {
    let weak = Rc::downgrade(next);
    let frame = gloo_render::request_animation_frame(move |_| {
        // Ask first: a callback that drops the frames then drops this request too.
        if let Some(next) = weak.upgrade() {
            request(&next, Rc::clone(&call));
            (call.borrow_mut())();
        }
    });
    *next.borrow_mut() = Some(frame);
}
