//! The world: what is there, what is coming, and what happens when it comes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use foley_core::{AssetFormat, AssetKind, HttpRequest, HttpResponse, Millis, TaskId, UnixMillis};
use foley_engine::{
    CallId, Event, Habits, Job, JobId, KeepError, Peaks, Take, TransportError, WriteId,
};

use crate::chance::Chance;
use crate::host::Host;
use crate::network::Says;
use crate::pages::{After, Locks, Page};
use crate::truth::{Truth, job_id, number_of};
use crate::{Fault, Plan, Stats, Violation};

/// When every world begins.
const BEGINNING: UnixMillis = UnixMillis(1_773_367_502_225);

/// Something that is going to happen.
#[derive(Debug)]
pub(crate) enum Coming {
    /// The user asks for a job.
    Ask(usize),
    /// A request reaches whom it is for.
    Arrive(Box<Arrival>),
    /// A call ends.
    Answer { page: u64, call: CallId, create_of: Option<usize>, outcome: Outcome },
    /// The store comes to a record.
    Write { page: u64, write: WriteId, job: Box<Job> },
    /// The store comes to a removal.
    Delete { page: u64, job: usize },
    /// A file is decoded and about to be stored.
    Keep(Box<Keeping>),
    /// A page has a job's lock.
    Granted { page: u64, job: usize, after: Box<After> },
    /// The user gives the key again.
    KeyBack,
    /// A page hears from another how far a job is.
    Seen { page: u64, job: Box<Job> },
    /// A page hears from another that a job was removed.
    Gone { page: u64, job: usize },
    /// The user lets creates leave again.
    GoOn(u64),
}

pub(crate) type Outcome = Result<HttpResponse, TransportError>;

/// A request on its way.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) page: u64,
    pub(crate) call: CallId,
    pub(crate) request: HttpRequest,
    pub(crate) sent_at: UnixMillis,
    pub(crate) says: Says,
    pub(crate) back_after: Millis,
    pub(crate) create_of: Option<usize>,
}

/// A file on its way to the store.
#[derive(Debug)]
pub(crate) struct Keeping {
    pub(crate) page: u64,
    pub(crate) job: JobId,
    pub(crate) file: usize,
    pub(crate) format: AssetFormat,
    pub(crate) bytes: Vec<u8>,
    pub(crate) is_undecodable: bool,
}

/// What survives the pages.
#[derive(Debug, Default)]
pub(crate) struct Store {
    pub(crate) records: BTreeMap<usize, Job>,
    pub(crate) files: BTreeMap<(usize, usize), Vec<u8>>,
    /// How long tasks took.
    pub(crate) habits: Option<Habits>,
    /// Until when it takes nothing.
    pub(crate) broken_until: UnixMillis,
    /// Until when it takes its time.
    pub(crate) slow_until: UnixMillis,
    /// When the last write that it was given will be done: it takes them in order.
    pub(crate) busy_until: UnixMillis,
}

/// The world.
pub(crate) struct World {
    pub(crate) plan: Plan,
    pub(crate) now: UnixMillis,
    /// How far the clock of the pages is behind.
    pub(crate) behind: Millis,
    pub(crate) of_network: Chance,
    pub(crate) of_hosts: Chance,
    pub(crate) of_pages: Chance,
    pub(crate) of_people: Chance,
    pub(crate) hosts: Vec<Host>,
    pub(crate) truths: Vec<Truth>,
    pub(crate) pages: Vec<Page>,
    pub(crate) locks: Locks,
    pub(crate) store: Store,
    /// The links that were refused for their age since the trouble is over.
    pub(crate) expired: BTreeSet<String>,
    /// Until when there is no key.
    pub(crate) no_key_until: UnixMillis,
    pub(crate) coming: BTreeMap<(UnixMillis, u64), Coming>,
    pub(crate) next: u64,
    pub(crate) faults_left: u64,
    pub(crate) is_troubled: bool,
    pub(crate) stats: Stats,
    pub(crate) violation: Option<Violation>,
    pub(crate) told: Option<Vec<String>>,
}

