//! A callback that somebody sends: id, time and signatures, a line each, then the body.

#![no_main]

use foley_core::UnixMillis;
use foley_core::webhook::{self, WebhookSecret};
use libfuzzer_sys::fuzz_target;

/// When Kling's example was sent.
const NOW: UnixMillis = UnixMillis(1_781_080_794_151);

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(4, |byte| *byte == b'\n');
    let mut line = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let (id, time, signatures) = (line(), line(), line());
    let body = parts.next().unwrap_or_default();
    let headers =
        [("webhook-id", &id), ("webhook-timestamp", &time), ("webhook-signature", &signatures)];

    // Whatever the first line is as a secret, or else one that nobody has signed by.
    let Ok(secret) = WebhookSecret::parse(&id).or_else(|_| WebhookSecret::parse("whsec_bm9ib2R5"))
    else {
        return;
    };
    let secrets = [secret];
    assert!(webhook::verify(&headers, body, &secrets, NOW).is_err(), "forged");

    let signed = webhook::sign("1", bytes, &secrets, NOW);
    assert_eq!(webhook::verify(&signed, bytes, &secrets, NOW), Ok(()));
});
