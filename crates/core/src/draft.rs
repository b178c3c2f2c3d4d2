//! A request as the user is typing it: nothing but text, so that nothing typed is lost.

use std::collections::BTreeMap;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::capability::Takes;
use crate::validate::{can_be_sent, nothing};
use crate::{
    Axis, Camera, Capability, Field, Operation, Request, Rule, Seconds, SecondsError, SoundEffect,
    Speech, Video, VideoSound, VideoSource, Violation, validate,
};

/// What stands in a field that is switched on.
pub const ON: &str = "on";

/// A request as it stands in a form: a text for each field, whether the provider takes the field or
/// not. Empty ones mean "not given".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What is to be made.
    pub operation: Operation,
    texts: BTreeMap<Field, String>,
}

impl Draft {
    /// A form that nothing was typed into.
    #[must_use]
    pub const fn new(operation: Operation) -> Self {
        Self { operation, texts: BTreeMap::new() }
    }

    /// The same with this text in a field.
    #[must_use]
    pub fn with(mut self, field: Field, text: impl Into<String>) -> Self {
        self.set(field, text);
        self
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }

    /// Puts a text into a field.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.texts.remove(&field);
        } else {
            self.texts.insert(field, text);
        }
    }

    /// Whether there is something in a field that is switched on or off.
    #[must_use]
    pub fn is_on(&self, field: Field) -> bool {
        self.text(field) == ON
    }

    /// The fields that have something in them which this provider does not take. It stays here, and
    /// is not sent.
    pub fn left_out(&self, capability: &Capability) -> impl Iterator<Item = Field> {
        let takes = |field: Field| {
            let of_camera = matches!(field, Field::CameraAxis | Field::CameraAmount);
            capability.field(if of_camera { Field::Camera } else { field }).is_some()
        };
        self.texts.keys().copied().filter(move |field| !takes(*field))
    }

    /// The request that this text comes to, good or not; an error where something of it can't be read,
    /// and something good stands in for that.
    #[cfg(test)]
    pub(crate) fn read(&self, capability: &Capability) -> Result<Request, Request> {
        let mut reading = Reading { draft: self, capability, found: Vec::new() };
        let request = reading.request();
        if reading.found.is_empty() { Ok(request) } else { Err(request) }
    }

    /// The request that this text stands for at a provider with this capability, with what the user
    /// may want to know of it.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the form, warnings included.
    pub fn check(
        &self,
        capability: &Capability,
    ) -> Result<(Request, Vec<Violation>), Vec<Violation>> {
        let mut reading = Reading { draft: self, capability, found: Vec::new() };
        let request = reading.request();
        let unread = reading.found;
        let is_read = |field: Field| unread.iter().all(|violation| violation.field != field);
        let mut found = validate(&request, capability);
        // What can't be read has its own violation; something good stood in for it.
        found.retain(|violation| is_read(violation.field));
        found.extend(unread.iter().copied());
        let place = |violation: &Violation| {
            let at = capability.fields.iter().position(|spec| spec.field == violation.field);
            (at.unwrap_or(usize::MAX), violation.field)
        };
        found.sort_by_key(place);
        if can_be_sent(&found) { Ok((request, found)) } else { Err(found) }
    }
}

/// A draft on its way to a request. What can't be read is noted, and something good stands in for it.
struct Reading<'a> {
    draft: &'a Draft,
    capability: &'a Capability,
    found: Vec<Violation>,
}

