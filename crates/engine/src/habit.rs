//! What such tasks took before: a small record that outlives the page, and forgets old days slowly.

use foley_core::{Millis, Provider, Request, Seconds, UnixMillis};
use serde::{Deserialize, Serialize};

/// After so many days a task counts for half.
const HALF_LIFE_DAYS: f64 = 14.0;
/// How many tasks of a kind are remembered.
const MOST_SEEN: usize = 24;
/// How many kinds are remembered.
const MOST_KINDS: usize = 64;
/// How many tasks make a habit, each counted for as much as it still does.
const ENOUGH: f64 = 2.0;
/// What counts as no time at all, and what as for ever, in milliseconds.
const BOUNDS: (u64, u64) = (50, 24 * 60 * 60 * 1000);
/// For how much a task counts that is of before the provider changed its pace.
const STALE: f64 = 0.05;
/// How unlikely a difference by chance has to be, in squared standard deviations.
const CHANGED: f64 = 16.0;
/// How many of the newest have to agree that the pace has changed, and how many have to be older.
const AGREED: usize = 2;
const OLDER: usize = 3;
/// The spread of the logarithms that is reckoned with before there is one: so many tasks, with this
/// variance.
const GUESS: (f64, f64) = (1.0, 0.16);
/// Where between two looks a task may have ended, each place as likely. Rather late than early: a look is
/// meant to come soon after the end.
const PARTS: [f64; 3] = [0.4, 0.65, 0.9];

/// What has a pace of its own: an operation of one size at a provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(String);

impl Kind {
    /// The kind of a request at a provider. `None` for what was asked for elsewhere: when it began and
    /// how large it is, nobody says.
    #[must_use]
    pub fn of(provider: &Provider, request: &Request) -> Option<Self> {
        let size = match request {
            Request::Found(_) => return None,
            Request::SoundEffect(effect) => doubling(whole(effect.duration)),
            Request::VideoSound(_) => String::new(),
            Request::Speech(speech) => doubling(speech.text.chars().count().div_ceil(100)),
            Request::Video(video) => {
                let [model, mode] =
                    [&video.model, &video.mode].map(|it| it.as_deref().unwrap_or("-"));
                let seconds = video.duration.map_or(5, whole);
                let sound = if video.sound { " with sound" } else { "" };
                format!("{model} {mode} {seconds}{sound}")
            }
        };
        let (base, path) = (&provider.base_url, provider.path_prefix());
        Some(Self(format!("{base}{path} {} {size}", request.operation().as_str())))
    }
}

/// Whole seconds, rounded up.
const fn whole(duration: Seconds) -> usize {
    duration.tenths().div_ceil(10) as usize
}

/// A size to the next power of two.
fn doubling(size: usize) -> String {
    size.next_power_of_two().to_string()
}

/// How long a task took, as far as that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Took {
    /// After this long it was seen unfinished.
    pub after: Millis,
    /// After this long it was seen done.
    pub by: Millis,
}

/// One task that was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    at: UnixMillis,
    took: Took,
}

impl Seen {
    /// Whether it can have been seen by anybody.
    const fn is_possible(&self) -> bool {
        self.took.after.0 <= self.took.by.0 && self.took.by.0 <= BOUNDS.1
    }

    /// The logarithm of the seconds that it took, if it was done when this much of the time between
    /// the two looks had gone by.
    fn ln(&self, part: f64) -> f64 {
        let (after, by) = (self.took.after.0.max(BOUNDS.0) as f64, self.took.by.0.max(BOUNDS.0));
        libm::log((after + (by as f64 - after) * part) / 1000.0)
    }

    fn weight(&self, now: UnixMillis) -> f64 {
        let days = now.since(self.at).0 as f64 / 86_400_000.0;
        libm::exp(-core::f64::consts::LN_2 * days / HALF_LIFE_DAYS)
    }
}

/// The tasks of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Habit {
    kind: Kind,
    /// The oldest first.
    seen: Vec<Seen>,
}

impl Habit {
    fn forget_oldest(&mut self) {
        self.seen.drain(..self.seen.len().saturating_sub(MOST_SEEN));
    }
}

