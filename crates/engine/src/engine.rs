//! The engine itself: its jobs, its calls, and who is told what.

use std::collections::VecDeque;

use foley_core::{ApiError, HttpRequest, HttpResponse, Millis, Origin, Retry, UnixMillis};
use serde::{Deserialize, Serialize};

use crate::keep::Decoding;
use crate::lives::Lives;
use crate::pace::{Pace, Watch};
use crate::record::What;
use crate::schedule::{ASLEEP, CALL_LIMIT, FETCH_LIMIT, HIDDEN, Jitter, SET_BACK};
use crate::slots::Slots;
use crate::{Action, CallId, Event, Job, JobId, Stage, TransportError, WriteId};

/// The state machine of all jobs. See the [crate's page](crate) for how it is driven.
#[derive(Debug)]
pub struct Engine {
    pub(crate) lives: Lives,
    pub(crate) jitter: Jitter,
    pub(crate) pace: Pace,
    pub(crate) slots: Slots,
    /// Whether nobody looks at the page.
    pub(crate) is_hidden: bool,
    actions: VecDeque<Action>,
    /// Up to when lateness is forgiven.
    forgiven: UnixMillis,
    /// The latest time that we were told, since the clock was set back last.
    latest: UnixMillis,
    next_call: u64,
    next_write: u64,
}

/// A job, with what only matters while we run.
#[derive(Debug)]
pub(crate) struct Life {
    pub(crate) job: Job,
    pub(crate) create: Create,
    /// The call under way, and until when it may be.
    pub(crate) call: Option<(CallId, Purpose, UnixMillis)>,
    /// When the last call was sent: what it says was so at that time or after.
    pub(crate) asked: UnixMillis,
    /// When the next step is due.
    pub(crate) wake: Option<UnixMillis>,
    /// Up to when the provider wants the task left alone.
    pub(crate) not_before: UnixMillis,
    /// When this stage began for us.
    pub(crate) since: UnixMillis,
    /// What was seen of the task; `None` where it was not watched from the start, or not all the time.
    pub(crate) watch: Option<Watch>,
    /// When the job was begun, restored or taken up again.
    pub(crate) taken_up: UnixMillis,
    /// The file that is being decoded and stored.
    pub(crate) decoding: Option<Decoding>,
    /// How a later create was refused, while the lost one is looked for.
    pub(crate) refused: Option<ApiError>,
    /// Whether the last answer was about a token's time, so that the next one settles it.
    pub(crate) signed_anew: bool,
    /// Since when its creates were refused without one being taken in.
    pub(crate) refused_at: Option<UnixMillis>,
    /// Whether another page runs it, and this one only shows it.
    pub(crate) is_followed: bool,
    /// How many steps this stage has taken.
    pub(crate) tries: u32,
    /// Whether its record says how it came to be here.
    pub(crate) is_recorded: bool,
    /// Whether the lists of [`Lives`] have it as it is.
    pub(crate) is_listed: bool,
    /// Whether it is known that it may have changed.
    pub(crate) is_changed: bool,
}

impl Life {
    pub(crate) const fn new(job: Job, now: UnixMillis) -> Self {
        Self {
            job,
            create: Create::Sent,
            call: None,
            asked: now,
            wake: None,
            not_before: UnixMillis(0),
            since: now,
            watch: None,
            taken_up: now,
            decoding: None,
            refused: None,
            signed_anew: false,
            refused_at: None,
            is_followed: false,
            tries: 0,
            is_recorded: false,
            is_listed: false,
            is_changed: false,
        }
    }
}

/// How far the create is, while the stage is [`Stage::Creating`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Create {
    /// Its record is on the way to the store, by this write; nothing was sent.
    Recording(WriteId),
    /// It has left, or is about to leave.
    Sent,
    /// Its answer is lost, and the provider is being asked.
    Reconciling,
}

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To have a task made.
    Create,
    /// To ask how far a task is, or whether there is one.
    Query,
    /// To have a file.
    Fetch,
}