impl Reading<'_> {
    fn request(&mut self) -> Request {
        match self.draft.operation {
            Operation::SoundEffect => Request::SoundEffect(SoundEffect {
                prompt: self.words(Field::Prompt).unwrap_or_default(),
                duration: self.seconds().unwrap_or_default(),
                external_task_id: self.line(Field::ExternalTaskId),
                callback_url: self.line(Field::CallbackUrl),
            }),
            Operation::VideoSound => Request::VideoSound(VideoSound {
                source: self.source(),
                sound_effect_prompt: self.words(Field::SoundEffectPrompt),
                bgm_prompt: self.words(Field::BgmPrompt),
                asmr_mode: self.switch(Field::AsmrMode),
                external_task_id: self.line(Field::ExternalTaskId),
                callback_url: self.line(Field::CallbackUrl),
            }),
            Operation::Speech => Request::Speech(Speech {
                text: self.words(Field::Text).unwrap_or_default(),
                voice: self.line(Field::Voice).unwrap_or_default(),
                language: self.required_line(Field::VoiceLanguage),
                speed: self.number(Field::VoiceSpeed),
                callback_url: self.line(Field::CallbackUrl),
            }),
            Operation::Video => Request::Video(Video {
                prompt: self.words(Field::Prompt).unwrap_or_default(),
                negative_prompt: self.words(Field::NegativePrompt),
                model: self.line(Field::Model),
                mode: self.line(Field::Mode),
                aspect_ratio: self.line(Field::AspectRatio),
                duration: self.seconds(),
                sound: self.switch(Field::Sound),
                cfg_scale: self.number(Field::CfgScale),
                camera: self.camera(),
                external_task_id: self.line(Field::ExternalTaskId),
                callback_url: self.line(Field::CallbackUrl),
            }),
        }
    }

    /// A field's text, where the provider takes the field.
    fn text(&self, field: Field) -> &str {
        if self.capability.field(field).is_some() { self.draft.text(field) } else { "" }
    }

    /// A text as it was typed.
    fn words(&self, field: Field) -> Option<String> {
        let text = self.text(field);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A text whose spaces at the ends don't count.
    fn line(&self, field: Field) -> Option<String> {
        let text = self.text(field).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn required_line(&mut self, field: Field) -> String {
        let line = self.line(field);
        if line.is_none() {
            self.found.push(Violation::error(field, Rule::Required));
        }
        line.unwrap_or_default()
    }

    fn switch(&self, field: Field) -> bool {
        self.text(field) == ON
    }

    fn source(&mut self) -> VideoSource {
        let (id, url) = (self.line(Field::VideoId), self.line(Field::VideoUrl));
        match (id, url) {
            (Some(id), None) => VideoSource::Id(id),
            (None, Some(url)) => VideoSource::Url(url),
            (Some(id), Some(_)) => {
                let rule = Rule::NotBoth { other: Field::VideoId };
                self.found.push(Violation::error(Field::VideoUrl, rule));
                VideoSource::Id(id)
            }
            (None, None) => {
                let rule = Rule::OneOf { other: Field::VideoUrl };
                self.found.push(Violation::error(Field::VideoId, rule));
                VideoSource::Id("1".to_owned())
            }
        }
    }

    fn seconds(&mut self) -> Option<Seconds> {
        let spec = self.capability.field(Field::Duration)?;
        let Takes::Seconds { min, max, step, .. } = spec.takes else { return None };
        let text = self.draft.text(Field::Duration).trim();
        if text.is_empty() && spec.need == crate::Need::Optional {
            return None;
        }
        let error = match text.parse::<Seconds>() {
            Ok(seconds) => return Some(seconds),
            Err(error) => error,
        };
        let (least, most) = (min.into(), max.into());
        let rule = match error {
            SecondsError::NotANumber if text.is_empty() => nothing(spec),
            SecondsError::NotANumber => Rule::NotANumber { min: least, max: most },
            SecondsError::TooFine => Rule::TooFine { decimals: u32::from(step < 10) },
            SecondsError::Negative => Rule::OutOfRange { min: least, max: most },
        };
        self.found.push(Violation::error(Field::Duration, rule));
        Some(min)
    }

    fn number(&mut self, field: Field) -> Option<Decimal> {
        let Takes::Number { min, max, decimals } = self.capability.field(field)?.takes else {
            return None;
        };
        let text = self.line(field)?;
        let number = decimal(&text);
        if number.is_none() {
            let at = |value: i32| Decimal::new(value.into(), decimals).normalize();
            let rule = Rule::NotANumber { min: at(min), max: at(max) };
            self.found.push(Violation::error(field, rule));
        }
        number
    }

    fn camera(&mut self) -> Option<Camera> {
        let kind = self.line(Field::Camera)?;
        if let Some(preset) = Camera::preset(&kind) {
            return Some(preset);
        }
        if kind != "simple" {
            let rule = Rule::NotAChoice { choices: &Camera::KINDS };
            self.found.push(Violation::error(Field::Camera, rule));
            return None;
        }
        let axis = Axis::of(self.draft.text(Field::CameraAxis).trim());
        if axis.is_none() {
            self.found.push(Violation::error(Field::CameraAxis, Rule::Required));
        }
        let amount = decimal(self.draft.text(Field::CameraAmount));
        if amount.is_none() {
            let rule = Rule::NotANumber { min: -Decimal::TEN, max: Decimal::TEN };
            self.found.push(Violation::error(Field::CameraAmount, rule));
        }
        Some(Camera::Simple { axis: axis?, amount: amount? })
    }
}

/// Reads a number as a person types it: `0.5`, `0,5`, `.5`, `-3`. No exponent, no grouping.
fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim().replace(',', ".").replace('\u{2212}', "-");
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
    if is_plain { Decimal::from_str(&text).ok() } else { None }
}

