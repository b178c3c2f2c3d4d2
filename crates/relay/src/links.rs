//! The links to files in a provider's answer, each of which becomes one to the relay.
//!
//! Nothing else of an answer changes by as much as a byte: a number of more digits than a double has
//! stays as it was written.

use std::collections::BTreeMap;

use foley_core::{HttpResponse, wire};
use serde_json::Value;

/// What files' addresses are called, in whatever a provider calls the files.
const NAMES: [&str; 6] = ["url", "url_mp3", "url_wav", "mp3_url", "wav_url", "watermark_url"];
/// Lists of bare addresses.
const LISTS: [&str; 2] = ["resultUrls", "outputs"];

/// Puts something else in the place of each link to a file, where `instead` has something; a body that is
/// no JSON object stays as it is.
pub(crate) fn rewrite(response: &mut HttpResponse, instead: impl Fn(&str) -> Option<String>) {
    let Ok(text) = core::str::from_utf8(&response.body) else { return };
    let Ok(body @ Value::Object(_)) = serde_json::from_str(text) else { return };
    let mut links = BTreeMap::new();
    let mut add = |url: &str| {
        if !links.contains_key(url)
            && let Some(other) = instead(url)
        {
            links.insert(url.to_owned(), other);
        }
    };
    by_name(&body, &mut add);
    // What the core takes for a file is one, whatever it is called.
    let one = wire::task(response).into_iter();
    for task in one.chain(wire::tasks(response).into_iter().flatten()) {
        task.assets.iter().for_each(|asset| add(&asset.url));
        if let Some(url) = task.parent_video.and_then(|video| video.url) {
            add(&url);
        }
    }
    if !links.is_empty() {
        response.body = replaced(text, &links).into_bytes();
    }
}

/// Every address that stands where files' addresses do.
fn by_name(value: &Value, add: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(url) if NAMES.contains(&name.as_str()) => add(url),
                    Value::Array(urls) if LISTS.contains(&name.as_str()) => {
                        urls.iter().filter_map(Value::as_str).for_each(&mut *add);
                    }
                    _ => {}
                }
                by_name(value, add);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| by_name(value, add)),
        _ => {}
    }
}

/// A JSON text with other values for some of its texts. Names of fields stay.
fn replaced(text: &str, links: &BTreeMap<String, String>) -> String {
    let (mut written, mut rest) = (String::with_capacity(text.len() * 2), text);
    while let Some((before, literal, after)) = next_literal(rest) {
        written.push_str(before);
        let is_name = after.trim_start().starts_with(':');
        let value = serde_json::from_str::<String>(literal).ok().filter(|_| !is_name);
        let other = value.and_then(|value| serde_json::to_string(links.get(&value)?).ok());
        written.push_str(other.as_deref().unwrap_or(literal));
        rest = after;
    }
    written.push_str(rest);
    written
}

