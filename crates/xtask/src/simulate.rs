//! `cargo xtask simulate`: the engine in as many made-up worlds as it is let.

use std::time::SystemTime;

use anyhow::Result;

use crate::{
    command::{cargo, run},
    project::Project,
    step::{say, step},
};

/// The crate with the worlds, which is also its program's name.
pub(crate) const PACKAGE: &str = "foley-simulation";

/// Optimised, and with what is checked in a developer's build.
pub(crate) const PROFILE: &str = "simulation";

/// Runs worlds until there were so many jobs, or one world again, and fails if a rule is broken.
pub(crate) fn simulate(
    project: &Project,
    jobs: u64,
    seed: Option<u64>,
    replay: Option<&str>,
) -> Result<()> {
    step("Building the worlds", "up to 1 min", || {
        run(cargo(project.root()).args([
            "build",
            "--quiet",
            "--profile",
            PROFILE,
            "--package",
            PACKAGE,
        ]))
    })?;
    let program = project.build_folder()?.join(PROFILE).join(PACKAGE);
    let mut worlds = crate::command::command(program, project.root());
    match replay {
        Some(plan) => worlds.args(["replay", plan]),
        None => {
            let seed = seed.unwrap_or_else(fresh);
            say(format_args!("The seed is {seed}"));
            worlds.args(["jobs", &jobs.to_string(), "seed", &seed.to_string()])
        }
    };
    run(&mut worlds)
}

/// A seed that nobody has tried.
#[expect(clippy::disallowed_methods, reason = "this program is native, and wants a fresh number")]
fn fresh() -> u64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos() as u64)
}
