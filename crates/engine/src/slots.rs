//! The queue: how many tasks an account takes at once is not told, so it is learned.
//!
//! **No create leaves while its account is thought to be full, and none overtakes another of the same
//! account.** The limit grows by a little with each create that is taken in while it is reached, and a
//! refusal leaves three quarters of it, or as many as the account has at work. A refusal costs nothing,
//! so it is tried.

use foley_core::{ApiError, BaseUrl, Millis, ProviderId, Retry, UnixMillis};

use crate::engine::Life;
use crate::lives::Tally;
use crate::schedule::{QUEUE_LIMIT, delay};
use crate::{Engine, Job, JobId, Stage};

/// What is tried first. Those who publish their figures run three or four at a time.
const FIRST_LIMIT: f64 = 4.0;
/// No account was heard of that takes more.
const MOST: f64 = 100.0;
/// What a refusal leaves of the limit.
const LEFT: f64 = 0.75;
/// By how much less the limit grows once it has been found.
const CAREFUL: f64 = 4.0;
/// Between two turns there is room for the jobs of one millisecond.
const TURNS_PER_MILLI: u64 = 1024;

/// Where a job that waits for its turn is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before all others.
    First,
    /// Before the one that is before it.
    Sooner,
    /// After the one that is after it.
    Later,
    /// After all others.
    Last,
}

/// What is known of an account. Who knows two keys for one base URL has two accounts that we take for
/// one: the smaller limit is kept for both.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    base_url: BaseUrl,
    /// How many tasks it takes at once, as far as was learned.
    limit: f64,
    /// How many of ours it has, or may have.
    busy: usize,
    /// How many of ours it is known to have.
    at_work: usize,
    /// Before this nothing is sent.
    opens_at: UnixMillis,
    /// Whether the provider itself has said when that is.
    is_told: bool,
    /// How often it has refused in a row.
    refusals: u32,
    /// When the limit was lowered last: what was sent before says nothing new.
    lowered_at: Option<UnixMillis>,
    /// When it last had a task of ours, whose end was going to free a slot.
    had_hope_at: UnixMillis,
}

impl Account {
    const fn new(base_url: BaseUrl, now: UnixMillis) -> Self {
        Self {
            base_url,
            limit: FIRST_LIMIT,
            busy: 0,
            at_work: 0,
            opens_at: UnixMillis(0),
            is_told: false,
            refusals: 0,
            lowered_at: None,
            had_hope_at: now,
        }
    }

    const fn has_room(&self) -> bool {
        (self.busy as f64) < self.limit.floor()
    }

    /// It has refused a create that was sent then.
    fn lower(&mut self, sent_at: UnixMillis, now: UnixMillis) {
        if self.lowered_at.is_none_or(|lowered_at| sent_at >= lowered_at) {
            // Of no use is a limit above what has just turned out to be too many.
            let reached = self.limit.min(self.busy as f64 + 1.0);
            self.limit = (reached * LEFT).max(self.at_work as f64).max(1.0);
            self.lowered_at = Some(now);
        }
    }

    /// It has taken a create in.
    fn raise(&mut self) {
        self.refusals = 0;
        if self.busy as f64 >= self.limit.floor() {
            let care = if self.lowered_at.is_some() { CAREFUL } else { 1.0 };
            self.limit = (self.limit + 1.0 / (self.limit * care)).min(MOST);
        }
    }
}

/// What the queue needs to know besides the jobs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    accounts: Vec<Account>,
    /// When the next create may leave, where one waits for that.
    opens_at: Option<UnixMillis>,
    is_paused: bool,
    is_offline: bool,
    /// Whether anything has happened since the queue was last looked at.
    is_changed: bool,
}

impl Slots {
    pub(crate) const fn new() -> Self {
        Self {
            accounts: Vec::new(),
            opens_at: None,
            is_paused: false,
            is_offline: false,
            is_changed: false,
        }
    }

    pub(crate) const fn set_offline(&mut self, is_offline: bool) {
        self.is_offline = is_offline;
        self.is_changed = true;
    }

    /// Whether a job could reach its provider. Ours is in the page.
    fn can_reach(&self, job: &Job) -> bool {
        !self.is_offline || job.provider.id == ProviderId::SANDBOX
    }

    /// Whatever moves may free a slot, or want one.
    pub(crate) const fn changed(&mut self) {
        self.is_changed = true;
    }

    pub(crate) const fn opens_at(&self) -> Option<UnixMillis> {
        self.opens_at
    }

