//! One field of a create's body, as its entry in the capability table has it.
//!
//! The table leaves voices and models open, since a provider may have new ones; this document is of a
//! sandbox, which has those that are listed and no others.

use foley_core::capability::{FieldSpec, Need, Takes, Written};
use foley_core::{Axis, Camera, Capability, Decimal, Field, Severity, VOICES};
use serde_json::{Value, json};

use super::schema::{no_control, not_blank, not_white, reference};

/// A URL as the validation reads it: http or https, a host of a name, an IPv4 address or an IPv6
/// address in brackets, perhaps a user, a port, a path, a query. Of IPv6's ways to be written it knows
/// two.
const URL: &str = concat!(
    r"^[Hh][Tt][Tt][Pp][Ss]?://([^/?#@\s\u0000-\u001f\u007f-\u009f]*@)?",
    r"([A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?",
    r"|\[([0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\]",
    r"|\[::([0-9A-Fa-f]{1,4}:){0,5}[0-9A-Fa-f]{1,4}\])",
    r"(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?",
    r"([/?#][^\s\u0000-\u001f\u007f-\u009f]*)?$"
);
/// How far a camera moves at most, and what is as good as nothing: it is rounded to three decimals.
const CAMERA: (f64, f64) = (10.0, 0.0005);

/// What may stand in a field. One that may be left out may also be null or an empty text.
pub(super) fn field(spec: &FieldSpec, capability: &Capability) -> Value {
    let taken = taken(spec, capability);
    let mut schema = match spec.need {
        Need::Required => taken,
        Need::Optional | Need::Or(_) => json!({"anyOf": [taken, reference("Nothing")]}),
    };
    let said: Vec<String> =
        [Some(described(spec)), spec.doubt.map(str::to_owned)].into_iter().flatten().collect();
    schema["description"] = json!(said.join(". "));
    schema
}

/// What may stand in it, where something does.
pub(super) fn taken(spec: &FieldSpec, capability: &Capability) -> Value {
    match spec.takes {
        Takes::Text { max, .. } => {
            let mut text = json!({"type": "string", "pattern": not_blank()});
            if max != usize::MAX {
                text["maxLength"] = json!(max);
            }
            if spec.need == Need::Required {
                text["minLength"] = json!(1);
            }
            text
        }
        Takes::Seconds { min, max, step, .. } => match spec.written {
            Written::Number => json!({
                "type": "number",
                "minimum": number(min.into()),
                "maximum": number(max.into()),
                "multipleOf": number(Decimal::new(step.into(), 1)),
            }),
            written => {
                let all = (min.tenths()..=max.tenths()).step_by(step.max(1) as usize);
                let texts: Vec<String> = all.map(|tenths| seconds(tenths, written)).collect();
                json!({"type": "string", "enum": texts})
            }
        },
        Takes::Number { min, max, decimals } => {
            let mut schema = json!({"type": "number"});
            if spec.outside == Severity::Error {
                schema["minimum"] = number(Decimal::new(min.into(), decimals));
                schema["maximum"] = number(Decimal::new(max.into(), decimals));
            }
            if spec.finer == Some(Severity::Error) {
                schema["multipleOf"] = number(Decimal::new(1, decimals));
            }
            schema
        }
        Takes::Choice { .. } if spec.field == Field::Model => {
            let names: Vec<&str> = capability.models.iter().map(|model| model.name).collect();
            json!({"type": "string", "enum": names})
        }
        Takes::Choice { sure, doubtful, open: true } => {
            let known: Vec<&str> = sure.iter().chain(doubtful).copied().collect();
            json!({"type": "string", "pattern": not_white(), "examples": known})
        }
        Takes::Choice { sure, doubtful, open: false } => {
            let known: Vec<&str> = sure.iter().chain(doubtful).copied().collect();
            json!({"type": "string", "enum": known})
        }
        Takes::Voice => {
            let mut ids: Vec<&str> = VOICES.iter().map(|voice| voice.id).collect();
            ids.sort_unstable();
            ids.dedup();
            json!({"type": "string", "enum": ids})
        }
        Takes::Switch if spec.written == Written::OnOff => {
            json!({"type": "string", "enum": ["on", "off"]})
        }
        Takes::Switch => json!({"type": "boolean"}),
        // It is also asked for as a segment of a path, which these two don't survive.
        Takes::Id => {
            json!({"type": "string", "pattern": no_control(), "not": {"enum": [".", ".."]}})
        }
        Takes::Url => json!({"type": "string", "pattern": URL}),
        Takes::Camera => json!({"anyOf": [preset(), simple()]}),
    }
}

/// What the schema does not say by itself.
fn described(spec: &FieldSpec) -> String {
    let name = spec.field.to_string();
    match spec.takes {
        Takes::Text { max, sure } if max != sure => {
            format!("{name}: not every page of the provider's allows more than {sure} characters")
        }
        Takes::Seconds { sure: Some(sure), .. } => {
            let sure: Vec<String> = sure.iter().map(ToString::to_string).collect();
            format!(
                "{name}: not every page of the provider's allows others than {}",
                sure.join(", ")
            )
        }
        Takes::Number { min, max, decimals } => {
            let at = |value: i32| Decimal::new(value.into(), decimals).normalize();
            let (min, max) = (at(min), at(max));
            let outside = match spec.outside {
                Severity::Error => "",
                Severity::Warning => "; outside of that the nearest is taken",
            };
            format!("{name}: {min} to {max}{outside}")
        }
        Takes::Choice { sure, doubtful, .. } if !doubtful.is_empty() => {
            format!(
                "{name}: not every page of the provider's allows others than {}",
                sure.join(", ")
            )
        }
        _ => name,
    }
}

/// A number of the table's as JSON has it.
fn number(value: Decimal) -> Value {
    value.normalize().to_string().parse().map_or(Value::Null, Value::Number)
}

fn seconds(tenths: u32, written: Written) -> String {
    match written {
        Written::TenthsText => format!("{}.{}", tenths / 10, tenths % 10),
        _ => (tenths / 10).to_string(),
    }
}

/// A movement that needs nothing else.
fn preset() -> Value {
    let kinds: Vec<&str> =
        Camera::KINDS.into_iter().filter(|kind| Camera::preset(kind).is_some()).collect();
    json!({
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"type": "string", "enum": kinds}, "config": {"type": "null"}},
    })
}

/// A movement along or about exactly one axis.
fn simple() -> Value {
    let (most, nothing) = CAMERA;
    let moves = json!({"type": "number", "anyOf": [
        {"exclusiveMinimum": nothing, "maximum": most},
        {"minimum": -most, "exclusiveMaximum": -nothing},
    ]});
    let along = |axis: Axis| {
        let mut one = json!({"type": "object", "required": [axis.name()]});
        for other in Axis::ALL {
            one["properties"][other.name()] =
                if other == axis { moves.clone() } else { json!({"enum": [0, null]}) };
        }
        one
    };
    json!({
        "type": "object",
        "required": ["type", "config"],
        "properties": {
            "type": {"const": Camera::KINDS[0]},
            "config": {"anyOf": Axis::ALL.map(along)},
        },
    })
}
