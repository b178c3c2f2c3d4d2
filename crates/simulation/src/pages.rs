//! The pages: each carries out what its engine wants as a browser does, and may die at any time.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use foley_core::{Millis, UnixMillis};
use foley_engine::{Action, CallId, Engine, Event, Job, Stage};

use crate::Fault;
use crate::queue::Heard;
use crate::truth::{job_id, number_of};
use crate::world::{Coming, Keeping, World};

/// How far ahead a timer is set at most.
const LONGEST: Millis = Millis::from_secs(300);

/// A page: one engine, and what it holds.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its name: no other page, before or after it, has it.
    pub(crate) number: u64,
    pub(crate) engine: Engine,
    /// When its timer fires.
    pub(crate) due: Option<UnixMillis>,
    /// When the engine wants it to.
    wake: Option<UnixMillis>,
    /// The jobs that its engine was told of.
    pub(crate) known: BTreeSet<usize>,
    /// The jobs whose lock it waits for, with what the user asks of them meanwhile.
    waiting: BTreeMap<usize, Option<Event>>,
    /// The jobs that it is taking out of the store.
    leaving: BTreeSet<usize>,
    /// How many writes of each job are on their way.
    pub(crate) writes: BTreeMap<usize, usize>,
    /// The jobs whose last write failed.
    pub(crate) unstored: BTreeSet<usize>,
    /// Whether it lets no creates leave.
    pub(crate) is_paused: bool,
    /// When the creates left whose answers it waits for.
    pub(crate) creates: BTreeMap<CallId, UnixMillis>,
    /// What it has heard of the accounts, by the numbers of their providers.
    pub(crate) heard: BTreeMap<usize, Heard>,
}

/// The browser's locks, by jobs.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    pub(crate) held: BTreeMap<usize, u64>,
    queues: BTreeMap<usize, VecDeque<(u64, After)>>,
}

/// What a page does once it has a job's lock.
#[derive(Debug)]
pub(crate) enum After {
    /// The job begins.
    Begin(Box<Event>),
    /// The page goes on with the job, or does what the user asks for if it stands where the user
    /// saw it.
    TakeOver,
}

impl Page {
    /// Whether something of a job is on its way to the store.
    pub(crate) fn is_writing(&self, job: usize) -> bool {
        self.leaving.contains(&job) || self.writes.get(&job).is_some_and(|left| *left > 0)
    }
}

impl World {
    pub(crate) fn page(&mut self, number: u64) -> Option<&mut Page> {
        self.pages.iter_mut().find(|page| page.number == number)
    }

    pub(crate) fn is_open(&self, number: u64) -> bool {
        self.pages.iter().any(|page| page.number == number)
    }

    /// A job, as a page has it.
    pub(crate) fn job(&self, page: u64, job: usize) -> Option<&Job> {
        let page = self.pages.iter().find(|open| open.number == page)?;
        page.engine.job(&job_id(job))
    }

    /// A page is opened and takes up what is stored.
    pub(crate) fn open(&mut self) -> u64 {
        self.next += 1;
        let number = self.next;
        self.note(format_args!("page {number} opens"));
        self.pages.push(Page {
            number,
            engine: Engine::new(self.plan.seed ^ number),
            due: None,
            wake: None,
            known: BTreeSet::new(),
            waiting: BTreeMap::new(),
            leaving: BTreeSet::new(),
            writes: BTreeMap::new(),
            unstored: BTreeSet::new(),
            is_paused: false,
            creates: BTreeMap::new(),
            heard: BTreeMap::new(),
        });
        let mut jobs = Vec::new();
        for job in self.store.records.values() {
            // What can't be written can't be restored.
            let text = serde_json::to_string(job).unwrap_or_default();
            match serde_json::from_str::<Job>(&text) {
                Ok(read) => jobs.push(read),
                Err(error) => {
                    let id = job.id.clone();
                    self.breaks("a record can't be read", format_args!("{id}: {error}"));
                    return number;
                }
            }
        }
        let (running, resting): (Vec<Job>, Vec<Job>) = jobs.into_iter().partition(Job::is_running);
        if let Some(habits) = self.store.habits.clone() {
            self.tell(number, Event::Habits(habits));
        }
        self.tell(number, Event::Restored(resting));
        for job in running {
            self.seen(number, job);
        }
        number
    }