impl World {
    pub(crate) fn new(plan: &Plan, told: bool) -> Self {
        let mut of_world = Chance::new(plan.seed, 2);
        let hosts = Host::all(plan.jobs, &mut of_world);
        let truths = (0..plan.jobs as usize)
            .map(|number| {
                Truth::new(number, &hosts, &mut Chance::new(plan.seed, 100 + number as u64))
            })
            .collect();
        Self {
            plan: plan.clone(),
            now: BEGINNING,
            behind: Millis(0),
            of_network: Chance::new(plan.seed, 3),
            of_hosts: Chance::new(plan.seed, 4),
            of_pages: Chance::new(plan.seed, 5),
            of_people: Chance::new(plan.seed, 6),
            hosts,
            truths,
            pages: Vec::new(),
            locks: Locks::default(),
            store: Store::default(),
            expired: BTreeSet::new(),
            no_key_until: UnixMillis(0),
            coming: BTreeMap::new(),
            next: 0,
            faults_left: plan.faults,
            is_troubled: true,
            stats: Stats { worlds: 1, jobs: plan.jobs, ..Stats::default() },
            violation: None,
            told: told.then(Vec::new),
        }
    }

    /// Writes a line down, where anybody wants to read it.
    pub(crate) fn note(&mut self, line: fmt::Arguments<'_>) {
        let time = self.now.since(BEGINNING).0;
        if let Some(told) = &mut self.told {
            told.push(format!("{:>9}.{:03} {line}", time / 1000, time % 1000));
        }
    }

    /// A rule is broken. The first counts.
    pub(crate) fn breaks(&mut self, rule: &str, what: fmt::Arguments<'_>) {
        self.note(format_args!("!!! {rule}: {what}"));
        let time = self.now.since(BEGINNING).0;
        let what = format!("{what}, after {}.{:03} s", time / 1000, time % 1000);
        self.violation.get_or_insert(Violation { rule: rule.to_owned(), what });
    }

    /// Whether this fault is to happen now; if so it is counted.
    pub(crate) fn has(&mut self, fault: Fault) -> bool {
        let happens = self.is_troubled && self.faults_left > 0 && self.plan.has(fault);
        if happens {
            self.faults_left -= 1;
            self.stats.count(fault);
            self.note(format_args!("    fault: {}", fault.name()));
        }
        happens
    }

    pub(crate) fn at(&mut self, time: UnixMillis, coming: Coming) {
        self.next += 1;
        self.coming.insert((time, self.next), coming);
    }

    /// Lets the next thing happen. False where nothing is left to happen.
    pub(crate) fn step(&mut self) -> bool {
        let coming = self.coming.first_key_value().map(|((at, _), _)| *at);
        let due = self.pages.iter().filter_map(|page| Some((page.due?, page.number))).min();
        match (coming, due) {
            (None, None) => return false,
            (Some(at), due) if due.is_none_or(|(due, _)| at <= due) => {
                self.now = self.now.max(at);
                if let Some((_, coming)) = self.coming.pop_first() {
                    self.happen(at, coming);
                }
            }
            (_, Some((due, page))) => {
                self.now = self.now.max(due);
                if let Some(page) = self.page(page) {
                    page.due = None;
                }
                self.tell(page, Event::Wake);
            }
            (Some(_), None) => {}
        }
        self.stats.steps += 1;
        true
    }

