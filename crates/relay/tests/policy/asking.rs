//! Who may ask, for what, and what goes on with it.

use foley_core::{Operation, jwt};
use foley_relay::{Kind, Refusal, Wanted};

use crate::{BASE, KEYS, NOW, SITE, link, page, passed, read, relay, text};

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
fn no_debug_print_shows_a_key() {
    let shown = format!("{:?}", relay());
    assert!(KEYS.iter().all(|key| !shown.contains(key)), "{shown}");
}
