//! A task that was taken in. How far it is, is worked out when somebody asks.

use foley_core::{Dialect, Millis, TaskId, UnixMillis};
use serde::{Deserialize, Serialize};

use crate::Pace;
use crate::auth::Account;
use crate::file::{File, Kind};
use crate::ids::mix;
use crate::work::Work;

/// A task that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) id: TaskId,
    /// How many tasks there were before it.
    pub(crate) number: u64,
    /// Whose it is, and by whom it was taken in: another provider knows nothing of it.
    pub(crate) account: Account,
    pub(crate) dialect: Dialect,
    pub(crate) external_id: Option<String>,
    pub(crate) work: Work,
    pub(crate) created_at: UnixMillis,
    pub(crate) fate: Fate,
    pub(crate) start: Start,
}

/// How a task is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Fate {
    /// With a file.
    Succeed,
    /// With an error of the provider's.
    Fail,
    /// In the provider's check of content.
    Risk,
}

/// How far a task is when it is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Start {
    /// It waits for its turn.
    Queued,
    /// It has begun.
    Begun,
    /// It is over.
    Done,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Submitted,
    Processing,
    Succeeded,
    Failed(Fate),
}

stored_as_row!(Task { id, number, account, dialect, external_id, work, created_at, fate, start });

impl Task {
    /// How far the task is, and since when.
    pub(crate) fn phase(&self, pace: Pace, seed: u64, now: UnixMillis) -> (Phase, UnixMillis) {
        let quarter = pace.work.0 / 4;
        let spread = mix(&[seed, self.created_at.0, self.number]) % (2 * quarter + 1);
        let work = Millis((pace.work.0 - quarter).saturating_add(spread));
        let (queue, work) = match self.start {
            Start::Queued => (pace.queue, work),
            Start::Begun => (Millis(0), work),
            Start::Done => (Millis(0), Millis(0)),
        };
        let begins = self.created_at + queue;
        let ends = begins + work;
        if now < begins {
            (Phase::Submitted, self.created_at)
        } else if now < ends {
            (Phase::Processing, begins)
        } else {
            let phase = match self.fate {
                Fate::Succeed => Phase::Succeeded,
                fate => Phase::Failed(fate),
            };
            (phase, ends)
        }
    }

    /// Whether its provider still has it. Kling documents 30 days, apimodels.app 7.
    pub(crate) fn is_kept(&self, now: UnixMillis) -> bool {
        let days = match self.dialect {
            Dialect::Kling | Dialect::CometApi => 30,
            Dialect::ApiModels => 7,
        };
        now.since(self.created_at) < Millis::from_secs(days * 24 * 60 * 60)
    }

    /// One of its files.
    pub(crate) fn file(&self, kind: Kind) -> File {
        File { kind, id: self.id.0.clone() }
    }
}

impl Fate {
    /// What a prompt asks for with `[sbx:fate=fail]` or `[sbx:fate=risk]`, so that anybody can see
    /// how a failure looks.
    pub(crate) fn of(words: &[&str]) -> Self {
        let says = |token: &str| words.iter().any(|words| words.contains(token));
        if says("[sbx:fate=risk]") {
            Self::Risk
        } else if says("[sbx:fate=fail]") {
            Self::Fail
        } else {
            Self::Succeed
        }
    }
}