/// The same request as it would be typed.
impl From<&Request> for Draft {
    fn from(request: &Request) -> Self {
        let mut draft = Self::new(request.operation());
        for field in crate::validate::FIELDS.into_iter().chain([Field::CallbackUrl]) {
            match request.given(field) {
                None => {}
                Some(crate::Given::Text(text)) => draft.set(field, text),
                Some(crate::Given::Seconds(seconds)) => draft.set(field, seconds.to_string()),
                Some(crate::Given::Number(number)) => {
                    draft.set(field, number.normalize().to_string());
                }
                Some(crate::Given::On) => draft.set(field, ON),
                Some(crate::Given::Camera(camera)) => {
                    draft.set(Field::Camera, camera.kind());
                    if let Camera::Simple { axis, amount } = camera {
                        draft.set(Field::CameraAxis, axis.name());
                        draft.set(Field::CameraAmount, amount.normalize().to_string());
                    }
                }
            }
        }
        draft
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Dialect;

    fn wrong(draft: &Draft, dialect: Dialect) -> Vec<(Field, Rule)> {
        let capability = Capability::of(dialect, draft.operation).expect("it has this operation");
        match draft.check(capability) {
            Ok((_, found)) | Err(found) => {
                found.iter().map(|violation| (violation.field, violation.rule)).collect()
            }
        }
    }

    fn rain(duration: &str) -> Draft {
        Draft::new(Operation::SoundEffect)
            .with(Field::Prompt, "Rain")
            .with(Field::Duration, duration)
    }

    #[test]
    fn each_bad_duration_has_its_own_rule() {
        let (min, max) = (Decimal::from(3), Decimal::from(10));
        let at = |rule| vec![(Field::Duration, rule)];
        for (typed, rules) in [
            ("2.9", at(Rule::OutOfRange { min, max })),
            ("10.1", at(Rule::OutOfRange { min, max })),
            ("-5", at(Rule::OutOfRange { min, max })),
            ("NaN", at(Rule::NotANumber { min, max })),
            ("abc", at(Rule::NotANumber { min, max })),
            ("", at(Rule::Required)),
            ("5.25", at(Rule::TooFine { decimals: 1 })),
            ("5.3", vec![]),
        ] {
            assert_eq!(wrong(&rain(typed), Dialect::Kling), rules, "{typed}");
        }
        let video = Draft::new(Operation::Video).with(Field::Prompt, "A beach");
        let half = video.clone().with(Field::Duration, "5.5");
        assert_eq!(wrong(&half, Dialect::Kling)[0].1, Rule::TooFine { decimals: 0 });
        assert_eq!(wrong(&video, Dialect::Kling), []);
    }

    #[test]
    fn all_that_is_wrong_comes_at_once_and_in_order() {
        let draft = Draft::new(Operation::SoundEffect)
            .with(Field::Duration, "abc")
            .with(Field::CallbackUrl, "nowhere");
        let fields: Vec<Field> =
            wrong(&draft, Dialect::Kling).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [Field::Prompt, Field::Duration, Field::CallbackUrl]);
    }

