//! The body of a create, read as strictly as the providers document it: a field is of its own type or
//! absent. Empty texts count as absent, as in Kling's own example; fields that nobody knows are passed
//! over.

use foley_core::capability::{FieldSpec, Written};
use foley_core::{Axis, Camera, Capability, Decimal, Field, Seconds};
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// A JSON object, read by a provider's names of its fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body<'a> {
    pub(crate) fields: &'a Map<String, Value>,
    pub(crate) capability: &'static Capability,
}

/// Reads a body's text.
pub(crate) fn object(text: Option<&str>) -> Result<Map<String, Value>, Refusal> {
    // As bytes, as tokens are read: each way to read JSON is code that the page downloads.
    match serde_json::from_slice(text.unwrap_or_default().as_bytes()) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Refusal::malformed("Request body is not a JSON object")),
        Err(_) => Err(Refusal::malformed("Request body is not valid JSON")),
    }
}

impl<'a> Body<'a> {
    /// The field's entry and what stands in it; `None` where nothing does, or this provider does
    /// not know the field.
    fn get(&self, field: Field) -> Option<(&'static FieldSpec, &'a Value)> {
        let spec = self.capability.field(field)?;
        let value = self.fields.get(spec.wire)?;
        let is_nothing = value.is_null() || value.as_str() == Some("");
        (!is_nothing).then_some((spec, value))
    }

    pub(crate) fn text(&self, field: Field) -> Result<Option<String>, Refusal> {
        self.read(field, "a string", |_, value| value.as_str().map(str::to_owned))
    }

    /// A switch: a boolean, or `on` and `off`.
    pub(crate) fn switch(&self, field: Field) -> Result<bool, Refusal> {
        let is_words =
            self.capability.field(field).is_some_and(|spec| spec.written == Written::OnOff);
        let on = if is_words {
            self.read(field, "on or off", |_, value| match value.as_str() {
                Some("on") => Some(true),
                Some("off") => Some(false),
                _ => None,
            })
        } else {
            self.read(field, "a boolean", |_, value| value.as_bool())
        };
        Ok(on?.unwrap_or(false))
    }

    pub(crate) fn number(&self, field: Field) -> Result<Option<Decimal>, Refusal> {
        self.read(field, "a number", |_, value| decimal(value))
    }

    /// A duration: a number, or a text of digits, as the provider writes it.
    pub(crate) fn seconds(&self, field: Field) -> Result<Option<Seconds>, Refusal> {
        let Some((spec, value)) = self.get(field) else { return Ok(None) };
        let wire = spec.wire;
        let read = match spec.written {
            Written::TenthsText | Written::WholeText => match value.as_str() {
                Some(text) => digits(text),
                None => return Err(Refusal::illegal(format!("{wire} must be a string"))),
            },
            _ => match value.as_f64() {
                Some(seconds) => Seconds::try_from(seconds).ok(),
                None => return Err(Refusal::illegal(format!("{wire} must be a number"))),
            },
        };
        read.map(Some).ok_or_else(|| Refusal::illegal(format!("{wire} value is invalid")))
    }

    /// A camera's movement. A simple one has exactly one axis that is not 0, any other has no axes.
    pub(crate) fn camera(&self, field: Field) -> Result<Option<Camera>, Refusal> {
        let Some((spec, value)) = self.get(field) else { return Ok(None) };
        let wire = spec.wire;
        let illegal = |what: &str| Err(Refusal::illegal(format!("{wire}{what}")));
        let Some(kind) = value["type"].as_str() else { return illegal(".type is required") };
        let config = &value["config"];
        if let Some(preset) = Camera::preset(kind) {
            let is_bare = config.is_null();
            return if is_bare { Ok(Some(preset)) } else { illegal(".config must be none") };
        }
        if kind != Camera::KINDS[0] {
            return illegal(".type value is invalid");
        }
        let Some(config) = config.as_object() else { return illegal(".config is required") };
        let mut moves = Vec::new();
        for axis in Axis::ALL {
            match config.get(axis.name()) {
                None | Some(Value::Null) => {}
                Some(value) => match exact(value) {
                    Some(amount) if amount.is_zero() => {}
                    Some(amount) => moves.push(Camera::Simple { axis, amount }),
                    None => return illegal(".config must have numbers"),
                },
            }
        }
        match moves.as_slice() {
            [one] => Ok(Some(*one)),
            _ => illegal(".config must have exactly one non-zero value"),
        }
    }

