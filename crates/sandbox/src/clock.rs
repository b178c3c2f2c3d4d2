//! The sandbox's own clock: the one it is handed, set ahead or back, or one that stands until it is told
//! to move on.

use foley_core::{Millis, UnixMillis};
use serde::{Deserialize, Serialize};

/// The sandbox's own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Clock {
    /// It runs, so many milliseconds ahead, or behind.
    Ahead(i64),
    /// It stands.
    At(UnixMillis),
}

impl Default for Clock {
    fn default() -> Self {
        Self::Ahead(0)
    }
}

impl Clock {
    /// What it says when the one that it is handed says this.
    pub(crate) fn at(self, now: UnixMillis) -> UnixMillis {
        match self {
            Self::Ahead(span) => shifted(now, span),
            Self::At(time) => time,
        }
    }

    /// The same, later by so much.
    pub(crate) fn advanced(self, span: Millis) -> Self {
        match self {
            Self::Ahead(ahead) => {
                Self::Ahead(ahead.saturating_add(i64::try_from(span.0).unwrap_or(i64::MAX)))
            }
            Self::At(time) => Self::At(time + span),
        }
    }
}

/// A time, so many milliseconds later, or earlier.
pub(crate) fn shifted(time: UnixMillis, span: i64) -> UnixMillis {
    UnixMillis(time.0.saturating_add_signed(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_runs_or_stands() {
        let now = UnixMillis(1000);
        assert_eq!(Clock::default().at(now), now);
        assert_eq!(Clock::default().advanced(Millis(50)).at(now), UnixMillis(1050));
        assert_eq!(Clock::Ahead(-2000).at(now), UnixMillis(0));
        let stands = Clock::At(UnixMillis(7));
        assert_eq!(stands.at(now), UnixMillis(7));
        assert_eq!(stands.advanced(Millis(3)).at(now), UnixMillis(10));
        let far = Clock::Ahead(i64::MAX).advanced(Millis(u64::MAX));
        assert_eq!(far, Clock::Ahead(i64::MAX));
    }
}
