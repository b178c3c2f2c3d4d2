//! How long such a job usually takes, and how full its row of dots is meanwhile.
//!
//! Nobody tells us a percentage. The row fills fast at first and ever slower, and is full only when
//! the sound is there.

use foley_core::{Millis, ProviderId};
use foley_engine::{Job, Stage};

/// How many jobs make a habit.
const ENOUGH: usize = 3;

/// A provider's usual time, by the jobs that it has done for us. `None` before it is a habit.
#[must_use]
pub fn usual<'a>(jobs: impl Iterator<Item = &'a Job>, provider: &ProviderId) -> Option<Millis> {
    let took = |job: &Job| match (&job.stage, job.ended_at) {
        (Stage::Kept { .. }, Some(ended)) if job.provider.id == *provider => {
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
pub fn expected(provider: &ProviderId) -> Millis {
    Millis::from_secs(if *provider == ProviderId::SANDBOX { 6 } else { 20 })
}

/// How full the row is, from 0 to just under 1: at the usual time, three quarters.
#[must_use]
pub fn fullness(elapsed: Millis, usual: Millis) -> f64 {
    let (elapsed, usual) = (elapsed.0 as f64, (usual.0 as f64).max(1.0));
    elapsed / (elapsed + usual / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
