//! The providers and the files' hosts, as they are reached from here.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, Uri, header};
use foley_core::{HttpRequest, HttpResponse};
use foley_relay::{FileCall, Refusal, Way};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::GaiResolver;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::https::{Scheme, connector};
use crate::relay::address::{LeadsInside, PublicOnly};

/// A connection has to be there within this.
const CONNECT: Duration = Duration::from_secs(10);
/// The largest answer of a provider: a list of 500 tasks has less than a megabyte.
const LARGEST_ANSWER: usize = 8 << 20;
/// A connection that nobody has used for so long is closed.
const IDLE: Duration = Duration::from_secs(30);

type Https<Resolver> = Client<HttpsConnector<HttpConnector<Resolver>>, Full<Bytes>>;

/// How long is waited for whom, and for how much.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    /// A provider has to have answered within this.
    pub(crate) call: Duration,
    /// A file has to be there within this.
    pub(crate) file: Duration,
    /// The largest file that is let through, in bytes.
    pub(crate) largest_file: u64,
}

/// Whom requests go to.
#[derive(Clone, Debug)]
pub(crate) struct Upstream {
    /// Each create has a connection of its own. One that was used before may be closed by the provider
    /// just when the create is on it, and then nobody could say whether it was read.
    creates: Https<GaiResolver>,
    looks: Https<GaiResolver>,
    files: Https<PublicOnly<GaiResolver>>,
    pub(crate) times: Times,
}

impl Upstream {
    /// # Errors
    /// Where this machine has no certificates to trust anybody by.
    pub(crate) fn new(times: Times) -> io::Result<Self> {
        let http = || {
            let mut http = HttpConnector::new();
            http.set_connect_timeout(Some(CONNECT));
            http
        };
        let mut public = HttpConnector::new_with_resolver(PublicOnly(GaiResolver::new()));
        public.set_connect_timeout(Some(CONNECT));
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
        let looks = builder.build(connector(http(), Scheme::HttpsOrHttp)?);
        let files = builder.build(connector(public, Scheme::Https)?);
        builder.pool_max_idle_per_host(0).retry_canceled_requests(false);
        let creates = builder.build(connector(http(), Scheme::HttpsOrHttp)?);
        Ok(Self { creates, looks, files, times })
    }

    /// Asks a provider. A redirect is an answer like any other: nobody is sent elsewhere with a key.
    pub(crate) async fn call(&self, request: HttpRequest) -> Result<HttpResponse, Refusal> {
        let client = match request.method {
            foley_core::Method::Get => &self.looks,
            foley_core::Method::Post => &self.creates,
        };
        let request = written(request).ok_or(Refusal::NotSent)?;
        let answered = async {
            let response = client.request(request).await.map_err(|error| lost(&error))?;
            let (parts, body) = response.into_parts();
            let body = Limited::new(body, LARGEST_ANSWER).collect().await;
            let body = body.map_err(|_| Refusal::Broken)?.to_bytes().to_vec();
            Ok(HttpResponse { status: parts.status.as_u16(), headers: texts(&parts.headers), body })
        };
        tokio::time::timeout(self.times.call, answered).await.unwrap_or(Err(Refusal::Late))
    }

    /// The head of a file's answer, from where it is; redirects are told and not followed.
    pub(crate) async fn file(&self, file: &FileCall) -> Result<Response<Incoming>, Refusal> {
        let uri: Uri = file.url.parse().map_err(|_| Refusal::Elsewhere)?;
        let mut request = Request::new(Full::default());
        *request.method_mut() = if file.is_head { Method::HEAD } else { Method::GET };
        *request.uri_mut() = uri;
        put(request.headers_mut(), &file.headers);
        let response = match file.way {
            Way::Own => self.looks.request(request),
            Way::Public => self.files.request(request),
        };
        let response = tokio::time::timeout(self.times.call, response).await;
        response.map_err(|_| Refusal::FileNotHad)?.map_err(|error| {
            if LeadsInside::is_why(&error) { Refusal::Elsewhere } else { Refusal::FileNotHad }
        })
    }
}

/// What it means that a call failed: without a connection nothing was sent.
fn lost(error: &Error) -> Refusal {
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    tracing::warn!(%error, cause, "a provider was not reached");
    if error.is_connect() { Refusal::NotSent } else { Refusal::Broken }
}

fn written(request: HttpRequest) -> Option<Request<Full<Bytes>>> {
    let mut written = Request::new(Full::new(request.body.unwrap_or_default().into()));
    *written.method_mut() = Method::from_bytes(request.method.as_str().as_bytes()).ok()?;
    *written.uri_mut() = request.url.parse().ok()?;
    put(written.headers_mut(), &request.headers);
    Some(written)
}

fn put(map: &mut HeaderMap, headers: &[(String, String)]) {
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(mut value)) = (name, HeaderValue::from_str(value)) {
            value.set_sensitive(name == header::AUTHORIZATION);
            map.insert(name, value);
        }
    }
}

/// Headers as texts. What is no text stands for itself as well as can be.
pub(crate) fn texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}
