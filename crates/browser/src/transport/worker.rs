//! Requests to the sandbox, which lives in a Web Worker of this page.
//!
//! The worker is fetched and started with the first request. Where it dies, the requests under way
//! break, and the next one starts a new worker.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use foley_core::{HttpRequest, HttpResponse};
use foley_engine::TransportError;
use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::LocalBoxFuture;
use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::Transport;
use crate::few::Few;
use crate::sandbox_host::{Ask, FromWorker, OTHER_VERSION, number_of};
use crate::{clock, words};

type Outcome = Result<HttpResponse, TransportError>;

/// The sandbox's worker, running or not.
pub(crate) struct SandboxWorker {
    url: String,
    running: Rc<RefCell<Option<Running>>>,
}

struct Running {
    worker: Worker,
    /// Requests that wait for the worker to be ready.
    early: Option<Vec<JsValue>>,
    waiting: Few<u32, oneshot::Sender<Outcome>>,
    next: u32,
    _listeners: [EventListener; 2],
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl SandboxWorker {
    /// A worker that is started from this script when it is first needed.
    pub(crate) fn new(url: String) -> Self {
        Self { url, running: Rc::default() }
    }

    fn ask(&self, request: HttpRequest) -> Result<oneshot::Receiver<Outcome>, String> {
        let mut running = self.running.borrow_mut();
        if running.is_none() {
            *running = Some(start(&self.url, &Rc::downgrade(&self.running))?);
        }
        let Some(running) = running.as_mut() else {
            return Err("the sandbox has not started".to_owned());
        };
        running.next = running.next.wrapping_add(1);
        let ask = Ask { id: running.next, now: clock::now(), request: request.into() };
        let message = serde_wasm_bindgen::to_value(&ask).map_err(|error| error.to_string())?;
        match &mut running.early {
            Some(early) => early.push(message),
            None => running.worker.post_message(&message).map_err(|thrown| words(&thrown))?,
        }
        let (answer, answered) = oneshot::channel();
        running.waiting.insert(ask.id, answer);
        Ok(answered)
    }
}

impl Transport for SandboxWorker {
    fn send(&self, request: HttpRequest) -> LocalBoxFuture<'static, Outcome> {
        let asked = self.ask(request);
        async move {
            match asked {
                Ok(answered) => answered.await.unwrap_or_else(|_| {
                    Err(TransportError::Broken("the sandbox has stopped".to_owned()))
                }),
                Err(reason) => Err(TransportError::Broken(reason)),
            }
        }
        .boxed_local()
    }
}

fn start(url: &str, cell: &Weak<RefCell<Option<Running>>>) -> Result<Running, String> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(url, &options).map_err(|thrown| words(&thrown))?;
    let on_message = {
        let cell = Weak::clone(cell);
        EventListener::new(&worker, "message", move |event| {
            if let (Some(cell), Some(event)) = (cell.upgrade(), event.dyn_ref::<MessageEvent>()) {
                heard(&cell, event.data());
            }
        })
    };
    let on_error = {
        let cell = Weak::clone(cell);
        EventListener::once(&worker, "error", move |event| {
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            let message = message.unwrap_or_else(|| "its script did not load".to_owned());
            if let Some(cell) = cell.upgrade() {
                stop(&cell, &format!("the sandbox failed: {message}"));
            }
        })
    };
    Ok(Running {
        worker,
        early: Some(Vec::new()),
        waiting: Few::default(),
        next: 0,
        _listeners: [on_message, on_error],
    })
}

/// Ends the worker, and breaks the requests that wait for it. The next one starts another.
fn stop(cell: &RefCell<Option<Running>>, why: &str) {
    let Some(mut stopped) = cell.borrow_mut().take() else { return };
    for answer in std::mem::take(&mut stopped.waiting).into_values() {
        // Nobody waits any more where this fails.
        let _ = answer.send(Err(TransportError::Broken(why.to_owned())));
    }
}

fn heard(cell: &RefCell<Option<Running>>, message: JsValue) {
    match serde_wasm_bindgen::from_value(message.clone()) {
        Ok(FromWorker::Ready) => {
            if let Some(running) = cell.borrow_mut().as_mut() {
                for early in running.early.take().unwrap_or_default() {
                    // A worker that can't be spoken to reports an error of its own.
                    let _ = running.worker.post_message(&early);
                }
            }
        }
        Ok(FromWorker::Answered { id, response }) => answered(cell, id, Ok(response.into())),
        // Each request would wait in vain where nothing is said of it that can be read.
        Ok(FromWorker::Unread) => stop(cell, OTHER_VERSION),
        Err(_) => match number_of(&message) {
            Some(id) => {
                answered(cell, id, Err(TransportError::Broken(OTHER_VERSION.to_owned())));
            }
            None => stop(cell, OTHER_VERSION),
        },
    }
}

fn answered(cell: &RefCell<Option<Running>>, id: u32, outcome: Outcome) {
    let answer = cell.borrow_mut().as_mut().and_then(|running| running.waiting.remove(&id));
    if let Some(answer) = answer {
        // Nobody waits any more where this fails.
        let _ = answer.send(outcome);
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use foley_core::Method;
    use futures::future::join;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// A worker that does this with each request, under the name of `id`.
    fn worker(does: &str) -> SandboxWorker {
        let script =
            format!("onmessage = ({{ data: {{ id }} }}) => {{ {does} }}; postMessage('Ready')");
        let script = js_sys::encode_uri_component(&script);
        SandboxWorker::new(format!("data:text/javascript,{script}"))
    }

    fn ask(worker: &SandboxWorker) -> LocalBoxFuture<'static, Outcome> {
        let url = "https://sandbox.invalid/".to_owned();
        worker.send(HttpRequest { method: Method::Get, url, headers: Vec::new(), body: None })
    }

    fn assert_other_version(outcome: Outcome) {
        let Err(TransportError::Broken(words)) = outcome else { panic!("it can't be read") };
        assert!(words.contains("reload the page"), "{words}");
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
        assert_other_version(ask(&SandboxWorker::new(script.to_owned())).await);
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
