//! Tasks that the account has at its provider, wherever they were asked for: listed where the provider
//! lists them, and taken up by their id.

mod dialog;
mod words;

pub use dialog::{ElsewhereButton, ElsewhereDialog};

use foley_core::wire::Page;
use foley_core::{Operation, Provider, Task, TaskId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::jobs::Jobs;
use crate::settings::Settings;

/// How many tasks are on a page.
const PAGE: u16 = 20;

/// What the dialog shows, for as long as the page lives.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    jobs: Jobs,
    settings: Settings,
    /// Whose tasks are shown; closed where there is nobody.
    asked: RwSignal<Option<Provider>>,
    operation: RwSignal<Operation>,
    page: RwSignal<u16>,
    listed: RwSignal<Listed>,
    /// Every look has a number, and one that a later look has overtaken is dropped.
    look: StoredValue<u32>,
}

/// What came of asking for a page.
#[derive(Clone, Debug, PartialEq)]
enum Listed {
    /// The provider has no lists.
    No,
    /// It was asked.
    Waiting,
    /// It said so.
    Tasks(Vec<Task>),
    /// It did not.
    Trouble(String),
}

impl Elsewhere {
    /// Closed.
    #[must_use]
    pub fn new(jobs: Jobs, settings: Settings) -> Self {
        Self {
            jobs,
            settings,
            asked: RwSignal::new(None),
            operation: RwSignal::new(Operation::SoundEffect),
            page: RwSignal::new(1),
            listed: RwSignal::new(Listed::No),
            look: StoredValue::new(0),
        }
    }

    /// Shows the tasks of an operation at the provider of the settings. Where that lacks a key, the
    /// settings open instead.
    pub fn show(self, operation: Operation) {
        let Some(provider) = self.settings.ready() else { return };
        let has_it = provider.capability(operation).is_some();
        self.operation.set(if has_it { operation } else { Operation::SoundEffect });
        self.asked.set(Some(provider));
        self.turn_to(1);
    }

    fn turn_to(self, number: u16) {
        self.page.set(number);
        self.look.update_value(|look| *look += 1);
        let (look, operation) = (self.look.get_value(), self.operation.get_untracked());
        let Some(provider) = self.asked.get_untracked() else { return };
        let lists = provider.capability(operation).is_some_and(|capability| capability.lists);
        let Some(page) = Page::new(number, PAGE).filter(|_| lists) else {
            return self.listed.set(Listed::No);
        };
        self.listed.set(Listed::Waiting);
        spawn_local(async move {
            let listed = match self.jobs.tasks(&provider, operation, page).await {
                Ok(tasks) => Listed::Tasks(tasks),
                Err(words) => Listed::Trouble(words),
            };
            if self.look.try_get_value() == Some(look) {
                // The page may be going.
                let _ = self.listed.try_set(listed);
            }
        });
    }

    /// Whether this device has a job for a task.
    fn is_here(self, task: &TaskId) -> bool {
        let has_it = |id| {
            let job = self.jobs.get(id);
            job.is_some_and(|job| job.with(|job| job.task_id.as_ref() == Some(task)))
        };
        self.jobs.order().iter().any(has_it)
    }

    fn take_up(self, task: TaskId) {
        let Some(provider) = self.asked.get_untracked() else { return };
        if let Err(words) = self.jobs.take_up(provider, self.operation.get_untracked(), task) {
            self.listed.set(Listed::Trouble(words));
        }
    }
}
