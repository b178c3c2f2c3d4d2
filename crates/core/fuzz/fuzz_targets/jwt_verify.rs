//! A token that somebody sends, and keys that somebody pastes.

#![no_main]

use foley_core::{UnixMillis, jwt};
use libfuzzer_sys::fuzz_target;

/// Between the times of the token that the seeds have.
const NOW: UnixMillis = UnixMillis(1_781_080_794_151);

fuzz_target!(|text: &str| {
    // Nobody has signed the text by this key, so that it is refused at the latest there.
    assert!(jwt::verify(text, |_| Some("nobody's".to_owned()), NOW).is_err(), "forged");

    let (access, secret) = text.split_once('\n').unwrap_or((text, text));
    let token = jwt::sign(access, secret, NOW);
    let secret_of = |key: &str| (key == access).then(|| secret.to_owned());
    assert_eq!(jwt::verify(&token, secret_of, NOW).as_deref(), Ok(access));
});
