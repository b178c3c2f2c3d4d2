//! A running program, and somebody who speaks to it over real sockets.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

pub(crate) const CREATE: &str = r#"{"prompt":"Rain","duration":3}"#;
pub(crate) const ORIGIN: &str = "origin: https://page.example";

/// A running `foley-server sandbox`, killed when dropped.
pub(crate) struct Server {
    pub(crate) process: Child,
    pub(crate) address: String,
    /// By which name it is spoken to.
    pub(crate) host: String,
}

impl Server {
    pub(crate) fn start(args: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_foley-server"))
            .args(["sandbox", "--port", "0"])
            .args(args)
            .env_remove("FOLEY_WEBHOOK_SECRET")
            .stderr(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = process.stdout.take().expect("it was piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let address = lines
            .find_map(|line| line.strip_prefix("listening on http://").map(str::to_owned))
            .expect("it says where it listens");
        Self { process, host: address.clone(), address }
    }

    /// Sends a request and reads the whole answer, head and body.
    pub(crate) fn say(
        &self,
        request_line: &str,
        headers: &[&str],
        body: &str,
    ) -> (String, Vec<u8>) {
        let answer = self.say_whatever(request_line, headers, body);
        assert!(!answer.0.is_empty(), "{request_line}: it was closed without an answer");
        answer
    }

    /// The same, where there may be no answer, or part of one.
    pub(crate) fn say_whatever(
        &self,
        request_line: &str,
        headers: &[&str],
        body: &str,
    ) -> (String, Vec<u8>) {
        self.try_say(request_line, headers, body).expect("it listens")
    }

    /// The same, where nobody may be listening.
    pub(crate) fn try_say(
        &self,
        request_line: &str,
        headers: &[&str],
        body: &str,
    ) -> Option<(String, Vec<u8>)> {
        let mut socket = TcpStream::connect(&self.address).ok()?;
        let mut head = format!("{request_line} HTTP/1.1\r\nhost: {}\r\n", self.host);
        for header in headers {
            head += &format!("{header}\r\n");
        }
        head += &format!("content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
        let mut answer = Vec::new();
        // Where it is closed before all is said, what was heard counts.
        let _ = socket.write_all(head.as_bytes());
        let _ = socket.read_to_end(&mut answer);
        let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Some((String::new(), answer));
        };
        let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
        Some((head, answer[end + 4..].to_vec()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// An answer's JSON text, whatever its status.
    pub(crate) fn ask(&self, request_line: &str, body: &str) -> String {
        let headers = [ORIGIN, "authorization: Bearer any", "content-type: application/json"];
        let (_, answer) = self.say(request_line, &headers, body);
        String::from_utf8(answer).expect("text")
    }

    /// A file by its whole address, and a part of it.
    pub(crate) fn file(&self, url: &str, kind: &str) -> Vec<u8> {
        let path = url.strip_prefix(&format!("http://{}", self.address)).expect("it is here");
        let (head, whole) = self.say(&format!("GET {path}"), &[ORIGIN], "");
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(head.contains(&format!("content-type: {kind}")), "{head}");
        let (head, part) = self.say(&format!("GET {path}"), &["range: bytes=4-7"], "");
        assert!(head.starts_with("http/1.1 206"), "{head}");
        assert!(head.contains(&format!("content-range: bytes 4-7/{}", whole.len())), "{head}");
        assert_eq!(part, whole[4..8]);
        whole
    }
}

/// What stands in a field of a JSON text, the first time that it is there.
pub(crate) fn field<'a>(json: &'a str, name: &str) -> &'a str {
    let after = json.split(&format!("\"{name}\":\"")).nth(1);
    after.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("no {name}: {json}"))
}
