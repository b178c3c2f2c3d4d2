//! The native side of `cargo xtask bench engine`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use foley_bench::engine::{CROWDS, Case, Crowd};

fn engine(criterion: &mut Criterion) {
    for jobs in CROWDS {
        let mut crowd = Crowd::new(jobs);
        for case in Case::ALL {
            criterion.bench_function(&format!("{}-{jobs}", case.name()), |bencher| {
                bencher.iter_custom(|times| (0..times).map(|_| time(&mut crowd, case)).sum());
            });
        }
    }
}

/// How long it takes once, without what comes before and after.
#[expect(clippy::disallowed_methods, reason = "this is native, and measures")]
fn time(crowd: &mut Crowd, case: Case) -> Duration {
    crowd.prepare(case);
    let began = Instant::now();
    black_box(crowd.happen());
    began.elapsed()
}

criterion_group!(cases, engine);
criterion_main!(cases);
