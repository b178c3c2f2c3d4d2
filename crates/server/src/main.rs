//! The sandbox over real HTTP, for developing and testing against.

fn main() {}
