//! An engine with many live jobs, and what happens to it all day.
//!
//! **What has happened is undone before the next thing does**, so that there are always as many jobs, as
//! far as they were.

use std::collections::VecDeque;

use foley_core::{
    BaseUrl, Dialect, HttpResponse, Millis, Provider, Request, Seconds, SoundEffect, TaskId,
    UnixMillis,
};
use foley_engine::{Action, CallId, Engine, Event, Job, JobId, Progress, Stage, WriteId};

use crate::payload;

/// How many jobs there are, where that is measured.
pub const CROWDS: [usize; 3] = [100, 1000, 10_000];

/// When all of it happens.
const NOW: UnixMillis = UnixMillis(1_773_367_502_225);
/// When the one look is due that is due next.
const SOON: Millis = Millis(900);
/// From when on the others are, in milliseconds from now, and within how long.
const LATER: (usize, usize) = (20_000, 8000);

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// The timer fires, and one look is due.
    Wake,
    /// A look finds its task under way.
    Processing,
    /// A look finds its task done.
    Succeeded,
    /// The user wants a sound, of an account that has room.
    Submit,
    /// The user wants a sound, of an account that is full.
    Queue,
    /// The store has written down that a create may leave.
    Stored,
    /// Another tab says how far one of its jobs is.
    Seen,
    /// The engine is asked when it wants to be woken.
    NextWake,
}

impl Case {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Wake,
        Self::Processing,
        Self::Succeeded,
        Self::Submit,
        Self::Queue,
        Self::Stored,
        Self::Seen,
        Self::NextWake,
    ];

    /// Its name, also as a part of a file's.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wake => "wake",
            Self::Processing => "answered-processing",
            Self::Succeeded => "answered-succeed",
            Self::Submit => "submit",
            Self::Queue => "submit-to-a-full-account",
            Self::Stored => "stored",
            Self::Seen => "seen",
            Self::NextWake => "next-wake",
        }
    }
}

/// What has to be undone.
#[derive(Debug)]
enum After {
    Nothing,
    /// This job's look is out.
    Out(JobId),
    /// This job's look is due soon.
    Due(JobId),
    /// This job is one too many.
    New(JobId),
    /// This job was as given here.
    Was(Box<Job>),
}

/// An engine with so many live jobs. Of twenty, eight have a look due, four have one out, five wait for
/// their turn, two have their file on the way, and one runs in another tab.
#[derive(Debug)]
pub struct Crowd {
    engine: Engine,
    /// The jobs whose look is out; the first is answered next.
    out: VecDeque<(JobId, CallId)>,
    /// The jobs that another tab runs.
    elsewhere: VecDeque<Job>,
    /// The call and the write that the engine asked for last.
    call: Option<CallId>,
    write: Option<WriteId>,
    next: Option<(Event, UnixMillis)>,
    after: After,
    names: u128,
}

impl Crowd {
    /// So many jobs; twenty or a multiple of it gives all kinds their share.
    #[must_use]
    pub fn new(jobs: usize) -> Self {
        let mut crowd = Self {
            engine: Engine::new(1),
            out: VecDeque::new(),
            elsewhere: VecDeque::new(),
            call: None,
            write: None,
            next: None,
            after: After::Nothing,
            names: 0,
        };
        // What waits for its turn comes last, so that it finds its account full.
        for kind in [0..12, 17..19, 12..17, 19..20] {
            for number in (0..jobs).filter(|number| kind.contains(&(number % 20))) {
                crowd.begin(number);
            }
        }
        crowd
    }

    fn begin(&mut self, number: usize) {
        let kind = number % 20;
        let mut job = self.job(account(number / 20 % 4));
        job.turn = number as u64 + 1;
        if kind == 19 {
            job = waiting(job, number);
            self.tell(Event::Seen(Box::new(job.clone())), NOW);
            self.elsewhere.push_back(job);
            return;
        }
        if (12..17).contains(&kind) {
            self.tell(Event::Restored(vec![job]), NOW);
            return;
        }
        let id = job.id.clone();
        self.tell(Event::Restored(vec![waiting(job, number)]), NOW);
        let Some(call) = self.call else { return };
        match kind {
            0..8 => {
                let span = LATER.0 + number % LATER.1;
                self.tell(answered(call, payload::task_under_way(), Millis(span as u64)), NOW);
            }
            8..12 => self.out.push_back((id, call)),
            _ => self.tell_of_end(call),
        }
    }

