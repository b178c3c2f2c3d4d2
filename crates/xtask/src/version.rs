//! Which version a program says it has, and whether that will do.

use std::{path::Path, process::Command};

/// A version's first three numbers; browsers have a fourth, which is read over. A tool that is not
/// a release (`-beta.1`) has none that can be read, and is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    /// The first number.
    pub(crate) major: u64,
    /// The second.
    pub(crate) minor: u64,
    /// The third.
    pub(crate) patch: u64,
}

impl Version {
    /// Reads `1.2.3`, `v1.2.3` or `1.2.3.4`, and nothing else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.strip_prefix('v').unwrap_or(text).split('.');
        let mut next = || numbers.next()?.parse().ok();
        let version = Self { major: next()?, minor: next()?, patch: next()? };
        numbers.all(|number| number.parse::<u64>().is_ok()).then_some(version)
    }

    /// The first version in what a program prints when asked for its own.
    pub(crate) fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::parse)
    }

    /// Asks a program, by `--version`; nothing if it can't be run or says nothing of the kind.
    pub(crate) fn of(program: &Path) -> Option<Self> {
        let output = Command::new(program).arg("--version").output().ok()?;
        Self::find(&String::from_utf8_lossy(&output.stdout))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tools_print_is_read() {
        let found = |text| Version::find(text).map(|v| (v.major, v.minor, v.patch));
        assert_eq!(found("trunk 0.21.14\n"), Some((0, 21, 14)));
        assert_eq!(found("wasm-bindgen 0.2.130 (abcdef 2026-01-01)"), Some((0, 2, 130)));
        assert_eq!(found("v20.20.2\n"), Some((20, 20, 2)));
        assert_eq!(found("Chromium 156.0.7000.59 built on Debian"), Some((156, 0, 7000)));
    }

    #[test]
    fn what_is_no_release_is_not_taken() {
        assert_eq!(Version::find("trunk 0.22.0-beta.1"), None);
        assert_eq!(Version::find("command not found"), None);
    }

    #[test]
    fn versions_are_ordered_by_number() {
        assert!(Version::parse("0.21.9") < Version::parse("0.21.14"));
    }
}