    fn read<T>(
        &self,
        field: Field,
        what: &str,
        read: impl Fn(&FieldSpec, &'a Value) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        let Some((spec, value)) = self.get(field) else { return Ok(None) };
        let wrong = || Refusal::illegal(format!("{} must be {what}", spec.wire));
        read(spec, value).map(Some).ok_or_else(wrong)
    }
}

/// A number, exactly as it is written. What can't be held is as much as can be, or nothing.
fn decimal(value: &Value) -> Option<Decimal> {
    exact(value).or_else(|| {
        Some(match value.as_f64()? {
            large if large >= 1.0 => Decimal::MAX,
            large if large <= -1.0 => Decimal::MIN,
            _ => Decimal::ZERO,
        })
    })
}

/// A number, exactly as it is written.
fn exact(value: &Value) -> Option<Decimal> {
    let Value::Number(number) = value else { return None };
    let text = number.to_string();
    if text.contains('e') {
        return Decimal::from_scientific(&text).ok();
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits: i64 = format!("{whole}{fraction}").parse().ok()?;
    let decimals = u32::try_from(fraction.len()).ok()?;
    (decimals <= Decimal::MAX_SCALE).then(|| Decimal::new(digits, decimals))
}

/// `5` or `5.0`, and nothing that a person might type besides.
fn digits(text: &str) -> Option<Seconds> {
    let is_plain = text.starts_with(|first: char| first.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use foley_core::{Dialect, Operation};
    use serde_json::json;

    use super::*;

    fn camera(value: Value) -> Result<Option<Camera>, Refusal> {
        let fields = Map::from_iter([("camera_control".to_owned(), value)]);
        let capability = Capability::of(Dialect::Kling, Operation::Video).expect("there is one");
        Body { fields: &fields, capability }.camera(Field::Camera)
    }

    #[test]
    fn a_simple_camera_has_one_axis() {
        let zoom = Camera::Simple { axis: Axis::Zoom, amount: Decimal::from(5) };
        for config in [json!({"zoom": 5}), json!({"pan": 0, "zoom": 5.0, "tilt": null})] {
            assert_eq!(camera(json!({"type": "simple", "config": config})), Ok(Some(zoom)));
        }
        for config in [json!({}), json!({"pan": 0}), json!({"pan": 1, "zoom": 1}), json!([1])] {
            assert!(camera(json!({"type": "simple", "config": config})).is_err(), "{config}");
        }
    }

    #[test]
    fn a_preset_has_none() {
        assert_eq!(camera(json!({"type": "down_back"})), Ok(Some(Camera::DownBack)));
        let null = json!({"type": "forward_up", "config": null});
        assert_eq!(camera(null), Ok(Some(Camera::ForwardUp)));
        for bad in [json!({"type": "down_back", "config": {"pan": 1}}), json!({"type": "up"})] {
            assert!(camera(bad.clone()).is_err(), "{bad}");
        }
        for bad in [json!({}), json!("simple"), json!(7)] {
            assert!(camera(bad.clone()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_number_is_as_exact_as_its_text() {
        for (text, digits, decimals) in [
            ("5", 5, 0),
            ("-0.8", -8, 1),
            ("5.0", 50, 1),
            ("0.05", 5, 2),
            ("-0.0", 0, 1),
            ("1e-9", 1, 9),
        ] {
            let value: Value = serde_json::from_str(text).expect("JSON");
            assert_eq!(decimal(&value), Some(Decimal::new(digits, decimals)), "{text}");
        }
        for bad in ["true", "\"5\"", "null"] {
            let value: Value = serde_json::from_str(bad).expect("JSON");
            assert_eq!(decimal(&value), None, "{bad}");
        }
    }

    #[test]
    fn a_number_that_can_not_be_held_is_as_much_as_can_be_or_nothing() {
        for (text, held) in [
            ("1e300", Decimal::MAX),
            ("-1e300", Decimal::MIN),
            ("18446744073709551615", Decimal::MAX),
            ("1e-300", Decimal::ZERO),
            ("-8.233228731646548e-131", Decimal::ZERO),
            ("2.220446049250313e-16", Decimal::ZERO),
        ] {
            let value: Value = serde_json::from_str(text).expect("JSON");
            assert_eq!(decimal(&value), Some(held), "{text}");
        }
    }

    #[test]
    fn a_text_of_seconds_is_digits() {
        assert_eq!(digits("5.0"), Some(Seconds::from_tenths(50)));
        assert_eq!(digits("5"), Some(Seconds::from_tenths(50)));
        for bad in ["5,0", " 5", "+5", ".5", "5.0.0", "5s", "", "1e1"] {
            assert_eq!(digits(bad), None, "{bad}");
        }
    }
}
