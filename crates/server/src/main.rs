//! The sandbox over real HTTP, for developing and testing against.

mod args;
mod log;
mod openapi;
mod sandbox;
mod serve;

use std::io::Write;

use anyhow::{Context, Result};
use clap::Parser;

use crate::args::{Args, Command};

#[tokio::main]
async fn main() -> Result<()> {
    let options = match Args::parse().command {
        Command::Sandbox(options) => options,
        Command::Openapi => return print_openapi(),
    };
    let stop = asked_to_stop()?;
    options.log.begin();
    sandbox::run(*options, stop).await
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
