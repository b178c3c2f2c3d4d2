//! Faults, as sockets show them.

use crate::server::{CREATE, ORIGIN, Server, field};

const PATH: &str = "/v1/audio/text-to-audio";

fn headers(rule: &str) -> [String; 3] {
    [ORIGIN.to_owned(), "authorization: Bearer any".to_owned(), format!("x-sandbox: {rule}")]
}

fn told(server: &Server, rule: &str) -> (String, Vec<u8>) {
    let headers = headers(rule);
    let headers = headers.each_ref().map(String::as_str);
    server.say_whatever(&format!("POST {PATH}"), &headers, CREATE)
}

#[test]
fn a_connection_is_closed_without_a_word() {
    let server = Server::start(&[]);
    assert_eq!(told(&server, "drop=before"), (String::new(), Vec::new()));
    assert_eq!(told(&server, "drop=after"), (String::new(), Vec::new()));
    let tasks = server.ask("GET /_sandbox/tasks", "");
    assert_eq!(tasks.matches(r#""id":"#).count(), 1, "one of them was taken in: {tasks}");
}

#[test]
fn a_connection_breaks_in_the_middle_of_an_answer() {
    let server = Server::start(&[]);
    let (head, body) = told(&server, "body=truncated");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.and_then(|text| text.trim().parse().ok()).expect("a length");
    assert_eq!(body.len(), length / 2, "{head}");
}

#[test]
fn a_page_may_not_read_it() {
    let server = Server::start(&[]);
    let (head, _) = told(&server, "no_cors");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(!head.contains("access-control"), "{head}");
    let preflight = || {
        let asks = [ORIGIN, "access-control-request-method: POST"];
        server.say(&format!("OPTIONS {PATH}"), &asks, "").0
    };
    assert!(preflight().contains("access-control-allow-origin"));
    server.ask("POST /_sandbox/rules", r#"{"rule":"no_cors=preflight"}"#);
    assert!(!preflight().contains("access-control"));
}

#[test]
fn an_answer_is_held_back() {
    let server = Server::start(&[]);
    #[expect(clippy::disallowed_methods, reason = "it is held back by this clock")]
    let began = std::time::Instant::now();
    let (head, _) = told(&server, "latency=300");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    // However slow the machine is, it is not sooner.
    assert!(began.elapsed() >= std::time::Duration::from_millis(300));
}

/// What is held back for ever does not keep the program from ending.
#[cfg(unix)]
#[test]
fn the_end_does_not_wait_for_an_answer_that_never_comes() {
    use std::io::{Read, Write};

    let mut server = Server::start(&["--rule", "latency=forever"]);
    let mut socket = std::net::TcpStream::connect(&server.address).expect("it listens");
    let request = format!("GET {PATH} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer any\r\n\r\n");
    socket.write_all(request.as_bytes()).expect("it reads");
    // Another was answered after it: so it has been read.
    while !server.ask("GET /_sandbox", "").contains("sandbox") {}
    let pid = server.process.id().to_string();
    let asked = std::process::Command::new("kill").args(["-TERM", &pid]).status();
    assert!(asked.expect("kill runs").success());
    let mut answer = Vec::new();
    // Reset or closed, it is the same.
    let _ = socket.read_to_end(&mut answer);
    assert!(answer.is_empty(), "{}", String::from_utf8_lossy(&answer));
    assert!(server.process.wait().expect("it ends").success());
}

#[test]
fn a_clock_that_is_wrong_says_a_wrong_date() {
    let server = Server::start(&[]);
    server.ask("POST /_sandbox/clock", r#"{"stand":true}"#);
    let date = || {
        let (head, _) = server.say(&format!("GET {PATH}"), &["authorization: Bearer any"], "");
        let date = head.lines().find_map(|line| line.strip_prefix("date: ").map(str::to_owned));
        httpdate::parse_http_date(&date.expect("a date").to_uppercase_http()).expect("a date")
    };
    let before = date();
    server.ask("POST /_sandbox/clock", r#"{"advance":86400000}"#);
    let day = std::time::Duration::from_secs(24 * 3600);
    assert_eq!(date().duration_since(before).expect("later"), day);
}

/// A head is read in lower case; a date is not written so.
trait HttpDate {
    fn to_uppercase_http(&self) -> String;
}

impl HttpDate for str {
    fn to_uppercase_http(&self) -> String {
        let words = self.split(' ').map(|word| match word {
            "gmt" => "GMT".to_owned(),
            word => {
                let mut letters = word.chars();
                let first = letters.next().map(|first| first.to_ascii_uppercase());
                first.into_iter().chain(letters).collect()
            }
        });
        words.collect::<Vec<String>>().join(" ")
    }
}

#[test]
fn rules_are_set_on_the_command_line() {
    let server = Server::start(&["--rule", "on=query,body=html", "--pace", "polls:1:0"]);
    let created = server.ask(&format!("POST {PATH}"), CREATE);
    let answer = server.ask(&format!("GET {PATH}/{}", field(&created, "task_id")), "");
    assert!(answer.contains("as a gateway"), "{answer}");
}

#[test]
fn where_others_reach_it_only_they_who_were_let_may_tell_it() {
    let everywhere = Server::start(&["--host", "0.0.0.0"]);
    assert!(everywhere.ask("GET /_sandbox/rules", "").contains(r#""code":1202"#));
    let told = Server::start(&["--host", "0.0.0.0", "--admin"]);
    assert_eq!(told.ask("GET /_sandbox/rules", ""), "[]");
}
