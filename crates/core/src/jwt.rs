//! Kling's JSON Web Token: an access key, half an hour, and a signature by the secret key.
//!
//! A token is a function of its keys and a time, so that nothing here reads a clock. Source: Kling,
//! "API authentication".

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde::Serialize;
use serde_json::Value;
use sha2::Sha256;

use crate::{Millis, UnixMillis};

/// Kling's page prints it like this. A token without `typ` has been seen to be refused.
const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// What every token of ours begins with: its header, encoded.
pub(crate) const BEGINNING: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.";

/// How long a token is good for.
const LIFETIME: Millis = Millis::from_secs(1800);

/// How much earlier it says that it begins, for a server whose clock is behind ours.
const HEAD_START: Millis = Millis::from_secs(5);

/// What a token says, in the order of Kling's page. Times are in seconds since the Unix epoch.
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    exp: u64,
    nbf: u64,
}

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// No token of Kling's form: three parts, HS256, `iss` and `exp`.
    #[error("this is no token that is signed by HS256 and names its key and its end")]
    Malformed,
    /// Nobody has this access key.
    #[error("the token's access key is unknown")]
    UnknownKey,
    /// It was signed by another secret key, or changed since.
    #[error("the token's signature does not fit")]
    BadSignature,
    /// Its `nbf` lies ahead: who signed it has a clock that is fast.
    #[error("the token is not valid yet")]
    NotYetValid,
    /// Its `exp` is past.
    #[error("the token has expired")]
    Expired,
}

/// A token of these keys that is good from five seconds before `now` to half an hour after.
#[must_use]
pub fn sign(access_key: &str, secret_key: &str, now: UnixMillis) -> String {
    let claims =
        Claims { iss: access_key, exp: seconds(now + LIFETIME), nbf: seconds(now - HEAD_START) };
    // A text and two numbers always have a JSON text.
    let claims = serde_json::to_string(&claims).unwrap_or_default();
    let mut token = URL_SAFE_NO_PAD.encode(HEADER);
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(claims, &mut token);
    let signature = mac(secret_key, &token).finalize().into_bytes();
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut token);
    token
}

/// Checks a token as Kling does, and returns its access key. `secret_of` is the secret key that
/// belongs to an access key.
///
/// # Errors
/// The first thing that is wrong with it. Its times are looked at once its signature fits.
pub fn verify(
    token: &str,
    secret_of: impl Fn(&str) -> Option<String>,
    now: UnixMillis,
) -> Result<String, JwtError> {
    let (signed, signature) = token.rsplit_once('.').ok_or(JwtError::Malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(JwtError::Malformed)?;
    let (header, claims) = (json(header)?, json(claims)?);
    if header["alg"] != "HS256" || header["typ"] != "JWT" {
        return Err(JwtError::Malformed);
    }
    let access_key = claims["iss"].as_str().ok_or(JwtError::Malformed)?;
    let expires = claims["exp"].as_f64().ok_or(JwtError::Malformed)?;
    let begins = match &claims["nbf"] {
        Value::Null => None,
        time => Some(time.as_f64().ok_or(JwtError::Malformed)?),
    };
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| JwtError::Malformed)?;

    let secret_key = secret_of(access_key).ok_or(JwtError::UnknownKey)?;
    // In a time that tells nothing of where the two differ.
    mac(&secret_key, signed).verify_slice(&signature).map_err(|_| JwtError::BadSignature)?;

    // Others write times with fractions; up to here they are exact in a double.
    let now = seconds(now) as f64;
    if begins.is_some_and(|begins| now < begins) {
        return Err(JwtError::NotYetValid);
    }
    if now >= expires {
        return Err(JwtError::Expired);
    }
    Ok(access_key.to_owned())
}

fn json(part: &str) -> Result<Value, JwtError> {
    let text = URL_SAFE_NO_PAD.decode(part).map_err(|_| JwtError::Malformed)?;
    serde_json::from_slice(&text).map_err(|_| JwtError::Malformed)
}

#[expect(clippy::expect_used, reason = "its error is for constructions that want a fixed length")]
fn mac(secret_key: &str, signed: &str) -> Hmac<Sha256> {
    Hmac::new_from_slice(secret_key.as_bytes())
        .expect("HMAC takes a key of any length")
        .chain_update(signed)
}

