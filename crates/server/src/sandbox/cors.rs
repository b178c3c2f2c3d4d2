//! CORS, as open as a page needs it: any origin may ask, with whatever headers it names.
//!
//! By hand, since a rule can have an answer go without.

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

/// Of the headers of an answer a page on another origin sees only those that are named here; by its date
/// it counts the times that others give.
const EXPOSED: &str =
    "retry-after, date, content-range, content-length, accept-ranges, x-sandbox-plan";

/// Whether a request is a browser's question whether another may be sent.
pub(super) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::OPTIONS && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to such a question.
pub(super) fn preflight(headers: &HeaderMap, allowed: bool) -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::OK;
    if allowed {
        let answer = response.headers_mut();
        allow(answer, headers);
        let methods = HeaderValue::from_static("GET,POST");
        answer.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
        // The names are mirrored, not "*": that would not cover Authorization.
        if let Some(asked) = headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
            answer.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
        }
    }
    response
}

/// Lets the page that asks read an answer.
pub(super) fn readable(answer: &mut HeaderMap, asked: &HeaderMap) {
    allow(answer, asked);
    let exposed = HeaderValue::from_static(EXPOSED);
    answer.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
}

fn allow(answer: &mut HeaderMap, asked: &HeaderMap) {
    if let Some(origin) = asked.get(header::ORIGIN) {
        answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
    let vary = "origin, access-control-request-method, access-control-request-headers";
    answer.insert(header::VARY, HeaderValue::from_static(vary));
}
