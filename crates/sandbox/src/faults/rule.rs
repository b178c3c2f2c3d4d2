//! A rule: what is to happen, and to which requests. It is written `name=value, name=value`, the same in
//! a header, in a prompt's token, on a command line and in the admin interface.

use core::fmt;

use foley_core::{Dialect, Millis, Operation};

use super::knobs::{
    CallTrouble, Damage, Drop, Duplicate, FileTrouble, Knobs, Latency, NoCors, Refused,
};
use crate::pace::{self, Pace};
use crate::refusal::Refusal;
use crate::task::Fate;

/// What is to happen, and to which requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rule {
    /// The kind of request; where it is absent that depends on where the rule stands.
    pub(crate) on: Option<On>,
    /// Only requests of this operation.
    pub(crate) operation: Option<Operation>,
    /// Only requests to this provider.
    pub(crate) provider: Option<Dialect>,
    /// How many of a hundred such requests.
    pub(crate) chance: Option<u32>,
    /// Only the next so many.
    pub(crate) next: Option<u32>,
    /// What is to happen.
    pub(crate) knobs: Knobs,
}

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    /// Creating a task.
    Create,
    /// Asking for a task.
    Query,
    /// Asking for a list of tasks.
    List,
    /// Fetching a file.
    File,
    /// All of these.
    Any,
}

/// A rule that can't be read, in words for whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRule(String);

impl BadRule {
    pub(crate) fn new(words: &str) -> Self {
        Self(words.to_owned())
    }
}

impl fmt::Display for BadRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for BadRule {}

/// The values that are words.
const ONS: &[(&str, On)] = &[
    ("create", On::Create),
    ("query", On::Query),
    ("list", On::List),
    ("file", On::File),
    ("any", On::Any),
];
const OPERATIONS: &[(&str, Operation)] = &[
    ("sound-effect", Operation::SoundEffect),
    ("video-sound", Operation::VideoSound),
    ("speech", Operation::Speech),
    ("video", Operation::Video),
];
const PROVIDERS: &[(&str, Dialect)] = &[
    ("kling", Dialect::Kling),
    ("cometapi", Dialect::CometApi),
    ("apimodels", Dialect::ApiModels),
];
const BODIES: &[(&str, Damage)] = &[
    ("malformed", Damage::Malformed),
    ("truncated", Damage::Truncated),
    ("html", Damage::Html),
    ("empty", Damage::Empty),
    ("plain", Damage::Plain),
    ("no_id", Damage::NoId),
    ("unknown_status", Damage::UnknownStatus),
    ("numbers_as_text", Damage::NumbersAsText),
];
const DROPS: &[(&str, Drop)] = &[("before", Drop::Before), ("after", Drop::After)];
const NO_CORS: &[(&str, NoCors)] = &[("answer", NoCors::Answer), ("preflight", NoCors::Preflight)];
const FATES: &[(&str, Fate)] = &[
    ("succeed", Fate::Succeed),
    ("fail", Fate::Fail),
    ("risk", Fate::Risk),
    ("stuck", Fate::Stuck),
];
const FILES: &[(&str, FileTrouble)] = &[
    ("missing", FileTrouble::Missing),
    ("expired", FileTrouble::Expired),
    ("truncated", FileTrouble::Truncated),
    ("html", FileTrouble::Html),
    ("empty", FileTrouble::Empty),
];
const DUPLICATES: &[(&str, Duplicate)] =
    &[("refuse", Duplicate::Refuse), ("accept", Duplicate::Accept), ("same", Duplicate::Same)];
const CALLS: &[(&str, CallTrouble)] = &[
    ("lost", CallTrouble::Lost),
    ("doubled", CallTrouble::Doubled),
    ("reordered", CallTrouble::Reordered),
    ("unsigned", CallTrouble::Unsigned),
    ("forged", CallTrouble::Forged),
];
const LATENCIES: &str = "MS, FROM..TO, ~MIDDLE or forever";
const NAMES: &str = "on, operation, provider, chance, next, latency, refuse, status, retry_after, \
                     body, drop, no_cors, fate, pace, parallel, url_ttl, file, duplicate, callback \
                     and skew";

