//! The few shapes of JSON Schema that the document is made of.

use serde_json::{Map, Value, json};

/// What Unicode and Rust call white space, as the inside of a pattern's class.
const WHITE: &str =
    r"\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";
/// Control characters, in the same way. Some of them are white space, too.
const CONTROL: &str = r"\u0000-\u001f\u007f-\u009f";

/// An object with all of the first and perhaps some of the others, and with nothing else.
pub(super) fn object<const N: usize, const M: usize>(
    given: [(&str, Value); N],
    perhaps: [(&str, Value); M],
) -> Value {
    let required = given.each_ref().map(|(name, _)| *name);
    let properties: Map<String, Value> =
        given.into_iter().chain(perhaps).map(|(name, value)| (name.to_owned(), value)).collect();
    let mut object =
        json!({"type": "object", "properties": properties, "additionalProperties": false});
    if N > 0 {
        object["required"] = json!(required.as_slice());
    }
    object
}

/// The same object with more that is always there.
pub(super) fn with<const N: usize>(mut object: Value, more: [(&str, Value); N]) -> Value {
    for (name, value) in more {
        object["properties"][name] = value;
        match object["required"].as_array_mut() {
            Some(required) => required.push(json!(name)),
            None => object["required"] = json!([name]),
        }
    }
    object
}

/// Another part of the document.
pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Any text but an empty one.
pub(super) fn words() -> Value {
    json!({"type": "string", "minLength": 1})
}

/// A text of this form.
pub(super) fn pattern(pattern: &str) -> Value {
    json!({"type": "string", "pattern": pattern})
}

/// A text that has a character which is not white space.
pub(super) fn not_white() -> String {
    format!("[^{WHITE}]")
}

/// A text that has a character which is neither white space nor a control character.
pub(super) fn not_blank() -> String {
    format!("[^{WHITE}{CONTROL}]")
}

/// A text that is not blank and has no control characters.
pub(super) fn no_control() -> String {
    format!("^[^{CONTROL}]*[^{WHITE}{CONTROL}][^{CONTROL}]*$")
}

/// A time in milliseconds.
pub(super) fn time() -> Value {
    json!({"type": "integer", "minimum": 0, "description": "Unix time in milliseconds"})
}

/// A length in seconds, or an amount, as a text.
pub(super) fn decimal() -> Value {
    pattern(r"^[0-9]+(\.[0-9]+)?$")
}
