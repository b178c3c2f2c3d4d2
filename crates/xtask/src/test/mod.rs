//! `cargo xtask test`: every suite, one after the other, and one line at the end.

mod clients;
mod counts;
mod e2e;
mod native;
mod report;
mod wasm;

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::ValueEnum;

use self::{
    counts::Counts,
    report::{Outcome, Report},
};
use crate::{
    command::tee,
    project::Project,
    step::{Started, say},
};

/// What can be tested by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// All that runs without a browser, examples in the documentation included.
    Native,
    /// What is compiled to wasm, in a headless browser.
    Wasm,
    /// The built page in a browser, and the sandbox's server.
    E2e,
    /// Programs that others wrote, against the sandbox's server.
    Clients,
}

/// Runs the named suites, or all, and fails if any test did.
pub(crate) fn test(project: &Project, only: &[Suite]) -> Result<ExitCode> {
    let mut report = Report::default();
    for &suite in Suite::value_variants() {
        if !only.is_empty() && !only.contains(&suite) {
            continue;
        }
        match suite {
            Suite::Native => report.add(outcome("native", || native::test(project))),
            Suite::Wasm => {
                report.add(outcome("wasm, browser", || wasm::browser(project)));
                report.add(outcome("wasm, same bytes", || wasm::same_bytes(project)));
            }
            Suite::E2e => report.add(outcome("e2e", || e2e::test(project))),
            Suite::Clients => report.add(outcome("clients", || clients::test(project))),
        }
    }
    print!("{report}");
    Ok(report.exit_code())
}

/// A suite that could not run is one failure, so that it can't pass for one with no tests.
fn outcome(name: &'static str, suite: impl FnOnce() -> Result<Counts>) -> Outcome {
    say(format_args!("Testing: {name}"));
    let started = Started::now();
    let (counts, trouble) = match suite() {
        Ok(counts) => (counts, None),
        Err(error) => {
            say(format_args!("{name} could not run: {error:#}"));
            (Counts::COULD_NOT_RUN, Some("could not run, see above"))
        }
    };
    Outcome { name, counts, took: started.elapsed(), trouble }
}

/// Runs a test runner and counts what it reports. A bad end without a failed test is a failure
/// too: it did not compile, or it crashed.
fn counted(command: &mut Command, count: fn(&str) -> Counts) -> Result<Counts> {
    let (text, status) = tee(command)?;
    let counts = count(&text);
    if !status.success() && counts.failed == 0 {
        say(format_args!("The runner ended with {status}, but told of no failed test"));
        return Ok(counts + Counts::COULD_NOT_RUN);
    }
    Ok(counts)
}
