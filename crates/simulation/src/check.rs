//! What must hold at every step.

use foley_core::{Charge, HttpRequest, Millis, Origin, Provider, Retry};
use foley_engine::{Entry, Event, Job, JobId, Stage};

use crate::file;
use crate::host::is_for;
use crate::pages::Page;
use crate::truth::number_of;
use crate::world::World;

/// How long a provider must have denied a task before a create may be repeated.
const DENIED_FOR: Millis = Millis::from_secs(10);

impl World {
    /// A credential goes to its provider and nowhere else, and a create leaves as the rules want it.
    pub(crate) fn check_send(
        &mut self,
        page: u64,
        request: &HttpRequest,
        credential: Option<&Provider>,
        create_of: Option<usize>,
    ) {
        let url = &request.url;
        let is_file = url.starts_with(file::HOST);
        let is_right = match credential {
            None => is_file,
            Some(provider) => {
                let host = self.hosts.iter().find(|host| host.provider == *provider);
                !is_file && host.is_some_and(|host| host.is_of(url) && host.has_path(url))
            }
        };
        if !is_right || request.headers.iter().any(|(name, _)| name == "authorization") {
            self.breaks("a credential goes to its provider alone", format_args!("{url}"));
        }
        if let Some(job) = create_of {
            self.check_create(page, job, request);
        }
    }

    /// What is written down of a job is no place for a credential.
    pub(crate) fn check_entry(&mut self, job: &JobId, entry: &Entry) {
        let text = serde_json::to_string(entry).unwrap_or_default();
        if text.is_empty() || ["authorization", "Bearer "].iter().any(|word| text.contains(word)) {
            self.breaks("no credential is written down", format_args!("{job}: {text}"));
        }
    }

    fn check_create(&mut self, page: u64, job: usize, request: &HttpRequest) {
        let Some(truth) = self.truths.get(job).cloned() else { return };
        let Some(host) = self.hosts.get(truth.host) else { return };
        let is_documented = host.is_documented(truth.operation);
        if !host.is_of(&request.url) || !is_for(request, &host.provider, truth.operation) {
            self.breaks("a create goes where it was meant to", format_args!("{}", request.url));
        }
        if self.locks.held.get(&job) != Some(&page) {
            self.breaks("who sends holds the lock", format_args!("job {job}, page {page}"));
        }
        if truth.is_found {
            self.breaks("what is taken up is not created", format_args!("job {job}"));
        }
        if !truth.removed && !self.store.records.get(&job).is_some_and(admits_a_create) {
            let what = self.store.records.get(&job).map(|record| record.stage.clone());
            self.breaks(
                "nothing leaves before it is written down",
                format_args!("job {job} is stored as {what:?}"),
            );
        }
        let Some(sent_at) = truth.sent_at else { return };
        if truth.was_refused || truth.is_agreed {
            return;
        }
        let is_denied = truth.denied_at.is_some_and(|denied| denied >= sent_at + DENIED_FOR);
        if !is_documented {
            self.breaks("no create is repeated where nobody can tell", format_args!("job {job}"));
        } else if !is_denied {
            self.breaks("no early denial is believed", format_args!("job {job}"));
        }
    }

    /// A provider has taken a create in.
    pub(crate) fn check_accepted(&mut self, job: usize) {
        let Some(truth) = self.truths.get_mut(job) else { return };
        truth.accepted += 1;
        let (accepted, allowed) = (truth.accepted, truth.allowed);
        self.note(format_args!("    job {job} is taken in, for the time {accepted} of {allowed}"));
        if accepted > allowed {
            self.breaks("nothing is paid twice", format_args!("job {job}: {accepted} tasks"));
        }
    }

    /// The user lets a page send a create once more.
    pub(crate) fn agree(&mut self, page: u64, job: usize, asked: &Event) {
        let is_unsure =
            self.job(page, job).is_some_and(|job| matches!(job.stage, Stage::Unsure { .. }));
        if let (Event::SendAgain(_), true, Some(truth)) =
            (asked, is_unsure, self.truths.get_mut(job))
        {
            truth.allowed = truth.allowed.max(truth.accepted + truth.in_flight + 1);
            truth.is_agreed = true;
        }
    }