    /// A page dies. What was on its way to the store is there up to some write; a request that had
    /// not arrived may still.
    pub(crate) fn close(&mut self, number: u64) {
        self.note(format_args!("page {number} dies"));
        self.pages.retain(|page| page.number != number);
        let mut writes_go_on = true;
        let is_its = |coming: &Coming| match coming {
            Coming::Write { page, .. }
            | Coming::Granted { page, .. }
            | Coming::Delete { page, .. }
            | Coming::Seen { page, .. }
            | Coming::Gone { page, .. }
            | Coming::GoOn(page) => *page == number,
            Coming::Keep(keeping) => keeping.page == number,
            Coming::Arrive(arrival) => arrival.page == number,
            _ => false,
        };
        let all = std::mem::take(&mut self.coming);
        let (its, others) = all.into_iter().partition(|(_, coming)| is_its(coming));
        self.coming = others;
        let its: BTreeMap<_, _> = its;
        for (at, coming) in its {
            match coming {
                Coming::Write { job, .. } => {
                    writes_go_on &= self.of_pages.in_thousand(600);
                    if writes_go_on && self.now >= self.store.broken_until {
                        self.put(*job);
                    }
                }
                Coming::Delete { job, .. } => {
                    writes_go_on &= self.of_pages.in_thousand(600);
                    if writes_go_on {
                        self.delete(job);
                    }
                }
                Coming::Keep(keeping) => {
                    let Keeping { job, file, bytes, .. } = *keeping;
                    if self.of_pages.in_thousand(500) && self.now >= self.store.broken_until {
                        self.store.files.insert((number_of(&job), file), bytes);
                    }
                }
                Coming::Arrive(arrival) => {
                    if self.of_pages.in_thousand(500) {
                        self.coming.insert(at, Coming::Arrive(arrival));
                    } else if let Some(truth) =
                        arrival.create_of.and_then(|job| self.truths.get_mut(job))
                    {
                        truth.in_flight = truth.in_flight.saturating_sub(1);
                    }
                }
                _ => {}
            }
        }
        let held = self.locks.held.iter().filter(|(_, page)| **page == number);
        let jobs: Vec<usize> = held.map(|(job, _)| *job).collect();
        for job in jobs {
            self.release(number, job);
        }
    }

    /// Tells a page's engine, and does what it wants.
    pub(crate) fn tell(&mut self, number: u64, event: Event) {
        let now = self.now - self.behind;
        let Some(page) = self.page(number) else { return };
        match &event {
            Event::Submit { id, .. } | Event::TakeUp { id, .. } => {
                page.known.insert(number_of(id));
            }
            Event::Seen(job) => {
                page.known.insert(number_of(&job.id));
            }
            Event::Restored(jobs) => page.known.extend(jobs.iter().map(|job| number_of(&job.id))),
            Event::Remove(id) => {
                page.known.remove(&number_of(id));
            }
            Event::Pause(is_paused) => page.is_paused = *is_paused,
            _ => {}
        }
        let removed = match &event {
            Event::Remove(id) => page.engine.job(id).map(|job| number_of(&job.id)),
            _ => None,
        };
        let stars: Vec<usize> = match &event {
            Event::Favourite(..) | Event::Restored(_) | Event::Seen(_) | Event::Remove(_) => {
                Vec::new()
            }
            _ => starred(&page.engine),
        };
        page.engine.handle(event.clone(), now);
        let actions: Vec<Action> = std::iter::from_fn(|| page.engine.poll()).collect();
        self.check_stars(number, &stars);
        self.check_let_go(number, &event, &actions);
        if let Some(job) = removed {
            self.check_removed(number, job, &actions);
        }
        for action in actions {
            self.carry_out(number, action);
        }
        self.set_timer(number);
        self.check_known(number);
        self.check_stored(number);
        self.check_room(number);
    }

    fn set_timer(&mut self, number: u64) {
        let is_late = self.of_pages.in_thousand(self.plan.rate / 10) && self.has(Fault::LateTimer);
        let late = if is_late { self.of_pages.millis(500, 70_000) } else { Millis(0) };
        let (now, behind) = (self.now - self.behind, self.behind);
        let Some(page) = self.page(number) else { return };
        let wake = page.engine.next_wake();
        if wake != page.wake || page.due.is_none() || is_late {
            page.wake = wake;
            // A timer knows nothing of the clock: it fires after so long.
            page.due = wake.map(|wake| wake + behind + late);
        }
        if let Some(wake) = wake.filter(|wake| wake.since(now) > LONGEST) {
            self.breaks("nothing is put off for long", format_args!("{:?}", wake.since(now)));
        }
    }