    /// Time that nobody lived through is no time without hope.
    pub(crate) fn forgive(&mut self, span: Millis) {
        for account in &mut self.accounts {
            account.had_hope_at = account.had_hope_at + span;
        }
    }

    /// The clock was set back by so much.
    pub(crate) fn set_back(&mut self, span: Millis) {
        for account in &mut self.accounts {
            account.had_hope_at = account.had_hope_at - span;
            account.opens_at = account.opens_at - span;
            account.lowered_at = account.lowered_at.map(|at| at - span);
        }
        self.opens_at = self.opens_at.map(|at| at - span);
    }

    /// Lets the next create leave now, as far as time goes.
    pub(crate) fn open(&mut self, now: UnixMillis) {
        for account in &mut self.accounts {
            account.opens_at = account.opens_at.min(now);
        }
        self.opens_at = self.opens_at.map(|at| at.min(now));
    }

    fn account(&mut self, base_url: &BaseUrl, now: UnixMillis) -> &mut Account {
        let known = self.accounts.iter().position(|account| account.base_url == *base_url);
        let index = known.unwrap_or_else(|| {
            self.accounts.push(Account::new(base_url.clone(), now));
            self.accounts.len() - 1
        });
        &mut self.accounts[index]
    }

    /// Counts the tasks that the accounts have. Where one has fewer than before, the next may be
    /// tried, unless the provider has said when.
    fn count(&mut self, tallies: &[Tally], now: UnixMillis) {
        for account in &mut self.accounts {
            let tally = tallies.iter().find(|tally| tally.base_url == account.base_url);
            let before = account.busy;
            (account.busy, account.at_work) =
                tally.map_or((0, 0), |tally| (tally.busy, tally.at_work));
            if account.at_work > 0 {
                account.had_hope_at = now;
            }
            if account.busy < before && !account.is_told {
                account.opens_at = account.opens_at.min(now);
            }
        }
    }

    fn knows(&self, base_url: &BaseUrl) -> bool {
        self.accounts.iter().any(|account| account.base_url == *base_url)
    }
}

/// Whether its provider has, or may have, a task of it that is not over.
pub(crate) const fn takes_slot(job: &Job) -> bool {
    matches!(job.stage, Stage::Creating) || is_at_work(job)
}

/// Whether its provider is known to have a task of it that is not over.
pub(crate) const fn is_at_work(job: &Job) -> bool {
    matches!(job.stage, Stage::Waiting { .. })
}

impl Engine {
    /// Whether no create leaves, by the user's wish.
    #[must_use]
    pub const fn is_paused(&self) -> bool {
        self.slots.is_paused
    }

    /// Whether creates wait for the network.
    #[must_use]
    pub const fn is_offline(&self) -> bool {
        self.slots.is_offline
    }

    /// How many jobs have their turn before this one, of those that wait for a slot of the same
    /// account in any page. `None` where it does not wait for its turn.
    #[must_use]
    pub fn ahead(&self, id: &JobId) -> Option<usize> {
        self.job(id).filter(|job| waits_for_turn(job)).map(|job| self.lives.ahead(job))
    }

    /// All that this page has wait for a slot of a job's account.
    fn queue_of<'a>(&'a self, job: &'a Job) -> impl Iterator<Item = &'a Job> {
        let is_its = |other: &&Job| other.provider.base_url == job.provider.base_url;
        self.lives.values().filter(|life| is_queued(life)).map(|life| &life.job).filter(is_its)
    }

    /// A job wants its create sent, and goes to the end of the queue.
    pub(crate) fn line_up(&mut self, id: &JobId, now: UnixMillis) {
        let turn = self.lives.turn_after_all(now.0.saturating_mul(TURNS_PER_MILLI));
        let Some(life) = self.lives.get_mut(id) else { return };
        life.job.turn = turn;
        self.slots.changed();
    }

    /// No create leaves, or those that wait do. What the providers have goes on.
    pub(crate) const fn pause(&mut self, is_paused: bool) {
        self.slots.is_paused = is_paused;
        self.slots.changed();
    }

