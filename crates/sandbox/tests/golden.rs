//! The invariant: same requests, same times, same seed, same bytes. These figures are the same
//! natively and in wasm, and change only when what the sandbox says is meant to change. The bytes of
//! its sounds have figures of their own, in `foley-synth`.

use foley_core::{HttpRequest, Method, UnixMillis};
use foley_sandbox::{Config, Sandbox};

const START: UnixMillis = UnixMillis(1_773_367_502_225);

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_conversation_has_the_same_bytes_everywhere() {
    let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
    let mut hashes = Vec::new();
    let mut say = |method, path: &str, body: Option<&str>, at: u64| {
        let url = format!("https://sandbox.invalid{path}");
        let body = body.map(str::to_owned);
        let request = HttpRequest { method, url, headers: Vec::new(), body };
        let response = sandbox.answer(&request, UnixMillis(START.0 + at));
        hashes.push((response.status, format!("{:016x}", fnv(&response.body))));
    };
    let ocean =
        r#"{"prompt":"Soft ambient ocean waves at sunrise.","duration":5,"external_task_id":"a"}"#;
    say(Method::Post, "/v1/audio/text-to-audio", Some(ocean), 0);
    say(Method::Post, "/v1/audio/text-to-audio", Some(ocean), 1);
    say(
        Method::Post,
        "/kling/v1/audio/text-to-audio",
        Some(r#"{"prompt":"Rain","duration":3.3}"#),
        2,
    );
    for at in [100, 1000, 6000] {
        say(Method::Get, "/v1/audio/text-to-audio/a", None, at);
        say(Method::Get, "/kling/v1/audio/text-to-audio/a", None, at);
    }
    let got: Vec<(u16, &str)> =
        hashes.iter().map(|(status, hash)| (*status, hash.as_str())).collect();
    assert_eq!(got, GOLDEN);
}

const GOLDEN: [(u16, &str); 9] = [
    (200, "e112e04b57e33bd8"),
    (400, "be96a97336abf591"),
    (200, "e9e0157c616cfbfe"),
    (200, "f2e6587ccf86ebab"),
    (200, "6ac7ccaa5f9f5e90"),
    (200, "3f5c2f72bdc850d0"),
    (200, "dbc96caf2afff83d"),
    (200, "baec2d14574b27d0"),
    (200, "faf4758987f898cf"),
];
