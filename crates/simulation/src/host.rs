//! The providers: each keeps its tasks, and tells the truth about them in its own dialect.

use std::collections::BTreeMap;

use foley_core::{
    BaseUrl, Capability, Dialect, HttpRequest, HttpResponse, Lookup, Method, Millis, Operation,
    Provider, UnixMillis,
};

use crate::chance::Chance;
use crate::file;
use crate::reply::{self, State};
use crate::truth::{Fate, Truth, number_in, number_of_external};

/// A provider.
#[derive(Clone, Debug)]
pub(crate) struct Host {
    pub(crate) provider: Provider,
    /// Its number, which is in the addresses of its files.
    number: usize,
    /// Whether it finds a task by our id.
    pub(crate) knows_ids: bool,
    /// Whether it refuses an id of ours that it has had.
    enforces: bool,
    /// How many tasks may be under way.
    limit: usize,
    /// How long it may deny what it has: to those who ask by our id, and by its own.
    lag: (u64, u64),
    /// How long its links are good.
    link_ttl: Millis,
    /// Whether it writes as a relay does, with the provider's words inside.
    wraps: bool,
    /// Whether speech is done at once.
    speech_at_once: bool,
    pub(crate) tasks: Vec<Task>,
    by_external: BTreeMap<String, usize>,
}

/// A task that a provider has taken in.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    /// The number of its job.
    pub(crate) owner: usize,
    pub(crate) operation: Operation,
    pub(crate) external_id: Option<String>,
    pub(crate) created_at: UnixMillis,
    begins_at: UnixMillis,
    /// When it is over; never where it is stuck.
    ends_at: Option<UnixMillis>,
    fails: bool,
    /// Until when it is denied to those who ask by our id, and by its own.
    hidden_until: (UnixMillis, UnixMillis),
    /// Whether its create was on its way for so long that the page could not wait for it.
    pub(crate) is_late: bool,
    /// Whether it is kept no longer.
    is_forgotten: bool,
}

/// What became of a request, besides its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Nothing that matters.
    Nothing,
    /// A create of this job was taken in.
    Accepted(usize),
    /// It denied the task of this job, as far as it knows.
    Denied(usize),
    /// It denied a task of this job that it has, being slow to list it.
    DeniedEarly(usize),
    /// Its link had expired.
    LinkExpired,
}

/// How long a create may be on its way before the page gives it up.
const LATE: Millis = Millis(5000);
/// A documented provider lists what it has within ten seconds; an id that it has given itself is
/// found within thirty.
const LAGS: (u64, u64) = (9000, 25_000);

impl Host {
    /// All that there are in a world of so many jobs.
    pub(crate) fn all(jobs: u64, chance: &mut Chance) -> Vec<Self> {
        let custom = |name: &str, dialect| {
            let url = BaseUrl::parse(&format!("https://{name}.example/v9")).ok()?;
            Some(Provider::custom(url, dialect))
        };
        [
            Some((Provider::kling(), true)),
            Some((Provider::sandbox(), true)),
            Some((Provider::cometapi(), chance.in_thousand(500))),
            Some((Provider::apimodels(), false)),
            custom("honest-relay", Dialect::Kling).map(|provider| (provider, true)),
            custom("blind-relay", Dialect::Kling).map(|provider| (provider, false)),
            custom("blind-comet", Dialect::CometApi).map(|provider| (provider, false)),
            custom("models", Dialect::ApiModels).map(|provider| (provider, false)),
        ]
        .into_iter()
        .flatten()
        .enumerate()
        .map(|(number, (provider, knows_ids))| Self {
            wraps: provider.dialect == Dialect::CometApi && chance.in_thousand(500),
            provider,
            number,
            knows_ids,
            enforces: knows_ids,
            limit: (jobs / 20 + chance.between(1, 6)) as usize,
            lag: if chance.in_thousand(500) { LAGS } else { (0, 0) },
            link_ttl: chance.millis(2000, 600_000),
            speech_at_once: chance.in_thousand(500),
            tasks: Vec::new(),
            by_external: BTreeMap::new(),
        })
        .collect()
    }

    /// Whether it is documented that it finds a task by our id.
    pub(crate) fn is_documented(&self, operation: Operation) -> bool {
        self.provider.lookup(operation) == Lookup::Documented
    }

    /// Whether a request is for it.
    pub(crate) fn is_of(&self, url: &str) -> bool {
        self.provider.base_url.is_origin_of(url)
    }

    /// Whether a request is for its API.
    pub(crate) fn has_path(&self, url: &str) -> bool {
        let prefix = [self.provider.base_url.as_str(), self.provider.path_prefix()].concat();
        url.strip_prefix(&prefix).is_some_and(|rest| rest.starts_with("/v1/"))
    }

    /// Whether it has a task of this job that came in time.
    pub(crate) fn has_task_of(&self, job: usize) -> bool {
        let is_its = |task: &Task| task.owner == job && !task.is_late && !task.is_forgotten;
        self.tasks.iter().any(is_its)
    }

    /// Whether it has failed a task of this job.
    pub(crate) fn has_failed(&self, job: usize, now: UnixMillis) -> bool {
        let mut tasks = self.tasks.iter().filter(|task| task.owner == job);
        tasks.any(|task| task.state(now) == State::Failed)
    }

    /// Whether all its tasks of this job are done.
    pub(crate) fn has_done(&self, job: usize, now: UnixMillis) -> bool {
        let mut tasks = self.tasks.iter().filter(|task| task.owner == job);
        self.has_task_of(job) && tasks.all(|task| task.state(now) == State::Done)
    }

    /// Keeps the tasks of this job no longer.
    pub(crate) fn forget(&mut self, job: usize) {
        for task in self.tasks.iter_mut().filter(|task| task.owner == job) {
            task.is_forgotten = true;
        }
    }

