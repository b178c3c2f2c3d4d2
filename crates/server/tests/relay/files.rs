//! Files, through the relay: by the links of answers only, and from nowhere inside.

use foley_core::{
    AssetFormat, BaseUrl, Credential, HttpResponse, Millis, Provider, SecretKey, UnixMillis, wire,
};
use foley_relay::{Account, Asked, Origins, Relay, TicketSecret};

use crate::{
    ACCESS, Does, ORIGIN, Program, SECRET, SITE, TICKETS, Upstream, answered, json, now, shown,
    text,
};

/// The link that a relay gives for a file that a provider's answer names.
fn link(relay: &Program, upstream: &Upstream) -> String {
    let asked = relay.ask("GET /apimodels/api/v1/audio/generations?task_id=1", "");
    let task =
        wire::task(&asked).unwrap_or_else(|_| panic!("{}: {}", upstream.address, shown(&asked)));
    task.assets.first().expect("a file").url.clone()
}

fn naming(url: &str) -> String {
    json(&format!(
        r#"{{"code":200,"data":{{"taskId":"1","state":"completed","resultUrls":["{url}"]}}}}"#
    ))
}

/// An upstream whose answers name a file of its own, and that has this file.
fn with_file(file: String) -> Upstream {
    Upstream::start(move |request| {
        if request.starts_with("GET /api/") {
            let host = request.split("host: ").nth(1).and_then(|rest| rest.split("\r\n").next());
            Does::Says(naming(&format!("http://{}/x.wav?sign=1", host.unwrap_or_default())))
        } else {
            Does::Says(file.clone())
        }
    })
}

/// What a relay answers for a file that its provider has like this.
fn fetched(file: &str, args: &[&str]) -> (HttpResponse, Upstream) {
    let upstream = with_file(file.to_owned());
    let relay = Program::relay(&upstream.address, args);
    let link = link(&relay, &upstream);
    (relay.file("GET", &link, &[ORIGIN, "cookie: a=b", "authorization: Bearer x"]), upstream)
}

#[test]
fn files_of_the_sandbox_are_had_whole_and_in_part() {
    let sandbox =
        Program::sandbox(&["--pair", &format!("{ACCESS}:{SECRET}"), "--url-ttl", "600000"]);
    let relay = Program::relay(&sandbox.address, &[]);
    let created = relay.ask("POST /kling/v1/audio/text-to-audio", crate::CREATE);
    let id = wire::task(&created).expect("a task").id;
    let done = relay.ask(&format!("GET /kling/v1/audio/text-to-audio/{id}"), "");
    let assets = wire::task(&done).expect("a task").assets;
    assert_eq!(assets.len(), 2);
    for asset in assets {
        let format = asset.format.expect("it is told");
        assert_eq!(AssetFormat::of_url(&asset.url), Some(format));
        let whole = relay.file("GET", &asset.url, &[ORIGIN]);
        assert_eq!((whole.status, AssetFormat::sniff(&whole.body)), (200, Some(format)));
        assert_eq!(whole.header("content-type"), Some(format.mime()));
        assert_eq!(whole.header("content-length"), Some(whole.body.len().to_string().as_str()));
        assert_eq!(whole.header("access-control-allow-origin"), Some(SITE));
        assert_eq!(whole.header("vary"), Some("Origin"));
        let part = relay.file("GET", &asset.url, &[ORIGIN, "range: bytes=4-7"]);
        let range = format!("bytes 4-7/{}", whole.body.len());
        assert_eq!((part.status, part.header("content-range")), (206, Some(range.as_str())));
        assert_eq!(part.body, whole.body[4..8]);
        let head = relay.file("HEAD", &asset.url, &[ORIGIN]);
        assert_eq!((head.status, head.body.len()), (200, 0));
        assert_eq!(head.header("content-length"), whole.header("content-length"));
        // As an element of a page asks that plays it.
        let played = relay.file("GET", &asset.url, &["range: bytes=0-"]);
        assert_eq!((played.status, played.body), (206, whole.body));
        let none = relay.file("GET", &asset.url, &[ORIGIN, "range: bytes=99999999-"]);
        assert_eq!(none.status, 416);
        assert_eq!(relay.file("GET", &asset.url, &["origin: https://evil.example"]).status, 403);
        assert_eq!(relay.file("POST", &asset.url, &[ORIGIN]).status, 404);
    }
}

