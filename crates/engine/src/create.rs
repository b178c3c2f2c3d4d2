//! The create: recorded, sent once, and looked for where its answer was lost.

use foley_core::{
    ApiError, Charge, Dialect, HttpResponse, Lookup, Origin, Retry, Task, UnixMillis, wire,
};

use crate::engine::{Create, Life, Purpose};
use crate::schedule::{CLOCK_SKEW, DENIAL_LIMIT, QUEUE_LIMIT, RECONCILE_LIMIT, delay};
use crate::{Engine, Job, JobId, Stage, WriteId};

impl Engine {
    /// A job begins: it is sent at once where it has its turn, and written down in any case.
    pub(crate) fn submit(&mut self, job: Job, now: UnixMillis) {
        let id = job.id.clone();
        if !self.lives.contains_key(&id) {
            self.lives.insert(id.clone(), Life::new(job, now));
            self.record_begun(&id, now);
            self.line_up(&id, now);
            self.fill(now);
            if self.job(&id).is_some_and(|job| matches!(job.stage, Stage::Queued { .. })) {
                self.store(&id, now);
            }
        }
    }

    /// Has it written down that a create may leave. Only when that is safe does anything leave: a
    /// tab that dies in between must find a record that says so.
    pub(crate) fn record_create(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        if life.job.lost.is_none() {
            life.job.sent_at = Some(now);
        }
        let Some(write) = self.enter(id, Stage::Creating, now) else { return };
        if let Some(life) = self.lives.get_mut(id) {
            life.create = Create::Recording(write);
        }
    }

    pub(crate) fn stored(&mut self, write: WriteId, now: UnixMillis) {
        if let Some(id) = self.recorded_by(write) {
            self.send_create(&id, now);
        }
    }

    /// A create that can't be recorded is not sent: it could be paid for and forgotten.
    pub(crate) fn store_failed(&mut self, write: WriteId, reason: &str, now: UnixMillis) {
        let Some(id) = self.recorded_by(write) else { return };
        if let Some(error) = self.job(&id).and_then(|job| job.lost.clone()) {
            // An earlier create may still have made a task: nothing has changed about that.
            self.enter(&id, Stage::Unsure { error }, now);
        } else {
            let words = "The browser's storage did not take the job, so nothing was sent";
            let mut error = ApiError::new(Origin::Ourselves, words);
            error.code = Some(ApiError::NOT_STORED.to_owned());
            error.excerpt = Some(reason.to_owned());
            self.enter(&id, Stage::Failed { error }, now);
        }
    }

    /// The job whose create waits for this write.
    pub(crate) fn recorded_by(&self, write: WriteId) -> Option<JobId> {
        self.lives.of_write(write).map(|life| life.job.id.clone())
    }

    fn send_create(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        life.create = Create::Sent;
        let job = &life.job;
        match wire::create(&job.provider, &job.request, &job.external_task_id) {
            Some(request) => self.send(id, Purpose::Create, request, now),
            None => {
                let (name, what) = (&job.provider.name, job.request.operation().name());
                let words = format!("{name} does not make this ({what}), so nothing was sent");
                self.enter(
                    id,
                    Stage::Failed { error: ApiError::new(Origin::Ourselves, words) },
                    now,
                );
            }
        }
    }

    pub(crate) fn created(
        &mut self,
        id: &JobId,
        outcome: Result<HttpResponse, ApiError>,
        now: UnixMillis,
    ) {
        match outcome.and_then(|response| wire::task(&response)) {
            Ok(task) => {
                self.taken_in(id, now);
                self.watch(id, now);
                self.adopt(id, task, now);
            }
            Err(error) if error.charge == Charge::Maybe => {
                if let Some(life) = self.lives.get_mut(id) {
                    life.job.lost = Some(error);
                }
                self.reconcile(id, now);
            }
            Err(error) if error.retry == Retry::Never || self.was_signed_anew(id, &error) => {
                self.refused(id, error, now);
            }
            // The provider said that it did not happen, and that it may happen later.
            Err(error) => self.queue(id, error, now),
        }
    }

    /// A refusal is final, unless it is the key's, or unless an earlier create's answer was lost: that one may have made a task,
    /// and be what this one is refused for.
    fn refused(&mut self, id: &JobId, error: ApiError, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        if life.job.lost.is_some() {
            life.refused = Some(error);
            self.reconcile(id, now);
        } else if error.is_about_key() {
            // With another key it may be taken in.
            self.enter(id, Stage::Stalled { error: Some(error) }, now);
        } else {
            self.enter(id, Stage::Failed { error }, now);
        }
    }

