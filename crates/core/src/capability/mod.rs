//! What each provider takes: operations, fields and limits, as one table.
//!
//! The forms, the validation, the encoder, the sandbox and `docs/capabilities.md` all read it. It
//! states what the providers' pages state; each entry names its page.

mod apimodels;
mod cometapi;
mod kling;
mod models;
mod spec;
mod voices;

pub use models::{Model, Sounds};
pub use spec::{FieldSpec, Lookup, Need, Takes, Written};
pub use voices::{VOICES, Voice};

use crate::{Dialect, Field, Operation, Severity};

/// What a provider takes of one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capability {
    /// The operation.
    pub operation: Operation,
    /// Where it is, below the provider's base URL and path prefix.
    pub path: &'static str,
    /// What the body says in `model`, where one endpoint serves several operations.
    pub model: Option<&'static str>,
    /// What it takes, in the order of the form and of the body.
    pub fields: &'static [FieldSpec],
    /// What each known model takes, where models differ, and how much it matters.
    pub models: &'static [Model],
    /// How much it matters where a model does not take something.
    pub by_model: Severity,
    /// How much it matters where a voice is not known to speak the language.
    pub by_voice: Severity,
    /// Whether a task can be asked for by the id that we gave.
    pub lookup: Lookup,
    /// Whether tasks can be listed.
    pub lists: bool,
    /// The page that says so.
    pub source: &'static str,
}

impl Capability {
    /// What those who speak this dialect take of this operation; `None` where they don't know it.
    #[must_use]
    pub const fn of(dialect: Dialect, operation: Operation) -> Option<&'static Self> {
        match (dialect, operation) {
            (Dialect::Kling, Operation::SoundEffect) => Some(&kling::SOUND_EFFECT),
            (Dialect::Kling, Operation::VideoSound) => Some(&kling::VIDEO_SOUND),
            (Dialect::Kling, Operation::Speech) => Some(&kling::SPEECH),
            (Dialect::Kling, Operation::Video) => Some(&kling::VIDEO),
            (Dialect::CometApi, Operation::SoundEffect) => Some(&cometapi::SOUND_EFFECT),
            (Dialect::CometApi, Operation::VideoSound) => Some(&cometapi::VIDEO_SOUND),
            (Dialect::CometApi, Operation::Speech) => Some(&cometapi::SPEECH),
            (Dialect::CometApi, Operation::Video) => Some(&cometapi::VIDEO),
            (Dialect::ApiModels, Operation::SoundEffect) => Some(&apimodels::SOUND_EFFECT),
            (Dialect::ApiModels, Operation::VideoSound) => Some(&apimodels::VIDEO_SOUND),
            (Dialect::ApiModels, Operation::Speech) => Some(&apimodels::SPEECH),
            (Dialect::ApiModels, Operation::Video) => None,
        }
    }

    /// What it takes in a field; `None` where it does not take the field.
    #[must_use]
    pub fn field(&self, field: Field) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|spec| spec.field == field)
    }

    /// What is known of a model; of the provider's usual one where none is named.
    #[must_use]
    pub fn model(&self, name: Option<&str>) -> Option<&'static Model> {
        match name {
            Some(name) => self.models.iter().find(|model| model.name == name),
            None => self.models.first(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entry_is_in_order() {
        for dialect in Dialect::ALL {
            for operation in Operation::ALL {
                let Some(capability) = Capability::of(dialect, operation) else { continue };
                assert_eq!(capability.operation, operation);
                assert!(capability.path.starts_with("/v1/"));
                let fields: BTreeSet<Field> =
                    capability.fields.iter().map(|spec| spec.field).collect();
                let names: BTreeSet<&str> =
                    capability.fields.iter().map(|spec| spec.wire).collect();
                assert_eq!(fields.len(), capability.fields.len(), "{dialect:?} {operation:?}");
                assert_eq!(names.len(), capability.fields.len(), "{dialect:?} {operation:?}");
            }
        }
    }

    #[test]
    fn the_usual_model_is_the_first() {
        let video = Capability::of(Dialect::Kling, Operation::Video).expect("there is one");
        assert_eq!(video.model(None).map(|model| model.name), Some("kling-v1"));
        assert_eq!(video.model(Some("of tomorrow")), None);
    }
}
