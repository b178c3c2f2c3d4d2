//! Whoever answers behind a listener, with bounds on what a client may take of it: connections, time to say
//! what it wants, time to take what it gets. An answer may be none, which closes the connection.
//!
//! This owns sockets and nothing of what is served.

use std::fmt;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use futures::FutureExt;
use futures::future::BoxFuture;
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::deadline::Deadline;
use crate::stall::Stall;

/// How long nobody is let in after the system had no socket left.
const BREATH: Duration = Duration::from_millis(50);

/// The largest head of a request, in bytes, and as much of a connection as is kept at once.
const LARGEST_HEAD: usize = 64 * 1024;

/// The bounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// So many connections at once; who comes then waits until one ends.
    pub(crate) connections: usize,
    /// The head of a request has to be there within this, and a connection without one ends then.
    pub(crate) head: Duration,
    /// The body of a request has to be there within this.
    pub(crate) body: Duration,
    /// Who takes nothing of an answer for this long gets no more.
    pub(crate) stall: Duration,
    /// What is under way when the end is asked for has this long.
    pub(crate) grace: Duration,
}

impl Default for Limits {
    /// More than any page needs, and no more than a small machine has.
    fn default() -> Self {
        Self {
            connections: 1024,
            head: Duration::from_secs(15),
            body: Duration::from_secs(10),
            stall: Duration::from_secs(30),
            grace: Duration::from_secs(60),
        }
    }
}

/// There is no answer, and the connection is to be closed.
#[derive(Debug)]
struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closed without an answer")
    }
}

impl std::error::Error for Closed {}

/// What a router answers. Each request knows its [`ConnectInfo<SocketAddr>`].
pub(crate) fn routed(
    router: Router,
) -> impl Fn(Request<Body>, SocketAddr) -> BoxFuture<'static, Option<Response>> + Clone {
    move |mut request, peer| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let answered = router.clone().oneshot(request);
        async move { answered.await.map_or_else(|never| match never {}, Some) }.boxed()
    }
}