    fn carry_out(&mut self, page: u64, action: Action) {
        match action {
            Action::Store { write, job } => {
                self.note(format_args!("  page {page} stores {} {:?}", job.id, Brief(&job.stage)));
                self.check_stage(&job);
                if let Some(page) = self.page(page) {
                    *page.writes.entry(number_of(&job.id)).or_default() += 1;
                }
                let at = self.next_write();
                self.at(at, Coming::Write { page, write, job });
            }
            // Small settings are stored at once.
            Action::StoreHabits(habits) => self.store.habits = Some(habits),
            Action::Send { call, request, credential } => {
                self.send(page, call, request, credential.as_ref());
            }
            // Whatever still comes of the call is heard, and must not matter.
            Action::Abort(call) => {
                if let Some(page) = self.page(page) {
                    page.creates.remove(&call);
                }
            }
            Action::Keep { job, file, format, bytes } => {
                let goes_wrong = self.of_pages.in_thousand(self.plan.rate / 5);
                let is_undecodable = goes_wrong && self.has(Fault::Undecodable);
                let keeping = Keeping { page, job, file, format, bytes, is_undecodable };
                let decoded = self.now + self.of_pages.millis(1, 30);
                let at = decoded.max(self.next_write());
                self.at(at, Coming::Keep(Box::new(keeping)));
            }
            Action::Record { job, entry } => self.check_entry(&job, &entry),
            Action::Delete(job) => {
                let number = number_of(&job);
                self.check_delete(number);
                if let Some(page) = self.page(page) {
                    page.leaving.insert(number);
                }
                let at = self.next_write();
                self.at(at, Coming::Delete { page, job: number });
            }
        }
    }

    fn others(&self, page: u64) -> Vec<u64> {
        self.pages.iter().map(|open| open.number).filter(|number| *number != page).collect()
    }

    /// All other pages hear how far a job is.
    pub(crate) fn tell_others(&mut self, page: u64, job: &Job) {
        for other in self.others(page) {
            let at = self.now + self.of_pages.millis(0, 40);
            self.at(at, Coming::Seen { page: other, job: Box::new(job.clone()) });
        }
    }

    /// A page hears how far a job is in another, and waits to go on with it should that one die.
    pub(crate) fn seen(&mut self, page: u64, job: Job) {
        let number = number_of(&job.id);
        self.tell(page, Event::Seen(Box::new(job)));
        if self.follows(page, number) {
            self.take_over(page, number, None);
        }
    }

    /// A page hears that a job was removed in another.
    pub(crate) fn gone(&mut self, page: u64, job: usize) {
        if self.job(page, job).is_some() && !self.runs(page, job) {
            self.tell(page, Event::Remove(job_id(job)));
        }
    }

    /// Whether a page runs a job.
    pub(crate) fn runs(&self, page: u64, job: usize) -> bool {
        self.pages.iter().any(|open| open.number == page && open.engine.runs(&job_id(job)))
    }

    /// Whether a page shows a job that another runs.
    fn follows(&self, page: u64, job: usize) -> bool {
        self.pages.iter().any(|open| open.number == page && open.engine.follows(&job_id(job)))
    }

    /// The page that runs a job, where it is not this one that shows it.
    pub(crate) fn runner(&self, page: u64, job: usize) -> Option<u64> {
        if !self.follows(page, job) {
            return Some(page);
        }
        let is_its = |number: &u64| self.runs(*number, job);
        self.pages.iter().map(|open| open.number).find(is_its)
    }

    /// When the store will be done with a write that it is given now. It takes them in order.
    fn next_write(&mut self) -> UnixMillis {
        let slowest = if self.now < self.store.slow_until { 3000 } else { 6 };
        let done = self.now + self.of_pages.millis(1, slowest);
        self.store.busy_until = self.store.busy_until.max(done);
        self.store.busy_until
    }

    /// Waits until no other page runs this job, then goes on with it as is asked.
    pub(crate) fn take_over(&mut self, number: u64, job: usize, asked: Option<Event>) {
        let Some(page) = self.page(number) else { return };
        let known = page.waiting.remove(&job);
        let is_waiting = known.is_some();
        // Asked twice counts once.
        page.waiting.insert(job, known.flatten().or(asked));
        if !is_waiting {
            self.hold(number, job, After::TakeOver);
        }
    }

