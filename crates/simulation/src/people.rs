//! What people do, and what happens to their machines.

use foley_core::Millis;
use foley_engine::{Event, Place, Stage};

use crate::Fault;
use crate::truth::job_id;
use crate::world::{Coming, World};

/// What happens to one job.
const TO_A_JOB: &[Fault] = &[
    Fault::Cancel,
    Fault::Cancel,
    Fault::Resume,
    Fault::Resume,
    Fault::Resume,
    Fault::SendAgain,
    Fault::SendAgain,
    Fault::Favourite,
    Fault::Remove,
    Fault::Move,
    Fault::Move,
    Fault::Forgotten,
];

/// What happens to all of them.
const TO_ALL: &[Fault] = &[
    Fault::Crash,
    Fault::Crash,
    Fault::SecondTab,
    Fault::ClockJump,
    Fault::ClockBack,
    Fault::Returned,
    Fault::StoreFails,
    Fault::SlowStore,
    Fault::NoKey,
    Fault::Pause,
    Fault::Hidden,
];

/// How far a clock jumps or is set back, in seconds.
const JUMPS: &[u64] = &[5, 25, 60, 100, 200, 600, 3600, 36_000];

impl World {
    /// Between two steps somebody may do something.
    pub(crate) fn meddle(&mut self) {
        if !self.of_people.in_thousand(self.plan.meddling) {
            return;
        }
        // What happens to all jobs at once does not happen as often where there are many.
        let to_all = self.of_people.below(self.plan.jobs.max(8)) < 4;
        let faults = if to_all { TO_ALL } else { TO_A_JOB };
        let Some(fault) = self.of_people.pick(faults) else { return };
        let open: Vec<u64> = self.pages.iter().map(|page| page.number).collect();
        let Some(page) = self.of_people.pick(&open) else { return };
        if to_all { self.befall_all(fault, page) } else { self.befall_one(fault, page) }
    }

    fn befall_all(&mut self, fault: Fault, page: u64) {
        let is_idle = fault == Fault::SecondTab && self.pages.len() as u64 >= self.plan.tabs;
        if is_idle || !self.has(fault) {
            return;
        }
        match fault {
            Fault::Crash => {
                self.close(page);
                let is_last = self.pages.is_empty();
                if is_last || self.of_people.in_thousand(500) {
                    self.open();
                }
                // Keys are in memory only.
                if self.of_people.in_thousand(200) {
                    self.lose_key();
                }
            }
            Fault::SecondTab => {
                self.open();
            }
            Fault::ClockJump => {
                let seconds = self.of_people.pick(JUMPS).unwrap_or_default();
                self.now = self.now + Millis::from_secs(seconds);
            }
            Fault::ClockBack => {
                let seconds = self.of_people.pick(JUMPS).unwrap_or_default();
                self.behind.0 += seconds * 1000;
            }
            Fault::Returned => self.tell(page, Event::Returned),
            Fault::StoreFails => {
                self.store.broken_until = self.now + self.of_people.millis(100, 60_000);
            }
            Fault::SlowStore => {
                self.store.slow_until = self.now + self.of_people.millis(100, 60_000);
            }
            Fault::NoKey => self.lose_key(),
            Fault::Hidden => self.tell(page, Event::Hidden),
            Fault::Pause => {
                self.tell(page, Event::Pause(true));
                let until = self.now + self.of_people.millis(100, 600_000);
                self.at(until, Coming::GoOn(page));
            }
            _ => {}
        }
    }

    fn lose_key(&mut self) {
        let back = self.now + self.of_people.millis(100, 120_000);
        self.no_key_until = self.no_key_until.max(back);
        self.at(self.no_key_until, Coming::KeyBack);
    }

    /// What had stopped for want of the key goes on.
    pub(crate) fn key_back(&mut self) {
        if self.now < self.no_key_until {
            return;
        }
        let mut wanting = Vec::new();
        for page in &self.pages {
            for host in &self.hosts {
                let jobs = page.engine.wanting_key(host.provider.base_url.origin());
                wanting.extend(jobs.into_iter().map(|id| (page.number, id)));
            }
        }
        for (page, id) in wanting {
            self.take_over(page, crate::truth::number_of(&id), Some(Event::Resume(id)));
        }
    }

    /// What is asked for in a page that only shows the job is done in the one that runs it.
    fn tell_runner(&mut self, page: u64, job: usize, event: Event) {
        if let Some(runner) = self.runner(page, job) {
            self.tell(runner, event);
        }
    }

    /// A provider forgets what is done, and what we know the id of: what was lost of a task that it denies
    /// is as if it had not been.
    fn can_be_forgotten(&self, job: usize) -> bool {
        let host = self.truths.get(job).and_then(|truth| self.hosts.get(truth.host));
        let is_known = self.store.records.get(&job).is_some_and(|job| job.task_id.is_some());
        is_known && host.is_some_and(|host| host.has_done(job, self.now))
    }

    fn befall_one(&mut self, fault: Fault, page: u64) {
        let job = self.of_people.below(self.plan.jobs) as usize;
        let Some(asked) = self.job(page, job) else { return };
        let is_unsure = matches!(asked.stage, Stage::Unsure { .. });
        let can_resume = asked.can_resume();
        let is_favourite = asked.favourite;
        // Removing is for few, or there would soon be none.
        let is_idle = match fault {
            Fault::Remove => !self.of_people.in_thousand(100),
            Fault::SendAgain => !is_unsure,
            Fault::Forgotten => !self.can_be_forgotten(job),
            Fault::Resume => !can_resume,
            _ => false,
        };
        if is_idle || !self.has(fault) {
            return;
        }
        self.note(format_args!("    of job {job}, in page {page}"));
        let id = job_id(job);
        match fault {
            Fault::Cancel => self.tell_runner(page, job, Event::Cancel(id)),
            Fault::Move => {
                let places = [Place::First, Place::Sooner, Place::Later, Place::Last];
                let place = self.of_people.pick(&places).unwrap_or(Place::First);
                self.tell_runner(page, job, Event::Move(id, place));
            }
            Fault::Resume => self.take_over(page, job, Some(Event::Resume(id))),
            Fault::SendAgain => self.take_over(page, job, Some(Event::SendAgain(id))),
            Fault::Favourite => {
                let asked = Event::Favourite(id, !is_favourite);
                self.take_over(page, job, Some(asked));
            }
            Fault::Forgotten => {
                if let Some(truth) = self.truths.get_mut(job) {
                    truth.forgotten = true;
                }
                if let Some(host) = self.truths.get(job).and_then(|it| self.hosts.get_mut(it.host))
                {
                    host.forget(job);
                }
            }
            Fault::Remove => {
                if let Some(truth) = self.truths.get_mut(job) {
                    truth.removed = true;
                }
                self.tell_runner(page, job, Event::Remove(id));
            }
            _ => {}
        }
    }
}
