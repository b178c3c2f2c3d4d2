//! The sandbox as a wasm module of its own, to run in a Web Worker: fetched only when the sandbox is
//! used, and never in the way of the page.
//!
//! It joins the two that may not know each other: `foley-sandbox`, which is pure, and the worker's
//! end of `foley-browser`, which carries requests to it and keeps its state.

use foley_browser::Answer;
use foley_core::{HttpRequest, Provider, UnixMillis};
use foley_sandbox::{Config, Sandbox};

fn main() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(foley_browser::serve(answer));
}

/// One request, from the stored state on. A state that can't be read is one of an older version:
/// the sandbox then begins anew, and what was kept from it is in the page's own store.
fn answer(state: Option<String>, request: HttpRequest, now: UnixMillis) -> Answer {
    let config = Config::open(Provider::sandbox().base_url.as_str());
    let stored = state.and_then(|text| serde_json::from_str(&text).ok());
    let mut sandbox = Sandbox::with_state(config, stored.unwrap_or_default());
    let before = sandbox.state().clone();
    let response = sandbox.answer(&request, now);
    let changed = *sandbox.state() != before;
    let state = changed.then(|| serde_json::to_string(sandbox.state()).ok()).flatten();
    Answer { response, state }
}
