//! Runs worlds for as long as it is let: `cargo xtask simulate` calls it.
//!
//! `foley-simulation jobs N seed S` runs worlds until there were so many jobs, and with `probe` instead
//! of `jobs` makes none smaller that fails; `foley-simulation
//! replay PLAN` runs one world and tells all that happens in it.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

use foley_simulation::{Plan, Stats, Violation, report, run, trace};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["replay", plan] => replay(plan),
        [how @ ("jobs" | "probe"), jobs, "seed", seed] => match (jobs.parse(), seed.parse()) {
            (Ok(jobs), Ok(seed)) => simulate(jobs, seed, *how == "jobs"),
            _ => Err("these are no numbers".to_owned()),
        },
        _ => Err("say `jobs N seed S` or `replay PLAN`".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

/// Runs worlds on all cores until there were so many jobs, or until one breaks a rule.
fn simulate(jobs: u64, seed: u64, shrinks: bool) -> Result<(), String> {
    println!("seed {seed}");
    let (next, done) = (AtomicU64::new(seed), AtomicU64::new(0));
    let broken = Mutex::new(None);
    let some_worlds = || {
        let mut stats = Stats::default();
        while done.load(Relaxed) < jobs {
            let plan = Plan::of_seed(next.fetch_add(1, Relaxed));
            match run(&plan) {
                Ok(more) => {
                    done.fetch_add(more.jobs, Relaxed);
                    stats += &more;
                }
                Err(violation) => {
                    done.store(jobs, Relaxed);
                    if let Ok(mut broken) = broken.lock() {
                        broken.get_or_insert((plan, violation));
                    }
                }
            }
        }
        stats
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut stats = Stats::default();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(some_worlds)).collect();
        for thread in threads {
            // A world that panics is caught where it runs.
            stats += &thread.join().unwrap_or_default();
        }
    });
    println!("{stats}");
    match broken.into_inner().ok().flatten() {
        Some((plan, violation)) if shrinks => Err(report(plan, violation)),
        Some((plan, Violation { rule, what })) => Err(format!("Broken: {rule}: {what}\n{plan}")),
        None => Ok(()),
    }
}

fn replay(plan: &str) -> Result<(), String> {
    let (outcome, told) = trace(&plan.parse()?);
    for line in told {
        println!("{line}");
    }
    match outcome {
        Ok(stats) => println!("{stats}"),
        Err(violation) => return Err(format!("{}: {}", violation.rule, violation.what)),
    }
    Ok(())
}
