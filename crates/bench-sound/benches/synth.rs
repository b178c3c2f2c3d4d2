//! The native side of `cargo xtask bench synth`: writes lines of a case, the seconds of what it makes,
//! and the median of the nanoseconds that it takes, with tabs between. The argument `--rounds NUMBER`
//! says how often each is measured.

use std::hint::black_box;
use std::time::Instant;

use foley_bench_sound::cases::{Case, Materials};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = arguments.iter().skip_while(|argument| *argument != "--rounds").nth(1);
    let rounds: u64 = given.and_then(|rounds| rounds.parse().ok()).unwrap_or(3).max(1);

    let materials = Materials::default();
    // What a program makes first it makes once only.
    for case in Case::FIRST {
        let (seconds, nanoseconds) = time(&materials, case, 0);
        println!("{}, the first\t{seconds}\t{nanoseconds}", case.name());
    }
    let cases = Case::all();
    for case in &cases {
        black_box(materials.make(*case, 0));
    }
    // They take turns, so that whatever else the machine does meets all of them.
    let mut samples = vec![Vec::new(); cases.len()];
    let mut seconds = vec![0.0; cases.len()];
    for round in 1..=rounds {
        for (k, case) in cases.iter().enumerate() {
            let (made, nanoseconds) = time(&materials, *case, round);
            seconds[k] = made;
            samples[k].push(nanoseconds);
        }
    }
    for ((case, seconds), samples) in cases.iter().zip(seconds).zip(&mut samples) {
        samples.sort_unstable();
        println!("{}\t{seconds}\t{}", case.name(), samples[samples.len() / 2]);
    }
}

/// The seconds of what a case makes, and the nanoseconds that it takes.
#[expect(clippy::disallowed_methods, reason = "this is native, and measures")]
fn time(materials: &Materials, case: Case, take: u64) -> (f64, u128) {
    let began = Instant::now();
    let seconds = black_box(materials.make(case, take));
    (seconds, began.elapsed().as_nanos())
}
