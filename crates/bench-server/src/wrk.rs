//! wrk, which somebody else wrote and many have looked at.

use std::process::Command;

use anyhow::{Context, Result, ensure};

/// What wrk is to do.
#[derive(Debug)]
pub(crate) struct Load<'a> {
    pub(crate) url: String,
    /// A body to be posted; without one it asks.
    pub(crate) body: Option<&'a str>,
    pub(crate) headers: &'a [&'a str],
    pub(crate) connections: u32,
    pub(crate) seconds: u32,
}

/// What wrk found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    pub(crate) per_second: f64,
    /// In milliseconds.
    pub(crate) p50: f64,
    /// In milliseconds.
    pub(crate) p99: f64,
}

impl Found {
    /// The mean of two runs.
    pub(crate) fn mean(self, other: Self) -> Self {
        let mean = |one: f64, other: f64| f64::midpoint(one, other);
        Self {
            per_second: mean(self.per_second, other.per_second),
            p50: mean(self.p50, other.p50),
            p99: mean(self.p99, other.p99),
        }
    }
}

/// Runs wrk. Any answer but 2xx is an error.
pub(crate) fn wrk(load: &Load<'_>) -> Result<Found> {
    let mut command = Command::new("wrk");
    command
        .args(["--threads", "1", "--latency"])
        .args(["--connections", &load.connections.to_string()])
        .args(["--duration", &load.seconds.to_string()])
        .args(["--header", "Authorization: Bearer sk-of-the-bench"]);
    for header in load.headers {
        command.args(["--header", header]);
    }
    if let Some(body) = load.body {
        let script = std::env::temp_dir().join(format!("foley-wrk-{}.lua", std::process::id()));
        let (before, after) = body.split_once("NTH").unwrap_or((body, ""));
        let nth = if after.is_empty() { "''" } else { "nth" };
        let lua = format!(
            "local nth = 0\nwrk.method = 'POST'\nwrk.headers['content-type'] = 'application/json'\n\
             function request()\n  nth = nth + 1\n  \
             return wrk.format(nil, nil, nil, [[{before}]] .. {nth} .. [[{after}]])\nend\n"
        );
        std::fs::write(&script, lua)?;
        command.arg("--script").arg(&script);
    }
    let output = command.arg(&load.url).output().context("wrk does not run")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "wrk: {}", String::from_utf8_lossy(&output.stderr));
    ensure!(!text.contains("Non-2xx"), "{}: {text}", load.url);
    read(&text).with_context(|| format!("wrk said: {text}"))
}

fn read(text: &str) -> Option<Found> {
    let after = |name: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(name))?;
        line.split_whitespace().next().map(str::to_owned)
    };
    Some(Found {
        per_second: after("Requests/sec:")?.parse().ok()?,
        p50: millis(&after("50%")?)?,
        p99: millis(&after("99%")?)?,
    })
}

/// A time as wrk writes it: `81.00us`, `1.47ms`, `1.20s`.
fn millis(text: &str) -> Option<f64> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1000.0), ("m", 60_000.0)];
    let (number, scale) =
        units.into_iter().find_map(|(unit, scale)| Some((text.strip_suffix(unit)?, scale)))?;
    Some(number.parse::<f64>().ok()? * scale)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn what_wrk_says_is_read() {
        let text = "  Latency Distribution\n     50%  512.00us\n     99%    3.39ms\n\
                    Requests/sec:  41026.58\nTransfer/sec:     35.22MB\n";
        let found = read(text).expect("it is all there");
        assert_eq!((found.per_second, found.p50, found.p99), (41026.58, 0.512, 3.39));
        assert_eq!(
            (millis("1.20s"), millis("2.00m"), millis("3")),
            (Some(1200.0), Some(120_000.0), None)
        );
    }
}
