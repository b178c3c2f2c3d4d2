//! How long a provider wants to be left alone, by the headers of its answer.
//!
//! **No header makes anybody wait longer than an hour.** That is as long as any task is waited for, and
//! as the windows of such limits are; what says more is a mistake, or a quota of days, of which it is
//! better to hear once an hour than to seem dead.
//!
//! `Retry-After` (RFC 9110, section 10.2.3) wins: it is said of the very next request. The others tell
//! what is left of a quota and when it is full again, and count where nothing is left, or where the
//! answer is a 429:
//!
//! - `RateLimit: "default";r=0;t=30` (draft-ietf-httpapi-ratelimit-headers, since its revision 08), and
//!   `RateLimit: limit=10, remaining=0, reset=30` (its revision 07);
//! - `RateLimit-Remaining: 0` with `RateLimit-Reset: 30` (up to its revision 06);
//! - `X-RateLimit-Remaining: 0` with `X-RateLimit-Reset: 30`, which nobody has written down: some mean
//!   seconds from now, some a Unix time.
//!
//! A date and a Unix time are counted from the answer's own `Date`, so that no two clocks have to agree;
//! without one they say nothing.
//!
//! Across origins a page is shown none of these, `Date` included, unless the answer names them in
//! `access-control-expose-headers`.

use std::time::SystemTime;

use crate::{HttpResponse, Millis};

/// The longest that is waited for a header's sake.
const LONGEST: Millis = Millis::from_secs(60 * 60);
/// From here on a number of seconds is no span, but a time: the 9th of September 2001.
const UNIX_TIMES: f64 = 1e9;
/// From here on a time is in milliseconds: in seconds it would be the year 5138.
const UNIX_MILLIS: f64 = 1e11;

/// How long the provider wants to be left alone; `None` where it says nothing of that.
pub(super) fn pause(response: &HttpResponse) -> Option<Millis> {
    let asked = retry_after(response)
        .or_else(|| rate_limit(response))
        .or_else(|| quota(response, "ratelimit-remaining", "ratelimit-reset"))
        .or_else(|| quota(response, "x-ratelimit-remaining", "x-ratelimit-reset"))?;
    Some(asked.min(LONGEST))
}

fn retry_after(response: &HttpResponse) -> Option<Millis> {
    let text = response.header("retry-after")?;
    number(text).map(span).or_else(|| until(response, unix_seconds(text)?))
}

/// `RateLimit` in both of its forms: the longest pause of the quotas that are used up. Where a 429 does
/// not tell which one that is, the shortest of all.
fn rate_limit(response: &HttpResponse) -> Option<Millis> {
    let text = response.header("ratelimit")?;
    // In the older form it is one quota, and the commas are between what is said of it.
    let between = if text.contains('"') { ',' } else { '\n' };
    let quotas = || {
        text.split(between).filter_map(|quota| {
            let said = |names: [&str; 2]| {
                quota.split([';', ',']).find_map(|part| {
                    let (name, value) = part.split_once('=')?;
                    names.contains(&name.trim()).then(|| number(value)).flatten()
                })
            };
            Some((said(["r", "remaining"]), span(said(["t", "reset"])?)))
        })
    };
    let used_up = quotas().filter(|(left, _)| *left == Some(0.0)).map(|(_, pause)| pause).max();
    used_up.or_else(|| quotas().map(|(_, pause)| pause).min().filter(|_| is_limited(response)))
}

fn quota(response: &HttpResponse, left: &str, reset: &str) -> Option<Millis> {
    let is_used_up = response.header(left).and_then(number) == Some(0.0);
    let reset =
        response.header(reset).and_then(number).filter(|_| is_used_up || is_limited(response))?;
    match reset {
        UNIX_MILLIS.. => until(response, reset / 1000.0),
        UNIX_TIMES.. => until(response, reset),
        _ => Some(span(reset)),
    }
}

/// Whether the answer says that there were too many requests: RFC 6585, section 4.
const fn is_limited(response: &HttpResponse) -> bool {
    response.status == 429
}

/// The time from the answer's own date to another, in seconds since 1970.
fn until(response: &HttpResponse, seconds: f64) -> Option<Millis> {
    let now = unix_seconds(response.header("date")?)?;
    Some(span((seconds - now).max(0.0)))
}

