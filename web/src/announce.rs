//! What is said to those who don't see the page.
//!
//! One node for the whole page's life, and one sentence at a time: what comes too fast waits, and
//! of one job's steps only the latest is still worth saying.

use std::collections::VecDeque;

use foley_browser::timer::{self, Timeout};
use foley_core::Millis;
use foley_engine::{Job, JobId, Progress, Stage};
use leptos::prelude::*;

use crate::jobs::Step;
use crate::takes::words;

/// How long a sentence stands before the next one takes its place.
const PAUSE: Millis = Millis(1_200);

/// The page's voice.
#[derive(Clone, Copy, Debug)]
pub struct Announcer {
    said: RwSignal<String>,
    waiting: StoredValue<VecDeque<(Option<JobId>, String)>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

impl Announcer {
    /// A voice that has said nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            said: RwSignal::new(String::new()),
            waiting: StoredValue::new(VecDeque::new()),
            timer: StoredValue::new_local(None),
        }
    }

    /// Says a sentence, as soon as it is its turn.
    pub fn say(self, sentence: impl Into<String>) {
        self.queue(None, sentence.into());
    }

    /// Says how far a job is, where it has got further.
    pub fn step(self, step: &Step) {
        if let Some(sentence) = sentence(step) {
            self.queue(Some(step.after.id.clone()), sentence);
        }
    }

    fn queue(self, about: Option<JobId>, sentence: String) {
        self.waiting.update_value(|waiting| {
            waiting.retain(|(of, _)| of.is_none() || *of != about);
            waiting.push_back((about, sentence));
        });
        if self.timer.with_value(Option::is_none) {
            self.next();
        }
    }

    fn next(self) {
        let next = self.waiting.try_update_value(VecDeque::pop_front).flatten();
        let timer = next.map(|(_, sentence)| {
            self.said.set(sentence);
            timer::after(PAUSE, move || self.next())
        });
        // A timer that has run out is replaced by the next one, or by none.
        let _ = self.timer.try_update_value(|running| *running = timer);
    }
}

/// What a step is worth saying.
fn sentence(Step { before, after }: &Step) -> Option<String> {
    let title = words::short_title(after);
    let kind = |job: &Job| std::mem::discriminant(&job.stage);
    let same = before.as_ref().is_some_and(|before| kind(before) == kind(after));
    match &after.stage {
        Stage::Waiting { progress } => {
            let known = before.as_ref().map(|before| &before.stage);
            let same =
                matches!(known, Some(Stage::Waiting { progress: known }) if known == progress);
            (!same).then(|| match progress {
                Progress::Submitted => format!("Submitted: {title}"),
                Progress::Processing => format!("Processing: {title}"),
            })
        }
        _ if same || before.is_none() => None,
        Stage::Kept { .. } => {
            let ended = after.ended_at.unwrap_or(after.submitted_at);
            let seconds = ended.since(after.began_at()).0 / 1000;
            let unit = if seconds == 1 { "second" } else { "seconds" };
            Some(format!("Ready after {seconds} {unit}: {title}"))
        }
        Stage::Failed { error } | Stage::Expired { error } => {
            Some(format!("Failed: {title}. {}", error.message))
        }
        Stage::Linked { .. } => Some(format!("Ready at its provider: {title}")),
        Stage::Unsure { .. } => Some(format!("It is not known whether this began: {title}")),
        Stage::Stalled { .. } => Some(format!("No longer looking for: {title}")),
        Stage::Cancelled => Some(format!("No longer waiting for: {title}")),
        Stage::Creating | Stage::Queued { .. } | Stage::Keeping { .. } => None,
    }
}

/// The node that is read aloud.
#[component]
pub fn Status(
    /// Whose words it holds.
    announcer: Announcer,
) -> impl IntoView {
    view! {
        <p role="status" class="unseen">
            {move || announcer.said.get()}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use foley_core::{
        ApiError, Millis, Origin, Provider, Request, Seconds, SoundEffect, UnixMillis,
    };

    use super::*;

    fn job(stage: Stage) -> Job {
        let request = Request::SoundEffect(SoundEffect {
            prompt: "Rain".to_owned(),
            duration: Seconds::from_tenths(50),
            external_task_id: None,
            callback_url: None,
        });
        let job = Job::new(JobId::from_random(1), Provider::sandbox(), request, UnixMillis(1000));
        Job { stage, ended_at: Some(UnixMillis(1000) + Millis(3_400)), ..job }
    }

    fn said(before: Option<Stage>, after: Stage) -> Option<String> {
        sentence(&Step { before: before.map(job), after: job(after) })
    }

    fn waiting(progress: Progress) -> Stage {
        Stage::Waiting { progress }
    }

    #[test]
    fn each_step_is_said_once() {
        let words = said(Some(Stage::Creating), waiting(Progress::Submitted));
        assert_eq!(words.as_deref(), Some("Submitted: Rain"));
        let words = said(Some(waiting(Progress::Submitted)), waiting(Progress::Processing));
        assert_eq!(words.as_deref(), Some("Processing: Rain"));
        assert_eq!(said(Some(waiting(Progress::Processing)), waiting(Progress::Processing)), None);
    }

    #[test]
    fn an_end_is_said_with_its_reason() {
        let error = ApiError::new(Origin::Provider, "the prompt failed the content check");
        let words = said(Some(Stage::Creating), Stage::Failed { error });
        assert_eq!(words.as_deref(), Some("Failed: Rain. the prompt failed the content check"));
    }

    #[test]
    fn what_was_over_before_is_not_said_again() {
        assert_eq!(said(None, Stage::Cancelled), None);
        assert_eq!(said(Some(Stage::Cancelled), Stage::Cancelled), None);
    }
}
