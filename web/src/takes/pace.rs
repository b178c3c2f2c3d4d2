//! What to reckon with before there is a habit, and how full a job's row of dots is meanwhile.
//!
//! Nobody tells us a percentage. The row fills fast at first and ever slower, and is full only when
//! the sound is there.

use foley_core::{Millis, Operation, ProviderId};
use foley_engine::Job;

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

/// The one time that stands for a range of usual ones.
#[must_use]
pub fn middle((from, to): (Millis, Millis)) -> Millis {
    Millis((from.0 + to.0) / 2)
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
