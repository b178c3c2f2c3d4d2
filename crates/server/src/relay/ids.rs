//! What exchanges are called, in answers and in the log: a name of this run's, and a number.

use std::sync::atomic::{AtomicU64, Ordering};

/// Hands out names, no two of them the same.
#[derive(Debug)]
pub(crate) struct Ids {
    run: [u8; 4],
    next: AtomicU64,
}

impl Ids {
    /// Names that begin with these random bytes.
    pub(crate) const fn new(run: [u8; 4]) -> Self {
        Self { run, next: AtomicU64::new(1) }
    }

    /// The next name.
    pub(crate) fn next(&self) -> String {
        let (run, number) =
            (u32::from_be_bytes(self.run), self.next.fetch_add(1, Ordering::Relaxed));
        format!("relay-{run:08x}-{number}")
    }
}
