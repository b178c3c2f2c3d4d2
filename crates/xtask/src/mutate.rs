//! `cargo xtask mutate`: each rule of the engine is broken in turn, and the simulation must notice.
//!
//! What breaks a rule is a patch in `crates/engine/mutations`, with the rule in its first line. It is
//! applied to a copy of the crates; one that does not apply any more is an error.

use std::{
    env::consts::EXE_SUFFIX,
    ffi::OsString,
    fmt, fs,
    path::Path,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, ensure};

use crate::{
    command::{cargo, command, complaints, run},
    fingerprint::names_in,
    project::Project,
    simulate::{PACKAGE, PROFILE},
    step::{say, step},
};

/// Where the patches are.
const PATCHES: &str = "crates/engine/mutations";

/// In how many jobs a broken rule must show.
const JOBS: &str = "20000";

/// Folders of the crates that are not copied.
const NOT_COPIED: &[&str] = &["target", "node_modules", "corpus", "artifacts"];

/// A rule that is broken, and what came of that.
struct Row {
    name: String,
    rule: String,
    /// What the simulation said, where it noticed.
    caught: Option<String>,
}

/// Breaks one rule, or each, and prints a table. Fails if anything goes unnoticed.
pub(crate) fn mutate(project: &Project, only: Option<&str>, seed: u64) -> Result<ExitCode> {
    let folder = project.build_folder()?.join("mutants");
    let mut rows = Vec::new();
    copy_all(project, &folder)?;
    let whole = step("The engine as it is", "1 min", || attempt(&folder, seed))?;
    ensure!(whole.is_none(), "the simulation fails without any mutation: {whole:?}");
    for patch in patches(project)? {
        let name = patch.to_string_lossy().trim_end_matches(".patch").to_owned();
        if only.is_some_and(|only| only != name) {
            continue;
        }
        let path = project.path(PATCHES).join(&patch);
        let text = fs::read_to_string(&path).with_context(|| format!("{name} can't be read"))?;
        let rule = text.lines().next().unwrap_or_default().to_owned();
        copy_all(project, &folder)?;
        apply(&path, &folder)?;
        let caught = step(&name, "20 s", || attempt(&folder, seed))?;
        say(format_args!("{name}: {}", caught.as_deref().unwrap_or("NOT NOTICED")));
        rows.push(Row { name, rule, caught });
    }
    ensure!(!rows.is_empty(), "there is no such mutation");
    print!("{}", Table(&rows));
    let is_all = rows.iter().all(|row| row.caught.is_some());
    Ok(if is_all { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn patches(project: &Project) -> Result<Vec<OsString>> {
    let names = names_in(&project.path(PATCHES))?;
    Ok(names.into_iter().filter(|name| name.to_string_lossy().ends_with(".patch")).collect())
}

/// Copies the crates and what builds them. What has not changed is left alone, so that it is not
/// built again.
fn copy_all(project: &Project, folder: &Path) -> Result<()> {
    copy(&project.path("crates"), &folder.join("crates"))?;
    let manifest = fs::read_to_string(project.path("Cargo.toml"))?;
    // The page is not among what is copied.
    let manifest = manifest.replace(", \"web\"]", "]");
    write(&folder.join("Cargo.toml"), manifest.as_bytes())?;
    if !folder.join("Cargo.lock").is_file() {
        write(&folder.join("Cargo.lock"), &fs::read(project.path("Cargo.lock"))?)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for name in names_in(from)? {
        if NOT_COPIED.contains(&&*name.to_string_lossy()) {
            continue;
        }
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            let bytes = fs::read(&from).with_context(|| format!("{} is", from.display()))?;
            write(&to, &bytes)?;
        }
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, bytes))
        .with_context(|| format!("{} can't be written", path.display()))
}

fn apply(patch: &Path, folder: &Path) -> Result<()> {
    run(git_apply(folder).arg(patch))
        .with_context(|| format!("{} does not apply any more", patch.display()))
}

fn git_apply(folder: &Path) -> Command {
    let above = folder.parent().unwrap_or(folder);
    let mut git = command("git", folder);
    // The folder may lie inside of a repository, which is none of its business.
    git.arg("apply").env("GIT_CEILING_DIRECTORIES", above);
    git
}

/// What the simulation says of the engine in this folder, where it finds something.
fn attempt(folder: &Path, seed: u64) -> Result<Option<String>> {
    let target = folder.join("target");
    run(cargo(folder)
        .args(["build", "--quiet", "--offline", "--profile", PROFILE, "--package", PACKAGE])
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", "-Awarnings"))?;
    let program = target.join(PROFILE).join(format!("{PACKAGE}{EXE_SUFFIX}"));
    let mut worlds = command(program, folder);
    worlds.args(["probe", JOBS, "seed", &seed.to_string()]).env("RUST_BACKTRACE", "0");
    let (text, status) = complaints(&mut worlds)?;
    if status.success() {
        return Ok(None);
    }
    let said = text.lines().find_map(|line| line.strip_prefix("Broken: "));
    said.map(|said| Some(said.to_owned()))
        .with_context(|| format!("the simulation ended with {status}: {text}"))
}

/// All that were tried.
struct Table<'a>(&'a [Row]);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| mutation | what it does | caught by |\n| --- | --- | --- |")?;
        for Row { name, rule, caught } in self.0 {
            let said = caught.as_deref().unwrap_or("**nothing**");
            let said = said.split(": ").next().unwrap_or(said);
            writeln!(f, "| {name} | {rule} | {said} |")?;
        }
        let caught = self.0.iter().filter(|row| row.caught.is_some()).count();
        writeln!(f, "\n{caught} caught / {} tried", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mutation_says_what_it_does() {
        let project = Project::find().unwrap();
        let patches = patches(&project).unwrap();
        assert!(!patches.is_empty());
        for patch in patches {
            let text = fs::read_to_string(project.path(PATCHES).join(&patch)).unwrap();
            let rule = text.lines().next().unwrap_or_default();
            assert!(!rule.is_empty() && !rule.starts_with("---"), "{patch:?}");
        }
    }

    #[test]
    fn each_mutation_applies_to_the_engine_as_it_is() {
        let project = Project::find().unwrap();
        for patch in patches(&project).unwrap() {
            let path = project.path(PATCHES).join(&patch);
            let (said, status) =
                complaints(git_apply(project.root()).args(["--check", "--verbose"]).arg(&path))
                    .unwrap();
            assert!(status.success(), "{patch:?} has to be made anew: {said}");
            // A patch of nothing that is here is skipped without a complaint.
            assert!(said.contains("Checking patch crates/"), "{patch:?}: {said}");
            assert!(!said.contains("Skipped"), "{patch:?}: {said}");
        }
    }
}
