//! The sandbox behind axum: requests in and answers out, with CORS as open as a page needs it.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::Response;
use foley_core::{HttpRequest, HttpResponse, UnixMillis};
use foley_sandbox::{Config, Made, Order, Sandbox, Studio, Unreadable};
use foley_sandbox_studio::Everybody;
use tokio::runtime::Handle;
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};

use crate::video;

/// The largest body that is taken. A create has a few hundred bytes.
const BODY_LIMIT: usize = 64 * 1024;
/// How much of a larger one is read to its end all the same: who still sends when the connection
/// closes does not get to see why.
const READ_LIMIT: usize = 8 * 1024 * 1024;

type Shared = Arc<Served>;

/// A sandbox, and where it is reached.
struct Served {
    sandbox: Mutex<Sandbox>,
    base_url: String,
    /// Whether it is reached where a request says, if it says so.
    follows_host: bool,
}

impl Served {
    /// What the links of an answer begin with.
    fn base_url(&self, headers: &HeaderMap) -> String {
        let host = headers.get(header::HOST).filter(|_| self.follows_host);
        host.and_then(|host| Authority::try_from(host.as_bytes()).ok())
            .map_or_else(|| self.base_url.clone(), |host| format!("http://{host}"))
    }
}

/// Everybody there is, and what they have made for one request.
#[derive(Default)]
struct Had(RefCell<Vec<(Order, Outcome)>>);

type Outcome = Result<Made, String>;

impl Studio for Had {
    fn make(&self, order: &Order) -> Outcome {
        let known = self.0.borrow().iter().find(|(known, _)| known == order).cloned();
        known.map_or_else(
            || {
                let fetch = |url: &str| Handle::current().block_on(video::fetch(url));
                let made = Everybody(fetch).make(order);
                self.0.borrow_mut().push((order.clone(), made.clone()));
                made
            },
            |(_, made)| made,
        )
    }
}

/// The routes of a sandbox: all of them, since it knows best what it does not have.
pub(crate) fn router(config: Config, follows_host: bool) -> Router {
    let base_url = config.base_url.clone();
    let sandbox = Mutex::new(Sandbox::new(config));
    let served: Shared = Arc::new(Served { sandbox, base_url, follows_host });
    // Of the headers of an answer a page on another origin sees only those that are named here; by its
    // date it counts the times that others give.
    let exposed = [
        "retry-after",
        "date",
        "content-range",
        "content-length",
        "accept-ranges",
        "x-sandbox-plan",
    ];
    // The names are mirrored, not "*": that would not cover Authorization.
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::mirror_request())
        .allow_methods(AllowMethods::list([Method::GET, Method::POST]))
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(exposed.map(HeaderName::from_static));
    Router::new().fallback(answer).layer(cors).with_state(served)
}

async fn answer(State(served): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let asked = asked(&parts, body).await;
    // Making a file takes a while: not on a thread that sockets wait for.
    let answered = tokio::task::spawn_blocking(move || {
        // A sandbox whose lock was poisoned has lost one answer, not its state.
        let mut sandbox = served.sandbox.lock().unwrap_or_else(PoisonError::into_inner);
        sandbox.reached_at(served.base_url(&parts.headers));
        match asked {
            Err(what) => sandbox.refuse(what, parts.method.as_str(), &parts.uri.to_string(), now()),
            Ok(request) => {
                // What takes its time is made for a copy, so that others can go on meanwhile. Who only
                // asks changes nothing, and has the answer; who wants something is then asked again, and
                // all is there.
                let had = Had::default();
                let mut copy = sandbox.clone();
                drop(sandbox);
                let answer = copy.answer_with(&request, now(), &had);
                if request.method == foley_core::Method::Get {
                    return answer;
                }
                let mut sandbox = served.sandbox.lock().unwrap_or_else(PoisonError::into_inner);
                sandbox.reached_at(served.base_url(&parts.headers));
                sandbox.answer_with(&request, now(), &had)
            }
        }
    });
    match answered.await {
        Ok(answer) => carried(answer),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "the sandbox failed at this request"),
    }
}

/// A request as the sandbox reads it, or why it can't be one.
async fn asked(parts: &Parts, body: Body) -> Result<HttpRequest, Unreadable> {
    let method = match parts.method {
        Method::GET | Method::HEAD => foley_core::Method::Get,
        Method::POST => foley_core::Method::Post,
        _ => return Err(Unreadable::Method),
    };
    let body = to_bytes(body, READ_LIMIT).await.map_err(|_| Unreadable::Body)?;
    if body.len() > BODY_LIMIT {
        return Err(Unreadable::Body);
    }
    let headers = parts.headers.iter().map(|(name, value)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    Ok(HttpRequest {
        method,
        url: parts.uri.to_string(),
        headers: headers.collect(),
        body: Some(String::from_utf8_lossy(&body).into_owned()),
    })
}

fn carried(HttpResponse { status, headers, body }: HttpResponse) -> Response {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    response
        .body(Body::from(body))
        .unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "the answer is not HTTP"))
}

fn plain(status: StatusCode, words: &'static str) -> Response {
    let mut response = Response::new(Body::from(words));
    *response.status_mut() = status;
    let text = header::HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, text);
    response
}

/// The one clock of the program.
#[expect(clippy::disallowed_methods, reason = "a native program has this clock")]
fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixMillis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
