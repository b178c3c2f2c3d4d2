//! The user's key, kept from every place that it has no business in.

use core::fmt;

use crate::{Field, HttpRequest, Provider, Rule, Violation};

/// A provider's key. It can't be printed, serialised or compared; [`SecretKey::authorize`] is the
/// only way out, and leads to the provider's own origin.
#[derive(Clone)]
pub struct SecretKey(String);

/// A key was about to be sent to an origin that is not its provider's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key belongs to another origin and was not sent")]
pub struct KeyGoesElsewhere;

impl SecretKey {
    /// Takes a key as the user pasted it.
    ///
    /// # Errors
    /// The one thing that is wrong with it, at [`Field::Key`]. Nothing is mended silently: a key
    /// that had a line break in it may have lost its second half.
    pub fn parse(text: &str) -> Result<Self, Violation> {
        let rule = if text.is_empty() {
            Rule::Required
        } else if text.contains(char::is_whitespace) {
            Rule::HasSpaces
        } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Rule::NotPrintable
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(Violation::error(Field::Key, rule))
    }

    /// Puts the key on a request to its provider.
    ///
    /// # Errors
    /// [`KeyGoesElsewhere`], with the request untouched, where its URL is not at the provider's
    /// origin.
    pub fn authorize(
        &self,
        request: &mut HttpRequest,
        provider: &Provider,
    ) -> Result<(), KeyGoesElsewhere> {
        if !provider.base_url.is_origin_of(&request.url) {
            return Err(KeyGoesElsewhere);
        }
        request.headers.push(("authorization".to_owned(), format!("Bearer {}", self.0)));
        Ok(())
    }
}

impl SecretKey {
    /// Takes the key out of what came back: a provider that repeats it must not have it stored.
    pub fn redact(&self, body: &mut Vec<u8>) {
        const INSTEAD: &[u8] = b"[key]";
        let key = self.0.as_bytes();
        let mut from = 0;
        while let Some(at) = body
            .get(from..)
            .and_then(|rest| rest.windows(key.len()).position(|window| window == key))
        {
            let start = from + at;
            body.splice(start..start + key.len(), INSTEAD.iter().copied());
            from = start + INSTEAD.len();
        }
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    fn request(url: &str) -> HttpRequest {
        HttpRequest { method: Method::Get, url: url.to_owned(), headers: Vec::new(), body: None }
    }

    #[test]
    fn says_what_is_wrong_with_a_pasted_key() {
        let rule = |text| SecretKey::parse(text).expect_err("bad").rule;
        assert_eq!(rule(""), Rule::Required);
        assert_eq!(rule("sk-12 34"), Rule::HasSpaces);
        assert_eq!(rule("sk-1234\n"), Rule::HasSpaces);
        assert_eq!(rule("sk-1234\u{200b}"), Rule::NotPrintable);
        assert_eq!(rule("sk-“1234”"), Rule::NotPrintable);
    }

    #[test]
    fn goes_to_its_provider_and_nowhere_else() {
        let key = SecretKey::parse("sk-very-secret").expect("good");
        let provider = Provider::cometapi();
        let mut good = request("https://api.cometapi.com/kling/v1/audio/text-to-audio");
        assert_eq!(key.authorize(&mut good, &provider), Ok(()));
        assert_eq!(good.header("Authorization"), Some("Bearer sk-very-secret"));
        for url in ["https://cdn.example.com/a.wav", "https://api.cometapi.com.evil.net/kling"] {
            let mut bad = request(url);
            assert_eq!(key.authorize(&mut bad, &provider), Err(KeyGoesElsewhere));
            assert_eq!(bad.headers, []);
        }
    }

    #[test]
    fn what_repeats_it_is_redacted() {
        let key = SecretKey::parse("sk-secret").expect("good");
        let redacted = |text: &str| {
            let mut body = text.as_bytes().to_vec();
            key.redact(&mut body);
            String::from_utf8(body).expect("text")
        };
        assert_eq!(redacted("invalid sk-secret, sk-secretsk-secret"), "invalid [key], [key][key]");
        assert_eq!(redacted("sk-secre"), "sk-secre");
        assert_eq!(redacted(""), "");
    }

    #[test]
    fn no_debug_print_shows_it() {
        let key = SecretKey::parse("sk-very-secret").expect("good");
        let mut sent = request("https://api.cometapi.com/");
        key.authorize(&mut sent, &Provider::cometapi()).expect("its own origin");
        assert!(!format!("{key:?} {sent:?}").contains("very-secret"));
    }
}
