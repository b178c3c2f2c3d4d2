//! Tools that are Rust programs: whether a usable one is there, and building it if not.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{
    command::{cargo, run},
    project::Project,
    search_path::{on_path, program_in, with_our_tools},
    step::step,
    version::Version,
};

/// A crate on the registry whose programs are used here.
#[derive(Debug)]
pub(crate) struct Tool<'a> {
    /// The crate.
    pub(crate) package: &'a str,
    /// Its programs that must be there.
    pub(crate) programs: &'a [&'a str],
    /// The version that is built.
    pub(crate) version: &'a str,
    /// Whether a version that is found on `PATH` will do.
    pub(crate) will_do: fn(found: Version, built: Version) -> bool,
    /// What `cargo install` is told besides.
    pub(crate) options: &'a [&'a str],
    /// How long building it takes.
    pub(crate) usually: &'a str,
}

/// Makes sure that each is there, in `.tools/` or on `PATH`.
pub(crate) fn set_up(project: &Project, tools: &[Tool<'_>]) -> Result<()> {
    let mut built = false;
    for tool in tools {
        if tool.is_there(project)? {
            continue;
        }
        let what = format!("Building {} {} into .tools", tool.package, tool.version);
        step(&what, tool.usually, || tool.install(project))?;
        ensure!(
            tool.is_there(project)?,
            "{} was built, but does not say that it is {}: remove .tools and try again",
            tool.package,
            tool.version
        );
        built = true;
    }
    if built {
        // What was compiled on the way is a gigabyte that nothing needs again. Should it stay, it
        // does no harm.
        fs::remove_dir_all(build_folder(project)).ok();
    }
    Ok(())
}

/// The same first two numbers: versions that are made to replace each other.
pub(crate) fn same_line(found: Version, built: Version) -> bool {
    (found.major, found.minor) == (built.major, built.minor)
}

impl Tool<'_> {
    fn is_there(&self, project: &Project) -> Result<bool> {
        let wanted = Version::parse(self.version)
            .with_context(|| format!("{} is no version of {}", self.version, self.package))?;
        Ok(self.programs.iter().all(|program| {
            // In the order in which it would be found when started.
            program_in(&project.tools().join("bin"), program)
                .or_else(|| on_path(program))
                .and_then(|path| Version::of(&path))
                .is_some_and(|found| (self.will_do)(found, wanted))
        }))
    }

    fn install(&self, project: &Project) -> Result<()> {
        // Compiled quickly, it runs quickly enough. All are built in one folder, so that what
        // they share is compiled once.
        run(cargo(project.root())
            .args(["install", self.package, "--debug", "--force"])
            .args(["--version", &format!("={}", self.version)])
            .args(self.options)
            .arg("--root")
            .arg(project.tools())
            .arg("--target-dir")
            .arg(build_folder(project))
            // With it, cargo sees no reason to advise a change of PATH.
            .env("PATH", with_our_tools(project)?)
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("CARGO_INCREMENTAL", "0"))
        .context("building it needs the network and a C compiler")
    }
}

fn build_folder(project: &Project) -> PathBuf {
    project.tools().join("build")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_the_first_two_numbers_say() {
        let will_do = |found, built| {
            Version::parse(found)
                .zip(Version::parse(built))
                .is_some_and(|(found, built)| same_line(found, built))
        };
        assert!(will_do("0.21.0", "0.21.14"));
        assert!(will_do("0.21.15", "0.21.14"));
        assert!(!will_do("0.22.1", "0.21.14"));
        assert!(!will_do("0.20.3", "0.21.14"));
    }
}
