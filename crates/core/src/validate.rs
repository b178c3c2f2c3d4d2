//! Whether a provider takes a request, by its [capability table](Capability).

use rust_decimal::Decimal;

use crate::base_url::looks_like_url;
use crate::capability::{FieldSpec, Sounds, Takes};
use crate::{
    Camera, Capability, Field, Given, Model, Request, Rule, Seconds, Severity, VOICES, Video,
    Violation,
};

/// All fields that a request of any operation may have.
pub(crate) const FIELDS: [Field; 19] = [
    Field::Prompt,
    Field::NegativePrompt,
    Field::Text,
    Field::VideoId,
    Field::VideoUrl,
    Field::SoundEffectPrompt,
    Field::BgmPrompt,
    Field::AsmrMode,
    Field::Voice,
    Field::VoiceLanguage,
    Field::VoiceSpeed,
    Field::Duration,
    Field::Model,
    Field::Mode,
    Field::AspectRatio,
    Field::Sound,
    Field::CfgScale,
    Field::Camera,
    Field::ExternalTaskId,
];

/// All that is wrong with a request, in the order of the form's fields. It can be sent where there is
/// no error among it; a warning is for the user to know, and to pass over.
///
/// `capability` is that of the request's own operation.
#[must_use]
pub fn validate(request: &Request, capability: &Capability) -> Vec<Violation> {
    let mut found = Vec::new();
    for spec in capability.fields {
        match request.given(spec.field) {
            Some(given) => check(spec, given, &mut found),
            None => found.extend(missing(spec)),
        }
    }
    let left_out =
        |field: &Field| request.given(*field).is_some() && capability.field(*field).is_none();
    let left_out = FIELDS.into_iter().chain([Field::CallbackUrl]).filter(left_out);
    found.extend(left_out.map(|field| Violation::warning(field, Rule::NotTaken)));
    match request {
        Request::Video(video) => {
            let rules = capability.model(video.model.as_deref());
            found.extend(
                rules
                    .into_iter()
                    .flat_map(|model| with_model(video, model))
                    .map(|(field, rule)| Violation { field, rule, severity: capability.by_model }),
            );
        }
        Request::Speech(speech) => {
            let mut of_id = VOICES.iter().filter(|voice| voice.id == speech.voice).peekable();
            let known = of_id.peek().map(|voice| voice.language);
            let is_listed = matches!(speech.language.as_str(), "en" | "zh");
            if let Some(language) = known.filter(|_| is_listed)
                && !of_id.any(|voice| voice.language == speech.language)
            {
                let (field, rule) = (Field::Voice, Rule::NotInLanguage { language });
                found.push(Violation { field, rule, severity: capability.by_voice });
            }
        }
        Request::SoundEffect(_) | Request::VideoSound(_) | Request::Found(_) => {}
    }
    let place = |violation: &Violation| {
        let at = capability.fields.iter().position(|spec| spec.field == violation.field);
        (at.unwrap_or(usize::MAX), violation.field)
    };
    found.sort_by_key(place);
    found
}

fn missing(spec: &FieldSpec) -> Option<Violation> {
    // Of two that stand for each other one is always given: a request can't be without.
    let is_required = spec.need == crate::Need::Required;
    is_required.then(|| Violation::error(spec.field, nothing(spec)))
}

/// What is wrong where nothing stands in a field that has to be given.
pub(crate) fn nothing(spec: &FieldSpec) -> Rule {
    match spec.takes {
        Takes::Text { sure, .. } => Rule::Empty { max: sure },
        _ => Rule::Required,
    }
}

