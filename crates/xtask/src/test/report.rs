//! What is said when all suites have ended.

use std::{fmt, process::ExitCode};

use super::counts::Counts;
use crate::step::Took;

/// How one suite ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The suite.
    pub(crate) name: &'static str,
    /// What its runners reported.
    pub(crate) counts: Counts,
    /// How long it took, with what it had to set up and to compile.
    pub(crate) took: Took,
    /// Why the counts are not all that there is to say.
    pub(crate) trouble: Option<&'static str>,
}

/// All suites that ran.
#[derive(Debug, Default)]
pub(crate) struct Report {
    outcomes: Vec<Outcome>,
}

impl Report {
    /// Adds a suite.
    pub(crate) fn add(&mut self, outcome: Outcome) {
        self.outcomes.push(outcome);
    }

    /// Success if nothing failed.
    pub(crate) fn exit_code(&self) -> ExitCode {
        if self.total().failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn total(&self) -> Counts {
        self.outcomes.iter().map(|outcome| outcome.counts).sum()
    }
}

impl fmt::Display for Report {
    /// A table, then one line that a program can read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{:<18} {:>7} {:>7}  time", "suite", "passed", "failed")?;
        for outcome in &self.outcomes {
            let Counts { passed, failed } = outcome.counts;
            let took = outcome.took.to_string();
            write!(f, "{:<18} {passed:>7} {failed:>7}  {took}", outcome.name)?;
            match outcome.trouble {
                Some(trouble) => writeln!(f, "  ({trouble})")?,
                None if outcome.counts.is_empty() => writeln!(f, "  (no tests)")?,
                None => writeln!(f)?,
            }
        }
        let Counts { passed, failed } = self.total();
        writeln!(f, "\n{passed} passed, {failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(name: &'static str, passed: u64, failed: u64) -> Outcome {
        Outcome { name, counts: Counts { passed, failed }, took: Took::default(), trouble: None }
    }

    #[test]
    fn the_last_line_sums_up() {
        let mut report = Report::default();
        report.add(outcome("native", 12, 0));
        report.add(outcome("e2e", 3, 1));
        let text = report.to_string();
        assert_eq!(text.lines().last(), Some("15 passed, 1 failed"));
        assert_eq!(report.exit_code(), ExitCode::FAILURE);
    }

    #[test]
    fn a_suite_without_tests_is_not_hidden() {
        let mut report = Report::default();
        report.add(outcome("native", 0, 0));
        assert!(report.to_string().contains("(no tests)"));
        assert_eq!(report.exit_code(), ExitCode::SUCCESS);
    }
}
