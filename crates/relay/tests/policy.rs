//! The relay's rules as a whole: whatever is asked and whatever comes back.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use foley_core::{
    BaseUrl, Capability, Charge, Credential, Dialect, HttpResponse, Millis, Operation, Provider,
    Retry, SecretKey, UnixMillis, jwt, wire,
};
use foley_relay::{
    Account, Asked, BadTicket, Exchange, FileCall, Kind, Origins, Passed, Refusal, Relay,
    TicketSecret, Wanted, Way,
};
use proptest::prelude::*;

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

#[test]
fn each_provider_is_reached_by_what_its_base_url_would_be_followed_by() {
    let relay = relay();
    for account in relay.accounts() {
        let provider = account.provider();
        for operation in Operation::ALL {
            let Some(capability) = provider.capability(operation) else { continue };
            let below = format!("{}{}", provider.path_prefix(), capability.path);
            let (exchange, wanted) = page(&relay, "POST", &format!("/{}{below}", account.name()));
            assert_eq!(exchange.kind(), Kind::Create);
            let model =
                capability.model.map_or_else(String::new, |model| format!(r#""model":"{model}""#));
            let sent =
                passed(&relay, wanted.expect("known"), &format!("{{{model}}}")).expect("good");
            let sent = sent.into_request();
            assert_eq!(sent.url, format!("{}{below}", provider.base_url));
            assert_eq!(sent.header("content-type"), Some("application/json"));
        }
    }
}

#[test]
fn a_key_goes_to_its_own_provider_and_a_pair_signs() {
    let relay = relay();
    let bearer = |target: &str| {
        let (_, wanted) = page(&relay, "GET", target);
        let sent = passed(&relay, wanted.expect("known"), "").expect("good").into_request();
        let header = sent.header("authorization").expect("it is there").to_owned();
        header.strip_prefix("Bearer ").expect("a bearer's").to_owned()
    };
    assert_eq!(bearer("/cometapi/kling/v1/audio/text-to-audio/1"), KEYS[2]);
    assert_eq!(bearer("/apimodels/api/v1/audio/generations?task_id=1"), KEYS[3]);
    let token = bearer("/kling/v1/audio/text-to-audio/1");
    let secret_of = |access: &str| (access == KEYS[0]).then(|| KEYS[1].to_owned());
    assert_eq!(jwt::verify(&token, secret_of, NOW), Ok(KEYS[0].to_owned()));
    assert!(!token.contains(KEYS[1]));
}

#[test]
fn a_page_of_another_origin_is_refused_everywhere() {
    let relay = relay();
    for (method, target) in [
        ("GET", "/kling/v1/audio/text-to-audio/1"),
        ("POST", "/kling/v1/audio/text-to-audio"),
        ("OPTIONS", "/kling/v1/audio/text-to-audio"),
        ("OPTIONS", "/media/x/y"),
        ("GET", "/media/x/y"),
        ("GET", "/nobody"),
    ] {
        let evil = [("origin", "https://evil.example")];
        let (exchange, wanted) = read(&relay, method, target, &evil);
        let refusal = wanted.expect_err(target);
        assert_eq!(refusal, Refusal::Origin);
        let answer = relay.refuse(&exchange, &refusal);
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (403, None));
        assert_eq!(answer.header("vary"), Some("Origin"));
    }
}

#[test]
fn who_names_no_origin_is_refused_unless_he_has_a_ticket() {
    let relay = relay();
    let (_, wanted) = read(&relay, "GET", "/kling/v1/audio/text-to-audio/1", &[]);
    assert_eq!(wanted, Err(Refusal::NoOrigin));
    let link = link(&relay, "https://cdn.example/a.wav");
    let (_, wanted) = read(&relay, "GET", link.strip_prefix(BASE).expect("its own"), &[]);
    assert!(matches!(wanted, Ok(Wanted::File(_))), "{wanted:?}");
    let (exchange, wanted) = read(&relay, "GET", "/healthz", &[]);
    assert_eq!(exchange.kind(), Kind::Health);
    let Ok(Wanted::Answered(answer)) = wanted else { panic!("{wanted:?}") };
    assert_eq!(text(&answer), "ok\n");
}

#[test]
fn a_preflight_lets_a_page_send_json_and_no_key() {
    let relay = relay();
    let asks = [
        ("origin", SITE),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization,content-type"),
    ];
    let (exchange, wanted) = read(&relay, "OPTIONS", "/cometapi/kling/v1/audio/tts", &asks);
    let Ok(Wanted::Answered(answer)) = wanted else { panic!("{wanted:?}") };
    let answer = relay.finished(&exchange, answer);
    assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
    assert_eq!(answer.header("access-control-allow-methods"), Some("GET, POST"));
    let allowed = answer.header("access-control-allow-headers").expect("it is there");
    assert!(allowed.contains("content-type") && !allowed.contains("authorization"), "{allowed}");
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    assert_eq!(answer.header("vary"), Some("Origin"));
}

#[test]
fn a_refusal_is_read_by_the_core_as_its_provider_would_have_said_it() {
    let relay = relay();
    for (target, dialect) in [
        ("/kling/x", Dialect::Kling),
        ("/cometapi/x", Dialect::CometApi),
        ("/apimodels/x", Dialect::ApiModels),
        ("/nobody/x", Dialect::Kling),
    ] {
        let (exchange, wanted) = page(&relay, "GET", target);
        assert!(wanted.is_err(), "{target}");
        let of = |refusal: &Refusal| {
            let answer = relay.refuse(&exchange, refusal);
            assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
            wire::task(&answer).expect_err("a refusal")
        };
        let second = Millis(1);
        for refusal in [Refusal::TooOften(second), Refusal::TooMuch(second), Refusal::Spent(second)]
        {
            let error = of(&refusal);
            assert_eq!(error.charge, Charge::No, "{dialect:?} {refusal:?}");
            let after = Some(Millis::from_secs(1));
            assert!(
                matches!(error.retry, Retry::Later(time) | Retry::ForSlot(time) if time == after),
                "{dialect:?} {error:?}"
            );
            assert_eq!(error.reason(), foley_core::Reason::Busy);
        }
        for refusal in [
            Refusal::Path,
            Refusal::Method,
            Refusal::Query("task_id is missing".to_owned()),
            Refusal::Body("prompt stands there twice".to_owned()),
            Refusal::TooLarge(9),
            Refusal::Origin,
            Refusal::NoOrigin,
        ] {
            let error = of(&refusal);
            assert_eq!((error.charge, error.retry), (Charge::No, Retry::Never), "{error:?}");
            assert_eq!(error.message, said(dialect, &refusal));
        }
        for refusal in [Refusal::NotSent, Refusal::Slow] {
            let error = of(&refusal);
            assert_eq!((error.charge, error.retry), (Charge::No, Retry::Later(None)), "{error:?}");
        }
        // Whoever reads "it did not happen" here makes it twice.
        for refusal in [Refusal::Late, Refusal::Broken] {
            let error = of(&refusal);
            assert_eq!(
                (error.charge, error.retry),
                (Charge::Maybe, Retry::Later(None)),
                "{error:?}"
            );
        }
    }
}

/// A refusal's words, as they stand in an answer.
fn said(dialect: Dialect, refusal: &Refusal) -> String {
    let id = if dialect == Dialect::CometApi { " (request id: relay-1)" } else { "" };
    format!("Relay: {}{id}", refusal.words())
}

#[test]
fn a_file_is_fetched_by_the_link_that_an_answer_was_given() {
    let relay = relay();
    let url = "https://v15-kling.klingai.com/bs2/x.mp3?x-kcdn-pid=1&sign=a%2Fb";
    let link = link(&relay, url);
    assert!(
        link.starts_with("https://relay.example/foley/media/") && link.ends_with(".mp3"),
        "{link}"
    );
    let target = link.strip_prefix(BASE).expect("its own");
    let asks =
        [("origin", SITE), ("range", "bytes=0-3"), ("cookie", "a=b"), ("authorization", "x")];
    for (method, is_head) in [("GET", false), ("HEAD", true)] {
        let (exchange, wanted) = read(&relay, method, target, &asks);
        let Ok(Wanted::File(file)) = wanted else { panic!("{wanted:?}") };
        assert_eq!((file.url.as_str(), file.way, file.is_head), (url, Way::Public, is_head));
        assert_eq!(
            file.headers,
            headers(&[("range", "bytes=0-3"), ("accept-encoding", "identity")])
        );
        assert_eq!(exchange.kind(), Kind::File);
    }
    assert_eq!(read(&relay, "POST", target, &asks).1, Err(Refusal::Method));
    let forged = format!("{}A.mp3", &target[..target.len() - 5]);
    let (exchange, wanted) = page(&relay, "GET", &forged);
    assert_eq!(wanted, Err(Refusal::Ticket(BadTicket::Forged)));
    let answer = relay.refuse(&exchange, &Refusal::Ticket(BadTicket::Forged));
    // The engine asks for the task again where a link is refused so.
    assert_eq!(answer.status, 403);
    let late = Asked { id: "1", method: "GET", target, headers: &headers(&asks) };
    let (_, wanted) = relay.read(&late, NOW + Millis::from_secs(24 * 3600));
    assert_eq!(wanted, Err(Refusal::Ticket(BadTicket::Expired)));
}

#[test]
fn what_is_not_to_be_fetched_gets_no_ticket() {
    let relay = relay();
    for url in [
        "https://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/x.wav",
        "http://cdn.example/x.wav",
        "https://user:word@cdn.example/x.wav",
    ] {
        assert_eq!(link(&relay, url), url);
    }
}

#[test]
fn a_redirect_is_looked_at_as_the_first_address_was() {
    let relay = relay();
    let link = link(&relay, "https://cdn.example/a/x.mp3?y");
    let (_, wanted) = page(&relay, "GET", link.strip_prefix(BASE).expect("its own"));
    let Ok(Wanted::File(file)) = wanted else { panic!("{wanted:?}") };
    let on = |location: &str| relay.sent_on(file.clone(), location).map(|file| file.url);
    assert_eq!(on("/b?c").as_deref(), Ok("https://cdn.example/b?c"));
    assert_eq!(on("https://other.example/b").as_deref(), Ok("https://other.example/b"));
    for inside in [
        "http://other.example/b",
        "https://10.0.0.1/b",
        "//169.254.169.254/latest",
        "https://[::1]/",
        "file:///etc/passwd",
    ] {
        assert_eq!(on(inside), Err(Refusal::Elsewhere), "{inside}");
    }
}

/// A provider may be on this machine, for those who develop; nobody else leads there.
#[test]
fn only_a_provider_on_this_machine_sends_on_to_this_machine() {
    let base_url = BaseUrl::parse("http://127.0.0.1:8790").expect("good");
    let own = Provider { base_url, ..Provider::cometapi() };
    let accounts = vec![Account::new(own, Credential::Key(key(KEYS[2])))];
    let secret = TicketSecret::new([7; 32]).expect("long enough");
    let base = BaseUrl::parse(BASE).expect("good");
    let relay = Relay::new(accounts, Origins::new([SITE.to_owned()], false), base, secret);
    let at =
        |url: &str, way| FileCall { url: url.to_owned(), way, is_head: false, headers: Vec::new() };
    let here = "http://127.0.0.1:8790/admin";
    let from_outside = relay.sent_on(at("https://cdn.example/x.mp3", Way::Public), here);
    assert_eq!(from_outside, Err(Refusal::Elsewhere));
    let from_here = relay.sent_on(at("http://127.0.0.1:8790/x.mp3", Way::Own), "/y.mp3");
    assert_eq!(from_here, Ok(at("http://127.0.0.1:8790/y.mp3", Way::Own)));
}

#[test]
fn what_is_no_sound_and_no_video_is_not_passed_through() {
    let relay = relay();
    let (exchange, _) = page(&relay, "GET", "/media/x/y");
    let head = |status: u16, pairs: &[(&str, &str)]| {
        relay.file_answered(&exchange, status, &headers(pairs), 1000)
    };
    for kind in ["audio/wav", "Video/MP4; x=y", "application/octet-stream", "binary/octet-stream"] {
        let good = [("content-type", kind), ("content-length", "1000"), ("set-cookie", "a=b")];
        let answer = head(200, &good).expect(kind);
        assert_eq!(answer.header("content-type"), Some(kind));
        assert_eq!(answer.header("content-length"), Some("1000"));
        assert_eq!(answer.header("set-cookie"), None);
        assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    for kind in ["text/html", "application/json", "image/svg+xml", "text/plain", "application/xml"]
    {
        assert_eq!(head(200, &[("content-type", kind)]), Err(Refusal::NoFile), "{kind}");
    }
    let large = [("content-length", "1001")];
    assert_eq!(head(200, &large), Err(Refusal::FileTooLarge(1000)));
    let pressed = [("content-encoding", "gzip")];
    assert_eq!(head(200, &pressed), Err(Refusal::FileNotHad));
    for status in [101, 204, 302, 304, 600] {
        assert_eq!(head(status, &[]), Err(Refusal::FileNotHad), "{status}");
    }
    let gone = head(403, &[("content-type", "text/html"), ("content-length", "9")]).expect("told");
    assert_eq!((gone.status, gone.header("content-length")), (403, None));
    assert_eq!(text(&gone), "Relay: the file's host answered with HTTP 403");
}

#[test]
fn a_video_of_an_answer_goes_back_to_its_provider_by_its_own_address() {
    let relay = relay();
    let url = "https://cdn.example/v.mp4?sign=1";
    let link = link(&relay, url);
    let (_, wanted) = page(&relay, "POST", "/kling/v1/audio/video-to-audio");
    let wanted = wanted.expect("known");
    let body = |url: &str| format!(r#"{{"video_url":"{url}","asmr_mode":true}}"#);
    let sent = passed(&relay, wanted.clone(), &body(&link)).expect("good").into_request();
    assert_eq!(sent.body, Some(body(url)));
    let other = format!("{BASE}/media/AAAA/AAAA.mp4");
    let refusal = passed(&relay, wanted, &body(&other)).expect_err("forged");
    assert!(refusal.words().starts_with("video_url: "), "{refusal:?}");
}

#[test]
fn an_answer_that_cant_be_looked_into_is_none() {
    let relay = relay();
    let (exchange, _) = page(&relay, "GET", "/kling/v1/audio/text-to-audio/1");
    let mut pressed = json(200, "xx");
    pressed.headers.push(("Content-Encoding".to_owned(), "gzip".to_owned()));
    assert_eq!(relay.answered(&exchange, pressed, NOW), relay.refuse(&exchange, &Refusal::Broken));
    let switched = relay.answered(&exchange, json(101, ""), NOW);
    assert_eq!(switched.status, 502);
}

#[test]
fn the_headers_of_an_answer_are_chosen() {
    let relay = relay();
    let (exchange, _) = page(&relay, "GET", "/kling/v1/audio/text-to-audio/1");
    let mut answer = json(429, r#"{"code":1303,"message":"busy","request_id":"r"}"#);
    answer.headers.extend(headers(&[
        ("retry-after", "3"),
        ("set-cookie", "a=b"),
        ("location", "https://x.example"),
        ("x-relay-sent", "no"),
        ("access-control-allow-origin", "*"),
        ("access-control-allow-credentials", "true"),
    ]));
    let answer = relay.answered(&exchange, answer, NOW);
    let of = |name: &str| -> Vec<_> {
        answer
            .headers
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .collect()
    };
    assert_eq!(of("retry-after"), ["3"]);
    assert_eq!(of("access-control-allow-origin"), [SITE]);
    for gone in ["set-cookie", "location", "x-relay-sent", "access-control-allow-credentials"] {
        assert!(of(gone).is_empty(), "{gone}");
    }
    let exposed = of("access-control-expose-headers").join("");
    assert!(exposed.contains("retry-after") && exposed.contains("x-relay-sent"), "{exposed}");
}

#[test]
fn no_debug_print_shows_a_key() {
    let shown = format!("{:?}", relay());
    assert!(KEYS.iter().all(|key| !shown.contains(key)), "{shown}");
}

/// Whatever a request might be made of.
fn target() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("kling"),
        Just("cometapi"),
        Just("apimodels"),
        Just("media"),
        Just("api"),
        Just("v1"),
        Just("audio"),
        Just("text-to-audio"),
        Just("tts"),
        Just("generations?task_id="),
        Just(".."),
        Just("account"),
        Just("costs?start_time=1&end_time=2"),
        Just("%2e%2e"),
        Just("1"),
        Just("http:"),
        Just("@evil.example"),
        Just("?x"),
        Just("#"),
        Just(""),
        Just("%00"),
        Just("ä"),
    ];
    let made =
        proptest::collection::vec(part, 0..7).prop_map(|parts| format!("/{}", parts.join("/")));
    let documented = any::<proptest::sample::Index>().prop_map(|index| {
        let known = [
            "/kling/v1/audio/text-to-audio",
            "/kling/v1/videos/text2video",
            "/kling/v1/audio/tts/7",
            "/cometapi/kling/v1/audio/video-to-audio",
            "/apimodels/api/v1/audio/generations",
            "/apimodels/api/v1/audio/generations?task_id=7",
            "/kling/account/costs?start_time=1&end_time=2",
        ];
        (*index.get(&known)).to_owned()
    });
    prop_oneof![made, documented, ".*"]
}

fn body() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        r#"\{"(prompt|text|model|video_url|\\u0070rompt)":("[ -~]{0,20}"|[0-9.eE-]{1,30})(,"model":"kling-tts")?\}"#,
        ".*",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Whatever is asked by whomever: nothing panics, and what leaves goes to the provider whose
    /// credential is on it, as the page of an origin that may.
    #[test]
    fn what_leaves_is_documented_and_goes_to_its_provider(
        method in prop_oneof![Just("GET".to_owned()), Just("POST".to_owned()), "[A-Z]{0,7}|.*"],
        target in target(),
        origin in prop_oneof![Just(SITE.to_owned()), "(https?://[a-z.:0-9]{0,20})?|.*"],
        body in body(),
    ) {
        let relay = relay();
        let pairs = headers(&[("Origin", &origin), ("Cookie", "c=1"), ("Authorization", "Bearer page")]);
        let asked = Asked { id: "1", method: &method, target: &target, headers: &pairs };
        let (exchange, wanted) = relay.read(&asked, NOW);
        let refused = match wanted {
            Ok(Wanted::Call(call)) => {
                prop_assert_eq!(&origin, SITE);
                match relay.passed(call, body.as_bytes(), NOW) {
                    Ok(sent) => {
                        let sent = sent.into_request();
                        let own = relay.accounts().iter()
                            .find(|account| account.name() == relay.provider_of(&exchange))
                            .expect("one of them").provider();
                        let below = sent.url.strip_prefix(own.base_url.as_str());
                        let below = below.expect("its own").strip_prefix(own.path_prefix()).expect("below");
                        let known = Operation::ALL.into_iter().filter_map(|operation| Capability::of(own.dialect, operation));
                        let is_known = below.starts_with("/account/costs?")
                            || known.into_iter().any(|known| below.starts_with(known.path));
                        prop_assert!(is_known && !below.contains(".."), "{}", sent.url);
                        let names: Vec<_> = sent.headers.iter().map(|(name, _)| name.as_str()).collect();
                        prop_assert!(names.iter().all(|name|
                            ["accept", "accept-encoding", "content-type", "authorization"].contains(name)));
                        prop_assert_eq!(names.iter().filter(|name| **name == "authorization").count(), 1);
                        prop_assert_eq!(sent.body.is_some(), exchange.kind() == Kind::Create);
                        None
                    }
                    Err(refusal) => Some(refusal),
                }
            }
            Ok(_) => None,
            Err(refusal) => Some(refusal),
        };
        if let Some(refusal) = refused {
            let answer = relay.refuse(&exchange, &refusal);
            prop_assert!((400..600).contains(&answer.status));
            let shown = format!("{} {:?}", text(&answer), answer.headers);
            prop_assert!(KEYS.iter().all(|key| !shown.contains(key)), "{}", shown);
        }
    }

    /// Whatever a provider answers, repeats or escapes: no credential comes back, and no header but
    /// those that may.
    #[test]
    fn no_credential_comes_back(
        which in 0_usize..3,
        status in 0_u16..700,
        before in "[ -~ä\"\\\\]{0,30}",
        name in "[a-z-]{1,20}",
        is_json: bool,
    ) {
        let relay = relay();
        let (target, keys) = [
            ("/kling/v1/audio/text-to-audio/1", [KEYS[0], KEYS[1]]),
            ("/cometapi/kling/v1/audio/text-to-audio/1", [KEYS[2], KEYS[2]]),
            ("/apimodels/api/v1/audio/generations?task_id=1", [KEYS[3], KEYS[3]]),
        ][which];
        let (exchange, wanted) = page(&relay, "GET", target);
        let sent = passed(&relay, wanted.expect("known"), "").expect("good").into_request();
        let bearer = sent.header("authorization").expect("it is there");
        let repeated = format!("{before}{bearer}{}{}", keys[0], keys[1]);
        let body = if is_json {
            serde_json::json!({"message": repeated, "url": format!("https://x.example/{}", keys[0])}).to_string()
        } else {
            repeated.clone()
        };
        let mut answer = json(status, &body);
        answer.headers.push((name, repeated.clone()));
        answer.headers.push(("x-request-id".to_owned(), repeated));
        let back = relay.answered(&exchange, answer, NOW);
        let shown = format!("{} {:?}", text(&back), back.headers);
        let token = bearer.strip_prefix("Bearer ").expect("a bearer's");
        for secret in [keys[0], keys[1], token] {
            prop_assert!(!shown.contains(secret), "{}", shown);
        }
        if let Some(url) = serde_json::from_slice::<serde_json::Value>(&back.body).ok().as_ref().and_then(|body| body["url"].as_str()) {
            let (_, wanted) = page(&relay, "GET", url.strip_prefix(BASE).unwrap_or(url));
            if let Ok(Wanted::File(file)) = wanted {
                prop_assert!(!file.url.contains(keys[0]), "{}", file.url);
            }
        }
    }
}
