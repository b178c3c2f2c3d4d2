//! The engine in made-up worlds where anything goes wrong at any time.
//!
//! **A world is a function of its [`Plan`]**: the same plan, the same world, to the last step. It has
//! providers that speak every dialect, a network that loses and lies, pages that die, a store that
//! fails, clocks that jump, and people. What must hold is checked at every step, and once the trouble
//! is over every job must come to its end.
//!
//! The providers here are models that are quick and tell nothing but the truth; what imitates the real
//! ones is `foley-sandbox`.

mod chance;
mod check;
mod fault;
mod file;
mod host;
mod network;
mod pages;
mod people;
mod plan;
mod queue;
mod reply;
mod settle;
mod shrink;
mod stats;
mod truth;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use fault::Fault;
pub use plan::Plan;
pub use shrink::shrink;
pub use stats::Stats;

/// What must hold and does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule, in few words, the same for all worlds that break it.
    pub rule: String,
    /// What happened, and when.
    pub what: String,
}

/// Runs a world to its end.
///
/// # Errors
/// The first thing that must hold and does not.
pub fn run(plan: &Plan) -> Result<Stats, Violation> {
    guarded(plan, false).0
}

/// Runs a world to its end and tells all that happens in it, a line each.
pub fn trace(plan: &Plan) -> (Result<Stats, Violation>, Vec<String>) {
    guarded(plan, true)
}

fn guarded(plan: &Plan, told: bool) -> (Result<Stats, Violation>, Vec<String>) {
    let world = || world::World::new(plan, told).live();
    catch_unwind(AssertUnwindSafe(world)).unwrap_or_else(|_| {
        let what = "see the words of the panic above".to_owned();
        (Err(Violation { rule: "the engine panics".to_owned(), what }), Vec::new())
    })
}

/// What is said of a world that breaks a rule: the rule, a smaller world, and how to see it again.
#[must_use]
pub fn report(plan: Plan, violation: Violation) -> String {
    let found = plan.to_string();
    eprintln!("{}: {}\nin {found}\nLooking for a smaller world", violation.rule, violation.what);
    let (plan, violation) = shrink(plan, violation);
    let Violation { rule, what } = violation;
    format!(
        "Broken: {rule}: {what}\nfound in {found}\nreplay with:\n  cargo xtask simulate --replay {plan}"
    )
}
