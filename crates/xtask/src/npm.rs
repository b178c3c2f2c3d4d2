//! Node and what comes from npm: wasm-opt, the static server, and the browser's test driver.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{
    command::{command, run},
    fingerprint::Fingerprint,
    project::Project,
    search_path::on_path,
    step::step,
    version::Version,
};

const OLDEST_NODE: u64 = 20;

/// Where to find Node, once it is known to be recent enough.
pub(crate) fn node() -> Result<PathBuf> {
    let advice = "install Node 20 or later from https://nodejs.org";
    let node = on_path("node").with_context(|| format!("there is no Node: {advice}"))?;
    let version = Version::of(&node)
        .with_context(|| format!("{} does not say its version: {advice}", node.display()))?;
    ensure!(version.major >= OLDEST_NODE, "Node {} is too old: {advice}", version.major);
    Ok(node)
}

/// Makes sure that node_modules holds what package-lock.json names.
pub(crate) fn packages(project: &Project) -> Result<()> {
    install(project, "", "Installing wasm-opt and the static server from npm")
}

/// The same of a folder that has packages of its own.
pub(crate) fn packages_of(project: &Project, folder: &str) -> Result<()> {
    install(project, folder, &format!("Installing from npm what {folder} needs"))
}

fn install(project: &Project, folder: &str, what: &str) -> Result<()> {
    node()?;
    let root = project.path(folder);
    let mut wanted = Fingerprint::new();
    wanted.add(&root, "package-lock.json".as_ref())?;
    let wanted = wanted.finish();
    // Inside the folder that it speaks of, so that who removes the one removes the other.
    let stamp = root.join("node_modules/.foley-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    step(what, "5 to 30 s", || {
        run(command(npm(), &root).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))
            .context("npm could not install: it needs the network; if package.json was changed, run `npm install` first")?;
        fs::write(&stamp, wanted).context("node_modules can't be written to")
    })
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}
