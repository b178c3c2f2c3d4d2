//! Those who look, and how they wait for a task.

use foley_core::{Millis, Operation, Provider, Request, Seconds, SoundEffect, UnixMillis};
use foley_engine::{Jitter, Kind, Pace, Took, Wait};

use super::Waited;
use super::chance::Chance;

/// Waits for a task of so many milliseconds, given the time to the next look by the number of those
/// before it and by the time that has gone by. Also says when it was last seen unfinished, and done.
pub(super) fn wait(duration: u64, mut next: impl FnMut(u32, u64) -> u64) -> (Waited, Took) {
    let (mut looks, mut after, mut by) = (0, 0, 0);
    loop {
        by += next(looks, by).max(1);
        looks += 1;
        if by >= duration {
            let late = (by - duration) as f64 / 1000.0;
            return (Waited { looks, late }, Took { after: Millis(after), by: Millis(by) });
        }
        after = by;
    }
}

/// Looks every so many milliseconds.
pub(super) fn every(span: u64) -> impl Fn(u32, u64) -> u64 {
    move |_, _| span
}

/// Looks every three seconds, and up to a fifth later.
pub(super) fn three_and_a_bit(chance: &mut Chance) -> impl FnMut(u32, u64) -> u64 {
    |_, _| 3000 + chance.bits() % 601
}

/// Looks at these times, in seconds; after them, as far apart as the last two.
pub(super) fn at(times: &[f64]) -> impl Fn(u32, u64) -> u64 {
    let last = match times {
        [.., one, other] => other - one,
        _ => 5.0,
    };
    move |_, waited| {
        let time = times.iter().map(|at| (at * 1000.0).round() as u64).find(|at| *at > waited);
        time.map_or((last * 1000.0).round() as u64, |time| time - waited)
    }
}

/// Ours, with what it has learned.
#[derive(Clone, Debug)]
pub(super) struct Ours {
    pace: Pace,
    jitter: Jitter,
    kind: Option<Kind>,
    now: UnixMillis,
    /// Whether the provider says how long a task took.
    told: bool,
}

impl Ours {
    pub(super) fn new(seed: u64, told: bool) -> Self {
        let rain = Request::SoundEffect(SoundEffect {
            prompt: "Rain".to_owned(),
            duration: Seconds::from_tenths(50),
            external_task_id: None,
            callback_url: None,
        });
        let kind = Kind::of(&Provider::kling(), &rain);
        let now = UnixMillis(1_773_367_502_225);
        Self { pace: Pace::new(), jitter: Jitter::new(seed), kind, now, told }
    }

    /// Waits for a task, and learns nothing of it.
    pub(super) fn wait(&mut self, duration: u64) -> (Waited, Took) {
        let Self { pace, jitter, kind, now, .. } = self;
        wait(duration, |tries, waited| {
            let wait = Wait { operation: Operation::SoundEffect, tries, waited: Millis(waited) };
            pace.next_look(kind.as_ref(), wait, *now + Millis(waited), jitter).0
        })
    }

    /// Waits for a task and learns of it. The next one comes a minute later.
    pub(super) fn learn(&mut self, duration: u64) -> Waited {
        let (waited, mut took) = self.wait(duration);
        self.now = self.now + took.by + Millis::from_secs(60);
        if self.told {
            took = Took { after: Millis(duration), by: Millis(duration) };
        }
        if let Some(kind) = &self.kind {
            self.pace.learn(kind, took, self.now);
        }
        waited
    }
}
