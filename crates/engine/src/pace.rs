//! When to look: by what such tasks took before, or else by the ladder.

use foley_core::{Millis, Operation, Retry, Task, UnixMillis};

use crate::habit::{Habits, Kind, Took};
use crate::plan::Plan;
use crate::schedule::{Jitter, delay, rung};
use crate::{Action, Engine, Job, JobId};

/// A plan is made anew after so long, since the habit under it fades.
const PLAN_LASTS: Millis = Millis::from_secs(24 * 60 * 60);

/// How far a wait is.
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    /// What is being made.
    pub operation: Operation,
    /// How often it was looked at.
    pub tries: u32,
    /// How long ago it was taken in.
    pub waited: Millis,
}

/// When to look at tasks, and what was learned of them. Plans are kept for as long as they hold.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    habits: Habits,
    plans: Vec<Made>,
}

/// The plan for a kind, as long as it is fresh.
#[derive(Clone, Debug)]
struct Made {
    kind: Kind,
    at: UnixMillis,
    plan: Option<Plan>,
}

impl Pace {
    /// Nothing is known: it is the ladder.
    #[must_use]
    pub const fn new() -> Self {
        Self { habits: Habits::new(), plans: Vec::new() }
    }

    /// Takes in what was learned before, in the place of all that is known.
    pub fn set(&mut self, habits: Habits) {
        self.habits = habits.tidy();
        self.plans.clear();
    }

    /// What was learned, to be stored.
    #[must_use]
    pub const fn habits(&self) -> &Habits {
        &self.habits
    }

    /// Learns how long a task of a kind took.
    pub fn learn(&mut self, kind: &Kind, took: Took, now: UnixMillis) {
        self.habits.learn(kind, took, now);
        self.plans.retain(|made| made.kind != *kind);
    }

    /// The time before the next look at a task that was just seen unfinished, or taken in.
    pub fn next_look(
        &mut self,
        kind: Option<&Kind>,
        wait: Wait,
        now: UnixMillis,
        jitter: &mut Jitter,
    ) -> Millis {
        let Wait { operation, tries, waited } = wait;
        let Some(plan) = kind.and_then(|kind| self.plan(kind, operation, now)) else {
            return delay(operation, tries, Retry::Later(None), jitter);
        };
        let next = if tries == 0 { plan.first() } else { plan.next(waited.0 as f64 / 1000.0) };
        match next {
            Some(seconds) => {
                let span = Millis((seconds * 1000.0).round() as u64);
                jitter.about(span.min(longest(operation)))
            }
            None => jitter.spread(rung(operation, waited)),
        }
    }

    fn plan(&mut self, kind: &Kind, operation: Operation, now: UnixMillis) -> Option<&Plan> {
        let known = self.plans.iter().position(|made| made.kind == *kind);
        let fresh = known.filter(|index| now.since(self.plans[*index].at) < PLAN_LASTS);
        let index = fresh.unwrap_or_else(|| {
            let sample = self.habits.sample(kind, now);
            let plan = sample.map(|sample| Plan::new(&sample, middle(operation)));
            self.plans.retain(|made| made.kind != *kind);
            self.plans.push(Made { kind: kind.clone(), at: now, plan });
            self.plans.len() - 1
        });
        self.plans.get(index)?.plan.as_ref()
    }

    /// How long tasks of a kind usually take: the range in which three fifths of them are. `None`
    /// before it is a habit.
    #[must_use]
    pub fn usual(&self, kind: &Kind, now: UnixMillis) -> Option<(Millis, Millis)> {
        self.habits.sample(kind, now).map(|sample| sample.usual())
    }
}

/// The time between two looks is never longer, whatever the habit says: it may be another's by now.
const fn longest(operation: Operation) -> Millis {
    Millis::from_secs(match operation {
        Operation::SoundEffect | Operation::Speech => 60,
        Operation::VideoSound | Operation::Video => 120,
    })
}

/// What is reckoned with where nothing is known, in seconds: half of the tasks take longer.
const fn middle(operation: Operation) -> f64 {
    match operation {
        Operation::SoundEffect | Operation::Speech => 20.0,
        Operation::VideoSound => 40.0,
        Operation::Video => 120.0,
    }
}

/// What was seen of a task from when it was taken in, without a break.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watch {
    from: UnixMillis,
    /// When it was last seen unfinished.
    unfinished: UnixMillis,
}

