//! What may go where there is no room: the least used first, no favourite ever, and no more than is needed.
//!
//! **Nothing goes by this alone**: it is a proposal, which the user changes and agrees to.

use foley_core::UnixMillis;

use crate::JobId;

/// A job of which something is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub id: JobId,
    /// How much room it takes, in bytes.
    pub bytes: u64,
    /// When it was last played or saved, or else made.
    pub used_at: UnixMillis,
    /// Whether the user holds on to it.
    pub is_favourite: bool,
}

/// What may go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// All that may, the least used first.
    pub all: Vec<Stored>,
    /// How many of the first are enough.
    pub enough: usize,
}

/// There is room again where less than this is used, in per cent.
const ROOM: u64 = 60;

impl Proposal {
    /// Proposes what is to go of all that is stored, where so much is used of so much, in bytes.
    #[must_use]
    pub fn new(stored: impl Iterator<Item = Stored>, used: u64, quota: u64) -> Self {
        let mut all: Vec<Stored> = Vec::new();
        for one in stored.filter(|one| !one.is_favourite && one.bytes > 0) {
            // Few, and put in their places one by one: a sort is several kB of wasm.
            let at = all.partition_point(|other| other.used_at <= one.used_at);
            all.insert(at, one);
        }
        let mut left = used;
        let still_full = |one: &&Stored| {
            let is_full = !has_room(left, quota);
            left = left.saturating_sub(one.bytes);
            is_full
        };
        let enough = all.iter().take_while(still_full).count();
        Self { all, enough }
    }
}

fn has_room(used: u64, quota: u64) -> bool {
    quota == 0 || used.saturating_mul(100) < quota.saturating_mul(ROOM)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stored(number: u64, bytes: u64, used_at: u64, is_favourite: bool) -> Stored {
        let id = JobId::from_random(u128::from(number));
        Stored { id, bytes, used_at: UnixMillis(used_at), is_favourite }
    }

    #[test]
    fn the_least_used_goes_first_and_no_more_than_is_needed() {
        let all = [
            stored(1, 10, 500, false),
            stored(2, 10, 100, true),
            stored(3, 15, 200, false),
            stored(4, 10, 300, false),
            stored(5, 0, 50, false),
        ];
        let proposal = Proposal::new(all.clone().into_iter(), 80, 100);
        assert_eq!(proposal.all, [all[2].clone(), all[3].clone(), all[0].clone()]);
        // 80 - 15 is not enough; 65 - 10 is.
        assert_eq!(proposal.enough, 2);
        assert_eq!(Proposal::new(all.clone().into_iter(), 59, 100).enough, 0);
        assert_eq!(Proposal::new(all.clone().into_iter(), 60, 100).enough, 1);
        assert_eq!(Proposal::new(all.clone().into_iter(), 5, 0).enough, 0);
        assert_eq!(Proposal::new(all.into_iter(), 1000, 100).enough, 3, "all that there is");
    }

    proptest! {
        #[test]
        fn a_proposal_is_what_it_promises(
            facts in prop::collection::vec((0_u64..50, 0_u64..20, any::<bool>()), 0..30),
            used in 0_u64..2000,
            quota in 0_u64..2000,
        ) {
            let stored: Vec<Stored> = facts
                .iter()
                .enumerate()
                .map(|(number, (bytes, used_at, is_favourite))| {
                    stored(number as u64, *bytes, *used_at, *is_favourite)
                })
                .collect();
            let Proposal { all, enough } = Proposal::new(stored.clone().into_iter(), used, quota);
            prop_assert!(all.iter().all(|one| !one.is_favourite));
            prop_assert!(all.iter().all(|one| stored.contains(one)));
            let may_go = stored.iter().filter(|one| !one.is_favourite && one.bytes > 0).count();
            prop_assert_eq!(all.len(), may_go);
            prop_assert!(all.is_sorted_by_key(|one| one.used_at));
            let left = |count: usize| {
                used.saturating_sub(all.iter().take(count).map(|one| one.bytes).sum())
            };
            prop_assert!(has_room(left(enough), quota) || enough == all.len());
            prop_assert!(enough == 0 || !has_room(left(enough - 1), quota));
        }
    }
}
