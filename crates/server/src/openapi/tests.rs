//! The document against the table that it is made from, and against the sandbox that it is of.

use foley_core::capability::{FieldSpec, Takes, Written};
use foley_core::{
    Capability, Dialect, HttpRequest, Method, Operation, Seconds, UnixMillis, VOICES,
};
use foley_sandbox::{Config, Sandbox};
use serde_json::{Map, Value, json};

use super::body::body;
use super::{document, example::example, name};

/// Every capability there is, with its dialect.
fn capabilities() -> Vec<(Dialect, &'static Capability)> {
    let of = |dialect| {
        let of = move |operation| Capability::of(dialect, operation);
        Operation::ALL.into_iter().filter_map(of).map(move |capability| (dialect, capability))
    };
    Dialect::ALL.into_iter().flat_map(of).collect()
}

/// The status with which the sandbox answers a create.
fn status(dialect: Dialect, capability: &Capability, body: &Value) -> u16 {
    let url = format!("https://sandbox.invalid{}{}", dialect.path_prefix(), capability.path);
    let body = Some(body.to_string());
    let request = HttpRequest { method: Method::Post, url, headers: Vec::new(), body };
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    sandbox.answer(&request, UnixMillis(1_773_367_502_225)).status
}

/// What stands in a field in the document, where something does.
fn in_document(document: &Value, dialect: Dialect, capability: &Capability, wire: &str) -> Value {
    let name = name(dialect, capability.operation, "Request");
    let field = &document["components"]["schemas"][&name]["properties"][wire];
    assert!(field.is_object(), "{name} has no {wire}");
    let taken = if field["anyOf"][1]["$ref"] == "#/components/schemas/Nothing" {
        &field["anyOf"][0]
    } else {
        field
    };
    taken.clone()
}

/// Values at the very ends of what a schema allows, and some just past them.
fn ends(schema: &Value) -> (Vec<Value>, Vec<Value>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    if let Some(most) = schema["maxLength"].as_u64() {
        let text = |length: u64| json!("é".repeat(length as usize));
        good.push(text(most));
        bad.push(text(most + 1));
    }
    if schema["minLength"].is_u64() {
        bad.push(json!(""));
    }
    for word in schema["enum"].as_array().into_iter().flatten() {
        good.push(word.clone());
        bad.push(json!(format!("{}!", word.as_str().unwrap_or_default())));
    }
    let step = schema["multipleOf"].as_f64();
    for (end, past) in [("minimum", -1.0), ("maximum", 1.0)] {
        let Some(end) = schema[end].as_f64() else { continue };
        good.push(json!(end));
        bad.push(json!(end + past * step.unwrap_or(0.001)));
    }
    if let (Some(step), Some(least)) = (step, schema["minimum"].as_f64()) {
        bad.push(json!(least + step / 2.0));
    }
    if schema["type"] == "boolean" {
        good.extend([json!(true), json!(false)]);
        bad.push(json!("on"));
    }
    if schema["type"] == "string" {
        bad.extend([json!(5), json!([])]);
    } else {
        bad.extend([json!("five"), json!({})]);
    }
    (good, bad)
}

#[test]
fn every_field_of_every_capability_is_in_the_document() {
    let document = document("https://sandbox.invalid");
    for (dialect, capability) in capabilities() {
        for spec in capability.fields {
            let schema = in_document(&document, dialect, capability, spec.wire);
            assert_limits(spec, &schema);
        }
    }
}

/// That the schema has the limits which stand in the table.
fn assert_limits(spec: &FieldSpec, schema: &Value) {
    let wire = spec.wire;
    match spec.takes {
        Takes::Text { max: usize::MAX, .. } => assert!(schema["maxLength"].is_null(), "{wire}"),
        Takes::Text { max, .. } => assert_eq!(schema["maxLength"], json!(max), "{wire}"),
        Takes::Seconds { min, max, .. } if spec.written == Written::Number => {
            assert_eq!(schema["minimum"].as_f64(), Some(min.as_f64()), "{wire}");
            assert_eq!(schema["maximum"].as_f64(), Some(max.as_f64()), "{wire}");
        }
        Takes::Seconds { min, max, .. } => {
            let seconds =
                |text: &Value| text.as_str().and_then(|text| text.parse::<Seconds>().ok());
            let all = schema["enum"].as_array().expect("texts");
            assert_eq!(all.first().and_then(seconds), Some(min), "{wire}");
            assert_eq!(all.last().and_then(seconds), Some(max), "{wire}");
        }
        Takes::Choice { sure, open: false, .. } => {
            let all = schema["enum"].as_array().expect("words");
            assert!(sure.iter().all(|word| all.contains(&json!(word))), "{wire}");
        }
        Takes::Number { .. }
        | Takes::Choice { .. }
        | Takes::Voice
        | Takes::Switch
        | Takes::Id
        | Takes::Url
        | Takes::Camera => assert!(schema.is_object(), "{wire}"),
    }
}