/// What tasks took before, by their kind; the kind that was seen last is the last. It is plain data,
/// to be stored and given back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Habits(Vec<Habit>);

impl Habits {
    /// Nothing is known.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Without what can't be, and no more than is remembered: a record that was stored may have been
    /// written by anybody.
    pub(crate) fn tidy(mut self) -> Self {
        for habit in &mut self.0 {
            habit.seen.retain(Seen::is_possible);
            habit.forget_oldest();
        }
        self.0.retain(|habit| !habit.seen.is_empty());
        self.forget_oldest();
        self
    }

    /// One more task is done.
    pub(crate) fn learn(&mut self, kind: &Kind, took: Took, now: UnixMillis) {
        let one = Seen { at: now, took };
        if one.is_possible() {
            let known = self.0.iter().position(|habit| habit.kind == *kind);
            let mut habit = match known {
                Some(index) => self.0.remove(index),
                None => Habit { kind: kind.clone(), seen: Vec::new() },
            };
            habit.seen.push(one);
            habit.forget_oldest();
            self.0.push(habit);
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        self.0.drain(..self.0.len().saturating_sub(MOST_KINDS));
    }

    /// What is known of a kind now; `None` before it is a habit.
    pub(crate) fn sample(&self, kind: &Kind, now: UnixMillis) -> Option<Sample> {
        let habit = self.0.iter().find(|habit| habit.kind == *kind)?;
        let sample = Sample::of(&habit.seen, now);
        (sample.total > ENOUGH).then_some(sample)
    }
}

/// How long tasks of a kind take: points with weights, as a density is made of.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// The logarithm of each task's seconds and for how much it counts, the shortest first.
    tasks: Vec<(f64, f64)>,
    /// The same, with each task that was seen late spread over the time in which it may have ended.
    pub(crate) points: Vec<(f64, f64)>,
    /// For how many tasks they count.
    pub(crate) total: f64,
    /// How many of the newest in a row were done at the first look. They may have been done long
    /// before it, and no look would ever tell.
    pub(crate) at_first_look: u32,
}

impl Sample {
    fn of(seen: &[Seen], now: UnixMillis) -> Self {
        let logs: Vec<f64> = seen.iter().map(|seen| seen.ln(0.5)).collect();
        let stale = stale(&logs);
        let weight = |(index, seen): (usize, &Seen)| {
            seen.weight(now) * if index < stale { STALE } else { 1.0 }
        };
        let weights: Vec<f64> = seen.iter().enumerate().map(weight).collect();
        let mut tasks: Vec<(f64, f64)> = logs.into_iter().zip(weights.iter().copied()).collect();
        tasks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let spread =
            |(seen, weight): (&Seen, &f64)| PARTS.map(|part| (seen.ln(part), weight / 3.0));
        let points = seen.iter().zip(&weights).flat_map(spread).collect();
        let unseen = seen.iter().rev().take_while(|seen| seen.took.after == Millis(0));
        Self { tasks, points, total: weights.iter().sum(), at_first_look: unseen.count() as u32 }
    }

    /// The time within which this much of the tasks were done, as the logarithm of its seconds.
    fn quantile(&self, part: f64) -> f64 {
        let mut wanted = part * self.total;
        let reaches = |(_, weight): &&(f64, f64)| {
            wanted -= weight;
            wanted <= 0.0
        };
        self.tasks.iter().find(reaches).or(self.tasks.last()).map_or(0.0, |(ln, _)| *ln)
    }

    /// The usual range: from where a fifth of the tasks is done to where four fifths are.
    pub(crate) fn usual(&self) -> (Millis, Millis) {
        let millis = |ln| Millis((libm::exp(ln) * 1000.0).round() as u64);
        (millis(self.quantile(0.2)), millis(self.quantile(0.8)))
    }

    /// How wide each point is drawn, so that few of them still make a smooth density. By the quartiles:
    /// a few that took far longer don't blur the rest.
    pub(crate) fn width(&self) -> f64 {
        let spread = (self.quantile(0.75) - self.quantile(0.25)) / 1.35;
        let (tasks, variance) = GUESS;
        let variance = (tasks * variance + self.total * spread * spread) / (tasks + self.total);
        // By the rule of thumb for a density that is nearly normal.
        let fifth_root = libm::exp(-libm::log(self.total) / 5.0);
        libm::sqrt(variance) * fifth_root
    }
}

