//! What came back, as a task or as an error.
//!
//! Success has three levels, none of which vouches for the next: the HTTP status, the envelope's
//! `code`, and the task's own status. All three are read.

use serde_json::Value;

use super::read::{seconds, text, text_or_number, time};
use super::refusal::refusal;
use crate::{ApiError, Asset, AssetFormat, HttpResponse, Millis, Origin, Task, TaskId, TaskStatus};

/// How much of a body that is no answer is kept for the user to see.
const EXCERPT_CHARS: usize = 300;

/// Reads the answer to a create or to a query of one task.
///
/// # Errors
/// The provider's refusal, or what stood in an answer's place. A task that failed is no error here:
/// its status says so.
pub fn task(response: &HttpResponse) -> Result<Task, ApiError> {
    let body: Value = match serde_json::from_slice(&response.body) {
        Ok(body @ Value::Object(_)) => body,
        _ => return Err(not_an_answer(response)),
    };
    let request_id =
        || ["request_id", "requestId"].iter().find_map(|name| text_or_number(&body[*name]));
    if let Some(refused) = refused(&body) {
        return Err(refusal(
            response.status,
            refused.code,
            refused.message.as_deref(),
            request_id(),
            retry_after(response),
        ));
    }
    let data = innermost_task(&body["data"]);
    match text_or_number(&data["task_id"]) {
        Some(id) if response.is_success() => Ok(read_task(TaskId(id), data, request_id())),
        _ if response.is_success() => {
            let mut error = not_an_answer(response);
            error.message = "The answer has no data.task_id".to_owned();
            Err(error)
        }
        _ => Err(refusal(
            response.status,
            None,
            text(&body["message"]),
            request_id(),
            retry_after(response),
        )),
    }
}

/// A refusal's code and words.
struct Refused {
    code: Option<String>,
    message: Option<String>,
}

/// Finds a refusal in the envelope, in an `error` object, or below `data`, where a relay nests it.
fn refused(body: &Value) -> Option<Refused> {
    let message = |value: &Value| {
        ["message", "msg"].iter().find_map(|name| text(&value[*name])).map(str::to_owned)
    };
    match &body["error"] {
        // Its `type` is no code: it says who writes, not what is wrong.
        error @ Value::Object(fields) if !fields.is_empty() => {
            return Some(Refused { code: text_or_number(&error["code"]), message: message(error) });
        }
        Value::String(words) if !words.is_empty() => {
            return Some(Refused { code: None, message: Some(words.clone()) });
        }
        _ => {}
    }
    let mut level = body;
    // Two levels of nesting were seen; the bound is for bodies that nobody has seen yet.
    for _ in 0..4 {
        if let Some(code) = text_or_number(&level["code"]).filter(|code| !means_success(code)) {
            return Some(Refused {
                code: Some(code),
                message: message(level).or_else(|| message(body)),
            });
        }
        level = &level["data"];
    }
    None
}

fn means_success(code: &str) -> bool {
    matches!(code, "0" | "200") || code.eq_ignore_ascii_case("success")
}

/// The task itself: `data`, or `data.data` where a relay has wrapped the provider's own.
fn innermost_task(data: &Value) -> &Value {
    match &data["data"] {
        inner @ Value::Object(_) if inner.get("task_status").is_some() => inner,
        _ => data,
    }
}

fn read_task(id: TaskId, data: &Value, request_id: Option<String>) -> Task {
    Task {
        id,
        external_id: text_or_number(&data["task_info"]["external_task_id"]),
        // A relay's own words stand beside the provider's, or alone where it never got that far.
        status: status(text(&data["task_status"]).or(text(&data["status"]))),
        status_message: text(&data["task_status_msg"])
            .or(text(&data["fail_reason"]))
            .map(str::to_owned),
        created_at: time(&data["created_at"]),
        updated_at: time(&data["updated_at"]),
        assets: assets(&data["task_result"]),
        deduction: text_or_number(&data["final_unit_deduction"]),
        request_id,
        raw: data.clone(),
    }
}

/// Kling writes `succeed`; relays have been seen to correct it.
fn status(word: Option<&str>) -> TaskStatus {
    let word = word.unwrap_or_default();
    match word.to_ascii_lowercase().as_str() {
        "submitted" | "not_start" | "queued" => TaskStatus::Submitted,
        "processing" | "in_progress" => TaskStatus::Processing,
        "succeed" | "succeeded" | "success" => TaskStatus::Succeeded,
        "failed" | "failure" => TaskStatus::Failed,
        _ => TaskStatus::Unknown(word.to_owned()),
    }
}

/// Both formats of every sound, the exact one first.
fn assets(result: &Value) -> Vec<Asset> {
    let audios = result["audios"].as_array().map(Vec::as_slice).unwrap_or_default();
    let formats = [
        (AssetFormat::Wav, "url_wav", "duration_wav"),
        (AssetFormat::Mp3, "url_mp3", "duration_mp3"),
    ];
    let of_one = |audio: &Value| {
        formats.map(|(format, url, duration)| {
            Some(Asset {
                id: text_or_number(&audio["id"]),
                url: text(&audio[url])?.to_owned(),
                format,
                duration: seconds(&audio[duration]),
            })
        })
    };
    audios.iter().flat_map(of_one).flatten().collect()
}

