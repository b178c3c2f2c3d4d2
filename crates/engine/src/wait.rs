//! The wait: looking at the task until it is over, whatever happens to single looks.

use foley_core::{
    ApiError, HttpResponse, Millis, Origin, Retry, Task, TaskStatus, UnixMillis, wire,
};

use crate::create::{is_absence, is_denial};
use crate::engine::Purpose;
use crate::schedule::{EARLY, delay, wait_limit};
use crate::{Engine, JobId, Progress, Stage};

impl Engine {
    /// Asks the provider how far the task is.
    pub(crate) fn look(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        let job = &life.job;
        match wire::query(&job.provider, job.request.operation(), &job.task_ref()) {
            Some(request) => self.send(id, Purpose::Query, request, now),
            None => self.cannot_look(id, now),
        }
    }

    pub(crate) fn looked(
        &mut self,
        id: &JobId,
        outcome: Result<HttpResponse, ApiError>,
        now: UnixMillis,
    ) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        let creating = life.job.stage == Stage::Creating;
        match outcome.and_then(|response| wire::task(&response)) {
            Ok(task) if creating => self.found(id, task, now),
            Ok(task) => self.progressed(id, task, now),
            Err(error) if creating => self.not_found_yet(id, error, now),
            Err(error) => self.missed(id, error, now),
        }
    }

    /// A look that failed says nothing about the task.
    fn missed(&mut self, id: &JobId, error: ApiError, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        // Counted from when the task was there, and not from when it was asked for: it may have waited
        // long for its turn.
        let waited = now.since(life.since);
        let (dialect, operation) = (life.job.provider.dialect, life.job.request.operation());
        // Nor does it get later by being heard late.
        let early = is_absence(&error, dialect) && life.asked.since(life.since) < EARLY;
        let is_final = crate::create::ends_looking(&error) || self.was_signed_anew(id, &error);
        let Some(life) = self.lives.get(id) else { return };
        if is_denial(&error, dialect) && !early {
            self.rest(id, Stage::Expired { error }, now);
        } else if (is_final && !early) || waited >= wait_limit(operation) {
            self.rest(id, Stage::Stalled { error: Some(error) }, now);
        } else {
            let span = delay(operation, life.tries, error.retry, &mut self.jitter);
            let asked = match error.retry {
                Retry::Later(asked) | Retry::ForSlot(asked) => asked,
                Retry::Never | Retry::Resigned => None,
            };
            self.look_in(id, span, asked, now);
        }
    }

    /// The provider described the task.
    pub(crate) fn progressed(&mut self, id: &JobId, task: Task, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        life.signed_anew = false;
        life.job.request_id = task.request_id.clone().or(life.job.request_id.take());
        life.job.understood = task.understood.clone().or(life.job.understood.take());
        if !task.costs.is_empty() {
            life.job.costs.clone_from(&task.costs);
        }
        match task.status {
            TaskStatus::Submitted => {
                self.pending(id, Progress::Submitted, task.retry_after, now);
            }
            TaskStatus::Processing => {
                self.pending(id, Progress::Processing, task.retry_after, now);
            }
            TaskStatus::Succeeded => {
                self.learn(id, &task, now);
                self.keep(id, task.assets, now);
            }
            TaskStatus::Failed => {
                let charge = life.job.provider.charge_for_failure();
                let error = ApiError::of_failure(&task, charge);
                self.rest(id, Stage::Failed { error }, now);
            }
            TaskStatus::Unknown(word) => {
                let words = format!("The provider says \"{word}\", which we don't know");
                let error = Some(ApiError::new(Origin::Provider, words));
                self.rest(id, Stage::Stalled { error }, now);
            }
        }
    }

    fn pending(&mut self, id: &JobId, progress: Progress, asked: Option<Millis>, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        let stage = Stage::Waiting { progress };
        // What was done before is not undone: only its links are waited for.
        let was_done = matches!(life.job.stage, Stage::Keeping { .. });
        if life.job.stage != stage && !was_done {
            // A step forward is no new wait: the time and the rungs go on.
            life.job.stage = stage;
            self.store(id, now);
        }
        let Some(life) = self.lives.get(id) else {
            return;
        };
        let operation = life.job.request.operation();
        if now.since(life.since) >= wait_limit(operation) {
            self.rest(id, Stage::Stalled { error: None }, now);
        } else {
            let span = self.next_look(id, now);
            self.look_in(id, span, asked, now);
        }
    }

    /// Sets the next look: after so long, and not before the provider wants it.
    fn look_in(&mut self, id: &JobId, span: Millis, asked: Option<Millis>, now: UnixMillis) {
        let asked = asked.unwrap_or_default();
        if let Some(life) = self.lives.get_mut(id) {
            life.not_before = now + asked;
        }
        self.wake_in(id, span.max(asked), now);
    }
}
