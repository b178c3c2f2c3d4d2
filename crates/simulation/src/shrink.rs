//! Making a failing world smaller, for somebody to read.

use crate::{Fault, Plan, Violation, run};

/// How many other seeds are tried for each smaller size.
const SEEDS: u64 = 6;
/// How many worlds are tried in all.
const TRIES: u64 = 1500;

/// A smaller world that breaks the same rule, with how it does.
#[must_use]
pub fn shrink(plan: Plan, violation: Violation) -> (Plan, Violation) {
    let (mut best, mut tries) = ((plan, violation), TRIES);
    loop {
        let smaller = candidates(&best.0);
        let fails = smaller.into_iter().find_map(|plan| fails(&plan, &best.1, &mut tries));
        match fails {
            Some(smaller) => best = smaller,
            None => return best,
        }
    }
}

/// The world, where it breaks the same rule; else one of its size from another seed that does.
fn fails(plan: &Plan, violation: &Violation, tries: &mut u64) -> Option<(Plan, Violation)> {
    (0..SEEDS).find_map(|other| {
        *tries = tries.checked_sub(1)?;
        let plan = Plan { seed: plan.seed.wrapping_add(other), ..plan.clone() };
        match run(&plan) {
            Err(found) if found.rule == violation.rule => Some((plan, found)),
            _ => None,
        }
    })
}

/// Worlds that are a little smaller, the smallest first.
fn candidates(plan: &Plan) -> Vec<Plan> {
    let mut smaller = Vec::new();
    let steps = |number: u64| [0, 1, number / 4, number / 2, number.saturating_sub(1)];
    for jobs in steps(plan.jobs).into_iter().filter(|jobs| *jobs > 0 && *jobs < plan.jobs) {
        let steps = plan.steps.min(jobs * 60 + 20);
        smaller.push(Plan { jobs, steps, ..plan.clone() });
    }
    if plan.tabs > 1 {
        smaller.push(Plan { tabs: 1, ..plan.clone() });
    }
    let faults = plan.faults.min(10_000);
    for faults in steps(faults).into_iter().filter(|faults| *faults < plan.faults) {
        smaller.push(Plan { faults, ..plan.clone() });
    }
    for steps in steps(plan.steps).into_iter().filter(|steps| *steps < plan.steps) {
        smaller.push(Plan { steps, ..plan.clone() });
    }
    for fault in Fault::ALL {
        let without = plan.without | 1 << *fault as u64;
        if without != plan.without {
            smaller.push(Plan { without, ..plan.clone() });
        }
    }
    smaller
}
