//! What the program tells of its work, on stderr.

use clap::ValueEnum;
use tracing::level_filters::LevelFilter;

/// How the program tells of its work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Log {
    /// A line each, for people.
    #[default]
    Text,
    /// A JSON object each, for programs.
    Json,
    /// Nothing.
    Off,
}

impl Log {
    /// Has it told from now on.
    pub(crate) fn begin(self) {
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::INFO)
            .with_target(false)
            .with_writer(std::io::stderr);
        match self {
            Self::Text => subscriber.init(),
            Self::Json => subscriber.json().flatten_event(true).init(),
            Self::Off => {}
        }
    }
}
