//! The relay over HTTP: it holds the keys for pages that must not hold one.
//!
//! `foley-relay` says what is let through; this carries it: sockets, the clock, the keys from the
//! environment, and what is told of it all.

mod address;
mod answer;
mod file;
mod ids;
mod keys;
mod metrics;
mod options;
mod upstream;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use foley_core::BaseUrl;
use foley_relay::{Origins, Relay};
use tokio::net::TcpListener;
use tokio::sync::watch;

pub(crate) use options::RelayOptions;

use crate::serve::{Limits, routed, serve};
use answer::{Desk, Served};
use metrics::Metrics;
use upstream::Upstream;

/// Runs until it is asked to stop.
pub(crate) async fn run(options: RelayOptions, stop: impl Future<Output = ()>) -> Result<()> {
    let checked = options.checked()?;
    let accounts = keys::accounts(|name| std::env::var(name).ok(), &options)?;
    let secret = keys::ticket_secret(|name| std::env::var(name).ok())?;
    crate::log::start(options.log);
    let listener = bound(options.address()).await?;
    let listens_at = format!("http://{}", listener.local_addr()?);
    let base_url = match checked.public_url {
        Some(url) => url,
        None => BaseUrl::parse(&listens_at).map_err(|wrong| anyhow!("{listens_at}: {wrong}"))?,
    };
    let banner = banner(&base_url, &accounts, &checked.origins, &listens_at);
    let origins = Origins::new(checked.origins, options.allow_no_origin);
    let served = Arc::new(Served {
        relay: Relay::new(accounts, origins, base_url, secret),
        desk: Desk::new(options.limits()),
        upstream: Upstream::new(options.times())
            .context("this machine has no root certificates: install those of your system")?,
        metrics: Metrics::default(),
        ids: ids::Ids::new(keys::random()?),
        trusts_proxy: options.trust_proxy,
    });
    let limits = Limits {
        connections: options.connections,
        body: Duration::from_secs(options.body_seconds),
        // Whoever waits for the answer to a create is to get it.
        grace: Duration::from_secs(options.call_seconds) + Duration::from_secs(5),
        ..Limits::default()
    };
    let (told, stopped) = watch::channel(());
    let until = |mut stopped: watch::Receiver<()>| async move {
        // It ends when the sender is gone.
        while stopped.changed().await.is_ok() {}
    };
    let telling = match options.metrics_port {
        Some(port) => {
            let listener = bound(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port)).await?;
            crate::say(&format!("metrics at http://{}/metrics\n", listener.local_addr()?));
            let router = metrics::router(Arc::clone(&served));
            let few = Limits { connections: 16, grace: Duration::ZERO, ..limits };
            Some(tokio::spawn(serve(listener, routed(router), few, until(stopped.clone()))))
        }
        None => None,
    };
    crate::say(&banner);
    serve(listener, routed(answer::router(served)), limits, stop).await;
    drop(told);
    if let Some(telling) = telling {
        let _ = telling.await;
    }
    Ok(())
}

async fn bound(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "can't listen on {address}: is another program there? Choose another port, or 0 for any"
        )
    })
}

fn banner(
    base_url: &BaseUrl,
    accounts: &[foley_relay::Account],
    origins: &[String],
    listens_at: &str,
) -> String {
    let mut text = format!("foley-server: a relay, for pages of {}\n", origins.join(", "));
    for account in accounts {
        let (name, provider) = (account.name(), account.provider());
        text += &format!(
            "  {:<14} as a provider of one's own: base URL {base_url}/{name}, no key\n",
            provider.name
        );
    }
    text + &format!("  Ctrl-C ends it.\nlistening on {listens_at}\n")
}
