//! Whatever is asked and whatever comes back.

use foley_core::{Capability, Operation};
use foley_relay::{Asked, Kind, Wanted};
use proptest::prelude::*;

use crate::{BASE, KEYS, NOW, SITE, headers, json, page, passed, relay, text};

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
