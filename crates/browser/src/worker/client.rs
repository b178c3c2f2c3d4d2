//! The page's end, or a worker's, of a worker that it has.
//!
//! The worker is fetched and started with the first thing that is asked of it. Where it dies, what was
//! asked breaks, and the next thing that is asked starts a new one.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::LocalBoxFuture;
use gloo_events::EventListener;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{FromWorker, Loading, OTHER_VERSION, number_of};
use crate::few::Few;
use crate::words;

type Outcome<Said> = Result<Said, String>;

/// Who hears how much of a worker has come; nothing once all has.
pub(crate) type OnLoading = Rc<dyn Fn(Option<Loading>)>;

/// A worker, running or not, that answers what it is asked.
pub(crate) struct Client<Said> {
    url: String,
    on_loading: OnLoading,
    running: Cell<Said>,
}

type Cell<Said> = Rc<RefCell<Option<Running<Said>>>>;

struct Running<Said> {
    worker: Worker,
    /// What was asked before the worker was ready.
    early: Option<Vec<JsValue>>,
    waiting: Few<u32, oneshot::Sender<Outcome<Said>>>,
    next: u32,
    _listeners: [EventListener; 2],
}

impl<Said> Drop for Running<Said> {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl<Said: DeserializeOwned + 'static> Client<Said> {
    /// A worker that is started from this script when it is first needed.
    pub(crate) fn new(url: String, on_loading: OnLoading) -> Self {
        Self { url, on_loading, running: Rc::default() }
    }

    /// Asks it for something, under the number that it is to answer by. An error says how the answer
    /// was lost.
    pub(crate) fn ask<Asked: Serialize>(
        &self,
        asked: impl FnOnce(u32) -> Asked,
    ) -> LocalBoxFuture<'static, Outcome<Said>> {
        let answered = self.post(asked);
        async move { answered?.await.unwrap_or_else(|_| Err("the sandbox has stopped".to_owned())) }
            .boxed_local()
    }

    fn post<Asked: Serialize>(
        &self,
        asked: impl FnOnce(u32) -> Asked,
    ) -> Result<oneshot::Receiver<Outcome<Said>>, String> {
        let mut running = self.running.borrow_mut();
        if running.is_none() {
            *running = Some(start(&self.url, &Rc::downgrade(&self.running), &self.on_loading)?);
        }
        let Some(running) = running.as_mut() else {
            return Err("the sandbox has not started".to_owned());
        };
        running.next = running.next.wrapping_add(1);
        let id = running.next;
        let message =
            serde_wasm_bindgen::to_value(&asked(id)).map_err(|error| error.to_string())?;
        match &mut running.early {
            Some(early) => early.push(message),
            None => running.worker.post_message(&message).map_err(|thrown| words(&thrown))?,
        }
        let (answer, answered) = oneshot::channel();
        running.waiting.insert(id, answer);
        Ok(answered)
    }
}

fn start<Said: DeserializeOwned + 'static>(
    url: &str,
    cell: &Weak<RefCell<Option<Running<Said>>>>,
    on_loading: &OnLoading,
) -> Result<Running<Said>, String> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(url, &options).map_err(|thrown| words(&thrown))?;
    let on_message = {
        let (cell, on_loading) = (Weak::clone(cell), Rc::clone(on_loading));
        EventListener::new(&worker, "message", move |event| {
            if let (Some(cell), Some(event)) = (cell.upgrade(), event.dyn_ref::<MessageEvent>()) {
                heard(&cell, event.data(), &on_loading);
            }
        })
    };
    let on_error = {
        let (cell, on_loading) = (Weak::clone(cell), Rc::clone(on_loading));
        EventListener::once(&worker, "error", move |event| {
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            let message = message.unwrap_or_else(|| "its script did not load".to_owned());
            if let Some(cell) = cell.upgrade() {
                on_loading(None);
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

/// Ends the worker, and breaks what waits for it. What is asked next starts another.
fn stop<Said>(cell: &RefCell<Option<Running<Said>>>, why: &str) {
    let Some(mut stopped) = cell.borrow_mut().take() else { return };
    for answer in std::mem::take(&mut stopped.waiting).into_values() {
        // Nobody waits any more where this fails.
        let _ = answer.send(Err(why.to_owned()));
    }
}

fn heard<Said: DeserializeOwned>(
    cell: &RefCell<Option<Running<Said>>>,
    message: JsValue,
    on_loading: &OnLoading,
) {
    match serde_wasm_bindgen::from_value(message.clone()) {
        Ok(FromWorker::Loading(loading)) => on_loading(loading),
        Ok(FromWorker::Failed(why)) => {
            on_loading(None);
            stop(cell, &format!("a part of the sandbox did not load: {why}"));
        }
        Ok(FromWorker::Ready) => {
            on_loading(None);
            if let Some(running) = cell.borrow_mut().as_mut() {
                for early in running.early.take().unwrap_or_default() {
                    // A worker that can't be spoken to reports an error of its own.
                    let _ = running.worker.post_message(&early);
                }
            }
        }
        Ok(FromWorker::Answered { id, response }) => answered(cell, id, Ok(response)),
        // Each would wait in vain where nothing is said of it that can be read.
        Ok(FromWorker::Unread) => stop(cell, OTHER_VERSION),
        Err(_) => match number_of(&message) {
            Some(id) => answered(cell, id, Err(OTHER_VERSION.to_owned())),
            None => stop(cell, OTHER_VERSION),
        },
    }
}

fn answered<Said>(cell: &RefCell<Option<Running<Said>>>, id: u32, outcome: Outcome<Said>) {
    let answer = cell.borrow_mut().as_mut().and_then(|running| running.waiting.remove(&id));
    if let Some(answer) = answer {
        // Nobody waits any more where this fails.
        let _ = answer.send(outcome);
    }
}
