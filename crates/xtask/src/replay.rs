//! `cargo xtask replay`: what happened to a job elsewhere, done again by the engine here.

use std::path::{PathBuf, absolute};

use anyhow::Result;

use crate::{
    command::{cargo, run},
    project::Project,
};

/// Replays logs, and fails where the engine does something else than is written there.
pub(crate) fn replay(project: &Project, files: &[PathBuf]) -> Result<()> {
    let files: Vec<PathBuf> = files.iter().map(absolute).collect::<Result<_, _>>()?;
    let example = ["run", "--quiet", "--package", "foley-engine", "--example", "replay", "--"];
    run(cargo(project.root()).args(example).args(files))
}
