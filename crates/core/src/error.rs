//! What went wrong with a provider: where, whether to try again, whether it may have cost money.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::{Millis, Task};

/// Where an error came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// No answer came: offline, dropped, refused, or kept from us by CORS; a page can't tell which.
    Network,
    /// Somebody between us and the provider answered: a proxy's page, a truncated body.
    Gateway,
    /// The provider refused.
    Provider,
    /// The provider tried and failed.
    Task,
    /// The mistake is on our side.
    Ourselves,
}

/// Whether the same again may do better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// No: something has to change first.
    Never,
    /// Yes, after a while; after this long, where the provider said so.
    Later(Option<Millis>),
    /// Yes, once a task of the account has ended.
    ForSlot(Option<Millis>),
    /// Once, with a newly signed token.
    Resigned,
}

/// Whether money may have been spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Charge {
    /// Nothing was: the provider refused before it began, or tried and failed and does not charge for
    /// that.
    No,
    /// Nobody knows.
    Maybe,
}

/// What kind of thing went wrong, for whoever has to do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The key is missing or was not accepted.
    Key,
    /// The key is good, and not for this.
    Permission,
    /// There is not enough money, or no resource pack.
    Balance,
    /// Too many tasks at once, or too fast.
    Busy,
    /// The provider's rules about content.
    Content,
    /// Something in the request.
    Request,
    /// There is no such task, path or model.
    NotFound,
    /// The provider broke, or is being mended.
    Provider,
    /// No answer came from the provider itself, or none that says anything.
    Network,
    /// Nobody said.
    Unknown,
}

/// An error, as much as is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// Where it came from.
    pub origin: Origin,
    /// Whether to try again.
    pub retry: Retry,
    /// Whether it may have cost something, had it been the answer to a create.
    pub charge: Charge,
    /// The HTTP status, where an answer came.
    pub status: Option<u16>,
    /// The provider's own code.
    pub code: Option<String>,
    /// The provider's own words, or ours where it has none.
    pub message: String,
    /// The provider's id of the exchange, for its support.
    pub request_id: Option<String>,
    /// What came instead of an answer, cut short.
    pub excerpt: Option<String>,
}

impl ApiError {
    /// Our own code for a request that was not sent because there is no key.
    pub const NO_KEY: &str = "no_key";
    /// Our own code for what the store did not take, be it full or broken.
    pub const NOT_STORED: &str = "not_stored";

    /// An error of which only the origin and the words are known.
    #[must_use]
    pub fn new(origin: Origin, message: impl Into<String>) -> Self {
        let (retry, charge) = match origin {
            Origin::Network | Origin::Gateway => (Retry::Later(None), Charge::Maybe),
            Origin::Provider | Origin::Ourselves => (Retry::Never, Charge::No),
            Origin::Task => (Retry::Never, Charge::Maybe),
        };
        Self {
            origin,
            retry,
            charge,
            status: None,
            code: None,
            message: message.into(),
            request_id: None,
            excerpt: None,
        }
    }

    /// The error that a failed task stands for, at a provider that charges so for failures.
    #[must_use]
    pub fn of_failure(task: &Task, charge: Charge) -> Self {
        let words = task.status_message.as_deref().unwrap_or("The provider gave no reason");
        let retry = match task.failure_code.as_deref() {
            Some("UPSTREAM_BUSY" | "TIMEOUT") => Retry::Later(None),
            _ => Retry::Never,
        };
        Self {
            retry,
            charge,
            code: task.failure_code.clone(),
            request_id: task.request_id.clone(),
            ..Self::new(Origin::Task, words)
        }
    }

