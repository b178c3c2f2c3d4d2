//! When to look next, and when to stop looking.

use foley_core::{Millis, Operation, Retry};

/// How long we wait for a task before we stop looking: sounds are done in seconds, videos in minutes, and
/// some were seen to take more than half an hour.
pub(crate) const fn wait_limit(operation: Operation) -> Millis {
    Millis::from_secs(match operation {
        Operation::SoundEffect | Operation::Speech => 10 * 60,
        Operation::VideoSound => 30 * 60,
        Operation::Video => 60 * 60,
    })
}

/// How long a create may be refused, while the provider has no task of ours that will be over, before we
/// stop sending it.
pub(crate) const QUEUE_LIMIT: Millis = Millis::from_secs(10 * 60);
/// How far the clocks of a device and a provider may be apart.
pub(crate) const CLOCK_SKEW: Millis = Millis::from_secs(60);
/// How long after a task was taken in its provider may still deny it.
pub(crate) const EARLY: Millis = Millis::from_secs(30);
/// How long we ask after a create whose answer was lost.
pub(crate) const RECONCILE_LIMIT: Millis = Millis::from_secs(60);
/// How long a provider may deny a lost task before we believe it.
pub(crate) const DENIAL_LIMIT: Millis = Millis::from_secs(10);
/// How late a wake-up is that a device has slept through. A hidden page's timers are up to a minute
/// late without that.
pub(crate) const ASLEEP: Millis = Millis::from_secs(120);
/// How far back a clock is set that was set back. Less does no harm.
pub(crate) const SET_BACK: Millis = Millis::from_secs(1);
/// How long the time between two looks is at least while nobody looks at the page. Browsers make the
/// timers of such pages late anyway.
pub(crate) const HIDDEN: Millis = Millis::from_secs(10);
/// How long a call may take.
pub(crate) const CALL_LIMIT: Millis = Millis::from_secs(30);
/// How long a file may take.
pub(crate) const FETCH_LIMIT: Millis = Millis::from_secs(120);
/// How often a file is asked for, in all.
pub(crate) const FETCH_TRIES: u32 = 4;

/// Sounds are done in seconds: look soon, then every five seconds.
const LADDER: [u64; 6] = [500, 1000, 1500, 2000, 3000, 5000];
/// Videos take minutes.
const VIDEO_LADDER: [u64; 6] = [1000, 2000, 3000, 5000, 8000, 10_000];
/// A slot is free when a task has ended, which takes longer. The provider asks for a second at least.
const SLOT_LADDER: [u64; 5] = [1000, 2000, 4000, 8000, 15000];

const fn looking(operation: Operation) -> &'static [u64] {
    match operation {
        Operation::SoundEffect | Operation::Speech => &LADDER,
        Operation::VideoSound | Operation::Video => &VIDEO_LADDER,
    }
}

/// The rung that whoever climbs the ladder stands on after so long.
pub(crate) fn rung(operation: Operation, waited: Millis) -> Millis {
    let (ladder, mut left) = (looking(operation), waited.0);
    let is_here = |rung: &&u64| {
        let here = left < **rung;
        left = left.saturating_sub(**rung);
        here
    };
    Millis(ladder.iter().find(is_here).or(ladder.last()).copied().unwrap_or_default())
}

/// The time before the next look, after so many. What the provider asks for wins.
pub(crate) fn delay(operation: Operation, tries: u32, retry: Retry, jitter: &mut Jitter) -> Millis {
    let looking = looking(operation);
    // For a slot the rung is what was asked for at least: there the spread goes upward only.
    let (ladder, least, asked): (&[u64], _, _) = match retry {
        Retry::ForSlot(asked) => (&SLOT_LADDER, 1000, asked),
        Retry::Later(asked) => (looking, 800, asked),
        Retry::Never | Retry::Resigned => (looking, 800, None),
    };
    let step = ladder.get(tries as usize).or(ladder.last()).copied().unwrap_or_default();
    let ours = jitter.within(Millis(step), least, 400);
    asked.map_or(ours, |asked| asked.max(ours))
}

/// A seeded source of small differences, so that many waiters don't look in step.
#[derive(Clone, Debug)]
pub struct Jitter(u64);

impl Jitter {
    /// The differences of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A rung, give or take a fifth.
    pub(crate) fn spread(&mut self, span: Millis) -> Millis {
        self.within(span, 800, 400)
    }

    /// A time that was chosen with care, give or take a twentieth.
    pub(crate) fn about(&mut self, span: Millis) -> Millis {
        self.within(span, 950, 100)
    }

    /// The span, at least so many thousandths of it, and up to so many more of them.
    fn within(&mut self, span: Millis, least: u64, more: u64) -> Millis {
        // SplitMix64: one addition and a mix, and every seed is a good one.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let per_mille = least + (bits ^ (bits >> 31)) % (more + 1);
        Millis(span.0.saturating_mul(per_mille) / 1000)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SOUND: Operation = Operation::SoundEffect;

    proptest! {
        #[test]
        fn every_delay_is_a_rung_give_or_take_a_fifth(seed: u64, tries in 0_u32..20) {
            let rung = LADDER[(tries as usize).min(LADDER.len() - 1)];
            let got = delay(SOUND, tries, Retry::Later(None), &mut Jitter::new(seed)).0;
            prop_assert!((rung * 4 / 5..=rung * 6 / 5).contains(&got), "{got} for {rung}");
        }

        #[test]
        fn no_slot_is_asked_for_before_its_rung(seed: u64, tries in 0_u32..20) {
            let rung = SLOT_LADDER[(tries as usize).min(SLOT_LADDER.len() - 1)];
            let got = delay(SOUND, tries, Retry::ForSlot(None), &mut Jitter::new(seed)).0;
            prop_assert!((rung..=rung * 7 / 5).contains(&got), "{got} for {rung}");
        }

        #[test]
        fn what_the_provider_asks_for_is_never_undercut(seed: u64, asked in 0_u64..100_000) {
            for retry in [Retry::Later(Some(Millis(asked))), Retry::ForSlot(Some(Millis(asked)))] {
                prop_assert!(delay(SOUND, 0, retry, &mut Jitter::new(seed)).0 >= asked);
            }
        }
    }
}
