//! Requests to the sandbox, which lives in a Web Worker of this page.

use foley_core::{HttpRequest, HttpResponse};
use foley_engine::TransportError;
use futures::FutureExt;
use futures::future::LocalBoxFuture;

use super::Transport;
use crate::clock;
use crate::sandbox_host::{Answered, Ask};
use crate::worker::{Client, OnLoading};

type Outcome = Result<HttpResponse, TransportError>;

/// The sandbox's worker, running or not.
pub(crate) struct SandboxWorker(Client<Answered>);

impl SandboxWorker {
    /// A worker that is started from this script when it is first needed.
    pub(crate) fn new(url: String, on_loading: OnLoading) -> Self {
        Self(Client::new(url, on_loading))
    }
}

impl Transport for SandboxWorker {
    fn send(&self, request: HttpRequest) -> LocalBoxFuture<'static, Outcome> {
        let now = clock::now();
        let answered = self.0.ask(|id| Ask { id, now, request: request.into() });
        let lost = || TransportError::Broken("the sandbox was told to lose this answer".to_owned());
        answered
            .map(move |outcome| match outcome {
                Ok(answered) => answered.response().ok_or_else(lost),
                Err(why) => Err(TransportError::Broken(why)),
            })
            .boxed_local()
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use foley_core::Method;
    use futures::future::join;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::worker::Loading;

    /// A worker that does this with each request, under the name of `id`.
    fn worker(does: &str) -> SandboxWorker {
        let script =
            format!("onmessage = ({{ data: {{ id }} }}) => {{ {does} }}; postMessage('Ready')");
        let script = js_sys::encode_uri_component(&script);
        SandboxWorker::new(format!("data:text/javascript,{script}"), Rc::new(|_| {}))
    }

    fn ask(worker: &SandboxWorker) -> LocalBoxFuture<'static, Outcome> {
        let url = "https://sandbox.invalid/".to_owned();
        worker.send(HttpRequest { method: Method::Get, url, headers: Vec::new(), body: None })
    }

    fn assert_other_version(outcome: Outcome) {
        let Err(TransportError::Broken(words)) = outcome else { panic!("it can't be read") };
        assert!(words.contains("reload the page"), "{words}");
    }

    #[wasm_bindgen_test]
    async fn an_answer_that_was_to_be_lost_is() {
        let lost = "{ Answered: { id, response: { status: 200, headers: [], \
                    body: new Uint8Array(), lost: true } } }";
        let outcome = ask(&worker(&format!("postMessage({lost})"))).await;
        assert!(matches!(outcome, Err(TransportError::Broken(words)) if words.contains("lose")));
    }

    const GOOD: &str =
        "{ Answered: { id, response: { status: 200, headers: [], body: new Uint8Array() } } }";

    #[wasm_bindgen_test]
    async fn an_answer_that_can_not_be_read_breaks_its_own_request() {
        for odd in ["{ Told: { id, how: 'otherwise' } }", "{ Answered: { id } }", "{ id }"] {
            let good_after = format!("postMessage(id === 1 ? {odd} : {GOOD})");
            let worker = worker(&good_after);
            let (first, second) = join(ask(&worker), ask(&worker)).await;
            assert_other_version(first);
            assert_eq!(second.expect("it is good").status, 200, "{odd}");
        }
    }

    #[wasm_bindgen_test]
    async fn a_message_about_nobody_breaks_all_that_wait() {
        for odd in ["'Unread'", "null", "'Steady'", "{ Told: 'otherwise' }"] {
            let worker = worker(&format!("if (id === 2) postMessage({odd})"));
            let (first, second) = join(ask(&worker), ask(&worker)).await;
            assert_other_version(first);
            assert_other_version(second);
        }
        // So where it never says that it is ready.
        let script = "data:text/javascript,postMessage('Steady')";
        assert_other_version(ask(&SandboxWorker::new(script.to_owned(), Rc::new(|_| {}))).await);
    }

    #[wasm_bindgen_test]
    async fn how_much_of_it_has_come_is_heard_and_why_it_has_not() {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let hears = Rc::clone(&heard);
        let worker = |script: &str| {
            let hears = Rc::clone(&hears);
            let url = format!("data:text/javascript,{}", js_sys::encode_uri_component(script));
            SandboxWorker::new(url, Rc::new(move |loading| hears.borrow_mut().push(loading)))
        };
        let loads = "postMessage({ Loading: { part: 'foley-x', loaded: 5, total: 10 } });";
        let good = worker(&format!(
            "{loads} onmessage = ({{ data: {{ id }} }}) => postMessage({GOOD}); postMessage('Ready')"
        ));
        assert!(ask(&good).await.is_ok());
        let half = Loading { part: "foley-x".to_owned(), loaded: 5.0, total: Some(10.0) };
        assert_eq!(heard.take(), [Some(half.clone()), None]);
        let bad = worker(&format!("{loads} postMessage({{ Failed: 'HTTP 404' }})"));
        let Err(TransportError::Broken(words)) = ask(&bad).await else { panic!("it is not there") };
        assert!(words.contains("did not load: HTTP 404"), "{words}");
        assert_eq!(heard.take(), [Some(half), None]);
    }

    #[wasm_bindgen_test]
    async fn the_next_request_starts_another_worker() {
        let does = format!("postMessage(self.asked ? null : {GOOD}); self.asked = true");
        let worker = worker(&does);
        assert!(ask(&worker).await.is_ok());
        assert_other_version(ask(&worker).await);
        assert!(ask(&worker).await.is_ok());
    }
}
