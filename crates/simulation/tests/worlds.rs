//! Worlds that nobody has seen before, as many as take about a minute.

#![allow(
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and needs a fresh seed"
)]

use std::env;
use std::io::{self, Write as _};
use std::time::{SystemTime, UNIX_EPOCH};

use foley_simulation::{Plan, Stats, report, run};

/// How many jobs there are, in all worlds together.
const JOBS: u64 = 25_000;

/// The seed that `FOLEY_SEED` names, or a fresh one.
fn seed() -> u64 {
    let fresh =
        || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos() as u64);
    env::var("FOLEY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(fresh)
}

/// Writes to the terminal what a test that passes would keep to itself.
fn say(words: &str) {
    // A terminal that is gone is no failure.
    let _ = writeln!(io::stderr(), "{words}");
}

#[test]
fn nothing_is_lost_and_nothing_paid_twice() {
    let seed = seed();
    say(&format!("FOLEY_SEED={seed}"));
    let mut stats = Stats::default();
    for world in 0_u64.. {
        if stats.jobs >= JOBS {
            break;
        }
        let plan = Plan::of_seed(seed.wrapping_add(world));
        match run(&plan) {
            Ok(more) => stats += &more,
            Err(violation) => panic!("FOLEY_SEED={seed}\n{}", report(plan, violation)),
        }
    }
    say(&stats.to_string());
}

/// The same plan, the same world.
#[test]
fn a_world_replays() {
    for seed in 0..20 {
        let plan = Plan::of_seed(seed);
        assert_eq!(run(&plan), run(&plan));
    }
}
