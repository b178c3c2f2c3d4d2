//! What comes back, and what is said where nothing does.

use foley_core::{Charge, Dialect, Millis, Retry, wire};
use foley_relay::Refusal;

use crate::{NOW, SITE, headers, json, page, relay};

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
