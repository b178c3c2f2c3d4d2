//! The sandbox in a Web Worker: joins `foley-sandbox`, which is pure, the worker's end of
//! `foley-browser`, which carries requests to it and keeps its state, and the workers that make what
//! the sandbox itself can't, each of which is fetched when it is first needed.

mod hands;

use std::rc::Rc;

use foley_browser::Answer;
use foley_core::{HttpRequest, UnixMillis};
use foley_sandbox::{Carriage, Config, Sandbox, Studio};

use crate::hands::{Had, Hands};

/// Answers the page's requests until the worker ends.
pub fn run() {
    console_error_panic_hook::set_once();
    let hands = Rc::new(Hands::new());
    let begin = move |request: HttpRequest, now| {
        let had = Had::new(Rc::clone(&hands));
        move |state| {
            let answer = answer(&had, state, &request, now);
            Answer { first: had.first(), ..answer }
        }
    };
    wasm_bindgen_futures::spawn_local(foley_browser::serve(begin));
}

/// One request, from the stored state on. A state that can't be read is one of an older version:
/// the sandbox then begins anew, and what was kept from it is in the page's own store.
fn answer(
    studio: &dyn Studio,
    state: Option<String>,
    request: &HttpRequest,
    now: UnixMillis,
) -> Answer {
    // As bytes, as all JSON is read here: another way to read it would be more to download.
    let stored = state.and_then(|text| serde_json::from_slice(text.as_bytes()).ok());
    let mut sandbox = Sandbox::with_state(Config::in_page(), stored.unwrap_or_default());
    let reply = sandbox.answer_with(request, now, studio).with_plan();
    let changed = !reply.changes.is_none();
    Answer {
        // A page can't be told of half an answer, nor of one that it may not read.
        lost: reply.carriage != Carriage::Whole || !reply.cors,
        delay: reply.delay,
        state: changed.then(|| serde_json::to_string(sandbox.state()).ok()).flatten(),
        ..Answer::of(reply.response)
    }
}