#[test]
fn a_video_that_came_through_the_relay_is_given_a_sound() {
    let sandbox = Program::sandbox(&["--pair", &format!("{ACCESS}:{SECRET}")]);
    let relay = Program::relay(&sandbox.address, &[]);
    let body = r#"{"prompt":"Waves","model_name":"kling-v3","duration":"3"}"#;
    let created = relay.ask("POST /kling/v1/videos/text2video", body);
    let id = wire::task(&created).expect("a task").id;
    let done = relay.ask(&format!("GET /kling/v1/videos/text2video/{id}"), "");
    let video = wire::task(&done).expect("a task").assets.remove(0).url;
    assert!(video.contains("/media/") && video.ends_with(".mp4"), "{video}");
    let body = format!(r#"{{"video_url":"{video}","sound_effect_prompt":"Ocean"}}"#);
    let created = relay.ask("POST /kling/v1/audio/video-to-audio", &body);
    let id = wire::task(&created).unwrap_or_else(|_| panic!("{}", shown(&created))).id;
    let done = relay.ask(&format!("GET /kling/v1/audio/video-to-audio/{id}"), "");
    let task = wire::task(&done).expect("a task");
    // The sandbox took it for its own, so it was told the original's address.
    let parent = task.parent_video.expect("it is told");
    assert!(parent.id.is_some() && parent.url.expect("it is told").contains("/media/"), "{done:?}");
    let dubbed = task.assets.last().expect("a video");
    let film = relay.file("GET", &dubbed.url, &[ORIGIN]);
    assert_eq!(AssetFormat::sniff(&film.body), Some(AssetFormat::Mp4));
}

/// The secret is known here, so that a link of yesterday's can be written.
#[test]
fn forged_and_expired_links_are_refused() {
    let upstream = with_file(answered("200 OK", "content-type: audio/wav\r\n", "RIFF"));
    let relay = Program::relay(&upstream.address, &[]);
    let good = link(&relay, &upstream);
    assert_eq!(text(&relay.file("GET", &good, &[ORIGIN])), "RIFF");
    let changed = |at: usize| {
        let other = if good.as_bytes()[at] == b'A' { "B" } else { "A" };
        format!("{}{other}{}", &good[..at], &good[at + 1..])
    };
    let media = good.find("/media/").expect("it is there") + "/media/".len();
    let base = format!("http://{}", relay.address);
    for forged in [
        changed(media + 9),
        changed(good.len() - 10),
        format!("{base}/media/"),
        format!("{base}/media/x"),
        format!("{base}/media/AAAA/AAAA.wav"),
        format!("{base}/media/http://127.0.0.1/x.wav"),
    ] {
        let answer = relay.file("GET", &forged, &[ORIGIN]);
        assert_eq!(answer.status, 403, "{forged}");
        assert!(text(&answer).contains("ask for the task again"), "{}", text(&answer));
    }
    let yesterday = now() - Millis::from_secs(24 * 3600 + 1);
    let expired = written(&relay.address, &format!("http://{}/x.wav", upstream.address), yesterday);
    let answer = relay.file("GET", &expired, &[ORIGIN]);
    assert_eq!(answer.status, 403);
    assert!(text(&answer).contains("has expired"), "{}", text(&answer));
    let today = written(&relay.address, &format!("http://{}/x.wav", upstream.address), now());
    assert_eq!(relay.file("GET", &today, &[ORIGIN]).status, 200);
}

/// The link that a relay at this address writes at this time.
fn written(address: &str, url: &str, now: UnixMillis) -> String {
    let own = BaseUrl::parse(url.strip_suffix("/x.wav").expect("a file")).expect("good");
    let provider = Provider { base_url: own, ..Provider::apimodels() };
    let key = Credential::Key(SecretKey::parse("any").expect("good"));
    let base = BaseUrl::parse(&format!("http://{address}")).expect("good");
    let secret = TicketSecret::new(TICKETS).expect("long enough");
    let origins = Origins::new([SITE.to_owned()], false);
    let relay = Relay::new(vec![Account::new(provider, key)], origins, base, secret);
    let headers = [("origin".to_owned(), SITE.to_owned())];
    let target = "/apimodels/api/v1/audio/generations?task_id=1";
    let (exchange, _) =
        relay.read(&Asked { id: "1", method: "GET", target, headers: &headers }, now);
    let body = format!(
        r#"{{"code":200,"data":{{"taskId":"1","state":"completed","resultUrls":["{url}"]}}}}"#
    );
    let answer = HttpResponse { status: 200, headers: Vec::new(), body: body.into_bytes() };
    let task = wire::task(&relay.answered(&exchange, answer, now)).expect("a task");
    task.assets.first().expect("a file").url.clone()
}

#[test]
fn a_files_host_sees_no_key_and_no_cookie() {
    let file = answered("200 OK", "content-type: audio/wav\r\nset-cookie: a=b\r\n", "RIFF");
    let (answer, upstream) = fetched(&file, &[]);
    assert_eq!((text(&answer).as_str(), answer.header("set-cookie")), ("RIFF", None));
    let came = upstream.came().pop().expect("one came");
    assert!(came.starts_with("GET /x.wav?sign=1 "), "{came}");
    for absent in ["authorization", "cookie", "origin", "referer", "Bearer"] {
        assert!(!came.contains(absent), "{came}");
    }
}

#[test]
fn a_link_that_leads_inside_is_not_handed_out() {
    for url in [
        "https://127.0.0.1/x.wav",
        "https://169.254.169.254/latest/meta-data/x.wav",
        "https://10.0.0.1/x.wav",
        "https://[::ffff:10.0.0.1]/x.wav",
        "http://192.168.0.1/x.wav",
        "http://cdn.example/x.wav",
        "http://127.0.0.1:1/x.wav",
    ] {
        let upstream = Upstream::says(naming(url));
        let relay = Program::relay(&upstream.address, &[]);
        assert_eq!(link(&relay, &upstream), url);
    }
}

/// By the system's own resolver: this name leads to this machine.
#[test]
fn a_name_that_leads_inside_is_not_connected_to() {
    let inside = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = inside.local_addr().expect("an address").port();
    let upstream = Upstream::says(naming(&format!("https://localhost:{port}/x.wav")));
    let relay = Program::relay(&upstream.address, &[]);
    let answer = relay.file("GET", &link(&relay, &upstream), &[ORIGIN]);
    assert_eq!(answer.status, 403, "{}", shown(&answer));
    assert!(text(&answer).contains("public address"), "{}", text(&answer));
    inside.set_nonblocking(true).expect("it can");
    assert!(inside.accept().is_err(), "nobody came");
}

#[test]
fn a_redirect_that_leads_inside_is_not_followed() {
    let inside = Upstream::says(answered("200 OK", "content-type: audio/wav\r\n", "inside"));
    let address = format!("http://{}/x.wav", inside.address);
    for location in [
        address.as_str(),
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/x.wav",
        "//127.0.0.1/x.wav",
        "https://[::1]/x.wav",
        "http://cdn.example/x.wav",
        "file:///etc/passwd",
    ] {
        let (answer, _) =
            fetched(&answered("302 Found", &format!("location: {location}\r\n"), ""), &[]);
        assert_eq!(answer.status, 403, "{location}: {}", shown(&answer));
        assert_eq!(answer.header("location"), None);
    }
    assert_eq!(inside.came(), [""; 0]);
}

#[test]
fn redirects_at_the_same_host_are_followed_and_come_to_an_end() {
    let upstream = Upstream::start(|request| {
        let host = request.split("host: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let host = host.unwrap_or_default();
        Does::Says(match request.split(' ').nth(1).unwrap_or_default() {
            "/x.wav?sign=1" => answered("302 Found", "location: /y?z\r\n", ""),
            "/y?z" => {
                answered("307 Temporary Redirect", &format!("location: http://{host}/file\r\n"), "")
            }
            "/file" => answered("200 OK", "content-type: audio/wav\r\n", "RIFF"),
            _ => naming(&format!("http://{host}/x.wav?sign=1")),
        })
    });
    let relay = Program::relay(&upstream.address, &[]);
    assert_eq!(text(&relay.file("GET", &link(&relay, &upstream), &[ORIGIN])), "RIFF");
    let (answer, upstream) =
        fetched(&answered("302 Found", "location: /x.wav?sign=1\r\n", ""), &[]);
    assert_eq!(answer.status, 502);
    assert_eq!(upstream.came().len(), 1 + 6, "five redirects are followed");
}

#[test]
fn what_is_no_file_is_not_passed_through() {
    for kind in ["text/html", "application/json", "image/svg+xml", "text/plain"] {
        let file = answered("200 OK", &format!("content-type: {kind}\r\n"), "<script>");
        let (answer, _) = fetched(&file, &[]);
        assert_eq!(answer.status, 502, "{kind}");
        assert!(!text(&answer).contains("<script>"), "{kind}");
    }
    let (answer, _) =
        fetched(&answered("403 Forbidden", "content-type: text/html\r\n", "<script>"), &[]);
    assert_eq!((answer.status, text(&answer).contains("<script>")), (403, false));
    let (answer, _) = fetched("nonsense\r\n\r\n", &[]);
    assert_eq!(answer.status, 502);
}

#[test]
fn a_file_that_is_too_large_or_takes_too_long_is_cut() {
    let large = answered("200 OK", "content-type: audio/wav\r\n", &"x".repeat(2000));
    let (answer, _) = fetched(&large, &["--file-bytes", "1999"]);
    assert_eq!(answer.status, 502);
    assert!(text(&answer).contains("larger than the 1999 bytes"), "{}", text(&answer));
    let (answer, _) = fetched(&large, &["--file-bytes", "2000"]);
    assert_eq!((answer.status, answer.body.len()), (200, 2000));
    // One that does not tell its length is passed through as far as it may be, and broken off.
    let untold =
        format!("HTTP/1.1 200 OK\r\ncontent-type: audio/wav\r\n\r\n{}", "x".repeat(200_000));
    let (answer, _) = fetched(&untold, &["--file-bytes", "100000"]);
    assert!(answer.body.len() <= 100_000, "{}", answer.body.len());
    let (answer, _) = fetched(&untold, &[]);
    assert_eq!(answer.body.len(), 200_000);
    // One whose rest never comes is broken off, too: this test would not end otherwise.
    let upstream = Upstream::start(|request| {
        if request.starts_with("GET /x.wav") {
            Does::Waits
        } else {
            let host = request.split("host: ").nth(1).and_then(|rest| rest.split("\r\n").next());
            Does::Says(naming(&format!("http://{}/x.wav", host.unwrap_or_default())))
        }
    });
    let relay = Program::relay(&upstream.address, &["--call-seconds", "1"]);
    let answer = relay.file("GET", &link(&relay, &upstream), &[ORIGIN]);
    assert_eq!(answer.status, 502, "{}", shown(&answer));
}
