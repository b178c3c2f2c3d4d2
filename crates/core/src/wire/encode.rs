//! Requests, written as Kling documents them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Serialize, Serializer};

use crate::{HttpRequest, Method, Operation, Provider, Request, Seconds, SoundEffect, TaskRef};

/// What may stand in a segment of a path as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The body of `POST /v1/audio/text-to-audio`.
#[derive(Serialize)]
struct TextToAudio<'a> {
    prompt: &'a str,
    #[serde(serialize_with = "seconds")]
    duration: Seconds,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_task_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    callback_url: Option<&'a str>,
}

/// The request that creates a task. It has no credential on it.
///
/// `external_task_id` stands in for the request's own where that has none.
#[must_use]
pub fn create(provider: &Provider, request: &Request, external_task_id: &str) -> HttpRequest {
    let Request::SoundEffect(effect) = request;
    let SoundEffect { prompt, duration, external_task_id: own, callback_url } = effect;
    let body = TextToAudio {
        prompt,
        duration: *duration,
        external_task_id: own.as_deref().or(Some(external_task_id)).filter(|id| !id.is_empty()),
        callback_url: callback_url.as_deref(),
    };
    HttpRequest {
        method: Method::Post,
        url: url(provider, request.operation()),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        // A struct of texts and numbers always has a JSON text.
        body: Some(serde_json::to_string(&body).unwrap_or_default()),
    }
}

/// The request that asks how far a task is. It has no credential on it.
#[must_use]
pub fn query(provider: &Provider, operation: Operation, task: &TaskRef) -> HttpRequest {
    let id = match task {
        TaskRef::Id(id) => &id.0,
        TaskRef::ExternalId(id) => id,
    };
    HttpRequest {
        method: Method::Get,
        url: format!("{}/{}", url(provider, operation), utf8_percent_encode(id, SEGMENT)),
        headers: Vec::new(),
        body: None,
    }
}

fn url(provider: &Provider, operation: Operation) -> String {
    let path = match operation {
        Operation::SoundEffect => "/v1/audio/text-to-audio",
    };
    format!("{}{}{path}", provider.base_url, provider.dialect.path_prefix())
}

/// `5` where it is whole, else `5.3`: a tenth of a whole number is the double nearest to it, and
/// that is written with one decimal.
fn seconds<S: Serializer>(seconds: &Seconds, serializer: S) -> Result<S::Ok, S::Error> {
    match seconds.tenths() {
        tenths if tenths % 10 == 0 => serializer.serialize_u32(tenths / 10),
        _ => serializer.serialize_f64(seconds.as_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TaskId;

    fn ocean(tenths: u32) -> Request {
        Request::SoundEffect(SoundEffect {
            prompt: "Soft ambient ocean waves at sunrise.".to_owned(),
            duration: Seconds::from_tenths(tenths),
            external_task_id: None,
            callback_url: None,
        })
    }

    fn body(request: &Request, external_task_id: &str) -> String {
        create(&Provider::cometapi(), request, external_task_id).body.expect("a create has one")
    }

    /// The body of CometAPI's own example, but for white space.
    #[test]
    fn writes_cometapis_example() {
        let sent = create(&Provider::cometapi(), &ocean(50), "");
        assert_eq!(sent.method, Method::Post);
        assert_eq!(sent.url, "https://api.cometapi.com/kling/v1/audio/text-to-audio");
        assert_eq!(sent.header("content-type"), Some("application/json"));
        assert_eq!(
            sent.body.as_deref(),
            Some(r#"{"prompt":"Soft ambient ocean waves at sunrise.","duration":5}"#)
        );
    }

    #[test]
    fn writes_klings_fields_in_its_order() {
        let request = Request::SoundEffect(SoundEffect {
            prompt: "Fireworks sound during Chinese New Year celebration".to_owned(),
            duration: Seconds::from_tenths(30),
            external_task_id: Some("mine".to_owned()),
            callback_url: Some("https://example.com/hook".to_owned()),
        });
        let sent = create(&Provider::kling(), &request, "ours");
        assert_eq!(sent.url, "https://api-singapore.klingai.com/v1/audio/text-to-audio");
        assert_eq!(
            sent.body.as_deref(),
            Some(
                r#"{"prompt":"Fireworks sound during Chinese New Year celebration","duration":3,"external_task_id":"mine","callback_url":"https://example.com/hook"}"#
            )
        );
    }

    #[test]
    fn every_duration_has_at_most_one_decimal() {
        for tenths in 30..=100 {
            let seconds = Seconds::from_tenths(tenths);
            assert!(body(&ocean(tenths), "").ends_with(&format!(r#""duration":{seconds}}}"#)));
        }
    }

    #[test]
    fn asks_by_either_id() {
        let ask = |task| query(&Provider::kling(), Operation::SoundEffect, &task).url;
        assert_eq!(
            ask(TaskRef::Id(TaskId("861254119619698760".to_owned()))),
            "https://api-singapore.klingai.com/v1/audio/text-to-audio/861254119619698760"
        );
        assert_eq!(
            ask(TaskRef::ExternalId("a b/c?d#é".to_owned())),
            "https://api-singapore.klingai.com/v1/audio/text-to-audio/a%20b%2Fc%3Fd%23%C3%A9"
        );
    }
}
