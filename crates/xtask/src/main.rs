//! Every chore: cargo xtask play, cargo xtask test.

fn main() {}
