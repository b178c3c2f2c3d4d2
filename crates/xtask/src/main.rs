//! Every chore of the project: `cargo xtask play` plays, `cargo xtask test` tests. What a chore
//! needs and the machine lacks is set up on the way, inside the project.

mod apt;
mod bench;
mod chromium;
mod command;
mod docs;
mod fingerprint;
mod fuzz;
mod installed;
mod licences;
mod mutate;
mod npm;
mod page;
mod play;
mod project;
mod python;
mod replay;
mod rust_tools;
mod search_path;
mod simulate;
mod step;
mod test;
mod version;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{
    bench::Bench,
    project::Project,
    step::{Started, say},
    test::Suite,
};

/// Foley's chores.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Set up what is missing, build the page, serve it and open it in the browser.
    Play {
        /// The port to serve at; if it is taken, the next free one.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Only print the URL.
        #[arg(long)]
        no_open: bool,
    },
    /// Set up what is missing and build the page into dist/, ready for any static host.
    Build,
    /// Measure, beside what others would use; prints a table.
    Bench {
        /// What to measure.
        name: Bench,
        /// Only see that it works: the figures are rough.
        #[arg(long)]
        quick: bool,
        /// What all chance comes from, where there is any.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Feed made-up bytes to the core's decoders, and print a table of what that came to.
    Fuzz {
        /// This target only.
        target: Option<String>,
        /// How long each target runs.
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Put the engine into made-up worlds where anything goes wrong, and count what happened.
    Simulate {
        /// How many jobs there are to be, in all worlds together.
        #[arg(long, default_value_t = 1_000_000)]
        jobs: u64,
        /// The seed of the first world; a fresh one where there is none.
        #[arg(long)]
        seed: Option<u64>,
        /// Run this one world again and tell all that happens in it.
        #[arg(long, value_name = "PLAN")]
        replay: Option<String>,
    },
    /// Have the engine do again what happened in logs that the page has saved, and see that it does.
    Replay {
        /// The logs.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Break each rule of the engine in turn, and see that the simulation notices.
    Mutate {
        /// This mutation only.
        name: Option<String>,
        /// The seed of the first world.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Write docs/capabilities.md anew from the table of what each provider takes.
    Docs,
    /// Check the licences and sources of all that others wrote.
    Licences,
    /// Set up what is missing and run every test; the last line is `N passed, N failed`.
    Test {
        /// Run this suite only; may be given more than once.
        #[arg(long, value_name = "SUITE")]
        only: Vec<Suite>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().chore) {
        Ok(code) => code,
        Err(error) => {
            say(format_args!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<ExitCode> {
    let project = Project::find()?;
    match chore {
        Chore::Play { port, no_open } => play::play(&project, port, !no_open)?,
        Chore::Build => {
            let started = Started::now();
            page::build(&project)?;
            say(format_args!("The page is in dist/ after {}", started.elapsed()));
        }
        Chore::Bench { name, quick, seed } => bench::bench(&project, name, quick, seed)?,
        Chore::Fuzz { target, seconds } => return fuzz::fuzz(&project, target.as_deref(), seconds),
        Chore::Simulate { jobs, seed, replay } => {
            simulate::simulate(&project, jobs, seed, replay.as_deref())?;
        }
        Chore::Replay { files } => replay::replay(&project, &files)?,
        Chore::Mutate { name, seed } => return mutate::mutate(&project, name.as_deref(), seed),
        Chore::Docs => docs::write(&project)?,
        Chore::Licences => licences::check(&project)?,
        Chore::Test { only } => return test::test(&project, &only),
    }
    Ok(ExitCode::SUCCESS)
}