impl Engine {
    /// The provider has just taken a task in, and we saw it.
    pub(crate) fn watch(&mut self, id: &JobId, now: UnixMillis) {
        if let Some(life) = self.lives.get_mut(id) {
            life.watch = Some(Watch { from: now, unfinished: now });
        }
    }

    /// A task was seen unfinished: the time before the next look.
    pub(crate) fn next_look(&mut self, id: &JobId, now: UnixMillis) -> Millis {
        let Some(life) = self.lives.get_mut(id) else { return Millis(0) };
        if let Some(watch) = &mut life.watch {
            watch.unfinished = now;
        }
        let job = &life.job;
        // What was not watched from the start had begun when it was asked for, or soon after.
        let began = life.watch.map_or_else(|| job.began_at(), |watch| watch.from);
        let operation = job.request.operation();
        let wait = Wait { operation, tries: life.tries, waited: now.since(began) };
        let kind = Kind::of(&job.provider, &job.request);
        self.pace.next_look(kind.as_ref(), wait, now, &mut self.jitter)
    }

    /// A task was seen done. Where it was watched from the start, that teaches how long such tasks
    /// take; what was done when it was taken in was not waited for.
    pub(crate) fn learn(&mut self, id: &JobId, task: &Task, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        let watch = life.watch.take().filter(|watch| watch.from < now);
        let (Some(watch), Some(kind)) = (watch, Kind::of(&life.job.provider, &life.job.request))
        else {
            return;
        };
        let seen = Took { after: watch.unfinished.since(watch.from), by: now.since(watch.from) };
        self.pace.learn(&kind, told(task, seen), now);
        self.push(Action::StoreHabits(self.pace.habits().clone()));
    }

    /// How long jobs like this one usually wait for their provider: the range in which three fifths of
    /// them did. `None` before there is a habit.
    #[must_use]
    pub fn usual(&self, job: &Job, now: UnixMillis) -> Option<(Millis, Millis)> {
        self.pace.usual(&Kind::of(&job.provider, &job.request)?, now)
    }
}

/// How long a task took by the provider's own clock, where it tells that and it agrees with what was
/// seen.
fn told(task: &Task, seen: Took) -> Took {
    let span = task.created_at.zip(task.updated_at).map(|(created, done)| done.since(created));
    match span {
        Some(span) if (seen.after..=seen.by).contains(&span) => Took { after: span, by: span },
        _ => seen,
    }
}

#[cfg(test)]
mod tests {
    use foley_core::{Provider, Request, Seconds, SoundEffect};
    use proptest::prelude::*;

    use super::*;

    const NOW: UnixMillis = UnixMillis(1_773_367_502_225);
    const SOUND: Operation = Operation::SoundEffect;

    fn kind() -> Kind {
        let rain = Request::SoundEffect(SoundEffect {
            prompt: "Rain".to_owned(),
            duration: Seconds::from_tenths(50),
            external_task_id: None,
            callback_url: None,
        });
        Kind::of(&Provider::kling(), &rain).expect("it is asked for here")
    }

    fn learned(durations: &[u64]) -> Pace {
        let mut pace = Pace::new();
        for duration in durations {
            let took = Took { after: Millis(*duration), by: Millis(*duration) };
            pace.learn(&kind(), took, NOW);
        }
        pace
    }

    fn span(pace: &mut Pace, operation: Operation, tries: u32, waited: u64) -> u64 {
        let wait = Wait { operation, tries, waited: Millis(waited) };
        pace.next_look(Some(&kind()), wait, NOW, &mut Jitter::new(1)).0
    }

    /// What it costs to see a task through, in seconds of lateness; a look is worth one.
    fn cost(pace: &mut Pace, jitter: &mut Jitter, duration: u64) -> (f64, Took) {
        let (mut looks, mut after, mut by) = (0, 0, 0);
        loop {
            let wait = Wait { operation: SOUND, tries: looks, waited: Millis(by) };
            by += pace.next_look(Some(&kind()), wait, NOW, jitter).0;
            looks += 1;
            if by >= duration {
                let late = (by - duration) as f64 / 1000.0;
                return (f64::from(looks) + late, Took { after: Millis(after), by: Millis(by) });
            }
            after = by;
        }
    }

    #[test]
    fn without_a_habit_it_is_the_ladder() {
        let mut pace = learned(&[30_000, 31_000]);
        assert_eq!(
            span(&mut pace, SOUND, 0, 0),
            delay(SOUND, 0, Retry::Later(None), &mut Jitter::new(1)).0
        );
        assert_eq!(pace.usual(&kind(), NOW), None);
    }

