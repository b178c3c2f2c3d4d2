//! The command line of the relay, and what it does not begin with.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use foley_core::{BaseUrl, Millis};
use foley_relay::{Limit, origin};

use crate::log::Format;
use crate::relay::answer::Allowed;
use crate::relay::upstream::Times;

/// The options. Keys are none of them: a command line is read by everybody on the machine.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Environment:
  FOLEY_KLING_KEY       Kling's API key; or, for a pair that signs tokens,
  FOLEY_KLING_ACCESS_KEY and FOLEY_KLING_SECRET_KEY
  FOLEY_COMETAPI_KEY    CometAPI's key
  FOLEY_APIMODELS_KEY   apimodels.app's key
  FOLEY_RELAY_SECRET    what links to files are signed by, 32 characters or more; without it they
                        are good until the relay is started again
A provider without a key is not served.")]
pub(crate) struct RelayOptions {
    /// The port to listen on; 0 takes any free one and prints it
    #[arg(long, default_value_t = 8791)]
    port: u16,
    /// The address to listen on; the default is reached from this machine only
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// An origin whose pages may use the relay: scheme, host and perhaps port, as a browser sends them;
    /// any number of times
    #[arg(long = "origin", value_name = "ORIGIN")]
    origins: Vec<String>,
    /// Where pages reach the relay, where that is not where it listens, as behind a proxy: what its
    /// links begin with
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Yes, others than this machine may reach it: needed with a --host that is not this machine's
    #[arg(long)]
    public: bool,
    /// Let requests pass that have no Origin header, as programs send them
    #[arg(long)]
    pub(crate) allow_no_origin: bool,
    /// Where Kling's API is
    #[arg(long, value_name = "URL", value_parser = good_url)]
    pub(crate) kling_url: Option<BaseUrl>,
    /// Where CometAPI's API is
    #[arg(long, value_name = "URL", value_parser = good_url)]
    pub(crate) cometapi_url: Option<BaseUrl>,
    /// Where apimodels.app's API is
    #[arg(long, value_name = "URL", value_parser = good_url)]
    pub(crate) apimodels_url: Option<BaseUrl>,
    /// How many requests a client may send in a minute
    #[arg(long, default_value_t = 300, value_name = "N")]
    rate: u32,
    /// How many creates, which may cost money, a client may send in an hour
    #[arg(long, default_value_t = 60, value_name = "N")]
    creates: u32,
    /// How many creates all clients together may send in a day
    #[arg(long, default_value_t = 500, value_name = "N")]
    creates_in_all: u32,
    /// Take a client's address from the last hop of X-Forwarded-For: only behind a proxy that writes it
    #[arg(long)]
    pub(crate) trust_proxy: bool,
    /// How many connections there may be at once
    #[arg(long, default_value_t = 1024, value_name = "N", value_parser = at_least_one)]
    pub(crate) connections: usize,
    /// How long the body of a request may take, in seconds
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    pub(crate) body_seconds: u64,
    /// How long a provider may take for an answer, in seconds
    #[arg(long, default_value_t = 60, value_name = "SECONDS")]
    pub(crate) call_seconds: u64,
    /// How long a file may take as a whole, in seconds
    #[arg(long, default_value_t = 600, value_name = "SECONDS")]
    file_seconds: u64,
    /// The largest file that is let through, in bytes
    #[arg(long, default_value_t = 256 << 20, value_name = "BYTES")]
    file_bytes: u64,
    /// Tell Prometheus what there is to be counted, at a port of this machine's; 0 takes any free one
    #[arg(long, value_name = "PORT")]
    pub(crate) metrics_port: Option<u16>,
    /// How the log is written, on standard error
    #[arg(long, value_enum, default_value_t)]
    pub(crate) log: Format,
}

/// What the options come to.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) origins: Vec<String>,
    pub(crate) public_url: Option<BaseUrl>,
}

impl RelayOptions {
    pub(crate) const fn address(&self) -> SocketAddr {
        SocketAddr::new(self.host, self.port)
    }

    pub(crate) fn limits(&self) -> Allowed {
        let of = |most, seconds| Limit { most, span: Millis::from_secs(seconds) };
        Allowed {
            requests: of(self.rate, 60),
            creates: of(self.creates, 3600),
            creates_in_all: of(self.creates_in_all, 24 * 3600),
        }
    }

