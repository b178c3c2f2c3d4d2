//! What worlds came to.

use std::fmt;
use std::ops::AddAssign;

use crate::Fault;

/// What worlds came to, all together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// How many worlds.
    pub worlds: u64,
    /// How many jobs were asked for.
    pub jobs: u64,
    /// How many things happened.
    pub steps: u64,
    /// How many creates left, and how many of them were taken in.
    pub creates: (u64, u64),
    /// How many jobs are kept in the end.
    pub kept: u64,
    /// How many failed, for a reason that was given.
    pub failed: u64,
    /// How many wait for a task that never ends.
    pub stalled: u64,
    /// How many were refused while nobody could tell what became of an earlier create.
    pub unsure: u64,
    /// How many were taken up by an id that is nobody's, or are kept by their provider no longer.
    pub gone: u64,
    /// How many the user removed.
    pub removed: u64,
    /// How many were never written down: their page died before, and nothing left.
    pub never_begun: u64,
    pub(crate) faults: Vec<u64>,
}

impl Stats {
    /// Counts a fault.
    pub(crate) fn count(&mut self, fault: Fault) {
        self.faults.resize(Fault::ALL.len(), 0);
        if let Some(count) = self.faults.get_mut(fault as usize) {
            *count += 1;
        }
    }

    /// How often a fault happened.
    #[must_use]
    pub fn faults(&self, fault: Fault) -> u64 {
        self.faults.get(fault as usize).copied().unwrap_or_default()
    }
}

impl AddAssign<&Self> for Stats {
    fn add_assign(&mut self, other: &Self) {
        self.worlds += other.worlds;
        self.jobs += other.jobs;
        self.steps += other.steps;
        self.creates.0 += other.creates.0;
        self.creates.1 += other.creates.1;
        self.kept += other.kept;
        self.failed += other.failed;
        self.stalled += other.stalled;
        self.unsure += other.unsure;
        self.gone += other.gone;
        self.removed += other.removed;
        self.never_begun += other.never_begun;
        self.faults.resize(Fault::ALL.len(), 0);
        for (ours, fault) in self.faults.iter_mut().zip(Fault::ALL) {
            *ours += other.faults(*fault);
        }
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { worlds, jobs, steps, creates: (sent, taken), .. } = self;
        let Self { kept, failed, stalled, unsure, gone, removed, never_begun, .. } = self;
        writeln!(f, "{worlds} worlds, {jobs} jobs, {steps} steps")?;
        writeln!(f, "{sent} creates left, {taken} were taken in")?;
        writeln!(
            f,
            "{kept} kept, {failed} failed as told, {stalled} without end, {unsure} unsure, \
             {gone} unknown, {removed} removed, {never_begun} never written down\n"
        )?;
        writeln!(f, "| fault | times |\n| --- | ---: |")?;
        let mut total = 0;
        for fault in Fault::ALL {
            let times = self.faults(*fault);
            total += times;
            writeln!(f, "| {} | {times} |", fault.name())?;
        }
        writeln!(f, "| all | {total} |")
    }
}
