//! What was acknowledged is there, however the program ended.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::server::{Server, field};

const PATH: &str = "/v1/audio/text-to-audio";

/// How often it is killed; `FOLEY_KILLS` says how often instead.
const KILLS: usize = 8;
/// How many ask at once.
const CLIENTS: usize = 6;

/// A folder of this test's own, and empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn start(folder: &std::path::Path, more: &[&str]) -> Server {
    let folder = folder.to_str().expect("a plain path");
    Server::start(&[&["--data", folder, "--log", "off"], more].concat())
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment() {
    let kills = std::env::var("FOLEY_KILLS").ok().and_then(|kills| kills.parse().ok());
    let folder = folder("killed");
    let known: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
    let mut before = 0;
    for round in 0..kills.unwrap_or(KILLS) {
        let mut server = start(&folder, &[]);
        let pid = server.process.id();
        let acknowledged = AtomicUsize::new(0);
        // After how many of them: another number each time.
        let enough = 1 + (round * 37) % 90;
        std::thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (server, known, acknowledged) = (&server, &known, &acknowledged);
                scope.spawn(move || {
                    for n in 0.. {
                        let mine = format!("mine-{round}-{client}-{n}");
                        let body = format!(
                            r#"{{"prompt":"Rain","duration":3,"external_task_id":"{mine}"}}"#
                        );
                        let headers = ["authorization: Bearer any"];
                        let Some((head, body)) =
                            server.try_say(&format!("POST {PATH}"), &headers, &body)
                        else {
                            return;
                        };
                        // Part of an answer is no acknowledgement.
                        let body = String::from_utf8(body).unwrap_or_default();
                        if !head.starts_with("http/1.1 200") || !body.ends_with('}') {
                            return;
                        }
                        known
                            .lock()
                            .expect("sound")
                            .push((mine, field(&body, "task_id").to_owned()));
                        if acknowledged.fetch_add(1, Ordering::SeqCst) + 1 == enough {
                            let kill = ["-KILL", &pid.to_string()];
                            let _ = std::process::Command::new("kill").args(kill).status();
                        }
                    }
                });
            }
        });
        server.process.wait().expect("it was killed");
        let server = start(&folder, &[]);
        let known = known.lock().expect("sound");
        assert!(known.len() > before, "round {round}: nothing was acknowledged");
        // Of what earlier rounds have looked for, a part.
        for (mine, id) in known.iter().skip(before).chain(known.iter().step_by(17)) {
            let found = server.ask(&format!("GET {PATH}/{mine}"), "");
            assert_eq!(field(&found, "task_id"), id, "round {round}: {mine}: {found}");
        }
        before = known.len();
    }
    println!("{before} were acknowledged, and all of them were there");
}

#[test]
fn rules_and_the_clock_are_kept_too_and_a_reset_is() {
    let folder = folder("all-else");
    let server = start(&folder, &[]);
    server.ask(&format!("POST {PATH}"), crate::server::CREATE);
    server.ask("POST /_sandbox/rules", r#"{"rule":"on=list,status=503"}"#);
    server.ask("POST /_sandbox/clock", r#"{"advance":86400000,"stand":true}"#);
    let shown = |server: &Server| {
        ["rules", "clock", "tasks"].map(|path| server.ask(&format!("GET /_sandbox/{path}"), ""))
    };
    let before = shown(&server);
    drop(server);
    let server = start(&folder, &[]);
    assert_eq!(shown(&server), before);
    server.ask("POST /_sandbox/reset", "");
    drop(server);
    let server = start(&folder, &[]);
    let [rules, clock, tasks] = shown(&server);
    assert_eq!((rules.as_str(), tasks.as_str()), ("[]", "[]"));
    assert!(clock.contains(r#""stands":false"#));
}

#[test]
fn those_past_the_bound_are_gone_from_the_disk_too() {
    let folder = folder("bound");
    let server = start(&folder, &["--tasks", "3"]);
    for _ in 0..5 {
        server.ask(&format!("POST {PATH}"), crate::server::CREATE);
    }
    drop(server);
    let server = start(&folder, &[]);
    assert!(server.ask("GET /_sandbox", "").contains(r#""tasks":3,"#));
}

#[test]
fn a_folder_is_one_sandboxs() {
    let folder = folder("taken");
    let _server = start(&folder, &[]);
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_foley-server"))
        .args(["sandbox", "--port", "0", "--data", folder.to_str().expect("plain")])
        .output()
        .expect("it runs");
    assert!(!second.status.success());
    let words = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(words.contains("another sandbox"), "{words}");
}
