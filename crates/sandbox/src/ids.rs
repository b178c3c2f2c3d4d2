//! Ids that look like the providers', worked out from what is known: the same requests at the same
//! times get the same. When a task was created is part of its id, so that a sandbox that begins anew
//! does not give its first task an id that somebody still asks for.

use foley_core::{Dialect, TaskId, UnixMillis};
use sha2::{Digest, Sha256};

/// Mixes numbers into one, evenly (SplitMix64's finish after each).
pub(crate) fn mix(numbers: &[u64]) -> u64 {
    numbers.iter().fold(0x9e37_79b9_7f4a_7c15, |state, number| {
        let mut bits = (state ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    })
}

/// Mixes words into a number.
pub(crate) fn mix_words(seed: u64, words: &str) -> u64 {
    words.bytes().fold(seed, |hash, byte| mix(&[hash, u64::from(byte)]))
}

/// A hash of words from which they can't be worked out: 32 hexadecimal digits.
pub(crate) fn hash(words: &[&str]) -> String {
    let mut digest = Sha256::new_with_prefix("foley-sandbox");
    for word in words {
        digest.update((word.len() as u64).to_le_bytes());
        digest.update(word);
    }
    let first = digest.finalize();
    let digits = first.iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// The digits of apimodels.app's ids.
const LETTERS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// How many tasks have ids that differ in their low digits alone.
const MANY: u64 = 1_000_000;

/// The id of the n-th task, created now, as its provider writes them.
pub(crate) fn task_id(dialect: Dialect, seed: u64, now: UnixMillis, n: u64) -> TaskId {
    let bits = mix(&[seed, now.0, n]);
    TaskId(match dialect {
        Dialect::Kling | Dialect::CometApi => eighteen_digits(86, bits, n),
        Dialect::ApiModels => {
            let letters = |mut bits: u64, count: usize| {
                let mut text = String::new();
                for _ in 0..count {
                    text.push(char::from(LETTERS[(bits % 36) as usize]));
                    bits /= 36;
                }
                text
            };
            format!("cl{}{}", letters(bits, 11), letters(n, 12))
        }
    })
}

/// The numbers that the task may have, of so many, whose id this is, or the id of something it made: a
/// few at the most, so that nobody has to look at all.
pub(crate) fn numbers(id: &str, created: u64) -> impl Iterator<Item = u64> {
    let letters = id.strip_prefix("cl").and_then(|rest| rest.get(11..));
    let (first, every) = match letters {
        Some(letters) => (number_of(letters), u64::MAX),
        None => (id.get(12..).and_then(|low| low.parse().ok()), MANY),
    };
    let first = first.filter(|first| *first < created);
    core::iter::successors(first, move |n| n.checked_add(every).filter(|n| *n < created))
}

/// The number that letters stand for, the lowest first.
fn number_of(letters: &str) -> Option<u64> {
    letters.bytes().rev().try_fold(0_u64, |number, letter| {
        let digit = LETTERS.iter().position(|known| *known == letter)?;
        number.checked_mul(36)?.checked_add(digit as u64)
    })
}

/// The id of the video that the n-th task made: no task's.
pub(crate) fn video_id(seed: u64, task: &TaskId, n: u64) -> String {
    eighteen_digits(87, mix_words(mix(&[seed]), &task.0), n)
}

/// The id of the sound that the n-th task made: no task's, and no video's.
pub(crate) fn audio_id(seed: u64, task: &TaskId, n: u64) -> String {
    eighteen_digits(88, mix_words(mix(&[seed]), &task.0), n)
}

/// The id of what is told of a step of the n-th task.
pub(crate) fn callback_id(seed: u64, task: &TaskId, n: u64, step: u32) -> String {
    eighteen_digits(89, mix_words(mix(&[seed, step.into()]), &task.0), n)
}

/// More digits than a JavaScript number holds. The low ones count, so that no two of a million are
/// the same.
fn eighteen_digits(first: u64, bits: u64, n: u64) -> String {
    format!("{first}{:010}{:06}", bits % 10_000_000_000, n % MANY)
}

/// The id of an exchange, in the form of a UUID.
pub(crate) fn request_id(seed: u64, now: UnixMillis, what: &str) -> String {
    let words = mix_words(seed, what);
    let (a, b) = (mix(&[words, now.0, 1]), mix(&[words, now.0, 2]));
    let (hi, mid, low) = (a >> 32, (a >> 16) & 0xffff, a & 0xfff);
    let (variant, node) = (0x8000 | (b >> 50), b & 0xffff_ffff_ffff);
    format!("{hi:08x}-{mid:04x}-4{low:03x}-{variant:04x}-{node:012x}")
}

/// The id of an exchange in the form that a relay hides in its sentences: when, and letters.
pub(crate) fn relay_id(request_id: &str, now: UnixMillis) -> String {
    let bits = mix_words(now.0, request_id);
    let letter = |place: u32| {
        let nth = ((bits >> (6 * place)) % 26) as u8;
        char::from(if place.is_multiple_of(2) { b'A' + nth } else { b'a' + nth })
    };
    format!("{:014}{:09}{}", now.0, bits % 1_000_000_000, (0..8).map(letter).collect::<String>())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const NOW: UnixMillis = UnixMillis(1_773_367_502_225);

    /// The ids of the n-th task at Kling, and of what it makes.
    fn ids(now: UnixMillis, n: u64) -> [String; 3] {
        let task = task_id(Dialect::Kling, 7, now, n);
        let (video, audio) = (video_id(7, &task, n), audio_id(7, &task, n));
        [task.0, video, audio]
    }

    #[test]
    fn ids_are_eighteen_digits_and_differ() {
        let ids: BTreeSet<String> = (0..1000).flat_map(|n| ids(NOW, n)).collect();
        assert_eq!(ids.len(), 3000);
        assert!(ids.iter().all(|id| id.len() == 18 && id.bytes().all(|b| b.is_ascii_digit())));
    }

    #[test]
    fn apimodels_has_letters() {
        let ids: BTreeSet<String> =
            (0..1000).map(|n| task_id(Dialect::ApiModels, 7, NOW, n).0).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|id| id.len() == 25 && id.starts_with("cl")));
    }

    #[test]
    fn the_first_of_another_time_is_another() {
        let times = || (0..1000).map(|later| NOW + foley_core::Millis(later));
        let kling: BTreeSet<String> = times().flat_map(|now| ids(now, 0)).collect();
        assert_eq!(kling.len(), 3000);
        let others: BTreeSet<String> =
            times().map(|now| task_id(Dialect::ApiModels, 7, now, 0).0).collect();
        assert_eq!(others.len(), 1000);
    }

    #[test]
    fn a_number_is_found_by_its_id() {
        for n in [0, 1, 35, 36, 999_999, 1_000_000, 2_345_678, 78_364_164_096] {
            let mut all = ids(NOW, n).to_vec();
            all.push(task_id(Dialect::ApiModels, 7, NOW, n).0);
            for id in all {
                let found: Vec<u64> = numbers(&id, n + 1).collect();
                assert!(found.contains(&n), "{id} {n}");
                assert_eq!(numbers(&id, n).find(|number| *number == n), None, "none has it yet");
                assert!(found.len() as u64 <= n / MANY + 1);
            }
        }
        for nobodys in ["", "cl", "86", "clÄÄÄÄÄÄÄÄ", "my own id", "my own id, number x"] {
            assert_eq!(numbers(nobodys, u64::MAX).next(), None, "{nobodys}");
        }
    }

    #[test]
    fn request_ids_look_like_uuids() {
        let id = request_id(1, UnixMillis(5), "GET /");
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert_ne!(id, request_id(1, UnixMillis(6), "GET /"));
    }

    #[test]
    fn where_one_word_ends_matters() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_eq!(hash(&["key", "sk-1"]).len(), 32);
    }
}
