//! The tests of every crate that runs natively, with the examples in its documentation.

use anyhow::Result;

use super::{counted, counts::Counts};
use crate::{command::cargo, project::Project};

/// Crates that have a meaning in a browser only. The playground's pure parts are tested here, too.
const WASM_ONLY: &[&str] = &["foley-browser", "foley-sandbox-worker"];

/// Runs them, to the end even where some fail.
pub(super) fn test(project: &Project) -> Result<Counts> {
    let mut tests = cargo(project.root());
    tests.args(["test", "--workspace", "--no-fail-fast"]);
    for package in WASM_ONLY {
        tests.args(["--exclude", package]);
    }
    counted(&mut tests, Counts::of_cargo)
}
