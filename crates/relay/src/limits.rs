//! How often somebody may do something. A limit is kept to exactly: in no span of its length is there
//! one more than it allows.

use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};

use foley_core::{Millis, UnixMillis};

/// So many in any span of this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The most that there may be. Nothing is let pass where it is zero.
    pub most: u32,
    /// How long the span is.
    pub span: Millis,
}

/// When somebody did something, as far back as a limit looks.
#[derive(Clone, Debug, Default)]
pub struct Log(VecDeque<UnixMillis>);

impl Log {
    /// Lets one more pass, and remembers it.
    ///
    /// # Errors
    /// How long it has to wait, with nothing remembered.
    pub fn pass(&mut self, limit: Limit, now: UnixMillis) -> Result<(), Millis> {
        self.forget(limit, now);
        if self.0.len() < limit.most as usize {
            self.0.push_back(now);
            return Ok(());
        }
        // Where a clock was set back, those ahead of it count for a whole span, and no longer.
        let first = self.0.front().map_or(now, |first| (*first).min(now));
        Err((first + limit.span).since(now))
    }

    /// Takes back what was let pass last, since it did not come to be.
    pub fn take_back(&mut self) {
        self.0.pop_back();
    }

    fn forget(&mut self, limit: Limit, now: UnixMillis) {
        while let Some(first) = self.0.front()
            && (now.since(*first) >= limit.span || first.since(now) > limit.span)
        {
            self.0.pop_front();
        }
    }
}

/// Looking for those who have not come for long takes a while where there are many, so it is not done for
/// each that comes.
const SWEEP: Millis = Millis::from_secs(1);

/// Whom a limit is for: an IPv4 address, or the network of an IPv6 address, all of whose addresses are
/// usually one customer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Client(IpAddr);

impl From<IpAddr> for Client {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
            }
            v4 => v4,
        })
    }
}

impl core::fmt::Display for Client {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.0 {
            IpAddr::V4(address) => address.fmt(f),
            IpAddr::V6(address) => write!(f, "{address}/64"),
        }
    }
}

/// A limit that each client has for itself.
#[derive(Clone, Debug)]
pub struct PerClient {
    limit: Limit,
    logs: BTreeMap<Client, Log>,
    /// That of those who came when there was no room for one of their own.
    others: Log,
    /// When those were last forgotten who have not come for long.
    swept: UnixMillis,
}

impl PerClient {
    /// Of so many clients each has a log of its own; it is more than there are at once, unless they are
    /// made up.
    pub const MOST: usize = 10_000;

    /// A limit that nobody has made use of.
    #[must_use]
    pub const fn new(limit: Limit) -> Self {
        Self { limit, logs: BTreeMap::new(), others: Log(VecDeque::new()), swept: UnixMillis(0) }
    }

    /// Lets a client pass once more.
    ///
    /// # Errors
    /// As of [`Log::pass`].
    pub fn pass(&mut self, client: Client, now: UnixMillis) -> Result<(), Millis> {
        let limit = self.limit;
        let is_new = !self.logs.contains_key(&client);
        if is_new && self.logs.len() >= Self::MOST && now.since(self.swept) >= SWEEP {
            self.swept = now;
            self.logs.retain(|_, log| {
                log.forget(limit, now);
                !log.0.is_empty()
            });
        }
        let has_room = !is_new || self.logs.len() < Self::MOST;
        let log = if has_room { self.logs.entry(client).or_default() } else { &mut self.others };
        log.pass(limit, now)
    }

