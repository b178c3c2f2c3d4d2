//! How long such a job usually takes, and how full its row of dots is meanwhile.
//!
//! Nobody tells us a percentage. The row fills fast at first and ever slower, and is full only when
//! the sound is there.

use foley_core::{Millis, Operation, ProviderId, Request};
use foley_engine::{Job, Stage};

/// How many jobs make a habit.
const ENOUGH: usize = 3;

/// What has a pace of its own: an operation at a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    provider: String,
    operation: Operation,
}

impl Kind {
    /// The kind of a job. The user's own providers are told apart by their names.
    #[must_use]
    pub fn of(job: &Job) -> Self {
        Self { provider: job.provider.name.to_string(), operation: job.request.operation() }
    }
}

/// The usual time of a kind of job, by those that were done for us. `None` before it is a habit.
#[must_use]
pub fn usual<'a>(jobs: impl Iterator<Item = &'a Job>, kind: &Kind) -> Option<Millis> {
    let took = |job: &Job| match (&job.stage, job.ended_at) {
        // What was asked for elsewhere had begun before it was taken up here.
        _ if matches!(job.request, Request::Found(_)) => None,
        (Stage::Kept { .. }, Some(ended)) if Kind::of(job) == *kind => {
            Some(ended.since(job.submitted_at))
        }
        _ => None,
    };
    let mut times: Vec<Millis> = jobs.filter_map(took).collect();
    times.sort_unstable();
    (times.len() >= ENOUGH).then(|| times.get(times.len() / 2).copied()).flatten()
}

/// What to reckon with before there is a habit.
#[must_use]
pub fn expected(job: &Job) -> Millis {
    let is_sandbox = job.provider.id == ProviderId::SANDBOX;
    Millis::from_secs(match job.request.operation() {
        _ if is_sandbox => 6,
        Operation::Speech => 3,
        Operation::SoundEffect => 20,
        Operation::VideoSound => 40,
        Operation::Video => 120,
    })
}

/// How full the row is, from 0 to just under 1: at the usual time, three quarters.
#[must_use]
pub fn fullness(elapsed: Millis, usual: Millis) -> f64 {
    let (elapsed, usual) = (elapsed.0 as f64, (usual.0 as f64).max(1.0));
    elapsed / (elapsed + usual / 3.0)
}

#[cfg(test)]
mod tests {
    use foley_core::{Provider, TaskId, UnixMillis};
    use foley_engine::JobId;

    use super::*;

    /// They had begun before they were taken up here, so they say nothing of how long it takes.
    #[test]
    fn tasks_of_elsewhere_make_no_habit() {
        let job = |number| {
            let (id, task) = (JobId::from_random(number), TaskId(number.to_string()));
            let (provider, now) = (Provider::kling(), UnixMillis(1000));
            let job = Job::found(id, provider, Operation::SoundEffect, task, now);
            let take = foley_engine::Take {
                kind: foley_core::AssetKind::Audio,
                asset_id: None,
                format: foley_core::AssetFormat::Wav,
                bytes: 44,
                duration_ms: 3000,
                size: None,
                peaks: foley_engine::Peaks::default(),
            };
            let stage = Stage::Kept { take, more: Vec::new(), missing: None };
            Job { stage, ended_at: Some(UnixMillis(1100)), ..job }
        };
        let jobs: Vec<Job> = (0..5).map(job).collect();
        assert_eq!(usual(jobs.iter(), &Kind::of(&jobs[0])), None);
    }

    #[test]
    fn the_row_fills_and_is_never_full() {
        let usual = Millis::from_secs(12);
        assert_eq!(fullness(Millis(0), usual), 0.0);
        assert_eq!(fullness(usual, usual), 0.75);
        let late = fullness(Millis::from_secs(3600), usual);
        assert!(late > 0.99 && late < 1.0);
        assert!(fullness(Millis(0), Millis(0)).is_finite());
    }
}
