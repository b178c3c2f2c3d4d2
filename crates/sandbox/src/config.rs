//! How a sandbox is set up.

use foley_core::Millis;

/// How a sandbox is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where it is reached, without a slash at the end: what its asset URLs begin with.
    pub base_url: String,
    /// Who may ask.
    pub auth: Auth,
    /// How long its tasks take.
    pub pace: Pace,
    /// What all its chance comes from.
    pub seed: u64,
}

/// Who may ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Anybody, without a key.
    Open,
    /// Anybody with a key, whichever it is.
    AnyKey,
    /// Those with one of these keys.
    Keys(Vec<String>),
}

/// How long tasks take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long a task is submitted before it is processing.
    pub queue: Millis,
    /// How long it is processing. One task's time is up to a quarter more or less.
    pub work: Millis,
}

impl Config {
    /// A sandbox that anybody may ask, quick enough to be pleasant and slow enough to be seen.
    #[must_use]
    pub fn open(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            auth: Auth::Open,
            pace: Pace { queue: Millis(700), work: Millis(2400) },
            seed: 0,
        }
    }
}