/// The next text in quotation marks, with what stands before and after it.
fn next_literal(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('"')?;
    let mut is_escaped = false;
    let length = text.get(start + 1..)?.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })?;
    let end = start + length + 2;
    Some((text.get(..start)?, text.get(start..end)?, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rewritten(body: &str) -> String {
        let body = body.as_bytes().to_vec();
        let mut response = HttpResponse { status: 200, headers: Vec::new(), body };
        rewrite(&mut response, |url| {
            url.strip_prefix("https://cdn.example/").map(|name| format!("https://relay/\"{name}"))
        });
        String::from_utf8(response.body).expect("text")
    }

    #[test]
    fn every_link_to_a_file_becomes_one_to_the_relay() {
        for (before, after) in [
            (
                r#"{"code":0,"data":{"task_id":"1","task_status":"succeed","task_info":{"parent_video":{"url":"https://cdn.example/p"}},"task_result":{"audios":[{"url_mp3":"https://cdn.example/a","url_wav":"https://cdn.example/b"}],"videos":[{"url":"https://cdn.example/c","watermark_url":"https://cdn.example/d"}]}}}"#,
                ["p", "a", "b", "c", "d"].as_slice(),
            ),
            (
                r#"{"code":"success","data":{"task_id":"1","status":"SUCCESS","fail_reason":"https://cdn.example/a","url":"https://cdn.example/a","data":{"task_status":"succeed","task_result":{"audios":[{"url":"https:\/\/cdn.example\/a"}]}}}}"#,
                &["a", "a", "a"],
            ),
            (
                r#"{"code":200,"data":{"taskId":"1","state":"completed","resultUrls":["https://cdn.example/a","https:\u002f/cdn.example/b"]}}"#,
                &["a", "b"],
            ),
            (
                r#"{"id":"1","status":"succeeded","outputs":["https://cdn.example/a",{"mp3_url":"https://cdn.example/b"}]}"#,
                &["a", "b"],
            ),
            (
                r#"{"code":0,"data":[{"task_id":"1","task_status":"succeed","task_result":{"audios":[{"url":"https://cdn.example/a"}]}}]}"#,
                &["a"],
            ),
        ] {
            let body = rewritten(before);
            assert!(!body.contains("cdn.example"), "{body}");
            let named: Vec<_> =
                body.split("https://relay/\\\"").skip(1).map(|rest| &rest[..1]).collect();
            assert_eq!(named, after);
            serde_json::from_str::<Value>(&body).expect("still JSON");
        }
    }

    #[test]
    fn nothing_else_changes_by_a_byte() {
        for body in [
            "",
            "<html>https://cdn.example/a</html>",
            r#"["https://cdn.example/a"]"#,
            r#""https://cdn.example/a""#,
            r#"{"url":"https://cdn.example/a""#,
            r#"{"message":"see https://cdn.example/a","callback_url":"https://cdn.example/b"}"#,
            r#"{"https://cdn.example/a":1,"url":"https://else.example/a"}"#,
            "{ \"id\" : 861254119619698760123 ,\t\"x\":1.10e+5, \"url\":\"http://cdn.example/a\" }\n",
        ] {
            assert_eq!(rewritten(body), body);
        }
        let exact = |url: &str| {
            format!(
                r#"{{ "quota": 0.1000000000000000055511151231257827 ,"n":1E400,"url":"{url}","id":18446744073709551617,"s":"\u00e4\/" }}"#
            )
        };
        // A number that is none of Rust's: the body is then not looked into at all.
        assert_eq!(rewritten(&exact("https://cdn.example/a")), exact("https://cdn.example/a"));
        let exact = |url: &str| exact(url).replace("1E400", "-0.0e-1");
        assert_eq!(rewritten(&exact("https://cdn.example/a")), exact("https://relay/\\\"a"));
    }

    /// By the core's own samples: of each answer it reads the same as before, but for the links.
    #[test]
    fn the_core_reads_the_same_of_every_sample() {
        let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/samples");
        let (mut files, mut read) = (0, 0);
        for sample in std::fs::read_dir(samples).expect("it is there") {
            let path = sample.expect("it can be listed").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("text");
            if !name.contains(".response.") || name.contains(".expected.") {
                continue;
            }
            let body = std::fs::read(&path).expect("it can be read");
            let before = HttpResponse { status: 200, headers: Vec::new(), body };
            let mut after = before.clone();
            // Some are of their page's schema, where everything is "string".
            let link = |url: &str| url.contains("://").then(|| format!("relay:{url}"));
            rewrite(&mut after, link);
            read += 1;
            match (wire::task(&before), wire::task(&after)) {
                (Ok(mut before), Ok(mut after)) => {
                    for (before, after) in before.assets.iter_mut().zip(&after.assets) {
                        let Some(url) = link(&before.url) else { continue };
                        assert_eq!(after.url, url, "{name}");
                        before.url = url;
                        files += 1;
                    }
                    if let Some(video) = &mut before.parent_video {
                        video.url = video.url.take().map(|url| link(&url).unwrap_or(url));
                    }
                    (before.raw, after.raw) = (Value::Null, Value::Null);
                    assert_eq!(before, after, "{name}");
                }
                (before, after) => assert_eq!(before.is_ok(), after.is_ok(), "{name}"),
            }
        }
        assert!(files >= 10 && read >= 30, "{files} files in {read} answers");
    }

    proptest! {
        #[test]
        fn no_text_panics(body in r#"(\{"url":)?["\\{}\[\]:,a-z/ä.]{0,40}|.*"#) {
            let _ = rewritten(&body);
        }

        #[test]
        fn a_link_is_found_however_it_is_written(name in "[ -~]{0,12}", escape: bool) {
            let url = serde_json::to_string(&format!("https://cdn.example/{name}")).expect("text");
            let url = if escape { url.replace('/', "\\/") } else { url };
            let body = rewritten(&format!(r#"{{"url":{url}}}"#));
            let read: Value = serde_json::from_str(&body).expect("JSON");
            let expected = format!("https://relay/\"{name}");
            prop_assert_eq!(read["url"].as_str(), Some(expected.as_str()));
        }
    }
}
