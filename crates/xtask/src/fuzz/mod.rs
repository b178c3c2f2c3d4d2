//! `cargo xtask fuzz`: bytes that nobody thought of, into every decoder of the core.
//!
//! The core is safe Rust, so that what can go wrong is a panic, an overflow or an endless loop, and
//! those show without a sanitizer; which is why this needs no nightly Rust.

mod seeds;
mod stats;

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context, Result, ensure};

use self::stats::Stats;
use crate::{
    command::{cargo, complaints, run},
    fingerprint::names_in,
    installed::{Tool, same_line, set_up},
    project::Project,
    search_path::with_our_tools,
    step::{say, step},
};

/// The package with the targets, below the project's folder.
const PACKAGE: &str = "crates/core/fuzz";

/// How many bytes an input has at the most: what is wrong with a decoder shows in few.
const LONGEST: usize = 4096;

/// After how many seconds one input counts as an endless loop.
const ENDLESS: u32 = 10;

/// How many lines of a target's words are shown where it ended badly.
const LAST_LINES: usize = 40;

/// Runs one target, or each, for so many seconds, and fails if any input was found that a decoder
/// does not survive.
pub(crate) fn fuzz(project: &Project, only: Option<&str>, seconds: u32) -> Result<ExitCode> {
    let targets = chosen(targets(project)?, only)?;
    set_up(
        project,
        &[Tool {
            package: "cargo-fuzz",
            programs: &["cargo-fuzz"],
            version: "0.13.2",
            will_do: same_line,
            options: &["--locked"],
            usually: "about 1 min, once",
        }],
    )?;
    let words = project.build_folder()?.join("fuzz/words.dict");
    seeds::write_words(project, &words)?;
    step("Building the fuzz targets", "about 1 min at first", || {
        run(&mut cargo_fuzz(project, "build")?).context("libFuzzer needs a C++ compiler")
    })?;

    let mut table = stats::Table::default();
    for target in &targets {
        let what = format!("Fuzzing {target}");
        let stats = step(&what, &format!("{seconds} s"), || one(project, target, seconds, &words))?;
        table.add(target, stats);
    }
    print!("{table}");
    Ok(table.exit_code())
}

fn one(project: &Project, target: &str, seconds: u32, words: &Path) -> Result<Stats> {
    let corpus = project.path(PACKAGE).join("corpus").join(target);
    seeds::write(project, target, &corpus)?;
    let mut fuzz = cargo_fuzz(project, "run")?;
    fuzz.arg(target).arg(corpus).arg("--").args([
        format!("-max_total_time={seconds}"),
        format!("-max_len={LONGEST}"),
        format!("-timeout={ENDLESS}"),
        format!("-dict={}", words.display()),
        "-print_final_stats=1".to_owned(),
    ]);
    let (text, status) = complaints(&mut fuzz)?;
    if !status.success() {
        let lines: Vec<&str> = text.lines().collect();
        let last = lines.iter().skip(lines.len().saturating_sub(LAST_LINES));
        last.for_each(|line| eprintln!("{line}"));
        say(format_args!("{target} found what the decoder does not survive, see above"));
    }
    Ok(Stats::read(&text, status.success()))
}

fn cargo_fuzz(project: &Project, chore: &str) -> Result<std::process::Command> {
    let mut fuzz = cargo(project.root());
    fuzz.args(["fuzz", chore, "--sanitizer", "none", "--fuzz-dir", PACKAGE, "--target-dir"])
        .arg(project.build_folder()?.join("fuzz"))
        .env("PATH", with_our_tools(project)?)
        // A panic tells its line all the same; what would follow is the insides of libFuzzer.
        .env("RUST_BACKTRACE", "0");
    Ok(fuzz)
}

/// All targets by name. Each is a file, and an entry in the package's Cargo.toml.
fn targets(project: &Project) -> Result<Vec<String>> {
    let names = names_in(&project.path(PACKAGE).join("fuzz_targets"))?;
    Ok(names
        .iter()
        .filter_map(|name| name.to_str()?.strip_suffix(".rs"))
        .map(str::to_owned)
        .collect())
}

fn chosen(mut all: Vec<String>, only: Option<&str>) -> Result<Vec<String>> {
    if let Some(only) = only {
        let known = all.join(", ");
        all.retain(|target| target == only);
        ensure!(!all.is_empty(), "there is no fuzz target {only}, but {known}");
    }
    Ok(all)
}

/// Writes a file and the folders that it lies in.
fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, bytes))
        .with_context(|| format!("{} can't be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_target_or_all() {
        let all = || vec!["base_url".to_owned(), "task".to_owned()];
        assert_eq!(chosen(all(), None).unwrap(), all());
        assert_eq!(chosen(all(), Some("task")).unwrap(), ["task"]);
        let error = chosen(all(), Some("taks")).unwrap_err().to_string();
        assert_eq!(error, "there is no fuzz target taks, but base_url, task");
    }

    #[test]
    fn each_target_stands_in_the_manifest() {
        let project = Project::find().unwrap();
        let manifest = fs::read_to_string(project.path(PACKAGE).join("Cargo.toml")).unwrap();
        for target in targets(&project).unwrap() {
            assert!(manifest.contains(&format!("name = \"{target}\"")), "{target}");
        }
    }
}
