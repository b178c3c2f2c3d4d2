//! The other end of the sandbox's worker: what runs inside it, and the messages between the two.
//!
//! The sandbox is a function of its state, a request and a time. Its state lives in IndexedDB and
//! not in the worker, so that a task outlives the page that began it, and every tab has the same.

use foley_core::{HttpRequest, HttpResponse, Method, UnixMillis};
use futures::StreamExt;
use futures::channel::mpsc;
use gloo_events::EventListener;
use idb::{Database, ObjectStore, Query, TransactionMode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::{StoreError, words};

const STATE: &str = "state";

/// A request on its way into the worker.
#[derive(Serialize, Deserialize)]
pub(crate) struct Ask {
    pub(crate) id: u32,
    pub(crate) now: UnixMillis,
    pub(crate) request: AskedRequest,
}

/// An [`HttpRequest`], as a message.
#[derive(Serialize, Deserialize)]
pub(crate) struct AskedRequest {
    post: bool,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// What the worker says.
#[derive(Serialize, Deserialize)]
pub(crate) enum FromWorker {
    /// It listens.
    Ready,
    /// The answer to an [`Ask`].
    Answered { id: u32, response: Answered },
}

/// An [`HttpResponse`], as a message.
#[derive(Serialize, Deserialize)]
pub(crate) struct Answered {
    status: u16,
    headers: Vec<(String, String)>,
    #[serde(with = "serde_bytes")]
    body: Vec<u8>,
}

impl From<HttpRequest> for AskedRequest {
    fn from(HttpRequest { method, url, headers, body }: HttpRequest) -> Self {
        Self { post: method == Method::Post, url, headers, body }
    }
}

impl From<AskedRequest> for HttpRequest {
    fn from(AskedRequest { post, url, headers, body }: AskedRequest) -> Self {
        let method = if post { Method::Post } else { Method::Get };
        Self { method, url, headers, body }
    }
}

impl From<HttpResponse> for Answered {
    fn from(HttpResponse { status, headers, body }: HttpResponse) -> Self {
        Self { status, headers, body }
    }
}

impl From<Answered> for HttpResponse {
    fn from(Answered { status, headers, body }: Answered) -> Self {
        Self { status, headers, body }
    }
}

/// What a sandbox makes of a request.
#[derive(Debug)]
pub struct Answer {
    /// What goes back.
    pub response: HttpResponse,
    /// The state afterwards, where the request has changed it.
    pub state: Option<String>,
}

/// Answers the page's requests, one after the other, until the worker ends. `answer` is given the
/// stored state (none at first), the request and the time.
pub async fn serve(answer: impl Fn(Option<String>, HttpRequest, UnixMillis) -> Answer) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return; // Not in a worker: nobody can ask.
    };
    let (asked, mut asks) = mpsc::unbounded();
    let _listener = EventListener::new(&scope, "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            // The receiver lives as long as this listener.
            let _ = asked.unbounded_send(event.data());
        }
    });
    post(&scope, &FromWorker::Ready);
    while let Some(message) = asks.next().await {
        let Ok(Ask { id, now, request }) = serde_wasm_bindgen::from_value(message) else {
            continue;
        };
        let response = exchange(&answer, request.into(), now).await;
        let response = response.unwrap_or_else(|error| out_of_order(&error)).into();
        post(&scope, &FromWorker::Answered { id, response });
    }
}

/// One request, read and written in one transaction, so that two tabs can't undo each other's.
async fn exchange(
    answer: &impl Fn(Option<String>, HttpRequest, UnixMillis) -> Answer,
    request: HttpRequest,
    now: UnixMillis,
) -> Result<HttpResponse, StoreError> {
    let database = Database::builder("foley-sandbox")
        .version(1)
        .add_object_store(ObjectStore::builder(STATE))
        .build()
        .await?;
    let transaction = database.transaction(&[STATE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STATE)?;
    let key = JsValue::from_str(STATE);
    let state = store.get(Query::Key(key.clone()))?.await?.and_then(|state| state.as_string());
    let Answer { response, state } = answer(state, request, now);
    if let Some(state) = state {
        store.put(&state.into(), Some(&key))?.await?;
    }
    transaction.commit()?.await?;
    database.close();
    Ok(response)
}

fn out_of_order(error: &StoreError) -> HttpResponse {
    HttpResponse {
        status: 503,
        headers: vec![("content-type".to_owned(), "text/plain".to_owned())],
        body: error.to_string().into_bytes(),
    }
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    let posted = serde_wasm_bindgen::to_value(message)
        .map_err(JsValue::from)
        .and_then(|message| scope.post_message(&message));
    if let Err(thrown) = posted {
        // The page sees a script error, and breaks the requests that wait.
        wasm_bindgen::throw_str(&words(&thrown));
    }
}
