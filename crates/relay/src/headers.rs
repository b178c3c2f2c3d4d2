//! Which headers go on and which come back, by name: what is not listed does neither.

use std::sync::LazyLock;

/// What of a page's request goes on to its provider. Never a cookie, a key of the page's own, or whatever
/// says who or where the page is.
const ON: [&str; 2] = ["content-type", "accept"];

/// What of a request for a file goes on to the file's host.
const ON_TO_FILES: [&str; 2] = ["range", "accept"];

/// What of a provider's answer comes back: what the core reads of it, and the names that its support
/// asks for.
const BACK: [&str; 17] = [
    "content-type",
    "date",
    "retry-after",
    "ratelimit",
    "ratelimit-limit",
    "ratelimit-policy",
    "ratelimit-remaining",
    "ratelimit-reset",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "request-id",
    "x-request-id",
    "x-oneapi-request-id",
    "x-trace-id",
    "trace-id",
    "x-sandbox-plan",
];

/// What of a file's answer comes back.
const BACK_OF_FILES: [&str; 7] = [
    "content-type",
    "content-length",
    "content-range",
    "accept-ranges",
    "last-modified",
    "etag",
    "date",
];

/// What a page on another origin may see of an answer.
pub(crate) static EXPOSED: LazyLock<String> = LazyLock::new(|| {
    let all = BACK.iter().chain(&BACK_OF_FILES).copied();
    let unlisted = |name: &&str| !matches!(*name, "content-type" | "last-modified");
    let mut names: Vec<_> =
        all.filter(unlisted).chain([foley_core::HttpResponse::RELAY_SENT]).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
});

type Headers = Vec<(String, String)>;

/// What of a page's request goes on to its provider. It is asked not to press its answer, since what is
/// pressed can't be looked into.
pub(crate) fn on(headers: &[(String, String)]) -> Headers {
    let mut on = chosen(headers, &ON);
    on.push(("accept-encoding".to_owned(), "identity".to_owned()));
    on
}

/// What of a request for a file goes on to the file's host.
pub(crate) fn on_to_files(headers: &[(String, String)]) -> Headers {
    let mut on = chosen(headers, &ON_TO_FILES);
    on.push(("accept-encoding".to_owned(), "identity".to_owned()));
    on
}

/// What of a provider's answer comes back.
pub(crate) fn back(headers: &[(String, String)]) -> Headers {
    chosen(headers, &BACK)
}

/// What of a file's answer comes back.
pub(crate) fn back_of_files(headers: &[(String, String)]) -> Headers {
    chosen(headers, &BACK_OF_FILES)
}

/// Those of them that are listed, each once: the first that came.
fn chosen(headers: &[(String, String)], names: &[&str]) -> Headers {
    let first = |name: &&str| {
        let (_, value) = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let is_plain = value.bytes().all(|byte| byte == b'\t' || (b' '..0x7f).contains(&byte));
        is_plain.then(|| ((*name).to_owned(), value.clone()))
    };
    names.iter().filter_map(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> Headers {
        names.iter().map(|name| ((*name).to_owned(), format!("of {name}"))).collect()
    }

    fn names(headers: &Headers) -> Vec<&str> {
        headers.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn what_says_who_a_page_is_does_not_go_on() {
        let all = of(&[
            "Accept",
            "Authorization",
            "Connection",
            "Content-Type",
            "Cookie",
            "Forwarded",
            "Host",
            "Origin",
            "Proxy-Authorization",
            "Range",
            "Referer",
            "Transfer-Encoding",
            "User-Agent",
            "X-Api-Key",
            "X-Forwarded-For",
        ]);
        assert_eq!(names(&on(&all)), ["content-type", "accept", "accept-encoding"]);
        assert_eq!(names(&on_to_files(&all)), ["range", "accept", "accept-encoding"]);
    }

    #[test]
    fn what_a_host_sets_does_not_come_back() {
        let all = of(&[
            "Access-Control-Allow-Origin",
            "Content-Encoding",
            "Content-Length",
            "Content-Range",
            "Content-Type",
            "Date",
            "Link",
            "Location",
            "Refresh",
            "Retry-After",
            "Server",
            "Set-Cookie",
            "Strict-Transport-Security",
            "WWW-Authenticate",
            "X-Request-Id",
            "X-Sandbox-Plan",
        ]);
        let api = ["content-type", "date", "retry-after", "x-request-id", "x-sandbox-plan"];
        assert_eq!(names(&back(&all)), api);
        let file = ["content-type", "content-length", "content-range", "date"];
        assert_eq!(names(&back_of_files(&all)), file);
    }

    #[test]
    fn no_header_becomes_two() {
        let split = [("content-type".to_owned(), "a\r\nset-cookie: b".to_owned())];
        assert_eq!(back(&split), []);
    }

    #[test]
    fn a_page_may_see_what_the_core_reads() {
        for name in ["retry-after", "date", "ratelimit", "x-sandbox-plan", "x-relay-sent"] {
            assert!(EXPOSED.split(", ").any(|exposed| exposed == name), "{name}");
        }
    }
}
