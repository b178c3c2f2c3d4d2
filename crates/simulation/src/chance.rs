//! Numbers that look like chance and come of a seed.

use foley_core::Millis;

/// SplitMix64: every seed is a good one.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// One of several sources that come of one seed and know nothing of each other.
    pub(crate) fn new(seed: u64, source: u64) -> Self {
        let mut chance = Self(seed ^ source.wrapping_mul(0xd6e8_feb8_6659_fd93));
        chance.next();
        chance
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below this one; 0 where that is 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A number from the first to the last.
    pub(crate) fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// A span from so many milliseconds to so many.
    pub(crate) fn millis(&mut self, first: u64, last: u64) -> Millis {
        Millis(self.between(first, last))
    }

    /// True so many times in a thousand.
    pub(crate) fn in_thousand(&mut self, times: u64) -> bool {
        self.below(1000) < times
    }

    /// One of these; there is one at least.
    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.below(all.len() as u64) as usize).copied()
    }
}
