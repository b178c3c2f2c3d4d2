//! What is wrong with something that the user typed: the field, the rule, and the way out.

use core::fmt;

use crate::Seconds;

/// What the user can type into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The sound in words.
    Prompt,
    /// How long the sound is to be.
    Duration,
    /// The user's own name for the task.
    ExternalTaskId,
    /// Where the provider is to report to.
    CallbackUrl,
    /// Where the provider's API is.
    BaseUrl,
    /// The provider's key.
    Key,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prompt => "prompt",
            Self::Duration => "duration",
            Self::ExternalTaskId => "external id",
            Self::CallbackUrl => "callback URL",
            Self::BaseUrl => "base URL",
            Self::Key => "key",
        })
    }
}

/// The rule that was broken, with the figures that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Nothing was given.
    Required,
    /// Only white space was given.
    Blank,
    /// More characters than the provider takes.
    TooLong {
        /// The most that it takes.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// Not a number of seconds.
    NotANumber {
        /// The least that is taken.
        min: Seconds,
        /// The most that is taken.
        max: Seconds,
    },
    /// More than one decimal place.
    TooFine,
    /// Outside of the provider's range.
    OutOfRange {
        /// The least that is taken.
        min: Seconds,
        /// The most that is taken.
        max: Seconds,
    },
    /// Not an absolute `http` or `https` URL with a host.
    NotAUrl,
    /// Plain `http` to a host that is not this machine.
    Insecure,
    /// A user name or password inside a URL.
    HasCredentials,
    /// A `?query` or `#fragment` where only a path can be.
    HasQuery,
    /// White space or a line break inside.
    HasSpaces,
    /// Characters that can't stand in an HTTP header.
    NotPrintable,
    /// `.`, `..` or a control character: it would not survive in a URL's path.
    NotAPathSegment,
}

/// Whether a violation stops the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The provider's documents contradict each other: it may be sent all the same.
    Warning,
    /// The provider documents that it refuses this.
    Error,
}

/// One thing that is wrong. Its [`Display`](fmt::Display) is the sentence for the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where.
    pub field: Field,
    /// What.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
}

impl Violation {
    /// A violation that stops the request.
    #[must_use]
    pub const fn error(field: Field, rule: Rule) -> Self {
        Self { field, rule, severity: Severity::Error }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field;
        match (self.rule, field) {
            (Rule::Required, Field::Prompt) => {
                write!(f, "Describe the sound, in 1 to 200 characters.")
            }
            (Rule::Required, Field::Key) => write!(f, "Paste the key that the provider gave you."),
            (Rule::Required, _) => write!(f, "The {field} is missing."),
            (Rule::Blank, _) => {
                write!(f, "The {field} has only white space in it. Describe the sound.")
            }
            (Rule::TooLong { max, actual }, _) => write!(
                f,
                "The {field} has {actual} characters and may have {max}: take out {}.",
                actual.saturating_sub(max)
            ),
            (Rule::NotANumber { min, max }, _) => {
                write!(f, "The {field} is a number of seconds from {min} to {max}, like 5 or 5.3.")
            }
            (Rule::TooFine, _) => {
                write!(f, "The {field} goes in tenths of a second: one decimal place, like 5.3.")
            }
            (Rule::OutOfRange { min, max }, _) => {
                write!(f, "The {field} may be {min} to {max} seconds.")
            }
            (Rule::NotAUrl, _) => {
                write!(f, "The {field} is a whole address, like https://example.com/path.")
            }
            (Rule::Insecure, _) => write!(
                f,
                "The {field} must begin with https://; http:// is only for this machine (localhost)."
            ),
            (Rule::HasCredentials, _) => {
                write!(f, "The {field} has a user name or password in it: take it out.")
            }
            (Rule::HasQuery, _) => {
                write!(f, "The {field} ends before any ? or #: take out what follows.")
            }
            (Rule::HasSpaces, _) => {
                write!(
                    f,
                    "The {field} has spaces or line breaks in it: paste it again without them."
                )
            }
            (Rule::NotPrintable, _) => write!(
                f,
                "The {field} has characters that no key has: paste it again as plain text."
            ),
            (Rule::NotAPathSegment, _) => write!(
                f,
                "The {field} can't be \".\" or \"..\" or have control characters: letters, digits, - and _ are safe."
            ),
        }
    }
}
