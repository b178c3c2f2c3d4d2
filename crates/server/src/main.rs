//! The sandbox over real HTTP, for developing and testing against.

mod args;
mod log;
mod sandbox;
mod serve;

use anyhow::Result;
use clap::Parser;

use crate::args::{Args, Command};

#[tokio::main]
async fn main() -> Result<()> {
    let Args { command: Command::Sandbox(options) } = Args::parse();
    let stop = asked_to_stop()?;
    options.log.begin();
    sandbox::run(options, stop).await
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
