//! The command line.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::{Parser, Subcommand};
use foley_core::{Millis, SecretKey};
use foley_sandbox::{Auth, Config, Pace};

/// Foley's server, for those who develop against it.
#[derive(Parser, Debug)]
#[command(version, about)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Serves a provider that speaks Kling's and CometAPI's protocols and makes real sounds, free.
    Sandbox(SandboxOptions),
}

#[derive(clap::Args, Debug)]
pub(crate) struct SandboxOptions {
    /// The port to listen on; 0 takes any free one and prints it
    #[arg(long, default_value_t = 8790)]
    port: u16,
    /// The address to listen on; the default is reached from this machine only
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// A key to accept, any number of times; without one, every key is accepted
    #[arg(long = "key", value_name = "KEY", value_parser = good_key)]
    keys: Vec<String>,
    /// Accept requests without a key, too
    #[arg(long, conflicts_with = "keys")]
    no_auth: bool,
    /// How long a task is submitted, in milliseconds
    #[arg(long, default_value_t = 700, value_name = "MS")]
    queue: u64,
    /// How long a task is processing, in milliseconds, a quarter more or less
    #[arg(long, default_value_t = 2400, value_name = "MS")]
    work: u64,
    /// What all chance comes from: the same seed, the same answers
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

impl SandboxOptions {
    pub(crate) const fn address(&self) -> SocketAddr {
        SocketAddr::new(self.host, self.port)
    }

    pub(crate) fn config(self, base_url: &str) -> Config {
        let auth = match (self.no_auth, self.keys.is_empty()) {
            (true, _) => Auth::Open,
            (false, true) => Auth::AnyKey,
            (false, false) => Auth::Keys(self.keys),
        };
        Config {
            base_url: base_url.to_owned(),
            auth,
            pace: Pace { queue: Millis(self.queue), work: Millis(self.work) },
            seed: self.seed,
        }
    }
}

fn good_key(text: &str) -> Result<String, String> {
    SecretKey::parse(text).map(|_| text.to_owned()).map_err(|violation| violation.to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn config(words: &[&str]) -> Config {
        let args = Args::try_parse_from([&["foley-server", "sandbox"], words].concat());
        let Command::Sandbox(options) = args.expect("good arguments").command;
        options.config("http://127.0.0.1:8790")
    }

    #[test]
    fn the_command_line_is_in_order() {
        Args::command().debug_assert();
    }

    #[test]
    fn keys_narrow_who_may_ask() {
        assert_eq!(config(&[]).auth, Auth::AnyKey);
        assert_eq!(config(&["--no-auth"]).auth, Auth::Open);
        let keys = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(config(&["--key", "a", "--key", "b"]).auth, Auth::Keys(keys));
        let bad = ["foley-server", "sandbox", "--key", "a b"];
        assert!(Args::try_parse_from(bad).expect_err("bad").to_string().contains("spaces"));
    }
}
