//! Replays a job's record: a fresh engine is told what happened, when it happened, and must make the same
//! record of it.

use std::fmt;

use foley_core::HttpResponse;
use foley_engine::{
    Action, CallId, Engine, Entry, Event, Heading, JobId, Stage, What, WriteId, submission,
};
use serde::Deserialize;

/// A line of a record's file: something that happened, how many such lines were left out here, or the
/// beginning of another record.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Line {
    Heading(Box<Heading>),
    Entry(Box<Entry>),
    LeftOut { left_out: u64 },
}

/// What a replay came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Replayed {
    /// Whose record it was.
    pub(crate) job: JobId,
    /// How many entries were made anew.
    pub(crate) entries: usize,
    /// How many could not be, since what came before them was left out.
    pub(crate) skipped: usize,
    /// How far the job is in the end, in a word.
    pub(crate) stage: String,
}

/// Why a record could not be replayed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// A line, counted from 1, is not one of a record.
    Unreadable { line: usize, why: String },
    /// The engine did something else.
    Different { line: usize, recorded: String, replayed: String },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { line, why } => write!(f, "line {line} can't be read: {why}"),
            Self::Different { line, recorded, replayed } => write!(
                f,
                "line {line} goes differently:\n  recorded: {recorded}\n  replayed: {replayed}"
            ),
        }
    }
}

/// Reads a file of one record or several, and replays each.
pub(crate) fn replay_text(text: &str) -> Result<Vec<Replayed>, Failure> {
    let mut replayed = Vec::new();
    let mut player: Option<Player> = None;
    let unreadable = |line: usize, why: String| Failure::Unreadable { line, why };
    let mut lines: Vec<Line> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = serde_json::from_str(line);
        lines.push(line.map_err(|error| unreadable(index + 1, error.to_string()))?);
    }
    for (index, line) in lines.iter().enumerate() {
        let number = index + 1;
        let unreadable = |why: String| unreadable(number, why);
        match (line, &mut player) {
            (Line::Heading(heading), player) => {
                if heading.format != Heading::FORMAT {
                    let (its, ours) = (heading.format, Heading::FORMAT);
                    return Err(unreadable(format!(
                        "it is of format {its}, and this reads {ours}"
                    )));
                }
                let before = player.replace(Player::new(heading.job.clone()));
                replayed.extend(before.map(Player::end).transpose()?);
            }
            (_, None) => return Err(unreadable("it says not whose record it is".to_owned())),
            (Line::Entry(entry), Some(player)) => {
                let rest = lines[index..].iter().map_while(Line::entry);
                player.play(number, entry, leads_to_create(rest))?;
            }
            (Line::LeftOut { left_out }, Some(player)) => player.miss(*left_out),
        }
    }
    let last = player.ok_or(Failure::Unreadable { line: 1, why: "there is none".to_owned() })?;
    replayed.push(last.end()?);
    Ok(replayed)
}

/// Replays entries as they were recorded.
pub(crate) fn replay(job: &JobId, entries: &[Entry]) -> Result<Replayed, Failure> {
    let mut player = Player::new(job.clone());
    for (index, entry) in entries.iter().enumerate() {
        player.play(index + 1, entry, leads_to_create(entries[index..].iter()))?;
    }
    player.end()
}

/// Whether the first of these was what let a create leave. That was decided by more than one job's record
/// tells: by the other jobs of its account, and by whether the user had paused them.
fn leads_to_create<'a>(mut entries: impl Iterator<Item = &'a Entry>) -> bool {
    let Some(first) = entries.next() else { return false };
    let stage = |entry: &'a Entry| match &entry.what {
        What::Entered { stage } => Some(stage),
        _ => None,
    };
    let at_once = entries.take_while(|entry| entry.at == first.at);
    stage(first).or_else(|| at_once.filter_map(stage).next()) == Some(&Stage::Creating)
}

impl Line {
    fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Entry(entry) => Some(entry),
            _ => None,
        }
    }
}

struct Player {
    job: JobId,
    engine: Engine,
    /// What was recorded and is not made anew yet, and what was made anew and is not compared yet.
    recorded: Vec<(usize, What)>,
    replayed: Vec<What>,
    /// The last call and the last write that the engine asked for.
    call: Option<CallId>,
    write: Option<WriteId>,
    /// Whether nothing can be replayed before the job is found in the store again.
    is_lost: bool,
    /// The last line that was made anew.
    line: usize,
    entries: usize,
    skipped: usize,
}

impl Player {
    fn new(job: JobId) -> Self {
        Self {
            job,
            engine: Engine::new(0),
            recorded: Vec::new(),
            replayed: Vec::new(),
            call: None,
            write: None,
            is_lost: true,
            line: 1,
            entries: 0,
            skipped: 0,
        }
    }

    /// So many entries are not there.
    fn miss(&mut self, left_out: u64) {
        self.is_lost = true;
        self.skipped += usize::try_from(left_out).unwrap_or(usize::MAX);
    }

