//! A task that was taken in. How far it is, is worked out when somebody asks.

use foley_core::{Dialect, Millis, TaskId, UnixMillis};
use serde::{Deserialize, Serialize};

use crate::Pace;
use crate::auth::Account;
use crate::calls::Call;
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
    /// How long it takes, where that is not as usual.
    pub(crate) pace: Option<Pace>,
    /// The rules that stood in its prompt, as they were written.
    pub(crate) rules: String,
    /// How often it was asked for, or how many steps it was told to take, as far as that counts.
    pub(crate) steps: u32,
    /// When that last changed how far it is.
    pub(crate) stepped_at: UnixMillis,
    /// Who is to be told of it.
    pub(crate) call: Option<Call>,
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
    /// Never.
    Stuck,
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

stored_as_row!(Task {
    id,
    number,
    account,
    dialect,
    external_id,
    work,
    created_at,
    fate,
    start,
    pace,
    rules,
    steps,
    stepped_at,
    call
});

/// When a task that goes by the clock begins and ends.
#[derive(Clone, Copy, Debug)]
struct Span {
    begins: UnixMillis,
    ends: UnixMillis,
}

impl Task {
    /// How far the task is, and since when. `usual` is how long tasks take of which nothing else was said.
    pub(crate) fn phase(&self, usual: Pace, seed: u64, now: UnixMillis) -> (Phase, UnixMillis) {
        let (step, since) = self.step(usual, seed, now);
        let phase = match (step, self.fate) {
            (0, _) => Phase::Submitted,
            (1, _) | (_, Fate::Stuck) => Phase::Processing,
            (_, Fate::Succeed) => Phase::Succeeded,
            (_, fate) => Phase::Failed(fate),
        };
        (phase, since)
    }

    /// How many of its two steps it has taken, and when it took the last.
    pub(crate) fn step(&self, usual: Pace, seed: u64, now: UnixMillis) -> (u32, UnixMillis) {
        let first = match self.start {
            Start::Queued => 0,
            Start::Begun => 1,
            Start::Done => return (2, self.created_at),
        };
        let (step, since) = match self.pace.unwrap_or(usual) {
            Pace::Immediate => (2, self.created_at),
            Pace::Time { queue, work } => {
                let Span { begins, ends } = self.span(first, queue, work, seed);
                match now {
                    now if now < begins => (0, self.created_at),
                    now if now < ends => (1, begins),
                    _ => (2, ends),
                }
            }
            Pace::Polls { queued, processing } => {
                let queued = if first == 0 { queued } else { 0 };
                let step = match self.steps {
                    steps if steps < queued => 0,
                    steps if steps - queued < processing => 1,
                    _ => 2,
                };
                (step, self.stepped_at)
            }
            Pace::Manual => ((first + self.steps).min(2), self.stepped_at),
        };
        // What is stuck never takes its last step.
        let step = if self.fate == Fate::Stuck { step.min(1) } else { step };
        (step, since)
    }

    /// When it takes one of its steps, from 0, which it takes when it is created; `None` where that is
    /// not known yet. Of steps that it takes as it is asked or told, only the last is known.
    pub(crate) fn taken_at(&self, usual: Pace, seed: u64, step: u32) -> Option<UnixMillis> {
        let pace = self.pace.unwrap_or(usual);
        match (pace, self.start) {
            (_, Start::Done) | (Pace::Immediate, _) => (step == 2).then_some(self.created_at),
            (Pace::Time { queue, work }, start) => {
                let first = if start == Start::Begun { 1 } else { 0 };
                let Span { begins, ends } = self.span(first, queue, work, seed);
                match step {
                    0 => Some(self.created_at),
                    1 => Some(begins),
                    2 if self.fate != Fate::Stuck => Some(ends),
                    _ => None,
                }
            }
            (Pace::Polls { .. } | Pace::Manual, _) => {
                let (reached, since) = self.step(usual, seed, self.stepped_at);
                (reached == step).then_some(since)
            }
        }
    }

    fn span(&self, first: u32, queue: Millis, work: Millis, seed: u64) -> Span {
        let quarter = work.0 / 4;
        let spread = mix(&[seed, self.created_at.0, self.number]) % (2 * quarter + 1);
        let work = Millis((work.0 - quarter).saturating_add(spread));
        let queue = if first == 0 { queue } else { Millis(0) };
        let begins = self.created_at + queue;
        Span { begins, ends: begins + work }
    }

    /// Whether it counts how often it is asked for.
    pub(crate) fn counts(&self, usual: Pace) -> bool {
        self.rules.contains("next=") || matches!(self.pace.unwrap_or(usual), Pace::Polls { .. })
    }

    /// It was asked for once more, or told to take a step.
    pub(crate) fn count(&mut self, usual: Pace, seed: u64, now: UnixMillis) {
        let (before, _) = self.step(usual, seed, now);
        self.steps = self.steps.saturating_add(1);
        if self.step(usual, seed, now).0 != before {
            self.stepped_at = now;
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
