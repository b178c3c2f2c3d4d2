//! When to look at a task, given how long such tasks take: the looks that cost least, by dynamic
//! programming over a grid of times.

use crate::habit::Sample;

/// How many seconds of lateness a look is worth. The ladder's rungs are about right for that.
const WORTH: f64 = 1.0;
/// How many times there are to choose from.
const TIMES: usize = 160;
/// How far the grid reaches beyond the shortest and the longest that was seen.
const BEFORE: f64 = 2.0;
const BEYOND: f64 = 3.0;
/// No two looks are closer together than so many seconds.
const LEAST: f64 = 0.5;
/// So many tasks in a row may be done at the first look by chance; with each that follows, the next is
/// looked at sooner by this factor, to learn how soon they are done.
const BY_CHANCE: u32 = 2;
const SOONER: f64 = 0.6;

/// The looks that cost least, from any time on.
///
/// The habit is mixed with what a task might do of which nothing is known: the chance that it is done
/// is then `t / (t + m)` for a time `m`, which has a heavy tail at both ends. That counts for one task.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    times: Vec<Time>,
    /// How much of the time before the first look is waited.
    first: f64,
}

/// A time at which one may look.
#[derive(Clone, Copy, Debug, Default)]
struct Time {
    /// Since the task was taken in, in seconds.
    at: f64,
    /// The chance that it is done by then.
    done: f64,
    /// The chance of being done, summed up over time: what lateness is reckoned from.
    area: f64,
    /// What is still to be paid after a look that saw it unfinished, times the chance of that.
    cost: f64,
}

impl Time {
    /// What it costs to look next at another time: the look, and how late it is on average. Both
    /// times the chance that it comes to that.
    fn price_of(&self, next: &Self) -> f64 {
        let late = next.area - self.area - self.done * (next.at - self.at);
        WORTH * (1.0 - self.done) + late
    }
}

impl Plan {
    /// The plan for a kind of task. `middle` is what is reckoned with before there is a habit, in
    /// seconds.
    pub(crate) fn new(sample: &Sample, middle: f64) -> Self {
        let mut times = grid(sample, middle);
        for from in (0..times.len().saturating_sub(1)).rev() {
            let best = best(&times[from], &times[from + 1..]);
            times[from].cost = best.map_or(0.0, |(_, cost)| cost);
        }
        let many = sample.at_first_look.saturating_sub(BY_CHANCE);
        Self { times, first: libm::pow(SOONER, f64::from(many)) }
    }

    /// How long to wait for the first look at a task, in seconds.
    pub(crate) fn first(&self) -> Option<f64> {
        Some((self.next(0.0)? * self.first).max(LEAST))
    }

    /// How long to wait for the next look at a task that was taken in so long ago, both in seconds.
    /// `None` where it has outlived what is known.
    pub(crate) fn next(&self, waited: f64) -> Option<f64> {
        let now = self.at(waited)?;
        let first = self.times.partition_point(|time| time.at < waited + LEAST);
        let (next, _) = best(&now, self.times.get(first..)?)?;
        Some(next - waited)
    }

    /// What is known of a time between those of the grid.
    fn at(&self, at: f64) -> Option<Time> {
        let next = self.times.partition_point(|time| time.at <= at);
        let after = self.times.get(next)?;
        let before = next.checked_sub(1).map_or_else(Time::default, |index| self.times[index]);
        let part = (at - before.at) / (after.at - before.at);
        let done = before.done + (after.done - before.done) * part;
        let area = before.area + (before.done + done) / 2.0 * (at - before.at);
        Some(Time { at, done, area, cost: 0.0 })
    }
}

/// The cheapest of these times to look at next, and what all costs from there.
fn best(now: &Time, times: &[Time]) -> Option<(f64, f64)> {
    let mut best: Option<(f64, f64)> = None;
    for next in times {
        let price = now.price_of(next);
        if best.is_some_and(|(_, least)| price > least) {
            break; // It only gets later.
        }
        let cost = price + next.cost;
        if best.is_none_or(|(_, least)| cost < least) {
            best = Some((next.at, cost));
        }
    }
    best
}

