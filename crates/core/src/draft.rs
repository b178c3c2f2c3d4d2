//! A request as the user is typing it: nothing but text, so that nothing typed is lost.

use serde::{Deserialize, Serialize};

use crate::{
    Field, Limits, Request, Rule, Seconds, SecondsError, SoundEffect, Violation, validate,
};

/// A sound effect as it stands in a form. Empty optional fields mean "not given".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoundEffectDraft {
    /// The sound in words.
    pub prompt: String,
    /// Seconds, as typed.
    pub duration: String,
    /// The user's own name for the task.
    #[serde(default)]
    pub external_task_id: String,
    /// Where the provider is to report.
    #[serde(default)]
    pub callback_url: String,
}

impl SoundEffectDraft {
    /// The request that this text stands for.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the fields, at most one for each.
    pub fn check(&self, limits: &Limits) -> Result<Request, Vec<Violation>> {
        let (min, max) = (*limits.duration.start(), *limits.duration.end());
        let duration = self.duration.parse::<Seconds>().map_err(|error| {
            let rule = match error {
                SecondsError::NotANumber => Rule::NotANumber { min, max },
                SecondsError::TooFine => Rule::TooFine,
                SecondsError::Negative => Rule::OutOfRange { min, max },
            };
            Violation::error(Field::Duration, rule)
        });
        let request = Request::SoundEffect(SoundEffect {
            prompt: self.prompt.clone(),
            // A duration that can't be read has its own violation: here it stands for a good one.
            duration: duration.unwrap_or(min),
            external_task_id: given(&self.external_task_id),
            callback_url: given(&self.callback_url),
        });
        let mut found = validate(&request, limits);
        found.extend(duration.err());
        found.sort_by_key(|violation| violation.field);
        if found.is_empty() { Ok(request) } else { Err(found) }
    }
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(duration: &str) -> Vec<Rule> {
        let draft = SoundEffectDraft {
            prompt: "Rain".to_owned(),
            duration: duration.to_owned(),
            ..SoundEffectDraft::default()
        };
        match draft.check(&Limits::kling()) {
            Ok(_) => Vec::new(),
            Err(found) => found.iter().map(|violation| violation.rule).collect(),
        }
    }

    #[test]
    fn each_bad_duration_has_its_own_rule() {
        let (min, max) = (Seconds::from_tenths(30), Seconds::from_tenths(100));
        assert_eq!(wrong("2.9"), [Rule::OutOfRange { min, max }]);
        assert_eq!(wrong("10.1"), [Rule::OutOfRange { min, max }]);
        assert_eq!(wrong("-5"), [Rule::OutOfRange { min, max }]);
        assert_eq!(wrong("NaN"), [Rule::NotANumber { min, max }]);
        assert_eq!(wrong("abc"), [Rule::NotANumber { min, max }]);
        assert_eq!(wrong(""), [Rule::NotANumber { min, max }]);
        assert_eq!(wrong("5.25"), [Rule::TooFine]);
        assert_eq!(wrong("5.3"), []);
    }

    #[test]
    fn all_that_is_wrong_comes_at_once_and_in_order() {
        let draft = SoundEffectDraft {
            duration: "abc".to_owned(),
            callback_url: "nowhere".to_owned(),
            ..SoundEffectDraft::default()
        };
        let fields: Vec<Field> = draft
            .check(&Limits::kling())
            .expect_err("nothing of it is good")
            .iter()
            .map(|violation| violation.field)
            .collect();
        assert_eq!(fields, [Field::Prompt, Field::Duration, Field::CallbackUrl]);
    }
}
