//! The queue's rules, as they show from outside: how many go at once, in which order, and when none does.

use foley_core::{ApiError, Charge, Retry, Task, UnixMillis};
use foley_engine::{Action, CallId, Engine, Event, Job, Stage};

use crate::pages::Page;
use crate::truth::{job_id, number_of};
use crate::world::World;

/// How many tasks are tried at once before anything is known.
const FIRST: f64 = 4.0;

/// What a page has heard of how many tasks an account takes at once.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    /// No more than this may be let go.
    most: f64,
    /// This many are let go, as long as nothing was refused.
    least: Option<f64>,
    /// When a refusal said something new last.
    lowered_at: Option<UnixMillis>,
}

/// The tasks of an account that a page knows of.
#[derive(Clone, Copy, Debug)]
struct Count {
    /// How many it has, or may have.
    busy: usize,
    /// How many it is known to have.
    at_work: usize,
    /// How many wait for their turn in this page.
    queued: usize,
}

impl Heard {
    const fn new() -> Self {
        Self { most: FIRST, least: Some(FIRST), lowered_at: None }
    }

    fn taken_in(&mut self, count: Count) {
        self.most += 1.0 / self.most;
        self.least = self.least.map(|least| {
            let is_reached = count.busy as f64 >= least.floor();
            least + if is_reached { 1.0 / least } else { 0.0 }
        });
    }

    fn refused(&mut self, error: &ApiError, sent_at: UnixMillis, count: Count, now: UnixMillis) {
        self.least = None;
        let is_full = matches!(error.retry, Retry::ForSlot(_));
        if is_full && self.lowered_at.is_none_or(|lowered_at| sent_at >= lowered_at) {
            let left = self.most.min(count.busy as f64) * 0.75;
            self.most = left.max(count.at_work as f64).max(1.0);
            self.lowered_at = Some(now);
        }
    }
}

impl World {
    /// A page hears what became of a create that it still waits for.
    pub(crate) fn hear_of_account(
        &mut self,
        page: u64,
        call: CallId,
        job: usize,
        read: &Result<Task, ApiError>,
    ) {
        let (now, truths) = (self.now, &self.truths);
        let Some(page) = self.pages.iter_mut().find(|open| open.number == page) else { return };
        let Some(sent_at) = page.creates.remove(&call) else { return };
        let host_of = |job: &Job| truths.get(number_of(&job.id)).map(|truth| truth.host);
        let Some(host) = truths.get(job).map(|truth| truth.host) else { return };
        let count = count(&page.engine, |job| host_of(job) == Some(host));
        let heard = page.heard.entry(host).or_insert_with(Heard::new);
        match read {
            Ok(_) => heard.taken_in(count),
            Err(error) if error.charge == Charge::Maybe => {}
            Err(error) => heard.refused(error, sent_at, count, now),
        }
    }

    /// What a page lets go after this event has its turn.
    pub(crate) fn check_let_go(&mut self, page: u64, event: &Event, actions: &[Action]) {
        // What is written down anew of a create that is out is not let go again.
        if matches!(event, Event::Favourite(..)) {
            return;
        }
        for action in actions {
            if let Action::Store { job, .. } = action
                && job.stage == Stage::Creating
                && job.lost.is_none()
            {
                self.check_turn(page, job);
            }
        }
    }

    fn check_turn(&mut self, number: u64, job: &Job) {
        let Some(host) = self.truths.get(number_of(&job.id)).map(|truth| truth.host) else {
            return;
        };
        let Some(page) = self.pages.iter().find(|open| open.number == number) else { return };
        let (is_paused, count) = (page.is_paused, self.count_at(page, host));
        let most = page.heard.get(&host).map_or(FIRST, |heard| heard.most);
        let is_passed = |other: &&Job| {
            is_queued(&page.engine, other) && self.is_at(other, host) && turn(other) < turn(job)
        };
        let passed = page.engine.jobs().find(is_passed).map(|other| other.id.clone());
        if is_paused {
            self.breaks("nothing leaves a paused page", format_args!("job {}", job.id));
        }
        if let Some(passed) = passed {
            self.breaks("none overtakes another", format_args!("{} passes {passed}", job.id));
        }
        if count.busy as f64 > most.floor() {
            self.breaks(
                "no more go at once than were taken",
                format_args!("job {} is one of {}, of {most:.2}", job.id, count.busy),
            );
        }
    }

    /// Where there is room as far as anybody knows, nobody waits for a turn.
    pub(crate) fn check_room(&mut self, number: u64) {
        let Some(page) = self.pages.iter().find(|open| open.number == number) else { return };
        if page.is_paused || (page.known.len() > 8 && !self.stats.steps.is_multiple_of(16)) {
            return;
        }
        let hosts = 0..self.hosts.len();
        let idle = hosts.into_iter().find_map(|host| {
            let least = page.heard.get(&host).map_or(Some(FIRST), |heard| heard.least)?;
            let count = self.count_at(page, host);
            (count.queued > 0 && (count.busy as f64) < least.floor()).then_some((host, count))
        });
        if let Some((host, count)) = idle {
            self.breaks(
                "nobody waits where there is room",
                format_args!("page {number}, provider {host}: {count:?}"),
            );
        }
    }

    fn count_at(&self, page: &Page, host: usize) -> Count {
        count(&page.engine, |job| self.is_at(job, host))
    }

    fn is_at(&self, job: &Job, host: usize) -> bool {
        self.truths.get(number_of(&job.id)).is_some_and(|truth| truth.host == host)
    }

    /// What the user removes is gone at once, and leaves the store.
    pub(crate) fn check_removed(&mut self, page: u64, job: usize, actions: &[Action]) {
        let leaves = |action: &Action| matches!(action, Action::Delete(id) if *id == job_id(job));
        if self.job(page, job).is_some() || !actions.iter().any(leaves) {
            self.breaks("what is removed goes", format_args!("job {job}"));
        }
    }
}

fn count(engine: &Engine, is_its: impl Fn(&Job) -> bool) -> Count {
    let mut count = Count { busy: 0, at_work: 0, queued: 0 };
    for job in engine.jobs().filter(|job| is_its(job)) {
        match job.stage {
            Stage::Creating => count.busy += 1,
            Stage::Waiting { .. } => {
                count.busy += 1;
                count.at_work += 1;
            }
            _ => count.queued += usize::from(is_queued(engine, job)),
        }
    }
    count
}

/// Whether it waits for its turn in this page.
fn is_queued(engine: &Engine, job: &Job) -> bool {
    matches!(job.stage, Stage::Queued { .. }) && !engine.follows(&job.id)
}

const fn turn(job: &Job) -> (u64, UnixMillis, &foley_engine::JobId) {
    (job.turn, job.submitted_at, &job.id)
}
