//! Refusals, by Kling's table of error codes, and in its words. The other providers' are made of
//! these.

use foley_core::{Capability, Rule, Violation};

use crate::BadRule;

/// What Kling says of a voice that it does not have, in this language or at all.
pub(crate) const NO_VOICE: &str = "Voice id not found";

/// Kling's table: each code's HTTP status and its words. Source: Kling, "Error codes".
const TABLE: &[(u16, u32, &str)] = &[
    (401, 1000, "Authentication failed"),
    (401, 1001, "Authorization is empty"),
    (401, 1002, "Authorization is invalid"),
    (401, 1003, "Authorization is not yet valid"),
    (401, 1004, "Authorization has expired"),
    (429, 1100, "Account exception"),
    (429, 1101, "Account in arrears"),
    (429, 1102, "Account balance not enough"),
    (403, 1103, "Unauthorized access to requested resource"),
    (400, 1200, "Invalid request parameters"),
    (400, 1201, "Invalid parameters"),
    (404, 1202, "The requested method is invalid"),
    (404, 1203, "The requested resource does not exist"),
    (400, 1300, "Trigger strategy of the platform"),
    (400, 1301, "Trigger the content security policy of the platform"),
    (429, 1302, "The API request is too fast"),
    (429, 1303, "parallel task over resource pack limit"),
    (429, 1304, "Trigger the platform's IP whitelist policy"),
    (500, 5000, "Server internal error"),
    (503, 5001, "Server temporarily unavailable"),
    (504, 5002, "Server internal timeout"),
];

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

    /// The refusal of a code of Kling's table; `None` where the table has no such code.
    pub(crate) fn of_code(code: u32) -> Option<Self> {
        let (status, _, words) = *TABLE.iter().find(|(_, known, _)| *known == code)?;
        Some(Self::new(status, code, words))
    }

    /// The code of Kling's table that is usual with a status; `None` where it has none.
    pub(crate) fn code_of(status: u16) -> Option<u32> {
        // Who is too fast is refused for a while; most others of that status are refused for good.
        let known = TABLE.iter().find(|(known, _, _)| *known == status).map(|(_, code, _)| *code);
        if status == 429 { Some(1302) } else { known }
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

    /// A rule of the sandbox's own that can't be read.
    pub(crate) fn bad_rule(place: &str, bad: &BadRule) -> Self {
        Self::new(400, 1200, format!("{place}: {bad}"))
    }

    /// Whether it is about what the account can pay.
    pub(crate) const fn is_about_balance(&self) -> bool {
        matches!(self.code, 1101 | 1102)
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