    #[test]
    fn with_one_it_looks_when_the_task_may_be_done() {
        let mut pace = learned(&[28_000, 29_000, 30_000, 30_000, 31_000, 32_000]);
        let first = span(&mut pace, SOUND, 0, 0);
        assert!((22_000..33_000).contains(&first), "{first}");
        let second = span(&mut pace, SOUND, 1, 30_000);
        assert!((1000..5000).contains(&second), "{second}");
    }

    #[test]
    fn what_outlives_the_habit_is_looked_at_by_the_ladder() {
        let mut pace = learned(&[5_000; 20]);
        for waited in [20_000, 60_000, 300_000] {
            let span = span(&mut pace, SOUND, 3, waited);
            assert!((4000..=6000).contains(&span), "{span} after {waited}");
        }
    }

    #[test]
    fn what_is_learned_changes_the_plan() {
        let mut pace = learned(&[60_000; 10]);
        let before = span(&mut pace, SOUND, 0, 0);
        for _ in 0..2 {
            let took = Took { after: Millis(8_000), by: Millis(9_000) };
            pace.learn(&kind(), took, NOW);
        }
        assert!(span(&mut pace, SOUND, 0, 0) < before / 2);
    }

    /// Each is done when it is first looked at, which alone would never tell how much sooner it was.
    #[test]
    fn tasks_that_are_soon_done_are_soon_looked_for() {
        let jitter = &mut Jitter::new(1);
        let mut pace = learned(&[6_392, 6_392, 7_600]);
        let mut late = Vec::new();
        for _ in 0..15 {
            let (cost, took) = cost(&mut pace, jitter, 0);
            late.push(cost - 1.0);
            pace.learn(&kind(), took, NOW);
        }
        assert!(late.iter().sum::<f64>() < 30.0, "{late:?}");
        assert!(late[8..].iter().all(|late| *late < 1.0), "{late:?}");
    }

    /// Any durations: none, some that agree, some that don't.
    fn any_history() -> impl Strategy<Value = Vec<u64>> {
        let alike = (0_u64..600_000, prop::collection::vec(0_u64..20, 0..30)).prop_map(
            |(duration, parts)| parts.iter().map(|part| duration * (90 + part) / 100).collect(),
        );
        prop_oneof![alike, prop::collection::vec(0_u64..600_000, 0..30)]
    }

    proptest! {
        #[test]
        fn every_span_is_within_bounds(
            history in any_history(), tries in 0_u32..30, waited in 0_u64..4_000_000,
        ) {
            let mut pace = learned(&history);
            for operation in Operation::ALL {
                let span = span(&mut pace, operation, tries, waited);
                let most = longest(operation).0 * 21 / 20;
                prop_assert!((400..=most).contains(&span), "{span}");
            }
        }

        /// Whatever was learned, one task costs no more than by the ladder, but for being seen late once
        /// by the longest time between two looks.
        #[test]
        fn no_history_costs_more_than_one_surprise(
            history in any_history(), duration in 0_u64..600_000, seed: u64,
        ) {
            let jitter = &mut Jitter::new(seed);
            let (ladder, _) = cost(&mut Pace::new(), jitter, duration);
            let (ours, _) = cost(&mut learned(&history), jitter, duration);
            prop_assert!(ours < ladder + 65.0, "{ours} and {ladder}");
        }

        /// A provider whose pace changes when it likes: over all its tasks, that costs no more than by
        /// the ladder either, but for two such surprises. They don't add up with every change.
        #[test]
        fn no_provider_costs_more_than_two_surprises(
            paces in prop::collection::vec(
                (0_u64..200_000, prop::collection::vec(0_u64..20, 1..20)), 1..6,
            ),
            seed: u64,
        ) {
            let jitter = &mut Jitter::new(seed);
            let (mut pace, mut ours, mut ladder) = (Pace::new(), 0.0, 0.0);
            for (base, parts) in paces {
                for part in parts {
                    let duration = base * (90 + part) / 100;
                    ladder += cost(&mut Pace::new(), jitter, duration).0;
                    let (cost, took) = cost(&mut pace, jitter, duration);
                    ours += cost;
                    pace.learn(&kind(), took, NOW);
                }
            }
            prop_assert!(ours < ladder + 130.0, "{ours} and {ladder}");
        }
    }
}
