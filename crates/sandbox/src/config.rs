//! How a sandbox is set up.

use foley_core::Millis;
use foley_core::webhook::WebhookSecret;

use crate::{Auth, Pace};

/// How a sandbox is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it is reached, without a slash at the end: what its asset URLs begin with.
    pub base_url: String,
    /// Who may ask.
    pub auth: Auth,
    /// How long its tasks take.
    pub pace: Pace,
    /// How many tasks it remembers; of more, the oldest are let go of.
    pub most: usize,
    /// How many tasks an account may have under way at once; as many as it likes where it is absent.
    pub parallel: Option<u32>,
    /// How long an asset's URL is good; for as long as the asset is there where it is absent.
    pub url_ttl: Option<Millis>,
    /// Whether sounds come as MP3, too, which takes a [`Studio`](crate::Studio) that encodes them.
    pub mp3: bool,
    /// What else providers were seen to do.
    pub quirks: Quirks,
    /// What callbacks are signed with.
    pub webhook: Vec<WebhookSecret>,
    /// Whether it can be told at `/_sandbox/` what is to happen.
    pub admin: bool,
    /// What all its chance comes from.
    pub seed: u64,
}

/// What providers were seen to do, and don't do always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quirks {
    /// CometAPI wraps what it says of a task once more: `code` is `"success"`, and Kling's own
    /// words are in `data.data`.
    pub relay_wrapper: bool,
    /// CometAPI writes every number as a text.
    pub string_codes: bool,
    /// apimodels.app refuses with HTTP 200, and says so in the body's `code` only.
    pub code_in_200: bool,
    /// Speech is not answered at once by Kling and CometAPI, but to be asked for.
    pub tts_polled: bool,
}

impl Config {
    /// The page's own sandbox, at the address of [`Provider::sandbox`](foley_core::Provider::sandbox).
    /// That one is not asked: the reader of addresses and its words for bad ones would be more for
    /// the page to download.
    #[must_use]
    pub fn in_page() -> Self {
        // Each create stores all of its state.
        Self { mp3: true, most: 2000, ..Self::open("https://sandbox.invalid") }
    }

    /// A sandbox that anybody may ask, quick enough to be pleasant and slow enough to be seen.
    #[must_use]
    pub fn open(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            auth: Auth::open(),
            pace: Pace::USUAL,
            most: 100_000,
            parallel: None,
            url_ttl: None,
            mp3: false,
            quirks: Quirks::default(),
            webhook: Vec::new(),
            admin: true,
            seed: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use foley_core::Provider;

    use super::*;

    #[test]
    fn the_pages_sandbox_is_where_it_is_looked_for() {
        assert_eq!(Config::in_page().base_url, Provider::sandbox().base_url.as_str());
    }
}
