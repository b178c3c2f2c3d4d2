//! Programs that serve, each a process of its own, for as long as it is held.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A program that serves.
#[derive(Debug)]
pub(crate) struct Running {
    process: Child,
    /// Where it is reached.
    pub(crate) url: String,
}

impl Running {
    /// Starts a program that says where it listens.
    pub(crate) fn start(
        program: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Result<Self> {
        let mut process = Command::new(program)
            .args(arguments)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} does not start", program.display()))?;
        let output = process.stdout.take().context("it was piped")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let url = lines.find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
        let url = url.with_context(|| format!("{arguments:?} did not say where it listens"))?;
        // Whatever else it says is read, so that it is never kept waiting.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { process, url })
    }

    /// How much memory it has now, and how much it had at the most, in MB; where the system tells.
    pub(crate) fn memory(&self) -> Option<(u64, u64)> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let of = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
        };
        Some((of("VmRSS:")?, of("VmHWM:")?))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A sandbox whose tasks are over at once.
pub(crate) fn sandbox(server: &Path, more: &[&str]) -> Result<Running> {
    sandbox_of(server, &[&["--pace", "immediate"], more].concat())
}

/// A sandbox.
pub(crate) fn sandbox_of(server: &Path, more: &[&str]) -> Result<Running> {
    Running::start(server, &[&["sandbox", "--port", "0", "--log", "off"], more].concat(), &[])
}

/// A relay to a sandbox that passes for Kling.
pub(crate) fn relay(server: &Path, upstream: &str) -> Result<Running> {
    let arguments = [
        "relay",
        "--port",
        "0",
        "--log",
        "off",
        "--origin",
        "http://localhost:1",
        "--rate",
        "100000000",
        "--kling-url",
        upstream,
    ];
    Running::start(server, &arguments, &[("FOLEY_KLING_KEY", "sk-of-the-bench")])
}
