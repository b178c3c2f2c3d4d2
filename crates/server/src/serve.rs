//! Sockets: takes connections, reads requests from them and writes answers back, for as long as nobody
//! asks it to stop. It knows nothing of what is asked.
//!
//! axum's own loop has no clock, can't close a connection without an answer, and takes as many of them as
//! there are.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// What one who connects may take of the machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How many may be connected at once; more wait until one goes.
    pub(crate) connections: usize,
    /// Within which time a request's head has to be there; an idle connection is closed after as long.
    pub(crate) head: Duration,
    /// How long what is under way may go on after the end was asked for.
    pub(crate) grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 4096, head: Duration::from_secs(30), grace: Duration::from_secs(10) }
    }
}

/// A request's head may have so many bytes, and so many headers.
const HEAD_BYTES: usize = 64 * 1024;
const HEADERS: usize = 128;

/// There is no answer, and the connection is to be closed.
#[derive(Debug)]
struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closed without an answer")
    }
}

impl std::error::Error for Closed {}

/// Serves until `stop` is over, and then until what is under way is. An answer of `None` closes the
/// connection.
pub(crate) async fn serve<Answering, Answer>(
    listener: TcpListener,
    limits: Limits,
    stop: impl Future<Output = ()>,
    answer: Answering,
) where
    Answering: Fn(Request<Body>, SocketAddr) -> Answer + Clone + Send + 'static,
    Answer: Future<Output = Option<Response<Body>>> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(limits.connections));
    let (end, ends) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        // Those that are over are forgotten.
        while connections.try_join_next().is_some() {}
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Too many files are open, or the one who connected has gone again.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (answer, ends) = (answer.clone(), ends.clone());
        connections.spawn(async move {
            let _place = place;
            connection(stream, peer, limits, answer, ends).await;
        });
    }
    drop(listener);
    let _ = end.send(true);
    let all = async { while connections.join_next().await.is_some() {} };
    // Who is not done by then is cut off.
    let _ = tokio::time::timeout(limits.grace, all).await;
}

async fn connection<Answering, Answer>(
    stream: TcpStream,
    peer: SocketAddr,
    limits: Limits,
    answer: Answering,
    mut ends: watch::Receiver<bool>,
) where
    Answering: Fn(Request<Body>, SocketAddr) -> Answer + Clone + Send + 'static,
    Answer: Future<Output = Option<Response<Body>>> + Send + 'static,
{
    // Answers are small and whole: they don't wait to be joined by others.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let answer = answer(request.map(Body::new), peer);
        async move { answer.await.ok_or(Closed) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        // Who goes away, or sends what is no HTTP, has had hyper's word on it.
        _ = &mut connection => return,
        _ = ends.wait_for(|ends| *ends) => connection.as_mut().graceful_shutdown(),
    }
    let _: Result<(), hyper::Error> = connection.await;
}
