//! Who a callback is from: signatures as Standard Webhooks writes them, and Kling with it.
//!
//! What is signed is the callback's id, its time and the body's very bytes, so a body must be
//! verified before anything parses it. Source: Kling, "Callback protocol".

use core::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use hmac::digest::CtOutput;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::{Millis, UnixMillis};

/// The callback's own id: the same for every attempt to deliver it.
const ID: &str = "webhook-id";
/// When it was sent, in seconds since the Unix epoch.
const TIMESTAMP: &str = "webhook-timestamp";
/// One or more signatures, with spaces in between.
const SIGNATURE: &str = "webhook-signature";

/// What a secret begins with.
const PREFIX: &str = "whsec_";

/// How far a callback's time may be from ours, both ways; older ones may be somebody's recording.
const TOLERANCE: Millis = Millis::from_secs(5 * 60);

/// Consoles print secrets with and without the padding at their end.
const ANY_PADDING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What callbacks are signed with. It can't be printed, serialised or compared.
#[derive(Clone)]
pub struct WebhookSecret(Hmac<Sha256>);

/// Why a text is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookSecretError {
    /// It does not begin with `whsec_`.
    #[error("a webhook secret begins with whsec_")]
    NoPrefix,
    /// What follows is not base64: perhaps a part of it is missing.
    #[error("what follows whsec_ is not base64")]
    NotBase64,
    /// Nothing follows, and anybody could sign with that.
    #[error("nothing follows whsec_")]
    Empty,
}

/// Why a callback is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// A header is not there, or empty.
    #[error("the header {0} is missing")]
    MissingHeader(&'static str),
    /// A header is there more than once, so that another reader may believe another one.
    #[error("the header {0} is there more than once")]
    RepeatedHeader(&'static str),
    /// The id has a full stop in it, which is what ends it in the text that is signed.
    #[error("webhook-id has a full stop in it")]
    BadId,
    /// The time is no whole number of seconds.
    #[error("webhook-timestamp is no whole number of seconds")]
    BadTimestamp,
    /// It was sent more than five minutes ago.
    #[error("the callback was sent more than five minutes ago")]
    TooOld,
    /// It is from more than five minutes ahead: a clock is wrong.
    #[error("the callback was sent more than five minutes ahead")]
    TooNew,
    /// No signature is of a version that we know: `v1`.
    #[error("webhook-signature has no signature of version v1")]
    NoKnownVersion,
    /// There is no secret to verify it with.
    #[error("there is no secret to verify the callback with")]
    NoSecret,
    /// It was signed with another secret, or changed since.
    #[error("no signature fits")]
    NoSignatureMatches,
}

impl WebhookSecret {
    /// Reads `whsec_` and base64, as the provider's console shows it.
    ///
    /// # Errors
    /// The one thing that is wrong with it; nothing is mended silently.
    pub fn parse(text: &str) -> Result<Self, WebhookSecretError> {
        let key = text.strip_prefix(PREFIX).ok_or(WebhookSecretError::NoPrefix)?;
        let key = ANY_PADDING.decode(key).map_err(|_| WebhookSecretError::NotBase64)?;
        if key.is_empty() {
            return Err(WebhookSecretError::Empty);
        }
        // HMAC takes a key of any length.
        Hmac::new_from_slice(&key).map(Self).map_err(|_| WebhookSecretError::NotBase64)
    }

    fn signature(&self, id: &str, timestamp: &str, raw_body: &[u8]) -> CtOutput<Hmac<Sha256>> {
        let mut mac = self.0.clone();
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", raw_body] {
            mac.update(part);
        }
        mac.finalize()
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

/// Whether a callback is from who has one of these secrets, and was sent just now. There are two
/// secrets while one takes the other's place.
///
/// `raw_body` is what came, byte by byte. Header names may be in any case.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify<N: AsRef<str>, V: AsRef<str>>(
    headers: &[(N, V)],
    raw_body: &[u8],
    secrets: &[WebhookSecret],
    now: UnixMillis,
) -> Result<(), WebhookError> {
    let id = header(headers, ID)?;
    let timestamp = header(headers, TIMESTAMP)?;
    let signatures = header(headers, SIGNATURE)?;
    if id.contains('.') {
        return Err(WebhookError::BadId);
    }
    let sent = time(timestamp).ok_or(WebhookError::BadTimestamp)?;
    if now.since(sent) > TOLERANCE {
        return Err(WebhookError::TooOld);
    }
    if sent.since(now) > TOLERANCE {
        return Err(WebhookError::TooNew);
    }
    let mut candidates = signatures.split(' ').filter_map(|one| one.strip_prefix("v1,")).peekable();
    if candidates.peek().is_none() {
        return Err(WebhookError::NoKnownVersion);
    }
    if secrets.is_empty() {
        return Err(WebhookError::NoSecret);
    }
    let expected: Vec<_> =
        secrets.iter().map(|secret| secret.signature(id, timestamp, raw_body)).collect();
    // Each is compared with each, to the end: how long it takes tells nothing of what fits.
    let mut fits = false;
    for candidate in candidates.filter_map(signature) {
        for expected in &expected {
            fits |= *expected == candidate;
        }
    }
    if fits { Ok(()) } else { Err(WebhookError::NoSignatureMatches) }
}

/// The headers, in lower case, that go with a body which is sent `now`: one signature by each of
/// the secrets. An `id` is without a full stop.
#[must_use]
pub fn sign(
    id: &str,
    raw_body: &[u8],
    secrets: &[WebhookSecret],
    now: UnixMillis,
) -> Vec<(String, String)> {
    let timestamp = (now.0 / 1000).to_string();
    let signatures: Vec<String> = secrets
        .iter()
        .map(|secret| secret.signature(id, &timestamp, raw_body).into_bytes())
        .map(|signature| format!("v1,{}", STANDARD.encode(signature)))
        .collect();
    vec![
        (ID.to_owned(), id.to_owned()),
        (TIMESTAMP.to_owned(), timestamp),
        (SIGNATURE.to_owned(), signatures.join(" ")),
    ]
}

fn header<'a, N: AsRef<str>, V: AsRef<str>>(
    headers: &'a [(N, V)],
    name: &'static str,
) -> Result<&'a str, WebhookError> {
    let mut found = headers
        .iter()
        .filter(|(known, _)| known.as_ref().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_ref());
    match (found.next(), found.next()) {
        (None | Some(""), None) => Err(WebhookError::MissingHeader(name)),
        (Some(value), None) => Ok(value),
        (_, Some(_)) => Err(WebhookError::RepeatedHeader(name)),
    }
}

