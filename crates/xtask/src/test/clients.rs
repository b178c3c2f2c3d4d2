//! Programs that others wrote, against the sandbox over real HTTP: clients of Kling's protocol, a
//! validator of its OpenAPI document, and schemathesis, which tests it by that document.

use std::{
    env::{self, consts::EXE_SUFFIX},
    path::Path,
};

use anyhow::{Context, Result};

use super::{counted, counts::Counts};
use crate::{
    command::{cargo, command, run},
    fingerprint::names_in,
    npm,
    project::Project,
    python,
    step::step,
};

const FOLDER: &str = "tests/clients";

/// Sets up what they need and runs all of tests/clients.
pub(super) fn test(project: &Project) -> Result<Counts> {
    npm::packages_of(project, FOLDER)?;
    let python = python::set_up(project)?;
    step("Building foley-server", "up to 1 min", || {
        run(cargo(project.root()).args(["build", "--package", "foley-server"]))
    })?;
    // Where cargo put this program, it puts that one too, wherever it was told to build.
    let server = env::current_exe()
        .context("this program can't be found by itself")?
        .with_file_name(format!("foley-server{EXE_SUFFIX}"));

    let folder = project.path(FOLDER);
    let mut node = command(npm::node()?, &folder);
    node.args(["--test", "--test-reporter=spec"]).args(tests(&folder)?);
    let mut pytest = command(python, &folder);
    // What these keep for the next time is no part of the project.
    pytest.args(["-m", "pytest", "--color=no", "-p", "no:cacheprovider", "."]);
    let in_node = counted(node.env("FOLEY_SERVER", &server), Counts::of_node)?;
    let in_python = counted(
        pytest
            .env("FOLEY_SERVER", &server)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("HYPOTHESIS_STORAGE_DIRECTORY", project.tools().join("hypothesis")),
        Counts::of_pytest,
    )?;
    Ok(in_node + in_python)
}

/// The names of all `*.test.mjs`.
fn tests(folder: &Path) -> Result<Vec<String>> {
    let names = names_in(folder)?.into_iter().filter_map(|name| name.into_string().ok());
    Ok(names.filter(|name| name.ends_with(".test.mjs")).collect())
}
