//! What the user and the page do to jobs: take up, stop, send again, remove, come back.

use foley_core::{ApiError, Origin, UnixMillis};

use crate::engine::{Create, Life};
use crate::keep::stopped;
use crate::{Action, Engine, Job, JobId, Progress, Stage};

impl Engine {
    /// Takes in what the store held. What was running goes on from what is recorded; a create that
    /// may have left is looked for, never repeated.
    pub(crate) fn restore(&mut self, jobs: Vec<Job>, now: UnixMillis) {
        for job in jobs {
            let id = job.id.clone();
            if self.runs(&id) {
                continue;
            }
            let go_on = job.is_running();
            self.lives.insert(id.clone(), Life::new(job, now));
            self.slots.changed();
            if go_on {
                self.record_found(&id, now);
                self.take_up(&id, now);
            }
        }
    }

    fn take_up(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        life.watch = None;
        match &life.job.stage {
            // Nothing is on its way: it keeps its turn.
            Stage::Queued { .. } => {}
            Stage::Creating => {
                if let Some(life) = self.lives.get_mut(id) {
                    life.job.lost.get_or_insert_with(|| {
                        let words = "The page was gone before an answer came";
                        ApiError::new(Origin::Network, words)
                    });
                }
                self.reconcile(id, now);
            }
            // A stored link may have expired while we were away: the task has a fresh one.
            _ => self.look(id, now),
        }
    }

    /// A task of elsewhere is written down and looked at. Nothing is created.
    pub(crate) fn submit_found(&mut self, job: Job, now: UnixMillis) {
        let id = job.id.clone();
        if !self.lives.contains_key(&id) {
            self.lives.insert(id.clone(), Life::new(job, now));
            self.record_begun(&id, now);
            self.store(&id, now);
            self.look(&id, now);
        }
    }

    pub(crate) fn cancel(&mut self, id: &JobId, now: UnixMillis) {
        if !self.runs(id) {
            return;
        }
        let Some(life) = self.lives.get_mut(id) else { return };
        let is_out = !matches!(life.create, Create::Recording(_));
        if life.job.stage == Stage::Creating && is_out {
            life.job.lost.get_or_insert_with(|| {
                ApiError::new(Origin::Network, "You stopped waiting before an answer came")
            });
        }
        if life.job.takes().next().is_some() {
            // What is ours already is worth having.
            self.rest(id, Stage::Stalled { error: Some(stopped()) }, now);
        } else {
            self.enter(id, Stage::Cancelled, now);
        }
    }

    pub(crate) fn resume(&mut self, id: &JobId, now: UnixMillis) {
        if !self.job(id).is_some_and(Job::can_resume) {
            return;
        }
        let Some(life) = self.lives.get_mut(id) else { return };
        life.taken_up = now;
        life.refused_at = None;
        let stage = match &mut life.job.stage {
            // Only what is missing is fetched.
            Stage::Kept { take, more, .. } => {
                let kept = [take.clone()].into_iter().chain(more.drain(..)).collect();
                Stage::Keeping { asset: None, rest: Vec::new(), kept }
            }
            _ if life.job.task_id.is_some() => Stage::Waiting { progress: Progress::Submitted },
            Stage::Unsure { error } => {
                life.job.lost.get_or_insert_with(|| error.clone());
                Stage::Creating
            }
            _ if life.job.lost.is_some() => Stage::Creating,
            // Every create so far was refused, or none was sent: nothing is out.
            _ => {
                self.line_up(id, now);
                self.enter(id, Stage::Queued { error: None }, now);
                return;
            }
        };
        self.enter(id, stage, now);
        self.take_up(id, now);
    }

    pub(crate) fn send_again(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        if let Stage::Unsure { error } = &life.job.stage {
            life.job.lost.get_or_insert_with(|| error.clone());
            life.taken_up = now;
            life.refused_at = None;
            self.record_create(id, now);
        }
    }

    /// Nothing else of the job changes, and what is under way goes on.
    pub(crate) fn favourite(&mut self, id: &JobId, is_favourite: bool, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        if life.job.favourite != is_favourite {
            life.job.favourite = is_favourite;
            self.store(id, now);
        }
    }

    pub(crate) fn remove(&mut self, id: &JobId) {
        if let Some(life) = self.lives.remove(id) {
            if let Some((call, ..)) = life.call {
                self.push(Action::Abort(call));
            }
            self.push(Action::Delete(id.clone()));
            self.slots.changed();
        }
    }

    /// Another page runs this job, or ran it: it is shown as it is there. One that this page runs is
    /// none of its business.
    pub(crate) fn seen(&mut self, job: Job, now: UnixMillis) {
        let id = job.id.clone();
        if !self.runs(&id) {
            let is_followed = job.is_running();
            self.lives.insert(id, Life { is_followed, ..Life::new(job, now) });
            self.slots.changed();
        }
    }

    /// Nobody looks at the page: there is less hurry.
    pub(crate) const fn hidden(&mut self) {
        self.is_hidden = true;
    }

    /// What was waiting for its time looks at once, or as soon as its provider wants to be asked, and
    /// counts from the first rung again.
    pub(crate) fn returned(&mut self, now: UnixMillis) {
        self.is_hidden = false;
        let waiting = |life: &&Life| {
            life.wake.is_some()
                && life.call.is_none()
                && matches!(life.job.stage, Stage::Waiting { .. })
        };
        let waiting = self.lives.values().filter(waiting);
        let ids: Vec<JobId> = waiting.map(|life| life.job.id.clone()).collect();
        for id in ids {
            if let Some(life) = self.lives.get_mut(&id) {
                life.wake = Some(now.max(life.not_before));
                life.tries = 0;
            }
        }
        self.handle(crate::Event::Wake, now);
    }
}
