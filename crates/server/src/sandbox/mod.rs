//! `foley-server sandbox`: the sandbox behind real sockets.
//!
//! `foley-sandbox` says what is answered; this only carries it: sockets, CORS, the clock, a disk, those who
//! make files, and those who are to be called back.

mod answer;
mod calls;
mod cors;
mod hands;
mod kept;
mod video;

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};
use foley_core::Millis;
use foley_sandbox::{Callback, Config, Sandbox, State};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};

use self::hands::Hands;
use self::kept::Kept;
use crate::args::SandboxOptions;
use crate::serve::{Limits, serve};

/// A sandbox, and all that it takes to serve it.
struct Served {
    sandbox: RwLock<Sandbox>,
    hands: Hands,
    kept: Option<Kept>,
    base_url: String,
    /// Whether it is reached where a request says, if it says so.
    follows_host: bool,
    /// Within which time a request's body has to be there.
    patience: Duration,
    /// Told when tasks have changed: there may be somebody to call.
    changed: Notify,
    /// Whether it is about to end, so that nothing is held back any more.
    stops: watch::Receiver<bool>,
}

impl Served {
    /// The sandbox, beside others who look at it. One whose lock was poisoned has lost an answer, not its
    /// state.
    fn sandbox(&self) -> RwLockReadGuard<'_, Sandbox> {
        self.sandbox.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sandbox alone.
    fn sandbox_to_change(&self) -> RwLockWriteGuard<'_, Sandbox> {
        self.sandbox.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the links of an answer begin with, where that is known from the request only.
    fn followed(&self, headers: &HeaderMap) -> Option<String> {
        if !self.follows_host {
            return None;
        }
        let host = headers.get(header::HOST);
        let host = host.and_then(|host| Authority::try_from(host.as_bytes()).ok());
        Some(host.map_or_else(|| self.base_url.clone(), |host| format!("http://{host}")))
    }

    /// The callbacks that are due, and how long until the next is.
    fn due(&self) -> (Vec<Callback>, Option<Millis>) {
        let mut sandbox = self.sandbox_to_change();
        let (due, changes) = sandbox.callbacks(answer::now());
        if let (Some(kept), false) = (&self.kept, changes.is_none()) {
            // Nobody waits for that: at the worst somebody is called once more.
            drop(kept.put(&changes, sandbox.state()));
        }
        (due, sandbox.next_callback(answer::now()))
    }

    async fn something_changed(&self) {
        self.changed.notified().await;
    }
}

/// Runs a sandbox until `stop` is over.
pub(crate) async fn run(
    options: SandboxOptions,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let address = options.address();
    let listener = TcpListener::bind(address).await.with_context(|| {
        format!(
            "can't listen on {address}: is another program there? Choose a --port, or 0 for any"
        )
    })?;
    let listens_at = format!("http://{}", listener.local_addr()?);
    let follows_host = options.follows_host();
    let patience = options.request_timeout();
    let limits = Limits {
        connections: 4096,
        head: patience,
        // Whose body does not come is told so, in the provider's words, before he is cut off.
        body: 2 * patience,
        grace: Duration::from_secs(10),
        ..Limits::default()
    };
    let rules = options.rules.clone();
    let (kept, state) = match &options.data {
        Some(folder) => open(folder)?,
        None => (None, State::default()),
    };
    let at_hand = state.len();
    let config = options.config(&listens_at);
    let banner = banner(&config, &listens_at, at_hand);
    let base_url = config.base_url.clone();
    let mut sandbox = Sandbox::with_state(config, state);
    sandbox.begin_with(&rules)?;
    let (stopping, stops) = watch::channel(false);
    let served = Arc::new(Served {
        sandbox: RwLock::new(sandbox),
        hands: Hands::new(),
        kept,
        base_url,
        follows_host,
        patience,
        changed: Notify::new(),
        stops,
    });
    crate::say(&banner);
    let calls = tokio::spawn(calls::run(Arc::clone(&served)));
    let stop = async move {
        stop.await;
        let _ = stopping.send(true);
    };
    let answer = move |request, _| answer::answer(Arc::clone(&served), request);
    serve(listener, answer, limits, stop).await;
    calls.abort();
    Ok(())
}

fn open(folder: &Path) -> Result<(Option<Kept>, State)> {
    let (kept, state) = Kept::open(folder)?;
    Ok((Some(kept), state))
}

fn banner(config: &Config, listens_at: &str, tasks: usize) -> String {
    let Config { base_url, seed, most, admin, .. } = config;
    let told = if *admin {
        format!("\n  What is to go wrong:      {base_url}/_sandbox/")
    } else {
        String::new()
    };
    format!(
        "foley-server: a sandbox, not a provider: what it makes is free and its own
  Kling's protocol:         {base_url}/v1/audio/text-to-audio
                            also …/video-to-audio, …/tts, {base_url}/v1/videos/text2video
  CometAPI's protocol:      {base_url}/kling/v1/audio/text-to-audio, and so on
  apimodels.app's protocol: {base_url}/api/v1/audio/generations{told}
  Seed {seed}; {tasks} tasks at hand, {most} at the most.
  Ctrl-C ends it.
listening on {listens_at}
"
    )
}