    /// Waits for a job's lock.
    pub(crate) fn hold(&mut self, page: u64, job: usize, after: After) {
        match self.locks.held.get(&job) {
            Some(holder) if *holder != page => {
                self.locks.queues.entry(job).or_default().push_back((page, after));
            }
            _ => self.grant(page, job, after),
        }
    }

    fn grant(&mut self, page: u64, job: usize, after: After) {
        self.locks.held.insert(job, page);
        let at = self.now + self.of_pages.millis(0, 4);
        let after = Box::new(after);
        self.at(at, Coming::Granted { page, job, after });
    }

    pub(crate) fn granted(&mut self, number: u64, job: usize, after: After) {
        if self.pages.iter().any(|page| page.is_writing(job)) {
            // What is read of the store has all that it was given before.
            let coming = Coming::Granted { page: number, job, after: Box::new(after) };
            return self.at(self.store.busy_until.max(self.now), coming);
        }
        let asked = match after {
            After::Begin(event) => return self.tell(number, *event),
            After::TakeOver => {
                self.page(number).and_then(|page| page.waiting.insert(job, None)).flatten()
            }
        };
        let stored = self.store.records.get(&job).cloned();
        // What another page ran until now has to be taken up first.
        let ours = self.job(number, job).filter(|_| !self.follows(number, job)).cloned();
        let is_shown = self.job(number, job).is_some();
        match (stored, asked) {
            // It was removed here meanwhile.
            _ if !is_shown => {}
            (Some(stored), Some(asked)) if ours.as_ref() == Some(&stored) => {
                self.agree(number, job, &asked);
                self.tell(number, asked);
            }
            (Some(stored), _) => self.tell(number, Event::Restored(vec![stored])),
            // It is not written down yet, or never was, for want of room.
            (None, Some(asked)) if ours.is_some() && !self.was_recorded(job) => {
                self.tell(number, asked);
            }
            // Another page has removed it.
            (None, _) => self.tell(number, Event::Remove(job_id(job))),
        }
        if let Some(page) = self.page(number) {
            page.waiting.remove(&job);
        }
        self.release_if_resting(number, job);
    }

    fn was_recorded(&self, job: usize) -> bool {
        self.truths.get(job).is_some_and(|truth| truth.recorded)
    }

    /// Lets go of a job's lock, unless the job runs or is about to.
    pub(crate) fn release_if_resting(&mut self, number: u64, job: usize) {
        let is_running = self.runs(number, job);
        let is_wanted = self
            .page(number)
            .is_some_and(|page| page.waiting.contains_key(&job) || page.leaving.contains(&job));
        if !is_wanted && !is_running {
            self.release(number, job);
        }
    }

    /// The store has taken a job out, for this page.
    pub(crate) fn deleted(&mut self, page: u64, job: usize) {
        self.delete(job);
        if let Some(page) = self.page(page) {
            page.leaving.remove(&job);
        }
        self.release(page, job);
        for other in self.others(page) {
            let at = self.now + self.of_pages.millis(0, 40);
            self.at(at, Coming::Gone { page: other, job });
        }
    }

    fn release(&mut self, page: u64, job: usize) {
        if self.locks.held.get(&job) != Some(&page) {
            return;
        }
        self.locks.held.remove(&job);
        while let Some((next, after)) =
            self.locks.queues.get_mut(&job).and_then(VecDeque::pop_front)
        {
            if self.is_open(next) {
                return self.grant(next, job, after);
            }
        }
    }
}

/// The jobs that the user holds on to.
fn starred(engine: &Engine) -> Vec<usize> {
    engine.jobs().filter(|job| job.favourite).map(|job| number_of(&job.id)).collect()
}

/// A stage in one word, for what is written down.
struct Brief<'a>(&'a Stage);

impl std::fmt::Debug for Brief<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Stage::Creating => f.write_str("creating"),
            Stage::Queued { error } => write!(f, "queued: {error:?}"),
            Stage::Waiting { progress } => write!(f, "waiting: {progress:?}"),
            Stage::Keeping { kept, .. } => write!(f, "keeping, {} kept", kept.len()),
            Stage::Kept { missing, .. } => write!(f, "kept, missing: {missing:?}"),
            Stage::Unsure { error } => write!(f, "unsure: {error}"),
            Stage::Stalled { error } => write!(f, "stalled: {error:?}"),
            Stage::Failed { error } => write!(f, "failed: {error}"),
            Stage::Expired { error } => write!(f, "expired: {error}"),
            Stage::Linked { error, .. } => write!(f, "linked: {error}"),
            Stage::Cancelled => f.write_str("cancelled"),
        }
    }
}