    pub(crate) const fn times(&self) -> Times {
        Times {
            call: Duration::from_secs(self.call_seconds),
            file: Duration::from_secs(self.file_seconds),
            largest_file: self.file_bytes,
        }
    }

    /// Whether it may begin like this.
    pub(crate) fn checked(&self) -> Result<Checked> {
        ensure!(
            !self.origins.is_empty(),
            "nobody may use the relay: name the origins of your pages, such as \
             --origin https://site.example, any number of times"
        );
        let mut origins = Vec::new();
        for text in &self.origins {
            match origin(text) {
                Ok(good) => origins.push(good),
                Err(_) => bail!(
                    "--origin {text} is no origin: write what a browser sends, a scheme, a host and \
                     perhaps a port, such as https://site.example or http://localhost:8080; https \
                     unless it is this machine, and no path, no * and no null"
                ),
            }
        }
        let public_url = match &self.public_url {
            None => None,
            Some(text) => Some(good_url(text).map_err(|wrong| {
                anyhow::anyhow!("--public-url {text}: {wrong} Write where pages reach the relay, such as https://relay.example")
            })?),
        };
        if !self.host.is_loopback() {
            self.may_be_public(&origins, public_url.as_ref())?;
        }
        Ok(Checked { origins, public_url })
    }

    fn may_be_public(&self, origins: &[String], public_url: Option<&BaseUrl>) -> Result<()> {
        let host = self.host;
        ensure!(
            self.public,
            "--host {host} lets others than this machine reach the relay, which spends your money: \
             leave it out and let a proxy on this machine reach it, or say --public"
        );
        if let Some(http) = origins.iter().find(|origin| !origin.starts_with("https://")) {
            bail!(
                "--host {host} is not this machine's, so each --origin has to be https: {http} is \
                 whatever stands in a visitor's own machine. Leave it out, or run a relay of its own \
                 for it without --host"
            );
        }
        let is_told = public_url.is_some_and(|url| url.as_str().starts_with("https://"));
        ensure!(
            is_told,
            "--host {host} is not this machine's, so pages reach the relay through something that \
             speaks https: say where, with --public-url https://relay.example"
        );
        Ok(())
    }
}

fn good_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).map_err(|violation| violation.to_string())
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "a number from 1".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        options: RelayOptions,
    }

    fn checked(words: &str) -> Result<Checked> {
        let words = ["relay"].into_iter().chain(words.split_whitespace());
        Line::try_parse_from(words).expect("good words").options.checked()
    }

    fn refused(words: &str) -> String {
        checked(words).expect_err(words).to_string()
    }

    #[test]
    fn it_does_not_begin_for_nobody() {
        assert!(refused("").contains("--origin https://site.example"));
    }

    #[test]
    fn an_origin_is_one_and_no_pattern() {
        for bad in ["*", "null", "site.example", "http://site.example", "https://site.example/a"] {
            let words = refused(&format!("--origin {bad}"));
            assert!(words.starts_with(&format!("--origin {bad} is no origin")), "{words}");
        }
        let good = checked("--origin https://Site.example --origin http://localhost:8080");
        let origins = good.expect("good").origins;
        assert_eq!(origins, ["https://site.example", "http://localhost:8080"]);
    }

    #[test]
    fn it_is_not_public_unless_that_is_said_and_all_is_https() {
        let site = "--origin https://site.example";
        for (words, names) in [
            (format!("{site} --host 0.0.0.0"), "say --public"),
            (format!("{site} --host 192.168.1.2"), "say --public"),
            (format!("{site} --host 0.0.0.0 --public"), "--public-url"),
            (format!("{site} --host :: --public --public-url http://127.0.0.1"), "--public-url"),
            (
                format!("{site} --origin http://localhost:1 --host 0.0.0.0 --public"),
                "http://localhost:1",
            ),
        ] {
            let said = refused(&words);
            assert!(said.contains(names), "{words}: {said}");
        }
        let good = format!("{site} --host 0.0.0.0 --public --public-url https://relay.example/a/");
        let url = checked(&good).expect("good").public_url.expect("it was said");
        assert_eq!(url.as_str(), "https://relay.example/a");
        assert!(refused(&format!("{site} --public-url relay.example")).starts_with("--public-url"));
    }
}