/// Serves until `stop` comes true and what was under way then is done. Where there is no answer the
/// connection is closed.
pub(crate) async fn serve<Answered>(
    listener: TcpListener,
    answer: impl Fn(Request<Body>, SocketAddr) -> Answered + Clone + Send + 'static,
    limits: Limits,
    stop: impl Future<Output = ()>,
) where
    Answered: Future<Output = Option<Response>> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(LARGEST_HEAD);
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // A client that has gone again is no trouble; having no socket left is, and passes.
                tracing::warn!(%error, "no connection was taken in");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        // Answers are written whole, so that there is nothing to collect small pieces for.
        let _ = socket.set_nodelay(true);
        let answer = answer.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let request = request.map(|body| match body.is_end_stream() {
                true => Body::empty(),
                false => Body::new(Deadline::new(body, limits.body)),
            });
            let answered = answer(request, peer);
            async move { answered.await.ok_or(Closed) }
        });
        let socket = TokioIo::new(Stall::new(socket, limits.stall));
        let connection = graceful.watch(http.serve_connection(socket, service));
        tokio::spawn(async move {
            // However it ends: who was on the other side knows, or does not care.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(limits.grace, graceful.shutdown()).await;
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read, Write};
    use std::net::TcpStream;

    use axum::routing::{get, post};
    use tokio::sync::{Notify, oneshot};
    use tokio::task::JoinHandle;

    use super::*;

    /// Bounds that no test comes to; each shortens the one that it is about.
    const LIMITS: Limits = Limits {
        connections: 2,
        head: Duration::from_secs(60),
        body: Duration::from_secs(60),
        stall: Duration::from_secs(60),
        grace: Duration::from_secs(60),
    };
    const SOON: Duration = Duration::from_millis(300);

    struct Running {
        address: SocketAddr,
        stop: Option<oneshot::Sender<()>>,
        end: JoinHandle<()>,
        /// Somebody has asked for what is slow.
        began: Arc<Notify>,
        /// It need be so no longer.
        go: Arc<Notify>,
    }

    async fn running(limits: Limits) -> Running {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let (began, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let notes = (Arc::clone(&began), Arc::clone(&go));
        let slow = || async move {
            notes.0.notify_one();
            notes.1.notified().await;
            "done"
        };
        let router =
            Router::new()
                .route(
                    "/peer",
                    get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
                        peer.ip().to_string()
                    }),
                )
                .route("/large", get(|| async { vec![0_u8; 64 << 20] }))
                .route("/echo", post(|body: String| async { body }))
                .route("/slow", get(slow));
        let end = tokio::spawn(serve(listener, routed(router), limits, async {
            let _ = stopped.await;
        }));
        Running { address, stop: Some(stop), end, began, go }
    }

    fn connect(address: SocketAddr) -> TcpStream {
        let socket = TcpStream::connect(address).expect("it listens");
        socket.set_read_timeout(Some(Duration::from_secs(20))).expect("it can");
        socket
    }

    /// What comes for these bytes until the connection ends.
    async fn said(address: SocketAddr, bytes: &'static str) -> String {
        let said = tokio::task::spawn_blocking(move || {
            let mut socket = connect(address);
            socket.write_all(bytes.as_bytes()).expect("it reads");
            let mut answer = String::new();
            let end = socket.read_to_string(&mut answer).map_err(|error| error.kind());
            assert!(!matches!(end, Err(ErrorKind::WouldBlock | ErrorKind::TimedOut)), "no end");
            answer
        });
        said.await.expect("no panic")
    }

    #[tokio::test]
    async fn a_request_knows_who_sends_it() {
        let server = running(LIMITS).await;
        let answer =
            said(server.address, "GET /peer HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                .await;
        assert!(answer.ends_with("\r\n\r\n127.0.0.1"), "{answer}");
    }

    #[tokio::test]
    async fn who_does_not_say_what_he_wants_is_sent_away() {
        let server = running(Limits { head: SOON, ..LIMITS }).await;
        for slow in ["", "GET /peer HTTP/1.1\r\n", "GET /peer HTTP/1.1\r\nhost: a\r\nx: y"] {
            let answer = said(server.address, slow).await;
            assert!(!answer.contains("200"), "{slow:?}: {answer}");
        }
    }

    #[tokio::test]
    async fn a_head_without_an_end_is_not_kept() {
        let server = running(LIMITS).await;
        let long = format!("GET /peer HTTP/1.1\r\nhost: a\r\nx: {}", "y".repeat(LARGEST_HEAD));
        let answer = said(server.address, long.leak()).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }

    #[tokio::test]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let server = running(Limits { body: SOON, ..LIMITS }).await;
        let slow = "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nabc";
        let answer = said(server.address, slow).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    }

    /// Two hold all the places that there are; a third is served once they are sent away.
    #[tokio::test]
    async fn who_waits_for_a_place_gets_one() {
        let server = running(Limits { head: SOON, ..LIMITS }).await;
        let idle = [connect(server.address), connect(server.address)];
        let answer =
            said(server.address, "GET /peer HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                .await;
        assert!(answer.contains("200 OK"), "{answer}");
        drop(idle);
    }

    #[tokio::test]
    async fn who_takes_nothing_of_an_answer_loses_his_place() {
        let server = running(Limits { connections: 1, stall: SOON, ..LIMITS }).await;
        let mut greedy = connect(server.address);
        greedy.write_all(b"GET /large HTTP/1.1\r\nhost: a\r\n\r\n").expect("it reads");
        let answer =
            said(server.address, "GET /peer HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                .await;
        assert!(answer.contains("200 OK"), "{answer}");
        drop(greedy);
    }

    #[tokio::test]
    async fn what_is_under_way_is_done_before_the_end() {
        let mut server = running(LIMITS).await;
        let address = server.address;
        let asked = tokio::spawn(said(address, "GET /slow HTTP/1.1\r\nhost: a\r\n\r\n"));
        server.began.notified().await;
        let _ = server.stop.take().expect("not stopped yet").send(());
        // Nobody is taken in any more.
        while TcpStream::connect(address).is_ok() {
            tokio::task::yield_now().await;
        }
        server.go.notify_one();
        assert!(asked.await.expect("no panic").ends_with("done"));
        server.end.await.expect("no panic");
    }

    #[tokio::test]
    async fn what_does_not_end_is_ended() {
        let mut server = running(Limits { grace: SOON, ..LIMITS }).await;
        let asked = said(server.address, "GET /slow HTTP/1.1\r\nhost: a\r\n\r\n");
        let asked = tokio::spawn(asked);
        server.began.notified().await;
        let _ = server.stop.take().expect("not stopped yet").send(());
        server.end.await.expect("no panic");
        // Only now does it come to an end by itself.
        server.go.notify_one();
        assert!(asked.await.is_ok());
    }
}
