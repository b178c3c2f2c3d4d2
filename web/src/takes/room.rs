//! How much room there is, and what may go to make some.
//!
//! **Nothing goes without the user's leave**: what is proposed is listed, and the user confirms.

use foley_browser::storage::{self, Usage};
use foley_browser::timer::{self, Timeout};
use foley_core::{ApiError, Millis, UnixMillis};
use foley_engine::{Job, JobId, Proposal, Stored};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Removal, words};
use crate::jobs::Jobs;
use crate::player::Player;
use crate::used::Used;

/// By then the browser has counted what is gone.
const COUNTED: Millis = Millis(1500);

/// The room, for as long as the page lives.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    jobs: Jobs,
    player: Player,
    removal: Removal,
    usage: RwSignal<Option<Usage>>,
    /// What may go, the least used first; `None` while nobody asks.
    listed: RwSignal<Option<Vec<Listed>>>,
    /// What is to go of that.
    chosen: RwSignal<Vec<JobId>>,
    later: StoredValue<Option<Timeout>, LocalStorage>,
    /// Whether the user has let something go since the last time that there was little room.
    has_let_go: StoredValue<bool>,
}

/// A take that may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) id: JobId,
    pub(super) title: String,
    pub(super) bytes: u64,
    pub(super) used_at: UnixMillis,
}

impl Room {
    /// Nothing is known yet, and nobody asks.
    #[must_use]
    pub fn new(jobs: Jobs, player: Player, removal: Removal) -> Self {
        Self {
            jobs,
            player,
            removal,
            usage: RwSignal::new(None),
            listed: RwSignal::new(None),
            chosen: RwSignal::new(Vec::new()),
            later: StoredValue::new_local(None),
            has_let_go: StoredValue::new(false),
        }
    }

    /// How much is used, as the browser last said.
    pub(super) fn usage(self) -> Option<Usage> {
        self.usage.get()
    }

    /// What there is of anything, in the jobs' order.
    fn each<T>(self, read: impl Fn(&Job) -> Option<T>) -> impl Iterator<Item = T> {
        let jobs = self.jobs;
        jobs.order().into_iter().filter_map(move |id| jobs.get(&id)?.with(|job| read(job)))
    }

    /// How many bytes are kept.
    pub(super) fn kept(self) -> u64 {
        self.each(|job| Some(bytes(job))).sum()
    }

    /// Whether something found no room.
    pub(super) fn is_short(self) -> bool {
        let is_it = |job: &Job| job.error().is_some_and(ApiError::is_about_room).then_some(());
        self.each(is_it).next().is_some()
    }

    /// Whether there is anything that may go.
    pub(super) fn can_go(self) -> bool {
        self.each(|job| (!job.favourite && may_go(job)).then_some(())).next().is_some()
    }

    /// Asks the browser, now and once more when it has had time to count.
    pub(super) fn ask(self) {
        let ask = move || {
            spawn_local(async move {
                let now = storage::usage().await;
                // The page may be going.
                let _ = self.usage.try_set(now);
            });
        };
        ask();
        self.later.set_value(Some(timer::after(COUNTED, ask)));
    }

    /// Lists what may go, with as much of it chosen as is needed.
    pub(super) fn show(self) {
        spawn_local(async move {
            let usage = storage::usage().await;
            // The page may be going.
            if self.usage.try_set(usage).is_none() {
                untrack(|| self.list(usage));
            }
        });
    }

    fn list(self, usage: Option<Usage>) {
        let mut used = Used::load();
        let order = self.jobs.order();
        used.retain(|id| order.contains(id));
        let stored = self.each(|job| {
            let is_there = may_go(job) && !self.removal.has(&job.id);
            is_there.then(|| Stored {
                id: job.id.clone(),
                bytes: bytes(job),
                used_at: used.last(job),
                is_favourite: job.favourite,
            })
        });
        let (used, quota) = usage.map_or((0, 0), |usage| (usage.used, usage.quota));
        let Proposal { all, enough } = Proposal::new(stored, used, quota);
        self.chosen.set(all.iter().take(enough).map(|one| one.id.clone()).collect());
        let listed = |one: Stored| {
            let title = self.jobs.get(&one.id)?.with(words::short_title);
            Some(Listed { id: one.id, title, bytes: one.bytes, used_at: one.used_at })
        };
        self.listed.set(Some(all.into_iter().filter_map(listed).collect()));
    }

    /// What may go, while somebody asks.
    pub(super) fn listed(self) -> Option<Vec<Listed>> {
        self.listed.get()
    }

    pub(super) fn is_chosen(self, id: &JobId) -> bool {
        self.chosen.with(|chosen| chosen.contains(id))
    }

    /// Takes one in or out of what is to go.
    pub(super) fn turn(self, id: &JobId) {
        self.chosen.update(|chosen| {
            let before = chosen.len();
            chosen.retain(|other| other != id);
            if chosen.len() == before {
                chosen.push(id.clone());
            }
        });
    }

    /// How many are to go, and how many bytes that is.
    pub(super) fn to_go(self) -> (usize, u64) {
        let is_chosen = |one: &&Listed| self.is_chosen(&one.id);
        let bytes = self.listed.with(|listed| {
            let listed = listed.iter().flatten();
            listed.filter(is_chosen).map(|one| one.bytes).sum()
        });
        (self.chosen.with(Vec::len), bytes)
    }

    /// Removes what is chosen, for good.
    pub(super) fn let_go(self) {
        let chosen = self.chosen.get_untracked();
        chosen.iter().for_each(|id| self.player.unload(id));
        self.jobs.let_go(chosen);
        self.has_let_go.set_value(true);
        self.forget();
    }

    /// Whether something was let go since this was last asked.
    pub(super) fn take_has_let_go(self) -> bool {
        self.has_let_go.try_update_value(std::mem::take).unwrap_or(false)
    }

    /// Nobody asks any more.
    pub(super) fn forget(self) {
        self.listed.set(None);
        self.chosen.set(Vec::new());
    }
}

fn bytes(job: &Job) -> u64 {
    job.takes().map(|take| take.bytes).sum()
}

/// Whether a job has something that could go.
fn may_go(job: &Job) -> bool {
    !job.is_running() && bytes(job) > 0
}
