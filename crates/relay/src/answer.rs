//! What a page gets of what came back: without what must not come back, and readable across origins.

use foley_core::{HttpResponse, UnixMillis};

use crate::{Exchange, Kind, Refusal, Relay, headers, links};

impl Relay {
    /// What a page gets of a provider's answer: without the credential, with the headers that it may see,
    /// and with links that lead through here.
    #[must_use]
    pub fn answered(
        &self,
        exchange: &Exchange,
        mut answer: HttpResponse,
        now: UnixMillis,
    ) -> HttpResponse {
        let account = exchange.account.and_then(|index| self.accounts.get(index));
        let Some(account) = account.filter(|_| is_readable(&answer)) else {
            return self.refuse(exchange, &Refusal::Broken);
        };
        account.credential.redact_answer(&mut answer);
        answer.headers = headers::back(&answer.headers);
        links::rewrite(&mut answer, |url| self.link(url, now));
        self.finished(exchange, answer)
    }

    /// The answer to what is refused, or what came to nothing.
    #[must_use]
    pub fn refuse(&self, exchange: &Exchange, refusal: &Refusal) -> HttpResponse {
        self.finished(exchange, refusal.answer(exchange.dialect, &exchange.id))
    }

    /// An answer of the relay's own, as a page on another origin may see it.
    #[must_use]
    pub fn finished(&self, exchange: &Exchange, mut answer: HttpResponse) -> HttpResponse {
        let mut put = |name: &str, value: &str| {
            answer.headers.push((name.to_owned(), value.to_owned()));
        };
        put("vary", "Origin");
        // Whatever somebody else wrote is not to run as a page of the relay's origin.
        put("x-content-type-options", "nosniff");
        put("content-security-policy", "default-src 'none'; sandbox");
        put("referrer-policy", "no-referrer");
        if exchange.kind == Kind::File {
            put("cross-origin-resource-policy", "cross-origin");
            put("cache-control", "private, max-age=3600");
        } else {
            put("cache-control", "no-store");
        }
        if let Some(origin) = &exchange.origin {
            put("access-control-allow-origin", origin);
            if exchange.kind != Kind::Preflight {
                put("access-control-expose-headers", &headers::EXPOSED);
            }
        }
        answer
    }

    /// What a page gets of the head of a file's answer; the bytes follow where there are some. `most` is
    /// the largest file that is let through.
    ///
    /// # Errors
    /// Why it is not let through.
    pub fn file_answered(
        &self,
        exchange: &Exchange,
        status: u16,
        headers: &[(String, String)],
        most: u64,
    ) -> Result<HttpResponse, Refusal> {
        let all = headers::back_of_files(headers);
        let value = |name: &str| {
            all.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
        };
        let encoding =
            headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-encoding"));
        match status {
            200 | 206 => {
                if encoding.is_some_and(|(_, value)| !value.eq_ignore_ascii_case("identity")) {
                    return Err(Refusal::FileNotHad);
                }
                if !value("content-type").is_none_or(is_file) {
                    return Err(Refusal::NoFile);
                }
                let length = value("content-length").and_then(|text| text.parse::<u64>().ok());
                if length.is_some_and(|length| length > most) {
                    return Err(Refusal::FileTooLarge(most));
                }
                let answer = HttpResponse { status, headers: all, body: Vec::new() };
                Ok(self.finished(exchange, answer))
            }
            // What its host says of a file that it does not give is not a file either; that it says so
            // is enough.
            400..=599 => {
                let kept = ["content-range", "accept-ranges"];
                let mut headers: Vec<_> =
                    all.into_iter().filter(|(name, _)| kept.contains(&name.as_str())).collect();
                let kind = "text/plain; charset=utf-8";
                headers.push(("content-type".to_owned(), kind.to_owned()));
                let body =
                    format!("Relay: the file's host answered with HTTP {status}").into_bytes();
                Ok(self.finished(exchange, HttpResponse { status, headers, body }))
            }
            _ => Err(Refusal::FileNotHad),
        }
    }
}

/// Whether an answer can be looked into for what must not come back.
fn is_readable(answer: &HttpResponse) -> bool {
    let encoding = answer.header("content-encoding");
    (200..=599).contains(&answer.status)
        && encoding.is_none_or(|encoding| encoding.eq_ignore_ascii_case("identity"))
}

/// Whether this media type is one of sounds and videos, or says nothing.
fn is_file(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    ["audio/", "video/"].iter().any(|family| kind.starts_with(family))
        || matches!(
            kind.as_str(),
            "" | "application/octet-stream"
                | "binary/octet-stream"
                | "application/mp4"
                | "application/ogg"
        )
}
