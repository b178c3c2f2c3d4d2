//! How each imitated provider writes: its envelopes, its tasks, its refusals.

mod apimodels;
mod cometapi;
mod kling;

use foley_core::{Dialect, HttpResponse, UnixMillis};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
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
        let mut response = match self.dialect {
            Dialect::Kling => self.kling(said),
            Dialect::CometApi => self.cometapi(said),
            Dialect::ApiModels => self.apimodels(said),
        };
        if let Said::Created(task) | Said::Found(task) = said
            && let Some(words) = task.work.understood()
        {
            let words = utf8_percent_encode(&words, IN_HEADER).to_string();
            response.headers.push(("x-sandbox-plan".to_owned(), words));
        }
        response
    }
}

/// What a header can't hold, and what would be read as the beginning of such.
const IN_HEADER: &AsciiSet = &CONTROLS.add(b'%');

fn json_response(status: u16, body: &Value) -> HttpResponse {
    HttpResponse {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }
}