    fn happen(&mut self, at: UnixMillis, coming: Coming) {
        match coming {
            Coming::Ask(job) => self.ask(job),
            Coming::Arrive(arrival) => self.arrive(at, *arrival),
            Coming::Answer { page, call, create_of, outcome } => {
                self.hear(page, call, create_of, outcome);
            }
            Coming::Write { page, write, job } => {
                let number = number_of(&job.id);
                let fails = self.now < self.store.broken_until;
                self.written(page, number, fails);
                let event = if fails {
                    Event::StoreFailed(write, "QuotaExceededError".to_owned())
                } else {
                    self.tell_others(page, &job);
                    self.put(*job);
                    Event::Stored(write)
                };
                self.release_if_resting(page, number);
                self.tell(page, event);
            }
            Coming::Delete { page, job } => self.deleted(page, job),
            Coming::Seen { page, job } => self.seen(page, *job),
            Coming::Gone { page, job } => self.gone(page, job),
            Coming::GoOn(page) => self.tell(page, Event::Pause(false)),
            Coming::Keep(keeping) => self.keep(*keeping),
            Coming::Granted { page, job, after } => self.granted(page, job, *after),
            Coming::KeyBack => self.key_back(),
        }
    }

    /// The user asks for a job, in any of the open tabs.
    fn ask(&mut self, job: usize) {
        let open: Vec<u64> = self.pages.iter().map(|page| page.number).collect();
        let Some(page) = self.of_people.pick(&open) else { return };
        let Some(truth) = self.truths.get(job).cloned() else { return };
        let Some(host) = self.hosts.get_mut(truth.host) else { return };
        let (id, provider) = (truth.id(), host.provider.clone());
        let event = if truth.is_nobodys {
            let task = TaskId("task-999999999".to_owned());
            Event::TakeUp { id, provider, operation: truth.operation, task }
        } else if truth.is_found {
            let task = host.take_in(&truth, None, self.now, &mut self.of_hosts);
            let task = TaskId(format!("task-{task}"));
            Event::TakeUp { id, provider, operation: truth.operation, task }
        } else {
            let Some(request) = truth.request(&provider) else { return };
            Event::Submit { id, provider, request }
        };
        if let Some(truth) = self.truths.get_mut(job) {
            truth.accepted = usize::from(truth.is_found && !truth.is_nobodys);
        }
        self.hold(page, job, After::Begin(Box::new(event)));
    }

    /// The store takes a record.
    pub(crate) fn put(&mut self, job: Job) {
        let number = number_of(&job.id);
        let mut is_back = false;
        if let Some(truth) = self.truths.get_mut(number) {
            truth.recorded = true;
            is_back = truth.gone;
        }
        if is_back {
            self.breaks("what is removed stays away", format_args!("job {number}"));
        }
        self.store.records.insert(number, job);
    }

    /// The store takes a record and its files out. Where that fails they are back after a reload.
    pub(crate) fn delete(&mut self, job: usize) {
        if self.now >= self.store.broken_until {
            // Who has just taken it up in another page goes on with it.
            let is_known = self.pages.iter().any(|page| page.engine.job(&job_id(job)).is_some());
            if self.store.records.remove(&job).is_some()
                && !is_known
                && let Some(truth) = self.truths.get_mut(job)
            {
                truth.gone = true;
            }
            self.store.files.retain(|(of, _), _| *of != job);
        }
    }

    fn keep(&mut self, keeping: Keeping) {
        let Keeping { page, job, file, format, bytes, is_undecodable } = keeping;
        let error = if is_undecodable {
            Some(KeepError::Undecodable("no sound in it".to_owned()))
        } else if self.now < self.store.broken_until {
            Some(KeepError::Store("QuotaExceededError".to_owned()))
        } else {
            None
        };
        let event = match error {
            Some(error) => Event::KeepFailed { job, file, error },
            None => {
                let take = Take {
                    kind: format.kind(),
                    asset_id: None,
                    format,
                    said: None,
                    bytes: bytes.len() as u64,
                    sha256: None,
                    duration_ms: 3000,
                    size: (format.kind() == AssetKind::Video).then_some((640, 360)),
                    peaks: Peaks::default(),
                };
                self.store.files.insert((number_of(&job), file), bytes);
                Event::Kept { job, file, take }
            }
        };
        self.tell(page, event);
    }
}
