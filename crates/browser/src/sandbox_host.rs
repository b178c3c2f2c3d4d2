//! The other end of the sandbox's worker: what runs inside it, and the messages between the two.
//!
//! The sandbox is a function of its state, a request and a time. Its state lives in IndexedDB and
//! not in the worker, so that a task outlives the page that began it, and every tab has the same.

use std::rc::Rc;

use foley_core::{HttpRequest, HttpResponse, Method, Millis, UnixMillis};
use futures::StreamExt;
use futures::channel::oneshot;
use futures::future::LocalBoxFuture;
use idb::{Database, ObjectStore, Query, TransactionMode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::worker::{FromWorker, Host, Loading, OTHER_VERSION, number_of};
use crate::{StoreError, timer};

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

/// An [`HttpResponse`], as a message.
#[derive(Serialize, Deserialize)]
pub(crate) struct Answered {
    status: u16,
    headers: Vec<(String, String)>,
    #[serde(with = "serde_bytes")]
    body: Vec<u8>,
    /// Nothing of it is to be read: it stands for a connection that broke.
    #[serde(default)]
    lost: bool,
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
        Self { status, headers, body, lost: false }
    }
}

impl Answered {
    /// What came back; `None` where the connection broke.
    pub(crate) fn response(self) -> Option<HttpResponse> {
        let Self { status, headers, body, lost } = self;
        (!lost).then_some(HttpResponse { status, headers, body })
    }
}

/// What a sandbox makes of a request.
pub struct Answer {
    /// What goes back.
    pub response: HttpResponse,
    /// Whether nothing of it is to be read, as if the connection had broken.
    pub lost: bool,
    /// How long it is held back; `None` where it never goes back.
    pub delay: Option<Millis>,
    /// The state afterwards, where the request has changed it.
    pub state: Option<String>,
    /// What has to be had first: nothing goes back and nothing is stored, and once this is over the same
    /// is asked again.
    pub first: Option<LocalBoxFuture<'static, ()>>,
}

impl Answer {
    /// A response that goes back at once and changes nothing.
    #[must_use]
    pub const fn of(response: HttpResponse) -> Self {
        let delay = Some(Millis(0));
        Self { response, lost: false, delay, state: None, first: None }
    }
}

/// Waits.
async fn pause(span: Millis) {
    let (over, is_over) = oneshot::channel();
    let _timer = timer::after(span, || {
        // Nobody waits any more where this fails.
        let _ = over.send(());
    });
    let _ = is_over.await;
}

/// Tells the page how much of what the sandbox needs has come.
pub fn tell_loading(loading: Option<Loading>) {
    if let Some(host) = Host::new() {
        host.say(&FromWorker::<()>::Loading(loading));
    }
}

