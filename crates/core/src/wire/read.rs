//! Tolerant readers of JSON: each takes every form that a fact was seen in, and nothing panics.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::{Seconds, UnixMillis};

/// A text that says something: no empty one, nor white space alone.
pub(super) fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.trim().is_empty())
}

/// A text, or a number as the text it was written as: ids and codes come as both.
pub(super) fn text_or_number(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        other => text(other).map(str::to_owned),
    }
}

/// A time in milliseconds since 1970, as a number or as a text of digits.
pub(super) fn time(value: &Value) -> Option<UnixMillis> {
    match value {
        Value::Number(number) => number.as_u64().map(UnixMillis),
        other => text(other)?.trim().parse().ok().map(UnixMillis),
    }
}

/// An exact number, as a text or a number.
pub(super) fn decimal(value: &Value) -> Option<Decimal> {
    let text = text_or_number(value)?;
    let text = text.trim();
    Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).ok()
}

/// A duration in seconds, as a text or a number of any precision, to the nearest tenth.
pub(super) fn seconds(value: &Value) -> Option<Seconds> {
    let seconds = match value {
        Value::Number(number) => number.as_f64()?,
        other => text(other)?.trim().trim_end_matches('s').trim_end().parse().ok()?,
    };
    Seconds::try_from((seconds * 10.0).round() / 10.0).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_said_is_nothing_read() {
        for nothing in [json!(null), json!({}), json!([]), json!(""), json!("  "), json!(true)] {
            assert_eq!(text(&nothing), None, "{nothing}");
            assert_eq!(text_or_number(&nothing), None, "{nothing}");
            assert_eq!(time(&nothing), None, "{nothing}");
            assert_eq!(seconds(&nothing), None, "{nothing}");
        }
    }

    #[test]
    fn numbers_come_as_texts_too() {
        assert_eq!(
            text_or_number(&json!(861254119619698760_u64)).as_deref(),
            Some("861254119619698760")
        );
        assert_eq!(time(&json!("1773367502225")), Some(UnixMillis(1_773_367_502_225)));
        assert_eq!(seconds(&json!("5.04")), Some(Seconds::from_tenths(50)));
        assert_eq!(seconds(&json!(5.041)), Some(Seconds::from_tenths(50)));
        assert_eq!(seconds(&json!("5.0s")), Some(Seconds::from_tenths(50)));
        assert_eq!(seconds(&json!("NaN")), None);
        assert_eq!(seconds(&json!(-1)), None);
    }
}
