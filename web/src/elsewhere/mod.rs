//! Tasks that the account has at its provider, wherever they were asked for: listed where the provider
//! lists them, and taken up by their id.

mod dialog;
mod words;

pub use dialog::{ElsewhereButton, ElsewhereDialog};

use foley_core::wire::Page;
use foley_core::{BaseUrl, Operation, Provider, Task, TaskId};
use foley_engine::Job;
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
    /// The tasks that are being taken up, each by its place.
    taking: RwSignal<Vec<(BaseUrl, TaskId)>>,
    /// What came of taking one up by its id.
    said: RwSignal<Option<String>>,
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
            taking: RwSignal::new(Vec::new()),
            said: RwSignal::new(None),
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
        self.taking.update(Vec::clear);
        self.said.set(None);
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

    /// Whether this device has a job for a task of the provider that is shown, or is about to.
    fn is_here(self, task: &TaskId) -> bool {
        let place = self.asked.with(|asked| asked.as_ref().map(|it| it.base_url.clone()));
        let Some(place) = place else { return false };
        let has_it = |id| {
            let is_it =
                |job: &Job| job.task_id.as_ref() == Some(task) && job.provider.base_url == place;
            self.jobs.get(id).is_some_and(|job| job.with(is_it))
        };
        let is_taken = |(at, taken): &(BaseUrl, TaskId)| taken == task && *at == place;
        self.taking.with(|taking| taking.iter().any(is_taken))
            || self.jobs.order().iter().any(has_it)
    }

    fn take_up(self, task: TaskId) {
        let Some(provider) = self.asked.get_untracked() else { return };
        if untrack(|| self.is_here(&task)) {
            return self.said.set(Some(format!("{task} is among your takes already.")));
        }
        let place = (provider.base_url.clone(), task.clone());
        match self.jobs.take_up(provider, self.operation.get_untracked(), task.clone()) {
            Ok(()) => {
                self.taking.update(|taking| taking.push(place));
                self.said.set(Some(format!("{task} is taken up: it is among your takes.")));
            }
            Err(words) => self.said.set(Some(words)),
        }
    }
}
