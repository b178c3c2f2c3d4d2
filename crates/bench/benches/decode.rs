//! The native side of `cargo xtask bench decode`.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use foley_bench::cases::{DECODES, FORM, VALIDATE, violations};

fn decode(criterion: &mut Criterion) {
    for case in DECODES {
        let body = (case.body)().into_bytes();
        criterion.bench_function(case.name, |bencher| {
            // A transport hands its body over: making one is no part of decoding it.
            bencher.iter_batched(|| body.clone(), case.decode, BatchSize::SmallInput);
        });
    }
}

fn validate(criterion: &mut Criterion) {
    criterion.bench_function(VALIDATE, |bencher| {
        bencher.iter(|| {
            let (prompt, seconds, id, callback) = black_box(FORM);
            violations(prompt, seconds, id, callback)
        });
    });
}

criterion_group!(cases, decode, validate);
criterion_main!(cases);
