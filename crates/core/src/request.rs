//! What the user asks for, free of how any provider writes it.

use serde::{Deserialize, Serialize};

use crate::base_url::looks_like_url;
use crate::{Field, Limits, Rule, Seconds, Violation};

/// What can be asked of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// A sound from a prompt.
    SoundEffect,
}

/// One request, of any operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// A sound from a prompt.
    SoundEffect(SoundEffect),
}

/// A sound from a prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoundEffect {
    /// The sound in words.
    pub prompt: String,
    /// How long the sound is to be.
    pub duration: Seconds,
    /// The user's own name for the task, unique within the account. Where it is absent the engine
    /// gives one, since that is how a lost answer is found again.
    #[serde(default)]
    pub external_task_id: Option<String>,
    /// Where the provider is to report each change of the task's status.
    #[serde(default)]
    pub callback_url: Option<String>,
}

impl Request {
    /// What is asked for.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        match self {
            Self::SoundEffect(_) => Operation::SoundEffect,
        }
    }

    /// The words that the user would know this request by.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::SoundEffect(effect) => &effect.prompt,
        }
    }

    /// How long the result is asked to be.
    #[must_use]
    pub const fn duration(&self) -> Seconds {
        match self {
            Self::SoundEffect(effect) => effect.duration,
        }
    }

    /// The user's own name for the task.
    #[must_use]
    pub fn external_task_id(&self) -> Option<&str> {
        match self {
            Self::SoundEffect(effect) => effect.external_task_id.as_deref(),
        }
    }
}

/// All that is wrong with a request, in the order of the form's fields; empty where it can be sent.
#[must_use]
pub fn validate(request: &Request, limits: &Limits) -> Vec<Violation> {
    let Request::SoundEffect(effect) = request;
    let mut found = Vec::new();
    found.extend(prompt(&effect.prompt, limits));
    if !limits.duration.contains(&effect.duration) {
        let (min, max) = (*limits.duration.start(), *limits.duration.end());
        found.push(Violation::error(Field::Duration, Rule::OutOfRange { min, max }));
    }
    found.extend(effect.external_task_id.as_deref().and_then(external_task_id));
    if effect.callback_url.as_deref().is_some_and(|url| !looks_like_url(url)) {
        found.push(Violation::error(Field::CallbackUrl, Rule::NotAUrl));
    }
    found
}

fn prompt(text: &str, limits: &Limits) -> Option<Violation> {
    let actual = text.chars().count();
    let rule = if actual == 0 {
        Rule::Required
    } else if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
        Rule::Blank
    } else if actual > limits.prompt_chars {
        Rule::TooLong { max: limits.prompt_chars, actual }
    } else {
        return None;
    };
    Some(Violation::error(Field::Prompt, rule))
}

/// An external id is also asked for as a segment of a URL's path, which `.` and `..` don't survive
/// even when percent-encoded.
fn external_task_id(id: &str) -> Option<Violation> {
    let rule = if id.trim().is_empty() {
        Rule::Required
    } else if id == "." || id == ".." || id.chars().any(char::is_control) {
        Rule::NotAPathSegment
    } else {
        return None;
    };
    Some(Violation::error(Field::ExternalTaskId, rule))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn effect(prompt: &str, tenths: u32) -> SoundEffect {
        SoundEffect {
            prompt: prompt.to_owned(),
            duration: Seconds::from_tenths(tenths),
            external_task_id: None,
            callback_url: None,
        }
    }

    fn rules(effect: SoundEffect) -> Vec<(Field, Rule)> {
        validate(&Request::SoundEffect(effect), &Limits::kling())
            .into_iter()
            .map(|violation| (violation.field, violation.rule))
            .collect()
    }

    #[test]
    fn takes_what_the_documents_take() {
        assert_eq!(rules(effect("Soft ambient ocean waves at sunrise.", 50)), []);
        assert_eq!(rules(effect(&"海".repeat(200), 30)), []);
        assert_eq!(rules(effect("a", 100)), []);
    }

    #[test]
    fn lists_every_violation_in_field_order() {
        let (min, max) = (Seconds::from_tenths(30), Seconds::from_tenths(100));
        let bad = SoundEffect {
            prompt: " \n\t ".to_owned(),
            duration: Seconds::from_tenths(29),
            external_task_id: Some("..".to_owned()),
            callback_url: Some("example.com/hook".to_owned()),
        };
        assert_eq!(
            rules(bad),
            [
                (Field::Prompt, Rule::Blank),
                (Field::Duration, Rule::OutOfRange { min, max }),
                (Field::ExternalTaskId, Rule::NotAPathSegment),
                (Field::CallbackUrl, Rule::NotAUrl),
            ]
        );
    }

    #[test]
    fn counts_characters_as_a_person_would() {
        assert_eq!(rules(effect("", 50)), [(Field::Prompt, Rule::Required)]);
        let rule = Rule::TooLong { max: 200, actual: 201 };
        assert_eq!(rules(effect(&"é".repeat(201), 50)), [(Field::Prompt, rule)]);
    }

    proptest! {
        #[test]
        fn no_request_panics(prompt in ".*", tenths: u32, id in ".*", url in ".*") {
            let request = Request::SoundEffect(SoundEffect {
                external_task_id: Some(id),
                callback_url: Some(url),
                ..effect(&prompt, tenths)
            });
            for violation in validate(&request, &Limits::kling()) {
                prop_assert!(violation.to_string().ends_with('.'));
            }
        }
    }
}
