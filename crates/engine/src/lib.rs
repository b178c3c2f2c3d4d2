//! What happens to a job over time: create, reconcile, wait, keep.
//!
//! **A billable create is sent at most once, unless the provider has said that it did not happen or
//! the user says to send it again; a job whose create was sent is never forgotten.**
//!
//! Sans-IO: [`Event`]s go in through [`Engine::handle`], [`Action`]s come out of [`Engine::poll`],
//! time is always an argument, and [`Engine::next_wake`] is the one time at which to call again.
//! **Every call of `handle` is followed by draining `poll` until it is empty.** Who carries the
//! actions out (a page, a test's world) is not this crate's business, and it holds no credential: a
//! request that needs one says so.

mod action;
mod create;
mod engine;
mod event;
mod habit;
mod job;
mod keep;
mod lifecycle;
mod lives;
mod pace;
mod peaks;
mod plan;
mod record;
mod room;
mod schedule;
mod slots;
mod wait;

pub use action::{Action, CallId, WriteId};
pub use engine::{Engine, Purpose};
pub use event::{Event, KeepError, TransportError};
pub use habit::{Habits, Kind, Took};
pub use job::{Job, JobId, Progress, Stage, Take};
pub use pace::{Pace, Wait};
pub use peaks::Peaks;
pub use record::{Entry, Heading, Text, What, submission};
pub use room::{Proposal, Stored};
pub use schedule::Jitter;
pub use slots::Place;