impl Rule {
    /// Reads a rule.
    pub(crate) fn parse(text: &str) -> Result<Self, BadRule> {
        let mut rule = Self::default();
        for pair in text.split([',', ';']).map(str::trim).filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            rule.set(name.trim(), value.trim())?;
        }
        Ok(rule)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), BadRule> {
        let bad = |takes: &str| BadRule(format!("{name} takes {takes}, not {value:?}"));
        let number = |most: u64| {
            let read = value.parse::<u64>().ok().filter(|number| *number <= most);
            read.ok_or_else(|| bad(&format!("a whole number up to {most}")))
        };
        let small = |most: u32| number(most.into()).map(|number| number as u32);
        let knobs = &mut self.knobs;
        match name {
            "on" => self.on = Some(word(name, value, ONS)?),
            "operation" => self.operation = Some(word(name, value, OPERATIONS)?),
            "provider" => self.provider = Some(word(name, value, PROVIDERS)?),
            "chance" => self.chance = Some(small(100)?),
            "next" => self.next = Some(small(u32::MAX)?),
            "latency" => knobs.latency = Some(latency(value).ok_or_else(|| bad(LATENCIES))?),
            "refuse" => {
                let code = small(u32::MAX)?;
                let known = Refusal::of_code(code).map(|_| Refused::Code(code));
                knobs.refuse = Some(known.ok_or_else(|| bad("a code of Kling's table"))?);
            }
            "status" => {
                let status = value.parse().ok().filter(|status| (400..=599).contains(status));
                let status: u16 = status.ok_or_else(|| bad("an HTTP status from 400 to 599"))?;
                let code = Refusal::code_of(status).map(Refused::Code);
                knobs.refuse = Some(code.unwrap_or(Refused::Gateway(status)));
            }
            "retry_after" => knobs.retry_after = Some(small(86_400)?),
            "body" => knobs.body = Some(word(name, value, BODIES)?),
            "drop" => knobs.drop = Some(word(name, or(value, "after"), DROPS)?),
            "no_cors" => knobs.no_cors = Some(word(name, or(value, "answer"), NO_CORS)?),
            "fate" => knobs.fate = Some(word(name, value, FATES)?),
            "pace" => knobs.pace = Some(Pace::parse(value).ok_or_else(|| bad(pace::WRITTEN))?),
            "parallel" => knobs.parallel = Some(small(u32::MAX)?),
            "url_ttl" => knobs.url_ttl = Some(Millis(number(u32::MAX.into())?)),
            "file" => knobs.file = Some(word(name, value, FILES)?),
            "duplicate" => knobs.duplicate = Some(word(name, value, DUPLICATES)?),
            "callback" => {
                let late = value.strip_prefix("late:").and_then(|span| span.parse().ok());
                knobs.callback = Some(match late {
                    Some(span) => CallTrouble::Late(Millis(span)),
                    None => word(name, value, CALLS)
                        .map_err(|BadRule(words)| BadRule(format!("{words} (or late:MS)")))?,
                });
            }
            "skew" => {
                let span = value.parse::<i64>().ok();
                let day = 86_400_000;
                let span = span.filter(|span| (-day..=day).contains(span));
                knobs.skew = Some(span.ok_or_else(|| bad("milliseconds, a day at the most"))?);
            }
            _ => return Err(BadRule(format!("there is no {name:?}: there are {NAMES}"))),
        }
        Ok(())
    }
}

fn or<'a>(value: &'a str, usual: &'a str) -> &'a str {
    if value.is_empty() { usual } else { value }
}

fn word<T: Copy>(name: &str, value: &str, words: &[(&str, T)]) -> Result<T, BadRule> {
    let known = words.iter().find(|(word, _)| *word == value).map(|(_, it)| *it);
    known.ok_or_else(|| {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        BadRule(format!("{name} takes {}, not {value:?}", words.join(", ")))
    })
}