    /// The task is there, however we came to know.
    pub(crate) fn adopt(&mut self, id: &JobId, task: Task, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        life.job.task_id = Some(task.id.clone());
        life.job.lost = None;
        life.refused = None;
        life.since = now;
        life.tries = 0;
        self.progressed(id, task, now);
    }

    /// The provider has a task under our id.
    pub(crate) fn found(&mut self, id: &JobId, task: Task, now: UnixMillis) {
        let Some(job) = self.job(id) else { return };
        if is_of_before(&task, job) {
            if let Some(error) = job.lost.clone().filter(is_refused_id) {
                // It was taken before we asked for anything, so nothing of ours was made.
                if let Some(life) = self.lives.get_mut(id) {
                    life.job.lost = None;
                }
                let error = ApiError { charge: Charge::No, ..error };
                self.enter(id, Stage::Failed { error }, now);
                return;
            }
            let words = "The provider has an older task under this external id, so yours can't be \
                         told from it: use another id";
            let error = ApiError::new(Origin::Gateway, words);
            self.enter(id, Stage::Unsure { error }, now);
        } else {
            self.adopt(id, task, now);
        }
    }

    /// The answer is lost: the provider is asked for our own id.
    pub(crate) fn reconcile(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        life.create = Create::Reconciling;
        life.since = now;
        life.tries = 0;
        self.look(id, now);
    }

    /// The provider can't be asked for what we never heard its id of: only the user can decide.
    pub(crate) fn cannot_look(&mut self, id: &JobId, now: UnixMillis) {
        let error = self.job(id).and_then(|job| job.lost.clone()).unwrap_or_else(|| {
            ApiError::new(Origin::Network, "The provider can't be asked for this task")
        });
        self.enter(id, Stage::Unsure { error }, now);
    }

    /// The provider was asked for a lost task and gave none.
    pub(crate) fn not_found_yet(&mut self, id: &JobId, error: ApiError, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        let (asked_for, tries) = (now.since(life.since), life.tries);
        let (dialect, operation) = (life.job.provider.dialect, life.job.request.operation());
        // What was said early is no later for being heard late.
        let denied = is_denial(&error, dialect)
            && life.asked.since(life.since) >= DENIAL_LIMIT
            && life.job.provider.lookup(operation) == Lookup::Documented;
        let is_final = ends_looking(&error) || self.was_signed_anew(id, &error);
        let hopeless = is_final && !is_absence(&error, dialect);
        let Some(life) = self.lives.get_mut(id) else { return };
        if denied && let Some(error) = life.refused.take() {
            // Neither create has made a task.
            life.job.lost = None;
            self.refused(id, error, now);
        } else if denied && now.since(life.taken_up) < QUEUE_LIMIT {
            // It has had time to list what it has, and does not have this.
            life.tries = 0;
            self.record_create(id, now);
        } else if denied || hopeless || asked_for >= RECONCILE_LIMIT {
            let lost = life.job.lost.clone().filter(|_| !error.is_about_key());
            self.enter(id, Stage::Unsure { error: lost.unwrap_or(error) }, now);
        } else {
            let span = delay(operation, tries, error.retry, &mut self.jitter);
            self.wake_in(id, span, now);
        }
    }
}

/// Whether a task that was found by our id is another one's: an id that the user chose may have been
/// used before.
fn is_of_before(task: &Task, job: &Job) -> bool {
    job.request.external_task_id().is_some()
        && task.created_at.is_some_and(|created_at| created_at + CLOCK_SKEW < job.began_at())
}

/// Whether an answer was no loss, but the refusal of an id that a task has already: perhaps ours, of a
/// create that the browser had sent before by itself.
fn is_refused_id(error: &ApiError) -> bool {
    error.origin == Origin::Provider && error.retry == Retry::Never
}

/// Whether the provider says that there is no such task, in a way that it alone would.
pub(crate) fn is_denial(error: &ApiError, dialect: Dialect) -> bool {
    let is_its_word = |code: &str| match dialect {
        Dialect::Kling => code == "1203",
        Dialect::CometApi => matches!(code, "1203" | "task_not_exist"),
        Dialect::ApiModels => code == "404",
    };
    error.origin == Origin::Provider && error.code.as_deref().is_some_and(is_its_word)
}

/// Whether looking again is no use.
pub(crate) fn ends_looking(error: &ApiError) -> bool {
    error.retry == Retry::Never && (error.origin != Origin::Gateway || error.is_about_key())
}

/// Whether somebody says that there is nothing here: the provider, or whatever stands before it.
pub(crate) fn is_absence(error: &ApiError, dialect: Dialect) -> bool {
    let is_its_word = matches!(error.code.as_deref(), Some("1202" | "task_not_exist"));
    is_denial(error, dialect)
        || (error.origin != Origin::Network && (error.status == Some(404) || is_its_word))
}
