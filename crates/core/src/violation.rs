//! What is wrong with something that the user typed: the field, the rule, and the way out.

use core::fmt;

use rust_decimal::Decimal;

use crate::Field;

/// The rule that was broken, with the figures that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Nothing was given.
    Required,
    /// No text was given, and up to so many characters are wanted.
    Empty {
        /// The most that may be given.
        max: usize,
    },
    /// Only white space was given.
    Blank,
    /// More characters than the provider takes.
    TooLong {
        /// The most that it takes.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// Not a number.
    NotANumber {
        /// The least that is taken.
        min: Decimal,
        /// The most that is taken.
        max: Decimal,
    },
    /// A comma that may part thousands or begin decimals.
    AmbiguousComma,
    /// More decimals than the provider takes.
    TooFine {
        /// How many it takes.
        decimals: u32,
    },
    /// Outside of the provider's range.
    OutOfRange {
        /// The least that is taken.
        min: Decimal,
        /// The most that is taken.
        max: Decimal,
    },
    /// None of the words that the provider takes.
    NotAChoice {
        /// Those.
        choices: &'static [&'static str],
    },
    /// One of the provider's pages allows it and another does not name it.
    Doubtful {
        /// What both name.
        sure: &'static [&'static str],
    },
    /// A number that only some of the provider's pages allow.
    DoubtfulNumber,
    /// The provider's pages don't name this field, and this is why it is here.
    NotNamed {
        /// Who says what.
        doubt: &'static str,
    },
    /// The provider does not take this field at all: it is left out.
    NotTaken,
    /// Neither this field nor another was given, and one must be.
    OneOf {
        /// The other one.
        other: Field,
    },
    /// This field and another were given, and only one may be.
    NotBoth {
        /// The other one.
        other: Field,
    },
    /// A camera's amount of nothing, to three decimals.
    Zero,
    /// This model does not take what stands here.
    NotWithModel {
        /// The model.
        model: &'static str,
        /// What it takes.
        takes: &'static str,
    },
    /// The voice speaks another language.
    NotInLanguage {
        /// That one.
        language: &'static str,
    },
    /// Not an absolute `http` or `https` URL with a host.
    NotAUrl,
    /// Not a path like `/kling`.
    NotAPath,
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
    /// The provider's documents are silent or contradict each other: it may be sent all the same.
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

    /// A violation that the user may pass over.
    #[must_use]
    pub const fn warning(field: Field, rule: Rule) -> Self {
        Self { field, rule, severity: Severity::Warning }
    }

    /// Whether it stops the request.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field;
        match self.rule {
            Rule::Required | Rule::Empty { .. } => self.missing(f),
            Rule::Blank => {
                write!(f, "The {field} has only white space in it: fill it in with words.")
            }
            Rule::TooLong { max, actual } => {
                let over = actual.saturating_sub(max);
                write!(
                    f,
                    "The {field} has {actual} characters and may have {max}: take out {over}."
                )
            }
            Rule::NotANumber { min, max } => match field.unit() {
                Some(unit) => {
                    write!(f, "The {field} is a number of {unit} from {min} to {max}, like {max}.")
                }
                None => write!(f, "The {field} is a number from {min} to {max}, like {max}."),
            },
            Rule::AmbiguousComma => write!(
                f,
                "The {field} has a comma that may part thousands or decimals: leave it out, or write a \
                 point for decimals."
            ),
            Rule::TooFine { decimals: 0 } => {
                write!(f, "The {field} is a whole number: take off what follows the point.")
            }
            Rule::TooFine { decimals: 1 } => {
                write!(f, "The {field} goes in tenths: one decimal place, like 5.3.")
            }
            Rule::TooFine { decimals } => {
                write!(f, "The {field} has {decimals} decimal places at the most.")
            }
            Rule::OutOfRange { min, max } => match field.unit() {
                Some(unit) => write!(f, "The {field} may be {min} to {max} {unit}."),
                None => write!(f, "The {field} may be {min} to {max}."),
            },
            Rule::NotAChoice { choices } => {
                write!(f, "The {field} is one of ")?;
                list(f, choices)
            }
            Rule::Doubtful { sure } => {
                write!(f, "The provider's pages disagree about this {field}. Sure to be taken: ")?;
                list(f, sure)
            }
            Rule::DoubtfulNumber => {
                write!(f, "The provider's pages disagree about this {field}: it may be refused.")
            }
            Rule::NotNamed { doubt } => write!(f, "{doubt}."),
            Rule::NotTaken => write!(f, "This provider takes no {field}: it will be left out."),
            Rule::OneOf { other } => write!(f, "Give a {field} or a {other}."),
            Rule::NotBoth { other } => {
                write!(f, "Give a {field} or a {other}, not both: clear one of them.")
            }
            Rule::Zero => {
                write!(f, "The {field} may be anything from -10 to 10 but 0, to three decimals.")
            }
            Rule::NotWithModel { model, takes } => {
                write!(f, "{model} takes {takes}: change this, or the model.")
            }
            Rule::NotInLanguage { language } => {
                write!(f, "This voice speaks {language}: choose that language, or another voice.")
            }
            rule => address(rule, field, f),
        }
    }
}

impl Violation {
    fn missing(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.field, self.rule) {
            (Field::Prompt, Rule::Empty { max }) => {
                write!(f, "Describe it, in 1 to {max} characters.")
            }
            (Field::Text, Rule::Empty { max }) => {
                write!(f, "Type what is to be said, in 1 to {max} characters.")
            }
            (Field::Voice, _) => write!(f, "Choose a voice, or type a voice's id."),
            (Field::Key | Field::AccessKey | Field::SecretKey, _) => {
                write!(f, "Paste the {} that the provider gave you.", self.field)
            }
            (field, _) => write!(f, "The {field} is missing."),
        }
    }
}

/// Sentences about addresses, keys and names.
fn address(rule: Rule, field: Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match rule {
        Rule::NotAUrl => {
            write!(f, "The {field} is a whole address, like https://example.com/path.")
        }
        Rule::NotAPath => write!(f, "The {field} is empty or a path, like /kling."),
        Rule::Insecure => write!(
            f,
            "The {field} must begin with https://; http:// is only for this machine (localhost)."
        ),
        Rule::HasCredentials => {
            write!(f, "The {field} has a user name or password in it: take it out.")
        }
        Rule::HasQuery => {
            write!(f, "The {field} ends before any ? or #: take out what follows.")
        }
        Rule::HasSpaces => {
            write!(f, "The {field} has spaces or line breaks in it: paste it again without them.")
        }
        Rule::NotPrintable => {
            write!(f, "The {field} has characters that no key has: paste it again as plain text.")
        }
        _ => write!(
            f,
            "The {field} can't be \".\" or \"..\" or have control characters: letters, digits, - and _ are safe."
        ),
    }
}

/// `a, b or c.`
fn list(f: &mut fmt::Formatter<'_>, words: &[&str]) -> fmt::Result {
    for (index, word) in words.iter().enumerate() {
        let before = match index {
            0 => "",
            _ if index + 1 == words.len() => " or ",
            _ => ", ",
        };
        write!(f, "{before}{word}")?;
    }
    f.write_str(".")
}