impl Engine {
    /// An engine with no jobs. The seed spreads the times at which it looks.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            lives: Lives::new(),
            jitter: Jitter::new(seed),
            pace: Pace::new(),
            slots: Slots::new(),
            is_hidden: false,
            actions: VecDeque::new(),
            forgiven: UnixMillis(0),
            latest: UnixMillis(0),
            next_call: 0,
            next_write: 0,
        }
    }

    /// Takes in what happened. Drain [`Engine::poll`] afterwards.
    pub fn handle(&mut self, event: Event, now: UnixMillis) {
        self.follow_clock(now);
        self.forgive_sleep(now);
        self.hear(&event, now);
        match event {
            Event::Submit { id, provider, request } => {
                self.submit(Job::new(id, provider, request, now), now);
            }
            Event::TakeUp { id, provider, operation, task } => {
                self.submit_found(Job::found(id, provider, operation, task, now), now);
            }
            Event::Restored(jobs) => self.restore(jobs, now),
            Event::Habits(habits) => self.pace.set(habits),
            Event::Stored(write) => self.stored(write, now),
            Event::StoreFailed(write, reason) => self.store_failed(write, &reason, now),
            Event::Answered { call, outcome } => self.answered(call, outcome, now),
            Event::Kept { job, file, take } => self.kept(&job, file, take, now),
            Event::KeepFailed { job, file, error } => self.keep_failed(&job, file, &error, now),
            Event::Cancel(id) => self.cancel(&id, now),
            Event::Resume(id) => self.resume(&id, now),
            Event::SendAgain(id) => self.send_again(&id, now),
            Event::Favourite(id, is_favourite) => self.favourite(&id, is_favourite, now),
            Event::Remove(id) => self.remove(&id),
            Event::Pause(is_paused) => self.pause(is_paused),
            Event::Move(id, place) => self.reorder(&id, place),
            Event::Seen(job) => self.seen(*job, now),
            Event::Offline(is_offline) => self.slots.set_offline(is_offline),
            Event::Hidden => self.hidden(),
            Event::Returned => self.returned(now),
            Event::Wake => self.wake(now),
        }
        self.fill(now);
        self.lives.settle();
    }

    /// The next thing to be done, until there is none.
    pub fn poll(&mut self) -> Option<Action> {
        self.actions.pop_front()
    }

    /// When to say [`Event::Wake`], if nothing happens before.
    #[must_use]
    pub fn next_wake(&self) -> Option<UnixMillis> {
        self.lives.next_due().into_iter().chain(self.slots.opens_at()).min()
    }

    /// All jobs, in no order that means anything.
    pub fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.lives.values().map(|life| &life.job)
    }

    /// One job.
    #[must_use]
    pub fn job(&self, id: &JobId) -> Option<&Job> {
        self.lives.get(id).map(|life| &life.job)
    }

    /// The jobs that have begun, may have changed, or are gone, since this was asked last.
    #[must_use = "they are told once"]
    pub fn changed(&mut self) -> Vec<JobId> {
        self.lives.changed()
    }

    /// Whether this page runs a job: it goes on by itself, and not in another page.
    #[must_use]
    pub fn runs(&self, id: &JobId) -> bool {
        self.lives.get(id).is_some_and(|life| !life.is_followed && life.job.is_running())
    }

    /// Whether another page runs a job.
    #[must_use]
    pub fn follows(&self, id: &JobId) -> bool {
        self.lives.get(id).is_some_and(|life| life.is_followed)
    }

    /// The jobs that would go on if there were a good key for this origin.
    #[must_use]
    pub fn wanting_key(&self, origin: &str) -> Vec<JobId> {
        let wants_it = |job: &&Job| {
            job.can_resume()
                && job.provider.base_url.origin() == origin
                && job.error().is_some_and(ApiError::is_about_key)
        };
        self.jobs().filter(wants_it).map(|job| job.id.clone()).collect()
    }

    /// What was due in a minute is due in a minute, whatever the clock says now.
    fn follow_clock(&mut self, now: UnixMillis) {
        let span = self.latest.since(now);
        if span >= SET_BACK {
            self.set_back(span, now);
        }
        self.latest = self.latest.max(now);
    }

    /// Takes all times back by so much, as the clock has just been. The engine sees that by itself; only
    /// who replays a record says so, where another job was told last.
    pub fn set_back(&mut self, span: Millis, now: UnixMillis) {
        self.latest = now;
        self.forgiven = self.forgiven - span;
        self.record_of_all(&What::SetBack { span }, now);
        let ids: Vec<JobId> = self.lives.values().map(|life| life.job.id.clone()).collect();
        for id in ids {
            let Some(life) = self.lives.get_mut(&id) else { continue };
            for at in [&mut life.asked, &mut life.not_before, &mut life.since, &mut life.taken_up] {
                *at = *at - span;
            }
            life.call = life.call.map(|(call, purpose, limit)| (call, purpose, limit - span));
            life.wake = life.wake.map(|at| at - span);
            life.refused_at = life.refused_at.map(|at| at - span);
            life.watch = None;
        }
        self.lives.settle();
        self.slots.set_back(span);
    }

    /// Time that the device slept through, or that its clock jumped, is no time that was waited. What is
    /// due stays so until the timer fires, which other events may precede.
    fn forgive_sleep(&mut self, now: UnixMillis) {
        let late = self.next_wake().map_or(Millis(0), |due| now.since(due.max(self.forgiven)));
        if late >= ASLEEP {
            self.slept(late, now);
        }
    }

    /// Does not count the time that the device has just slept. The engine sees that by itself; only who
    /// replays a record says so, where another job was the one to wake up late.
    pub fn slept(&mut self, span: Millis, now: UnixMillis) {
        self.forgiven = now;
        self.record_of_all(&What::Slept { span }, now);
        for life in self.lives.values_mut() {
            life.since = life.since + span;
            life.taken_up = life.taken_up + span;
            life.refused_at = life.refused_at.map(|at| at + span);
            life.watch = None;
        }
        self.slots.forgive(span);
        self.lives.settle();
    }

    pub(crate) fn push(&mut self, action: Action) {
        self.actions.push_back(action);
    }

    /// Moves a job to a stage, stops what the last one had under way, and has it stored.
    pub(crate) fn enter(&mut self, id: &JobId, stage: Stage, now: UnixMillis) -> Option<WriteId> {
        let life = self.lives.get_mut(id)?;
        let aborted = life.call.take();
        life.job.stage = stage;
        life.job.ended_at = (!life.job.is_running()).then_some(now);
        life.wake = None;
        life.since = now;
        life.tries = 0;
        self.slots.changed();
        if let Some((call, ..)) = aborted {
            self.push(Action::Abort(call));
        }
        self.store(id, now)
    }

    /// Moves a job to a stage that goes on with what the last one tried: the tries count on.
    pub(crate) fn enter_counting(
        &mut self,
        id: &JobId,
        stage: Stage,
        now: UnixMillis,
    ) -> Option<WriteId> {
        let tries = self.lives.get(id)?.tries;
        let write = self.enter(id, stage, now)?;
        self.lives.get_mut(id)?.tries = tries;
        Some(write)
    }

    /// Has a job stored at the stage that it has come to.
    pub(crate) fn store(&mut self, id: &JobId, now: UnixMillis) -> Option<WriteId> {
        let stage = self.lives.get(id)?.job.stage.clone();
        self.record(id, What::Entered { stage }, now);
        self.write(id)
    }

    /// Has a job's record stored as it now is.
    pub(crate) fn write(&mut self, id: &JobId) -> Option<WriteId> {
        let job = Box::new(self.lives.get(id)?.job.clone());
        let write = WriteId(self.next_write);
        self.next_write += 1;
        self.push(Action::Store { write, job });
        Some(write)
    }

    /// Sends a job's request. Its answer finds its way back by the call.
    pub(crate) fn send(
        &mut self,
        id: &JobId,
        purpose: Purpose,
        request: HttpRequest,
        now: UnixMillis,
    ) {
        let call = CallId(self.next_call);
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        self.next_call += 1;
        let limit = if purpose == Purpose::Fetch { FETCH_LIMIT } else { CALL_LIMIT };
        life.call = Some((call, purpose, now + limit));
        life.asked = now;
        life.wake = None;
        // A file lies at a host that is none of the key's business.
        let credential = (purpose != Purpose::Fetch).then(|| life.job.provider.clone());
        self.record_sent(id, purpose, &request, now);
        self.push(Action::Send { call, request, credential });
    }

    /// Whether this is the second answer in a row about a token's time, which says that signing
    /// another does not help.
    pub(crate) fn was_signed_anew(&mut self, id: &JobId, error: &ApiError) -> bool {
        let is_about_time = error.retry == Retry::Resigned;
        let before = self
            .lives
            .get_mut(id)
            .map(|life| std::mem::replace(&mut life.signed_anew, is_about_time));
        is_about_time && before == Some(true)
    }

    /// Sets when a job's next step is due.
    pub(crate) fn wake_in(&mut self, id: &JobId, span: Millis, now: UnixMillis) {
        let is_hidden = self.is_hidden;
        if let Some(life) = self.lives.get_mut(id) {
            let is_waiting = matches!(life.job.stage, Stage::Waiting { .. });
            let least = if is_hidden && is_waiting { HIDDEN } else { Millis(0) };
            life.wake = Some(now + span.max(least));
            life.tries = life.tries.saturating_add(1);
        }
    }

    fn answered(
        &mut self,
        call: CallId,
        outcome: Result<HttpResponse, TransportError>,
        now: UnixMillis,
    ) {
        let Some((id, purpose)) = self.waits_for(call) else {
            return; // Its job has moved on.
        };
        if let Some(life) = self.lives.get_mut(&id) {
            life.call = None;
        }
        self.outcome(&id, purpose, outcome.map_err(TransportError::into_api_error), now);
    }

    /// The job that waits for this call, and what for.
    pub(crate) fn waits_for(&self, call: CallId) -> Option<(JobId, Purpose)> {
        let life = self.lives.of_call(call)?;
        life.call.map(|(_, purpose, _)| (life.job.id.clone(), purpose))
    }

    fn outcome(
        &mut self,
        id: &JobId,
        purpose: Purpose,
        outcome: Result<HttpResponse, ApiError>,
        now: UnixMillis,
    ) {
        match purpose {
            Purpose::Create => self.created(id, outcome, now),
            Purpose::Query => self.looked(id, outcome, now),
            Purpose::Fetch => self.fetched(id, outcome, now),
        }
    }

    fn wake(&mut self, now: UnixMillis) {
        for id in self.lives.due_by(now) {
            let Some(life) = self.lives.get_mut(&id) else {
                continue;
            };
            if let Some((call, purpose, _)) = life.call.take_if(|(_, _, limit)| *limit <= now) {
                self.push(Action::Abort(call));
                self.record(&id, What::TimedOut, now);
                let late = ApiError::new(Origin::Network, "No answer came in time");
                self.outcome(&id, purpose, Err(late), now);
            } else if life.wake.take_if(|wake| *wake <= now).is_some() {
                self.step(&id, now);
            }
        }
    }

    /// Does what a job is due for.
    pub(crate) fn step(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        match &life.job.stage {
            Stage::Creating | Stage::Waiting { .. } => self.look(id, now),
            Stage::Keeping { asset: Some(asset), .. } => {
                let url = asset.url.clone();
                self.fetch(id, url, now);
            }
            Stage::Keeping { asset: None, .. } => self.look(id, now),
            _ => {}
        }
    }
}
