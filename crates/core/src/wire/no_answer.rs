//! What came where an answer was to come: a gateway's page, a body that was cut short, nothing at
//! all. What it means is told by its HTTP status, as far as that tells.

use super::pause::pause;
use super::refusal::refusal;
use crate::{ApiError, Charge, HttpResponse, Origin, Retry};

/// How much of a body that is no answer is kept for the user to see.
const EXCERPT_CHARS: usize = 300;
/// The longest text that is taken to be a sentence.
const WORDS_CHARS: usize = 200;

/// What a body is that is no JSON object.
enum Found {
    Nothing,
    Page,
    /// A sentence without anything around it, as some write their refusals.
    Words(String),
    Other,
}

/// The error that a body stands for which is no JSON object.
pub(super) fn no_answer(response: &HttpResponse) -> ApiError {
    let found = found(response);
    let error = match response.status {
        // A time-out: nobody knows how far it had come.
        408 => unread(response, &found),
        400..=499 => refused(response, &found),
        300..=399 => ApiError {
            // Whoever sends us elsewhere has not done it.
            retry: Retry::Never,
            charge: Charge::No,
            ..ApiError::new(
                Origin::Gateway,
                "The address leads elsewhere: the base URL or its path prefix is not the API's",
            )
        },
        _ => unread(response, &found),
    };
    ApiError { status: Some(response.status), excerpt: excerpt(response), ..error }
}

/// A status from 400 to 499 is a refusal, whoever wrote the rest: nothing has begun, and the same
/// again would fare no better.
///
/// A sentence is the provider's own. A page or nothing at all is a gateway's, which knows nothing of
/// tasks; so is a 404 in plain words, which is what routers say of a path.
fn refused(response: &HttpResponse, found: &Found) -> ApiError {
    let words = match found {
        Found::Words(words) => Some(words.as_str()),
        Found::Page if matches!(response.status, 404 | 405 | 410) => Some(
            "A web page came instead of an answer: the base URL or its path prefix may be wrong",
        ),
        _ => None,
    };
    let is_its_own = matches!(found, Found::Words(_)) && response.status != 404;
    let error = refusal(response.status, None, words, None, pause(response));
    let origin = if is_its_own { Origin::Provider } else { Origin::Gateway };
    ApiError { origin, ..error }
}

/// What can't be read says nothing of what has happened.
fn unread(response: &HttpResponse, found: &Found) -> ApiError {
    let what = match found {
        Found::Nothing => "The answer is empty",
        Found::Page => "A web page came instead of an answer",
        Found::Words(_) | Found::Other => "The answer can't be read",
    };
    // Where a page is a success it is a site, not an API, and will be the next time. Whether it was
    // charged stays open: a proxy that looks into answers may have put its page in a good one's place.
    let is_site = matches!(found, Found::Page) && response.is_success();
    let retry = if is_site { Retry::Never } else { Retry::Later(pause(response)) };
    ApiError { retry, ..ApiError::new(Origin::Gateway, what) }
}

fn found(response: &HttpResponse) -> Found {
    let body = text(response);
    let is_html = |kind: &str| kind.to_ascii_lowercase().contains("text/html");
    if body.is_empty() {
        Found::Nothing
    } else if body.starts_with('<') || response.header("content-type").is_some_and(is_html) {
        Found::Page
    } else if let Some(words) = words(&body) {
        Found::Words(words)
    } else {
        Found::Other
    }
}

/// A short text of one line, with or without quotation marks around it, that is no piece of JSON.
fn words(body: &str) -> Option<String> {
    let words = serde_json::from_str(body).unwrap_or_else(|_| body.to_owned());
    let is_short = words.chars().count() <= WORDS_CHARS;
    let is_plain = words.starts_with(char::is_alphanumeric) && !words.contains(char::is_control);
    (is_short && is_plain && !words.contains(['{', '<'])).then_some(words)
}

fn text(response: &HttpResponse) -> String {
    let body = String::from_utf8_lossy(&response.body);
    body.trim_start_matches('\u{feff}').trim().to_owned()
}

