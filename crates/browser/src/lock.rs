//! A lock that one page of this origin holds at a time, and that the browser frees when it dies.
//!
//! Web Locks, bound by hand: web-sys has them behind an unstable flag that every user of the crate
//! would have to set.

use futures::channel::oneshot;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

/// A held lock. Dropping it frees it.
#[derive(Debug)]
pub(crate) struct Lock {
    /// The browser holds the lock until the promise that waits for this is settled.
    _held: oneshot::Sender<()>,
}

impl Lock {
    /// Waits for the lock of this name. `None` where the browser has no locks, as in a page that is
    /// not served over https: then there is nothing to wait for.
    pub(crate) async fn acquire(name: &str) -> Option<Self> {
        let (granted, is_granted) = oneshot::channel::<oneshot::Sender<()>>();
        let mut granted = Some(granted);
        let hold = Closure::once_into_js(move |_lock: JsValue| -> Promise {
            let (held, is_dropped) = oneshot::channel::<()>();
            if let Some(granted) = granted.take() {
                // Nobody waits any more: the lock goes back at once, with `held`.
                let _ = granted.send(held);
            }
            future_to_promise(async move {
                let _ = is_dropped.await;
                Ok(JsValue::UNDEFINED)
            })
        });
        let (locks, request) = locks()?;
        request.call2(&locks, &name.into(), &hold).ok()?;
        is_granted.await.ok().map(|held| Self { _held: held })
    }

    /// Whether the browser has locks.
    pub(crate) fn is_known() -> bool {
        locks().is_some()
    }
}

/// The browser's locks, and how one asks for one.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