    /// A job comes to a stage: that must be so.
    pub(crate) fn check_stage(&mut self, job: &Job) {
        let number = number_of(&job.id);
        let Some(truth) = self.truths.get(number).filter(|truth| !truth.removed).cloned() else {
            return;
        };
        let made = file::made(truth.operation);
        for (file, take) in job.takes().enumerate() {
            let is_there = self.store.files.get(&(number, file)).is_some_and(|bytes| {
                *bytes == file::bytes(take.format, number) && take.bytes == bytes.len() as u64
            });
            if !is_there || made.get(file) != Some(&take.format) {
                self.breaks("what is kept is there", format_args!("job {number}, file {file}"));
            }
        }
        match &job.stage {
            Stage::Kept { missing: None, .. } if job.takes().count() != made.len() => {
                self.breaks("what is kept is whole", format_args!("job {number}"));
            }
            Stage::Unsure { .. } => {
                if let Some(truth) = self.truths.get_mut(number) {
                    truth.is_agreed = false;
                }
            }
            Stage::Failed { error } if error.is_about_key() => {
                self.breaks(
                    "for want of a key nothing fails",
                    format_args!("job {number}: {error}"),
                );
            }
            Stage::Failed { error } => {
                let Some(host) = self.hosts.get(truth.host) else { return };
                let has_none = !host.has_task_of(number);
                let is_told = match error.origin {
                    Origin::Task => host.has_failed(number, self.now),
                    Origin::Ourselves => has_none,
                    Origin::Provider | Origin::Gateway => {
                        let is_final = matches!(error.retry, Retry::Never | Retry::Resigned);
                        let is_refusal = is_final && error.charge == Charge::No;
                        has_none && truth.was_ever_refused && is_refusal
                    }
                    Origin::Network => false,
                };
                if !is_told {
                    self.breaks(
                        "nothing failed that nobody said has failed",
                        format_args!("job {number}: {error} ({:?})", error.origin),
                    );
                }
            }
            Stage::Expired { error } if error.origin == Origin::Provider => {
                let has_it =
                    self.hosts.get(truth.host).is_some_and(|host| host.has_task_of(number));
                if has_it {
                    self.breaks(
                        "nothing is gone that its provider has",
                        format_args!("job {number}"),
                    );
                }
            }
            _ => {}
        }
    }

    /// A link that has expired is asked for anew, where asking does not fail.
    pub(crate) fn check_link(&mut self, url: &str) {
        if !self.is_troubled && !self.expired.insert(url.to_owned()) {
            self.breaks("no expired link is asked for twice", format_args!("{url}"));
        }
    }

    /// A page knows all that it was told of.
    pub(crate) fn check_known(&mut self, page: u64) {
        // Of very many, now and then.
        let Some(page) = self.pages.iter().find(|open| open.number == page) else { return };
        if page.known.len() > 8 && !self.stats.steps.is_multiple_of(16) {
            return;
        }
        let is_gone = |job: &&usize| page.engine.job(&crate::truth::job_id(**job)).is_none();
        if let Some(job) = page.known.iter().find(is_gone).copied() {
            self.breaks("no job is forgotten", format_args!("job {job}"));
        }
    }

    /// A write of a job is over.
    pub(crate) fn written(&mut self, page: u64, job: usize, fails: bool) {
        let Some(page) = self.page(page) else { return };
        if let Some(left) = page.writes.get_mut(&job) {
            *left = left.saturating_sub(1);
        }
        if fails {
            page.unstored.insert(job);
        } else {
            page.unstored.remove(&job);
        }
    }

    /// Once all is written, what is stored of a job that a page runs is what the page has.
    pub(crate) fn check_stored(&mut self, page: u64) {
        let Some(page) = self.pages.iter().find(|open| open.number == page) else { return };
        if page.known.len() > 8 && !self.stats.steps.is_multiple_of(16) {
            return;
        }
        let runs = |job: &&Job| page.engine.runs(&job.id);
        let other = page.engine.jobs().filter(runs).find_map(|job| self.differs(page, job));
        if let Some(what) = other {
            self.breaks("what is stored is what is so", format_args!("{what}"));
        }
    }

    /// How a job is stored, where that is not as its page has it and nothing of it is on its way.
    pub(crate) fn differs(&self, page: &Page, job: &Job) -> Option<String> {
        let number = number_of(&job.id);
        let is_ours = self.locks.held.get(&number) == Some(&page.number) || !self.is_troubled;
        let is_removed = self.truths.get(number).is_some_and(|truth| truth.removed);
        if is_removed || page.is_writing(number) || page.unstored.contains(&number) || !is_ours {
            return None;
        }
        let stored = self.store.records.get(&number).map(facts);
        let is_same = stored.as_ref() == Some(&facts(job));
        (!is_same).then(|| format!("job {number} is {:?}, stored as {stored:?}", facts(job)))
    }

    /// Only the user lets go of what these are.
    pub(crate) fn check_stars(&mut self, page: u64, stars: &[usize]) {
        let is_lost = |job: &&usize| !self.job(page, **job).is_some_and(|job| job.favourite);
        if let Some(job) = stars.iter().find(is_lost).copied() {
            self.breaks("no star is lost", format_args!("job {job}"));
        }
    }

    /// Only the user removes.
    pub(crate) fn check_delete(&mut self, job: usize) {
        let is_removed = self.truths.get(job).is_some_and(|truth| truth.removed);
        if !is_removed && self.store.records.contains_key(&job) {
            self.breaks("no job is forgotten", format_args!("job {job} is taken out of the store"));
        }
    }
}

/// What a record must say of a job.
fn facts(job: &Job) -> String {
    let stage = match &job.stage {
        Stage::Creating => "creating".to_owned(),
        Stage::Queued { .. } => "queued".to_owned(),
        Stage::Waiting { progress } => format!("waiting, {progress:?}"),
        Stage::Keeping { .. } => "keeping".to_owned(),
        other => format!("{other:?}"),
    };
    let (task, takes) = (&job.task_id, job.takes().count());
    format!("{stage}, {task:?}, {takes} files, turn {}, star {}", job.turn, job.favourite)
}

/// Whether a page that finds this record knows that a create may be out.
fn admits_a_create(record: &Job) -> bool {
    match record.stage {
        Stage::Creating | Stage::Unsure { .. } => true,
        Stage::Queued { .. } => false,
        _ => record.lost.is_some(),
    }
}