    fn tell_of_end(&mut self, call: CallId) {
        self.tell(answered(call, payload::finished_task(), Millis(0)), NOW);
    }

    fn job(&mut self, provider: Provider) -> Job {
        let id = self.name();
        Job::new(id, provider, request(), NOW)
    }

    /// Names are random, so that a new job's is between those of others.
    fn name(&mut self) -> JobId {
        self.names += 1;
        JobId::from_random(self.names.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
    }

    /// Undoes what has happened, and gets everything ready for this.
    pub fn prepare(&mut self, case: Case) {
        self.undo();
        self.next = match case {
            Case::Wake => self.due().map(|id| {
                self.after = After::Out(id);
                (Event::Wake, NOW + SOON)
            }),
            Case::Processing => self.out.pop_front().map(|(id, call)| {
                self.after = After::Due(id);
                (answered(call, payload::task_under_way(), Millis(0)), NOW)
            }),
            Case::Succeeded => self.out.pop_front().and_then(|(id, call)| {
                self.after = After::Was(Box::new(self.engine.job(&id)?.clone()));
                Some((answered(call, payload::finished_task(), Millis(0)), NOW))
            }),
            Case::Submit => Some(self.submission(account(4))),
            Case::Queue => Some(self.submission(account(0))),
            Case::Stored => {
                let (submission, _) = self.submission(account(4));
                self.tell(submission, NOW);
                self.write.map(|write| (Event::Stored(write), NOW))
            }
            Case::Seen => self.elsewhere.pop_front().map(|mut job| {
                let is_begun =
                    matches!(job.stage, Stage::Waiting { progress: Progress::Processing });
                let progress = if is_begun { Progress::Submitted } else { Progress::Processing };
                job.stage = Stage::Waiting { progress };
                self.elsewhere.push_back(job.clone());
                (Event::Seen(Box::new(job)), NOW)
            }),
            Case::NextWake => None,
        };
    }

    /// Has it happen, and does all that the engine then wants; says how much that is.
    pub fn happen(&mut self) -> usize {
        match self.next.take() {
            Some((event, now)) => self.tell(event, now),
            None => self.engine.next_wake().map_or(0, |_| 1),
        }
    }

    /// All jobs.
    pub fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.engine.jobs()
    }

    /// For how many times the engine wants a timer.
    #[must_use]
    pub fn timers(&self) -> usize {
        self.engine.next_wake().iter().count()
    }

    fn undo(&mut self) {
        match std::mem::replace(&mut self.after, After::Nothing) {
            After::Nothing => {}
            After::Out(id) => self.out.extend(self.call.map(|call| (id, call))),
            After::Due(id) => {
                self.engine.set_due(&id, NOW + SOON);
                self.tell(Event::Wake, NOW + SOON);
                self.out.extend(self.call.map(|call| (id, call)));
            }
            After::New(id) => drop(self.tell(Event::Remove(id), NOW)),
            After::Was(job) => {
                let id = job.id.clone();
                self.tell(Event::Remove(id.clone()), NOW);
                self.tell(Event::Restored(vec![*job]), NOW);
                self.out.extend(self.call.map(|call| (id, call)));
            }
        }
    }

    /// Has one look be due soon.
    fn due(&mut self) -> Option<JobId> {
        let (id, call) = self.out.pop_front()?;
        self.tell(answered(call, payload::task_under_way(), Millis(0)), NOW);
        self.engine.set_due(&id, NOW + SOON);
        Some(id)
    }

