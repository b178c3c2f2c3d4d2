//! Refusals, by Kling's table of error codes, and in its words. The other providers' are made of
//! these.

use foley_core::{Capability, Rule, Violation};

/// What Kling says of a voice that it does not have, in this language or at all.
pub(crate) const NO_VOICE: &str = "Voice id not found";

/// A refusal, by Kling's table of error codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) message: String,
    /// The model that is not there, where that is what is wrong.
    pub(crate) model: Option<String>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), model: None }
    }

    /// A body that is none.
    pub(crate) fn malformed(message: &str) -> Self {
        Self::new(400, 1200, message)
    }

    /// A value that the documents don't allow.
    pub(crate) fn illegal(message: impl Into<String>) -> Self {
        Self::new(400, 1201, message)
    }

    /// A voice that is not there.
    pub(crate) fn no_voice() -> Self {
        Self::illegal(NO_VOICE)
    }

    /// A model that is not there, or makes something else.
    pub(crate) fn no_model(name: &str) -> Self {
        let refusal = Self::new(404, 1203, format!("model {name} does not exist"));
        Self { model: Some(name.to_owned()), ..refusal }
    }

    /// A task that is not there.
    pub(crate) fn not_found() -> Self {
        Self::new(404, 1203, "task not found")
    }

    /// A path or a method that is not there.
    pub(crate) fn no_such_method(method: &str) -> Self {
        Self::new(404, 1202, format!("The requested method is invalid: {method}"))
    }

    /// A body that is too large to be read.
    pub(crate) fn too_large() -> Self {
        Self::malformed("Request body is too large")
    }

    /// Too many tasks at once.
    pub(crate) fn too_many() -> Self {
        Self::new(429, 1303, "parallel task over resource pack limit")
    }

    /// Whether it is about who asks.
    pub(crate) const fn is_about_key(&self) -> bool {
        matches!(self.code, 1000..=1004)
    }
}

/// A violation, as a provider would say it: by the name of its own field.
pub(crate) fn of_violation(violation: &Violation, capability: &Capability) -> Refusal {
    let name = capability.field(violation.field).map_or("camera_control", |spec| spec.wire);
    Refusal::illegal(match violation.rule {
        Rule::Required | Rule::Empty { .. } => format!("{name} is required"),
        Rule::Blank => format!("{name} must not be blank"),
        Rule::TooLong { max, .. } => format!("{name} cannot exceed {max} characters"),
        Rule::OutOfRange { .. } => format!("{name} value is out of range"),
        Rule::TooFine { decimals: 0 } => format!("{name} must be a whole number"),
        Rule::TooFine { decimals } => format!("{name} supports {decimals} decimal places at most"),
        Rule::NotWithModel { model, takes } => format!("{name} is invalid: {model} takes {takes}"),
        Rule::NotInLanguage { .. } => NO_VOICE.to_owned(),
        _ => format!("{name} value is invalid"),
    })
}
