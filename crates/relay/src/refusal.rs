//! What the relay refuses, in the shape in which the provider asked would have.
//!
//! A page reads an answer by its provider's dialect, whoever wrote it. So a refusal has the provider's
//! code where its table has one for it, and says in words that it is the relay's.

use foley_core::{Dialect, HttpResponse, Millis};
use serde_json::json;

use crate::BadTicket;

/// Why something is refused, or not had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No provider is served below this first part of the path; these are.
    Provider(String),
    /// The provider has nothing at this path.
    Path,
    /// The path is one, but not for this method.
    Method,
    /// Something in the query, in words that name it.
    Query(String),
    /// Something in the body, in words that name it.
    Body(String),
    /// The body is larger than so many bytes.
    TooLarge(usize),
    /// The body did not come in time.
    Slow,
    /// It does not say whose page it is.
    NoOrigin,
    /// It is the page of somebody who may not.
    Origin,
    /// One client has asked too often; it may again after this long.
    TooOften(Millis),
    /// One client has created too much; it may again after this long.
    TooMuch(Millis),
    /// All clients together have created too much; they may again after this long.
    Spent(Millis),
    /// Every connection to the provider is taken, or none could be made: nothing was sent.
    NotSent,
    /// It was sent, and no answer came in time.
    Late,
    /// It was sent, and the connection broke, or what came is no answer.
    Broken,
    /// The ticket of a file is no good.
    Ticket(BadTicket),
    /// A file lies where nothing is fetched from.
    Elsewhere,
    /// A file is not had from its host.
    FileNotHad,
    /// What its host has there is no sound and no video.
    NoFile,
    /// A file is larger than so many bytes.
    FileTooLarge(u64),
}

impl Refusal {
    /// A word for it, for who counts.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Provider(_) => "provider",
            Self::Path => "path",
            Self::Method => "method",
            Self::Query(_) => "query",
            Self::Body(_) => "body",
            Self::TooLarge(_) => "too_large",
            Self::Slow => "slow",
            Self::NoOrigin => "no_origin",
            Self::Origin => "origin",
            Self::TooOften(_) => "too_often",
            Self::TooMuch(_) => "too_much",
            Self::Spent(_) => "spent",
            Self::NotSent => "not_sent",
            Self::Late => "late",
            Self::Broken => "broken",
            Self::Ticket(BadTicket::Forged) => "ticket_forged",
            Self::Ticket(BadTicket::Expired) => "ticket_expired",
            Self::Elsewhere => "elsewhere",
            Self::FileNotHad => "file_not_had",
            Self::NoFile => "no_file",
            Self::FileTooLarge(_) => "file_too_large",
        }
    }

    /// Whether the provider may have seen the request all the same.
    #[must_use]
    pub const fn may_have_happened(&self) -> bool {
        matches!(self, Self::Late | Self::Broken)
    }

    /// The HTTP status and the code of Kling's table.
    const fn status(&self) -> (u16, u32) {
        match self {
            Self::Provider(_) | Self::Path | Self::Method => (404, 1202),
            Self::Query(_) | Self::Body(_) => (400, 1201),
            Self::TooLarge(_) => (413, 1200),
            Self::Slow => (408, 5002),
            Self::NoOrigin | Self::Origin | Self::Ticket(_) | Self::Elsewhere => (403, 1103),
            Self::TooOften(_) | Self::TooMuch(_) | Self::Spent(_) => (429, 1302),
            Self::NotSent => (502, 5001),
            Self::Late => (504, 5002),
            Self::Broken | Self::FileNotHad | Self::NoFile | Self::FileTooLarge(_) => (502, 5000),
        }
    }

    const fn retry_after(&self) -> Option<Millis> {
        match self {
            Self::TooOften(after) | Self::TooMuch(after) | Self::Spent(after) => Some(*after),
            _ => None,
        }
    }

    /// What is wrong, and the way out.
    #[must_use]
    pub fn words(&self) -> String {
        let text = match self {
            Self::Provider(served) => {
                return format!(
                    "the path has to begin with a provider that the relay serves: {served}"
                );
            }
            Self::Query(words) | Self::Body(words) => return words.clone(),
            Self::TooLarge(most) => {
                return format!("the body is larger than {most} bytes; no create is that large");
            }
            Self::FileTooLarge(most) => {
                return format!(
                    "the file is larger than the {most} bytes that the relay lets through"
                );
            }
            Self::Path => {
                "the provider documents nothing at this path that the relay knows; after the \
                 provider's name comes what its own base URL would be followed by"
            }
            Self::Method => "the path is known, but not with this method",
            Self::Slow => "the body did not come in time; send it at once",
            Self::NoOrigin => {
                "the request has no Origin header, so it is of no page; whoever runs the relay can \
                 let such requests pass with --allow-no-origin"
            }
            Self::Origin => {
                "pages of this origin may not use the relay; whoever runs it can let them with \
                 --origin"
            }
            Self::TooOften(_) => "too many requests from one client; wait and ask again",
            Self::TooMuch(_) => "too many creates from one client; wait and ask again",
            Self::Spent(_) => {
                "as many creates went through the relay within a day as may; wait and ask again"
            }
            Self::NotSent => {
                "the provider could not be reached; nothing was sent to it, so nothing was made or \
                 charged"
            }
            Self::Late => {
                "the provider did not answer in time; what was asked for may have been made and \
                 charged all the same"
            }
            Self::Broken => {
                "the provider's answer was lost on its way; what was asked for may have been made \
                 and charged all the same"
            }
            Self::Ticket(BadTicket::Forged) => {
                "this relay has not written the link, or was started again since; ask for the task \
                 again, whose answer has a fresh one"
            }
            Self::Ticket(BadTicket::Expired) => {
                "the link has expired; ask for the task again, whose answer has a fresh one"
            }
            Self::Elsewhere => {
                "the link leads to where the relay fetches nothing from: it must be https, to a \
                 public address"
            }
            Self::FileNotHad => "the file's host did not answer; try again later",
            Self::NoFile => "what the link leads to is neither a sound nor a video",
        };
        text.to_owned()
    }

    /// The answer. `id` is the exchange's name, for who looks it up in the log; no dialect is spoken by
    /// who is asked for a file.
    pub(crate) fn answer(&self, dialect: Option<Dialect>, id: &str) -> HttpResponse {
        let ((status, code), words) = (self.status(), format!("Relay: {}", self.words()));
        let body = match dialect {
            Some(Dialect::Kling) => json!({"code": code, "message": words, "request_id": id}),
            Some(Dialect::CometApi) => json!({"error": {
                "message": format!("{words} (request id: {id})"),
                "type": "relay_error", "param": "", "code": "",
            }}),
            Some(Dialect::ApiModels) => json!({"code": status, "msg": words, "data": null}),
            None => words.clone().into(),
        };
        let (kind, body) = match dialect {
            Some(_) => ("application/json", body.to_string()),
            None => ("text/plain; charset=utf-8", words),
        };
        let mut headers = vec![("content-type".to_owned(), kind.to_owned())];
        if let Some(after) = self.retry_after() {
            headers.push(("retry-after".to_owned(), after.0.div_ceil(1000).max(1).to_string()));
        }
        if !self.may_have_happened() {
            headers.push((HttpResponse::RELAY_SENT.to_owned(), "no".to_owned()));
        }
        HttpResponse { status, headers, body: body.into_bytes() }
    }
}
