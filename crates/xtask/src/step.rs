//! What the terminal says while something takes time: what is done, how long that usually takes,
//! how long it took. The only clock of this program is read here.

use std::{
    fmt,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

/// Since when something runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Started(Instant);

impl Started {
    /// Begins to count.
    #[expect(
        clippy::disallowed_methods,
        reason = "this program is native, and how long a step takes is what it reports"
    )]
    pub(crate) fn now() -> Self {
        Self(Instant::now())
    }

    /// The time since then.
    pub(crate) fn elapsed(self) -> Took {
        Took(self.0.elapsed())
    }
}

/// How long something took, written as a person would say it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Took(Duration);

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        match seconds {
            0..10 => write!(f, "{:.1} s", self.0.as_secs_f64()),
            10..60 => write!(f, "{seconds} s"),
            _ => write!(f, "{} min {:02} s", seconds / 60, seconds % 60),
        }
    }
}

/// Does `work`, and says so before and after. `usually` completes the sentence "this takes ...".
pub(crate) fn step<T>(what: &str, usually: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(format_args!("{what} (takes {usually})"));
    let started = Started::now();
    let done = work().with_context(|| format!("this step failed: {what}"))?;
    say(format_args!("{what}: done in {}", started.elapsed()));
    Ok(done)
}

/// One line of this program's own, told apart from what the tools print.
pub(crate) fn say(line: impl fmt::Display) {
    eprintln!("foley: {line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_at_the_precision_that_matters() {
        let written = |millis| Took(Duration::from_millis(millis)).to_string();
        assert_eq!(written(1_234), "1.2 s");
        assert_eq!(written(59_900), "59 s");
        assert_eq!(written(125_000), "2 min 05 s");
    }
}
