//! Finding programs, with the project's own before the machine's.

use std::{
    env::{self, consts::EXE_SUFFIX},
    ffi::OsString,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::project::Project;

/// `PATH` with the project's own tools first, so that every program started with it, and Trunk
/// above all, takes these and has nothing left to download.
pub(crate) fn with_our_tools(project: &Project) -> Result<OsString> {
    let ours = [project.tools().join("bin"), project.path("node_modules/.bin")];
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(ours.into_iter().chain(env::split_paths(&path)))
        .context("the project's folder has a name that PATH can't hold: move it")
}

/// The first program of that name on the machine's `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).find_map(|folder| program_in(&folder, name))
}

/// The program of that name in a folder.
pub(crate) fn program_in(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = folder.join(format!("{name}{EXE_SUFFIX}"));
    path.is_file().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_come_first() {
        let project = Project::find().unwrap();
        let path = with_our_tools(&project).unwrap();
        let first = env::split_paths(&path).next();
        assert_eq!(first, Some(project.path(".tools/bin")));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(on_path("no-such-program"), None);
    }
}
