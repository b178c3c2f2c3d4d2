//! How many tests passed and failed, read from what each runner prints.

use std::{iter::Sum, ops::Add};

/// Tests that ran. The ignored are not among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// How many passed.
    pub(crate) passed: u64,
    /// How many failed.
    pub(crate) failed: u64,
}

impl Counts {
    /// What stands for a suite of which nothing is known.
    pub(crate) const COULD_NOT_RUN: Self = Self { passed: 0, failed: 1 };

    /// From `cargo test`, natively and by wasm-bindgen's runner: a summary for each program.
    pub(crate) fn of_cargo(text: &str) -> Self {
        text.lines()
            .filter_map(|line| {
                let line = plain(line);
                let (_, summary) = line.split_once("test result: ")?;
                let (_, numbers) = summary.split_once(". ")?;
                let number = |name| {
                    numbers
                        .split("; ")
                        .find_map(|part| part.strip_suffix(name)?.trim().parse().ok())
                };
                Some(Self { passed: number("passed")?, failed: number("failed")? })
            })
            .sum()
    }

    /// From Node's test runner: `ℹ pass 3` for people, `# pass 3` for programs. A test that was
    /// cancelled has not passed.
    pub(crate) fn of_node(text: &str) -> Self {
        text.lines()
            .filter_map(|line| {
                let line = plain(line);
                let mut words = line.split_whitespace();
                let sign = words.next()?;
                let (what, number) = (words.next()?, words.next()?.parse().ok()?);
                if !["ℹ", "#"].contains(&sign) || words.next().is_some() {
                    return None;
                }
                match what {
                    "pass" => Some(Self { passed: number, failed: 0 }),
                    "fail" | "cancelled" => Some(Self { passed: 0, failed: number }),
                    _ => None,
                }
            })
            .sum()
    }

    /// From pytest: `== 1 failed, 2 passed in 3.4s ==`, the last time that it says so. What could not
    /// be set up has not passed.
    pub(crate) fn of_pytest(text: &str) -> Self {
        let summary = |line: &str| {
            let line = plain(line);
            let (counts, _) = line.trim_matches(['=', ' ']).split_once(" in ")?;
            let counts: Option<Vec<Self>> = counts
                .split(", ")
                .map(|part| {
                    let (number, what) = part.split_once(' ')?;
                    let number = number.parse().ok()?;
                    match what {
                        "passed" => Some(Self { passed: number, failed: 0 }),
                        "failed" | "error" | "errors" => Some(Self { passed: 0, failed: number }),
                        "skipped" | "deselected" | "xfailed" | "xpassed" | "warning"
                        | "warnings" => Some(Self::default()),
                        _ => None,
                    }
                })
                .collect();
            Some(counts?.into_iter().sum())
        };
        text.lines().filter_map(summary).next_back().unwrap_or_default()
    }

    /// Whether there was anything at all.
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// The line without the escape sequences that colour it.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, escape)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = escape.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        rest = rest.get(1..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64) -> Counts {
        Counts { passed, failed }
    }

    #[test]
    fn cargo_tells_of_each_program() {
        let text = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s\n\
            test result: \u{1b}[32mok\u{1b}(B. 4 passed; 0 failed; 0 ignored\n";
        assert_eq!(Counts::of_cargo(text), counts(17, 2));
    }

    #[test]
    fn colours_are_read_over() {
        let text = "test result: \u{1b}[31mFAILED\u{1b}[0m. 1 passed; 2 failed; 0 ignored";
        assert_eq!(Counts::of_cargo(text), counts(1, 2));
        assert_eq!(Counts::of_node("\u{1b}[34mℹ pass 5\u{1b}[39m"), counts(5, 0));
    }

    #[test]
    fn wasm_bindgen_writes_as_cargo_does() {
        let text =
            "test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.02s";
        assert_eq!(Counts::of_cargo(text), counts(2, 0));
    }

    #[test]
    fn node_tells_once_at_the_end() {
        let text =
            "✔ one (12ms)\nℹ tests 4\nℹ suites 0\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n";
        assert_eq!(Counts::of_node(text), counts(2, 2));
        assert_eq!(Counts::of_node("1..2\n# pass 1\n# fail 1\n"), counts(1, 1));
    }

    #[test]
    fn pytest_tells_once_at_the_end() {
        for (text, expected) in [
            ("..\n2 passed in 1.24s\n", counts(2, 0)),
            ("=== 1 failed, 5 passed, 1 warning in 131.46s (0:02:11) ===\n", counts(5, 1)),
            (
                "\u{1b}[31m== \u{1b}[1m2 errors\u{1b}[0m, 3 skipped in 0.1s ==\u{1b}[0m",
                counts(0, 2),
            ),
            ("7 passed in 1s\nof another\n== 3 passed in 2s ==", counts(3, 0)),
            ("no tests ran in 0.01s", counts(0, 0)),
            ("== 1 failure, 1 warning in 54.99s ==", counts(0, 0)),
        ] {
            assert_eq!(Counts::of_pytest(text), expected, "{text}");
        }
    }

    #[test]
    fn other_words_are_not_counted() {
        assert!(Counts::of_cargo("no tests to run!\ntest result: unknown").is_empty());
        assert!(
            Counts::of_node("ℹ pass on the message\nℹ duration_ms 12.3\n# pass 3 times").is_empty()
        );
    }
}
