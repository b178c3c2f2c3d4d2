//! How each imitated provider writes: its envelopes, its tasks, its refusals.

mod apimodels;
mod cometapi;
mod kling;

use foley_core::{Dialect, HttpResponse, UnixMillis};
use serde_json::Value;

use crate::Config;
use crate::refusal::Refusal;
use crate::task::Task;

/// One exchange: all that its answer needs to know besides what is said.
#[derive(Clone, Debug)]
pub(crate) struct Exchange<'a> {
    pub(crate) config: &'a Config,
    pub(crate) dialect: Dialect,
    pub(crate) request_id: String,
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
}

fn json_response(status: u16, body: &Value) -> HttpResponse {
    HttpResponse {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }
}
