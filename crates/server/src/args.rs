//! The command line.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use axum::http::Uri;
use clap::{Parser, Subcommand, ValueEnum};
use foley_core::webhook::WebhookSecret;
use foley_core::{Millis, SecretKey};
use foley_sandbox::{Auth, Config, Pace, Quirks};

use crate::log::Format;
use crate::relay::RelayOptions;

/// Where the sandbox listens if nobody says otherwise.
pub(crate) const PORT: u16 = 8790;

/// Foley's servers: a sandbox to develop against, and a relay that holds the keys.
#[derive(Parser, Debug)]
#[command(version, about)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Serves a provider that speaks Kling's, CometAPI's and apimodels.app's protocols, free: it makes
    /// sounds, speech and videos.
    Sandbox(Box<SandboxOptions>),
    /// Prints an OpenAPI 3.1 document, in JSON, of what the sandbox serves.
    Openapi,
    /// Holds the keys for pages that must not hold one: lets what their providers document through, and
    /// nothing else.
    Relay(Box<RelayOptions>),
}

#[derive(clap::Args, Debug)]
pub(crate) struct SandboxOptions {
    /// The port to listen on; 0 takes any free one and prints it
    #[arg(long, default_value_t = PORT)]
    port: u16,
    /// The address to listen on; the default is reached from this machine only. With 0.0.0.0 or ::,
    /// which are all addresses, links to files begin with the host that a request was sent to
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// What links to files begin with, where that is not where it listens, as behind a proxy: an
    /// address that begins with http or https, with a path or without
    #[arg(long, value_name = "URL", value_parser = good_base_url)]
    base_url: Option<String>,
    /// A key to accept, any number of times; without one, every key is accepted
    #[arg(long = "key", value_name = "KEY", value_parser = good_key)]
    keys: Vec<String>,
    /// An access key and its secret key, to accept Kling's signed tokens by, any number of times
    #[arg(long = "pair", value_name = "ACCESS:SECRET", value_parser = good_pair)]
    pairs: Vec<(String, String)>,
    /// Accept requests without a key, too
    #[arg(long, conflicts_with_all = ["keys", "pairs"])]
    no_auth: bool,
    /// How long tasks take: immediate, by the clock (time:QUEUE_MS:WORK_MS, work a quarter more or
    /// less), by how often they are asked for (polls:SUBMITTED:PROCESSING), or manual, a step whenever
    /// /_sandbox/tasks/ID/step is told
    #[arg(long, default_value_t = Pace::USUAL, value_parser = good_pace)]
    pace: Pace,
    /// How many tasks are remembered; of more, the oldest are forgotten
    #[arg(long, default_value_t = 100_000, value_name = "N", value_parser = good_bound)]
    tasks: usize,
    /// A folder to keep the state in: what was acknowledged survives any end of the program
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// What is to go wrong, any number of times, such as "on=query, body=html, chance=10"; see
    /// docs/sandbox.md
    #[arg(long = "rule", value_name = "RULE", value_parser = good_rule)]
    pub(crate) rules: Vec<String>,
    /// A secret to sign callbacks with, such as whsec_…; two while one takes the other's place
    #[arg(long = "webhook-secret", value_name = "SECRET", env = "FOLEY_WEBHOOK_SECRET",
          hide_env_values = true, value_delimiter = ' ', value_parser = good_secret)]
    secrets: Vec<WebhookSecret>,
    /// Within how many milliseconds a request has to arrive, first its head and then its body
    #[arg(long, value_name = "MS", default_value_t = 30_000)]
    request_timeout: u64,
    /// Let /_sandbox/ be told what is to go wrong also where others than this machine reach it
    #[arg(long)]
    admin: bool,
    /// What is written to stderr of each request: never a key, a query or a body
    #[arg(long, default_value_t, value_enum)]
    pub(crate) log: Format,
    /// How many tasks an account may have under way at once; one more is refused with 429, and
    /// with code 1303 where Kling or CometAPI is asked
    #[arg(long, value_name = "N")]
    parallel: Option<u32>,
    /// How long the address of a file is good, in milliseconds; each query gives a fresh one
    #[arg(long, value_name = "MS")]
    url_ttl: Option<u64>,
    /// What a provider was seen to do now and then, any number of times
    #[arg(long = "quirk", value_name = "NAME")]
    quirks: Vec<Quirk>,
    /// What all chance comes from: the same seed, the same answers
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

/// What a provider was seen to do now and then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Quirk {
    /// CometAPI: what Kling says of a task is in data.data, below a record of the relay's own
    RelayWrapper,
    /// CometAPI: every number is a text
    StringCodes,
    /// apimodels.app: refusals come with HTTP 200, and their code in the body only
    #[value(name = "code-in-200")]
    CodeIn200,
    /// Kling and CometAPI: speech is to be asked for, as the rest is
    TtsPolled,
}

impl SandboxOptions {
    pub(crate) const fn address(&self) -> SocketAddr {
        SocketAddr::new(self.host, self.port)
    }

    pub(crate) const fn request_timeout(&self) -> Duration {
        Duration::from_millis(self.request_timeout)
    }

    /// Whether it is known from a request only where the sandbox is reached.
    pub(crate) const fn follows_host(&self) -> bool {
        self.base_url.is_none() && self.host.is_unspecified()
    }