fn check(spec: &FieldSpec, given: Given<'_>, found: &mut Vec<Violation>) {
    let field = spec.field;
    if let Some(doubt) = spec.doubt {
        found.push(Violation::warning(field, Rule::NotNamed { doubt }));
    }
    found.extend(match (spec.takes, given) {
        (Takes::Text { max, sure }, Given::Text(text)) => words(spec, text, max, sure),
        (Takes::Choice { sure, doubtful, open }, Given::Text(text)) => {
            choice(spec, text, sure, doubtful, open)
        }
        (Takes::Voice, Given::Text(text)) => {
            let is_blank = text.trim().is_empty();
            is_blank.then(|| Violation::error(field, Rule::Required))
        }
        (Takes::Id, Given::Text(id)) => segment(id).map(|rule| Violation::error(field, rule)),
        (Takes::Url, Given::Text(url)) => {
            (!looks_like_url(url)).then(|| Violation::error(field, Rule::NotAUrl))
        }
        (Takes::Seconds { min, max, step, sure }, Given::Seconds(seconds)) => {
            duration(field, seconds, (min, max), step, sure)
        }
        (Takes::Number { min, max, decimals }, Given::Number(number)) => {
            self::number(spec, number, min, max, decimals)
        }
        (Takes::Camera, Given::Camera(camera)) => self::camera(&camera),
        _ => None,
    });
}

fn words(spec: &FieldSpec, text: &str, max: usize, sure: usize) -> Option<Violation> {
    let actual = text.chars().count();
    let is_required = spec.need == crate::Need::Required;
    if actual == 0 {
        return is_required.then(|| Violation::error(spec.field, nothing(spec)));
    }
    let is_blank = text.chars().all(|c| c.is_whitespace() || c.is_control());
    if is_blank {
        return Some(Violation::error(spec.field, Rule::Blank));
    }
    if actual > max {
        return Some(Violation::error(spec.field, Rule::TooLong { max, actual }));
    }
    (actual > sure).then(|| Violation::warning(spec.field, Rule::TooLong { max: sure, actual }))
}

fn choice(
    spec: &FieldSpec,
    word: &str,
    sure: &'static [&'static str],
    doubtful: &[&str],
    open: bool,
) -> Option<Violation> {
    if sure.contains(&word) {
        None
    } else if doubtful.contains(&word) {
        Some(Violation::warning(spec.field, Rule::Doubtful { sure }))
    } else if open {
        word.trim().is_empty().then(|| Violation::error(spec.field, Rule::Required))
    } else {
        Some(Violation::error(spec.field, Rule::NotAChoice { choices: sure }))
    }
}

/// An id is also asked for as a segment of a URL's path, which `.` and `..` don't survive even when
/// percent-encoded.
fn segment(id: &str) -> Option<Rule> {
    if id.trim().is_empty() {
        Some(Rule::Required)
    } else if id == "." || id == ".." || id.chars().any(char::is_control) {
        Some(Rule::NotAPathSegment)
    } else {
        None
    }
}

fn duration(
    field: Field,
    seconds: Seconds,
    (min, max): (Seconds, Seconds),
    step: u32,
    sure: Option<&[Seconds]>,
) -> Option<Violation> {
    if !(min..=max).contains(&seconds) {
        let rule = Rule::OutOfRange { min: min.into(), max: max.into() };
        Some(Violation::error(field, rule))
    } else if !seconds.tenths().is_multiple_of(step) {
        Some(Violation::error(field, Rule::TooFine { decimals: 0 }))
    } else if sure.is_some_and(|sure| !sure.contains(&seconds)) {
        Some(Violation::warning(field, Rule::DoubtfulNumber))
    } else {
        None
    }
}

fn number(
    spec: &FieldSpec,
    number: Decimal,
    min: i32,
    max: i32,
    decimals: u32,
) -> Option<Violation> {
    let at = |value: i32| Decimal::new(value.into(), decimals).normalize();
    let (min, max) = (at(min), at(max));
    let (rule, severity) = if number < min || number > max {
        (Rule::OutOfRange { min, max }, spec.outside)
    } else if number.normalize().scale() > decimals {
        (Rule::TooFine { decimals }, spec.finer?)
    } else {
        return None;
    };
    Some(Violation { field: spec.field, rule, severity })
}

/// Kling names no least amount, but one axis must move: what is 0 to three decimals moves nothing.
fn camera(camera: &Camera) -> Option<Violation> {
    let Camera::Simple { amount, .. } = camera else { return None };
    let ten = Decimal::TEN;
    let rule = if amount.round_dp(3).is_zero() {
        Rule::Zero
    } else if *amount < -ten || *amount > ten {
        Rule::OutOfRange { min: -ten, max: ten }
    } else {
        return None;
    };
    Some(Violation::error(Field::CameraAmount, rule))
}

