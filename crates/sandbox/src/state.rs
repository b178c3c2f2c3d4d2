//! What a sandbox remembers: its tasks.

use foley_core::{Dialect, Operation, UnixMillis};

use crate::auth::Account;
use crate::ids;
use crate::task::Task;

/// All that a sandbox remembers. Serialise it to take a sandbox up elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// How many tasks were ever created.
    pub(crate) created: u64,
    pub(crate) tasks: Vec<Task>,
}

stored_as_row!(State { created, tasks });

/// Who is asked by whom: tasks are not seen from elsewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) account: &'a Account,
    pub(crate) now: UnixMillis,
}

impl State {
    /// An account's tasks at a provider, the oldest first.
    pub(crate) fn at(&self, desk: Desk<'_>) -> impl DoubleEndedIterator<Item = &Task> {
        self.tasks.iter().filter(move |task| {
            task.dialect == desk.dialect && task.account == *desk.account && task.is_kept(desk.now)
        })
    }

    /// A task by its own id, or by that which its maker gave it.
    pub(crate) fn find(&self, desk: Desk<'_>, operation: Operation, id: &str) -> Option<&Task> {
        let tasks = || self.at(desk).filter(|task| task.work.operation() == operation);
        let is_its_makers = |task: &&Task| task.external_id.as_deref() == Some(id);
        tasks().find(|task| task.id.0 == id).or_else(|| tasks().find(is_its_makers))
    }

    /// The task that has made the video of this id. apimodels.app makes none: Kling's are good there.
    pub(crate) fn film(&self, desk: Desk<'_>, seed: u64, id: &str) -> Option<&Task> {
        let is_own =
            |task: &Task| task.dialect == desk.dialect || desk.dialect == Dialect::ApiModels;
        self.tasks.iter().find(|task| {
            task.work.film().is_some()
                && ids::video_id(seed, &task.id, task.number) == id
                && task.account == *desk.account
                && is_own(task)
                && task.is_kept(desk.now)
        })
    }

    /// Takes a task in, and lets go of those that are past their time.
    pub(crate) fn add(&mut self, task: Task, now: UnixMillis) {
        self.tasks.retain(|known| known.is_kept(now));
        self.created += 1;
        self.tasks.push(task);
    }
}