const fn seconds(time: UnixMillis) -> u64 {
    time.0 / 1000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: UnixMillis = UnixMillis(1_781_080_794_151);

    // Both signed by Python's hmac and json.
    const PLAIN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJBSy1mb2xleSIsImV4cCI6MTc4MTA4MjU5NCwibmJmIjoxNzgxMDgwNzg5fQ.xoyQZOS3Ke5TRmOt9-PPjYUSbBKl39LjsQY_eKiyxsA";
    const ESCAPED: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhXCJiXFxjIiwiZXhwIjoxNzgxMDgyNTk0LCJuYmYiOjE3ODEwODA3ODl9.Z2GAaTX0BOSzgdgv1lD5ssOTx9nO1N2deGgwKvAgOAY";

    fn known(access_key: &str) -> Option<String> {
        (access_key == "AK-foley").then(|| "SK-not-a-secret".to_owned())
    }

    /// A token with these parts, signed well.
    fn signed(header: &str, claims: &str) -> String {
        let signed =
            format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let signature = mac("SK-not-a-secret", &signed).finalize().into_bytes();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    #[test]
    fn signs_the_same_bytes_as_others() {
        assert_eq!(sign("AK-foley", "SK-not-a-secret", NOW), PLAIN);
        assert_eq!(sign("a\"b\\c", "s", NOW), ESCAPED);
        assert_eq!(verify(PLAIN, known, NOW), Ok("AK-foley".to_owned()));
    }

    #[test]
    fn is_good_for_half_an_hour() {
        let at = |now| verify(PLAIN, known, now);
        assert_eq!(at(NOW - Millis::from_secs(6)), Err(JwtError::NotYetValid));
        assert!(at(NOW - Millis::from_secs(5)).is_ok());
        assert!(at(NOW + Millis::from_secs(1799)).is_ok());
        assert_eq!(at(NOW + Millis::from_secs(1800)), Err(JwtError::Expired));
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(verify(ESCAPED, known, NOW), Err(JwtError::UnknownKey));
        let other = |_: &str| Some("another".to_owned());
        assert_eq!(verify(PLAIN, other, NOW), Err(JwtError::BadSignature));
        // What has expired is not told to those who could not sign.
        assert_eq!(verify(PLAIN, other, UnixMillis(u64::MAX)), Err(JwtError::BadSignature));
        for malformed in ["", "..", "a.b", "a.b.c.d", "sk-1234", &PLAIN[1..], &format!("{PLAIN}=")]
        {
            assert_eq!(verify(malformed, known, NOW), Err(JwtError::Malformed), "{malformed}");
        }
    }

    #[test]
    fn a_good_signature_vouches_for_no_other_form() {
        let claims = r#"{"iss":"AK-foley","exp":1781082594}"#;
        assert!(verify(&signed(HEADER, claims), known, NOW).is_ok());
        for (header, claims) in [
            (r#"{"alg":"none","typ":"JWT"}"#, claims),
            (r#"{"alg":"HS256"}"#, claims),
            ("[]", claims),
            (HEADER, "[]"),
            (HEADER, r#"{"iss":"AK-foley"}"#),
            (HEADER, r#"{"iss":1,"exp":1781082594}"#),
            (HEADER, r#"{"iss":"AK-foley","exp":"1781082594"}"#),
            (HEADER, r#"{"iss":"AK-foley","exp":1781082594,"nbf":"now"}"#),
        ] {
            let token = signed(header, claims);
            assert_eq!(verify(&token, known, NOW), Err(JwtError::Malformed), "{header} {claims}");
        }
    }

    proptest! {
        #[test]
        fn what_is_signed_is_taken(access in any::<String>(), secret in any::<String>(), now in 5000_u64..1 << 52) {
            let token = sign(&access, &secret, UnixMillis(now));
            let secret_of = |key: &str| (key == access).then(|| secret.clone());
            prop_assert_eq!(verify(&token, secret_of, UnixMillis(now)), Ok(access));
        }

        #[test]
        fn a_token_that_was_changed_is_refused(at in 0..PLAIN.len(), byte in 0_u8..128) {
            let mut token = PLAIN.as_bytes().to_vec();
            prop_assume!(token[at] != byte);
            token[at] = byte;
            let token = String::from_utf8(token).expect("ASCII");
            let known = |_: &str| Some("SK-not-a-secret".to_owned());
            prop_assert!(verify(&token, known, NOW).is_err());
        }

        #[test]
        fn no_text_panics(text in ".*", header in ".{0,40}", claims in ".{0,40}", now: u64) {
            let anybody = |_: &str| Some(String::new());
            let _ = verify(&text, anybody, UnixMillis(now));
            let _ = verify(&signed(&header, &claims), anybody, UnixMillis(now));
            let _ = sign(&text, &text, UnixMillis(now));
        }
    }
}
