//! What came back, as a task, a list of tasks or an error.
//!
//! Success has three levels, none of which vouches for the next: the HTTP status, the envelope's
//! `code`, and the task's own status. All three are read.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::body::{has_task_id, is_task, levels, read_task, refusing_code, request_id};
use super::no_answer::{excerpt, no_answer};
use super::pause::pause;
use super::refusal::refusal;
use super::refused::{Refused, message, refused};
use crate::{ApiError, Charge, HttpResponse, Origin, Retry, Task};

/// What a sandbox understood may be said in so many characters; the rest is left out.
const LONGEST_PLAN: usize = 400;

/// Reads the answer to a create or to a query of one task.
///
/// # Errors
/// The provider's refusal, or what stood in an answer's place. A task that failed is no error here:
/// its status says so.
pub fn task(response: &HttpResponse) -> Result<Task, ApiError> {
    let mut body = object(response)?;
    if !(response.is_success() && is_flat(&body)) {
        accepted(response, &body)?;
    }
    let id = request_id(&body);
    let task = if stands_at_the_top(&body) { body } else { body["data"].take() };
    let task = read_task(task, id).ok_or_else(|| no_task(response))?;
    Ok(Task { retry_after: pause(response), understood: understood(response), ..task })
}

/// What a sandbox understood, percent-encoded, since a header holds no other scripts.
fn understood(response: &HttpResponse) -> Option<String> {
    let words = percent_decode_str(response.header("x-sandbox-plan")?).decode_utf8().ok()?;
    let words: String = words.chars().filter(|c| !c.is_control()).take(LONGEST_PLAN).collect();
    (!words.trim().is_empty()).then_some(words)
}

/// Whether a relay has written the task at the top, with the task's own failure, and no refusal, in
/// `error`.
fn is_flat(body: &Value) -> bool {
    is_task(body) && refusing_code(body).is_none() && stands_at_the_top(body)
}

/// Whether the task is the body itself: its id is there, and no task is where tasks usually are. What
/// is called just `id` there may be anything's, unless there is a status with it.
fn stands_at_the_top(body: &Value) -> bool {
    let is_below = levels(body).skip(1).any(has_task_id) || is_task(&body["data"]);
    let is_whole = has_task_id(body) && is_task(body);
    is_whole || (!is_below && (has_task_id(body) || is_task(body)))
}

/// Reads the answer to a list. What is in it that is no task is passed over.
///
/// # Errors
/// As of [`task`].
pub fn tasks(response: &HttpResponse) -> Result<Vec<Task>, ApiError> {
    let mut body = object(response)?;
    accepted(response, &body)?;
    let Value::Array(list) = body["data"].take() else {
        return Err(lacking(response, "The answer has no list in data"));
    };
    let id = request_id(&body);
    Ok(list.into_iter().filter_map(|data| read_task(data, id.clone())).collect())
}

fn object(response: &HttpResponse) -> Result<Value, ApiError> {
    match serde_json::from_slice(&response.body) {
        Ok(body @ Value::Object(_)) => Ok(body),
        _ => Err(no_answer(response)),
    }
}

/// Whether the envelope says that it was done, at every level of it.
fn accepted(response: &HttpResponse, body: &Value) -> Result<(), ApiError> {
    let refused = match refused(body) {
        Some(refused) => refused,
        None if response.is_success() => return Ok(()),
        None => Refused { message: message(body), ..Refused::default() },
    };
    let Refused { code, message, request_id: told } = refused.told_inside();
    let (id, after) = (request_id(body).or(told), pause(response));
    let error = refusal(response.status, code, message.as_deref(), id, after);
    // Without words the user sees the body itself.
    let excerpt = if message.is_none() { excerpt(response) } else { None };
    let charge = if was_not_sent(response) { Charge::No } else { error.charge };
    Err(ApiError { excerpt, charge, ..error })
}

/// Whether a relay between us and the provider says that it has sent nothing on.
fn was_not_sent(response: &HttpResponse) -> bool {
    response.header(HttpResponse::RELAY_SENT) == Some("no")
}

fn no_task(response: &HttpResponse) -> ApiError {
    lacking(response, "The answer has no task's id in it")
}

