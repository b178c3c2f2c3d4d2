//! `cargo xtask bench polling`: prints its tables. Arguments: `--seed NUMBER`, `--quick`.

use foley_bench::polling::report;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = arguments.iter().skip_while(|argument| *argument != "--seed").nth(1);
    let seed = given.and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let quick = arguments.iter().any(|argument| argument == "--quick");
    print!("{}", report(seed, if quick { 40 } else { 400 }));
}
