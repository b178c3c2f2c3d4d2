//! What the relay does not begin with, and how it ends.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::mpsc;

use crate::{CREATE, Does, ORIGIN, PATIENCE, Program, SITE, Upstream, command, json, parsed, text};

/// What it says as it refuses to begin.
fn refused(args: &[&str], environment: &[(&str, &str)]) -> String {
    let all = [&["relay", "--port", "0"], args].concat();
    let mut process = command(&all, environment).spawn().expect("it starts");
    let (mut said, mut words) = ([0; 64], String::new());
    let begun = process.stdout.take().expect("it was piped").read(&mut said).expect("it ends");
    if begun > 0 {
        let _ = process.kill();
    }
    process.stderr.take().expect("it was piped").read_to_string(&mut words).expect("text");
    let end = process.wait().expect("it ends");
    assert!(begun == 0 && !end.success(), "it begins: {args:?}");
    words
}

#[test]
fn it_does_not_begin_without_an_origin_or_a_key() {
    let key = [("FOLEY_COMETAPI_KEY", "sk-secret-of-mine")];
    assert!(refused(&[], &key).contains("--origin https://site.example"));
    assert!(refused(&["--origin", "*"], &key).contains("is no origin"));
    let words = refused(&["--origin", SITE], &[]);
    for name in
        ["FOLEY_KLING_KEY", "FOLEY_KLING_ACCESS_KEY", "FOLEY_COMETAPI_KEY", "FOLEY_APIMODELS_KEY"]
    {
        assert!(words.contains(name), "{words}");
    }
    let half = [("FOLEY_KLING_ACCESS_KEY", "access")];
    assert!(refused(&["--origin", SITE], &half).contains("FOLEY_KLING_SECRET_KEY is not"));
    let bad = [("FOLEY_COMETAPI_KEY", "sk-secret of-mine")];
    let words = refused(&["--origin", SITE], &bad);
    assert!(words.contains("FOLEY_COMETAPI_KEY") && !words.contains("sk-secret"), "{words}");
    let short = [("FOLEY_COMETAPI_KEY", "sk-a"), ("FOLEY_RELAY_SECRET", "short-secret")];
    let words = refused(&["--origin", SITE], &short);
    assert!(words.contains("FOLEY_RELAY_SECRET") && !words.contains("short-secret"), "{words}");
}

#[test]
fn it_is_not_public_by_accident() {
    let key = [("FOLEY_COMETAPI_KEY", "sk-a")];
    let site = ["--origin", SITE, "--host", "0.0.0.0"];
    assert!(refused(&site, &key).contains("--public"));
    assert!(refused(&[&site[..], &["--public"]].concat(), &key).contains("--public-url"));
    let http = [&site[..], &["--public", "--origin", "http://localhost:1"]].concat();
    assert!(refused(&http, &key).contains("http://localhost:1"));
    assert!(
        refused(&["--origin", SITE, "--kling-url", "http://kling.example"], &key)
            .contains("--kling-url")
    );
}

#[test]
fn it_says_what_a_page_has_to_know_and_serves_those_with_a_key() {
    let args =
        ["relay", "--port", "0", "--origin", SITE, "--public-url", "https://relay.example/foley/"];
    let relay = Program::start(&args, &[("FOLEY_COMETAPI_KEY", "sk-secret-of-mine")]);
    assert!(relay.banner.contains("https://relay.example/foley/cometapi"), "{}", relay.banner);
    assert!(relay.banner.contains(SITE) && !relay.banner.contains("of-mine"), "{}", relay.banner);
    let answer = relay.ask("GET /kling/v1/audio/text-to-audio/1", "");
    assert_eq!(answer.status, 404);
    assert!(text(&answer).contains("serves: /cometapi"), "{}", text(&answer));
}

/// Its answer to a create is worth money: whoever ends it has to let that through.
#[cfg(unix)]
#[test]
fn a_create_that_is_under_way_is_answered_before_the_end() {
    let (came, is_there) = mpsc::channel();
    let (go, may_go) = mpsc::channel::<()>();
    let (came, may_go) = (std::sync::Mutex::new(came), std::sync::Mutex::new(may_go));
    let upstream = Upstream::start(move |_| {
        let _ = came.lock().expect("no panic").send(());
        let _ = may_go.lock().expect("no panic").recv_timeout(PATIENCE);
        Does::Says(json(r#"{"code":0,"data":{"task_id":"1","task_status":"submitted"}}"#))
    });
    let relay = Program::relay(&upstream.address, &[]);
    let mut socket = TcpStream::connect(&relay.address).expect("it listens");
    let length = CREATE.len();
    let head = format!(
        "POST /kling/v1/audio/text-to-audio HTTP/1.1\r\nhost: a\r\n{ORIGIN}\r\ncontent-length: {length}\r\n\r\n{CREATE}"
    );
    socket.write_all(head.as_bytes()).expect("it reads");
    is_there.recv_timeout(PATIENCE).expect("it comes");
    let asked = Command::new("kill").args(["-TERM", &relay.process.id().to_string()]).status();
    assert!(asked.expect("there is kill").success());
    // It takes nobody in any more once it knows.
    while TcpStream::connect(&relay.address).is_ok() {
        std::thread::yield_now();
    }
    go.send(()).expect("it waits");
    socket.set_read_timeout(Some(PATIENCE)).expect("it can");
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).expect("it answers");
    assert_eq!(parsed(&answer).expect("an answer").status, 200);
    let mut relay = relay;
    assert!(relay.process.wait().expect("it ends").success());
}
