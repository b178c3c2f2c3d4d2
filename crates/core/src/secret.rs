//! The user's credential, kept from every place that it has no business in.

use core::fmt;

use crate::{Field, HttpRequest, HttpResponse, Provider, Rule, UnixMillis, Violation, jwt};

/// A provider's key, or half of a pair. It can't be printed, serialised or compared; a
/// [`Credential`] is the only way out, and leads to the provider's own origin.
#[derive(Clone)]
pub struct SecretKey(String);

/// What a provider wants to see before it works.
#[derive(Clone)]
pub enum Credential {
    /// A key that is sent as it is.
    Key(SecretKey),
    /// A pair that signs a token for each request: the secret half never leaves.
    Pair {
        /// The public half.
        access: SecretKey,
        /// The secret half.
        secret: SecretKey,
    },
}

/// A credential was about to be sent to an origin that is not its provider's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key belongs to another origin and was not sent")]
pub struct KeyGoesElsewhere;

impl SecretKey {
    /// The shortest key that is looked for in answers. A shorter one is no secret, and would be found
    /// in the middle of words.
    const SHORTEST: usize = 8;

    /// Takes a key as the user pasted it.
    ///
    /// # Errors
    /// The one thing that is wrong with it, at [`Field::Key`]. Nothing is mended silently: a key
    /// that had a line break in it may have lost its second half.
    pub fn parse(text: &str) -> Result<Self, Violation> {
        Self::parse_at(Field::Key, text)
    }

    /// Takes a key, or half of a pair, that was pasted into this field.
    ///
    /// # Errors
    /// As of [`SecretKey::parse`], at this field.
    pub fn parse_at(field: Field, text: &str) -> Result<Self, Violation> {
        let rule = if text.is_empty() {
            Rule::Required
        } else if text.contains(char::is_whitespace) {
            Rule::HasSpaces
        } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Rule::NotPrintable
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(Violation::error(field, rule))
    }

    fn redact(&self, body: &mut Vec<u8>) {
        let key = self.0.as_bytes();
        if key.len() >= Self::SHORTEST {
            replace(body, |rest| {
                rest.starts_with(key).then_some(key.len()).or_else(|| escaped(rest, key))
            });
        }
    }
}

impl Credential {
    /// Puts the credential on a request to its provider. A pair's token is signed anew for each
    /// request, so that none runs out on the way; `now` is when it is sent.
    ///
    /// # Errors
    /// [`KeyGoesElsewhere`], with the request untouched, where its URL is not at the provider's
    /// origin.
    pub fn authorize(
        &self,
        request: &mut HttpRequest,
        provider: &Provider,
        now: UnixMillis,
    ) -> Result<(), KeyGoesElsewhere> {
        if !provider.base_url.is_origin_of(&request.url) {
            return Err(KeyGoesElsewhere);
        }
        let value = match self {
            Self::Key(key) => format!("Bearer {}", key.0),
            Self::Pair { access, secret } => {
                format!("Bearer {}", jwt::sign(&access.0, &secret.0, now))
            }
        };
        request.headers.push(("authorization".to_owned(), value));
        Ok(())
    }

    /// Takes the credential out of an answer: a provider that repeats it must not have it stored.
    pub fn redact_answer(&self, answer: &mut HttpResponse) {
        self.redact(&mut answer.body);
        for (_, value) in &mut answer.headers {
            self.redact_text(value);
        }
    }

    /// Takes the credential out of a text.
    pub fn redact_text(&self, text: &mut String) {
        let mut bytes = std::mem::take(text).into_bytes();
        self.redact(&mut bytes);
        // The key is printable, and so is what comes in its place: what is left is text.
        *text = String::from_utf8(bytes).unwrap_or_default();
    }

    /// Takes the credential out of what came back. Of a pair that is both halves, and every token.
    pub fn redact(&self, body: &mut Vec<u8>) {
        match self {
            Self::Key(key) => key.redact(body),
            Self::Pair { access, secret } => {
                secret.redact(body);
                access.redact(body);
                let is_of_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
                replace(body, |rest| {
                    let is_token = rest.starts_with(jwt::BEGINNING.as_bytes());
                    is_token.then(|| rest.iter().take_while(|byte| is_of_token(byte)).count())
                });
            }
        }
    }
}

/// Puts `[key]` in the place of whatever is found; `found` says how far it reaches.
fn replace(body: &mut Vec<u8>, found: impl Fn(&[u8]) -> Option<usize>) {
    const INSTEAD: &[u8] = b"[key]";
    let mut from = 0;
    while let Some(rest) = body.get(from..)
        && let Some((at, length)) = (0..rest.len()).find_map(|at| {
            Some((at, rest.get(at..).and_then(&found).filter(|length| *length > 0)?))
        })
    {
        let start = from + at;
        body.splice(start..start + length, INSTEAD.iter().copied());
        from = start + INSTEAD.len();
    }
}