    /// No two come in the same millisecond, as by hand.
    fn submission(&mut self, provider: Provider) -> (Event, UnixMillis) {
        let id = self.name();
        self.after = After::New(id.clone());
        let now = NOW + Millis((self.names % 900) as u64);
        (Event::Submit { id, provider, request: request() }, now)
    }

    fn tell(&mut self, event: Event, now: UnixMillis) -> usize {
        self.engine.handle(event, now);
        let mut wanted = 0;
        while let Some(action) = self.engine.poll() {
            match action {
                Action::Send { call, .. } => self.call = Some(call),
                Action::Store { write, .. } => self.write = Some(write),
                _ => {}
            }
            wanted += 1;
        }
        // Whoever shows the jobs asks that after every event.
        drop(self.engine.changed());
        wanted
    }
}

/// The first four are full; nobody has asked anything of the fifth.
fn account(number: usize) -> Provider {
    let url = format!("https://api-{number}.example.com");
    BaseUrl::parse(&url)
        .map_or_else(|_| Provider::kling(), |base_url| Provider::custom(base_url, Dialect::Kling))
}

fn request() -> Request {
    Request::SoundEffect(SoundEffect {
        prompt: "Soft ambient ocean waves at sunrise, with gulls far away.".to_owned(),
        duration: Seconds::from_tenths(50),
        external_task_id: None,
        callback_url: None,
    })
}

/// The job, once its provider works on it.
fn waiting(job: Job, number: usize) -> Job {
    let task_id = Some(TaskId((861_254_119_619_698_760 + number as u64).to_string()));
    let stage = Stage::Waiting { progress: Progress::Processing };
    Job { task_id, stage, sent_at: Some(NOW), ..job }
}

fn answered(call: CallId, body: String, asked: Millis) -> Event {
    let seconds = asked.0 as f64 / 1000.0;
    let headers = match asked.0 {
        0 => Vec::new(),
        _ => vec![("retry-after".to_owned(), seconds.to_string())],
    };
    let outcome = Ok(HttpResponse { status: 200, headers, body: body.into_bytes() });
    Event::Answered { call, outcome }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOBS: usize = 100;

    /// By stage, and by who runs it.
    fn kinds(crowd: &Crowd) -> [usize; 4] {
        let count = |is_its: fn(&Stage) -> bool| {
            let runs = |job: &&Job| crowd.engine.runs(&job.id);
            crowd.jobs().filter(runs).filter(|job| is_its(&job.stage)).count()
        };
        [
            count(|stage| matches!(stage, Stage::Waiting { .. })),
            count(|stage| matches!(stage, Stage::Queued { .. })),
            count(|stage| matches!(stage, Stage::Keeping { .. })),
            crowd.jobs().filter(|job| crowd.engine.follows(&job.id)).count(),
        ]
    }

    #[test]
    fn there_are_all_kinds_of_jobs_and_one_timer() {
        let crowd = Crowd::new(JOBS);
        assert_eq!(kinds(&crowd), [60, 25, 10, 5]);
        assert_eq!(crowd.out.len(), 20);
        assert_eq!(crowd.timers(), 1);
    }

    /// What does nothing is quick: a figure of that would be a lie.
    #[test]
    fn everything_happens_as_often_as_wanted() {
        for case in Case::ALL {
            let mut crowd = Crowd::new(JOBS);
            for _ in 0..2 * JOBS {
                crowd.prepare(case);
                let wanted = match case {
                    // The request, and an entry about it.
                    Case::Wake => 2,
                    Case::Processing => 1,
                    // Entries of the answer, the stage and the request; the record and the request.
                    Case::Succeeded => 5,
                    // Entries of the beginning and the stage, and the record.
                    Case::Submit | Case::Queue => 3,
                    // Entries of that and the request; the request.
                    Case::Stored => 3,
                    Case::Seen => 0,
                    Case::NextWake => 1,
                };
                assert_eq!(crowd.happen(), wanted, "{}", case.name());
            }
            crowd.undo();
            assert_eq!(kinds(&crowd), [60, 25, 10, 5], "{}", case.name());
            assert_eq!(crowd.out.len(), 20, "{}", case.name());
        }
    }
}
