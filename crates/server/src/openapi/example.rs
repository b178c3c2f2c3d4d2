//! A body that is good as it is, for each operation: what a reader tries first.

use foley_core::capability::{FieldSpec, Need, Takes, Written};
use foley_core::{Capability, Field, VOICES};
use serde_json::{Map, Value, json};

/// What always has to be given, and of two that stand for each other the address.
pub(super) fn example(capability: &Capability) -> Value {
    let mut body = Map::new();
    if let Some(model) = capability.model {
        body.insert("model".to_owned(), json!(model));
    }
    for spec in capability.fields {
        let is_wanted = match spec.need {
            Need::Required => true,
            Need::Or(_) => spec.takes == Takes::Url,
            Need::Optional => false,
        };
        if is_wanted {
            body.insert(spec.wire.to_owned(), value(spec));
        }
    }
    Value::Object(body)
}

fn value(spec: &FieldSpec) -> Value {
    match spec.takes {
        Takes::Text { .. } if spec.field == Field::Text => json!("Good morning"),
        Takes::Text { .. } => json!("Rain on a tin roof"),
        Takes::Seconds { min, .. } => match spec.written {
            Written::Number => json!(min.as_f64()),
            _ => json!(format!("{}.{}", min.tenths() / 10, min.tenths() % 10)),
        },
        Takes::Number { min, .. } => json!(min),
        Takes::Choice { sure, .. } => json!(sure.first()),
        Takes::Voice => {
            json!(VOICES.iter().find(|voice| voice.language == "zh").map(|voice| voice.id))
        }
        Takes::Switch => json!(true),
        Takes::Id => json!("871234567890000000"),
        Takes::Url => json!("https://example.com/video.mp4"),
        Takes::Camera => json!({"type": "down_back"}),
    }
}
