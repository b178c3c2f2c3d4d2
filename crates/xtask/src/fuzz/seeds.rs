//! What fuzzing begins with: the samples of the wire, and an example of what has no sample. From
//! there the fuzzer finds its own way.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

use super::write_file;
use crate::{fingerprint::names_in, project::Project};

const SAMPLES: &str = "crates/core/tests/samples";

/// HTTP statuses that answers are tried with: taken, refused, broken.
const STATUSES: [u16; 3] = [200, 429, 502];

const BASE_URLS: [&str; 5] = [
    "https://api.cometapi.com",
    "HTTPS://api-singapore.klingai.com:443/v1/",
    "http://localhost:8790/kling",
    "http://[::1]:8080",
    "https://user:word@xn--bcher-kva.example/a?b#c",
];

/// A token that is signed, and a pair of keys.
const TOKENS: [&str; 2] = [
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJBSy1mb2xleSIsImV4cCI6MTc4MTA4MjU5NCwibmJmIjoxNzgxMDgwNzg5fQ.xoyQZOS3Ke5TRmOt9-PPjYUSbBKl39LjsQY_eKiyxsA",
    "AK-\"foley\"\nSK-\\not\\a\\secret",
];

/// Kling's own example of a signed callback, and a secret in the place of the id.
const CALLBACKS: [&str; 2] = [
    "9876543210\n1781080794\nv1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=\n{\"id\":\"1234567890\",\"status\":\"succeeded\"}",
    "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=\n1781080794\nv1a,AAAA v1,\n{}",
];

/// Writes what a target begins with into its folder, beside what earlier runs found there.
pub(super) fn write(project: &Project, target: &str, folder: &Path) -> Result<()> {
    let seeds = match target {
        "base_url" => texts(&BASE_URLS),
        "jwt_verify" => texts(&TOKENS),
        "webhook" => texts(&CALLBACKS),
        "callback" => samples(project)?
            .into_iter()
            .filter(|(name, _)| name.contains("callback"))
            .map(|(_, body)| body)
            .collect(),
        // Every decoder of answers begins with their status.
        _ => samples(project)?
            .into_iter()
            .filter(|(name, _)| [".response.", ".list."].iter().any(|kind| name.contains(kind)))
            .flat_map(|(_, body)| {
                STATUSES.map(|status| [&status.to_be_bytes(), body.as_slice()].concat())
            })
            .collect(),
    };
    // Of a target without any, the folder must be there all the same.
    fs::create_dir_all(folder).with_context(|| format!("{} can't be made", folder.display()))?;
    for (number, seed) in seeds.iter().enumerate() {
        write_file(&folder.join(format!("seed-{number}")), seed)?;
    }
    Ok(())
}

/// Writes the words of the wire, which a fuzzer would not guess: names, and short texts.
pub(super) fn write_words(project: &Project, path: &Path) -> Result<()> {
    let mut words = BTreeSet::new();
    for (_, body) in samples(project)? {
        // What is no JSON has no words of the wire.
        if let Ok(body) = serde_json::from_slice::<Value>(&body) {
            collect(&body, &mut words);
        }
    }
    write_file(path, dictionary(&words).as_bytes())
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// Every sample, with its name, without white space: what is fuzzed is not that.
fn samples(project: &Project) -> Result<Vec<(String, Vec<u8>)>> {
    let folder = project.path(SAMPLES);
    let mut samples = Vec::new();
    for name in names_in(&folder)? {
        let name = name.to_string_lossy().into_owned();
        if name.ends_with(".expected.json") || name.ends_with(".md") {
            continue;
        }
        let text = fs::read(folder.join(&name)).with_context(|| format!("{name} can't be read"))?;
        let body = match serde_json::from_slice::<Value>(&text) {
            Ok(body) => body.to_string().into_bytes(),
            // A page, or an answer that was cut short: as it is.
            Err(_) => text,
        };
        samples.push((name, body));
    }
    Ok(samples)
}

fn collect(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            words.extend(fields.keys().cloned());
            fields.values().for_each(|field| collect(field, words));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::String(text) if text.len() < 20 => {
            words.insert(text.clone());
        }
        _ => {}
    }
}

/// In libFuzzer's form: a word in quotes on each line, what is not plain as hexadecimal bytes.
fn dictionary(words: &BTreeSet<String>) -> String {
    let mut lines = String::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        lines.push('"');
        // As JSON has it, with quotes of its own.
        for byte in format!("\"{word}\"").bytes() {
            match byte {
                b' ' | b'!' | b'#'..=b'[' | b']'..=b'~' => lines.push(char::from(byte)),
                // Writing to a text does not fail.
                _ => drop(write!(lines, "\\x{byte:02X}")),
            }
        }
        lines.push_str("\"\n");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_words_are_known() {
        let mut words = BTreeSet::new();
        collect(&serde_json::json!({ "a": [{ "b\\": "c" }], "d": 1 }), &mut words);
        assert_eq!(
            dictionary(&words),
            "\"\\x22a\\x22\"\n\"\\x22b\\x5C\\x22\"\n\"\\x22c\\x22\"\n\"\\x22d\\x22\"\n"
        );
    }

    #[test]
    fn there_are_samples() {
        let samples = samples(&Project::find().unwrap()).unwrap();
        assert!(samples.iter().any(|(name, _)| name.contains(".response.")));
    }
}
