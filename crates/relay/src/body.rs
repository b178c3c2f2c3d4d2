//! A create's body: an object of fields that the operation is documented to take.
//!
//! Each value goes on as it was written, to the last digit. What is told apart by a field is told by the
//! one that the provider will read, so no field may stand there twice.

use core::fmt;

use foley_core::{Capability, Field};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::Refusal;

/// The field that tells operations apart where one endpoint serves several.
const MODEL: &str = "model";

/// Names and values, as they were written.
struct Fields(Vec<(String, Box<RawValue>)>);

/// Reads a body, lets `open` put an address in the place of one of the relay's own, and writes it again.
pub(crate) fn checked(
    body: &[u8],
    known: &[&'static Capability],
    open: impl Fn(&str) -> Result<Option<String>, Refusal>,
) -> Result<String, Refusal> {
    let wrong = |words: String| Refusal::Body(words);
    let Ok(Fields(mut fields)) = serde_json::from_slice(body) else {
        return Err(wrong("the body has to be one JSON object".to_owned()));
    };
    for (index, (name, _)) in fields.iter().enumerate() {
        if fields.iter().take(index).any(|(other, _)| other == name) {
            return Err(wrong(format!("{name} stands there twice: leave one of them out")));
        }
    }
    let capability = asked_for(&fields, known)?;
    for (name, value) in &mut fields {
        let is_model = name == MODEL && capability.model.is_some();
        let spec = capability.fields.iter().find(|spec| spec.wire == name);
        if spec.is_none() && !is_model {
            let operation = capability.operation.name();
            return Err(wrong(format!(
                "{name} is no field that the relay knows of this operation ({operation}): leave it out"
            )));
        }
        if spec.is_some_and(|spec| spec.field == Field::VideoUrl)
            && let Ok(link) = serde_json::from_str::<String>(value.get())
            && let Some(url) = open(&link)?
            && let Ok(url) = serde_json::value::to_raw_value(&url)
        {
            *value = url;
        }
    }
    // Names, and values that were JSON before, always have a JSON text.
    Ok(serde_json::to_string(&Fields(fields)).unwrap_or_default())
}

/// The operation that a body is for.
fn asked_for(
    fields: &[(String, Box<RawValue>)],
    known: &[&'static Capability],
) -> Result<&'static Capability, Refusal> {
    let said = fields.iter().find(|(name, _)| name == MODEL);
    let said = said.and_then(|(_, value)| serde_json::from_str::<String>(value.get()).ok());
    let mut of_model = known.iter().filter(|known| match known.model {
        Some(model) => said.as_deref() == Some(model),
        None => true,
    });
    of_model.next().copied().ok_or_else(|| {
        let models: Vec<_> = known.iter().filter_map(|known| known.model).collect();
        Refusal::Body(format!("{MODEL} has to be one of {}", models.join(", ")))
    })
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Fields, M::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
mod tests {
    use foley_core::{Dialect, Operation};

    use super::*;

    fn known(dialect: Dialect, operations: &[Operation]) -> Vec<&'static Capability> {
        operations.iter().filter_map(|one| Capability::of(dialect, *one)).collect()
    }

    fn sound(body: &str) -> Result<String, Refusal> {
        let known = known(Dialect::Kling, &[Operation::SoundEffect]);
        checked(body.as_bytes(), &known, |_| Ok(None))
    }

    fn words(answer: Result<String, Refusal>) -> String {
        answer.expect_err("refused").words()
    }

    #[test]
    fn values_go_on_to_the_last_digit() {
        let body = r#"{"prompt":"Rain \u00e4","duration":5.300000000000000000001,"external_task_id":861254119619698760123}"#;
        assert_eq!(sound(body).as_deref(), Ok(body));
        let spaced = "{ \"duration\" : 3.0 ,\n\"prompt\" : \"x\" }";
        assert_eq!(sound(spaced).as_deref(), Ok(r#"{"duration":3.0,"prompt":"x"}"#));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for body in ["", "[]", "null", "{", "{}x", "\u{feff}{}", "{\"a\":}", "prompt=x"] {
            assert!(words(sound(body)).contains("JSON object"), "{body}");
        }
        assert!(checked(b"{\"prompt\":\"\xff\"}", &[], |_| Ok(None)).is_err());
    }

    #[test]
    fn a_field_that_is_not_documented_is_refused_by_its_name() {
        for body in [r#"{"model":"x","prompt":"x"}"#, r#"{"model_name":"kling-v3"}"#] {
            assert!(words(sound(body)).starts_with("model"), "{body}");
        }
        assert!(words(sound(r#"{"constructor":1}"#)).starts_with("constructor is no field"));
    }

    /// Some readers take the first and some the last: none may read what was not looked at.
    #[test]
    fn a_field_that_stands_there_twice_is_refused() {
        let body = r#"{"prompt":"a","duration":3,"\u0070rompt":"b"}"#;
        assert!(words(sound(body)).starts_with("prompt stands there twice"));
    }

    #[test]
    fn where_one_endpoint_serves_all_the_model_says_which() {
        let all = known(Dialect::ApiModels, &Operation::ALL);
        let checked = |body: &str| checked(body.as_bytes(), &all, |_| Ok(None));
        for good in [
            r#"{"model":"kling-tts","text":"Hi","voice_id":"AOT"}"#,
            r#"{"prompt":"Rain","duration":"3.0","model":"kling-sound-effects"}"#,
        ] {
            assert_eq!(checked(good).as_deref(), Ok(good));
        }
        for bad in [
            r#"{"prompt":"Rain"}"#,
            r#"{"model":"suno-v5","prompt":"Rain"}"#,
            r#"{"model":["kling-tts"]}"#,
        ] {
            assert!(words(checked(bad)).starts_with("model has to be one of kling-"), "{bad}");
        }
        let other = r#"{"model":"kling-tts","prompt":"Rain"}"#;
        assert!(words(checked(other)).starts_with("prompt is no field"));
    }

    #[test]
    fn a_link_of_the_relays_becomes_the_original() {
        let known = known(Dialect::Kling, &[Operation::VideoSound]);
        let open = |link: &str| match link {
            "https://relay.example/media/1" => {
                Ok(Some("https://host.example/v.mp4?a=1&b".to_owned()))
            }
            "https://relay.example/media/2" => Err(Refusal::Ticket(crate::BadTicket::Expired)),
            _ => Ok(None),
        };
        let of = |url: &str| checked(format!(r#"{{"video_url":{url}}}"#).as_bytes(), &known, open);
        let original = r#"{"video_url":"https://host.example/v.mp4?a=1&b"}"#;
        assert_eq!(of(r#""https:\/\/relay.example/media/1""#).as_deref(), Ok(original));
        assert!(of(r#""https://relay.example/media/2""#).is_err());
        for as_it_is in [r#""https://a.example/b.mp4""#, "17", "null", r#"{"a":"b"}"#] {
            assert_eq!(of(as_it_is), Ok(format!(r#"{{"video_url":{as_it_is}}}"#)));
        }
    }
}
