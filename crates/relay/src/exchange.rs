//! One request and its answer: what it asks for, and who speaks with whom.

use foley_core::{Dialect, HttpRequest, HttpResponse};

use crate::Way;
use crate::route::Route;

/// The head of a request, as it arrives.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What the exchange is called in answers and logs.
    pub id: &'a str,
    /// The method, as it was sent.
    pub method: &'a str,
    /// Path and query, as they were sent.
    pub target: &'a str,
    /// Names in any case, with their values.
    pub headers: &'a [(String, String)],
}

/// What sort of request it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It makes something, and may cost money.
    Create,
    /// How far is a task?
    Query,
    /// Which tasks are there?
    List,
    /// What is left in the account?
    Balance,
    /// A file.
    File,
    /// A browser asks whether a page may ask.
    Preflight,
    /// Is the relay there?
    Health,
    /// Nothing that is served.
    Unknown,
}

impl Kind {
    /// A word for it, for logs and counts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Query => "query",
            Self::List => "list",
            Self::Balance => "balance",
            Self::File => "file",
            Self::Preflight => "preflight",
            Self::Health => "health",
            Self::Unknown => "unknown",
        }
    }
}

/// One request and its answer, as far as it is known who speaks with whom. Nothing in it is a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) account: Option<usize>,
    pub(crate) dialect: Option<Dialect>,
    /// The page's origin, where it is one that may ask.
    pub(crate) origin: Option<String>,
}

impl Exchange {
    /// What it is called in answers and logs.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What sort of request it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }
}

/// What is to be done for a request that may pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// This is the answer.
    Answered(HttpResponse),
    /// The provider is to be asked, once [`Relay::passed`](crate::Relay::passed) has seen the body.
    Call(Call),
    /// A file is to be fetched.
    File(FileCall),
}

/// A call of a provider, whose body has not been looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub(crate) account: usize,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) what: Route,
}

/// A request that may leave, with the credential on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed(pub(crate) HttpRequest);

impl Passed {
    /// The request. It goes to the provider's origin, and follows no redirect.
    #[must_use]
    pub fn into_request(self) -> HttpRequest {
        self.0
    }
}

/// A file that may be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCall {
    /// Where it is.
    pub url: String,
    /// How its host is to be reached.
    pub way: Way,
    /// Whether only its head is asked for.
    pub is_head: bool,
    /// What goes on to its host.
    pub headers: Vec<(String, String)>,
}
