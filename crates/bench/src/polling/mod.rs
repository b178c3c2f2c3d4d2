//! What it costs to wait for tasks: looks, and the time from when a task is done to when that is seen.
//!
//! A look is worth a second of lateness. Tasks are made up, from a seed; nothing waits.

mod chance;
mod durations;
mod optimum;
mod policy;
mod table;

pub use table::report;

/// How many seconds of lateness a look is worth.
const WORTH: f64 = 1.0;

/// What it took to see one task through.
#[derive(Clone, Copy, Debug)]
struct Waited {
    looks: u32,
    /// In seconds.
    late: f64,
}

/// What it took to see many through.
#[derive(Debug)]
struct Figures {
    looks: f64,
    late: f64,
    late_95: f64,
}

impl Figures {
    fn of(waits: &[Waited]) -> Self {
        let count = waits.len().max(1) as f64;
        let mut late: Vec<f64> = waits.iter().map(|wait| wait.late).collect();
        late.sort_by(f64::total_cmp);
        Self {
            looks: waits.iter().map(|wait| f64::from(wait.looks)).sum::<f64>() / count,
            late: late.iter().sum::<f64>() / count,
            late_95: late.get(late.len() * 95 / 100).copied().unwrap_or_default(),
        }
    }

    fn cost(&self) -> f64 {
        self.looks * WORTH + self.late
    }
}

#[cfg(test)]
mod tests;
