//! What a refusal means: by the provider's code first, by the HTTP status where it has none.
//!
//! The table is Kling's own of error codes. 429 alone says little: four of the six codes that come
//! with it are final.

use crate::error::{is_about_content, status_inside};
use crate::{ApiError, Charge, Millis, Origin, Retry};

/// The error that a refusal stands for.
pub(super) fn refusal(
    status: u16,
    code: Option<String>,
    message: Option<&str>,
    request_id: Option<String>,
    retry_after: Option<Millis>,
) -> ApiError {
    let (retry, charge) = meaning(status, code.as_deref(), message, retry_after);
    ApiError {
        origin: Origin::Provider,
        retry,
        charge,
        status: Some(status),
        message: message.map_or_else(|| plain_words(status).to_owned(), str::to_owned),
        request_id: request_id.or_else(|| message.and_then(request_id_in)),
        code,
        excerpt: None,
    }
}

/// Whether to try again, and whether it may have happened all the same. A code that we know decides;
/// any other answer of a server that broke or gave up says nothing of how far the request had come.
fn meaning(
    status: u16,
    code: Option<&str>,
    message: Option<&str>,
    after: Option<Millis>,
) -> (Retry, Charge) {
    if message.is_some_and(is_about_taken_id) {
        return (Retry::Never, Charge::Maybe);
    }
    let number: Option<u32> = code.and_then(|code| code.parse().ok());
    match (number, code) {
        // A token that is not yet or no longer good: the next one is signed at another time.
        (Some(1003 | 1004), _) => return (Retry::Resigned, Charge::No),
        // Too fast; over the limit of parallel tasks.
        (Some(1302 | 1303), _) => return (Retry::ForSlot(after), Charge::No),
        // Internal error, maintenance, time-out.
        (Some(5000..=5002), _) => return (Retry::Later(after), Charge::Maybe),
        // Kling's other codes are final, whatever status they come with.
        (Some(1000..=1002 | 1100..=1103 | 1200..=1203 | 1300 | 1301 | 1304), _) => {
            return (Retry::Never, Charge::No);
        }
        // So are a relay's, though these come with 500, 503 and 403.
        (
            _,
            Some(
                "invalid_request"
                | "model_not_found"
                | "insufficient_user_quota"
                | "pre_consume_token_quota_failed",
            ),
        ) => return (Retry::Never, Charge::No),
        _ => {}
    }
    let status = status_inside(status, code);
    if message.is_some_and(|words| is_about_content(words, Some(status))) {
        return (Retry::Never, Charge::No);
    }
    match status {
        408 | 500.. => (Retry::Later(after), Charge::Maybe),
        425 | 429 => (Retry::Later(after), Charge::No),
        _ => (Retry::Never, Charge::No),
    }
}

/// Whether these are words for an external id that is taken already. It may be taken by this very
/// request: a browser sends a create by itself once more where it loses the answer on a connection that it
/// had used before, and shows the second answer only.
fn is_about_taken_id(message: &str) -> bool {
    let message = message.to_ascii_lowercase().replace([' ', '_'], "");
    let words = ["already", "duplicat", "unique", "repeat", "重复", "已存在"];
    message.contains("externaltaskid") && words.iter().any(|words| message.contains(words))
}

