//! What the engine is told.

use foley_core::{ApiError, HttpResponse, Operation, Origin, Provider, Request, TaskId};
use serde::{Deserialize, Serialize};

use crate::{CallId, Habits, Job, JobId, Place, Take, WriteId};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The user wants something made. The request is valid, and the id is fresh.
    Submit {
        /// The new job's name.
        id: JobId,
        /// Who is to do it.
        provider: Provider,
        /// What is wanted.
        request: Request,
    },
    /// The user wants what the provider has under this id, which was asked for elsewhere.
    TakeUp {
        /// The new job's name.
        id: JobId,
        /// Who has it.
        provider: Provider,
        /// What is being made.
        operation: Operation,
        /// The provider's id of it.
        task: TaskId,
    },
    /// These jobs are in the store. One that we run already is left alone; one that rests here is
    /// replaced, since another page may have taken it further.
    Restored(Vec<Job>),
    /// This was learned before, here or in another page: it takes the place of all that is known.
    Habits(Habits),
    /// A job's record is safely in the store.
    Stored(WriteId),
    /// A job's record could not be stored, for this reason.
    StoreFailed(WriteId, String),
    /// A call ended.
    Answered {
        /// Which.
        call: CallId,
        /// With what.
        outcome: Result<HttpResponse, TransportError>,
    },
    /// A job's bytes are decoded and safely in the store.
    Kept {
        /// Whose.
        job: JobId,
        /// Which of its files.
        file: usize,
        /// What is known of them.
        take: Take,
    },
    /// A job's bytes could not be kept.
    KeepFailed {
        /// Whose.
        job: JobId,
        /// Which of its files.
        file: usize,
        /// Why.
        error: KeepError,
    },
    /// The user stops waiting for a job.
    Cancel(JobId),
    /// The user takes a job up again.
    Resume(JobId),
    /// The user has an unsure job's create sent again, knowing that it may cost twice.
    SendAgain(JobId),
    /// The user holds on to a job, or no longer does.
    Favourite(JobId, bool),
    /// The user wants a job and its take gone.
    Remove(JobId),
    /// The user wants no more creates to leave, or wants those that wait to leave. What the providers
    /// have goes on.
    Pause(bool),
    /// The user moves a job that waits for its turn.
    Move(JobId, Place),
    /// Another page runs this job, or ran it, and this is how far it is. It is shown, and left alone.
    Seen(Box<Job>),
    /// Whether the device has no network. A create that left now would be lost for sure, and nobody could
    /// be sure of it.
    Offline(bool),
    /// Nobody looks at the page.
    Hidden,
    /// The page is in view again, or the network is back: look at once.
    Returned,
    /// The time of [`Engine::next_wake`](crate::Engine::next_wake) has come, or passed.
    Wake,
}

/// Why a call had no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransportError {
    /// The provider wants a key and there is none. Nothing was sent.
    NoKey,
    /// The call broke, in the platform's own words. It may have arrived.
    Broken(String),
}

/// Why bytes could not be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeepError {
    /// They can't be played, in the decoder's own words.
    Undecodable(String),
    /// The store did not take them, in its own words: it is full, or broken.
    Store(String),
}

impl TransportError {
    /// The error that this is, for the user.
    #[must_use]
    pub fn into_api_error(self) -> ApiError {
        match self {
            Self::NoKey => ApiError {
                code: Some(ApiError::NO_KEY.to_owned()),
                ..ApiError::new(Origin::Ourselves, "There is no key for this provider")
            },
            Self::Broken(words) => ApiError {
                excerpt: (!words.is_empty()).then_some(words),
                ..ApiError::new(Origin::Network, "No answer came")
            },
        }
    }
}