/// Each field alone, in a body that is good without it. What goes with what is seen below.
#[test]
fn the_sandbox_takes_what_the_document_allows_and_nothing_past_it() {
    let document = document("https://sandbox.invalid");
    let mut probed = 0;
    for (dialect, capability) in capabilities() {
        for spec in capability.fields {
            let schema = in_document(&document, dialect, capability, spec.wire);
            // A video has to be there, a voice has to speak the language, and so on.
            let is_alone = matches!(
                spec.takes,
                Takes::Text { .. } | Takes::Number { .. } | Takes::Switch | Takes::Seconds { .. }
            ) && capability.models.is_empty();
            let (good, bad) = ends(&schema);
            let with = |value: Value| {
                let mut body = example(capability);
                body[spec.wire] = value;
                status(dialect, capability, &body)
            };
            for value in good.into_iter().filter(|_| is_alone) {
                assert_eq!(with(value.clone()), 200, "{dialect:?} {} {value}", spec.wire);
                probed += 1;
            }
            for value in bad {
                let refused = with(value.clone());
                let expected = matches!(refused, 400 | 404 | 503);
                assert!(expected, "{dialect:?} {} {value}: {refused}", spec.wire);
                probed += 1;
            }
        }
    }
    assert!(probed > 500, "only {probed}");
}

#[test]
fn an_example_is_good() {
    for (dialect, capability) in capabilities() {
        assert_eq!(status(dialect, capability, &example(capability)), 200, "{dialect:?}");
    }
}

/// Whether what a schema says of a value is so, where it is one of those by which fields go together.
fn allows(schema: &Value, value: &Value) -> bool {
    schema.as_object().expect("a schema").iter().all(|(word, said)| match (word.as_str(), said) {
        ("const", said) => said == value,
        ("enum", Value::Array(all)) => all.contains(value),
        ("not", said) => !allows(said, value),
        ("anyOf", Value::Array(any)) => any.iter().any(|said| allows(said, value)),
        ("$ref", Value::String(name)) => name.ends_with("/Nothing") && *value == Value::Null,
        ("required", Value::Array(all)) => {
            all.iter().all(|name| !value[name.as_str().unwrap_or_default()].is_null())
        }
        ("properties", Value::Object(all)) => {
            // To be null is to be absent, here as there.
            let present = all.iter().filter(|(name, _)| !value[*name].is_null());
            present.into_iter().all(|(name, said)| allows(said, &value[name]))
        }
        (word, said) => panic!("{word}: {said}"),
    })
}

/// All models, with all that differs between them.
#[test]
fn the_fields_of_a_video_go_together_as_the_sandbox_takes_them() {
    let video = Capability::of(Dialect::Kling, Operation::Video).expect("Kling makes videos");
    let schema = json!({"anyOf": body(video)["anyOf"]});
    let models: Vec<Value> =
        video.models.iter().map(|model| json!(model.name)).chain([Value::Null]).collect();
    let (mut taken, mut refused) = (0, 0);
    for model in &models {
        for duration in [json!(null), json!("3"), json!("5"), json!("10"), json!("15")] {
            for mode in [json!(null), json!("std"), json!("pro"), json!("4k")] {
                for sound in [json!(null), json!("on"), json!("off")] {
                    for (cfg_scale, camera) in [
                        (json!(null), json!(null)),
                        (json!(0.5), json!(null)),
                        (json!(null), json!({"type": "down_back"})),
                    ] {
                        let asked = json!({
                            "prompt": "A beach", "model_name": model, "duration": duration,
                            "mode": mode, "sound": sound, "cfg_scale": cfg_scale,
                            "camera_control": camera,
                        });
                        let is_taken = status(Dialect::Kling, video, &asked) == 200;
                        assert_eq!(allows(&schema, &asked), is_taken, "{asked}");
                        *if is_taken { &mut taken } else { &mut refused } += 1;
                    }
                }
            }
        }
    }
    assert!(taken > 100 && refused > 100, "{taken} {refused}");
}

#[test]
fn a_voice_speaks_the_language_that_the_document_says() {
    for dialect in [Dialect::Kling, Dialect::CometApi] {
        let speech = Capability::of(dialect, Operation::Speech).expect("it speaks");
        let schema = json!({"anyOf": body(speech)["anyOf"]});
        for voice in VOICES {
            for language in ["zh", "en"] {
                let asked = json!({"text": "A", "voice_id": voice.id, "voice_language": language});
                let is_taken = status(dialect, speech, &asked) == 200;
                assert_eq!(allows(&schema, &asked), is_taken, "{asked}");
            }
        }
    }
}

