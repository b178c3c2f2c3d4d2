//! What can be made to happen: one field for each, absent where nobody said anything of it.

use foley_core::Millis;
use serde::{Deserialize, Serialize};

use crate::Pace;
use crate::task::Fate;

/// What is to happen, as far as it was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Knobs {
    /// How long the answer is held back.
    pub(crate) latency: Option<Latency>,
    /// How the request is refused.
    pub(crate) refuse: Option<Refused>,
    /// What `Retry-After` says of a refusal, in seconds.
    pub(crate) retry_after: Option<u32>,
    /// What is done to the answer's body.
    pub(crate) body: Option<Damage>,
    /// When the connection is closed without an answer.
    pub(crate) drop: Option<Drop>,
    /// The answer, or the preflight too, comes without its CORS headers.
    pub(crate) no_cors: Option<NoCors>,
    /// How a task ends.
    pub(crate) fate: Option<Fate>,
    /// How long a task takes.
    pub(crate) pace: Option<Pace>,
    /// How many tasks an account may have under way at once.
    pub(crate) parallel: Option<u32>,
    /// How long a file's address is good.
    pub(crate) url_ttl: Option<Millis>,
    /// What is wrong with a file.
    pub(crate) file: Option<FileTrouble>,
    /// What is made of an external id that there is already.
    pub(crate) duplicate: Option<Duplicate>,
    /// What goes wrong with a task's callbacks.
    pub(crate) callback: Option<CallTrouble>,
    /// How far the sandbox's clock is ahead where it looks at tokens and says what time it is.
    pub(crate) skew: Option<i64>,
}

/// How long an answer is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Latency {
    /// So long.
    Fixed(Millis),
    /// From so long to so long, each as likely.
    Between(Millis, Millis),
    /// About so long: mostly near it, now and then three times as long.
    About(Millis),
    /// The answer never comes.
    Forever,
}

/// How a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// By a code of Kling's table, in the provider's own shape.
    Code(u32),
    /// By a status alone, with the page of a gateway.
    Gateway(u16),
}

/// What is done to an answer's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// It is no JSON.
    Malformed,
    /// The connection breaks in its middle.
    Truncated,
    /// A gateway's page stands in its place, with status 502.
    Html,
    /// Nothing stands in its place.
    Empty,
    /// It is said to be plain text.
    Plain,
    /// No task has an id.
    NoId,
    /// The task's state is one that nobody documents.
    UnknownStatus,
    /// Every number is a text.
    NumbersAsText,
}

/// When a connection is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drop {
    /// Before anything has come of the request.
    Before,
    /// After all has come of it that does.
    After,
}

/// Which answers a page may not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoCors {
    /// The answer itself: what was asked for has happened.
    Answer,
    /// The preflight's, too: so a page does not even send the request.
    Preflight,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileTrouble {
    /// It is not there.
    Missing,
    /// Its address has run out.
    Expired,
    /// The connection breaks in its middle.
    Truncated,
    /// A page stands in its place, with status 200.
    Html,
    /// It has no bytes.
    Empty,
}

/// What is made of an external id that there is already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duplicate {
    /// It is refused.
    Refuse,
    /// Another task is taken in by it.
    Accept,
    /// The task that there is, is answered.
    Same,
}

/// What goes wrong with a task's callbacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CallTrouble {
    /// None is sent.
    Lost,
    /// Each is sent so much later.
    Late(Millis),
    /// Each is sent twice.
    Doubled,
    /// The last is sent before the one that comes before it.
    Reordered,
    /// None is signed.
    Unsigned,
    /// Each is signed with another secret.
    Forged,
}

impl Knobs {
    /// Takes what was not yet said from another.
    pub(crate) fn or(self, other: &Self) -> Self {
        Self {
            latency: self.latency.or(other.latency),
            refuse: self.refuse.or(other.refuse),
            retry_after: self.retry_after.or(other.retry_after),
            body: self.body.or(other.body),
            drop: self.drop.or(other.drop),
            no_cors: self.no_cors.or(other.no_cors),
            fate: self.fate.or(other.fate),
            pace: self.pace.or(other.pace),
            parallel: self.parallel.or(other.parallel),
            url_ttl: self.url_ttl.or(other.url_ttl),
            file: self.file.or(other.file),
            duplicate: self.duplicate.or(other.duplicate),
            callback: self.callback.or(other.callback),
            skew: self.skew.or(other.skew),
        }
    }

    /// What goes on counting after the request that it was said with: what becomes of the files.
    pub(crate) fn lasting(&self) -> Self {
        Self { url_ttl: self.url_ttl, file: self.file, ..Self::default() }
    }
}

impl Latency {
    /// How much of its middle value each sixteenth of the answers is held back, in thousandths: the
    /// logarithm is spread as a bell, by 0.6.
    const SPREAD: [u64; 16] =
        [327, 454, 546, 628, 707, 786, 867, 954, 1048, 1153, 1273, 1415, 1593, 1833, 2205, 3058];

    /// How long this time, by a number of any size; `None` where the answer never comes.
    pub(crate) fn drawn(self, bits: u64) -> Option<Millis> {
        match self {
            Self::Fixed(span) => Some(span),
            Self::Between(from, to) => {
                let more = to.0.saturating_sub(from.0).saturating_add(1);
                Some(Millis(from.0.saturating_add(bits % more)))
            }
            Self::About(middle) => {
                let part = Self::SPREAD.get((bits % 16) as usize).copied().unwrap_or(1000);
                Some(Millis(middle.0.saturating_mul(part) / 1000))
            }
            Self::Forever => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_first_counts() {
        let first = Knobs { retry_after: Some(1), ..Knobs::default() };
        let second = Knobs { retry_after: Some(2), skew: Some(3), ..Knobs::default() };
        let both = first.or(&second);
        assert_eq!((both.retry_after, both.skew), (Some(1), Some(3)));
    }

    #[test]
    fn an_answer_is_held_back_as_long_as_was_said() {
        let drawn = |latency: Latency| (0..1000).filter_map(move |bits| latency.drawn(bits));
        assert!(drawn(Latency::Fixed(Millis(7))).all(|span| span.0 == 7));
        let between = Latency::Between(Millis(200), Millis(210));
        assert_eq!(drawn(between).map(|span| span.0).min(), Some(200));
        assert_eq!(drawn(between).map(|span| span.0).max(), Some(210));
        let mut about: Vec<u64> = drawn(Latency::About(Millis(1000))).map(|span| span.0).collect();
        about.sort_unstable();
        assert!(about[500].abs_diff(1000) < 60, "{}", about[500]);
        assert!(about[999] > 3000 && about[0] < 400);
        assert_eq!(Latency::Forever.drawn(1), None);
        let backwards = Latency::Between(Millis(9), Millis(3));
        assert_eq!(backwards.drawn(5), Some(Millis(9)));
    }
}
