//! Requests to the sandbox, which lives in a Web Worker of this page.
//!
//! The worker is fetched and started with the first request. Where it dies, the requests under way
//! break, and the next one starts a new worker.

use std::cell::RefCell;
use std::collections::BTreeMap;
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
use crate::sandbox_host::{Ask, FromWorker};
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
    waiting: BTreeMap<u32, oneshot::Sender<Outcome>>,
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
            if let (Some(cell), Some(event)) = (cell.upgrade(), event.dyn_ref::<MessageEvent>())
                && let Some(running) = cell.borrow_mut().as_mut()
            {
                heard(running, event.data());
            }
        })
    };
    let on_error = {
        let cell = Weak::clone(cell);
        EventListener::once(&worker, "error", move |event| {
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            let message = message.unwrap_or_else(|| "its script did not load".to_owned());
            let stopped = cell.upgrade().and_then(|cell| cell.borrow_mut().take());
            if let Some(mut stopped) = stopped {
                for (_, answer) in std::mem::take(&mut stopped.waiting) {
                    let broken = TransportError::Broken(format!("the sandbox failed: {message}"));
                    // Nobody waits any more where this fails.
                    let _ = answer.send(Err(broken));
                }
            }
        })
    };
    Ok(Running {
        worker,
        early: Some(Vec::new()),
        waiting: BTreeMap::new(),
        next: 0,
        _listeners: [on_message, on_error],
    })
}

fn heard(running: &mut Running, message: JsValue) {
    match serde_wasm_bindgen::from_value(message) {
        Ok(FromWorker::Ready) => {
            for early in running.early.take().unwrap_or_default() {
                // A worker that can't be spoken to reports an error of its own.
                let _ = running.worker.post_message(&early);
            }
        }
        Ok(FromWorker::Answered { id, response }) => {
            if let Some(answer) = running.waiting.remove(&id) {
                let _ = answer.send(Ok(response.into()));
            }
        }
        Err(_) => {}
    }
}
