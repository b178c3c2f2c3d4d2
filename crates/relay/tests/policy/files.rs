//! Files: by the links of answers only, and from nowhere inside.

use foley_core::{BaseUrl, Credential, Millis, Provider};
use foley_relay::{
    Account, Asked, BadTicket, FileCall, Kind, Origins, Refusal, Relay, TicketSecret, Wanted, Way,
};

use crate::{BASE, KEYS, NOW, SITE, headers, key, link, page, passed, read, relay, text};

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