    fn play(&mut self, line: usize, entry: &Entry, leads_to_create: bool) -> Result<(), Failure> {
        let begins = matches!(entry.what, What::Submitted { .. } | What::Restored { .. });
        if self.is_lost && !begins {
            self.skipped += 1;
            return Ok(());
        }
        if begins {
            // What a page did that died, and did not live to write down, was lost with it.
            self.replayed.clear();
            self.recorded.clear();
            self.is_lost = false;
        }
        // What the engine has done already is no news to it.
        let is_news = self.recorded.len() >= self.replayed.len();
        self.recorded.push((line, entry.what.clone()));
        self.entries += 1;
        if is_news {
            self.tell(entry, leads_to_create);
        }
        self.compare()?;
        // A job that is found at rest is recorded once something happens to it.
        let waits = |(_, what): &&(usize, What)| !matches!(what, What::Restored { .. });
        match self.recorded.iter().find(waits) {
            Some((line, what)) => Err(different(*line, Some(what), None)),
            None => Ok(()),
        }
    }

    /// Compares what was recorded with what was made anew, as far as there is both.
    fn compare(&mut self) -> Result<(), Failure> {
        let both = self.recorded.len().min(self.replayed.len());
        for ((line, recorded), replayed) in
            self.recorded.drain(..both).zip(self.replayed.drain(..both))
        {
            if !is_same(&recorded, &replayed) {
                return Err(different(line, Some(&recorded), Some(&replayed)));
            }
            self.line = line;
        }
        Ok(())
    }

    fn end(self) -> Result<Replayed, Failure> {
        if let Some(more) = self.replayed.first() {
            return Err(different(self.line + 1, None, Some(more)));
        }
        let word = |text: String| text.split(' ').next().unwrap_or_default().to_owned();
        let stage = self.engine.job(&self.job).map(|job| word(format!("{:?}", job.stage)));
        Ok(Replayed {
            job: self.job,
            entries: self.entries,
            skipped: self.skipped,
            stage: stage.unwrap_or_else(|| "no job".to_owned()),
        })
    }

    /// Tells the engine what happened, or has it do what it did then.
    fn tell(&mut self, entry: &Entry, leads_to_create: bool) {
        let at = entry.at;
        self.engine.set_due(&self.job, at);
        let event = match &entry.what {
            What::Submitted { job } => {
                self.engine = Engine::new(0);
                Some(submission(job))
            }
            What::Restored { job } => {
                self.engine = Engine::new(0);
                Some(Event::Restored(vec![(**job).clone()]))
            }
            What::Stopped => Some(Event::Cancel(self.job.clone())),
            What::Resumed => Some(Event::Resume(self.job.clone())),
            What::SentAgain => Some(Event::SendAgain(self.job.clone())),
            What::Stored => self.write.map(Event::Stored),
            What::NotStored { reason } => {
                self.write.map(|write| Event::StoreFailed(write, reason.clone()))
            }
            What::Answered { status, headers, body } => self.answer(HttpResponse {
                status: *status,
                headers: headers.clone(),
                body: body.text.clone().into_bytes(),
            }),
            What::FileCame { status, headers, length, beginning } => {
                let mut body = beginning.clone();
                body.resize(usize::try_from(*length).unwrap_or(usize::MAX), 0);
                self.answer(HttpResponse { status: *status, headers: headers.clone(), body })
            }
            What::Broken { error } => {
                self.call.map(|call| Event::Answered { call, outcome: Err(error.clone()) })
            }
            What::Kept { file, take } => {
                Some(Event::Kept { job: self.job.clone(), file: *file, take: take.clone() })
            }
            What::NotKept { file, error } => {
                Some(Event::KeepFailed { job: self.job.clone(), file: *file, error: error.clone() })
            }
            What::Slept { span } => {
                self.engine.slept(*span, at);
                None
            }
            What::SetBack { span } => {
                self.engine.set_back(*span, at);
                self.engine.set_due(&self.job, at);
                None
            }
            // It was time for it.
            What::TimedOut | What::Sent { .. } | What::Entered { .. } => Some(Event::Wake),
        };
        self.engine.handle(Event::Pause(!leads_to_create), at);
        if let Some(event) = event {
            self.engine.handle(event, at);
        }
        self.drain();
    }

    fn answer(&self, response: HttpResponse) -> Option<Event> {
        self.call.map(|call| Event::Answered { call, outcome: Ok(response) })
    }

    fn drain(&mut self) {
        while let Some(action) = self.engine.poll() {
            match action {
                Action::Record { entry, .. } => self.replayed.push(entry.what),
                Action::Send { call, .. } => self.call = Some(call),
                Action::Store { write, .. } => self.write = Some(write),
                _ => {}
            }
        }
    }
}

/// Whether what was made anew is what was recorded. An answer is what we have said ourselves, but for what
/// was not recorded of it.
fn is_same(recorded: &What, replayed: &What) -> bool {
    match (recorded, replayed) {
        // How a job begins may differ between versions; what was asked may not.
        (What::Submitted { job: recorded }, What::Submitted { job: replayed }) => {
            (&recorded.id, &recorded.request) == (&replayed.id, &replayed.request)
        }
        (What::Answered { body, .. }, What::Answered { .. }) => {
            !body.is_whole() || recorded == replayed
        }
        _ => recorded == replayed,
    }
}

fn different(line: usize, recorded: Option<&What>, replayed: Option<&What>) -> Failure {
    let told = |what: Option<&What>| {
        let text = what.and_then(|what| serde_json::to_string(what).ok());
        text.map_or_else(|| "nothing".to_owned(), |text| text.chars().take(1000).collect())
    };
    Failure::Different { line, recorded: told(recorded), replayed: told(replayed) }
}
