//! A create's body, as the capability table has it: its fields, and what they allow each other.

use foley_core::capability::{Model, Need, Sounds};
use foley_core::{Capability, Field, Operation, Severity, VOICES};
use serde_json::{Map, Value, json};

use super::field::{field, taken};
use super::schema::reference;

/// The whole body. Fields that nobody knows are passed over.
pub(super) fn body(capability: &Capability) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    if let Some(model) = capability.model {
        properties.insert("model".to_owned(), json!({"type": "string", "const": model}));
        required.push("model");
    }
    for spec in capability.fields {
        properties.insert(spec.wire.to_owned(), field(spec, capability));
        if spec.need == Need::Required {
            required.push(spec.wire);
        }
    }
    let mut body = json!({
        "type": "object",
        "description": format!("{}. Source: {}.", capability.operation.name(), capability.source),
        "properties": properties,
    });
    if !required.is_empty() {
        body["required"] = json!(required);
    }
    let ways = ways(capability);
    if !ways.is_empty() {
        body["anyOf"] = json!(ways);
    }
    body
}

/// In which ways its fields go together, where that is not as one likes.
fn ways(capability: &Capability) -> Vec<Value> {
    match capability.operation {
        Operation::SoundEffect => Vec::new(),
        Operation::VideoSound => one_of_two(capability),
        Operation::Speech if capability.by_voice == Severity::Error => by_language(capability),
        Operation::Video if capability.by_model == Severity::Error => {
            capability.models.iter().flat_map(|model| by_model(capability, model)).collect()
        }
        // What is only warned of is taken.
        Operation::Speech | Operation::Video => Vec::new(),
    }
}

/// Of two that stand for each other, one.
fn one_of_two(capability: &Capability) -> Vec<Value> {
    let mut ways = Vec::new();
    for spec in capability.fields {
        let Need::Or(other) = spec.need else { continue };
        let Some(other) = capability.field(other) else { continue };
        ways.push(json!({
            "required": [spec.wire],
            "properties": {spec.wire: taken(spec, capability), other.wire: nothing()},
        }));
    }
    ways
}

/// A voice speaks its own languages.
fn by_language(capability: &Capability) -> Vec<Value> {
    let wires = (capability.field(Field::VoiceLanguage), capability.field(Field::Voice));
    let (Some(language), Some(voice)) = wires else { return Vec::new() };
    let mut languages: Vec<&str> = VOICES.iter().map(|voice| voice.language).collect();
    languages.sort_unstable();
    languages.dedup();
    let way = |spoken: &&str| {
        let speaks = VOICES.iter().filter(|voice| voice.language == *spoken);
        let ids: Vec<&str> = speaks.map(|voice| voice.id).collect();
        json!({"properties": {language.wire: {"const": spoken}, voice.wire: {"enum": ids}}})
    };
    languages.iter().map(way).collect()
}

/// What one model takes. Where no model is named, it is the first.
fn by_model(capability: &Capability, model: &Model) -> Vec<Value> {
    let wire = |field| capability.field(field).map_or("", |spec| spec.wire);
    let is_usual = capability.model(None) == Some(model);
    let mut fixed = Map::new();
    let mut fix = |field, schema: Value| fixed.insert(wire(field).to_owned(), schema);
    let name = json!({"const": model.name});
    let named = if is_usual { json!({"anyOf": [name, nothing()]}) } else { name };
    fix(Field::Model, named);
    let texts: Vec<String> = model.seconds.iter().map(ToString::to_string).collect();
    fix(Field::Duration, json!({"anyOf": [{"enum": texts}, nothing()]}));
    if !model.takes_4k {
        fix(Field::Mode, json!({"not": {"const": "4k"}}));
    }
    if !model.takes_cfg_scale {
        fix(Field::CfgScale, nothing());
    }
    let silent = (wire(Field::Sound), json!({"not": {"const": "on"}}));
    let still = (wire(Field::Camera), nothing());
    let in_pro = (wire(Field::Mode), json!({"const": "pro"}));
    let sounds = match model.sounds {
        Sounds::Yes => vec![vec![]],
        Sounds::No => vec![vec![silent]],
        Sounds::InPro => vec![vec![silent], vec![in_pro.clone()]],
    };
    let usual_mode = (wire(Field::Mode), json!({"enum": ["std", null, ""]}));
    let five = (wire(Field::Duration), json!({"enum": ["5", null, ""]}));
    let cameras = if model.takes_camera {
        vec![vec![still], vec![usual_mode, five]]
    } else {
        vec![vec![still]]
    };
    let mut ways = Vec::new();
    for sound in &sounds {
        for camera in &cameras {
            let mut properties = fixed.clone();
            for (name, schema) in sound.iter().chain(camera) {
                properties.insert((*name).to_owned(), schema.clone());
            }
            let mut way = json!({"properties": properties});
            // Who names none means the usual model, and the usual mode.
            let is_in_pro = sound.contains(&in_pro);
            let named = [(wire(Field::Model), !is_usual), (wire(Field::Mode), is_in_pro)];
            let named: Vec<&str> =
                named.into_iter().filter_map(|(name, is)| is.then_some(name)).collect();
            if !named.is_empty() {
                way["required"] = json!(named);
            }
            ways.push(way);
        }
    }
    ways
}

/// As if the field were not there.
fn nothing() -> Value {
    reference("Nothing")
}