    /// The user moves a job in its queue.
    pub(crate) fn reorder(&mut self, id: &JobId, place: Place) {
        let Some(job) = self.lives.get(id).filter(|life| is_queued(life)).map(|life| &life.job)
        else {
            return;
        };
        let is_sooner = matches!(place, Place::First | Place::Sooner);
        let is_passed = |other: &&Job| other.id != *id && (turn(other) < turn(job)) == is_sooner;
        let passed = self.queue_of(job).filter(is_passed);
        let other = match place {
            Place::First | Place::Later => passed.min_by_key(|job| turn(job)),
            Place::Sooner | Place::Last => passed.max_by_key(|job| turn(job)),
        };
        let Some(other) = other else {
            return; // It is there already.
        };
        let (ours, theirs, other) = (job.turn, other.turn, other.id.clone());
        match place {
            Place::First => self.set_turn(id, theirs.saturating_sub(1)),
            Place::Last => self.set_turn(id, theirs + 1),
            Place::Sooner | Place::Later => {
                self.set_turn(&other, ours);
                self.set_turn(id, theirs);
            }
        }
    }

    fn set_turn(&mut self, id: &JobId, turn: u64) {
        if let Some(life) = self.lives.get_mut(id) {
            life.job.turn = turn;
            self.write(id);
        }
    }

    /// The provider said "not now": the job waits for its turn again, and the others of its account
    /// with it.
    pub(crate) fn queue(&mut self, id: &JobId, error: ApiError, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        let refused_at = *life.refused_at.get_or_insert(now);
        let (asked, operation) = (life.asked, life.job.request.operation());
        let base_url = life.job.provider.base_url.clone();
        let retry = error.retry;
        life.job.stage = Stage::Queued { error: None };
        self.slots.account(&base_url, now);
        self.lives.settle();
        self.slots.count(self.lives.tallies(), now);
        let account = self.slots.account(&base_url, now);
        let span = delay(operation, account.refusals, retry, &mut self.jitter);
        account.refusals = account.refusals.saturating_add(1);
        account.opens_at = now + span;
        account.is_told = matches!(retry, Retry::Later(Some(_)) | Retry::ForSlot(Some(_)));
        if matches!(retry, Retry::ForSlot(_)) {
            account.lower(asked, now);
        }
        let is_hopeless = now.since(refused_at.max(account.had_hope_at)) >= QUEUE_LIMIT;
        let error = Some(error);
        let stage = if is_hopeless { Stage::Stalled { error } } else { Stage::Queued { error } };
        self.enter(id, stage, now);
    }

    /// An account has taken a create in.
    pub(crate) fn taken_in(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        life.refused_at = None;
        let base_url = life.job.provider.base_url.clone();
        self.slots.account(&base_url, now);
        self.lives.settle();
        self.slots.count(self.lives.tallies(), now);
        self.slots.account(&base_url, now).raise();
        // There may be room for one more than before.
        self.slots.changed();
    }

    /// Sends what has its turn.
    pub(crate) fn fill(&mut self, now: UnixMillis) {
        let is_due = self.slots.opens_at.is_some_and(|at| at <= now);
        if !self.slots.is_changed && !is_due {
            return;
        }
        loop {
            self.slots.opens_at = None;
            self.slots.is_changed = false;
            let Some(id) = self.next_in_turn(now) else { return };
            self.record_create(&id, now);
        }
    }

    /// The job whose create may leave now, if there is one; else when one may is noted.
    fn next_in_turn(&mut self, now: UnixMillis) -> Option<JobId> {
        let Self { lives, slots, .. } = self;
        lives.settle();
        let firsts = lives.first_of_each_queue();
        if slots.is_paused || firsts.is_empty() {
            return None;
        }
        if firsts.iter().any(|(base_url, _)| !slots.knows(base_url)) {
            for life in lives.values().filter(|life| is_queued(life)) {
                slots.account(&life.job.provider.base_url, now);
            }
        }
        slots.count(lives.tallies(), now);
        for account in slots.accounts.iter().filter(|account| account.has_room()) {
            let its = firsts.iter().find(|(base_url, _)| **base_url == account.base_url);
            let Some(next) = its.and_then(|(_, id)| lives.get(id)) else { continue };
            if !slots.can_reach(&next.job) {
                continue;
            }
            if account.opens_at <= now {
                return Some(next.job.id.clone());
            }
            let sooner = slots.opens_at.map_or(account.opens_at, |at| at.min(account.opens_at));
            slots.opens_at = Some(sooner);
        }
        None
    }
}

/// Whether this page has it wait for its turn.
const fn is_queued(life: &Life) -> bool {
    !life.is_followed && waits_for_turn(&life.job)
}

pub(crate) const fn waits_for_turn(job: &Job) -> bool {
    matches!(job.stage, Stage::Queued { .. })
}

/// What the order of a queue goes by.
pub(crate) const fn turn(job: &Job) -> (u64, UnixMillis, &JobId) {
    (job.turn, job.submitted_at, &job.id)
}
