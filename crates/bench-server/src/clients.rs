//! Many clients at once, each of which asks for a sound, waits for it, and looks at all that it is told.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use axum::body::{Body, Bytes};
use axum::http::Request;
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::bare::{CREATE, PATH};
use crate::running::Running;

/// How long each waits before it asks again.
const PAUSE: Duration = Duration::from_millis(250);
/// One of so many sounds is fetched: to make one takes a tenth of a second of a core.
const FETCHED: u64 = 200;

/// Many clients.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clients<'a> {
    pub(crate) url: &'a str,
    pub(crate) count: u64,
    pub(crate) time: Duration,
}

/// What they found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) clients: u64,
    pub(crate) time: Duration,
    pub(crate) requests: u64,
    pub(crate) finished: u64,
    pub(crate) fetched: u64,
    /// In milliseconds.
    pub(crate) p50: f64,
    /// In milliseconds.
    pub(crate) p99: f64,
    /// What went wrong, a few of them.
    pub(crate) errors: Vec<String>,
    pub(crate) error_count: u64,
    /// What the server had of memory at the middle and at the end, and at the most, in MB.
    pub(crate) memory: [Option<u64>; 3],
}

type Http = Client<HttpConnector, Body>;

#[derive(Default)]
struct Tally {
    finished: AtomicU64,
    fetched: AtomicU64,
    errors: AtomicU64,
    words: Mutex<Vec<String>>,
    micros: Mutex<Vec<u32>>,
}

impl Clients<'_> {
    /// Has them all go on for the time that was set.
    pub(crate) async fn run(self, server: &Running) -> Found {
        let tally = Tally::default();
        let http: Http = Client::builder(TokioExecutor::new()).build_http();
        let end = Instant::now() + self.time;
        let clients = (0..self.count).map(|number| one(&http, self.url, number, end, &tally));
        let all = futures_of(clients);
        let middle = async {
            tokio::time::sleep(self.time / 2).await;
            server.memory().map(|(now, _)| now)
        };
        let ((), middle) = tokio::join!(all, middle);
        let last = server.memory();
        let mut micros = std::mem::take(&mut *lock(&tally.micros));
        micros.sort_unstable();
        let at = |part: usize| {
            let place = micros.len().saturating_sub(1) * part / 100;
            micros.get(place).map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
        };
        Found {
            clients: self.count,
            time: self.time,
            requests: micros.len() as u64,
            finished: tally.finished.load(Ordering::Relaxed),
            fetched: tally.fetched.load(Ordering::Relaxed),
            p50: at(50),
            p99: at(99),
            errors: lock(&tally.words).clone(),
            error_count: tally.errors.load(Ordering::Relaxed),
            memory: [middle, last.map(|(now, _)| now), last.map(|(_, most)| most)],
        }
    }
}

/// All of them, at once.
async fn futures_of(clients: impl Iterator<Item = impl Future<Output = ()>>) {
    let mut clients: Vec<_> = clients.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        clients.retain_mut(|client| client.as_mut().poll(context).is_pending());
        if clients.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn one(http: &Http, url: &str, number: u64, end: Instant, tally: &Tally) {
    let mut round = 0;
    while Instant::now() < end {
        if let Err(error) = a_sound(http, url, number, round, tally).await {
            tally.errors.fetch_add(1, Ordering::Relaxed);
            let mut words = lock(&tally.words);
            if words.len() < 5 {
                words.push(format!("{error:#}"));
            }
        }
        round += 1;
    }
}

/// Asks for a sound and waits for it, and for some fetches it.
async fn a_sound(http: &Http, url: &str, number: u64, round: u64, tally: &Tally) -> Result<()> {
    let mine = format!("client-{number}-{round}");
    let prompt = format!("Rain on a tin roof, {number} and {round}");
    let body = json!({"prompt": prompt, "duration": 3, "external_task_id": mine});
    let created = ask(http, url, PATH, Some(body.to_string()), tally).await?;
    let id = created["data"]["task_id"].as_str().context("no task id")?.to_owned();
    let data = loop {
        tokio::time::sleep(PAUSE).await;
        let mut found = ask(http, url, &format!("{PATH}/{id}"), None, tally).await?;
        ensure!(found["data"]["task_info"]["external_task_id"] == mine, "another's task: {found}");
        match found["data"]["task_status"].as_str() {
            Some("submitted" | "processing") => {}
            Some("succeed") => break found["data"].take(),
            _ => bail!("a state that was not asked for: {found}"),
        }
    };
    tally.finished.fetch_add(1, Ordering::Relaxed);
    let file = data["task_result"]["audios"][0]["url_wav"].as_str().context("no file")?;
    if (number + round).is_multiple_of(FETCHED) {
        let (status, bytes) = exchange(http, file, None, None).await?;
        ensure!(status == 200 && bytes.starts_with(b"RIFF"), "{file}: {status}");
        tally.fetched.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

async fn ask(
    http: &Http,
    url: &str,
    path: &str,
    body: Option<String>,
    tally: &Tally,
) -> Result<Value> {
    let (status, bytes) = exchange(http, &format!("{url}{path}"), body, Some(tally)).await?;
    let answer: Value = serde_json::from_slice(&bytes).context("an answer is no JSON")?;
    ensure!(status == 200 && answer["code"] == 0, "{status}: {answer}");
    Ok(answer)
}

async fn exchange(
    http: &Http,
    url: &str,
    body: Option<String>,
    tally: Option<&Tally>,
) -> Result<(u16, Bytes)> {
    let began = Instant::now();
    let request = if body.is_some() { Request::post(url) } else { Request::get(url) };
    let request = request
        .header("authorization", "Bearer sk-of-the-bench")
        .header("content-type", "application/json")
        .body(body.map_or_else(Body::empty, Body::from))?;
    let response = http.request(request).await?;
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await?.to_bytes();
    if let Some(tally) = tally {
        let micros = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
        lock(&tally.micros).push(micros);
    }
    Ok((status, bytes))
}

/// A task that there is to be asked for.
pub(crate) async fn create(url: &str) -> Result<String> {
    let http: Http = Client::builder(TokioExecutor::new()).build_http();
    let url = format!("{url}{PATH}");
    let (_, bytes) = exchange(&http, &url, Some(CREATE.to_owned()), None).await?;
    let answer: Value = serde_json::from_slice(&bytes)?;
    Ok(answer["data"]["task_id"].as_str().context("no task id")?.to_owned())
}
