//! The create: recorded, sent once, and looked for where its answer was lost.

use foley_core::{ApiError, Charge, HttpResponse, Origin, Retry, Task, UnixMillis, wire};

use crate::engine::{Create, Life, Purpose};
use crate::schedule::{DENIAL_LIMIT, RECONCILE_LIMIT, WAIT_LIMIT, delay};
use crate::{Engine, Job, JobId, Stage, WriteId};

impl Engine {
    /// A job begins.
    pub(crate) fn submit(&mut self, job: Job, now: UnixMillis) {
        let id = job.id.clone();
        if !self.lives.contains_key(&id) {
            self.lives.insert(id.clone(), Life::new(job, now));
            self.record_create(&id, now);
        }
    }

    /// Has it written down that a create may leave. Only when that is safe does anything leave: a
    /// tab that dies in between must find a record that says so.
    pub(crate) fn record_create(&mut self, id: &JobId, now: UnixMillis) {
        let tries = self.lives.get(id).map_or(0, |life| life.tries);
        let Some(write) = self.enter(id, Stage::Creating, now) else {
            return;
        };
        if let Some(life) = self.lives.get_mut(id) {
            life.create = Create::Recording(write);
            life.tries = tries;
        }
    }

    pub(crate) fn stored(&mut self, write: WriteId, now: UnixMillis) {
        if let Some(id) = self.recorded_by(write) {
            self.send_create(&id, now);
        }
    }

    /// A create that can't be recorded is not sent: it could be paid for and forgotten.
    pub(crate) fn store_failed(&mut self, write: WriteId, reason: &str, now: UnixMillis) {
        if let Some(id) = self.recorded_by(write) {
            let words = "The browser's storage did not take the job, so nothing was sent";
            let mut error = ApiError::new(Origin::Ourselves, words);
            error.excerpt = Some(reason.to_owned());
            self.enter(&id, Stage::Failed { error }, now);
        }
    }

    /// The job whose create waits for this write.
    fn recorded_by(&self, write: WriteId) -> Option<JobId> {
        let waits = |life: &&Life| {
            life.job.stage == Stage::Creating && life.create == Create::Recording(write)
        };
        self.lives.values().find(waits).map(|life| life.job.id.clone())
    }

    fn send_create(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        life.create = Create::Sent;
        let job = &life.job;
        let request = wire::create(&job.provider, &job.request, &job.external_task_id);
        self.send(id, Purpose::Create, request, now);
    }

    pub(crate) fn created(
        &mut self,
        id: &JobId,
        outcome: Result<HttpResponse, ApiError>,
        now: UnixMillis,
    ) {
        match outcome.and_then(|response| wire::task(&response)) {
            Ok(task) => self.adopt(id, task, now),
            Err(error) if error.charge == Charge::Maybe => {
                if let Some(life) = self.lives.get_mut(id) {
                    life.lost = Some(error);
                }
                self.reconcile(id, now);
            }
            Err(error) if error.retry == Retry::Never => {
                self.enter(id, Stage::Failed { error }, now);
            }
            // The provider said that it did not happen, and that it may happen later.
            Err(error) => self.queue(id, error, now),
        }
    }

    /// The task is there, however we came to know.
    pub(crate) fn adopt(&mut self, id: &JobId, task: Task, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        life.job.task_id = Some(task.id.clone());
        life.since = now;
        life.tries = 0;
        self.progressed(id, task, now);
    }

    fn queue(&mut self, id: &JobId, error: ApiError, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        let (tries, submitted_at) = (life.tries, life.job.submitted_at);
        if now.since(submitted_at) >= WAIT_LIMIT {
            self.enter(id, Stage::Stalled { error: Some(error) }, now);
            return;
        }
        let span = delay(tries, error.retry, &mut self.jitter);
        self.enter(id, Stage::Queued { error }, now);
        if let Some(life) = self.lives.get_mut(id) {
            life.tries = tries;
        }
        self.wake_in(id, span, now);
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

    /// The provider was asked for a lost task and gave none.
    pub(crate) fn not_found_yet(&mut self, id: &JobId, error: ApiError, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        let (asked_for, tries) = (now.since(life.since), life.tries);
        let denied = is_denial(&error);
        if denied && asked_for >= DENIAL_LIMIT && life.job.provider.finds_by_external_id() {
            // It has had time to list what it has, and does not have this.
            if let Some(life) = self.lives.get_mut(id) {
                life.tries = 0;
            }
            self.send_create(id, now);
        } else if asked_for >= RECONCILE_LIMIT || (!denied && error.retry == Retry::Never) {
            let lost = life.lost.clone().filter(|_| !error.is_about_key());
            self.enter(id, Stage::Unsure { error: lost.unwrap_or(error) }, now);
        } else {
            let span = delay(tries, error.retry, &mut self.jitter);
            self.wake_in(id, span, now);
        }
    }
}

/// Whether the provider says that there is no such task.
pub(crate) fn is_denial(error: &ApiError) -> bool {
    error.origin == Origin::Provider
        && (error.status == Some(404) || matches!(error.code_number(), Some(1202 | 1203)))
}
