//! What went wrong with a provider: where, whether to try again, whether it may have cost money.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::Millis;

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
}

/// Whether money may have been spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Charge {
    /// The provider refused before it began.
    No,
    /// Nobody knows.
    Maybe,
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

    /// The provider's code, where it is a number.
    #[must_use]
    pub fn code_number(&self) -> Option<u32> {
        self.code.as_deref().and_then(|code| code.parse().ok())
    }

    /// Whether the provider refused the key, so that asking for another is the way out.
    #[must_use]
    pub fn is_about_key(&self) -> bool {
        self.status == Some(401)
            || self.code.as_deref() == Some(Self::NO_KEY)
            || matches!(self.code_number(), Some(1000..=1004))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match (&self.code, self.status) {
            (Some(code), _) if code != Self::NO_KEY => write!(f, " ({code})"),
            (None, Some(status)) => write!(f, " (HTTP {status})"),
            _ => Ok(()),
        }
    }
}

impl core::error::Error for ApiError {}