/// How many of the oldest are of before the provider changed its pace: 0 where it did not. Looks for
/// the parting at which the mean of the logarithms differs most, and takes it where that can hardly be
/// by chance.
fn stale(logs: &[f64]) -> usize {
    let mut best = (CHANGED, 0);
    for parting in OLDER..(logs.len() + 1).saturating_sub(AGREED) {
        let (old, new) = logs.split_at(parting);
        let ((mean_old, apart_old), (mean_new, apart_new)) = (moments(old), moments(new));
        let (count_old, count_new) = (old.len() as f64, new.len() as f64);
        let variance =
            (GUESS.0 * GUESS.1 + apart_old + apart_new) / (GUESS.0 + count_old + count_new);
        let difference = mean_new - mean_old;
        let by_chance = variance * (1.0 / count_old + 1.0 / count_new);
        let unlikely = difference * difference / by_chance;
        if unlikely > best.0 {
            best = (unlikely, parting);
        }
    }
    best.1
}

/// The mean, and the sum of the squared distances from it.
fn moments(logs: &[f64]) -> (f64, f64) {
    let mean = logs.iter().sum::<f64>() / logs.len() as f64;
    (mean, logs.iter().map(|ln| (ln - mean) * (ln - mean)).sum())
}

#[cfg(test)]
mod tests {
    use foley_core::{Found, Operation, SoundEffect, TaskId, Video};
    use proptest::prelude::*;

    use super::*;

    const NOW: UnixMillis = UnixMillis(1_773_367_502_225);
    const DAY: Millis = Millis::from_secs(24 * 60 * 60);

    fn sound(tenths: u32) -> Request {
        Request::SoundEffect(SoundEffect {
            prompt: "Rain".to_owned(),
            duration: Seconds::from_tenths(tenths),
            external_task_id: None,
            callback_url: None,
        })
    }

    fn kind() -> Kind {
        Kind::of(&Provider::kling(), &sound(50)).expect("it is asked for here")
    }

    fn exactly(seconds: u64) -> Took {
        Took { after: Millis::from_secs(seconds), by: Millis::from_secs(seconds) }
    }

    fn after(seconds: &[u64]) -> Habits {
        let mut habits = Habits::new();
        seconds.iter().for_each(|seconds| habits.learn(&kind(), exactly(*seconds), NOW));
        habits
    }

    fn usual(habits: &Habits, now: UnixMillis) -> Option<(u64, u64)> {
        let (from, to) = habits.sample(&kind(), now)?.usual();
        Some((from.0, to.0))
    }

    #[test]
    fn what_takes_its_own_time_is_a_kind_of_its_own() {
        let kling = Provider::kling();
        let video = |mode: &str, sound| {
            let mode = Some(mode.to_owned());
            let video = Video {
                prompt: "A beach".to_owned(),
                negative_prompt: None,
                model: None,
                mode,
                aspect_ratio: None,
                duration: None,
                sound,
                cfg_scale: None,
                camera: None,
                external_task_id: None,
                callback_url: None,
            };
            Kind::of(&kling, &Request::Video(video))
        };
        let mut kinds = vec![
            Kind::of(&kling, &sound(30)),
            Kind::of(&kling, &sound(50)),
            Kind::of(&kling, &sound(100)),
            Kind::of(&Provider::cometapi(), &sound(50)),
            video("std", false),
            video("pro", false),
            video("pro", true),
        ];
        assert_eq!(Kind::of(&kling, &sound(80)), kinds[1], "about as long");
        let count = kinds.len();
        kinds.sort();
        kinds.dedup();
        assert!(kinds.len() == count && kinds.iter().all(Option::is_some));
    }

    #[test]
    fn what_was_asked_for_elsewhere_is_of_no_kind() {
        let name = TaskId("1".to_owned()).to_string();
        let found = Request::Found(Found { operation: Operation::SoundEffect, name });
        assert_eq!(Kind::of(&Provider::kling(), &found), None);
    }

