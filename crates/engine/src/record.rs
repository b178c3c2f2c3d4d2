//! A job's record: what happened to it and when, in order, so that it can be told and replayed.
//!
//! **An engine that is told what a record tells, at its times, makes the same record.** That is how a
//! replay works, and why an entry holds all that the engine goes by and nothing that it doesn't.
//!
//! No credential is in it: the engine never has one, and who carries requests takes it out of answers.
//! What a user typed is in it, and so are the links to files, which expire.

use foley_core::{HttpRequest, HttpResponse, Millis, Provider, Request, UnixMillis};
use serde::{Deserialize, Serialize};

use crate::engine::Purpose;
use crate::{Action, Engine, Event, Job, JobId, KeepError, Stage, Take, TransportError};

/// How much of a text is recorded.
const LONGEST: usize = 16 * 1024;
/// How much of a file is recorded: enough to tell what it is.
const BEGINNING: usize = 16;

/// The first line of a record's file: what made it, and whose record it is. The entries follow, a line for
/// each, and `{"left_out":n}` where there were more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The program and its version.
    pub made_by: String,
    /// The version of all these lines.
    pub format: u32,
    /// The job.
    pub job: JobId,
    /// Who does it, where the job is still there. Its key is not known here.
    pub provider: Option<Provider>,
}

impl Heading {
    /// The version of the lines that this writes.
    pub const FORMAT: u32 = 1;

    /// The first line for a job.
    #[must_use]
    pub fn new(made_by: &str, id: &JobId, job: Option<&Job>) -> Self {
        Self {
            made_by: made_by.to_owned(),
            format: Self::FORMAT,
            job: id.clone(),
            provider: job.map(|job| job.provider.clone()),
        }
    }
}

/// One thing that happened to a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: UnixMillis,
    /// What.
    pub what: What,
}

/// What may happen to a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The user asked for it.
    Submitted {
        /// As it began.
        job: Box<Job>,
    },
    /// A page found it in the store and went on with it.
    Restored {
        /// As it was found.
        job: Box<Job>,
    },
    /// The user stopped waiting.
    Stopped,
    /// The user took it up again.
    Resumed,
    /// The user had its create sent again.
    SentAgain,
    /// That its create may leave is written down.
    Stored,
    /// That its create may leave could not be written down.
    NotStored {
        /// Why, in the store's own words.
        reason: String,
    },
    /// A request left.
    Sent {
        /// What for.
        purpose: Purpose,
        /// As it stands on the wire.
        method: String,
        /// Where to.
        url: String,
        /// What it said.
        body: Option<Text>,
    },
    /// An answer came.
    Answered {
        /// Its HTTP status.
        status: u16,
        /// The headers that say something about the answer.
        headers: Vec<(String, String)>,
        /// What it said.
        body: Text,
    },
    /// A file came, or what its host had to say instead.
    FileCame {
        /// The HTTP status.
        status: u16,
        /// The headers that say something about the file.
        headers: Vec<(String, String)>,
        /// How many bytes there are.
        length: u64,
        /// The first of them.
        beginning: Vec<u8>,
    },
    /// A call ended without an answer.
    Broken {
        /// How.
        error: TransportError,
    },
    /// No answer came in time.
    TimedOut,
    /// A file was decoded and stored.
    Kept {
        /// Which.
        file: usize,
        /// What is known of it.
        take: Take,
    },
    /// A file could not be kept.
    NotKept {
        /// Which.
        file: usize,
        /// Why.
        error: KeepError,
    },
    /// The device slept, or its clock jumped: that time is not counted.
    Slept {
        /// For how long.
        span: Millis,
    },
    /// The clock was set back: all times that were noted go with it.
    SetBack {
        /// By how much.
        span: Millis,
    },
    /// It is so far, and that is on its way to the store.
    Entered {
        /// How far.
        stage: Stage,
    },
}

/// A text, of which a very long one is cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The text, up to 16 kB of it.
    pub text: String,
    /// How many bytes all of it has.
    pub length: u64,
}

impl Text {
    fn of(bytes: &[u8]) -> Self {
        let beginning = bytes.get(..LONGEST).unwrap_or(bytes);
        Self { text: String::from_utf8_lossy(beginning).into_owned(), length: bytes.len() as u64 }
    }

    /// Whether it is all there: it was not too long, and it was text.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.length == self.text.len() as u64
    }
}

impl What {
    fn sent(purpose: Purpose, request: &HttpRequest) -> Self {
        Self::Sent {
            purpose,
            method: request.method.as_str().to_owned(),
            url: request.url.clone(),
            body: request.body.as_ref().map(|body| Text::of(body.as_bytes())),
        }
    }

    fn came(purpose: Purpose, outcome: &Result<HttpResponse, TransportError>) -> Self {
        let answer = match outcome {
            Ok(answer) => answer,
            Err(error) => return Self::Broken { error: error.clone() },
        };
        let status = answer.status;
        let matters = |(name, _): &&(String, String)| says_something(name);
        let headers = answer.headers.iter().filter(matters).cloned().collect();
        if purpose == Purpose::Fetch {
            let beginning = answer.body.get(..BEGINNING).unwrap_or(&answer.body).to_vec();
            Self::FileCame { status, headers, length: answer.body.len() as u64, beginning }
        } else {
            Self::Answered { status, headers, body: Text::of(&answer.body) }
        }
    }
}

