//! What a live job takes, for `cargo xtask bench engine`: writes lines of how many jobs there are, how many
//! bytes each has in memory, and how many its record has as JSON.

use std::alloc::System;

use cap::Cap;
use foley_bench::engine::{CROWDS, Crowd};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> Result<(), serde_json::Error> {
    for jobs in CROWDS {
        let before = MEMORY.allocated();
        let crowd = Crowd::new(jobs);
        let resident = MEMORY.allocated() - before;
        let mut stored = 0;
        for job in crowd.jobs() {
            stored += serde_json::to_vec(job)?.len();
        }
        println!("{jobs} {} {} {}", resident / jobs, stored / jobs, crowd.timers());
    }
    Ok(())
}