/// A relay hides its request id in the sentence: `… (request id: 2026…)`.
pub(super) fn request_id_in(message: &str) -> Option<String> {
    let (_, rest) = message.rsplit_once("(request id: ")?;
    let (id, _) = rest.split_once(')')?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// Our words for a status that came without the provider's.
fn plain_words(status: u16) -> &'static str {
    match status {
        401 => "The provider did not accept the key",
        402 => "The account's balance does not cover this",
        403 => "The provider does not allow this with this key",
        404 => "The provider does not know this task",
        429 => "The provider wants fewer requests",
        500.. => "The provider had an error of its own",
        _ => "The provider refused without saying why",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, code: &str) -> ApiError {
        refusal(status, Some(code.to_owned()), Some("words"), None, None)
    }

    /// Kling's whole table: each code with its HTTP status, and what a client does about it.
    #[test]
    fn klings_table_of_codes() {
        use crate::Reason::{Balance, Busy, Content, Key, NotFound, Permission, Provider, Request};
        let (later, slot) = (Retry::Later(None), Retry::ForSlot(None));
        for (status, code, reason, retry, charge) in [
            (401, "1000", Key, Retry::Never, Charge::No),
            (401, "1001", Key, Retry::Never, Charge::No),
            (401, "1002", Key, Retry::Never, Charge::No),
            (401, "1003", Key, Retry::Resigned, Charge::No),
            (401, "1004", Key, Retry::Resigned, Charge::No),
            (429, "1100", Permission, Retry::Never, Charge::No),
            (429, "1101", Balance, Retry::Never, Charge::No),
            (429, "1102", Balance, Retry::Never, Charge::No),
            (403, "1103", Permission, Retry::Never, Charge::No),
            (400, "1200", Request, Retry::Never, Charge::No),
            (400, "1201", Request, Retry::Never, Charge::No),
            (404, "1202", NotFound, Retry::Never, Charge::No),
            (404, "1203", NotFound, Retry::Never, Charge::No),
            (400, "1300", Content, Retry::Never, Charge::No),
            (400, "1301", Content, Retry::Never, Charge::No),
            (429, "1302", Busy, slot, Charge::No),
            (429, "1303", Busy, slot, Charge::No),
            (429, "1304", Permission, Retry::Never, Charge::No),
            (500, "5000", Provider, later, Charge::Maybe),
            (503, "5001", Provider, later, Charge::Maybe),
            (504, "5002", Provider, later, Charge::Maybe),
        ] {
            let error = of(status, code);
            assert_eq!(
                (error.reason(), error.retry, error.charge),
                (reason, retry, charge),
                "{code}"
            );
            // A code says the same inside of HTTP 200.
            let inside = of(200, code);
            assert_eq!((inside.reason(), inside.retry), (reason, retry), "{code}");
        }
    }

    /// CometAPI's table, by HTTP status.
    #[test]
    fn a_relays_table_of_statuses() {
        use crate::Reason::{Busy, Key, Permission, Provider, Request};
        for (status, reason, retry) in [
            (400, Request, Retry::Never),
            (401, Key, Retry::Never),
            (403, Permission, Retry::Never),
            (429, Busy, Retry::Later(None)),
            (500, Provider, Retry::Later(None)),
            (503, Provider, Retry::Later(None)),
            (504, Provider, Retry::Later(None)),
            (524, Provider, Retry::Later(None)),
        ] {
            let error = refusal(status, None, Some("words"), None, None);
            assert_eq!((error.reason(), error.retry), (reason, retry), "{status}");
        }
    }

    #[test]
    fn a_refusal_for_its_content_is_one_whatever_it_came_in() {
        for status in [200, 400, 429, 500, 503] {
            let words = Some("Failure to pass the risk control system");
            let error = refusal(status, Some("-1".to_owned()), words, None, None);
            assert_eq!(error.reason(), crate::Reason::Content, "{status}");
            assert_eq!((error.retry, error.charge), (Retry::Never, Charge::No), "{status}");
        }
        // A code that is but an HTTP status is no better answer than the words.
        for (code, words) in [
            ("500", "Failure to pass the risk control system"),
            ("400", "Content policy violation"),
        ] {
            let error = refusal(200, Some(code.to_owned()), Some(words), None, None);
            assert_eq!(
                (error.reason(), error.retry),
                (crate::Reason::Content, Retry::Never),
                "{code}"
            );
        }
        let failed = crate::Task {
            status_message: Some("Failure to pass the risk control system".to_owned()),
            ..a_failed_task()
        };
        assert_eq!(ApiError::of_failure(&failed, Charge::Maybe).reason(), crate::Reason::Content);
        let coded =
            crate::Task { failure_code: Some("CONTENT_MODERATION".to_owned()), ..a_failed_task() };
        assert_eq!(ApiError::of_failure(&coded, Charge::No).reason(), crate::Reason::Content);
    }

    /// A check of content that was not to be had has not refused anything.
    #[test]
    fn a_check_of_content_may_break_too() {
        use crate::Reason::{Content, Provider, Request, Unknown};
        let slow = Some("content moderation service timed out");
        for (status, code) in [(504, None), (500, Some("-1")), (200, Some("524")), (408, None)] {
            let error = refusal(status, code.map(str::to_owned), slow, None, None);
            assert_eq!(
                (error.retry, error.charge),
                (Retry::Later(None), Charge::Maybe),
                "{status}"
            );
            assert_eq!(error.reason(), if status == 408 { Unknown } else { Provider }, "{status}");
        }
        for (words, reason) in [
            ("model names are case-sensitive", Request),
            ("the prompt has sensitive words in it", Content),
            ("Sensitive content detected", Content),
            ("refused by content moderation", Content),
        ] {
            assert_eq!(refusal(400, None, Some(words), None, None).reason(), reason, "{words}");
        }
    }

    fn a_failed_task() -> crate::Task {
        crate::wire::callback(br#"{"task_id":"1","task_status":"failed"}"#).expect("a task")
    }

    #[test]
    fn a_429_is_four_different_things() {
        assert_eq!(of(429, "1302").retry, Retry::ForSlot(None));
        assert_eq!(of(429, "1303").retry, Retry::ForSlot(None));
        for code in ["1100", "1101", "1102", "1304"] {
            assert_eq!(of(429, code).retry, Retry::Never, "{code}");
        }
        assert_eq!(refusal(429, None, None, None, None).retry, Retry::Later(None));
    }

    #[test]
    fn a_status_that_looks_passing_may_be_final() {
        assert_eq!(of(500, "invalid_request").retry, Retry::Never);
        assert_eq!(of(503, "model_not_found").retry, Retry::Never);
        assert_eq!(of(503, "5001").retry, Retry::Later(None));
    }

    /// The browser may have sent it twice, and shown us the second answer.
    #[test]
    fn a_taken_id_may_be_taken_by_us() {
        for words in [
            "external_task_id already exists",
            "Duplicate external_task_id",
            "The external task id must be unique",
            "external_task_id 重复",
        ] {
            for code in ["1201", "1200", "409"] {
                let error = refusal(400, Some(code.to_owned()), Some(words), None, None);
                assert_eq!((error.retry, error.charge), (Retry::Never, Charge::Maybe), "{words}");
            }
        }
        for words in ["external_task_id value is invalid", "prompt already in use", "duplicate"] {
            let error = refusal(400, Some("1201".to_owned()), Some(words), None, None);
            assert_eq!(error.charge, Charge::No, "{words}");
        }
    }

    #[test]
    fn only_a_broken_server_may_have_charged() {
        assert_eq!(of(500, "5000").charge, Charge::Maybe);
        assert_eq!(of(400, "1201").charge, Charge::No);
        assert_eq!(of(429, "1303").charge, Charge::No);
    }

    /// A relay's time-outs come in every shape, with a code or without; the task may be there.
    #[test]
    fn a_relay_that_gave_up_may_have_charged() {
        let none = |status| refusal(status, None, Some("words"), None, None);
        for error in
            [of(500, "do_request_failed"), of(502, "502"), of(200, "500"), none(504), none(408)]
        {
            assert_eq!(
                (error.retry, error.charge),
                (Retry::Later(None), Charge::Maybe),
                "{error:?}"
            );
        }
        assert_eq!(of(200, "429").charge, Charge::No);
    }

    /// One-api and its kin refuse an empty account with 403, and mostly without a code.
    #[test]
    fn a_403_about_money_is_about_money() {
        use crate::Reason::{Balance, Permission};
        for (words, reason) in [
            ("用户额度不足，剩余额度: ¥0.00", Balance),
            ("余额不足", Balance),
            ("User's credit limit is insufficient, remaining credit limit: $0.000000", Balance),
            ("Insufficient account balance", Balance),
            ("insufficient user quota", Balance),
            ("You have insufficient permissions", Permission),
            ("This model is not allowed", Permission),
        ] {
            for (status, code) in [(403, None), (200, Some("403".to_owned()))] {
                let error = refusal(status, code, Some(words), None, None);
                assert_eq!((error.reason(), error.retry), (reason, Retry::Never), "{words}");
            }
        }
        assert_eq!(of(403, "1103").reason(), Permission);
    }

    #[test]
    fn the_request_id_is_dug_out_of_the_sentence() {
        let message = "invalid token (request id: 20260205132859798638387SIHCnxzJ)";
        let error = refusal(401, None, Some(message), None, None);
        assert_eq!(error.request_id.as_deref(), Some("20260205132859798638387SIHCnxzJ"));
        assert!(error.is_about_key());
    }
}
