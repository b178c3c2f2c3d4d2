//! One request from its first byte to its answer: who sends it, whether he may, what comes of it, and
//! what is told of it.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use foley_core::{HttpResponse, UnixMillis};
use foley_relay::{
    Asked, BODY_LIMIT, Call, Client, Exchange, FileCall, Kind, Limit, Log, PerClient, Refusal,
    Relay, Wanted,
};
use http_body_util::BodyExt;
use tokio::time::Instant;

use crate::deadline::TooLate;
use crate::relay::file;
use crate::relay::ids::Ids;
use crate::relay::metrics::Metrics;
use crate::relay::upstream::{Upstream, texts};

/// How much of a body that is too large is read all the same: who still sends when the connection closes
/// does not get to see why.
const READ_LIMIT: usize = 1 << 20;

/// A relay, and all that it needs for its work.
#[derive(Debug)]
pub(crate) struct Served {
    pub(crate) relay: Relay,
    pub(crate) desk: Desk,
    pub(crate) upstream: Upstream,
    pub(crate) metrics: Metrics,
    pub(crate) ids: Ids,
    pub(crate) trusts_proxy: bool,
}

/// How much may be asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowed {
    /// By each client.
    pub(crate) requests: Limit,
    /// By each client, of what may cost money.
    pub(crate) creates: Limit,
    /// By all together, of the same.
    pub(crate) creates_in_all: Limit,
}

/// What was asked for, as far back as matters.
#[derive(Debug)]
pub(crate) struct Desk {
    in_all: Limit,
    books: Mutex<Books>,
}

#[derive(Debug)]
struct Books {
    requests: PerClient,
    creates: PerClient,
    in_all: Log,
}

impl Desk {
    pub(crate) fn new(allowed: Allowed) -> Self {
        let books = Books {
            requests: PerClient::new(allowed.requests),
            creates: PerClient::new(allowed.creates),
            in_all: Log::default(),
        };
        Self { in_all: allowed.creates_in_all, books: Mutex::new(books) }
    }

    fn request(&self, client: Client) -> Result<(), Refusal> {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        books.requests.pass(client, now()).map_err(Refusal::TooOften)
    }

    fn create(&self, client: Client) -> Result<(), Refusal> {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        books.creates.pass(client, now()).map_err(Refusal::TooMuch)?;
        books.in_all.pass(self.in_all, now()).map_err(|after| {
            books.creates.take_back(client);
            Refusal::Spent(after)
        })
    }

    /// A create that was let pass has not left.
    fn take_back(&self, client: Client) {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        books.creates.take_back(client);
        books.in_all.take_back();
    }
}

/// All paths: the relay knows best what it does not have.
pub(crate) fn router(served: Arc<Served>) -> Router {
    Router::new().fallback(answer).with_state(served)
}

