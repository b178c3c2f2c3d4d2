//! `foley-server relay`, spoken to over real sockets as pages and others would; behind it the real
//! sandbox, or an upstream that does what a test wants.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod files;
mod forwarding;
mod limits;
mod origins;
mod starting;
mod telling;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use foley_core::{HttpResponse, UnixMillis};

const SITE: &str = "https://site.example";
const ORIGIN: &str = "origin: https://site.example";
const JSON: &str = "content-type: application/json";
const CREATE: &str = r#"{"prompt":"Rain","duration":3,"external_task_id":"ours-1"}"#;
const KEY: &str = "sk-key-that-nobody-sees";
const ACCESS: &str = "access-that-nobody-sees";
const SECRET: &str = "secret-that-nobody-sees";
/// What links to files are signed by, in these tests.
const TICKETS: &str = "tickets-are-signed-by-this-secret";
/// An address where nobody listens.
const NOBODY: &str = "127.0.0.1:1";
/// All that is waited for comes within this, or never.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program, ended when dropped.
struct Program {
    process: Child,
    address: String,
    /// All that it has said on standard output before it listened.
    banner: String,
    errors: Arc<Mutex<String>>,
}

impl Program {
    fn start(args: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut process = command(args, environment).spawn().expect("the program starts");
        let output = process.stdout.take().expect("it was piped");
        let errors = collected(process.stderr.take().expect("it was piped"));
        let (mut banner, mut address) = (String::new(), None);
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            address = line.strip_prefix("listening on http://").map(str::to_owned);
            banner += &format!("{line}\n");
            if address.is_some() {
                break;
            }
        }
        let address =
            address.unwrap_or_else(|| panic!("it listens: {}", errors.lock().expect("no panic")));
        Self { process, address, banner, errors }
    }

    fn sandbox(args: &[&str]) -> Self {
        let at_once = ["sandbox", "--port", "0", "--pace", "immediate"];
        Self::start(&[&at_once, args].concat(), &[])
    }

    /// A relay with a key for every provider, all of whom are at this address.
    fn relay(upstream: &str, args: &[&str]) -> Self {
        let url = format!("http://{upstream}");
        let to = ["--kling-url", &url, "--cometapi-url", &url, "--apimodels-url", &url];
        let all = [&["relay", "--port", "0", "--origin", SITE], to.as_slice(), args].concat();
        Self::start(
            &all,
            &[
                ("FOLEY_KLING_ACCESS_KEY", ACCESS),
                ("FOLEY_KLING_SECRET_KEY", SECRET),
                ("FOLEY_COMETAPI_KEY", KEY),
                ("FOLEY_APIMODELS_KEY", KEY),
                ("FOLEY_RELAY_SECRET", TICKETS),
            ],
        )
    }

    /// Sends a request and reads the whole answer.
    fn say(&self, request_line: &str, headers: &[&str], body: &str) -> HttpResponse {
        say(&self.address, request_line, headers, body)
    }

    /// What a page that may ask is answered.
    fn ask(&self, request_line: &str, body: &str) -> HttpResponse {
        self.say(request_line, &[ORIGIN, JSON], body)
    }

    /// A file, by a link to it.
    fn file(&self, method: &str, link: &str, headers: &[&str]) -> HttpResponse {
        let path =
            link.strip_prefix(&format!("http://{}", self.address)).expect("a link through here");
        self.say(&format!("{method} {path}"), headers, "")
    }

    /// All that it has said on standard error, once it has ended.
    fn errors(mut self) -> String {
        let _ = self.process.kill();
        let _ = self.process.wait();
        // Whoever collects what it says has let go of it then.
        while Arc::strong_count(&self.errors) > 1 {
            std::thread::yield_now();
        }
        self.errors.lock().expect("no panic").clone()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program with nothing of this machine's environment that is meant for it.
fn command(args: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foley-server"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FOLEY_")) {
        command.env_remove(name);
    }
    command.env("RUST_BACKTRACE", "0");
    command.args(args).envs(environment.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn collected(mut from: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let all = Arc::new(Mutex::new(String::new()));
    let to = Arc::clone(&all);
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(length @ 1..) = from.read(&mut bytes) {
            to.lock().expect("no panic").push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
    });
    all
}