    /// How the sandbox is set up that listens here.
    pub(crate) fn config(self, listens_at: &str) -> Config {
        let auth = if self.no_auth {
            Auth::open()
        } else if self.keys.is_empty() && self.pairs.is_empty() {
            Auth::any_key()
        } else {
            Auth::known(self.keys, self.pairs.into_iter().collect())
        };
        let has = |quirk| self.quirks.contains(&quirk);
        Config {
            base_url: self.base_url.unwrap_or_else(|| listens_at.to_owned()),
            auth,
            pace: self.pace,
            most: self.tasks,
            webhook: self.secrets,
            admin: self.admin || self.host.is_loopback(),
            parallel: self.parallel,
            url_ttl: self.url_ttl.map(Millis),
            mp3: true,
            quirks: Quirks {
                relay_wrapper: has(Quirk::RelayWrapper),
                string_codes: has(Quirk::StringCodes),
                code_in_200: has(Quirk::CodeIn200),
                tts_polled: has(Quirk::TtsPolled),
            },
            seed: self.seed,
        }
    }
}

fn good_pace(text: &str) -> Result<Pace, String> {
    Pace::parse(text).ok_or_else(|| "immediate, time:QUEUE_MS:WORK_MS, polls:N:N or manual".into())
}

fn good_bound(text: &str) -> Result<usize, String> {
    let bound = text.parse().ok().filter(|bound| (1..=10_000_000).contains(bound));
    bound.ok_or_else(|| "a whole number from 1 to 10000000".to_owned())
}

fn good_rule(text: &str) -> Result<String, String> {
    foley_sandbox::check_rule(text).map(|()| text.to_owned()).map_err(|bad| bad.to_string())
}

fn good_secret(text: &str) -> Result<WebhookSecret, String> {
    WebhookSecret::parse(text).map_err(|error| error.to_string())
}

/// A base URL, without a slash at its end.
fn good_base_url(text: &str) -> Result<String, String> {
    let is_web = |uri: &Uri| matches!(uri.scheme_str(), Some("http" | "https"));
    let has_query = text.contains(['?', '#']);
    match text.parse::<Uri>() {
        Ok(uri) if is_web(&uri) && !has_query => Ok(text.trim_end_matches('/').to_owned()),
        _ => Err("an address such as https://sandbox.example, with a path or without".to_owned()),
    }
}

fn good_key(text: &str) -> Result<String, String> {
    SecretKey::parse(text).map(|_| text.to_owned()).map_err(|violation| violation.to_string())
}

fn good_pair(text: &str) -> Result<(String, String), String> {
    let (access, secret) =
        text.split_once(':').ok_or("an access key and a secret key, with a colon between them")?;
    Ok((good_key(access)?, good_key(secret)?))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn config(words: &[&str]) -> Config {
        let args = Args::try_parse_from([&["foley-server", "sandbox"], words].concat());
        let Command::Sandbox(options) = args.expect("good arguments").command else {
            panic!("another command")
        };
        options.config("http://127.0.0.1:8790")
    }

    #[test]
    fn the_command_line_is_in_order() {
        Args::command().debug_assert();
    }

    #[test]
    fn keys_and_pairs_are_read() {
        let shown = |words: &[&str]| format!("{:?}", config(words).auth);
        assert_eq!(shown(&["--key", "a", "--key", "b"]), "Auth(2 keys, 0 pairs)");
        assert_eq!(shown(&["--pair", "ak:s:k"]), "Auth(0 keys, 1 pairs)");
        assert_eq!(good_pair("ak:s:k"), Ok(("ak".to_owned(), "s:k".to_owned())));
        for bad in [["--pair", "ak"], ["--pair", ":sk"], ["--pair", "a k:sk"], ["--quirk", "x"]] {
            let words = [&["foley-server", "sandbox"], bad.as_slice()].concat();
            assert!(Args::try_parse_from(words).is_err(), "{bad:?}");
        }
        let bad = ["foley-server", "sandbox", "--key", "a b"];
        assert!(Args::try_parse_from(bad).expect_err("bad").to_string().contains("spaces"));
    }

    #[test]
    fn links_begin_where_it_is_reached() {
        let read = |words: &[&str]| {
            let args = Args::try_parse_from([&["foley-server", "sandbox"], words].concat());
            let Command::Sandbox(options) = args.expect("good arguments").command else {
                panic!("another command")
            };
            let follows_host = options.follows_host();
            (options.config("http://127.0.0.1:8790").base_url, follows_host)
        };
        let here = "http://127.0.0.1:8790".to_owned();
        assert_eq!(read(&[]), (here.clone(), false));
        assert_eq!(read(&["--host", "0.0.0.0"]), (here.clone(), true));
        assert_eq!(read(&["--host", "::"]), (here, true));
        let there = "https://sandbox.example/foley".to_owned();
        let words = ["--host", "0.0.0.0", "--base-url", "https://sandbox.example/foley/"];
        assert_eq!(read(&words), (there, false));
        for bad in ["sandbox.example", "ftp://a", "https://", "https://a/?b", "https://a#b", ""] {
            assert!(good_base_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_quirk_goes_by_its_name() {
        assert_eq!(config(&[]).quirks, Quirks::default());
        let some = config(&["--quirk", "relay-wrapper", "--quirk", "code-in-200"]).quirks;
        let expected = Quirks { relay_wrapper: true, code_in_200: true, ..Quirks::default() };
        assert_eq!(some, expected);
        let all = ["--quirk", "string-codes", "--quirk", "tts-polled"];
        let expected = Quirks { string_codes: true, tts_polled: true, ..Quirks::default() };
        assert_eq!(config(&all).quirks, expected);
    }

    #[test]
    fn limits_are_none_unless_they_are_set() {
        let config = config(&["--parallel", "2", "--url-ttl", "60000"]);
        assert_eq!((config.parallel, config.url_ttl), (Some(2), Some(Millis(60_000))));
        let none = self::config(&[]);
        assert_eq!((none.parallel, none.url_ttl), (None, None));
    }
}