fn time(seconds: &str) -> Option<UnixMillis> {
    // `parse` would take a sign.
    if !seconds.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds: u64 = seconds.parse().ok()?;
    Some(UnixMillis(seconds.checked_mul(1000)?))
}

fn signature(base64: &str) -> Option<CtOutput<Hmac<Sha256>>> {
    let bytes: [u8; 32] = STANDARD.decode(base64).ok()?.try_into().ok()?;
    Some(CtOutput::new(bytes.into()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // Kling's own example.
    const SECRET: &str = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";
    const BODY: &str = r#"{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}"#;
    const HEADERS: [(&str, &str); 3] = [
        ("Webhook-Id", "9876543210"),
        ("Webhook-Timestamp", "1781080794"),
        ("Webhook-Signature", "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4="),
    ];
    const NOW: UnixMillis = UnixMillis(1_781_080_794_151);

    fn secret() -> WebhookSecret {
        WebhookSecret::parse(SECRET).expect("good")
    }

    fn other() -> WebhookSecret {
        WebhookSecret::parse("whsec_b3RoZXI=").expect("good")
    }

    /// Kling's example with one header in another way.
    fn with(name: &str, value: &str) -> Result<(), WebhookError> {
        let headers = HEADERS.map(|(known, kept)| {
            (known, if known.eq_ignore_ascii_case(name) { value } else { kept })
        });
        verify(&headers, BODY.as_bytes(), &[secret()], NOW)
    }

    #[test]
    fn klings_example_is_believed() {
        assert_eq!(verify(&HEADERS, BODY.as_bytes(), &[secret()], NOW), Ok(()));
        let signed = sign("9876543210", BODY.as_bytes(), &[secret()], NOW);
        let expected = HEADERS.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        assert_eq!(signed, expected);
    }

    #[test]
    fn two_secrets_are_good_while_one_takes_the_others_place() {
        let body = BODY.as_bytes();
        assert_eq!(verify(&HEADERS, body, &[other(), secret()], NOW), Ok(()));
        let both = sign("1", body, &[other(), secret()], NOW);
        assert_eq!(verify(&both, body, &[secret()], NOW), Ok(()));
        assert_eq!(verify(&both, body, &[other()], NOW), Ok(()));
        let refused = verify(&HEADERS, body, &[other()], NOW);
        assert_eq!(refused, Err(WebhookError::NoSignatureMatches));
        assert_eq!(verify(&HEADERS, body, &[], NOW), Err(WebhookError::NoSecret));
    }

    #[test]
    fn other_versions_are_skipped() {
        let good = HEADERS[2].1;
        assert_eq!(with(SIGNATURE, &format!("v1a,AAAA v2,{good} v1,AAAA {good}")), Ok(()));
        for unknown in ["v1a,AAAA", "v1", "nonsense", " "] {
            assert_eq!(with(SIGNATURE, unknown), Err(WebhookError::NoKnownVersion), "{unknown}");
        }
        for wrong in ["v1,", "v1,AAAA", "v1,not base64", &good[..good.len() - 1]] {
            assert_eq!(with(SIGNATURE, wrong), Err(WebhookError::NoSignatureMatches), "{wrong}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        for (index, name) in [ID, TIMESTAMP, SIGNATURE].into_iter().enumerate() {
            assert_eq!(with(name, ""), Err(WebhookError::MissingHeader(name)));
            let mut headers = HEADERS.to_vec();
            headers.remove(index);
            let missing = verify(&headers, BODY.as_bytes(), &[secret()], NOW);
            assert_eq!(missing, Err(WebhookError::MissingHeader(name)));
            let mut headers = HEADERS.to_vec();
            headers.push((name, "1"));
            let repeated = verify(&headers, BODY.as_bytes(), &[secret()], NOW);
            assert_eq!(repeated, Err(WebhookError::RepeatedHeader(name)));
        }
        for time in ["soon", "-1", "+1781080794", "1781080794.0", "99999999999999999999"] {
            assert_eq!(with(TIMESTAMP, time), Err(WebhookError::BadTimestamp), "{time}");
        }
        assert_eq!(with(ID, "9876543210.1"), Err(WebhookError::BadId));
    }

    #[test]
    fn five_minutes_are_tolerated_both_ways() {
        let sent = UnixMillis(1_781_080_794_000);
        let at = |now| verify(&HEADERS, BODY.as_bytes(), &[secret()], now);
        assert_eq!(at(sent + TOLERANCE), Ok(()));
        assert_eq!(at(sent - TOLERANCE), Ok(()));
        assert_eq!(at(sent + TOLERANCE + Millis(1)), Err(WebhookError::TooOld));
        assert_eq!(at(sent - TOLERANCE - Millis(1)), Err(WebhookError::TooNew));
    }

    #[test]
    fn says_what_is_wrong_with_a_secret() {
        let error = |text| WebhookSecret::parse(text).expect_err("bad");
        assert_eq!(error("dGVzdA=="), WebhookSecretError::NoPrefix);
        assert_eq!(error("whsec_"), WebhookSecretError::Empty);
        assert_eq!(error("whsec_dGVz dA=="), WebhookSecretError::NotBase64);
        assert!(WebhookSecret::parse("whsec_dGVzdA").is_ok());
    }

    #[test]
    fn no_debug_print_shows_it() {
        assert_eq!(format!("{:?}", secret()), "WebhookSecret(…)");
    }

    proptest! {
        #[test]
        fn what_is_signed_is_believed(
            id in "[^.]{1,20}",
            body in prop::collection::vec(any::<u8>(), 0..200),
            now in 0_u64..1 << 52,
        ) {
            let now = UnixMillis(now);
            let headers = sign(&id, &body, &[secret()], now);
            prop_assert_eq!(verify(&headers, &body, &[secret()], now), Ok(()));
        }

        #[test]
        fn a_body_that_was_changed_is_refused(at in 0..BODY.len(), byte: u8) {
            let mut body = BODY.as_bytes().to_vec();
            prop_assume!(body[at] != byte);
            body[at] = byte;
            let refused = verify(&HEADERS, &body, &[secret()], NOW);
            prop_assert_eq!(refused, Err(WebhookError::NoSignatureMatches));
        }

        #[test]
        fn another_length_is_refused(cut in 0..BODY.len(), more in ".{1,9}") {
            let cut = verify(&HEADERS, &BODY.as_bytes()[..cut], &[secret()], NOW);
            prop_assert_eq!(cut, Err(WebhookError::NoSignatureMatches));
            let more = verify(&HEADERS, format!("{BODY}{more}").as_bytes(), &[secret()], NOW);
            prop_assert_eq!(more, Err(WebhookError::NoSignatureMatches));
        }

        #[test]
        fn another_id_or_time_is_refused(id in ".*", seconds in 1_781_080_495_u64..1_781_081_095) {
            prop_assume!(id != "9876543210" && seconds != 1_781_080_794);
            prop_assert!(with(ID, &id).is_err());
            let refused = with(TIMESTAMP, &seconds.to_string());
            prop_assert_eq!(refused, Err(WebhookError::NoSignatureMatches));
        }

        #[test]
        fn nothing_panics(
            id in ".*",
            time in "[0-9]{0,22}|.*",
            signature in "(v1,.*|.*)",
            secret in "(whsec_.*|.*)",
            body in prop::collection::vec(any::<u8>(), 0..50),
            now: u64,
        ) {
            let secrets: Vec<_> = WebhookSecret::parse(&secret).into_iter().chain([other()]).collect();
            let headers = [(ID, id.as_str()), (TIMESTAMP, &time), (SIGNATURE, &signature)];
            let _ = verify(&headers, &body, &secrets, UnixMillis(now));
            let _ = sign(&id, &body, &secrets, UnixMillis(now));
        }
    }
}
