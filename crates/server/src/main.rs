//! The sandbox over real HTTP, for developing and testing against, and the relay, for pages that must not
//! hold a key.
//!
//! `foley-sandbox` and `foley-relay` say what is answered; this program only carries it: sockets, the
//! clock, keys from the environment, and an end that lets what is under way finish.

mod args;
mod deadline;
mod https;
mod log;
mod relay;
mod sandbox;
mod serve;
mod stall;
mod video;

use std::io::Write;

use anyhow::{Context, Result};
use clap::Parser;
use tokio::net::TcpListener;

use crate::args::{Args, Command};

#[tokio::main]
async fn main() -> Result<()> {
    let options = match Args::parse().command {
        Command::Sandbox(options) => options,
        Command::Relay(options) => return relay::run(options, asked_to_stop()?).await,
    };
    let address = options.address();
    let listener = TcpListener::bind(address).await.with_context(|| {
        format!(
            "can't listen on {address}: is another program there? Choose a --port, or 0 for any"
        )
    })?;
    let listens_at = format!("http://{}", listener.local_addr()?);
    let stop = asked_to_stop()?;
    let follows_host = options.follows_host();
    let config = options.config(&listens_at);
    let banner = banner(&config.base_url, &listens_at);
    let router = sandbox::router(config, follows_host);
    say(&banner);
    axum::serve(listener, router).with_graceful_shutdown(stop).await?;
    Ok(())
}

/// Says something to whoever started the program.
fn say(text: &str) {
    // A reader who has gone away is no reason to stop serving.
    let _ = write!(std::io::stdout(), "{text}");
}

fn banner(base_url: &str, listens_at: &str) -> String {
    format!(
        "foley-server: a sandbox, not a provider: what it makes is free and its own
  Kling's protocol:         {base_url}/v1/audio/text-to-audio
                            also …/video-to-audio, …/tts, {base_url}/v1/videos/text2video
  CometAPI's protocol:      {base_url}/kling/v1/audio/text-to-audio, and so on
  apimodels.app's protocol: {base_url}/api/v1/audio/generations
  Ctrl-C ends it.
listening on {listens_at}
"
    )
}

/// A future that ends when the user or the system asks the program to. The asking counts from this
/// call on, not from the first time that the future is polled.
#[cfg(unix)]
fn asked_to_stop() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// A future that ends when the user asks the program to. The asking counts from this call on, not
/// from the first time that the future is polled.
#[cfg(windows)]
fn asked_to_stop() -> Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