/// What this model does not take of a video's request.
fn with_model(video: &Video, model: &Model) -> Vec<(Field, Rule)> {
    let mode = video.mode.as_deref().unwrap_or("std");
    let seconds = video.duration.unwrap_or(Seconds::from_tenths(50));
    let refuses = |field, takes| (field, Rule::NotWithModel { model: model.name, takes });
    let mut found = Vec::new();
    if !model.seconds.contains(&seconds) {
        let takes = if model.seconds.len() == 2 { "5 or 10 seconds" } else { "3 to 15 seconds" };
        found.push(refuses(Field::Duration, takes));
    }
    if mode == "4k" && !model.takes_4k {
        found.push(refuses(Field::Mode, "std and pro"));
    }
    match model.sounds {
        Sounds::No if video.sound => found.push(refuses(Field::Sound, "no sound")),
        Sounds::InPro if video.sound && mode != "pro" => {
            found.push(refuses(Field::Sound, "sound in mode pro only"));
        }
        _ => {}
    }
    if video.cfg_scale.is_some() && !model.takes_cfg_scale {
        found.push(refuses(Field::CfgScale, "no prompt strength"));
    }
    if video.camera.is_some() {
        if !model.takes_camera {
            found.push(refuses(Field::Camera, "no camera movement"));
        } else if mode != "std" || seconds.tenths() != 50 {
            found.push(refuses(Field::Camera, "camera movements in mode std, for 5 seconds"));
        }
    }
    found
}

