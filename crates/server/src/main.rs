//! The sandbox over real HTTP, for developing and testing against, and the relay, for pages that must not
//! hold a key.
//!
//! `foley-sandbox` and `foley-relay` say what is answered; this program only carries it: sockets, the
//! clock, keys from the environment, and an end that lets what is under way finish.

mod args;
mod deadline;
mod https;
mod log;
mod openapi;
mod relay;
mod sandbox;
mod serve;
mod stall;

use std::io::Write;

use anyhow::{Context, Result};
use clap::Parser;

use crate::args::{Args, Command};

#[tokio::main]
async fn main() -> Result<()> {
    let options = match Args::parse().command {
        Command::Sandbox(options) => options,
        Command::Openapi => return print_openapi(),
        Command::Relay(options) => return relay::run(*options, asked_to_stop()?).await,
    };
    let stop = asked_to_stop()?;
    log::start(options.log);
    sandbox::run(*options, stop).await
}

/// Says something to whoever started the program.
fn say(text: &str) {
    // A reader who has gone away is no reason to stop serving.
    let _ = write!(std::io::stdout(), "{text}");
}

/// For a sandbox that listens where it does if nobody says otherwise.
fn print_openapi() -> Result<()> {
    let document = openapi::document(&format!("http://127.0.0.1:{}", args::PORT));
    writeln!(std::io::stdout(), "{document:#}").context("the document can't be written")
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
