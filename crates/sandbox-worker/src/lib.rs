//! The sandbox in a Web Worker: joins `foley-sandbox`, which is pure, and the worker's end of
//! `foley-browser`, which carries requests to it and keeps its state.
//!
//! Two programs do so: `foley-sandbox-worker`, which makes sounds and nothing else, and
//! `foley-sandbox-studio`, which is much larger and makes all. They have one state between them, so
//! that either can answer any request, but for what it takes the larger one to make.

use foley_browser::Answer;
use foley_core::{HttpRequest, Provider, UnixMillis};
use foley_sandbox::{Config, Sandbox, Studio};

/// Answers the page's requests until the worker ends, with those who make speech and films.
pub fn run(studio: Studio) {
    console_error_panic_hook::set_once();
    let answer = move |state, request, now| answer(studio, state, &request, now);
    wasm_bindgen_futures::spawn_local(foley_browser::serve(answer));
}

/// One request, from the stored state on. A state that can't be read is one of an older version:
/// the sandbox then begins anew, and what was kept from it is in the page's own store.
fn answer(studio: Studio, state: Option<String>, request: &HttpRequest, now: UnixMillis) -> Answer {
    let config = Config::open(Provider::sandbox().base_url.as_str());
    // As bytes, as all JSON is read here: another way to read it would be more to download.
    let stored = state.and_then(|text| serde_json::from_slice(text.as_bytes()).ok());
    let mut sandbox = Sandbox::with_state(config, stored.unwrap_or_default()).with_studio(studio);
    let before = sandbox.state().clone();
    let response = sandbox.answer(request, now);
    let changed = *sandbox.state() != before;
    let state = changed.then(|| serde_json::to_string(sandbox.state()).ok()).flatten();
    Answer { response, state }
}