/// The times to choose from, each a little later in proportion, up to where the task has more likely
/// than not outlived the habit.
fn grid(sample: &Sample, middle: f64) -> Vec<Time> {
    let logs = || sample.points.iter().map(|(ln, _)| *ln);
    let first = logs().fold(f64::INFINITY, f64::min) - libm::log(BEFORE);
    let last = logs().fold(f64::NEG_INFINITY, f64::max) + libm::log(BEYOND);
    // A logistic density has this width where a normal one has 1.
    let width = sample.width() * 0.55;
    let mut times: Vec<Time> = Vec::with_capacity(TIMES);
    let mut before = Time::default();
    for index in 0..TIMES {
        let ln = first + (last - first) * index as f64 / (TIMES - 1) as f64;
        let at = libm::exp(ln);
        let habit = share(sample, ln, width);
        let unknown = at / (at + middle);
        if sample.total * (1.0 - habit) < 1.0 - unknown {
            break;
        }
        let done = (sample.total * habit + unknown) / (sample.total + 1.0);
        let area = before.area + (before.done + done) / 2.0 * (at - before.at);
        before = Time { at, done, area, cost: 0.0 };
        times.push(before);
    }
    times
}

/// How much of the tasks are done by a time, by its logarithm.
fn share(sample: &Sample, ln: f64, width: f64) -> f64 {
    let of = |(point, weight): &(f64, f64)| weight / (1.0 + libm::exp((point - ln) / width));
    sample.points.iter().map(of).sum::<f64>() / sample.total
}

#[cfg(test)]
mod tests {
    use foley_core::{Millis, Provider, Request, Seconds, SoundEffect, UnixMillis};
    use proptest::prelude::*;

    use super::*;
    use crate::{Habits, Kind, Took};

    /// The plan for tasks that took so many milliseconds.
    fn plan(durations: &[u64]) -> Plan {
        let rain = Request::SoundEffect(SoundEffect {
            prompt: "Rain".to_owned(),
            duration: Seconds::from_tenths(50),
            external_task_id: None,
            callback_url: None,
        });
        let kind = Kind::of(&Provider::kling(), &rain).expect("it is asked for here");
        let mut habits = Habits::new();
        for duration in durations {
            let took = Took { after: Millis(*duration), by: Millis(*duration) };
            habits.learn(&kind, took, UnixMillis(1));
        }
        Plan::new(&habits.sample(&kind, UnixMillis(1)).expect("a habit"), 20.0)
    }

    /// Its looks at a task that does not end, in seconds.
    fn looks(plan: &Plan) -> Vec<f64> {
        let next = |at: &f64| plan.next(*at).map(|span| at + span);
        std::iter::successors(plan.next(0.0), next).collect()
    }

    #[test]
    fn looks_lie_where_tasks_end() {
        let looks = looks(&plan(&[30_000; 20]));
        assert!(looks.len() < 8 && looks.iter().any(|at| (29.0..34.0).contains(at)), "{looks:?}");
        assert!(looks[0] > 20.0, "{looks:?}");
    }

    #[test]
    fn two_sorts_of_tasks_are_looked_for_at_both_times() {
        let two: Vec<u64> =
            (0..20).map(|task| if task % 2 == 0 { 10_000 } else { 60_000 }).collect();
        let looks = looks(&plan(&two));
        let within =
            |from: f64, to: f64| looks.iter().filter(|at| (from..to).contains(*at)).count();
        assert!(within(9.0, 14.0) >= 1 && within(52.0, 75.0) >= 1, "{looks:?}");
        assert!(within(20.0, 45.0) <= 3, "{looks:?}");
    }

    proptest! {
        #[test]
        fn every_look_is_later_and_there_is_an_end(
            durations in prop::collection::vec(0_u64..3_600_000, 3..30),
        ) {
            let looks = looks(&plan(&durations));
            prop_assert!(looks.len() < TIMES);
            prop_assert!(looks.windows(2).all(|pair| pair[1] - pair[0] >= LEAST - 1e-9));
        }
    }
}