async fn answer(
    State(served): State<Arc<Served>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    // On its own: a page that goes away ends its connection, and all that hangs on that. What it has asked
    // for is still paid for, and told of.
    let answered = tokio::spawn(async move { served.answer(peer, request).await });
    answered.await.unwrap_or_else(|_| {
        let mut failed = Response::new(Body::from("the relay failed at this request"));
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}

impl Served {
    async fn answer(&self, peer: SocketAddr, request: Request) -> Response {
        let (began, under_way) = (Instant::now(), self.metrics.came());
        let (parts, body) = request.into_parts();
        let client = client(&parts.headers, peer.ip(), self.trusts_proxy);
        let (exchange, outcome) = self.outcome(client, &parts, body).await;
        let refused = outcome.as_ref().err().map(Refusal::name);
        let response =
            outcome.unwrap_or_else(|refusal| carried(self.relay.refuse(&exchange, &refusal)));
        drop(under_way);
        let (provider, kind) = (self.relay.provider_of(&exchange), exchange.kind().name());
        let (status, took) = (response.status().as_u16(), began.elapsed());
        if exchange.kind() != Kind::Health {
            // Neither path nor query, headers nor body: an id, a ticket or a prompt is nobody's here.
            tracing::info!(
                id = exchange.id(),
                %client,
                method = known_method(&parts),
                provider,
                kind,
                status,
                millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
                refused,
                "answered"
            );
        }
        // Who sees it counted can read of it.
        self.metrics.answered(provider, kind, status, took.as_secs_f64());
        if let Some(reason) = refused {
            self.metrics.refused(reason);
        }
        response
    }

    async fn outcome(
        &self,
        client: Client,
        parts: &Parts,
        body: Body,
    ) -> (Exchange, Result<Response, Refusal>) {
        let (id, headers) = (self.ids.next(), texts(&parts.headers));
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let method = parts.method.as_str();
        let asked = Asked { id: &id, method, target, headers: &headers };
        let (exchange, wanted) = self.relay.read(&asked, now());
        let outcome = match wanted {
            Ok(Wanted::Answered(answer)) => Ok(carried(self.relay.finished(&exchange, answer))),
            Ok(Wanted::Call(call)) => self.call(client, &exchange, call, body).await.map(carried),
            Ok(Wanted::File(file)) => self.file(client, &exchange, file).await,
            Err(refusal) => Err(refusal),
        };
        (exchange, outcome)
    }

    async fn file(
        &self,
        client: Client,
        exchange: &Exchange,
        file: FileCall,
    ) -> Result<Response, Refusal> {
        self.desk.request(client)?;
        file::fetch(&self.relay, &self.upstream, exchange, file).await
    }

    async fn call(
        &self,
        client: Client,
        exchange: &Exchange,
        call: Call,
        body: Body,
    ) -> Result<HttpResponse, Refusal> {
        // Who is refused before all was read would see a broken connection, and not why.
        let body = read(body).await?;
        self.desk.request(client)?;
        let passed = self.relay.passed(call, &body, now())?;
        let is_create = exchange.kind() == Kind::Create;
        if is_create {
            self.desk.create(client)?;
        }
        match self.upstream.call(passed.into_request()).await {
            Ok(answer) => Ok(self.relay.answered(exchange, answer, now())),
            Err(refusal) => {
                if is_create && !refusal.may_have_happened() {
                    self.desk.take_back(client);
                }
                Err(refusal)
            }
        }
    }
}

/// Reads a body to its end, and keeps no more than may pass.
async fn read(mut body: Body) -> Result<Vec<u8>, Refusal> {
    let (mut kept, mut length) = (Vec::new(), 0);
    if body.size_hint().lower() > READ_LIMIT as u64 {
        return Err(Refusal::TooLarge(BODY_LIMIT));
    }
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| match error.into_inner().downcast::<TooLate>() {
            Ok(_) => Refusal::Slow,
            Err(_) => Refusal::Body("the body was not sent whole: send it again".to_owned()),
        })?;
        let bytes = frame.into_data().unwrap_or_default();
        length += bytes.len();
        if length <= BODY_LIMIT {
            kept.extend_from_slice(&bytes);
        } else if length > READ_LIMIT {
            break;
        }
    }
    if length > BODY_LIMIT { Err(Refusal::TooLarge(BODY_LIMIT)) } else { Ok(kept) }
}

/// Who sends a request: the peer, or whom the proxy that it comes from names last, which is what that
/// proxy saw itself; what stands before it anybody may have written.
fn client(headers: &HeaderMap, peer: IpAddr, trusts_proxy: bool) -> Client {
    let last = headers.get_all("x-forwarded-for").iter().next_back().filter(|_| trusts_proxy);
    let last = last.and_then(|value| value.to_str().ok()?.rsplit(',').next());
    last.and_then(address).unwrap_or(peer).into()
}

/// An address, with a port or without.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// A method that the log may have; anybody may send any word for one.
fn known_method(parts: &Parts) -> &'static str {
    let known = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];
    known.into_iter().find(|known| parts.method == *known).unwrap_or("other")
}

/// An answer as it goes over the wire.
pub(crate) fn carried(HttpResponse { status, headers, body }: HttpResponse) -> Response {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    response.body(Body::from(body)).unwrap_or_else(|_| {
        let mut broken = Response::new(Body::empty());
        *broken.status_mut() = StatusCode::BAD_GATEWAY;
        broken
    })
}

/// The one clock of the relay.
#[expect(clippy::disallowed_methods, reason = "a native program has this clock")]
fn now() -> UnixMillis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixMillis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str], trusts_proxy: bool) -> String {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", value.parse().expect("plain"));
        }
        client(&headers, "192.0.2.9".parse().expect("good"), trusts_proxy).to_string()
    }

    #[test]
    fn a_client_is_the_peer_unless_a_proxy_is_trusted() {
        assert_eq!(of(&["198.51.100.1"], false), "192.0.2.9");
        assert_eq!(of(&["198.51.100.1"], true), "198.51.100.1");
        assert_eq!(of(&[], true), "192.0.2.9");
    }

    #[test]
    fn of_several_hops_the_last_is_what_the_proxy_saw() {
        assert_eq!(of(&["6.6.6.6, 198.51.100.1"], true), "198.51.100.1");
        assert_eq!(of(&["6.6.6.6", "7.7.7.7, 198.51.100.2:4711"], true), "198.51.100.2");
        assert_eq!(of(&["6.6.6.6, [2001:db8:1:2::3]"], true), "2001:db8:1:2::/64");
        for nobody in ["6.6.6.6, unknown", "", "6.6.6.6,"] {
            assert_eq!(of(&[nobody], true), "192.0.2.9", "{nobody}");
        }
    }
}
