//! The providers, as data: where each is, how it writes, what it takes.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{BaseUrl, Limits};

/// A provider's name for our own records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProviderId(Cow<'static, str>);

impl ProviderId {
    /// Our own provider, which runs without a key.
    pub const SANDBOX: Self = Self(Cow::Borrowed("sandbox"));
    /// CometAPI.
    pub const COMETAPI: Self = Self(Cow::Borrowed("cometapi"));
    /// Kling itself.
    pub const KLING: Self = Self(Cow::Borrowed("kling"));
    /// A provider that the user set up.
    pub const CUSTOM: Self = Self(Cow::Borrowed("custom"));

    /// The name as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a provider writes Kling's protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Kling's own: paths at the root, an envelope with a request id.
    Kling,
    /// CometAPI's: the same below `/kling`, with a relay's errors mixed in.
    CometApi,
}

impl Dialect {
    /// What stands between the base URL and Kling's paths.
    #[must_use]
    pub const fn path_prefix(self) -> &'static str {
        match self {
            Self::Kling => "",
            Self::CometApi => "/kling",
        }
    }
}

/// Somebody who makes sound for us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Its name in our records.
    pub id: ProviderId,
    /// Its name for the user.
    pub name: Cow<'static, str>,
    /// Where it is.
    pub base_url: BaseUrl,
    /// How it writes.
    pub dialect: Dialect,
    /// Whether it wants a key.
    pub needs_key: bool,
}

impl Provider {
    /// CometAPI. Source: its "Create a Kling text-to-audio task" page.
    #[must_use]
    pub fn cometapi() -> Self {
        Self {
            id: ProviderId::COMETAPI,
            name: Cow::Borrowed("CometAPI"),
            base_url: known("https://api.cometapi.com"),
            dialect: Dialect::CometApi,
            needs_key: true,
        }
    }

    /// Kling itself, by its host for everywhere but China. Source: its "Text to Audio" page.
    #[must_use]
    pub fn kling() -> Self {
        Self {
            id: ProviderId::KLING,
            name: Cow::Borrowed("Kling"),
            base_url: known("https://api-singapore.klingai.com"),
            dialect: Dialect::Kling,
            needs_key: true,
        }
    }

    /// Our own provider, at a host that can't exist: its requests never reach a network.
    #[must_use]
    pub fn sandbox() -> Self {
        Self {
            id: ProviderId::SANDBOX,
            name: Cow::Borrowed("Sandbox"),
            base_url: known("https://sandbox.invalid"),
            dialect: Dialect::Kling,
            needs_key: false,
        }
    }

    /// A provider at an address of the user's, that speaks a dialect we know.
    #[must_use]
    pub fn custom(base_url: BaseUrl, dialect: Dialect) -> Self {
        let name = base_url.origin().split_once("://").map_or("Custom", |(_, host)| host);
        let name = Cow::Owned(name.to_owned());
        Self { id: ProviderId::CUSTOM, name, base_url, dialect, needs_key: true }
    }

    /// Whether it documents that a task can be asked for by the id that we gave, so that "there is
    /// none" can be believed. CometAPI's pages name the id and no way to ask for it.
    #[must_use]
    pub const fn finds_by_external_id(&self) -> bool {
        match self.dialect {
            Dialect::Kling => true,
            Dialect::CometApi => false,
        }
    }

    /// What it takes of a sound effect.
    #[must_use]
    pub const fn limits(&self) -> Limits {
        match self.dialect {
            Dialect::Kling | Dialect::CometApi => Limits::kling(),
        }
    }
}

/// One of the addresses above, each of which the tests read.
#[expect(clippy::expect_used, reason = "constants of this file, all covered by its test")]
fn known(url: &str) -> BaseUrl {
    BaseUrl::parse(url).expect("an address of this file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_provider_has_a_good_address() {
        for provider in [Provider::cometapi(), Provider::kling(), Provider::sandbox()] {
            assert!(provider.base_url.as_str().starts_with("https://"), "{}", provider.name);
        }
    }

    #[test]
    fn a_custom_provider_is_named_by_its_host() {
        let url = BaseUrl::parse("http://localhost:8790/v2").expect("good");
        assert_eq!(Provider::custom(url, Dialect::Kling).name, "localhost:8790");
    }

    #[test]
    fn a_stored_provider_comes_back() {
        let provider = Provider::cometapi();
        let text = serde_json::to_string(&provider).expect("plain data");
        assert_eq!(serde_json::from_str::<Provider>(&text).expect("its own text"), provider);
    }
}