    /// Answers a request for its API.
    pub(crate) fn answer(
        &mut self,
        request: &HttpRequest,
        (sent_at, now): (UnixMillis, UnixMillis),
        truths: &[Truth],
        chance: &mut Chance,
    ) -> (HttpResponse, Deed) {
        match request.method {
            Method::Post => {
                let truth = number_in(request).and_then(|job| truths.get(job));
                let Some(truth) = truth else { return (reply::malformed(), Deed::Nothing) };
                let is_late = now.since(sent_at) > LATE;
                self.create(request, truth, (now, is_late), chance)
            }
            Method::Get => self.look(&request.url, now),
        }
    }

    fn create(
        &mut self,
        request: &HttpRequest,
        truth: &Truth,
        (now, is_late): (UnixMillis, bool),
        chance: &mut Chance,
    ) -> (HttpResponse, Deed) {
        let dialect = self.provider.dialect;
        if truth.fate == Fate::Refuse {
            return (reply::refused(dialect), Deed::Nothing);
        }
        let external_id = external_id(request);
        let is_taken = external_id.as_ref().is_some_and(|id| self.by_external.contains_key(id));
        if self.enforces && is_taken {
            return (reply::taken(), Deed::Nothing);
        }
        if self.under_way(now) >= self.limit {
            return (reply::full(dialect), Deed::Nothing);
        }
        let number = self.take_in(truth, external_id, now, chance);
        if let Some(task) = self.tasks.get_mut(number) {
            task.is_late = is_late;
        }
        (self.describe(number, now), Deed::Accepted(truth.number))
    }

    /// Takes a task in, whoever asks for it, and gives its number.
    pub(crate) fn take_in(
        &mut self,
        truth: &Truth,
        external_id: Option<String>,
        now: UnixMillis,
        chance: &mut Chance,
    ) -> usize {
        let is_done = truth.operation == Operation::Speech
            && self.provider.dialect != Dialect::ApiModels
            && self.speech_at_once;
        let waits = if is_done { Millis(0) } else { chance.millis(0, 3000) };
        let takes = if is_done { Millis(0) } else { truth.takes };
        let (ours, its_own) = (chance.below(self.lag.0 + 1), chance.below(self.lag.1 + 1));
        let number = self.tasks.len();
        if let Some(id) = &external_id {
            self.by_external.insert(id.clone(), number);
        }
        self.tasks.push(Task {
            owner: truth.number,
            operation: truth.operation,
            external_id,
            created_at: now,
            begins_at: now + waits,
            ends_at: (truth.fate != Fate::Stick).then_some(now + waits + takes),
            fails: truth.fate == Fate::Fail,
            hidden_until: (now + Millis(ours), now + Millis(its_own)),
            is_late: false,
            is_forgotten: false,
        });
        number
    }

    /// How many tasks take up a slot. One that is stuck does not, or there would soon be none.
    fn under_way(&self, now: UnixMillis) -> usize {
        self.tasks.iter().filter(|task| task.ends_at.is_some_and(|end| now < end)).count()
    }

    fn look(&self, url: &str, now: UnixMillis) -> (HttpResponse, Deed) {
        let last = url.rsplit(['/', '=']).next().unwrap_or_default();
        let by_its_own = last.strip_prefix("task-").and_then(|number| number.parse().ok());
        let owner = number_of_external(last);
        let number = match by_its_own {
            Some(number) => Some(number),
            None if self.knows_ids => self.by_external.get(last).copied(),
            None => None,
        };
        let denial = || reply::denied(self.provider.dialect, self.wraps);
        match number.and_then(|number: usize| Some((number, self.tasks.get(number)?))) {
            Some((_, task)) if task.is_forgotten => (denial(), Deed::Denied(task.owner)),
            Some((number, task)) => {
                let (ours, its_own) = task.hidden_until;
                let hidden_until = if by_its_own.is_some() { its_own } else { ours };
                if now < hidden_until {
                    return (denial(), Deed::DeniedEarly(task.owner));
                }
                (self.describe(number, now), Deed::Nothing)
            }
            None => (denial(), owner.map_or(Deed::Nothing, Deed::Denied)),
        }
    }

    fn describe(&self, number: usize, now: UnixMillis) -> HttpResponse {
        let Some(task) = self.tasks.get(number) else { return reply::malformed() };
        let expires = now + self.link_ttl;
        let files = file::links(self.number, number, task.operation, expires);
        reply::task(self.provider.dialect, self.wraps, number, task, task.state(now), &files)
    }

    /// Answers a request for one of its files.
    pub(crate) fn file(&self, link: &file::Link, now: UnixMillis) -> (HttpResponse, Deed) {
        if now >= link.expires {
            return (reply::link_expired(), Deed::LinkExpired);
        }
        match self.tasks.get(link.task) {
            Some(task) => (file::serve(link.format, task.owner), Deed::Nothing),
            None => (reply::link_expired(), Deed::Nothing),
        }
    }
}

impl Task {
    pub(crate) fn state(&self, now: UnixMillis) -> State {
        match self.ends_at {
            Some(end) if now >= end && self.fails => State::Failed,
            Some(end) if now >= end => State::Done,
            _ if now >= self.begins_at => State::Processing,
            _ => State::Submitted,
        }
    }
}

/// The operation's external id, where the body has one.
fn external_id(request: &HttpRequest) -> Option<String> {
    let (_, rest) = request.body.as_deref()?.split_once("\"external_task_id\":\"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// The operation of a create, which its job's must be.
pub(crate) fn is_for(request: &HttpRequest, provider: &Provider, operation: Operation) -> bool {
    let capability: Option<&Capability> = provider.capability(operation);
    capability.is_some_and(|capability| request.url.ends_with(capability.path))
}
