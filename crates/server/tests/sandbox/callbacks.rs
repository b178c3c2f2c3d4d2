//! Callbacks, really posted to somebody who listens.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use foley_core::TaskStatus::{self, Processing, Submitted, Succeeded};
use foley_core::webhook::{WebhookSecret, verify};
use foley_core::{UnixMillis, wire};

use crate::server::Server;

const SECRET: &str = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";

/// A post that came: its headers and its body.
type Post = (Vec<(String, String)>, Vec<u8>);

/// Somebody who is called, and answers with each of these statuses in turn, the last for good.
struct Called {
    url: String,
    posts: Receiver<Post>,
}

impl Called {
    fn answering(statuses: &'static [u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let (post, posts) = channel();
        std::thread::spawn(move || {
            let mut statuses =
                statuses.iter().chain(std::iter::repeat(statuses.last().expect("one")));
            for socket in listener.incoming().map_while(Result::ok) {
                let mut reader = BufReader::new(socket);
                while let Some(read) = read_post(&mut reader) {
                    let status = statuses.next().expect("the last goes on");
                    let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n");
                    if post.send(read).is_err() {
                        return;
                    }
                    if reader.get_mut().write_all(answer.as_bytes()).is_err() {
                        break;
                    }
                }
            }
        });
        Self { url, posts }
    }

    fn next(&self) -> Post {
        self.posts.recv().expect("somebody calls")
    }
}

fn read_post(reader: &mut impl BufRead) -> Option<Post> {
    let mut headers = Vec::new();
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    assert!(line.starts_with("POST /hook "), "{line}");
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length")?;
    let mut body = vec![0; length.1.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some((headers, body))
}

fn create(server: &Server, called: &Called, more: &str) {
    let url = &called.url;
    let body = format!(r#"{{"prompt":"Rain {more}","duration":3,"callback_url":"{url}"}}"#);
    let answer = server.ask("POST /v1/audio/text-to-audio", &body);
    assert!(answer.contains("SUCCEED"), "{answer}");
}

fn status((_, body): &Post) -> TaskStatus {
    wire::callback(body).expect("a task").status
}

fn sent_at((headers, _): &Post) -> UnixMillis {
    let time = headers.iter().find(|(name, _)| name == "webhook-timestamp").expect("a time");
    UnixMillis(time.1.parse::<u64>().expect("seconds") * 1000)
}

#[test]
fn each_step_is_posted_in_order_and_signed() {
    let server = Server::start(&["--pace", "time:20:40", "--webhook-secret", SECRET]);
    let called = Called::answering(&[200]);
    create(&server, &called, "");
    let secret = WebhookSecret::parse(SECRET).expect("good");
    for expected in [Submitted, Processing, Succeeded] {
        let post = called.next();
        assert_eq!(status(&post), expected);
        let secrets = std::slice::from_ref(&secret);
        verify(&post.0, &post.1, secrets, sent_at(&post)).expect("it is signed");
    }
}

#[test]
fn what_nobody_takes_is_posted_again_under_the_same_id() {
    let server = Server::start(&["--pace", "immediate", "--webhook-secret", SECRET]);
    let called = Called::answering(&[500, 204]);
    create(&server, &called, "");
    let (first, second) = (called.next(), called.next());
    let id = |post: &Post| post.0.iter().find(|(name, _)| name == "webhook-id").cloned();
    assert_eq!((id(&first), status(&first)), (id(&second), status(&second)));
    // It was taken: what comes next is of another task.
    create(&server, &called, "again");
    assert_ne!(id(&called.next()), id(&second));
}

#[test]
fn a_task_that_is_told_to_take_a_step_is_told_of() {
    let server = Server::start(&["--pace", "manual"]);
    let called = Called::answering(&[200]);
    create(&server, &called, "");
    assert_eq!(status(&called.next()), Submitted);
    let tasks = server.ask("GET /_sandbox/tasks", "");
    let id = crate::server::field(&tasks, "id");
    for expected in [Processing, Succeeded] {
        server.ask(&format!("POST /_sandbox/tasks/{id}/step"), "");
        assert_eq!(status(&called.next()), expected);
    }
}

#[test]
fn a_secret_that_is_none_is_refused_and_not_shown() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_foley-server"))
        .args(["sandbox", "--port", "0"])
        .env("FOLEY_WEBHOOK_SECRET", "of-mine-and-mine-alone")
        .output()
        .expect("it runs");
    assert!(!output.status.success());
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("begins with whsec_"), "{words}");
}
