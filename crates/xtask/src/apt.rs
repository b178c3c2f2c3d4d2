//! Debian's packages, where this program may install them.

use anyhow::Result;

use crate::{
    command::{command, output, run},
    project::Project,
    search_path::on_path,
};

/// Only as root on a system with apt, such as a container: elsewhere it is the user's to decide.
pub(crate) fn may_install(project: &Project) -> bool {
    let is_root = || output(command("id", project.root()).arg("-u"));
    on_path("apt-get").is_some() && is_root().is_ok_and(|id| id.trim() == "0")
}

/// Installs them.
pub(crate) fn install(project: &Project, packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut apt = command("apt-get", project.root());
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet");
        apt
    };
    run(apt().arg("update"))?;
    run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}
