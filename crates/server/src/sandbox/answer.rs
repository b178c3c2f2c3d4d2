//! One request: read, put to the sandbox, and its answer carried as the sandbox says.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;
use foley_core::{HttpRequest, HttpResponse, UnixMillis};
use foley_sandbox::{Carriage, Reply, Unanswered};
use futures::StreamExt;
use http_body_util::StreamBody;
use hyper::body::Frame;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::hands::Had;
use super::{Served, cors};

/// The largest body that is taken. A create has a few hundred bytes.
const BODY_LIMIT: usize = 64 * 1024;
/// How much of a larger one is read to its end all the same: who still sends when the connection
/// closes does not get to see why.
const READ_LIMIT: usize = 16 * 1024 * 1024;
/// What is told to the sandbox itself may be all of a state.
const ADMIN_LIMIT: usize = 256 * 1024 * 1024;

/// The headers that the sandbox reads.
const READ: [&str; 3] = ["authorization", "range", "x-sandbox"];

/// Answers a request; `None` where the connection is to be closed instead.
pub(super) async fn answer(served: Arc<Served>, request: Request<Body>) -> Option<Response> {
    let began = Instant::now();
    let (parts, body) = request.into_parts();
    if cors::is_preflight(&parts.method, &parts.headers) {
        let refused = served.sandbox().refuses_preflight(&parts.uri.to_string(), now());
        return Some(cors::preflight(&parts.headers, !refused));
    }
    let reply: Reply = match asked(&parts, body, served.patience).await {
        Ok(request) => replied(&served, &parts, &request).await,
        Err(what) => {
            let url = parts.uri.to_string();
            served.sandbox().refuse(what, parts.method.as_str(), &url, now()).into()
        }
    };
    let reply = reply.with_plan();
    tracing::info!(
        method = parts.method.as_str(),
        path = parts.uri.path(),
        status = reply.response.status,
        carriage = ?reply.carriage,
        ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    held_back(&served, &reply).await?;
    let is_head = parts.method == Method::HEAD;
    let mut response = carried(reply.response, reply.carriage, is_head)?;
    let headers = response.headers_mut();
    if reply.cors {
        cors::readable(headers, &parts.headers);
    }
    if let Some(date) = reply.date {
        let time = UNIX_EPOCH + Duration::from_millis(date.0);
        if let Ok(date) = HeaderValue::from_str(&httpdate::fmt_http_date(time)) {
            headers.insert(header::DATE, date);
        }
    }
    Some(response)
}

/// What the sandbox says, once all that it takes is made, and all that it changes is on the disk.
async fn replied(served: &Served, parts: &Parts, request: &HttpRequest) -> Reply {
    let mut had = Had::default();
    loop {
        let (reply, written) = put(served, parts, request, &had);
        if let (true, Some(order)) = (reply.waits, had.wanted()) {
            let made = served.hands.make(order.clone()).await;
            had.has(order, made);
            continue;
        }
        if let Some(written) = written
            && written.await.is_err()
        {
            // It would be forgotten, so that it is not acknowledged.
            let (method, url) = (parts.method.as_str(), parts.uri.to_string());
            return served.sandbox().refuse(Unanswered::NotKept, method, &url, now()).into();
        }
        return reply;
    }
}

/// Puts a request to the sandbox, and has what it changes written.
fn put(
    served: &Served,
    parts: &Parts,
    request: &HttpRequest,
    had: &Had,
) -> (Reply, Option<oneshot::Receiver<()>>) {
    let followed = served.followed(&parts.headers);
    if followed.is_none()
        && let Some(reply) = served.sandbox().look(request, now(), had)
    {
        return (reply, None);
    }
    let mut sandbox = served.sandbox_to_change();
    if let Some(base_url) = followed {
        sandbox.reached_at(base_url);
    }
    let reply = sandbox.answer_with(request, now(), had);
    if reply.changes.is_none() {
        return (reply, None);
    }
    if sandbox.has_callbacks() {
        served.changed.notify_one();
    }
    let written = served.kept.as_ref().map(|kept| kept.put(&reply.changes, sandbox.state()));
    (reply, written)
}

/// Waits for as long as an answer is held back; `None` where it never goes out, or the program ends before.
async fn held_back(served: &Served, reply: &Reply) -> Option<()> {
    let wait = async {
        match reply.delay {
            Some(span) => tokio::time::sleep(Duration::from_millis(span.0)).await,
            None => std::future::pending().await,
        }
    };
    if reply.delay.is_some_and(|span| span.0 == 0) {
        return Some(());
    }
    let mut stops = served.stops.clone();
    tokio::select! {
        () = wait => Some(()),
        _ = stops.wait_for(|stops| *stops) => None,
    }
}

/// A request as the sandbox reads it, or why it can't be one.
async fn asked(parts: &Parts, body: Body, patience: Duration) -> Result<HttpRequest, Unanswered> {
    let method = match parts.method {
        Method::GET | Method::HEAD => foley_core::Method::Get,
        Method::POST => foley_core::Method::Post,
        _ => return Err(Unanswered::Method),
    };
    let is_admin = parts.uri.path().starts_with("/_sandbox");
    let (read, most) = if is_admin { (ADMIN_LIMIT, ADMIN_LIMIT) } else { (READ_LIMIT, BODY_LIMIT) };
    let body = if body.is_end_stream() {
        Bytes::new()
    } else {
        match tokio::time::timeout(patience, to_bytes(body, read)).await {
            Ok(body) => body.map_err(|_| Unanswered::Body)?,
            Err(_) => return Err(Unanswered::Slow),
        }
    };
    if body.len() > most {
        return Err(Unanswered::Body);
    }
    let headers = READ.iter().filter_map(|name| {
        let value = parts.headers.get(*name)?;
        Some(((*name).to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
    });
    Ok(HttpRequest {
        method,
        url: parts.uri.to_string(),
        headers: headers.collect(),
        body: Some(String::from_utf8_lossy(&body).into_owned()),
    })
}

/// An answer as HTTP has it; `None` where the connection is to be closed instead.
fn carried(response: HttpResponse, carriage: Carriage, is_head: bool) -> Option<Response> {
    let HttpResponse { status, headers, body } = response;
    let mut builder = Response::builder().status(status);
    for (name, value) in headers {
        if !name.eq_ignore_ascii_case("content-length") {
            builder = builder.header(name, value);
        }
    }
    let (length, body) = match carriage {
        Carriage::Dropped => return None,
        Carriage::Whole => (body.len(), if is_head { Body::empty() } else { Body::from(body) }),
        Carriage::Cut(whole) => (whole, Body::new(StreamBody::new(broken(body)))),
    };
    let response = builder.header(header::CONTENT_LENGTH, length).body(body);
    Some(response.unwrap_or_else(|_| plain("the answer is not HTTP")))
}

/// So much of a body, and then an error, by which hyper breaks the connection.
fn broken(
    body: Vec<u8>,
) -> impl futures::Stream<Item = Result<Frame<Bytes>, std::io::Error>> + Send + 'static {
    let part = async { Ok(Frame::data(Bytes::from(body))) };
    let end = async {
        // What there is goes out before it breaks: hyper writes when it has to wait for more.
        tokio::task::yield_now().await;
        Err(std::io::Error::other("it breaks off here, as it was told to"))
    };
    futures::stream::once(part).chain(futures::stream::once(end))
}

fn plain(words: &'static str) -> Response {
    let mut response = Response::new(Body::from(words));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, text);
    response
}

/// The one clock of the program.
#[expect(clippy::disallowed_methods, reason = "a native program has this clock")]
pub(super) fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixMillis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
