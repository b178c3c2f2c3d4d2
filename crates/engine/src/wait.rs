//! The wait: looking at the task until it is over, whatever happens to single looks.

use foley_core::{ApiError, HttpResponse, Origin, Retry, Task, TaskStatus, UnixMillis, wire};

use crate::create::{is_absence, is_denial};
use crate::engine::Purpose;
use crate::schedule::{EARLY, WAIT_LIMIT, delay};
use crate::{Engine, JobId, Progress, Stage};

impl Engine {
    /// Asks the provider how far the task is.
    pub(crate) fn look(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        let job = &life.job;
        let request = wire::query(&job.provider, job.request.operation(), &job.task_ref());
        self.send(id, Purpose::Query, request, now);
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
            Ok(task) if creating => self.adopt(id, task, now),
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
        let waited = now.since(life.job.submitted_at);
        let early = is_absence(&error) && waited < EARLY;
        if is_denial(&error) && !early {
            self.enter(id, Stage::Expired { error }, now);
        } else if (error.retry == Retry::Never && !early) || now.since(life.since) >= WAIT_LIMIT {
            self.enter(id, Stage::Stalled { error: Some(error) }, now);
        } else {
            let span = delay(life.tries, error.retry, &mut self.jitter);
            self.wake_in(id, span, now);
        }
    }

    /// The provider described the task.
    pub(crate) fn progressed(&mut self, id: &JobId, task: Task, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        life.job.request_id = task.request_id.or(life.job.request_id.take());
        life.job.deduction = task.deduction.or(life.job.deduction.take());
        match task.status {
            TaskStatus::Submitted => self.pending(id, Progress::Submitted, now),
            TaskStatus::Processing => self.pending(id, Progress::Processing, now),
            TaskStatus::Succeeded => match task.assets.into_iter().next() {
                Some(asset) => self.keep(id, asset, now),
                None => {
                    let words = "The provider says that it is done, and gives no file";
                    let error = Some(ApiError::new(Origin::Gateway, words));
                    self.enter(id, Stage::Stalled { error }, now);
                }
            },
            TaskStatus::Failed => {
                let words = task.status_message;
                let words = words.unwrap_or_else(|| "The provider gave no reason".to_owned());
                let error = ApiError::new(Origin::Task, words);
                self.enter(id, Stage::Failed { error }, now);
            }
            TaskStatus::Unknown(word) => {
                let words = format!("The provider says \"{word}\", which we don't know");
                let error = Some(ApiError::new(Origin::Provider, words));
                self.enter(id, Stage::Stalled { error }, now);
            }
        }
    }

    fn pending(&mut self, id: &JobId, progress: Progress, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        let stage = Stage::Waiting { progress };
        if life.job.stage != stage {
            // A step forward is no new wait: the time and the rungs go on.
            life.job.stage = stage;
            self.store(id);
        }
        let Some(life) = self.lives.get(id) else {
            return;
        };
        if now.since(life.since) >= WAIT_LIMIT {
            self.enter(id, Stage::Stalled { error: None }, now);
        } else {
            let span = delay(life.tries, Retry::Later(None), &mut self.jitter);
            self.wake_in(id, span, now);
        }
    }
}