/// The beginning of the body; `None` where there is none.
pub(super) fn excerpt(response: &HttpResponse) -> Option<String> {
    let body = text(response);
    (!body.is_empty()).then(|| body.chars().take(EXCERPT_CHARS).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Millis, Reason};

    fn of(status: u16, body: &str) -> ApiError {
        no_answer(&HttpResponse { status, headers: Vec::new(), body: body.into() })
    }

    const PAGE: &str = "<!doctype html>\n<html><body>no</body></html>";

    /// Whatever it is written in, a status from 400 to 499 was refused before anything began.
    #[test]
    fn a_refusal_needs_no_json() {
        for (status, reason, retry) in [
            (400, Reason::Request, Retry::Never),
            (401, Reason::Key, Retry::Never),
            (402, Reason::Balance, Retry::Never),
            (403, Reason::Permission, Retry::Never),
            (404, Reason::NotFound, Retry::Never),
            (422, Reason::Request, Retry::Never),
            (425, Reason::Busy, Retry::Later(None)),
            (429, Reason::Busy, Retry::Later(None)),
        ] {
            for body in ["", PAGE, "No", "\"No\"", "[]", "null", "7", "{\"code\":13", "\u{7}"] {
                let error = of(status, body);
                assert_eq!((error.reason(), error.retry), (reason, retry), "{status} {body}");
                assert_eq!(error.charge, Charge::No, "{status} {body}");
                assert_eq!(error.is_about_key(), status == 401);
            }
        }
    }

    #[test]
    fn a_sentence_is_the_providers_own_and_a_page_is_not() {
        let error = of(402, " Insufficient credits\n");
        assert_eq!(
            (error.origin, error.message.as_str()),
            (Origin::Provider, "Insufficient credits")
        );
        assert_eq!(error.excerpt.as_deref(), Some("Insufficient credits"));
        assert_eq!(of(401, "\"Unauthorized\"").message, "Unauthorized");
        // What routers say of a path.
        let error = of(404, "404 page not found");
        assert_eq!((error.origin, error.message.as_str()), (Origin::Gateway, "404 page not found"));
        for body in [PAGE, ""] {
            let error = of(403, body);
            assert_eq!(error.origin, Origin::Gateway);
            assert_eq!(error.message, "The provider does not allow this with this key");
        }
        assert_eq!(of(404, PAGE).origin, Origin::Gateway);
        assert!(of(404, PAGE).message.contains("base URL"));
        assert_eq!(of(403, PAGE).excerpt.as_deref(), Some(PAGE));
        assert_eq!(
            of(400, &"long ".repeat(100)).message,
            "The provider refused without saying why"
        );
    }

    #[test]
    fn a_files_host_knows_nothing_of_keys() {
        let error =
            ApiError { status: Some(401), ..ApiError::new(Origin::Gateway, "The host refused it") };
        assert_eq!(error.reason(), Reason::Network);
    }

    #[test]
    fn a_page_is_known_by_its_type_too() {
        let headers = vec![("Content-Type".to_owned(), "text/html; charset=utf-8".to_owned())];
        let page = HttpResponse { status: 403, headers, body: "Denied".into() };
        assert_eq!(no_answer(&page).origin, Origin::Gateway);
        assert_eq!(of(403, "\u{feff}<html>").origin, Origin::Gateway);
    }

    /// A site where an API was to be is one the next time, too. That a create has not reached the
    /// provider is likely and not sure.
    #[test]
    fn a_page_that_is_a_success_is_a_wrong_address() {
        let error = of(200, PAGE);
        assert_eq!((error.origin, error.retry), (Origin::Gateway, Retry::Never));
        assert_eq!(error.charge, Charge::Maybe);
    }

    #[test]
    fn what_a_broken_server_says_may_pass() {
        for (status, body) in
            [(408, "Request Timeout"), (408, PAGE), (502, PAGE), (504, ""), (200, "")]
        {
            let error = of(status, body);
            assert_eq!(
                (error.origin, error.retry),
                (Origin::Gateway, Retry::Later(None)),
                "{status}"
            );
            assert_eq!(error.charge, Charge::Maybe, "{status}");
            assert_eq!(error.reason(), Reason::Network, "{status}");
        }
    }

    #[test]
    fn a_gateway_may_say_when() {
        let headers = vec![("retry-after".to_owned(), "7".to_owned())];
        let page = HttpResponse { status: 429, headers, body: PAGE.into() };
        assert_eq!(no_answer(&page).retry, Retry::Later(Some(Millis::from_secs(7))));
    }
}
