//! What a refusal means: by the provider's code first, by the HTTP status where it has none.
//!
//! The table is Kling's own of error codes. 429 alone says little: four of the six codes that come
//! with it are final.

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
    // A refusal for its content is one in whichever answer it comes.
    if message.is_some_and(crate::error::is_about_content) {
        return (Retry::Never, Charge::No);
    }
    // An error inside of HTTP 200 has its status in the code.
    let inner = number.and_then(|number| u16::try_from(number).ok());
    let status = match inner {
        Some(inner @ 400..=599) if status < 400 => inner,
        _ => status,
    };
    match status {
        408 | 500.. => (Retry::Later(after), Charge::Maybe),
        425 | 429 => (Retry::Later(after), Charge::No),
        _ => (Retry::Never, Charge::No),
    }
}

/// A relay hides its request id in the sentence: `… (request id: 2026…)`.
fn request_id_in(message: &str) -> Option<String> {
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

    #[test]
    fn the_request_id_is_dug_out_of_the_sentence() {
        let message = "invalid token (request id: 20260205132859798638387SIHCnxzJ)";
        let error = refusal(401, None, Some(message), None, None);
        assert_eq!(error.request_id.as_deref(), Some("20260205132859798638387SIHCnxzJ"));
        assert!(error.is_about_key());
    }
}