/// Something came that is no JSON object: a gateway's page, a truncated body, nothing at all.
fn not_an_answer(response: &HttpResponse) -> ApiError {
    let body = String::from_utf8_lossy(&response.body);
    let body = body.trim();
    let what = if body.is_empty() {
        "The answer is empty"
    } else if body.starts_with('<') {
        "A web page came instead of an answer"
    } else {
        "The answer can't be read"
    };
    ApiError {
        status: Some(response.status),
        retry: crate::Retry::Later(retry_after(response)),
        excerpt: (!body.is_empty()).then(|| body.chars().take(EXCERPT_CHARS).collect()),
        ..ApiError::new(Origin::Gateway, what)
    }
}

/// `Retry-After` in seconds. Its other form, a date, needs a clock that agrees with the server's.
fn retry_after(response: &HttpResponse) -> Option<Millis> {
    let seconds: u64 = response.header("retry-after")?.trim().parse().ok()?;
    Some(Millis(seconds.saturating_mul(1000)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::Retry;

    fn answer(status: u16, body: &str) -> HttpResponse {
        HttpResponse { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn a_gateways_page_is_not_the_providers_word() {
        let error =
            task(&answer(502, "<html><h1>502 Bad Gateway</h1></html>")).expect_err("a page");
        assert_eq!((error.origin, error.retry), (Origin::Gateway, Retry::Later(None)));
        assert_eq!(error.excerpt.as_deref(), Some("<html><h1>502 Bad Gateway</h1></html>"));
        assert_eq!(
            task(&answer(200, "{\"code\":0,\"da")).expect_err("cut").origin,
            Origin::Gateway
        );
        assert_eq!(task(&answer(200, "")).expect_err("empty").origin, Origin::Gateway);
        assert_eq!(task(&answer(200, "{}")).expect_err("no task").origin, Origin::Gateway);
    }

    #[test]
    fn a_refusal_counts_whatever_the_http_status() {
        let body =
            r#"{"code":1303,"message":"parallel task over resource pack limit","request_id":"r"}"#;
        for status in [200, 429] {
            let error = task(&answer(status, body)).expect_err("refused");
            assert_eq!(error.retry, Retry::ForSlot(None));
            assert_eq!(error.code.as_deref(), Some("1303"));
            assert_eq!(error.message, "parallel task over resource pack limit");
            assert_eq!(error.request_id.as_deref(), Some("r"));
        }
    }

    #[test]
    fn a_relays_errors_are_read_in_both_shapes() {
        let openai = r#"{"error":{"message":"invalid token","type":"comet_api_error","param":"","code":""}}"#;
        let error = task(&answer(401, openai)).expect_err("refused");
        assert_eq!(error.message, "invalid token");
        assert!(error.is_about_key());
        let nested = r#"{"message":"Voice id not found","data":{"message":"x","data":{"code":1201,"message":"Voice id not found","request_id":"r"}}}"#;
        let error = task(&answer(200, nested)).expect_err("refused");
        assert_eq!(error.code.as_deref(), Some("1201"));
        assert_eq!(error.message, "Voice id not found");
    }

    #[test]
    fn an_empty_error_is_none() {
        let body = r#"{"code":0,"error":{},"data":{"task_id":"1","task_status":"submitted"}}"#;
        assert_eq!(task(&answer(200, body)).expect("a task").status, TaskStatus::Submitted);
    }

    #[test]
    fn a_relays_wrapper_is_read_with_and_without_the_providers_own() {
        let body = r#"{"code":"success","data":{"task_id":"1","status":"FAILURE","fail_reason":"risk","data":null}}"#;
        let read = task(&answer(200, body)).expect("a task");
        assert_eq!(read.status, TaskStatus::Failed);
        assert_eq!(read.status_message.as_deref(), Some("risk"));
        let body = r#"{"code":"success","data":{"task_id":"1","status":"SUCCESS","data":{"task_id":"1","task_status":"succeed","task_result":{"audios":[{"url_wav":"https://a/b.wav"}]}}}}"#;
        let read = task(&answer(200, body)).expect("a task");
        assert_eq!((read.status, read.assets.len()), (TaskStatus::Succeeded, 1));
    }

    #[test]
    fn retry_after_is_heard() {
        let mut response = answer(429, r#"{"code":1302,"message":"too fast"}"#);
        response.headers.push(("retry-after".to_owned(), "4".to_owned()));
        assert_eq!(
            task(&response).expect_err("refused").retry,
            Retry::ForSlot(Some(Millis::from_secs(4)))
        );
    }

    #[test]
    fn an_unknown_status_stays_unknown() {
        let body = r#"{"code":0,"data":{"task_id":"1","task_status":"canceled"}}"#;
        let read = task(&answer(200, body)).expect("a task");
        assert_eq!(read.status, TaskStatus::Unknown("canceled".to_owned()));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(|number| json!(number)),
            "(0|success|1303|succeed|failed|https://a/b.wav|.{0,8})".prop_map(Value::from),
        ];
        let name = "(code|message|msg|data|error|task_id|task_status|task_result|audios|url_wav|duration_wav|task_info|external_task_id|created_at)";
        leaf.prop_recursive(6, 64, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(name, inner, 0..6).prop_map(Value::from_iter),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_bytes_panic(status: u16, bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = task(&HttpResponse { status, headers: Vec::new(), body: bytes });
        }

        #[test]
        fn no_json_panics(status in 100_u16..600, body in any_json()) {
            let _ = task(&answer(status, &body.to_string()));
        }
    }
}
