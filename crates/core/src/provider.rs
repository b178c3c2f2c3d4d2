//! The providers, as data: where each is, how it writes, what it takes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    BaseUrl, Capability, Charge, Cost, Field, Lookup, Millis, Operation, Rule, TaskRef, Violation,
};

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
    /// apimodels.app.
    pub const APIMODELS: Self = Self(Cow::Borrowed("apimodels"));
    /// A provider that the user set up.
    pub const CUSTOM: Self = Self(Cow::Borrowed("custom"));

    /// The name as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a provider writes the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Kling's own: paths at the root, an envelope with a request id.
    Kling,
    /// CometAPI's: the same below `/kling`, with a relay's errors mixed in.
    CometApi,
    /// apimodels.app's: one endpoint for all, states and words of its own.
    ApiModels,
}

impl Dialect {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Kling, Self::CometApi, Self::ApiModels];

    /// Its name for the user.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kling => "Kling",
            Self::CometApi => "CometAPI",
            Self::ApiModels => "apimodels.app",
        }
    }

    /// What usually stands between the base URL and the protocol's paths.
    #[must_use]
    pub const fn path_prefix(self) -> &'static str {
        match self {
            Self::Kling => "",
            Self::CometApi => "/kling",
            Self::ApiModels => "/api",
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
    /// What stands between the base URL and the protocol's paths, where that is not the
    /// [dialect's own](Dialect::path_prefix).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_prefix: Option<String>,
    /// What the user says that a call costs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prices: BTreeMap<Operation, Cost>,
}

impl Provider {
    /// CometAPI. Source: its "Create a Kling text-to-audio task" page.
    #[must_use]
    pub fn cometapi() -> Self {
        let url = known("https://api.cometapi.com");
        Self::new(ProviderId::COMETAPI, "CometAPI", url, Dialect::CometApi)
    }

    /// Kling itself, by its host for everywhere but China. Source: its "Text to Audio" page.
    #[must_use]
    pub fn kling() -> Self {
        let url = known("https://api-singapore.klingai.com");
        Self::new(ProviderId::KLING, "Kling", url, Dialect::Kling)
    }

    /// apimodels.app. Source: its "Kling Audio API" page.
    #[must_use]
    pub fn apimodels() -> Self {
        let url = known("https://apimodels.app");
        Self::new(ProviderId::APIMODELS, "apimodels.app", url, Dialect::ApiModels)
    }

    /// Our own provider, at a host that can't exist: its requests never reach a network.
    #[must_use]
    pub fn sandbox() -> Self {
        let url = known("https://sandbox.invalid");
        let sandbox = Self::new(ProviderId::SANDBOX, "Sandbox", url, Dialect::Kling);
        Self { needs_key: false, ..sandbox }
    }

    /// A provider at an address of the user's, that speaks a dialect we know. It goes by its host's
    /// name until it is given another.
    #[must_use]
    pub fn custom(base_url: BaseUrl, dialect: Dialect) -> Self {
        let name = base_url.origin().split_once("://").map_or("Custom", |(_, host)| host);
        let name = name.to_owned();
        Self::new(ProviderId::CUSTOM, name, base_url, dialect)
    }

    fn new(
        id: ProviderId,
        name: impl Into<Cow<'static, str>>,
        base_url: BaseUrl,
        dialect: Dialect,
    ) -> Self {
        let (name, prices) = (name.into(), BTreeMap::new());
        Self { id, name, base_url, dialect, needs_key: true, path_prefix: None, prices }
    }

    /// What it takes of an operation; `None` where it does not have it.
    #[must_use]
    pub const fn capability(&self, operation: Operation) -> Option<&'static Capability> {
        Capability::of(self.dialect, operation)
    }

    /// What stands between its base URL and the protocol's paths.
    #[must_use]
    pub fn path_prefix(&self) -> &str {
        self.path_prefix.as_deref().unwrap_or_else(|| self.dialect.path_prefix())
    }

    /// Whether a task of this operation can be asked for by the id that we gave. What a provider's
    /// pages say of that holds for the provider; a relay that speaks as it does may not know the id.
    #[must_use]
    pub fn lookup(&self, operation: Operation) -> Lookup {
        match self.capability(operation).map_or(Lookup::No, |capability| capability.lookup) {
            Lookup::Documented if self.id == ProviderId::CUSTOM => Lookup::Maybe,
            lookup => lookup,
        }
    }

    /// Whether it can be asked for a task by this id.
    #[must_use]
    pub fn can_query(&self, operation: Operation, task: &TaskRef) -> bool {
        matches!(task, TaskRef::Id(_)) || self.lookup(operation) != Lookup::No
    }

    /// How long it keeps what it made, where its pages say so. A link may run out before. Source: Kling,
    /// "Text to Audio".
    #[must_use]
    pub const fn retention(&self) -> Option<Millis> {
        match self.dialect {
            Dialect::Kling => Some(Millis::from_secs(30 * 24 * 3600)),
            Dialect::CometApi | Dialect::ApiModels => None,
        }
    }

    /// Whether a task that it failed may have cost something. apimodels.app says that it does not.
    #[must_use]
    pub const fn charge_for_failure(&self) -> Charge {
        match self.dialect {
            Dialect::Kling | Dialect::CometApi => Charge::Maybe,
            Dialect::ApiModels => Charge::No,
        }
    }
}

/// Reads a path prefix as the user typed it: empty, or segments like `/kling`.
///
/// # Errors
/// What is wrong with it, at [`Field::PathPrefix`].
pub fn parse_path_prefix(text: &str) -> Result<String, Violation> {
    let path = text.trim().trim_matches('/');
    let is_good = |segment: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        !matches!(segment, "" | "." | "..") && segment.bytes().all(plain)
    };
    if path.is_empty() {
        Ok(String::new())
    } else if path.split('/').all(is_good) {
        Ok(format!("/{path}"))
    } else {
        Err(Violation::error(Field::PathPrefix, Rule::NotAPath))
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
        for provider in
            [Provider::cometapi(), Provider::kling(), Provider::apimodels(), Provider::sandbox()]
        {
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

    /// As it was stored before there were path prefixes and prices.
    #[test]
    fn an_older_record_is_read() {
        let text = r#"{"id":"cometapi","name":"CometAPI","base_url":"https://api.cometapi.com","dialect":"cometapi","needs_key":true}"#;
        assert_eq!(serde_json::from_str::<Provider>(text).expect("good"), Provider::cometapi());
    }

    #[test]
    fn a_path_prefix_is_a_path() {
        assert_eq!(parse_path_prefix(" kling/ "), Ok("/kling".to_owned()));
        assert_eq!(parse_path_prefix("/a/b.c"), Ok("/a/b.c".to_owned()));
        assert_eq!(parse_path_prefix("/"), Ok(String::new()));
        for bad in ["../x", "a//b", "a?b", "a b", "é", "https://x/y"] {
            let wrong = parse_path_prefix(bad).expect_err(bad);
            assert_eq!((wrong.field, wrong.rule), (Field::PathPrefix, Rule::NotAPath));
        }
    }
}