/// A date in any of HTTP's three forms (RFC 9110, section 5.6.7), in seconds since 1970.
fn unix_seconds(text: &str) -> Option<f64> {
    let date = httpdate::parse_http_date(text.trim()).ok()?;
    date.duration_since(SystemTime::UNIX_EPOCH).ok().map(|span| span.as_secs_f64())
}

/// A number that may be a time: neither negative nor without an end.
fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0)
}

fn span(seconds: f64) -> Millis {
    Millis((seconds * 1000.0).ceil() as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DATE: (&str, &str) = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    /// The same, as a Unix time.
    const NOW: u64 = 784_111_777;
    /// Today, where a Unix time is no span.
    const TODAY: (&str, &str) = ("date", "Fri, 13 Mar 2026 02:05:02 GMT");

    fn of(status: u16, headers: &[(&str, &str)]) -> Option<u64> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let headers = headers.iter().map(owned).collect();
        pause(&HttpResponse { status, headers, body: Vec::new() }).map(|span| span.0)
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(of(503, &[("Retry-After", " 4 ")]), Some(4000));
        assert_eq!(of(200, &[("retry-after", "0")]), Some(0));
        assert_eq!(of(200, &[("retry-after", "1.5")]), Some(1500));
        for date in [
            "Sun, 06 Nov 1994 08:50:07 GMT",
            "Sunday, 06-Nov-94 08:50:07 GMT",
            "Sun Nov  6 08:50:07 1994",
        ] {
            assert_eq!(of(429, &[("retry-after", date), DATE]), Some(30_000), "{date}");
            // Nobody says when that is.
            assert_eq!(of(429, &[("retry-after", date)]), None, "{date}");
        }
        // It is over already.
        assert_eq!(of(429, &[("retry-after", "Sun, 06 Nov 1994 08:49:07 GMT"), DATE]), Some(0));
        for nonsense in ["", "soon", "-1", "NaN", "inf", "Sun, 99 Nov 1994 08:50:07 GMT"] {
            assert_eq!(of(429, &[("retry-after", nonsense), DATE]), None, "{nonsense}");
        }
    }

    #[test]
    fn a_quota_counts_where_nothing_is_left() {
        for (left, pause) in [("0", Some(30_000)), ("1", None), ("many", None)] {
            let newest = format!("\"default\";r={left};t=30");
            let newer = format!("limit=10, remaining={left}, reset=30");
            assert_eq!(of(200, &[("RateLimit", &newest)]), pause, "{newest}");
            assert_eq!(of(200, &[("ratelimit", &newer)]), pause, "{newer}");
            for x in ["", "X-"] {
                let names = [format!("{x}RateLimit-Remaining"), format!("{x}RateLimit-Reset")];
                let [remaining, reset] = &names;
                assert_eq!(of(200, &[(remaining, left), (reset, "30")]), pause, "{remaining}");
            }
        }
        assert_eq!(of(200, &[("ratelimit-reset", "30")]), None);
        assert_eq!(of(200, &[("ratelimit", "\"default\";r=0")]), None);
    }

    /// Then it is what is over, whether or not it says how much is left.
    #[test]
    fn of_a_429_every_quota_counts() {
        assert_eq!(of(429, &[("ratelimit", "\"default\";r=1;t=30")]), Some(30_000));
        assert_eq!(of(429, &[("ratelimit", "\"default\";t=30")]), Some(30_000));
        assert_eq!(of(429, &[("ratelimit-reset", "30")]), Some(30_000));
        assert_eq!(of(429, &[("x-ratelimit-reset", "30")]), Some(30_000));
    }

    #[test]
    fn of_several_quotas_those_count_that_are_used_up() {
        let two = |a: u8, b: u8| format!("\"burst\";r={a};t=5, \"daily\";r={b};t=300");
        for (quotas, of_success, of_429) in [
            (two(0, 9), Some(5000), 5000),
            (two(9, 0), Some(300_000), 300_000),
            (two(0, 0), Some(300_000), 300_000),
            (two(9, 9), None, 5000),
        ] {
            assert_eq!(of(200, &[("ratelimit", &quotas)]), of_success, "{quotas}");
            assert_eq!(of(429, &[("ratelimit", &quotas)]), Some(of_429), "{quotas}");
        }
    }

    #[test]
    fn a_reset_may_be_a_unix_time() {
        // 1773367502 is that date.
        for (reset, pause) in
            [("1773367532", 30_000), ("1773367532000", 30_000), ("1773367400", 0), ("999", 999_000)]
        {
            let headers = [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset)];
            assert_eq!(of(403, &[headers[0], headers[1], TODAY]), Some(pause), "{reset}");
            let without = if reset.len() > 9 { None } else { Some(pause) };
            assert_eq!(of(403, &headers), without, "{reset}");
        }
    }

    #[test]
    fn who_says_it_of_the_next_request_is_heard_first() {
        let quotas = [
            ("ratelimit", "\"a\";r=0;t=30"),
            ("ratelimit-remaining", "0"),
            ("ratelimit-reset", "20"),
        ];
        let old = [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "10")];
        let after = [("retry-after", "4")];
        assert_eq!(of(429, &[&old[..], &quotas, &after].concat()), Some(4000));
        assert_eq!(of(429, &[&old[..], &quotas].concat()), Some(30_000));
        assert_eq!(of(429, &[&old[..], &quotas[1..]].concat()), Some(20_000));
        assert_eq!(of(429, &old), Some(10_000));
        // What can't be read is as if it were not there.
        assert_eq!(of(429, &[&old[..], &[("retry-after", "soon")]].concat()), Some(10_000));
    }

    #[test]
    fn nobody_waits_for_days() {
        assert_eq!(of(429, &[("retry-after", "86400")]), Some(3_600_000));
        assert_eq!(of(429, &[("retry-after", "1e300")]), Some(3_600_000));
        let far = "Sat, 06 Nov 2094 08:49:37 GMT";
        assert_eq!(of(429, &[("retry-after", far), DATE]), Some(3_600_000));
    }

    #[test]
    fn nothing_said_is_no_pause() {
        assert_eq!(of(429, &[]), None);
        assert_eq!(of(200, &[DATE, ("x-ratelimit-limit", "60")]), None);
    }

    fn any_header() -> impl Strategy<Value = (String, String)> {
        let name = "(retry-after|date|ratelimit|(x-)?ratelimit-(remaining|reset)|.{0,6})";
        let value = prop_oneof![
            ".{0,20}",
            "-?[0-9]{0,400}(\\.[0-9]{0,3})?(e[0-9]{1,3})?",
            "(\"[a-z]{0,3}\")?;?(r|t|remaining|reset)=[0-9]{0,20}[;,](r|t)=[0-9-]{0,20}",
            any::<u32>().prop_map(|seconds| {
                let date = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds.into());
                httpdate::fmt_http_date(date)
            }),
        ];
        (name, value)
    }

    proptest! {
        #[test]
        fn no_header_panics_or_makes_anybody_wait_longer_than_an_hour(
            status in prop_oneof![Just(200_u16), Just(429), any::<u16>()],
            headers in prop::collection::vec(any_header(), 0..6),
        ) {
            let response = HttpResponse { status, headers, body: Vec::new() };
            if let Some(pause) = pause(&response) {
                prop_assert!(pause <= LONGEST, "{pause:?}");
            }
        }

        /// What is asked for is never undercut, in whichever way it is asked.
        #[test]
        fn every_way_of_asking_asks_for_the_same(seconds in 0_u64..3600) {
            let date = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(NOW + seconds);
            let (text, date) = (seconds.to_string(), httpdate::fmt_http_date(date));
            let newest = format!("\"default\";r=0;t={seconds}");
            for headers in [
                vec![("retry-after", text.as_str())],
                vec![("retry-after", date.as_str()), DATE],
                vec![("ratelimit", newest.as_str())],
                vec![("ratelimit-remaining", "0"), ("ratelimit-reset", text.as_str())],
                vec![("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", text.as_str())],
            ] {
                prop_assert_eq!(of(200, &headers), Some(seconds * 1000));
            }
        }
    }
}
