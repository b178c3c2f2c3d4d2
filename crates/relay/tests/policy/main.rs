//! The relay's rules as a whole: whatever is asked and whatever comes back.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod answers;
mod any;
mod asking;
mod files;

use foley_core::{BaseUrl, Credential, HttpResponse, Provider, SecretKey, UnixMillis, wire};
use foley_relay::{
    Account, Asked, Exchange, Origins, Passed, Refusal, Relay, TicketSecret, Wanted,
};

const NOW: UnixMillis = UnixMillis(1_773_367_502_225);
const SITE: &str = "https://site.example";
const BASE: &str = "https://relay.example/foley";
const KEYS: [&str; 4] =
    ["access-of-kling", "secret-of-kling", "sk-key-of-comet", "sk_key_of_apimodels"];

fn key(text: &str) -> SecretKey {
    SecretKey::parse(text).expect("good")
}

fn relay() -> Relay {
    let pair = Credential::Pair { access: key(KEYS[0]), secret: key(KEYS[1]) };
    let accounts = vec![
        Account::new(Provider::kling(), pair),
        Account::new(Provider::cometapi(), Credential::Key(key(KEYS[2]))),
        Account::new(Provider::apimodels(), Credential::Key(key(KEYS[3]))),
    ];
    let origins = Origins::new([SITE.to_owned()], false);
    let secret = TicketSecret::new([7; 32]).expect("long enough");
    Relay::new(accounts, origins, BaseUrl::parse(BASE).expect("good"), secret)
}

fn headers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn read(
    relay: &Relay,
    method: &str,
    target: &str,
    pairs: &[(&str, &str)],
) -> (Exchange, Result<Wanted, Refusal>) {
    relay.read(&Asked { id: "relay-1", method, target, headers: &headers(pairs) }, NOW)
}

/// A request of a page that may ask.
fn page(relay: &Relay, method: &str, target: &str) -> (Exchange, Result<Wanted, Refusal>) {
    read(relay, method, target, &[("origin", SITE), ("content-type", "application/json")])
}

fn passed(relay: &Relay, wanted: Wanted, body: &str) -> Result<Passed, Refusal> {
    let Wanted::Call(call) = wanted else { panic!("no call: {wanted:?}") };
    relay.passed(call, body.as_bytes(), NOW)
}

fn json(status: u16, body: &str) -> HttpResponse {
    let headers = headers(&[("content-type", "application/json")]);
    HttpResponse { status, headers, body: body.as_bytes().to_vec() }
}

fn text(answer: &HttpResponse) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// The one link through the relay that a file's address becomes.
fn link(relay: &Relay, url: &str) -> String {
    let (exchange, _) = page(relay, "GET", "/apimodels/api/v1/audio/generations?task_id=1");
    let body = format!(
        r#"{{"code":200,"data":{{"taskId":"1","state":"completed","resultUrls":["{url}"]}}}}"#
    );
    let answer = relay.answered(&exchange, json(200, &body), NOW);
    let task = wire::task(&answer).expect("a task");
    task.assets.first().expect("a file").url.clone()
}
