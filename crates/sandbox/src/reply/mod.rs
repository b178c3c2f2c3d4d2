//! How each imitated provider writes: its envelopes, its tasks, its refusals.

mod apimodels;
mod cometapi;
mod kling;

pub(crate) use cometapi::numbers_to_texts;
use foley_core::{Dialect, HttpResponse, Millis, UnixMillis};
use serde_json::Value;

use crate::Config;
use crate::file::Kind;
use crate::refusal::Refusal;
use crate::task::{Phase, Task};
use crate::work::Work;

/// One exchange: all that its answer needs to know besides what is said.
#[derive(Clone, Debug)]
pub(crate) struct Exchange<'a> {
    pub(crate) config: &'a Config,
    pub(crate) dialect: Dialect,
    pub(crate) request_id: String,
    /// How long the addresses of files are good.
    pub(crate) url_ttl: Option<Millis>,
    pub(crate) now: UnixMillis,
}

/// What is said.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    /// This was taken in.
    Created(Task),
    /// This is what was asked for.
    Found(Task),
    /// These are what was asked for.
    Listed(Vec<Task>),
    /// No.
    Refused(Refusal),
}

impl Exchange<'_> {
    pub(crate) fn write(&self, said: &Said) -> HttpResponse {
        match self.dialect {
            Dialect::Kling => self.kling(said),
            Dialect::CometApi => self.cometapi(said),
            Dialect::ApiModels => self.apimodels(said),
        }
    }

    /// What an answer is about whose prompt is to be spoken of: a new task's, and a finished one's.
    pub(crate) fn about(&self, said: &Said) -> Option<Work> {
        match said {
            Said::Created(task) => Some(task.work.clone()),
            Said::Found(task) if self.is_over(task) => Some(task.work.clone()),
            Said::Found(_) | Said::Listed(_) | Said::Refused(_) => None,
        }
    }

    /// What is said of a task to whoever is to be called about it.
    pub(crate) fn callback(&self, task: &Task) -> Value {
        match self.dialect {
            Dialect::Kling | Dialect::CometApi => self.task(task),
            Dialect::ApiModels => self.envelope(self.generation(task)),
        }
    }

    fn is_over(&self, task: &Task) -> bool {
        let (phase, _) = task.phase(self.config.pace, self.config.seed, self.now);
        !matches!(phase, Phase::Submitted | Phase::Processing)
    }

    fn link(&self, task: &Task, kind: Kind) -> String {
        self.config.link(&task.file(kind), self.url_ttl, self.now)
    }
}

fn json_response(status: u16, body: &Value) -> HttpResponse {
    HttpResponse {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }
}
