//! Ids that look like the providers', worked out from what is known: no two runs differ.

use foley_core::{TaskId, UnixMillis};

/// Mixes numbers into one, evenly (SplitMix64's finish after each).
pub(crate) fn mix(numbers: &[u64]) -> u64 {
    numbers.iter().fold(0x9e37_79b9_7f4a_7c15, |state, number| {
        let mut bits = (state ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    })
}

/// The id of the n-th task: eighteen digits, more than a JavaScript number holds. The low digits
/// count, so that no two are the same.
pub(crate) fn task_id(seed: u64, n: u64) -> TaskId {
    let high = 860_000 + mix(&[seed, n]) % 10_000;
    TaskId(format!("{high}{:012}", n % 1_000_000_000_000))
}

/// The id of an exchange, in the form of a UUID.
pub(crate) fn request_id(seed: u64, now: UnixMillis, what: &str) -> String {
    let words = what.bytes().fold(seed, |hash, byte| mix(&[hash, u64::from(byte)]));
    let (a, b) = (mix(&[words, now.0, 1]), mix(&[words, now.0, 2]));
    let (hi, mid, low) = (a >> 32, (a >> 16) & 0xffff, a & 0xfff);
    let (variant, node) = (0x8000 | (b >> 50), b & 0xffff_ffff_ffff);
    format!("{hi:08x}-{mid:04x}-4{low:03x}-{variant:04x}-{node:012x}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn task_ids_are_eighteen_digits_and_differ() {
        let ids: BTreeSet<String> = (0..1000).map(|n| task_id(7, n).0).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|id| id.len() == 18 && id.bytes().all(|b| b.is_ascii_digit())));
    }

    #[test]
    fn request_ids_look_like_uuids() {
        let id = request_id(1, UnixMillis(5), "GET /");
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert_ne!(id, request_id(1, UnixMillis(6), "GET /"));
    }
}
