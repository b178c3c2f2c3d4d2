//! What a sandbox remembers: its tasks. How far each is, is worked out when somebody asks.

use foley_core::{Millis, Seconds, TaskId, TaskRef, UnixMillis};
use serde::{Deserialize, Serialize};

use crate::Pace;
use crate::ids::mix;

/// How long Kling documents that it keeps what it made.
const RETENTION: Millis = Millis::from_secs(30 * 24 * 60 * 60);

/// All that a sandbox remembers. Serialise it to take a sandbox up elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// How many tasks were ever created.
    pub(crate) created: u64,
    pub(crate) tasks: Vec<Task>,
}

/// A task that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) id: TaskId,
    pub(crate) external_id: Option<String>,
    pub(crate) prompt: String,
    pub(crate) duration: Seconds,
    /// Which take of its prompt this is: the first, the second, ….
    pub(crate) variation: u64,
    pub(crate) created_at: UnixMillis,
    pub(crate) fate: Fate,
}

/// How a task is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Fate {
    /// With a sound.
    Succeed,
    /// With an error of the provider's.
    Fail,
    /// In the provider's check of content.
    Risk,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Submitted,
    Processing,
    Succeeded,
    Failed(&'static str),
}

impl State {
    pub(crate) fn find(&self, task: &TaskRef) -> Option<&Task> {
        self.tasks.iter().find(|known| match task {
            TaskRef::Id(id) => known.id == *id,
            TaskRef::ExternalId(id) => known.external_id.as_ref() == Some(id),
        })
    }

    /// Takes a task in, and lets go of those that are past their time.
    pub(crate) fn add(&mut self, task: Task, now: UnixMillis) {
        self.tasks.retain(|known| now.since(known.created_at) < RETENTION);
        self.created += 1;
        self.tasks.push(task);
    }
}

impl Task {
    /// How far the task is, and since when.
    pub(crate) fn phase(&self, pace: Pace, seed: u64, now: UnixMillis) -> (Phase, UnixMillis) {
        let begins = self.created_at + pace.queue;
        let quarter = pace.work.0 / 4;
        let spread = mix(&[seed, self.created_at.0, self.variation]) % (2 * quarter + 1);
        let ends = begins + Millis(pace.work.0 - quarter + spread);
        if now < begins {
            (Phase::Submitted, self.created_at)
        } else if now < ends {
            (Phase::Processing, begins)
        } else {
            let phase = match self.fate {
                Fate::Succeed => Phase::Succeeded,
                Fate::Fail => Phase::Failed("Generation failed, please try again"),
                Fate::Risk => Phase::Failed("Failure to pass the risk control system"),
            };
            (phase, ends)
        }
    }
}

impl Fate {
    /// What a prompt asks for with `[sbx:fate=fail]` or `[sbx:fate=risk]`, so that anybody can see
    /// how a failure looks.
    pub(crate) fn of(prompt: &str) -> Self {
        if prompt.contains("[sbx:fate=risk]") {
            Self::Risk
        } else if prompt.contains("[sbx:fate=fail]") {
            Self::Fail
        } else {
            Self::Succeed
        }
    }
}
