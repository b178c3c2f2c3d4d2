//! What the engine wants done.

use foley_core::{AssetFormat, HttpRequest, Provider};

use crate::{Entry, Habits, Job, JobId};

/// A call's name, unique within one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub(crate) u64);

/// A write's name, unique within one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WriteId(pub(crate) u64);

/// Something to be done.
#[derive(Clone, Debug)]
pub enum Action {
    /// Store this job's record, in the place of any older one, and say
    /// [`Event::Stored`](crate::Event::Stored). Every change that a user could see is stored.
    Store {
        /// The write's name.
        write: WriteId,
        /// The record.
        job: Box<Job>,
    },
    /// Store what was learned of how long tasks take, in the place of what was, to be given back by
    /// [`Event::Habits`](crate::Event::Habits). Where that fails, nothing but a habit is lost.
    StoreHabits(Habits),
    /// Send this request and say [`Event::Answered`](crate::Event::Answered).
    Send {
        /// The call's name.
        call: CallId,
        /// What to send.
        request: HttpRequest,
        /// Whose credential goes with it, if any. It goes to that provider's origin only.
        credential: Option<Provider>,
    },
    /// Stop this call; whatever still comes of it is ignored.
    Abort(CallId),
    /// Decode these bytes, store them, and say [`Event::Kept`](crate::Event::Kept).
    Keep {
        /// Whose they are.
        job: JobId,
        /// Which of the job's files, counted from 0.
        file: usize,
        /// What they are, by their first bytes.
        format: AssetFormat,
        /// They.
        bytes: Vec<u8>,
    },
    /// Write down that this happened to a job, after whatever happened to it before. Where that fails,
    /// nothing but a piece of its history is lost.
    Record {
        /// Whose history it is.
        job: JobId,
        /// What happened.
        entry: Box<Entry>,
    },
    /// Remove this job, its history and all of its files from the store.
    Delete(JobId),
}