    #[test]
    fn three_make_a_habit() {
        assert_eq!(usual(&after(&[20, 30]), NOW), None);
        assert_eq!(usual(&after(&[20, 30, 40]), NOW), Some((20_000, 40_000)));
        let ten = after(&[20, 22, 24, 26, 28, 30, 32, 34, 36, 90]);
        assert_eq!(usual(&ten, NOW), Some((22_000, 34_000)), "the ends are not usual");
    }

    #[test]
    fn old_days_fade() {
        let mut habits = after(&[20; 12]);
        assert!(usual(&habits, NOW + Millis(DAY.0 * 30)).is_some());
        assert_eq!(usual(&habits, NOW + Millis(DAY.0 * 60)), None);
        for _ in 0..4 {
            habits.learn(&kind(), exactly(30), NOW + Millis(DAY.0 * 60));
        }
        assert_eq!(usual(&habits, NOW + Millis(DAY.0 * 60)), Some((30_000, 30_000)));
    }

    /// Two in a row that nobody would have thought of: what was before hardly counts any more. One may
    /// be a whim.
    #[test]
    fn a_change_of_pace_is_noticed() {
        let before = [31, 25, 38, 29, 33, 27, 30, 35, 24, 30];
        let one = [&before[..], &[9]].concat();
        assert!(usual(&after(&one), NOW).is_some_and(|(from, _)| from > 20_000));
        let two = [&before[..], &[9, 10]].concat();
        assert_eq!(usual(&after(&two), NOW), Some((9_000, 10_000)));
        assert_eq!(stale(&[3.0; 24]), 0);
        assert_eq!(stale(&[]), 0);
    }

    #[test]
    fn what_was_seen_late_is_spread_over_the_time_between() {
        let mut habits = Habits::new();
        for _ in 0..3 {
            habits.learn(&kind(), Took { after: Millis(10_000), by: Millis(40_000) }, NOW);
        }
        let sample = habits.sample(&kind(), NOW).expect("a habit");
        let seconds: Vec<f64> = sample.points[..3].iter().map(|(ln, _)| libm::exp(*ln)).collect();
        assert!(seconds.iter().zip([22.0, 29.5, 37.0]).all(|(a, b)| (a - b).abs() < 1e-6));
    }

    fn anything() -> impl Strategy<Value = Habits> {
        let seen = (any::<u64>(), any::<u64>(), any::<u64>()).prop_map(|(at, after, by)| Seen {
            at: UnixMillis(at),
            took: Took { after: Millis(after % 1_000_000), by: Millis(by % 2_000_000) },
        });
        let seens = prop::collection::vec(seen, 0..40);
        let habit =
            ("[a-z]{0,3}".prop_map(Kind), seens).prop_map(|(kind, seen)| Habit { kind, seen });
        prop::collection::vec(habit, 0..80).prop_map(Habits)
    }

    proptest! {
        #[test]
        fn what_is_stored_comes_back(habits in anything()) {
            let text = serde_json::to_string(&habits).expect("plain data");
            prop_assert_eq!(&serde_json::from_str::<Habits>(&text).expect("our own"), &habits);
            let tidy = habits.tidy();
            prop_assert_eq!(&tidy.clone().tidy(), &tidy);
        }

        #[test]
        fn no_record_grows_without_end(habits in anything(), more in 0_usize..30) {
            let mut habits = habits.tidy();
            for number in 0..more {
                habits.learn(&Kind(number.to_string()), exactly(9), NOW);
                habits.learn(&kind(), exactly(9), NOW);
            }
            prop_assert!(habits.0.len() <= MOST_KINDS);
            prop_assert!(habits.0.iter().all(|habit| (1..=MOST_SEEN).contains(&habit.seen.len())));
        }

        #[test]
        fn any_record_gives_a_range_that_is_one(habits in anything(), now: u64) {
            let habits = habits.tidy();
            for habit in &habits.0 {
                if let Some(sample) = habits.sample(&habit.kind, UnixMillis(now)) {
                    let (from, to) = sample.usual();
                    prop_assert!(from <= to && sample.width() > 0.0);
                }
            }
        }
    }
}