    /// Takes back what a client was let pass last.
    pub fn take_back(&mut self, client: Client) {
        self.logs.get_mut(&client).unwrap_or(&mut self.others).take_back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { most: 3, span: Millis::from_secs(60) };

    fn client(text: &str) -> Client {
        text.parse::<IpAddr>().expect(text).into()
    }

    #[test]
    fn so_many_pass_and_the_next_is_told_when() {
        let (mut log, start) = (Log::default(), UnixMillis(1_000_000));
        for second in 0..3 {
            assert_eq!(log.pass(LIMIT, start + Millis::from_secs(second)), Ok(()));
        }
        let later = start + Millis::from_secs(20);
        assert_eq!(log.pass(LIMIT, later), Err(Millis::from_secs(40)));
        assert_eq!(log.pass(LIMIT, start + Millis(59_999)), Err(Millis(1)));
        assert_eq!(log.pass(LIMIT, start + Millis::from_secs(60)), Ok(()));
        assert_eq!(log.pass(LIMIT, start + Millis::from_secs(60)), Err(Millis::from_secs(1)));
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out() {
        let (mut log, late) = (Log::default(), UnixMillis(1_000_000_000));
        for _ in 0..3 {
            assert_eq!(log.pass(LIMIT, late), Ok(()));
        }
        let early = UnixMillis(1_000_000);
        assert_eq!(log.pass(LIMIT, early), Ok(()));
        assert_eq!(log.pass(LIMIT, late), Ok(()), "what lies an age back counts no more");
    }

    #[test]
    fn none_pass_a_limit_of_none() {
        let none = Limit { most: 0, span: Millis::from_secs(9) };
        assert_eq!(Log::default().pass(none, UnixMillis(5)), Err(Millis::from_secs(9)));
    }

    #[test]
    fn one_client_does_not_use_up_anothers() {
        let (mut all, now) = (PerClient::new(LIMIT), UnixMillis(1_000_000));
        for _ in 0..3 {
            assert_eq!(all.pass(client("192.0.2.1"), now), Ok(()));
        }
        assert!(all.pass(client("192.0.2.1"), now).is_err());
        assert!(all.pass(client("::ffff:192.0.2.1"), now).is_err(), "the same, written as IPv6");
        assert_eq!(all.pass(client("192.0.2.2"), now), Ok(()));
        all.take_back(client("192.0.2.1"));
        assert_eq!(all.pass(client("192.0.2.1"), now), Ok(()));
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        assert_eq!(client("2001:db8:1:2::3"), client("2001:db8:1:2:ffff::9"));
        assert_ne!(client("2001:db8:1:2::3"), client("2001:db8:1:3::3"));
        assert_eq!(client("2001:db8:1:2::3").to_string(), "2001:db8:1:2::/64");
        assert_eq!(client("::ffff:192.0.2.1").to_string(), "192.0.2.1");
    }

    #[test]
    fn made_up_clients_take_no_more_room_and_pass_no_oftener() {
        let (mut all, now) = (PerClient::new(LIMIT), UnixMillis(1_000_000));
        let some = |number: u32| Client::from(IpAddr::from(number.to_be_bytes()));
        let most = u32::try_from(PerClient::MOST).expect("it is small");
        for number in 0..most {
            assert_eq!(all.pass(some(number), now), Ok(()));
        }
        let more = (most..most + 100).filter(|number| all.pass(some(*number), now).is_ok());
        assert_eq!(more.count(), 3);
        assert_eq!(all.pass(some(7), now), Ok(()), "who was here before has what is his");
        assert_eq!(all.logs.len(), PerClient::MOST);
        let later = now + LIMIT.span;
        assert_eq!(all.pass(some(most + 1), later), Ok(()));
        assert_eq!(all.logs.len(), 1, "who has not come for a span is forgotten");
    }

    proptest::proptest! {
        /// Whoever comes whenever: in no span there is one more than the limit.
        #[test]
        fn no_span_has_more_than_its_limit(steps in proptest::collection::vec(0_u64..40_000, 1..80)) {
            let (mut log, mut now) = (Log::default(), UnixMillis(1_000_000));
            let mut passed: Vec<UnixMillis> = Vec::new();
            for step in steps {
                now = now + Millis(step);
                match log.pass(LIMIT, now) {
                    Ok(()) => passed.push(now),
                    Err(wait) => {
                        proptest::prop_assert!(wait.0 > 0 && wait <= LIMIT.span);
                        // Whoever waits for as long passes.
                        proptest::prop_assert_eq!(log.clone().pass(LIMIT, now + wait), Ok(()));
                    }
                }
            }
            for (index, first) in passed.iter().enumerate() {
                let within = passed.iter().skip(index).filter(|time| time.since(*first) < LIMIT.span);
                proptest::prop_assert!(within.count() <= 3);
            }
        }
    }
}
