//! How long tasks take: at once, by the clock, by how often they were asked for, or until somebody
//! says so.

use core::fmt;

use foley_core::Millis;
use serde::{Deserialize, Serialize};

/// How long tasks take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pace {
    /// They are over when they are created.
    Immediate,
    /// By the clock.
    Time {
        /// How long a task is submitted before it is processing.
        queue: Millis,
        /// How long it is processing. One task's time is up to a quarter more or less.
        work: Millis,
    },
    /// By how often a task was asked for: so many queries find it submitted, and so many more
    /// processing.
    Polls {
        /// How many queries find it submitted.
        queued: u32,
        /// How many queries after those find it processing.
        processing: u32,
    },
    /// A task takes a step when the sandbox is told that it does.
    Manual,
}

/// How a [`Pace`] is written.
pub(crate) const WRITTEN: &str =
    "immediate, time:QUEUE_MS:WORK_MS, polls:SUBMITTED:PROCESSING or manual";

impl Pace {
    /// Quick enough to be pleasant and slow enough to be seen.
    pub const USUAL: Self = Self::Time { queue: Millis(700), work: Millis(2400) };

    /// Reads `immediate`, `time:700:2400`, `polls:1:2` or `manual`; `None` where it is none of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let kind = parts.next()?;
        let mut number = || parts.next().map(str::parse::<u32>)?.ok();
        let pace = match kind {
            "immediate" => Self::Immediate,
            "manual" => Self::Manual,
            "time" => {
                Self::Time { queue: Millis(number()?.into()), work: Millis(number()?.into()) }
            }
            "polls" => Self::Polls { queued: number()?, processing: number()? },
            _ => return None,
        };
        parts.next().is_none().then_some(pace)
    }
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Immediate => f.write_str("immediate"),
            Self::Time { queue, work } => write!(f, "time:{}:{}", queue.0, work.0),
            Self::Polls { queued, processing } => write!(f, "polls:{queued}:{processing}"),
            Self::Manual => f.write_str("manual"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_read_as_it_is_written() {
        for text in ["immediate", "manual", "time:700:2400", "time:0:0", "polls:1:2"] {
            let pace = Pace::parse(text).expect("one of them");
            assert_eq!(pace.to_string(), text);
        }
        let bad = ["", "time", "time:1", "time:1:2:3", "polls:-1:2", "manual:1", "Immediate", "x"];
        for bad in bad {
            assert_eq!(Pace::parse(bad), None, "{bad}");
        }
    }
}