/// Sends a request and reads the whole answer.
fn say(address: &str, request_line: &str, headers: &[&str], body: &str) -> HttpResponse {
    let mut socket = TcpStream::connect(address).expect("it listens");
    socket.set_read_timeout(Some(PATIENCE)).expect("it can");
    let mut head = format!("{request_line} HTTP/1.1\r\nhost: {address}\r\n");
    for header in headers {
        head += &format!("{header}\r\n");
    }
    head += &format!("content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    // Who is refused may be so before he has said all.
    let _ = socket.write_all(head.as_bytes());
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer);
    parsed(&answer).unwrap_or_else(|| panic!("{request_line}: no answer"))
}

fn parsed(answer: &[u8]) -> Option<HttpResponse> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(answer.get(..end)?).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let body = answer.get(end + 4..)?.to_vec();
    let is_chunked =
        headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if is_chunked { joined(&body) } else { body };
    Some(HttpResponse { status, headers, body })
}

/// The pieces of a chunked body, as far as they came.
fn joined(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = body.windows(2).position(|two| two == b"\r\n") {
        let length = std::str::from_utf8(&body[..end]).ok();
        let length = length.and_then(|text| usize::from_str_radix(text, 16).ok()).unwrap_or(0);
        let Some(piece) = body.get(end + 2..end + 2 + length).filter(|piece| !piece.is_empty())
        else {
            break;
        };
        whole.extend_from_slice(piece);
        body = body.get(end + 4 + length..).unwrap_or_default();
    }
    whole
}

/// The time, for what is signed for it.
#[expect(clippy::disallowed_methods, reason = "a native program has this clock")]
fn now() -> UnixMillis {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    UnixMillis(u64::try_from(since.expect("after 1970").as_millis()).expect("not that late"))
}

fn text(answer: &HttpResponse) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// All that an answer shows.
fn shown(answer: &HttpResponse) -> String {
    format!("{} {:?}\n{}", answer.status, answer.headers, text(answer))
}

/// An upstream that does with each request what a test wants.
struct Upstream {
    address: String,
    /// The requests that came, head and body.
    came: Arc<Mutex<Vec<String>>>,
}

/// What an upstream does.
enum Does {
    /// Answers with these bytes, and closes the connection.
    Says(String),
    /// Closes the connection.
    Hangs,
    /// Keeps the connection and says nothing, for longer than anybody waits.
    Waits,
}

impl Upstream {
    fn start(does: impl Fn(&str) -> Does + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let (came, does) = (Arc::default(), Arc::new(does));
        let seen = Arc::clone(&came);
        std::thread::spawn(move || {
            for socket in listener.incoming().map_while(Result::ok) {
                let (seen, does) = (Arc::clone(&seen), Arc::clone(&does));
                std::thread::spawn(move || serve(socket, &seen, does.as_ref()));
            }
        });
        Self { address, came }
    }

    /// One that answers with this to whatever comes.
    fn says(answer: impl Into<String>) -> Self {
        let answer = answer.into();
        Self::start(move |_| Does::Says(answer.clone()))
    }

    fn came(&self) -> Vec<String> {
        self.came.lock().expect("no panic").clone()
    }
}

fn serve(mut socket: TcpStream, seen: &Mutex<Vec<String>>, does: &dyn Fn(&str) -> Does) {
    let (mut request, mut bytes) = (Vec::new(), [0; 4096]);
    let whole = loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.to_ascii_lowercase();
            let length = length.split("content-length: ").nth(1).unwrap_or("0");
            let length =
                length.split("\r\n").next().and_then(|text| text.parse().ok()).unwrap_or(0);
            if body.len() >= length {
                break text;
            }
        }
        match socket.read(&mut bytes) {
            Ok(length @ 1..) => request.extend_from_slice(&bytes[..length]),
            _ => return,
        }
    };
    seen.lock().expect("no panic").push(whole.clone());
    match does(&whole) {
        Does::Says(answer) => {
            let _ = socket.write_all(answer.as_bytes());
        }
        Does::Hangs => {}
        Does::Waits => {
            // Until the other side has had enough.
            while let Ok(1..) = socket.read(&mut bytes) {}
        }
    }
}

/// An answer over the wire, with its length.
fn answered(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// A JSON answer over the wire.
fn json(body: &str) -> String {
    answered("200 OK", "content-type: application/json\r\n", body)
}
