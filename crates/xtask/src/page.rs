//! The playground's page: built by Trunk into dist/, and only when something has changed.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::{
    command::{command, run},
    fingerprint::{Fingerprint, names_in},
    npm,
    project::Project,
    rust_tools, search_path,
    step::step,
};

/// What the page is made of, below the project's folder. The crates beside these are not in it.
const INPUTS: &[&str] = &[
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates",
    "index.html",
    "package-lock.json",
    "rust-toolchain.toml",
    "web",
];

/// What the page in dist/ was built from, and what came out.
const STAMP: &str = "page.stamp";

/// Crates that run beside the page: a change in one of them changes nothing in it.
const BESIDE: &[&str] = &["bench", "bench-sound", "js", "server", "xtask"];

/// Makes sure that dist/ holds the page as the sources now say; `true` if it had to be built.
pub(crate) fn build(project: &Project) -> Result<bool> {
    let sources = sources(project)?;
    if is_current(project, &sources) {
        return Ok(false);
    }
    rust_tools::wasm_target(project)?;
    rust_tools::builders(project)?;
    npm::packages(project)?;
    step("Building the page", "2 to 5 min at first, then less", || trunk(project))?;
    // Taken before the build: what was changed meanwhile is seen the next time.
    let stamp = format!("{sources} {}", built(project)?);
    project.write_down(STAMP, &stamp)?;
    Ok(true)
}

fn trunk(project: &Project) -> Result<()> {
    let path = search_path::with_our_tools(project)?;
    run(command("trunk", project.root())
        .args(["build", "--release"])
        .env("PATH", path)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // What is of use is in the error; the rest would be the insides of its scheduler.
        .env("RUST_BACKTRACE", "0")
        // Trunk takes it for an option that must say true or false, and most people set 1.
        .env_remove("NO_COLOR"))
    .context("the compiler's words are above; after a change of tools, removing .tools may help")?;
    ensure!(
        project.dist().join("index.html").is_file(),
        "Trunk ended well, but dist/index.html is not there: see Trunk.toml"
    );
    Ok(())
}

fn is_current(project: &Project, sources: &str) -> bool {
    let Ok(stamp) = fs::read_to_string(project.tools().join(STAMP)) else {
        return false;
    };
    // Somebody may have built or removed dist/ by hand.
    built(project).is_ok_and(|built| stamp == format!("{sources} {built}"))
}

fn sources(project: &Project) -> Result<String> {
    let mut fingerprint = Fingerprint::new();
    for input in INPUTS {
        match *input {
            "crates" => add_crates(project, &mut fingerprint)?,
            other => fingerprint.add(project.root(), other.as_ref())?,
        }
    }
    Ok(fingerprint.finish())
}

fn add_crates(project: &Project, fingerprint: &mut Fingerprint) -> Result<()> {
    for name in names_in(&project.path("crates"))? {
        if BESIDE.iter().any(|beside| name == *beside) {
            continue;
        }
        let folder = Path::new("crates").join(name);
        for part in ["Cargo.toml", "build.rs", "src"] {
            fingerprint.add(project.root(), &folder.join(part))?;
        }
    }
    Ok(())
}

fn built(project: &Project) -> Result<String> {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(&project.dist(), "".as_ref())?;
    Ok(fingerprint.finish())
}