    /// What kind of thing went wrong: by the provider's code, then by its words, then by the HTTP
    /// status.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self.code.as_deref().and_then(reason_of_code).unwrap_or_else(|| self.without_code()) {
            // Relays refuse an empty account as they refuse a key that may not.
            Reason::Permission if is_about_balance(&self.message) => Reason::Balance,
            reason => reason,
        }
    }

    fn without_code(&self) -> Reason {
        // Some repeat an HTTP status as their code, which says no more than one.
        let said = self.code_number().and_then(|code| u16::try_from(code).ok());
        let status = said.filter(|code| matches!(code, 400..=599)).or(self.status);
        if is_about_content(&self.message, status) {
            return Reason::Content;
        }
        match (self.origin, status) {
            (Origin::Network, _) => Reason::Network,
            // A gateway's status counts where it has refused a request. That of a file's host, say,
            // tells nothing about the key.
            (Origin::Gateway, _) if self.charge == Charge::Maybe => Reason::Network,
            (_, Some(400 | 422)) => Reason::Request,
            (_, Some(401)) => Reason::Key,
            (_, Some(402)) => Reason::Balance,
            (_, Some(403)) => Reason::Permission,
            (_, Some(404)) => Reason::NotFound,
            (_, Some(425 | 429)) => Reason::Busy,
            (Origin::Gateway, _) => Reason::Network,
            (_, Some(500..)) => Reason::Provider,
            _ => Reason::Unknown,
        }
    }

    /// The provider's code, where it is a number.
    #[must_use]
    pub fn code_number(&self) -> Option<u32> {
        self.code.as_deref().and_then(|code| code.parse().ok())
    }

    /// Whether the store did not take something, so that making room is the way out.
    #[must_use]
    pub fn is_about_room(&self) -> bool {
        self.code.as_deref() == Some(Self::NOT_STORED)
    }

    /// Whether the provider refused the key, so that asking for another is the way out.
    #[must_use]
    pub fn is_about_key(&self) -> bool {
        self.reason() == Reason::Key
    }
}

/// What a code stands for, whoever writes it: Kling's table, a relay's words, apimodels.app's.
fn reason_of_code(code: &str) -> Option<Reason> {
    Some(match code {
        "1000" | "1001" | "1002" | "1003" | "1004" | ApiError::NO_KEY => Reason::Key,
        "1100" | "1103" | "1304" => Reason::Permission,
        "1101" | "1102" | "insufficient_user_quota" | "pre_consume_token_quota_failed" => {
            Reason::Balance
        }
        "1302" | "1303" | "UPSTREAM_BUSY" => Reason::Busy,
        "1300" | "1301" | "CONTENT_MODERATION" => Reason::Content,
        "1200" | "1201" | "invalid_request" => Reason::Request,
        "1202" | "1203" | "task_not_exist" | "model_not_found" => Reason::NotFound,
        "5000" | "5001" | "5002" | "TIMEOUT" => Reason::Provider,
        _ => return None,
    })
}

/// What Kling says of content that it does not take, whatever status it comes with.
const RISK: &str = "failure to pass the risk control system";

/// Whether these are words in which a check of content was seen to refuse, in answers that have no code
/// for it. Those of a server that broke or gave up tell of the check itself, but for one sentence.
pub(crate) fn is_about_content(message: &str, status: Option<u16>) -> bool {
    let message = message.to_ascii_lowercase();
    let has_broken = matches!(status, Some(408 | 500..));
    let words = [
        "risk control",
        "content policy",
        "content security",
        "content moderation",
        "sensitive content",
        "sensitive word",
    ];
    message.contains(RISK) || (!has_broken && words.iter().any(|words| message.contains(words)))
}

/// The status that counts: an error inside of HTTP 200 has its own in the code.
pub(crate) fn status_inside(status: u16, code: Option<&str>) -> u16 {
    match code.and_then(|code| code.parse().ok()) {
        Some(inner @ 400..=599) if status < 400 => inner,
        _ => status,
    }
}

/// Words in which an empty account was seen to be refused.
fn is_about_balance(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    let is_english = message.contains("insufficient")
        && ["quota", "balance", "credit"].iter().any(|what| message.contains(what));
    is_english || ["额度不足", "余额不足"].iter().any(|words| message.contains(words))
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match (&self.code, self.status) {
            // Our own codes say no more than the words.
            (Some(code), _) if code != Self::NO_KEY && code != Self::NOT_STORED => {
                write!(f, " ({code})")
            }
            (None, Some(status)) => write!(f, " (HTTP {status})"),
            _ => Ok(()),
        }
    }
}

impl core::error::Error for ApiError {}
