//! What `cargo xtask bench server` measures: how many requests a second the sandbox answers, beside a
//! handler that answers constants; what many clients at once find; and what the relay adds.
//!
//! The load is wrk's; the many clients are ours, since they have to understand what they are told.

mod bare;
mod clients;
mod running;
mod table;
mod wrk;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::clients::Clients;
use crate::running::{Running, relay, sandbox, sandbox_of};
use crate::table::{Table, Throughput};
use crate::wrk::{Load, wrk};

#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the two endpoints as constants, and prints where.
    Bare,
    /// Measures, and prints a table.
    Measure {
        /// The program that is measured.
        #[arg(long)]
        server: PathBuf,
        /// Only see that it works: the figures are rough.
        #[arg(long)]
        quick: bool,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Bare => bare::serve().await,
        Command::Measure { server, quick } => {
            print!("{}", measure(&server, quick).await?);
            Ok(())
        }
    }
}

async fn measure(server: &Path, quick: bool) -> Result<Table> {
    let seconds = if quick { 2 } else { 15 };
    let us = std::env::current_exe()?;
    let mut throughput = Vec::new();
    {
        let bare = Running::start(&us, &["bare"], &[])?;
        let sandbox = sandbox(server, &[])?;
        let ids = [create(&bare).await?, create(&sandbox).await?];
        // In this order: so many are created that the one to be asked for is forgotten.
        let bodies = [
            ("query", None),
            ("create", Some(bare::CREATE)),
            ("create, another prompt each", Some(bare::CREATE_NTH)),
        ];
        for (what, body) in bodies {
            let load = |running: &Running, id: &str| {
                let path = match body {
                    Some(_) => bare::PATH.to_owned(),
                    None => format!("{}/{id}", bare::PATH),
                };
                let url = format!("{}{path}", running.url);
                wrk(&Load { url, body, headers: &[], connections: 64, seconds })
            };
            // One after the other, twice, so that a quiet or a busy moment is not one's alone.
            let (bare_first, own_first) = (load(&bare, &ids[0])?, load(&sandbox, &ids[1])?);
            let (bare_then, own_then) = (load(&bare, &ids[0])?, load(&sandbox, &ids[1])?);
            throughput.push(Throughput {
                what,
                bare: bare_first.mean(bare_then),
                sandbox: own_first.mean(own_then),
            });
        }
        let folder = std::env::temp_dir().join(format!("foley-bench-{}", std::process::id()));
        let text = folder.to_string_lossy().into_owned();
        let kept = sandbox_of(server, &["--data", &text])?;
        let url = format!("{}{}", kept.url, bare::PATH);
        let body = Some(bare::CREATE);
        let on_disk = wrk(&Load { url, body, headers: &[], connections: 64, seconds })?;
        drop(kept);
        std::fs::remove_dir_all(folder).ok();
        throughput.push(Throughput {
            what: "create, kept on a disk",
            bare: throughput.get(1).map(|create| create.bare).unwrap_or_default(),
            sandbox: on_disk,
        });
    }
    let relayed = {
        let sandbox = sandbox(server, &[])?;
        let id = create(&sandbox).await?;
        let relay = relay(server, &sandbox.url)?;
        let ask = |url: String| {
            let headers = &["Origin: http://localhost:1"];
            wrk(&Load { url, body: None, headers, connections: 1, seconds })
        };
        let path = format!("{}/{id}", bare::PATH);
        (ask(format!("{}{path}", sandbox.url))?, ask(format!("{}/kling{path}", relay.url))?)
    };
    let most = 20_000;
    let many = sandbox_of(server, &["--pace", "time:300:600", "--tasks", &most.to_string()])?;
    let clients = Clients {
        url: &many.url,
        count: 500,
        time: Duration::from_secs(if quick { 5 } else { 60 }),
    };
    let found = clients.run(&many).await;
    Ok(Table { throughput, relayed, found, most, seconds })
}

/// A task that there is to be asked for.
async fn create(running: &Running) -> Result<String> {
    clients::create(&running.url).await
}