/// An answer that can be read, without what was to be in it.
fn lacking(response: &HttpResponse, what: &str) -> ApiError {
    ApiError {
        status: Some(response.status),
        retry: Retry::Later(pause(response)),
        excerpt: excerpt(response),
        ..ApiError::new(Origin::Gateway, what)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::wire::callback;
    use crate::{Millis, TaskStatus};

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
    fn an_error_of_blanks_is_none() {
        let body = r#"{"code":0,"error":{"code":"","message":""},"data":{"task_id":"1","task_status":"submitted"}}"#;
        assert_eq!(task(&answer(200, body)).expect("a task").status, TaskStatus::Submitted);
    }

    /// What has no words that we know of is shown as it came.
    #[test]
    fn a_refusal_without_words_is_shown_itself() {
        let bare = r#"{"fault":{"text":"Denied"}}"#;
        let error = task(&answer(403, bare)).expect_err("refused");
        assert_eq!(error.excerpt.as_deref(), Some(bare));
        let told = task(&answer(422, r#"{"detail":"No prompt"}"#)).expect_err("refused");
        assert_eq!((told.message.as_str(), told.excerpt), ("No prompt", None));
    }

    /// The id is the relay's, since the relay is asked by it; the files are the upstream's.
    #[test]
    fn a_relay_and_its_upstream_are_read_together() {
        let of = |relay: &str, upstream: &str| {
            let body = format!(
                r#"{{"code":"success","data":{{"task_id":"task_pub",{relay},"data":{upstream}}}}}"#
            );
            task(&answer(200, &body)).expect("a task")
        };
        let gave_up = r#""status":"FAILURE","fail_reason":"timeout""#;
        let running = r#"{"task_id":"861","task_status":"processing","task_status_msg":""}"#;
        let failed = r#"{"task_id":"861","task_status":"failed"}"#;
        let done = r#"{"task_id":"861","task_status":"succeed","task_result":{"audios":[{"url_wav":"https://a/b.wav"}]}}"#;
        let known = |status| (status, None);
        for (relay, upstream, (status, words)) in [
            (gave_up, running, (TaskStatus::Failed, Some("timeout"))),
            (gave_up, failed, (TaskStatus::Failed, Some("timeout"))),
            (gave_up, done, known(TaskStatus::Succeeded)),
            (gave_up, r#"{"task_status":"what"}"#, (TaskStatus::Failed, Some("timeout"))),
            (r#""status":"IN_PROGRESS""#, done, known(TaskStatus::Succeeded)),
            (r#""status":"IN_PROGRESS""#, running, known(TaskStatus::Processing)),
            (
                r#""status":"IN_PROGRESS","fail_reason":"x""#,
                failed,
                (TaskStatus::Failed, Some("x")),
            ),
            (r#""status":"SUCCESS""#, running, known(TaskStatus::Processing)),
            (
                r#""status":"SUCCESS","url":"https://a/b.wav""#,
                running,
                known(TaskStatus::Succeeded),
            ),
            (
                r#""status":"SUCCESS","fail_reason":"https://a/b""#,
                done,
                known(TaskStatus::Succeeded),
            ),
            (r#""status":"QUEUED""#, r#"{"task_status":null}"#, known(TaskStatus::Submitted)),
        ] {
            let read = of(relay, upstream);
            assert_eq!(read.id.0, "task_pub");
            assert_eq!((read.status, read.status_message.as_deref()), (status, words), "{relay}");
            assert_eq!(read.raw["task_id"], "task_pub", "the wrapper is kept");
            assert_eq!(read.raw["data"], serde_json::from_str::<Value>(upstream).expect("JSON"));
        }
        let why = r#"{"task_status":"failed","task_status_msg":"its own words"}"#;
        assert_eq!(of(gave_up, why).status_message.as_deref(), Some("its own words"));
    }

    /// A relay that failed has the upstream's refusal inside: the query was no failure.
    #[test]
    fn a_refusal_inside_of_a_record_is_the_tasks() {
        let body = r#"{"code":"success","data":{"task_id":"t","status":"FAILURE","fail_reason":"","data":{"code":1301,"message":"risk","request_id":"up"}}}"#;
        let read = task(&answer(200, body)).expect("a task");
        assert_eq!(
            (read.status, read.status_message.as_deref()),
            (TaskStatus::Failed, Some("risk"))
        );
        assert_eq!(
            (read.failure_code.as_deref(), read.request_id.as_deref()),
            (Some("1301"), Some("up"))
        );
    }

    #[test]
    fn a_reason_of_the_relays_is_recognised() {
        let body = r#"{"code":"success","data":{"task_id":"t","status":"FAILURE","fail_reason":"Failure to pass the risk control system","data":{"task_id":"861","task_status":"failed"}}}"#;
        let read = task(&answer(200, body)).expect("a task");
        let error = ApiError::of_failure(&read, crate::Charge::Maybe);
        assert_eq!(error.reason(), crate::Reason::Content);
    }

    #[test]
    fn the_exchanges_id_is_found_at_any_level() {
        for body in [
            r#"{"request_id":"r","data":{"task_id":"1","request_id":"other"}}"#,
            r#"{"data":{"task_id":"1","requestId":"r"}}"#,
            r#"{"data":{"task_id":"1","data":{"request_id":"r","data":{"task_status":"succeed"}}}}"#,
            r#"{"task_id":"1","request_id":"r"}"#,
        ] {
            let read = task(&answer(200, body)).expect("a task");
            assert_eq!(read.request_id.as_deref(), Some("r"), "{body}");
        }
        let refused = r#"{"message":"no","data":{"request_id":"r"}}"#;
        assert_eq!(task(&answer(400, refused)).expect_err("no").request_id.as_deref(), Some("r"));
    }

    #[test]
    fn what_a_sandbox_understood_is_read_from_its_header() {
        let heard = |plan: &str| {
            let mut response =
                answer(200, r#"{"code":0,"data":{"task_id":"7","task_status":"submitted"}}"#);
            response.headers.push(("X-Sandbox-Plan".to_owned(), plan.to_owned()));
            task(&response).expect("a task").understood
        };
        assert_eq!(
            heard("heavy rain, distant thunder").as_deref(),
            Some("heavy rain, distant thunder")
        );
        assert_eq!(
            heard("rain; not understood: %E9%9B%BB%25").as_deref(),
            Some("rain; not understood: 電%")
        );
        assert_eq!(heard("a%0Ab%07").as_deref(), Some("ab"));
        for nothing in ["", " ", "%0A", "%FF"] {
            assert_eq!(heard(nothing), None, "{nothing:?}");
        }
        assert_eq!(heard(&"a".repeat(5_000)).map(|words| words.len()), Some(LONGEST_PLAN));
    }

    /// What a relay could not send on has not happened, whatever status it has for that.
    #[test]
    fn what_a_relay_did_not_send_has_not_happened() {
        for body in [
            r#"{"code":5001,"message":"no connection","request_id":"r"}"#,
            r#"{"error":{"message":"no connection","type":"relay_error","param":"","code":""}}"#,
            r#"{"code":502,"msg":"no connection","data":null}"#,
        ] {
            let mut response = answer(502, body);
            assert_eq!(task(&response).expect_err("refused").charge, Charge::Maybe, "{body}");
            response.headers.push((HttpResponse::RELAY_SENT.to_owned(), "no".to_owned()));
            let error = task(&response).expect_err("refused");
            assert_eq!((error.charge, error.retry), (Charge::No, Retry::Later(None)), "{body}");
        }
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

    /// A provider may say when to look next while it works, too.
    #[test]
    fn a_task_says_when_it_wants_to_be_looked_at() {
        let mut response =
            answer(200, r#"{"code":0,"data":{"task_id":"1","task_status":"processing"}}"#);
        assert_eq!(task(&response).expect("a task").retry_after, None);
        response.headers.push(("retry-after".to_owned(), "15".to_owned()));
        assert_eq!(task(&response).expect("a task").retry_after, Some(Millis::from_secs(15)));
        response.headers[0] = ("ratelimit".to_owned(), "\"default\";r=0;t=30".to_owned());
        assert_eq!(task(&response).expect("a task").retry_after, Some(Millis::from_secs(30)));
    }

    #[test]
    fn an_unknown_status_stays_unknown() {
        let body = r#"{"code":0,"data":{"task_id":"1","task_status":"canceled"}}"#;
        let read = task(&answer(200, body)).expect("a task");
        assert_eq!(read.status, TaskStatus::Unknown("canceled".to_owned()));
    }

    /// A create may be answered by an id alone: the task is there, and has not begun.
    #[test]
    fn a_task_without_a_status_was_just_taken_in() {
        for body in [
            r#"{"code":0,"data":{"task_id":"5","task_info":{}}}"#,
            r#"{"code":0,"data":{"task_id":"5","task_status":null}}"#,
            r#"{"code":0,"data":{"task_id":"5","task_status":{}}}"#,
            r#"{"code":0,"data":{"task_id":"5","task_status":""}}"#,
            r#"{"code":200,"msg":"success","data":{"taskId":"5"}}"#,
            r#"{"code":0,"data":{"id":"5"}}"#,
            r#"{"task_id":"5"}"#,
            r#"{"code":0,"task_id":5}"#,
            r#"{"code":"success","taskId":"5","data":null}"#,
            r#"{"code":0,"task_id":"5","status":"submitted","data":{}}"#,
            r#"{"id":"req-1","code":0,"status":"ok","data":{"task_id":"5"}}"#,
        ] {
            let read = task(&answer(200, body)).expect("a task");
            assert_eq!((read.id.0.as_str(), read.status), ("5", TaskStatus::Submitted), "{body}");
        }
        // Speech is answered at once: its file is there, whatever else is not.
        let spoken = r#"{"code":0,"data":{"task_id":"5","task_result":{"audios":[{"url":"https://a/b.mp3"}]}}}"#;
        assert_eq!(task(&answer(200, spoken)).expect("a task").status, TaskStatus::Succeeded);
    }

    #[test]
    fn a_flat_task_may_have_failed_beside_a_code_of_success() {
        let body =
            r#"{"code":0,"task_id":"5","status":"failed","error":{"code":1301,"message":"no"}}"#;
        let read = task(&answer(200, body)).expect("a task");
        assert_eq!((read.status, read.failure_code.as_deref()), (TaskStatus::Failed, Some("1301")));
        let refused = r#"{"code":1303,"task_id":"5","status":"failed","message":"too many"}"#;
        assert_eq!(task(&answer(200, refused)).expect_err("refused").code.as_deref(), Some("1303"));
    }

    /// What is just called `id` at the top is anybody's: the exchange's, say.
    #[test]
    fn an_id_of_nothing_is_no_task() {
        for body in [r#"{"id":"req-1"}"#, r#"{"code":0,"id":"req-1","data":{}}"#] {
            let error = task(&answer(200, body)).expect_err("no task");
            assert_eq!(error.message, "The answer has no task's id in it", "{body}");
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(|number| json!(number)),
            "(0|success|1303|succeed|failed|https://a/b.wav|1e9|-0|unit|\\{\"code\":1\\}|.{0,8})"
                .prop_map(Value::from),
        ];
        let name = "(code|message|msg|detail|data|error|request_id|fail_reason|task_id|taskId|id|task_status|status|state|task_result|audios|videos|outputs|resultUrls|billing|amount|currency|charge_type|final_unit_deduction|final_balance_deduction|quota|url|url_wav|mp3_url|duration_wav|task_info|parent_video|external_task_id|created_at|failMsg|failCode)";
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
            let response = HttpResponse { status, headers: Vec::new(), body: bytes };
            let _ = (task(&response), tasks(&response), callback(&response.body));
        }

        #[test]
        fn no_json_panics(status in 100_u16..600, body in any_json()) {
            let response = answer(status, &body.to_string());
            let _ = (task(&response), callback(&response.body));
        }

        #[test]
        fn no_list_panics(list in prop::collection::vec(any_json(), 0..4)) {
            let response = answer(200, &json!({"code": 0, "data": list}).to_string());
            let read = tasks(&response).expect("it is a list");
            prop_assert!(read.len() <= list.len());
        }
    }
}