/// Whether a header says something about the answer, and not about the connection or the server. Only
/// such are recorded, so that a header that nobody thought of tells nothing.
fn says_something(name: &str) -> bool {
    const NAMES: [&str; 7] = [
        "content-length",
        "content-type",
        "content-encoding",
        "date",
        "retry-after",
        "request-id",
        "sandbox-plan",
    ];
    let name = name.to_ascii_lowercase();
    let name = name.strip_prefix("x-").unwrap_or(&name);
    NAMES.contains(&name) || name.starts_with("ratelimit") || name.starts_with("rate-limit")
}

impl Engine {
    /// Records what the engine is told, before it changes anything.
    pub(crate) fn hear(&mut self, event: &Event, now: UnixMillis) {
        let heard = match event {
            Event::Stored(write) => self.recorded_by(*write).map(|id| (id, What::Stored)),
            Event::StoreFailed(write, reason) => {
                let what = What::NotStored { reason: reason.clone() };
                self.recorded_by(*write).map(|id| (id, what))
            }
            Event::Answered { call, outcome } => {
                self.waits_for(*call).map(|(id, purpose)| (id, What::came(purpose, outcome)))
            }
            Event::Kept { job, file, take } if self.is_decoding(job, *file) => {
                Some((job.clone(), What::Kept { file: *file, take: take.clone() }))
            }
            Event::KeepFailed { job, file, error } if self.is_decoding(job, *file) => {
                Some((job.clone(), What::NotKept { file: *file, error: error.clone() }))
            }
            Event::Cancel(id) if self.runs(id) => Some((id.clone(), What::Stopped)),
            Event::Resume(id) if self.job(id).is_some_and(Job::can_resume) => {
                Some((id.clone(), What::Resumed))
            }
            Event::SendAgain(id) if self.job(id).is_some_and(is_unsure) => {
                Some((id.clone(), What::SentAgain))
            }
            _ => None,
        };
        if let Some((id, what)) = heard {
            self.record(&id, what, now);
        }
    }

    /// Records that a job began here. Whatever happens to it comes after.
    pub(crate) fn record_begun(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        life.is_recorded = true;
        let job = Box::new(life.job.clone());
        self.record(id, What::Submitted { job }, now);
    }

    /// Records that a job of the store goes on here.
    pub(crate) fn record_found(&mut self, id: &JobId, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        life.is_recorded = true;
        let job = Box::new(life.job.clone());
        self.push_entry(id, What::Restored { job }, now);
    }

    pub(crate) fn record_sent(
        &mut self,
        id: &JobId,
        purpose: Purpose,
        request: &HttpRequest,
        now: UnixMillis,
    ) {
        self.record(id, What::sent(purpose, request), now);
    }

    /// Records what happened to every job that runs here.
    pub(crate) fn record_of_all(&mut self, what: &What, now: UnixMillis) {
        let running = self.lives.values().filter(|life| !life.is_followed && life.job.is_running());
        let ids: Vec<JobId> = running.map(|life| life.job.id.clone()).collect();
        for id in ids {
            self.record(&id, what.clone(), now);
        }
    }

    /// Records one thing. A job of the store is recorded as it was found, once something happens to it
    /// here: all that rest there would be too many.
    pub(crate) fn record(&mut self, id: &JobId, what: What, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else { return };
        if !life.is_recorded {
            self.record_found(id, now);
        }
        self.push_entry(id, what, now);
    }

    fn push_entry(&mut self, id: &JobId, what: What, now: UnixMillis) {
        let entry = Box::new(Entry { at: now, what });
        self.push(Action::Record { job: id.clone(), entry });
    }

    fn is_decoding(&self, id: &JobId, file: usize) -> bool {
        let decoding = self.lives.get(id).and_then(|life| life.decoding.as_ref());
        decoding.is_some_and(|decoding| decoding.file == file)
    }

    /// Has a job's next step be due at this time, where it has one. Only who replays a record has a use
    /// for that: chance and what was learned made it due then, and now would not.
    pub fn set_due(&mut self, id: &JobId, at: UnixMillis) {
        if let Some(life) = self.lives.get_mut(id).filter(|life| life.wake.is_some()) {
            life.wake = Some(at);
        }
        self.slots.open(at);
        self.lives.settle();
    }
}

const fn is_unsure(job: &Job) -> bool {
    matches!(job.stage, Stage::Unsure { .. })
}

/// The event that begins a job which was submitted like this one.
#[must_use]
pub fn submission(job: &Job) -> Event {
    let (id, provider) = (job.id.clone(), job.provider.clone());
    match (&job.request, &job.task_id) {
        (Request::Found(found), Some(task)) => {
            Event::TakeUp { id, provider, operation: found.operation, task: task.clone() }
        }
        (request, _) => Event::Submit { id, provider, request: request.clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_recorded_that_say_something_about_the_answer() {
        for name in [
            "Content-Type",
            "retry-after",
            "X-Request-Id",
            "x-ratelimit-reset",
            "date",
            "x-sandbox-plan",
        ] {
            assert!(says_something(name), "{name}");
        }
        for name in ["set-cookie", "authorization", "www-authenticate", "x-api-key", "x-echo"] {
            assert!(!says_something(name), "{name}");
        }
    }

    #[test]
    fn a_text_is_whole_unless_it_was_cut_or_is_no_text() {
        assert!(Text::of("Regen, ä".as_bytes()).is_whole());
        assert!(!Text::of(b"\xff\xfe").is_whole());
        assert!(Text::of(&[b'a'; LONGEST]).is_whole());
        let cut = Text::of(&[b'a'; LONGEST + 1]);
        assert_eq!((cut.is_whole(), cut.text.len(), cut.length), (false, LONGEST, 16_385));
    }
}