/// How far a key reaches that a text in JSON begins with. There a quotation mark and a backslash must be
/// escaped, a slash may be, and so may anything as `\u002f`.
fn escaped(text: &[u8], key: &[u8]) -> Option<usize> {
    let mut rest = text;
    for byte in key {
        let (_, after) =
            rest.split_first().filter(|(first, _)| *first == byte || **first == b'\\')?;
        let is_plain = rest.first() == Some(byte) && *byte != b'\\';
        rest = match after {
            _ if is_plain => after,
            [second, after @ ..] if second == byte && b"\"\\/".contains(byte) => after,
            [b'u', b'0', b'0', high, low, after @ ..] => {
                let digit = |digit: &u8| char::from(*digit).to_digit(16);
                let is_same = digit(high)? * 16 + digit(low)? == u32::from(*byte);
                is_same.then_some(after)?
            }
            _ => return None,
        };
    }
    Some(text.len() - rest.len())
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key(…)",
            Self::Pair { .. } => "Pair(…)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    const NOW: UnixMillis = UnixMillis(1_773_367_502_225);

    fn key(text: &str) -> Credential {
        Credential::Key(SecretKey::parse(text).expect("good"))
    }

    fn pair(access: &str, secret: &str) -> Credential {
        let half = |text| SecretKey::parse(text).expect("good");
        Credential::Pair { access: half(access), secret: half(secret) }
    }

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
        let key = key("sk-very-secret");
        let provider = Provider::cometapi();
        let mut good = request("https://api.cometapi.com/kling/v1/audio/text-to-audio");
        assert_eq!(key.authorize(&mut good, &provider, NOW), Ok(()));
        assert_eq!(good.header("Authorization"), Some("Bearer sk-very-secret"));
        for url in ["https://cdn.example.com/a.wav", "https://api.cometapi.com.evil.net/kling"] {
            let mut bad = request(url);
            assert_eq!(key.authorize(&mut bad, &provider, NOW), Err(KeyGoesElsewhere));
            assert_eq!(bad.headers, []);
        }
    }

    #[test]
    fn what_repeats_it_is_redacted() {
        let key = key("sk-secret");
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
    fn an_answer_is_redacted_throughout() {
        let mut answer = HttpResponse {
            status: 401,
            headers: vec![("x-echo".to_owned(), "ä Bearer sk-secret".to_owned())],
            body: b"sk-secret".to_vec(),
        };
        key("sk-secret").redact_answer(&mut answer);
        assert_eq!(answer.headers, [("x-echo".to_owned(), "ä Bearer [key]".to_owned())]);
        assert_eq!(answer.body, b"[key]");
    }

    #[test]
    fn a_short_key_is_left_in_words() {
        let mut body = br#"{"task_id":"sk"}"#.to_vec();
        key("sk").redact(&mut body);
        pair("task_id", "sk").redact(&mut body);
        assert_eq!(body, br#"{"task_id":"sk"}"#);
    }

    /// A key comes back in JSON as its writer escapes it.
    #[test]
    fn an_escaped_key_is_redacted() {
        let key = key(r#"a/b"c\d&ef"#);
        for written in [
            r#"a/b"c\d&ef"#,
            r#"a/b\"c\\d&ef"#,
            r#"a\/b\"c\\d&ef"#,
            r#"a\u002Fb\u0022c\u005cd\u0026ef"#,
            r#"\u0061/b\"c\\d\u0026ef"#,
        ] {
            let mut body = format!("<{written}>").into_bytes();
            key.redact(&mut body);
            assert_eq!(String::from_utf8(body).expect("text"), "<[key]>", "{written}");
        }
        for other in [r#"a/b\"c\d&ef"#, r#"a\u002gb"c\d&ef"#, r#"a/b\"c\\d&e"#, r"a\u00", "a/b\\"] {
            let mut body = other.as_bytes().to_vec();
            key.redact(&mut body);
            assert_eq!(body, other.as_bytes(), "{other}");
        }
    }

    proptest::proptest! {
        /// However a key is written in JSON, nothing of it is left.
        #[test]
        fn no_key_is_left(text in "[!-~]{8,20}", before in "[a-z\"\\\\ ]{0,5}") {
            let body = serde_json::json!({"message": format!("{before}{text}")}).to_string();
            let body = format!("{body}{}{text}", body.replace('/', "\\/"));
            let mut body = body.into_bytes();
            key(&text).redact(&mut body);
            let left = String::from_utf8(body).expect("text");
            proptest::prop_assert!(left.matches("[key]").count() >= 3, "{}", left);
            proptest::prop_assert!(!left.contains(&text) || "[key]".contains(&text), "{}", left);
        }
    }

    #[test]
    fn no_debug_print_shows_it() {
        let key = key("sk-very-secret");
        let mut sent = request("https://api.cometapi.com/");
        key.authorize(&mut sent, &Provider::cometapi(), NOW).expect("its own origin");
        assert!(!format!("{key:?} {sent:?}").contains("very-secret"));
    }

    #[test]
    fn a_pair_signs_each_request_for_its_time() {
        let (pair, provider) = (pair("access", "secret"), Provider::kling());
        let token = |now| {
            let mut sent = request("https://api-singapore.klingai.com/v1/audio/text-to-audio");
            pair.authorize(&mut sent, &provider, now).expect("its own origin");
            let header = sent.header("authorization").expect("it is there").to_owned();
            header.strip_prefix("Bearer ").expect("a bearer's").to_owned()
        };
        // An hour later the first token has long run out, and another is sent.
        for now in [NOW, NOW + crate::Millis::from_secs(3600)] {
            let secret_of = |access: &str| (access == "access").then(|| "secret".to_owned());
            assert_eq!(jwt::verify(&token(now), secret_of, now), Ok("access".to_owned()));
        }
        assert!(!format!("{pair:?}").contains("access"));
    }

    #[test]
    fn a_pairs_token_is_redacted_wherever_it_is_repeated() {
        let pair = pair("access-1", "secret-2");
        let token = jwt::sign("access-1", "secret-2", NOW);
        let mut body = format!("access-1 \"{token}\" secret-2 {token}").into_bytes();
        pair.redact(&mut body);
        assert_eq!(body, b"[key] \"[key]\" [key] [key]");
    }
}