fn latency(text: &str) -> Option<Latency> {
    let millis = |text: &str| text.trim().parse::<u32>().ok().map(|span| Millis(span.into()));
    if text == "forever" {
        Some(Latency::Forever)
    } else if let Some(middle) = text.strip_prefix('~') {
        millis(middle).map(Latency::About)
    } else if let Some((from, to)) = text.split_once("..") {
        Some(Latency::Between(millis(from)?, millis(to)?))
    } else {
        millis(text).map(Latency::Fixed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Rule {
        Rule::parse(text).unwrap_or_else(|bad| panic!("{text}: {bad}"))
    }

    #[test]
    fn every_name_is_read() {
        for (text, knobs) in [
            ("latency=500", Knobs { latency: Some(Latency::Fixed(Millis(500))), ..<_>::default() }),
            ("latency=forever", Knobs { latency: Some(Latency::Forever), ..<_>::default() }),
            ("refuse=1102", Knobs { refuse: Some(Refused::Code(1102)), ..<_>::default() }),
            ("status=503", Knobs { refuse: Some(Refused::Code(5001)), ..<_>::default() }),
            ("status=502", Knobs { refuse: Some(Refused::Gateway(502)), ..<_>::default() }),
            ("retry_after=4", Knobs { retry_after: Some(4), ..<_>::default() }),
            ("body=html", Knobs { body: Some(Damage::Html), ..<_>::default() }),
            ("drop", Knobs { drop: Some(Drop::After), ..<_>::default() }),
            ("drop=before", Knobs { drop: Some(Drop::Before), ..<_>::default() }),
            ("no_cors", Knobs { no_cors: Some(NoCors::Answer), ..<_>::default() }),
            ("fate=stuck", Knobs { fate: Some(Fate::Stuck), ..<_>::default() }),
            ("pace=immediate", Knobs { pace: Some(Pace::Immediate), ..<_>::default() }),
            ("parallel=0", Knobs { parallel: Some(0), ..<_>::default() }),
            ("url_ttl=10", Knobs { url_ttl: Some(Millis(10)), ..<_>::default() }),
            ("file=missing", Knobs { file: Some(FileTrouble::Missing), ..<_>::default() }),
            ("duplicate=same", Knobs { duplicate: Some(Duplicate::Same), ..<_>::default() }),
            ("callback=forged", Knobs { callback: Some(CallTrouble::Forged), ..<_>::default() }),
            (
                "callback=late:50",
                Knobs { callback: Some(CallTrouble::Late(Millis(50))), ..<_>::default() },
            ),
            ("skew=-3600000", Knobs { skew: Some(-3_600_000), ..<_>::default() }),
        ] {
            assert_eq!(rule(text), Rule { knobs, ..Rule::default() }, "{text}");
        }
        let narrowed = rule(" on=query, operation=video ;provider=cometapi,chance=20,next=3, ");
        let expected = Rule {
            on: Some(On::Query),
            operation: Some(Operation::Video),
            provider: Some(Dialect::CometApi),
            chance: Some(20),
            next: Some(3),
            knobs: Knobs::default(),
        };
        assert_eq!(narrowed, expected);
        assert_eq!(rule(""), Rule::default());
    }

    #[test]
    fn every_name_and_every_value_is_in_the_docs() {
        let docs = include_str!("../../../../docs/sandbox.md");
        for name in NAMES.split([',', ' ']).filter(|name| !name.is_empty() && *name != "and") {
            let takes = Rule::parse(&format!("{name}=?")).expect_err(name).to_string();
            let row = docs.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
            let row = row.unwrap_or_else(|| panic!("{name} has no row"));
            let words = takes.split(" takes ").nth(1).and_then(|rest| rest.split(", not").next());
            // Where it takes words, each is there.
            let is_word =
                |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || "_-".contains(c));
            let words: Vec<&str> = words.unwrap_or_default().split(", ").collect();
            let words = if words.iter().all(is_word) { words } else { Vec::new() };
            for word in words {
                assert!(row.contains(&format!("`{word}")), "{name}: {word}");
            }
        }
    }

    #[test]
    fn what_can_not_be_read_is_named() {
        let why = |text: &str| Rule::parse(text).expect_err(text).to_string();
        assert_eq!(
            why("body=htm"),
            "body takes malformed, truncated, html, empty, plain, no_id, unknown_status, numbers_as_text, not \"htm\""
        );
        assert!(why("latencyy=1").starts_with("there is no \"latencyy\": there are on, "));
        assert!(why("refuse=1").contains("a code of Kling's table"));
        assert!(why("status=200").contains("400 to 599"));
        assert!(why("latency=soon").contains("FROM..TO"));
        assert!(why("pace=time:1").contains("polls:SUBMITTED:PROCESSING"));
        assert!(why("callback=late").contains("late:MS"));
        assert!(why("chance=101").contains("up to 100"));
        assert!(why("skew=99999999999").contains("a day"));
        assert!(why("html").starts_with("there is no \"html\""));
    }
}
