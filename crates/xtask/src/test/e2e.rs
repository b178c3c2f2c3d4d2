//! The built page in a browser, steered by Playwright under Node's test runner.

use std::{
    env::{self, consts::EXE_SUFFIX},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{counted, counts::Counts};
use crate::{
    chromium::Chromium,
    command::{cargo, command, run},
    fingerprint::names_in,
    npm, page,
    project::Project,
    step::step,
};

/// Builds what is tested and runs all of tests/e2e.
pub(super) fn test(project: &Project) -> Result<Counts> {
    npm::packages(project)?;
    let chromium = Chromium::set_up(project)?;
    page::build(project)?;
    step("Building foley-server", "up to 1 min", || {
        run(cargo(project.root()).args(["build", "--package", "foley-server"]))
    })?;

    // What an earlier run left would pass for what this one shows.
    fs::remove_dir_all(project.path("tests/e2e/results")).ok();
    let mut files = Vec::new();
    find(&project.path("tests/e2e"), &mut files)?;
    if files.is_empty() {
        return Ok(Counts::default());
    }
    // Where cargo put this program, it puts that one too, wherever it was told to build.
    let server = env::current_exe()
        .context("this program can't be found by itself")?
        .with_file_name(format!("foley-server{EXE_SUFFIX}"));
    let mut tests = command(npm::node()?, project.root());
    tests
        // One at a time: timing is part of what is tested.
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(files)
        .env("CHROMIUM", &chromium.browser)
        .env("FOLEY_SERVER", server);
    counted(&mut tests, Counts::of_node)
}

/// All `*.test.mjs` below a folder.
fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for name in names_in(folder)? {
        let path = folder.join(name);
        if path.is_dir() {
            find(&path, files)?;
        } else if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    Ok(())
}