/// Answers the page's requests until the worker ends. For each, `begin` is given the request and the
/// time, and gives what answers it from the stored state, of which there is none at first.
pub async fn serve<Answering>(begin: impl Fn(HttpRequest, UnixMillis) -> Answering + 'static)
where
    Answering: Fn(Option<String>) -> Answer + 'static,
{
    let Some(host) = Host::new() else { return };
    let begin = Rc::new(begin);
    let mut asks = host.asks();
    while let Some(message) = asks.next().await {
        let (host, begin) = (host.clone(), Rc::clone(&begin));
        // Who asks for little does not wait for who asks for much.
        spawn_local(async move {
            host.say(&match serde_wasm_bindgen::from_value(message.clone()) {
                Ok(Ask { id, now, request }) => {
                    let request = HttpRequest::from(request);
                    let method = request.method;
                    let answer = exchange(begin(request, now), method).await;
                    let answer = answer.unwrap_or_else(|error| Answer::of(out_of_order(&error)));
                    let Some(delay) = answer.delay else { return };
                    if delay > Millis(0) {
                        pause(delay).await;
                    }
                    let response = Answered { lost: answer.lost, ..answer.response.into() };
                    FromWorker::Answered { id, response }
                }
                Err(_) => unread(&message),
            });
        });
    }
}

/// What is said of a message that can't be read. Nothing has come of it: a refusal that is final, in
/// a form that every page can read, whatever its version.
fn unread(message: &JsValue) -> FromWorker<Answered> {
    let Some(id) = number_of(message) else { return FromWorker::Unread };
    let body =
        format!(r#"{{"code":1200,"message":"The sandbox can't read this: {OTHER_VERSION}"}}"#);
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    FromWorker::Answered {
        id,
        response: Answered { status: 400, headers, body: body.into_bytes(), lost: false },
    }
}

/// One request. What changes the state is read and written in one transaction, so that two tabs can't
/// undo each other's. Who only asks seldom changes anything, and waits for nobody but a create: where it
/// does, the same is asked once more. What takes its time is made while no transaction is open that others
/// would wait for.
async fn exchange(
    answer: impl Fn(Option<String>) -> Answer,
    method: Method,
) -> Result<Answer, StoreError> {
    let database = Database::builder("foley-sandbox")
        .version(1)
        .add_object_store(ObjectStore::builder(STATE))
        .build()
        .await?;
    let mut changes = method == Method::Post;
    let key = JsValue::from_str(STATE);
    let answer = loop {
        let mode = if changes { TransactionMode::ReadWrite } else { TransactionMode::ReadOnly };
        let transaction = database.transaction(&[STATE], mode)?;
        let store = transaction.object_store(STATE)?;
        let state = store.get(Query::Key(key.clone()))?.await?.and_then(|state| state.as_string());
        let open = if changes {
            Some((transaction, store))
        } else {
            transaction.commit()?.await?;
            None
        };
        let mut answer = answer(state);
        let first = answer.first.take();
        if let Some((transaction, store)) = open {
            if let (Some(state), None) = (&answer.state, &first) {
                store.put(&state.into(), Some(&key))?.await?;
            }
            transaction.commit()?.await?;
        }
        match first {
            Some(first) => first.await,
            None if answer.state.is_some() && !changes => changes = true,
            None => break answer,
        }
    };
    database.close();
    Ok(answer)
}

fn out_of_order(error: &StoreError) -> HttpResponse {
    HttpResponse {
        status: 503,
        headers: vec![("content-type".to_owned(), "text/plain".to_owned())],
        body: error.to_string().into_bytes(),
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use std::cell::{Cell, RefCell};

    use futures::channel::mpsc;
    use futures::future::join;
    use gloo_events::EventListener;
    use js_sys::Array;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
    use web_sys::{Blob, MessageEvent, Worker};

    use super::*;
    use crate::{ObjectUrl, clock};

    wasm_bindgen_test_configure!(run_in_browser);

    fn nothing() -> Answer {
        Answer::of(HttpResponse { status: 200, headers: Vec::new(), body: Vec::new() })
    }

    #[wasm_bindgen_test]
    async fn who_only_asks_does_not_wait_for_others_who_ask() {
        exchange(|_| nothing(), Method::Get).await.expect("it opens");
        let database = Database::builder("foley-sandbox").version(1).build().await.expect("opens");
        let transaction = database.transaction(&[STATE], TransactionMode::ReadOnly);
        let transaction = transaction.expect("it begins");
        let store = transaction.object_store(STATE).expect("there is one");
        let is_answered = Cell::new(false);
        let ask = async {
            exchange(|_| nothing(), Method::Get).await.expect("it opens");
            is_answered.set(true);
        };
        // A transaction goes on for as long as more is asked of it.
        let another = async {
            for _ in 0..20_000 {
                let query = Query::Key(JsValue::from_str(STATE));
                store.get(query).expect("it is open").await.expect("it reads");
                if is_answered.get() {
                    return true;
                }
            }
            false
        };
        let ((), answered_meanwhile) = join(ask, another).await;
        assert!(answered_meanwhile);
    }

    #[wasm_bindgen_test]
    async fn who_asks_and_changes_something_is_asked_once_more_and_has_it_stored() {
        let times = Cell::new(0);
        let counts = |_| {
            times.set(times.get() + 1);
            Answer { state: Some(format!("\"{}\"", times.get())), ..nothing() }
        };
        exchange(counts, Method::Get).await.expect("it opens");
        assert_eq!(times.get(), 2);
        let stored = Rc::new(RefCell::new(None));
        let read = |state| {
            *stored.borrow_mut() = state;
            nothing()
        };
        exchange(read, Method::Get).await.expect("it opens");
        assert_eq!(stored.take().as_deref(), Some("\"2\""));
    }

    fn message(json: &str) -> JsValue {
        js_sys::JSON::parse(json).expect("JSON")
    }

    #[wasm_bindgen_test]
    fn a_request_that_can_not_be_read_is_refused_by_its_number() {
        for asked in [r#"{"id":7}"#, r#"{"id":7,"now":1,"request":{"verb":"GET"}}"#] {
            assert!(serde_wasm_bindgen::from_value::<Ask>(message(asked)).is_err(), "{asked}");
            let FromWorker::Answered { id, response } = unread(&message(asked)) else {
                panic!("it has a number: {asked}");
            };
            assert_eq!(id, 7);
            let response = response.response().expect("it is an answer");
            let error = foley_core::wire::task(&response).expect_err("refused");
            assert_eq!(error.retry, foley_core::Retry::Never);
            assert_eq!(error.charge, foley_core::Charge::No, "it can't have been done");
            assert!(error.message.contains("reload the page"), "{}", error.message);
        }
        for asked in ["null", "7", "[]", r#""7""#, r#"{"id":"7"}"#, r#"{"id":-1}"#, r#"{"id":0.5}"#]
        {
            assert!(matches!(unread(&message(asked)), FromWorker::Unread), "{asked}");
        }
    }

    /// Another tab, which has something to write when it is told to, and then says when it is written.
    const OTHER: &str = r#"
const opened = indexedDB.open("foley-sandbox", 1)
opened.onsuccess = () => {
  onmessage = () => {
    const transaction = opened.result.transaction("state", "readwrite")
    transaction.objectStore("state").put("", "of another")
    transaction.oncomplete = () => postMessage(Date.now())
  }
  postMessage(0)
}
"#;

    #[wasm_bindgen_test]
    async fn nobody_waits_for_a_file_that_is_being_made() {
        exchange(|_| nothing(), Method::Get).await.expect("it opens");
        let script = Blob::new_with_str_sequence(&Array::of1(&OTHER.into())).expect("a script");
        let url = ObjectUrl::new(&script).expect("an address");
        let other = Worker::new(url.as_str()).expect("it starts");
        let (said, mut says) = mpsc::unbounded();
        let _listener = EventListener::new(&other, "message", move |event| {
            let event: &MessageEvent = event.dyn_ref().expect("a message");
            said.unbounded_send(event.data().as_f64().expect("a time")).expect("it is heard");
        });
        says.next().await.expect("it is ready");
        let film = |_| {
            other.post_message(&JsValue::NULL).expect("it listens");
            let begun = clock::now();
            while clock::now().since(begun).0 < 1000 {}
            nothing()
        };
        exchange(film, Method::Get).await.expect("it is made");
        let made = clock::now();
        let written = says.next().await.expect("it is written");
        assert!(written + 500.0 < made.0 as f64, "{written} {made:?}");
        other.terminate();
    }
}
