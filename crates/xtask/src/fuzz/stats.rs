//! What a run of a target came to, read from libFuzzer's words.

use std::{fmt, process::ExitCode};

/// One target's run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stats {
    /// How many inputs were tried, where that was said.
    executions: Option<u64>,
    /// How many of them in a second.
    per_second: Option<u64>,
    /// How many edges of the program were reached.
    edges: Option<u64>,
    /// Whether every input was survived.
    survived: bool,
}

impl Stats {
    /// From all that it said.
    pub(super) fn read(text: &str, survived: bool) -> Self {
        let last = |name: &str| {
            let (_, number) = text.rsplit_once(name)?;
            number.split_whitespace().next()?.parse().ok()
        };
        Self {
            executions: last("stat::number_of_executed_units:"),
            per_second: last("stat::average_exec_per_sec:"),
            edges: last(" cov:"),
            survived,
        }
    }
}

/// All that ran.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<(String, Stats)>,
}

impl Table {
    /// Adds a target.
    pub(super) fn add(&mut self, target: &str, stats: Stats) {
        self.rows.push((target.to_owned(), stats));
    }

    /// Success if every input was survived.
    pub(super) fn exit_code(&self) -> ExitCode {
        if self.rows.iter().all(|(_, stats)| stats.survived) {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |number: Option<u64>| number.map_or("?".to_owned(), |n| n.to_string());
        writeln!(f, "| target | executions | per second | edges | outcome |")?;
        writeln!(f, "| --- | ---: | ---: | ---: | --- |")?;
        for (target, stats) in &self.rows {
            let executions = number(stats.executions);
            let per_second = number(stats.per_second);
            let edges = number(stats.edges);
            let outcome = if stats.survived { "survived all" } else { "**crashed**" };
            writeln!(f, "| {target} | {executions} | {per_second} | {edges} | {outcome} |")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDED: &str = "#2\tINITED cov: 12 ft: 13 corp: 1/1b exec/s: 0 rss: 32Mb\n\
        #1029725\tDONE   cov: 873 ft: 2811 corp: 512/9Kb lim: 4096 exec/s: 171620 rss: 32Mb\n\
        Done 1029725 runs in 6 second(s)\n\
        stat::number_of_executed_units: 1029725\n\
        stat::average_exec_per_sec:     171620\n";

    #[test]
    fn libfuzzers_figures_are_read() {
        let mut table = Table::default();
        table.add("task", Stats::read(ENDED, true));
        let text = table.to_string();
        assert_eq!(text.lines().last(), Some("| task | 1029725 | 171620 | 873 | survived all |"));
        assert_eq!(table.exit_code(), ExitCode::SUCCESS);
    }

    #[test]
    fn one_crash_is_a_failure() {
        let mut table = Table::default();
        table.add("task", Stats::read(ENDED, true));
        table.add("webhook", Stats::read("thread panicked", false));
        assert!(table.to_string().ends_with("| webhook | ? | ? | ? | **crashed** |\n"));
        assert_eq!(table.exit_code(), ExitCode::FAILURE);
    }
}
