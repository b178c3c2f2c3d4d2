//! Callbacks, really posted: when they are due, signed, in the order of each task's steps, and again where
//! nobody takes them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, Uri};
use foley_core::webhook::WebhookSecret;
use foley_sandbox::Callback;
use http_body_util::{BodyExt, Full};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::Served;
use super::answer::now;
use crate::https;

/// How long one who is called has to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long after one attempt the next is: as apimodels.app documents it, and some more. Kling says
/// nothing of that.
const PAUSES: [u64; 6] = [1, 2, 4, 15, 60, 300];
/// How many are called at once.
const AT_ONCE: usize = 64;

type Https = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// Calls whoever is to be called, for as long as the program runs.
pub(super) async fn run(served: Arc<Served>) {
    let Ok(connector) = https::connector(HttpConnector::new(), https::Scheme::HttpsOrHttp) else {
        tracing::warn!("no certificates to trust anybody by: nobody is called back");
        return;
    };
    let client: Https = Client::builder(TokioExecutor::new()).build(connector);
    let caller = Arc::new(Caller {
        client,
        at_once: Semaphore::new(AT_ONCE),
        secrets: served.sandbox().webhook_secrets().to_vec(),
    });
    let mut last: HashMap<u64, JoinHandle<()>> = HashMap::new();
    loop {
        let (due, next) = served.due();
        for callback in due {
            let before = last.remove(&callback.task);
            let (task, caller) = (callback.task, Arc::clone(&caller));
            let call = tokio::spawn(async move {
                // What is told of one task is told in order.
                if let Some(before) = before {
                    let _ = before.await;
                }
                caller.deliver(&callback).await;
            });
            last.insert(task, call);
        }
        last.retain(|_, call| !call.is_finished());
        let next = async {
            match next {
                Some(span) => tokio::time::sleep(Duration::from_millis(span.0.max(1))).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = next => {}
            () = served.something_changed() => {}
        }
    }
}

struct Caller {
    client: Https,
    at_once: Semaphore,
    secrets: Vec<WebhookSecret>,
}

impl Caller {
    /// Posts a callback until somebody takes it, or it is given up.
    async fn deliver(&self, callback: &Callback) {
        let Ok(uri) = callback.url.parse::<Uri>() else {
            tracing::warn!(callback = callback.id, "a callback has no address to go to");
            return;
        };
        let host = uri.host().unwrap_or_default().to_owned();
        for pause in PAUSES.into_iter().map(Some).chain([None]) {
            let status = self.attempt(&uri, callback).await;
            tracing::info!(callback = callback.id, host, status, "called back");
            if (200..300).contains(&status) {
                return;
            }
            let Some(pause) = pause else { break };
            tokio::time::sleep(Duration::from_secs(pause)).await;
        }
        tracing::warn!(callback = callback.id, host, "a callback was given up");
    }

    /// The status that came of one attempt; 0 where none did.
    async fn attempt(&self, uri: &Uri, callback: &Callback) -> u16 {
        let Ok(_at_once) = self.at_once.acquire().await else { return 0 };
        let mut request = Request::post(uri);
        for (name, value) in callback.headers(&self.secrets, now()) {
            request = request.header(name, value);
        }
        let Ok(request) = request.body(Full::from(callback.body.clone())) else { return 0 };
        let answered = async {
            let response = self.client.request(request).await.ok()?;
            let status = response.status().as_u16();
            // What it says is of no interest, but the connection is good for the next only once it is read.
            let _ = http_body_util::Limited::new(response.into_body(), 64 * 1024).collect().await;
            Some(status)
        };
        tokio::time::timeout(PATIENCE, answered).await.ok().flatten().unwrap_or_default()
    }
}
