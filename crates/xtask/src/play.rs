//! `cargo xtask play`: from a fresh clone to the playground in a browser.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    command::command,
    npm, page,
    project::Project,
    step::{Started, say},
};

/// Builds what has changed, serves it, and shows it; returns when the server ends.
pub(crate) fn play(project: &Project, port: u16, open: bool) -> Result<()> {
    let started = Started::now();
    npm::packages(project)?;
    if !page::build(project)? {
        say("The page is as the sources say: nothing to build");
    }

    let mut server = command(npm::node()?, project.root())
        .arg(project.path("crates/xtask/serve.mjs"))
        .arg(project.dist())
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("the static server can't be started")?;
    // The server ends when this is closed, however this program ends. Waiting for the server would
    // close it, so it is taken out of there.
    let lifeline = server.stdin.take();
    let mut url = String::new();
    if let Some(stdout) = server.stdout.take() {
        BufReader::new(stdout).read_line(&mut url)?;
    }
    let url = url.trim();
    if url.is_empty() {
        server.wait()?;
        bail!("the static server did not start: try another port with --port");
    }
    if !url.ends_with(&format!(":{port}/")) && port != 0 {
        say(format_args!("Port {port} is taken, so this is the next free one"));
    }
    say(format_args!("Foley is at {url} after {}. Ctrl+C stops it.", started.elapsed()));
    if open && !opened(url) {
        say(format_args!("No browser could be opened: open {url} yourself"));
    }
    let status = server.wait()?;
    drop(lifeline);
    if !status.success() {
        bail!("the static server ended with {status}");
    }
    Ok(())
}

/// Asks the system to show a URL; whether it said that it would.
fn opened(url: &str) -> bool {
    let (program, arguments): (_, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
