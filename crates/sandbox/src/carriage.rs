//! An answer, and how it is to be carried: for whoever carries it, over sockets or between a page and
//! its worker.

use foley_core::{HttpResponse, Millis, UnixMillis};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::work::Work;

/// What a header can't hold, and what would be read as the beginning of such.
const IN_HEADER: &AsciiSet = &CONTROLS.add(b'%');

/// An answer, and how it is to be carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What goes back.
    pub response: HttpResponse,
    /// How long it is held back; `None` where it never goes back.
    pub delay: Option<Millis>,
    /// How much of it goes back.
    pub carriage: Carriage,
    /// What it says that the time is, where that is not the time that was handed in.
    pub date: Option<UnixMillis>,
    /// Whether a page of another origin may read it.
    pub cors: bool,
    /// Whether this is no answer: something has to be made first, nothing has changed, and the same is to
    /// be asked again once the studio has what it was asked for.
    pub waits: bool,
    /// What the request has changed.
    pub changes: Changes,
    /// What it is about, where it is to be said what was understood of that.
    pub(crate) about: Option<Work>,
    /// The number of the task that was asked for, where it counts how often.
    pub(crate) counted: Option<u64>,
}

impl Reply {
    /// With the header that says what was understood of the prompt. It is apart from the answer since it
    /// takes longer than all else, and nobody else has to wait for it.
    #[must_use]
    pub fn with_plan(mut self) -> Self {
        if let Some(words) = self.about.take().and_then(|work| work.understood()) {
            let words = utf8_percent_encode(&words, IN_HEADER).to_string();
            self.response.headers.push(("x-sandbox-plan".to_owned(), words));
        }
        self
    }
}

/// How much of an answer goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carriage {
    /// All of it.
    Whole,
    /// What there is of the body, and then the connection breaks: it was to be so many bytes.
    Cut(usize),
    /// Nothing: the connection is closed.
    Dropped,
}

/// What a request has changed of the state, for whoever keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The numbers of the tasks that were created or changed.
    pub tasks: Vec<u64>,
    /// The numbers of the tasks that were let go of.
    pub gone: Vec<u64>,
    /// Whether anything but tasks has changed, which the number of tasks ever created is part of.
    pub rest: bool,
    /// Whether nothing is as it was.
    pub all: bool,
}

impl Changes {
    /// Whether there are none.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.tasks.is_empty() && self.gone.is_empty() && !self.rest && !self.all
    }
}

impl From<HttpResponse> for Reply {
    fn from(response: HttpResponse) -> Self {
        Self {
            response,
            delay: Some(Millis(0)),
            carriage: Carriage::Whole,
            date: None,
            cors: true,
            waits: false,
            changes: Changes::default(),
            about: None,
            counted: None,
        }
    }
}
