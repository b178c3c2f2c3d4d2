//! What the program says of its work, on standard error.

use clap::ValueEnum;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object in each line.
    Json,
    /// Not at all.
    Off,
}

/// Begins to write what this program says of itself; what its libraries say, who may know more of a
/// request than is to be written down, is left out.
pub(crate) fn start(format: Format) {
    let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), LevelFilter::INFO);
    let all = tracing_subscriber::registry().with(ours);
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(false).with_target(false);
    // Where somebody else has begun to already, that one goes on.
    let _ = match format {
        Format::Text => all.with(lines).try_init(),
        Format::Json => all.with(lines.json().flatten_event(true)).try_init(),
        Format::Off => Ok(()),
    };
}