    #[test]
    fn exactly_one_video_is_given() {
        let none = Draft::new(Operation::VideoSound);
        let rule = Rule::OneOf { other: Field::VideoUrl };
        assert_eq!(wrong(&none, Dialect::Kling), [(Field::VideoId, rule)]);
        let one = none.with(Field::VideoId, "861");
        assert_eq!(wrong(&one, Dialect::Kling), []);
        let both = one.with(Field::VideoUrl, "https://example.com/a.mp4");
        let rule = Rule::NotBoth { other: Field::VideoId };
        assert_eq!(wrong(&both, Dialect::Kling), [(Field::VideoUrl, rule)]);
    }

    #[test]
    fn what_another_provider_takes_stays_and_is_marked() {
        let draft = rain("5").with(Field::ExternalTaskId, "mine");
        let apimodels = Capability::of(Dialect::ApiModels, Operation::SoundEffect).expect("has it");
        assert_eq!(draft.left_out(apimodels).collect::<Vec<_>>(), [Field::ExternalTaskId]);
        let (request, found) = draft.check(apimodels).expect("the rest is good");
        assert_eq!((request.external_task_id(), found), (None, vec![]));
        assert_eq!(draft.text(Field::ExternalTaskId), "mine");
    }

    #[test]
    fn a_simple_camera_wants_an_axis_and_an_amount() {
        let draft = Draft::new(Operation::Video)
            .with(Field::Prompt, "A beach")
            .with(Field::Camera, "simple");
        let fields: Vec<Field> =
            wrong(&draft, Dialect::Kling).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [Field::CameraAxis, Field::CameraAmount]);
        let good = draft.with(Field::CameraAxis, "pan").with(Field::CameraAmount, "-2,5");
        assert_eq!(wrong(&good, Dialect::Kling), []);
        let zero = good.with(Field::CameraAmount, "0");
        assert_eq!(wrong(&zero, Dialect::Kling), [(Field::CameraAmount, Rule::Zero)]);
    }

    fn any_draft() -> impl Strategy<Value = Draft> {
        let operation = prop::sample::select(Operation::ALL.to_vec());
        let mut fields = crate::validate::FIELDS.to_vec();
        fields.extend([Field::CallbackUrl, Field::CameraAxis, Field::CameraAmount]);
        let text = prop_oneof![
            "(on|5|7|0.5|1,2|simple|down_back|pan|std|4k|16:9|4:3|en|zh|kling-v3|kling-v2-6)",
            "https://example.com/[a-z]{1,5}",
            ".{0,12}",
        ];
        let texts = prop::collection::btree_map(prop::sample::select(fields), text, 0..14);
        (operation, texts).prop_map(|(operation, texts)| {
            texts
                .into_iter()
                .fold(Draft::new(operation), |draft, (field, text)| draft.with(field, text))
        })
    }

    proptest! {
        /// A draft is checked without a panic, every sentence ends, and what is good comes back from
        /// the request as it was.
        #[test]
        fn a_good_draft_is_its_request(draft in any_draft()) {
            for dialect in Dialect::ALL {
                let Some(capability) = Capability::of(dialect, draft.operation) else { continue };
                let (Ok((_, found)) | Err(found)) = &draft.check(capability);
                for violation in found {
                    prop_assert!(violation.to_string().ends_with('.'), "{violation}");
                }
                if let Ok((request, found)) = draft.check(capability) {
                    prop_assert!(can_be_sent(&validate(&request, capability)));
                    let again = Draft::from(&request).check(capability);
                    prop_assert_eq!(again, Ok((request, found)));
                }
            }
        }

        #[test]
        fn a_request_is_stored_as_it_is(draft in any_draft()) {
            let capability = Capability::of(Dialect::Kling, draft.operation).expect("has all");
            if let Ok((request, _)) = draft.check(capability) {
                let text = serde_json::to_string(&request).expect("plain data");
                prop_assert_eq!(serde_json::from_str::<Request>(&text).expect("its own"), request);
            }
            let text = serde_json::to_string(&draft).expect("plain data");
            prop_assert_eq!(serde_json::from_str::<Draft>(&text).expect("its own"), draft);
        }
    }
}
