//! What the user and the page do to jobs: take up, stop, send again, remove, come back.

use foley_core::UnixMillis;

use crate::engine::Life;
use crate::{Action, Engine, Job, JobId, Progress, Stage};

impl Engine {
    /// Takes in what the store held. What was running goes on from what is recorded; a create that
    /// may have left is looked for, never repeated.
    pub(crate) fn restore(&mut self, jobs: Vec<Job>, now: UnixMillis) {
        for job in jobs {
            let id = job.id.clone();
            if self.lives.contains_key(&id) {
                continue;
            }
            let go_on = job.is_running();
            self.lives.insert(id.clone(), Life::new(job, now));
            if go_on {
                self.take_up(&id, now);
            }
        }
    }

    fn take_up(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        match &life.job.stage {
            // Queued means that the provider said no: nothing is on its way.
            Stage::Queued { .. } => self.record_create(id, now),
            Stage::Creating => self.reconcile(id, now),
            // A stored link may have expired while we were away: the task has a fresh one.
            _ => self.look(id, now),
        }
    }

    pub(crate) fn cancel(&mut self, id: &JobId, now: UnixMillis) {
        if self.job(id).is_some_and(Job::is_running) {
            self.enter(id, Stage::Cancelled, now);
        }
    }

    pub(crate) fn resume(&mut self, id: &JobId, now: UnixMillis) {
        if !self.job(id).is_some_and(Job::can_resume) {
            return;
        }
        let known = self.job(id).is_some_and(|job| job.task_id.is_some());
        let stage =
            if known { Stage::Waiting { progress: Progress::Submitted } } else { Stage::Creating };
        self.enter(id, stage, now);
        self.take_up(id, now);
    }

    pub(crate) fn send_again(&mut self, id: &JobId, now: UnixMillis) {
        if self.job(id).is_some_and(|job| matches!(job.stage, Stage::Unsure { .. })) {
            self.record_create(id, now);
        }
    }

    pub(crate) fn remove(&mut self, id: &JobId) {
        if let Some(life) = self.lives.remove(id) {
            if let Some((call, ..)) = life.call {
                self.push(Action::Abort(call));
            }
            self.push(Action::Delete(id.clone()));
        }
    }

    /// What had stopped for want of a key goes on.
    pub(crate) fn key_given(&mut self, origin: &str, now: UnixMillis) {
        let wants_it = |job: &&Job| {
            job.can_resume()
                && job.provider.base_url.origin() == origin
                && job.error().is_some_and(foley_core::ApiError::is_about_key)
        };
        let ids: Vec<JobId> = self.jobs().filter(wants_it).map(|job| job.id.clone()).collect();
        for id in ids {
            self.resume(&id, now);
        }
    }

    /// What was waiting for its time looks at once, and counts from the first rung again.
    pub(crate) fn returned(&mut self, now: UnixMillis) {
        let waiting = |life: &&mut Life| {
            life.wake.is_some()
                && life.call.is_none()
                && matches!(life.job.stage, Stage::Waiting { .. })
        };
        for life in self.lives.values_mut().filter(waiting) {
            life.wake = Some(now);
            life.tries = 0;
        }
        self.handle(crate::Event::Wake, now);
    }
}