/// How far a camera moves is a rule of the validation, and of no entry in the table.
#[test]
fn a_camera_moves_as_far_as_the_document_says() {
    let video = Capability::of(Dialect::Kling, Operation::Video).expect("Kling makes videos");
    let schema = body(video);
    let simple = &schema["properties"]["camera_control"]["anyOf"][0]["anyOf"][1];
    let along = simple["properties"]["config"]["anyOf"].as_array().expect("axes");
    assert_eq!(along.len(), 6);
    for way in along {
        let axis = way["required"][0].as_str().expect("an axis");
        let is_taken = |amount: f64| {
            let camera = json!({"type": "simple", "config": {axis: amount}});
            status(Dialect::Kling, video, &json!({"prompt": "A", "camera_control": camera})) == 200
        };
        let moves = &way["properties"][axis]["anyOf"];
        let most = moves[0]["maximum"].as_f64().expect("a number");
        let nothing = moves[0]["exclusiveMinimum"].as_f64().expect("a number");
        assert_eq!(moves[1], json!({"minimum": -most, "exclusiveMaximum": -nothing}));
        for sign in [1.0, -1.0] {
            assert!(is_taken(sign * most) && !is_taken(sign * (most + 0.001)), "{axis}");
            assert!(is_taken(sign * (nothing + 0.0001)) && !is_taken(sign * nothing), "{axis}");
        }
    }
}

#[test]
fn a_change_of_the_table_changes_the_document() {
    const SHORTER: FieldSpec = {
        let effect = Capability::of(Dialect::Kling, Operation::SoundEffect).expect("it has that");
        FieldSpec { takes: Takes::Text { max: 7, sure: 7 }, ..effect.fields[0] }
    };
    let effect = Capability::of(Dialect::Kling, Operation::SoundEffect).expect("it has that");
    let changed = Capability { fields: &[SHORTER], ..*effect };
    let schema = body(&changed);
    assert_eq!(schema["properties"]["prompt"]["maxLength"], json!(7));
    assert_eq!(schema["required"], json!(["prompt"]));
    assert!(schema["properties"]["duration"].is_null());
}

/// What is not in the table, but with the lists: how many pages, and how many on each.
#[test]
fn a_list_has_the_pages_of_the_document() {
    let document = document("https://sandbox.invalid");
    let path = "/v1/audio/text-to-audio";
    let parameters = document["paths"][path]["get"]["parameters"].as_array().expect("two");
    assert_eq!(parameters.len(), 2);
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    let mut status = |query: &str| {
        let url = format!("https://sandbox.invalid{path}?{query}");
        let request = HttpRequest { method: Method::Get, url, headers: Vec::new(), body: None };
        sandbox.answer(&request, UnixMillis(1_773_367_502_225)).status
    };
    for parameter in parameters {
        let (name, schema) = (parameter["name"].as_str().expect("a name"), &parameter["schema"]);
        let end = |name: &str| schema[name].as_u64().expect("a number");
        let (least, most) = (end("minimum"), end("maximum"));
        for (number, expected) in [(least, 200), (most, 200), (least - 1, 400), (most + 1, 400)] {
            assert_eq!(status(&format!("{name}={number}")), expected, "{name} {number}");
        }
    }
}

/// Every reference leads somewhere, and every operation has a name of its own.
#[test]
fn the_document_is_whole() {
    let document = document("https://sandbox.invalid");
    let mut ids = Vec::new();
    for path in document["paths"].as_object().expect("paths").values() {
        for operation in path.as_object().expect("methods").values() {
            ids.push(operation["operationId"].as_str().expect("an id"));
        }
    }
    let named = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), named);
    each(&document, &mut |fields| {
        if let Some(Value::String(reference)) = fields.get("$ref") {
            let path = reference.strip_prefix('#').expect("it is in here");
            assert!(document.pointer(path).is_some(), "{reference}");
        }
        if let Some(Value::String(id)) = fields.get("operationId") {
            assert!(ids.contains(&id.as_str()), "{id}");
        }
    });
}

/// Shows every object in a value.
fn each(value: &Value, show: &mut impl FnMut(&Map<String, Value>)) {
    match value {
        Value::Object(fields) => {
            show(fields);
            fields.values().for_each(|value| each(value, show));
        }
        Value::Array(values) => values.iter().for_each(|value| each(value, show)),
        _ => {}
    }
}