/// Whether nothing among this stops the request.
#[must_use]
pub fn can_be_sent(violations: &[Violation]) -> bool {
    violations.iter().all(|violation| violation.severity == Severity::Warning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Axis, Dialect, Draft, Operation, SoundEffect, Speech};

    fn capability(dialect: Dialect, operation: Operation) -> &'static Capability {
        Capability::of(dialect, operation).expect("it has this operation")
    }

    fn effect(prompt: &str, tenths: u32) -> Request {
        Request::SoundEffect(SoundEffect {
            prompt: prompt.to_owned(),
            duration: Seconds::from_tenths(tenths),
            external_task_id: None,
            callback_url: None,
        })
    }

    fn rules(dialect: Dialect, request: &Request) -> Vec<(Field, Rule, Severity)> {
        validate(request, capability(dialect, request.operation()))
            .into_iter()
            .map(|violation| (violation.field, violation.rule, violation.severity))
            .collect()
    }

    fn video(fields: &[(Field, &str)]) -> Request {
        let draft = Draft::new(Operation::Video).with(Field::Prompt, "A beach");
        let draft = fields.iter().fold(draft, |draft, (field, text)| draft.with(*field, *text));
        let (Ok(request) | Err(request)) =
            draft.read(capability(Dialect::CometApi, Operation::Video));
        request
    }

    #[test]
    fn takes_what_the_documents_take() {
        assert_eq!(rules(Dialect::Kling, &effect("Soft ambient ocean waves.", 50)), []);
        assert_eq!(rules(Dialect::Kling, &effect(&"海".repeat(200), 30)), []);
        assert_eq!(rules(Dialect::CometApi, &effect("a", 100)), []);
    }

    #[test]
    fn lists_every_violation_in_the_forms_order() {
        let (min, max) = (Decimal::from(3), Decimal::from(10));
        let bad = Request::SoundEffect(SoundEffect {
            prompt: " \n\t ".to_owned(),
            duration: Seconds::from_tenths(29),
            external_task_id: Some("..".to_owned()),
            callback_url: Some("example.com/hook".to_owned()),
        });
        assert_eq!(
            rules(Dialect::Kling, &bad),
            [
                (Field::Prompt, Rule::Blank, Severity::Error),
                (Field::Duration, Rule::OutOfRange { min, max }, Severity::Error),
                (Field::ExternalTaskId, Rule::NotAPathSegment, Severity::Error),
                (Field::CallbackUrl, Rule::NotAUrl, Severity::Error),
            ]
        );
    }

    #[test]
    fn counts_characters_as_a_person_would() {
        let rule = Rule::TooLong { max: 200, actual: 201 };
        let long = effect(&"é".repeat(201), 50);
        assert_eq!(rules(Dialect::Kling, &long), [(Field::Prompt, rule, Severity::Error)]);
        // apimodels.app names no longest.
        let warning = (Field::Prompt, rule, Severity::Warning);
        assert_eq!(rules(Dialect::ApiModels, &long), [warning]);
    }

    #[test]
    fn what_the_pages_disagree_about_is_a_warning() {
        let square = video(&[(Field::AspectRatio, "4:3")]);
        let sure: &[&str] = &["16:9", "9:16", "1:1"];
        assert_eq!(
            rules(Dialect::CometApi, &square),
            [(Field::AspectRatio, Rule::Doubtful { sure }, Severity::Warning)]
        );
        assert_eq!(
            rules(Dialect::Kling, &square),
            [(Field::AspectRatio, Rule::NotAChoice { choices: sure }, Severity::Error)]
        );
    }

    #[test]
    fn what_a_provider_does_not_take_is_left_out_and_said() {
        let mine = Request::SoundEffect(SoundEffect {
            prompt: "Rain".to_owned(),
            duration: Seconds::from_tenths(50),
            external_task_id: Some("mine".to_owned()),
            callback_url: None,
        });
        assert_eq!(
            rules(Dialect::ApiModels, &mine),
            [(Field::ExternalTaskId, Rule::NotTaken, Severity::Warning)]
        );
    }

    #[test]
    fn each_model_takes_what_it_takes() {
        let fields = |request: &Request| -> Vec<Field> {
            rules(Dialect::Kling, request).into_iter().map(|(field, ..)| field).collect()
        };
        let v3 = (Field::Model, "kling-v3");
        let v2_6 = (Field::Model, "kling-v2-6");
        assert_eq!(fields(&video(&[(Field::Duration, "7")])), [Field::Duration]);
        assert_eq!(fields(&video(&[v3, (Field::Duration, "7")])), []);
        assert_eq!(fields(&video(&[(Field::Duration, "16")])).first(), Some(&Field::Duration));
        assert_eq!(fields(&video(&[v2_6, (Field::Sound, "on")])), [Field::Sound]);
        assert_eq!(fields(&video(&[v2_6, (Field::Sound, "on"), (Field::Mode, "pro")])), []);
        assert_eq!(fields(&video(&[v2_6, (Field::CfgScale, "0.5")])), [Field::CfgScale]);
        assert_eq!(fields(&video(&[(Field::CfgScale, "0.5")])), []);
        assert_eq!(fields(&video(&[(Field::Camera, "down_back")])), []);
        let long = [(Field::Camera, "down_back"), (Field::Duration, "10")];
        assert_eq!(fields(&video(&long)), [Field::Camera]);
        assert_eq!(fields(&video(&[v3, (Field::Camera, "down_back")])), [Field::Camera]);
        // A model of tomorrow is taken at its word.
        let tomorrow = (Field::Model, "kling-v9");
        assert_eq!(fields(&video(&[tomorrow, (Field::CfgScale, "1"), (Field::Sound, "on")])), []);
        // CometAPI sends its users to a list of models: there it is a warning.
        let warned = rules(Dialect::CometApi, &video(&[v2_6, (Field::CfgScale, "0.5")]));
        assert!(warned.iter().all(|(.., severity)| *severity == Severity::Warning));
        assert!(!warned.is_empty());
    }

    #[test]
    fn a_camera_moves_or_is_not_named() {
        let simple = |amount| Camera::Simple { axis: Axis::Zoom, amount };
        let wrong = |amount: Decimal| {
            let Request::Video(mut video) = video(&[]) else { panic!("it is a video") };
            video.camera = Some(simple(amount));
            rules(Dialect::Kling, &Request::Video(video)).first().map(|(_, rule, _)| *rule)
        };
        let (min, max) = (-Decimal::TEN, Decimal::TEN);
        assert_eq!(wrong(Decimal::ZERO), Some(Rule::Zero));
        assert_eq!(wrong(Decimal::new(101, 1)), Some(Rule::OutOfRange { min, max }));
        assert_eq!(wrong(Decimal::new(-25, 1)), None);
        assert_eq!(wrong(Decimal::new(1, 26)), Some(Rule::Zero));
        assert_eq!(wrong(Decimal::new(-4, 4)), Some(Rule::Zero));
        assert_eq!(wrong(Decimal::new(-1, 3)), None);
        assert_eq!(wrong(Decimal::new(12_345, 4)), None);
    }

    fn speech(voice: &str, language: &str, speed: Option<Decimal>) -> Request {
        Request::Speech(Speech {
            text: "Hello".to_owned(),
            voice: voice.to_owned(),
            language: language.to_owned(),
            speed,
            callback_url: None,
        })
    }

    /// Kling rounds what is too fine, CometAPI takes the nearest of what is out of range, and
    /// apimodels.app says nothing of decimals.
    #[test]
    fn a_speed_is_as_exact_as_the_documents() {
        use Dialect::{ApiModels, CometApi, Kling};
        let (min, max) = (Decimal::new(8, 1), Decimal::from(2));
        let (fine, outside) = (Rule::TooFine { decimals: 1 }, Rule::OutOfRange { min, max });
        for (dialect, hundredths, expected) in [
            (Kling, 120, None),
            (Kling, 125, Some((fine, Severity::Warning))),
            (Kling, 250, Some((outside, Severity::Error))),
            (CometApi, 125, Some((fine, Severity::Warning))),
            (CometApi, 250, Some((outside, Severity::Warning))),
            (CometApi, 79, Some((outside, Severity::Warning))),
            (ApiModels, 125, None),
            (ApiModels, 250, Some((outside, Severity::Error))),
        ] {
            let request = speech("AOT", "en", Some(Decimal::new(hundredths, 2)));
            let expected = expected.map(|(rule, severity)| (Field::VoiceSpeed, rule, severity));
            let found: Vec<_> = expected.into_iter().collect();
            assert_eq!(rules(dialect, &request), found, "{dialect:?} {hundredths}");
        }
    }

    #[test]
    fn a_prompts_strength_may_be_as_fine_as_it_likes() {
        for dialect in [Dialect::Kling, Dialect::CometApi] {
            for fine in ["0.125", "0.0000001", "1.000"] {
                assert_eq!(rules(dialect, &video(&[(Field::CfgScale, fine)])), [], "{fine}");
            }
            let beyond = rules(dialect, &video(&[(Field::CfgScale, "1.001")]));
            assert!(beyond.iter().any(|(.., severity)| *severity == Severity::Error));
        }
    }

    /// apimodels.app names no voices, so that a known one may speak another language there.
    #[test]
    fn a_voice_may_speak_another_language_where_nobody_says() {
        let (field, rule) = (Field::Voice, Rule::NotInLanguage { language: "en" });
        for (dialect, severity) in [
            (Dialect::Kling, Severity::Error),
            (Dialect::CometApi, Severity::Error),
            (Dialect::ApiModels, Severity::Warning),
        ] {
            let found = rules(dialect, &speech("uk_boy1", "zh", None));
            assert_eq!(found, [(field, rule, severity)], "{dialect:?}");
        }
    }

    #[test]
    fn a_voice_speaks_its_own_language() {
        let say = |voice: &str, language: &str| {
            rules(Dialect::Kling, &speech(voice, language, None)).first().map(|(_, rule, _)| *rule)
        };
        assert_eq!(say("genshin_vindi2", "en"), None);
        assert_eq!(say("genshin_vindi2", "zh"), None);
        assert_eq!(say("uk_boy1", "zh"), Some(Rule::NotInLanguage { language: "en" }));
        assert_eq!(say("of_tomorrow", "zh"), None);
        let choices: &[&str] = &["zh", "en"];
        assert_eq!(say("uk_boy1", "fr"), Some(Rule::NotAChoice { choices }));
        assert_eq!(say("", "en"), Some(Rule::Required));
    }
}
