//! Callbacks: who is told of a task when it takes a step, in the provider's words, and what goes wrong
//! with that where somebody wants it to.
//!
//! Nothing is sent here. Whoever runs the sandbox asks what is due, and carries it.

use foley_core::webhook::{self, WebhookSecret};
use foley_core::{Dialect, Millis, UnixMillis};

use crate::carriage::Changes;
use crate::faults::CallTrouble;
use crate::reply::Exchange;
use crate::task::{Start, Task};
use crate::{Pace, Sandbox, ids};

/// What a callback is signed with that is to be refused: nobody's secret.
const NOBODYS: &str = "whsec_YSBzZWNyZXQgb2Ygbm9ib2R5J3MgYXQgYWxs";

/// Who is to be told of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) url: String,
    pub(crate) trouble: Option<CallTrouble>,
    /// How many of its steps were told of, or will not be.
    pub(crate) told: u32,
}

stored_as_row!(Call { url, trouble, told });

/// A callback that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// Its own id: the same for every attempt, and where it is sent twice.
    pub id: String,
    /// The number of its task: what is told of one task is told in this order.
    pub task: u64,
    /// Where it goes.
    pub url: String,
    /// What it says.
    pub body: String,
    signed: Signed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signed {
    Properly,
    Not,
    ByNobody,
}

impl Callback {
    /// Its headers where it is sent now, in lower case.
    #[must_use]
    pub fn headers(&self, secrets: &[WebhookSecret], now: UnixMillis) -> Vec<(String, String)> {
        let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let sign = |secrets: &[_]| webhook::sign(&self.id, self.body.as_bytes(), secrets, now);
        match self.signed {
            Signed::Not => {}
            Signed::Properly if secrets.is_empty() => {}
            Signed::Properly => headers.extend(sign(secrets)),
            Signed::ByNobody => {
                headers.extend(sign(WebhookSecret::parse(NOBODYS).ok().as_slice()));
            }
        }
        headers
    }
}

impl Sandbox {
    /// The callbacks that are due by now, in their order. Each is given once.
    pub fn callbacks(&mut self, now: UnixMillis) -> (Vec<Callback>, Changes) {
        let now = self.state.clock.at(now);
        let (mut due, mut changes) = (Vec::new(), Changes::default());
        let calling: Vec<u64> = self.state.calling().map(|task| task.number).collect();
        for number in calling {
            let Some(task) = self.state.tasks.get(&number) else { continue };
            let Some(call) = &task.call else { continue };
            let (told, calls) = self.due(task, call, now);
            if told != call.told
                && let Some(call) =
                    self.state.tasks.get_mut(&number).and_then(|it| it.call.as_mut())
            {
                call.told = told;
                changes.tasks.push(number);
            }
            if told > 2 {
                self.state.all_called(number);
            }
            due.extend(calls);
        }
        (due, changes)
    }

    /// Whether anybody is to be called about anything, now or later.
    #[must_use]
    pub fn has_callbacks(&self) -> bool {
        self.state.calling().next().is_some()
    }

    /// How long until a callback is due, as far as that is known: where it depends on what is asked, or
    /// the clock stands, it is not.
    #[must_use]
    pub fn next_callback(&self, now: UnixMillis) -> Option<Millis> {
        let now = self.state.clock.at(now);
        let times = self.state.calling().filter_map(|task| {
            let call = task.call.as_ref()?;
            let step = self.next_told(task, call.told);
            Some(self.told_at(task, call, step)?.since(now))
        });
        times.min()
    }

    /// How many steps of a task are told of by now, and the callbacks that are new.
    fn due(&self, task: &Task, call: &Call, now: UnixMillis) -> (u32, Vec<Callback>) {
        let is_due = |step| self.told_at(task, call, step).is_some_and(|time| time <= now);
        let (mut told, mut calls) = (call.told, Vec::new());
        loop {
            let step = self.next_told(task, told);
            if call.trouble == Some(CallTrouble::Reordered) && told < 2 && step > 0 {
                // The last comes before the one that comes before it.
                if is_due(2) {
                    calls.extend([2, 1].map(|step| self.callback(task, call, step)));
                    told = 3;
                }
                return (told, calls);
            }
            if step > 2 || !is_due(step) {
                return (told, calls);
            }
            told = step + 1;
            let copies = match call.trouble {
                Some(CallTrouble::Lost) => 0,
                Some(CallTrouble::Doubled) => 2,
                _ => 1,
            };
            calls.extend((0..copies).map(|_| self.callback(task, call, step)));
        }
    }

    /// When a step is told of; `None` where that is not known yet.
    fn told_at(&self, task: &Task, call: &Call, step: u32) -> Option<UnixMillis> {
        let taken_at = task.taken_at(self.config.pace, self.config.seed, step)?;
        Some(match call.trouble {
            Some(CallTrouble::Late(span)) => taken_at + span,
            _ => taken_at,
        })
    }

    fn callback(&self, task: &Task, call: &Call, step: u32) -> Callback {
        let taken_at = task.taken_at(self.config.pace, self.config.seed, step);
        let now = taken_at.unwrap_or(task.stepped_at);
        // As it is at that step, wherever it is by now.
        let is_timed = matches!(task.pace.unwrap_or(self.config.pace), Pace::Time { .. });
        let then = match is_timed || task.start == Start::Done {
            true => task.clone(),
            false => Task {
                start: Start::Queued,
                pace: Some(Pace::Manual),
                steps: step,
                stepped_at: now,
                ..task.clone()
            },
        };
        let exchange = Exchange {
            config: &self.config,
            dialect: task.dialect,
            request_id: String::new(),
            url_ttl: self.config.url_ttl,
            now,
        };
        Callback {
            id: ids::callback_id(self.config.seed, &task.id, task.number, step),
            task: task.number,
            url: call.url.clone(),
            body: exchange.callback(&then).to_string(),
            signed: match (call.trouble, task.dialect) {
                // Its own it does not sign.
                (_, Dialect::ApiModels) | (Some(CallTrouble::Unsigned), _) => Signed::Not,
                (Some(CallTrouble::Forged), _) => Signed::ByNobody,
                _ => Signed::Properly,
            },
        }
    }

    /// The next step that somebody is told of: of each at Kling, of the last at apimodels.app. What was
    /// never submitted, because it was over at once, is not said to have been.
    fn next_told(&self, task: &Task, told: u32) -> u32 {
        let pace = task.pace.unwrap_or(self.config.pace);
        let first = match (task.dialect, task.start, pace) {
            (Dialect::ApiModels, ..) | (_, Start::Done, _) | (_, _, Pace::Immediate) => 2,
            (_, Start::Begun, _) => 1,
            (_, Start::Queued, _) => 0,
        };
        // Of what it takes as it is asked or told, only the last is known.
        let reached = match pace {
            Pace::Polls { .. } | Pace::Manual => {
                task.step(self.config.pace, self.config.seed, task.stepped_at).0
            }
            Pace::Immediate | Pace::Time { .. } => 0,
        };
        told.max(first).max(reached)
    }
}
