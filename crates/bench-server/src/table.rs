//! What was measured, as tables in Markdown.

use std::fmt;

use crate::{clients, wrk};

/// One endpoint, as constants and as the sandbox has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Throughput {
    pub(crate) what: &'static str,
    pub(crate) bare: wrk::Found,
    pub(crate) sandbox: wrk::Found,
}

/// All that was measured.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) throughput: Vec<Throughput>,
    /// A query, directly and through the relay.
    pub(crate) relayed: (wrk::Found, wrk::Found),
    pub(crate) found: clients::Found,
    /// How many tasks the sandbox of the many clients remembered at the most.
    pub(crate) most: u32,
    /// How long each was loaded.
    pub(crate) seconds: u32,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { throughput, relayed: (direct, relayed), found, most, seconds } = self;
        writeln!(f, "# The server\n")?;
        writeln!(
            f,
            "wrk, one thread, 64 connections, {seconds} s each, on loopback; the bare handler is axum's, and \
             answers constants.\n"
        )?;
        writeln!(f, "| | bare, a second | sandbox, a second | part | bare p99 | sandbox p99 |")?;
        writeln!(f, "| --- | ---: | ---: | ---: | ---: | ---: |")?;
        for Throughput { what, bare, sandbox } in throughput {
            writeln!(
                f,
                "| {what} | {:.0} | {:.0} | {:.2} | {:.2} ms | {:.2} ms |",
                bare.per_second,
                sandbox.per_second,
                sandbox.per_second / bare.per_second,
                bare.p99,
                sandbox.p99
            )?;
        }
        writeln!(f, "\n## The relay\n")?;
        writeln!(f, "A query by one connection, on loopback.\n")?;
        writeln!(f, "| | p50 | p99 |\n| --- | ---: | ---: |")?;
        for (name, found) in [("direct", direct), ("through the relay", relayed)] {
            writeln!(f, "| {name} | {:.3} ms | {:.3} ms |", found.p50, found.p99)?;
        }
        let (p50, p99) = (relayed.p50 - direct.p50, relayed.p99 - direct.p99);
        writeln!(f, "| added | {p50:.3} ms | {p99:.3} ms |")?;
        let clients::Found { clients, time, requests, finished, fetched, .. } = found;
        writeln!(f, "\n## {clients} clients at once, for {} s\n", time.as_secs())?;
        writeln!(
            f,
            "Each asks for a sound, asks for the task every 250 ms until it is done, and looks at all that it \
             is told; the sandbox remembers {most} tasks at the most.\n"
        )?;
        writeln!(f, "| | |\n| --- | ---: |")?;
        writeln!(
            f,
            "| requests | {requests} ({:.0} a second) |",
            *requests as f64 / time.as_secs_f64()
        )?;
        writeln!(f, "| sounds that were finished | {finished} |")?;
        writeln!(f, "| of which fetched as WAV | {fetched} |")?;
        writeln!(f, "| errors | {} |", found.error_count)?;
        writeln!(f, "| p50 | {:.2} ms |", found.p50)?;
        writeln!(f, "| p99 | {:.2} ms |", found.p99)?;
        let [middle, end, most] = found.memory.map(|megabytes| {
            megabytes.map_or_else(|| "unknown".to_owned(), |megabytes| format!("{megabytes} MB"))
        });
        writeln!(
            f,
            "| memory at half the time, at the end, at the most | {middle}, {end}, {most} |"
        )?;
        for error in &found.errors {
            writeln!(f, "\nAn error: {error}")?;
        }
        Ok(())
    }
}
