//! One field of one operation: what it takes, and how it is written.

use crate::{Field, Seconds, Severity};

/// What a provider takes in one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// The field.
    pub field: Field,
    /// The provider's name of it.
    pub wire: &'static str,
    /// Whether it has to be given.
    pub need: Need,
    /// What may stand in it.
    pub takes: Takes,
    /// How it is written.
    pub written: Written,
    /// How much it matters where a number is outside of its range: a provider may take the nearest.
    pub outside: Severity,
    /// How much it matters where a number has more decimals; `None` where no page names how many there
    /// may be.
    pub finer: Option<Severity>,
    /// Why it may not do what it says, where the provider's own pages don't name it.
    pub doubt: Option<&'static str>,
}

/// Whether a field has to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Required,
    /// Only as the user likes.
    Optional,
    /// This one or that one, and not both.
    Or(Field),
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A text of so many characters (Unicode scalar values).
    Text {
        /// The most that any page allows.
        max: usize,
        /// The most that all pages allow: more is a warning.
        sure: usize,
    },
    /// A duration.
    Seconds {
        /// The shortest.
        min: Seconds,
        /// The longest.
        max: Seconds,
        /// Tenths of a second from one to the next.
        step: u32,
        /// Those that all pages allow, where that is not all of them: others are a warning.
        sure: Option<&'static [Seconds]>,
    },
    /// A number from `min` to `max`, both in units of the last of so many decimals. Whether there may
    /// be more of them says [`FieldSpec::finer`].
    Number {
        /// The least.
        min: i32,
        /// The most.
        max: i32,
        /// How many decimals are usual.
        decimals: u32,
    },
    /// One of these words.
    Choice {
        /// Those that all pages name, the usual one first.
        sure: &'static [&'static str],
        /// Those that only some name: they are a warning.
        doubtful: &'static [&'static str],
        /// Whether any other word may do as well.
        open: bool,
    },
    /// A voice's id, see [`VOICES`](super::VOICES); any other may do as well.
    Voice,
    /// On or off.
    Switch,
    /// The id of something at the provider.
    Id,
    /// An absolute URL.
    Url,
    /// A camera's movement.
    Camera,
}

/// How a field is written in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A text as it is.
    Text,
    /// A number: `5`, `5.3`.
    Number,
    /// A number as a text with one decimal: `"5.0"`.
    TenthsText,
    /// A whole number as a text: `"5"`.
    WholeText,
    /// `true`.
    Bool,
    /// `"on"`.
    OnOff,
    /// `{"type": …, "config": {…}}`.
    Camera,
}

/// Whether a task can be asked for by the id that we gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// It is documented: "there is none" can be believed.
    Documented,
    /// It may work: what is found is ours, what is not found says nothing.
    Maybe,
    /// There is no such id.
    No,
}

impl FieldSpec {
    pub(super) const fn new(
        field: Field,
        wire: &'static str,
        need: Need,
        takes: Takes,
        written: Written,
    ) -> Self {
        let (outside, finer) = (Severity::Error, Some(Severity::Error));
        Self { field, wire, need, takes, written, outside, finer, doubt: None }
    }

    pub(super) const fn doubted(self, doubt: &'static str) -> Self {
        Self { doubt: Some(doubt), ..self }
    }
}

impl Takes {
    /// A text whose longest is agreed on.
    pub(super) const fn text(max: usize) -> Self {
        Self::Text { max, sure: max }
    }
}
