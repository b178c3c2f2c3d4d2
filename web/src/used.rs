//! When each take was last played or saved, for as long as anybody may want to know.
//!
//! A small setting, and written at most once an hour for each take. Tabs share it; where it is lost, a take
//! counts as used when it was made.

use foley_browser::{clock, settings};
use foley_core::{Millis, UnixMillis};
use foley_engine::{Job, JobId};

const NAME: &str = "used";

/// Within this time, being used again is no news.
const HOUR: Millis = Millis::from_secs(3600);

/// Takes that were used, and when.
#[derive(Debug, Default)]
pub(crate) struct Used(Vec<(JobId, UnixMillis)>);

impl Used {
    pub(crate) fn load() -> Self {
        Self(settings::load(NAME).unwrap_or_default())
    }

    /// When a job's take was last used, or else made.
    pub(crate) fn last(&self, job: &Job) -> UnixMillis {
        let made = job.ended_at.unwrap_or(job.submitted_at);
        self.of(&job.id).map_or(made, |used| used.max(made))
    }

    fn of(&self, id: &JobId) -> Option<UnixMillis> {
        self.0.iter().find(|(of, _)| of == id).map(|(_, used)| *used)
    }

    /// Whether it was news.
    fn note(&mut self, id: &JobId, now: UnixMillis) -> bool {
        let is_news = self.of(id).is_none_or(|used| now.since(used) >= HOUR);
        if is_news {
            self.0.retain(|(of, _)| of != id);
            self.0.push((id.clone(), now));
        }
        is_news
    }

    /// Forgets what is there no more.
    pub(crate) fn retain(&mut self, is_there: impl Fn(&JobId) -> bool) {
        let before = self.0.len();
        self.0.retain(|(id, _)| is_there(id));
        if self.0.len() < before {
            settings::save(NAME, &self.0);
        }
    }
}

/// A take is being used.
pub(crate) fn note(id: &JobId) {
    let mut used = Used::load();
    if used.note(id, clock::now()) {
        settings::save(NAME, &used.0);
    }
}

#[cfg(test)]
mod tests {
    use foley_core::{Operation, Provider, TaskId};

    use super::*;

    #[test]
    fn a_take_counts_as_used_when_it_was_made_or_used_last() {
        let (id, now) = (JobId::from_random(1), UnixMillis(1000));
        let task = TaskId("1".to_owned());
        let job = Job::found(id.clone(), Provider::sandbox(), Operation::Speech, task, now);
        let mut used = Used::default();
        assert_eq!(used.last(&job), now);
        let later = now + HOUR;
        assert!(used.note(&id, now) && !used.note(&id, later - Millis(1)));
        assert_eq!(used.last(&job), now);
        assert!(used.note(&id, later));
        assert_eq!(used.last(&job), later);
        assert_eq!(used.0.len(), 1);
    }
}
