//! Settings as they are stored, and the provider that they stand for.
//!
//! What is stored is text as it was typed, good or not. There is no place in it for a key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use foley_core::{BaseUrl, Cost, Dialect, Operation, Provider, Rule, Violation, parse_path_prefix};
use serde::{Deserialize, Serialize};

/// Whom the user wants to ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Choice {
    /// Our own provider, in the page.
    #[default]
    Sandbox,
    /// CometAPI.
    CometApi,
    /// Kling itself.
    Kling,
    /// apimodels.app.
    ApiModels,
    /// One of the user's own, by its number.
    Custom(u32),
}

impl Choice {
    /// Those that are always there, in the order in which they are offered.
    pub const KNOWN: [Self; 4] = [Self::Sandbox, Self::CometApi, Self::Kling, Self::ApiModels];

    /// The provider as it comes; `None` for one of the user's own.
    #[must_use]
    pub fn known(self) -> Option<Provider> {
        match self {
            Self::Sandbox => Some(Provider::sandbox()),
            Self::CometApi => Some(Provider::cometapi()),
            Self::Kling => Some(Provider::kling()),
            Self::ApiModels => Some(Provider::apimodels()),
            Self::Custom(_) => None,
        }
    }
}

/// Its name in the form and in the store.
impl From<Choice> for String {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Sandbox => "sandbox".to_owned(),
            Choice::CometApi => "cometapi".to_owned(),
            Choice::Kling => "kling".to_owned(),
            Choice::ApiModels => "apimodels".to_owned(),
            Choice::Custom(number) => format!("custom-{number}"),
        }
    }
}

/// What nobody knows is the sandbox: it costs nothing.
impl From<String> for Choice {
    fn from(name: String) -> Self {
        match name.as_str() {
            "cometapi" => Self::CometApi,
            "kling" => Self::Kling,
            "apimodels" => Self::ApiModels,
            // As it was stored when there was one.
            "custom" => Self::Custom(0),
            name => {
                let number = name.strip_prefix("custom-").and_then(|it| it.parse().ok());
                number.map_or(Self::Sandbox, Self::Custom)
            }
        }
    }
}

/// What can be set of every provider, as it was typed. What is absent is as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Where it is.
    pub base_url: Option<String>,
    /// What stands between that and the protocol's paths.
    pub path_prefix: Option<String>,
    /// What a call costs.
    pub prices: BTreeMap<Operation, String>,
}

/// A provider of the user's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custom {
    /// Which it is, for as long as it is there.
    pub number: u32,
    /// What the user calls it; its host's name where that is empty.
    #[serde(default)]
    pub name: String,
    /// What it speaks.
    pub dialect: Dialect,
    /// Where it is, and what it costs.
    #[serde(default)]
    pub place: Place,
}

impl Custom {
    fn base_url(&self) -> Result<BaseUrl, Violation> {
        BaseUrl::parse(self.place.base_url.as_deref().unwrap_or_default())
    }

    /// What it goes by.
    #[must_use]
    pub fn shown_name(&self) -> String {
        match (self.name.trim(), self.base_url()) {
            ("", Ok(url)) => Provider::custom(url, self.dialect).name.into_owned(),
            ("", Err(_)) => "Unnamed".to_owned(),
            (name, _) => name.to_owned(),
        }
    }
}

/// Settings as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Readable")]
pub struct StoredSettings {
    /// Whom to ask.
    pub choice: Choice,
    /// What the user changed of those that are always there.
    pub known: BTreeMap<Choice, Place>,
    /// The user's own, in the order in which they came.
    pub customs: Vec<Custom>,
}

/// What can be read: settings as they are stored, and as they were when one could have one provider
/// of one's own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Readable {
    choice: Choice,
    known: BTreeMap<Choice, Place>,
    customs: Vec<Custom>,
    cometapi_url: Option<String>,
    kling_url: Option<String>,
    custom_url: String,
    custom_dialect: Option<Dialect>,
}

impl From<Readable> for StoredSettings {
    fn from(readable: Readable) -> Self {
        let Readable { choice, mut known, mut customs, .. } = readable;
        for (choice, url) in
            [(Choice::CometApi, readable.cometapi_url), (Choice::Kling, readable.kling_url)]
        {
            if url.is_some() {
                known.entry(choice).or_default().base_url = url;
            }
        }
        let is_older = !readable.custom_url.is_empty() || choice == Choice::Custom(0);
        if is_older && customs.iter().all(|custom| custom.number != 0) {
            let place = Place { base_url: Some(readable.custom_url), ..Place::default() };
            let dialect = readable.custom_dialect.unwrap_or(Dialect::Kling);
            customs.push(Custom { number: 0, name: String::new(), dialect, place });
        }
        Self { choice, known, customs }
    }
}

impl StoredSettings {
    /// The chosen one, where it is the user's own.
    #[must_use]
    pub fn custom(&self) -> Option<&Custom> {
        match self.choice {
            Choice::Custom(number) => self.customs.iter().find(|it| it.number == number),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn custom_mut(&mut self) -> Option<&mut Custom> {
        match self.choice {
            Choice::Custom(number) => self.customs.iter_mut().find(|it| it.number == number),
            _ => None,
        }
    }

    /// Adds a provider of the user's own, and chooses it.
    pub fn add(&mut self) {
        let number = self.free_number();
        let (name, dialect, place) = (String::new(), Dialect::Kling, Place::default());
        self.customs.push(Custom { number, name, dialect, place });
        self.choice = Choice::Custom(number);
    }

    /// Chooses the provider that is at the same place as this one. One of the user's own that is no
    /// longer there is added again.
    pub fn choose(&mut self, provider: &Provider) {
        let is_it = |choice: Choice| {
            let resolved = Self { choice, ..self.clone() }.resolve();
            resolved.is_ok_and(|it| it.base_url.origin() == provider.base_url.origin())
        };
        let customs = self.customs.iter().map(|custom| Choice::Custom(custom.number));
        let all = [self.choice].into_iter().chain(Choice::KNOWN).chain(customs);
        match all.into_iter().find(|choice| is_it(*choice)) {
            Some(choice) => self.choice = choice,
            None => {
                let place = Place {
                    base_url: Some(provider.base_url.to_string()),
                    path_prefix: provider.path_prefix.clone(),
                    ..Place::default()
                };
                let (name, dialect) = (provider.name.to_string(), provider.dialect);
                self.put_back(Custom { number: self.free_number(), name, dialect, place });
            }
        }
    }

    /// The same without what looks like a secret: an address with a user's name or a query in it,
    /// which is refused anyway.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        let mut without = self.clone();
        let customs = without.customs.iter_mut().map(|custom| &mut custom.place);
        for place in without.known.values_mut().chain(customs) {
            let rule = place.base_url.as_deref().map(BaseUrl::parse).and_then(Result::err);
            let rule = rule.map(|violation| violation.rule);
            if matches!(rule, Some(Rule::HasCredentials | Rule::HasQuery)) {
                place.base_url = None;
            }
        }
        without
    }

    fn free_number(&self) -> u32 {
        self.customs.iter().map(|it| it.number).max().unwrap_or(0) + 1
    }

    /// Takes the chosen one out, where it is the user's own; the sandbox takes its place.
    pub fn remove(&mut self) -> Option<Custom> {
        let number = self.custom()?.number;
        self.choice = Choice::Sandbox;
        let at = self.customs.iter().position(|it| it.number == number)?;
        Some(self.customs.remove(at))
    }

    /// Brings one back, and chooses it.
    pub fn put_back(&mut self, mut custom: Custom) {
        if self.customs.iter().any(|it| it.number == custom.number) {
            custom.number = self.free_number();
        }
        self.choice = Choice::Custom(custom.number);
        self.customs.push(custom);
        self.customs.sort_by_key(|it| it.number);
    }

    /// What was set of the chosen provider.
    #[must_use]
    pub fn place(&self) -> Place {
        let place = match self.choice {
            Choice::Custom(_) => self.custom().map(|custom| &custom.place),
            known => self.known.get(&known),
        };
        place.cloned().unwrap_or_default()
    }

    fn place_mut(&mut self) -> Option<&mut Place> {
        match self.choice {
            Choice::Sandbox => None,
            Choice::Custom(_) => self.custom_mut().map(|custom| &mut custom.place),
            known => Some(self.known.entry(known).or_default()),
        }
    }

    /// The base URL of the chosen provider, as it stands in its field.
    #[must_use]
    pub fn base_url(&self) -> String {
        let own = || self.choice.known().map(|provider| provider.base_url.to_string());
        self.place().base_url.or_else(own).unwrap_or_default()
    }

    /// Takes in what was typed as the chosen provider's base URL. A provider's own address is not
    /// stored, so that it can change with a later version.
    pub fn set_base_url(&mut self, text: String) {
        let own = self.choice.known().map(|provider| provider.base_url.to_string());
        self.change(|place| place.base_url = (Some(&text) != own.as_ref()).then_some(text));
    }

    /// The path prefix, as it stands in its field; empty where it is the dialect's own.
    #[must_use]
    pub fn path_prefix(&self) -> String {
        self.place().path_prefix.unwrap_or_default()
    }

    /// Takes in what was typed as the path prefix. Nothing is the dialect's own; a slash is none.
    pub fn set_path_prefix(&mut self, text: String) {
        self.change(|place| place.path_prefix = (!text.is_empty()).then_some(text));
    }

    /// Takes in what was typed as the price of a call.
    pub fn set_price(&mut self, operation: Operation, text: String) {
        self.change(|place| {
            if text.is_empty() {
                place.prices.remove(&operation);
            } else {
                place.prices.insert(operation, text);
            }
        });
    }

    fn change(&mut self, change: impl FnOnce(&mut Place)) {
        if let Some(place) = self.place_mut() {
            change(place);
        }
        self.known.retain(|_, place| *place != Place::default());
    }

    /// The provider as far as it can be told, wherever it may be: what it is called, what it speaks,
    /// what it costs.
    #[must_use]
    pub fn outline(&self) -> Provider {
        let provider = match (self.choice.known(), self.custom()) {
            (Some(provider), _) => provider,
            (None, Some(custom)) => Provider {
                name: Cow::Owned(custom.shown_name()),
                // It may be a relay that holds the key, or a sandbox that wants none.
                needs_key: false,
                ..Provider::custom(Provider::sandbox().base_url, custom.dialect)
            },
            (None, None) => Provider::sandbox(),
        };
        let price = |(operation, text): (&Operation, &String)| {
            Cost::parse(text).ok().map(|cost| (*operation, cost))
        };
        let prices = self.place().prices.iter().filter_map(price).collect();
        Provider { prices, ..provider }
    }

    /// The provider that all this stands for. A price that can't be read is none: it stops nothing.
    ///
    /// # Errors
    /// What is wrong with the base URL or the path prefix.
    pub fn resolve(&self) -> Result<Provider, Violation> {
        let outline = self.outline();
        if self.choice == Choice::Sandbox || outline == Provider::sandbox() {
            return Ok(outline);
        }
        let base_url = BaseUrl::parse(&self.base_url())?;
        let path_prefix = self.place().path_prefix.as_deref().map(parse_path_prefix).transpose()?;
        Ok(Provider { base_url, path_prefix, ..outline })
    }
}

#[cfg(test)]
mod tests {
    use foley_core::{Estimate, Field, Rule, estimate};

    use super::*;

    fn chosen(choice: Choice) -> StoredSettings {
        StoredSettings { choice, ..StoredSettings::default() }
    }

    #[test]
    fn every_known_provider_is_ready_as_it_comes() {
        for choice in Choice::KNOWN {
            assert_eq!(chosen(choice).resolve().ok(), choice.known());
        }
    }

    #[test]
    fn a_custom_one_needs_an_address_and_no_key() {
        let mut settings = StoredSettings::default();
        settings.add();
        assert_eq!(settings.resolve().map_err(|violation| violation.rule), Err(Rule::Required));
        settings.set_base_url("http://localhost:8790/".to_owned());
        let provider = settings.resolve().expect("a good address");
        assert_eq!(provider.name, "localhost:8790");
        assert!(!provider.needs_key);
    }

    #[test]
    fn there_are_as_many_custom_ones_as_the_user_wants() {
        let mut settings = StoredSettings::default();
        for (name, url) in [("A", "https://a.example"), ("B", "https://b.example")] {
            settings.add();
            settings.set_base_url(url.to_owned());
            settings.custom_mut().expect("it was added").name = name.to_owned();
        }
        settings.set_price(Operation::Speech, "0.05 units".to_owned());
        settings.set_path_prefix("/kling".to_owned());
        let b = settings.resolve().expect("good");
        assert_eq!((b.name.as_ref(), b.path_prefix()), ("B", "/kling"));
        assert!(matches!(estimate(&b, Operation::Speech), Estimate::About(..)));
        let removed = settings.remove().expect("it was chosen");
        assert_eq!(settings.choice, Choice::Sandbox);
        settings.add();
        assert_ne!(settings.choice, Choice::Custom(1), "that is A");
        settings.remove();
        settings.put_back(removed);
        assert_eq!(settings.resolve(), Ok(b));
    }

    #[test]
    fn who_wants_a_key_is_chosen_even_if_it_was_removed() {
        let mut settings = StoredSettings::default();
        for url in ["https://a.example", "https://b.example"] {
            settings.add();
            settings.set_base_url(url.to_owned());
        }
        let b = settings.resolve().expect("good");
        settings.choice = Choice::Custom(1);
        settings.choose(&b);
        assert_eq!(settings.resolve(), Ok(b.clone()));
        settings.remove();
        settings.choice = Choice::Kling;
        settings.choose(&b);
        assert_eq!(settings.resolve(), Ok(b));
        settings.choose(&Provider::cometapi());
        assert_eq!(settings.choice, Choice::CometApi);
        assert_eq!(settings.customs.len(), 2);
    }

    #[test]
    fn what_looks_like_a_secret_is_not_stored() {
        for url in ["https://me:secret@relay.example.com", "https://relay.example.com/?key=sk-1"] {
            let mut settings = chosen(Choice::Kling);
            settings.set_base_url(url.to_owned());
            settings.add();
            settings.set_base_url(url.to_owned());
            let stored = format!("{:?}", settings.without_secrets());
            assert!(!stored.contains("relay"), "{stored}");
        }
    }

    #[test]
    fn an_address_is_changed_for_one_provider_only() {
        let mut settings = chosen(Choice::Kling);
        settings.set_base_url("https://api-beijing.klingai.com".to_owned());
        assert_eq!(settings.base_url(), "https://api-beijing.klingai.com");
        settings.choice = Choice::CometApi;
        assert_eq!(settings.base_url(), "https://api.cometapi.com");
    }

    #[test]
    fn what_is_a_providers_own_is_not_stored() {
        let mut settings = chosen(Choice::Kling);
        settings.set_base_url("https://relay.example.com".to_owned());
        settings.set_path_prefix("/relay".to_owned());
        settings.set_base_url(Provider::kling().base_url.to_string());
        settings.set_path_prefix(String::new());
        assert_eq!(settings, chosen(Choice::Kling));
    }

    #[test]
    fn a_slash_is_no_prefix() {
        let mut settings = chosen(Choice::CometApi);
        let prefix = |settings: &StoredSettings| {
            settings.resolve().map(|provider| provider.path_prefix().to_owned())
        };
        assert_eq!(prefix(&settings), Ok("/kling".to_owned()));
        settings.set_path_prefix("/".to_owned());
        assert_eq!(prefix(&settings), Ok(String::new()));
        settings.set_path_prefix("../x".to_owned());
        assert_eq!(prefix(&settings).map_err(|wrong| wrong.field), Err(Field::PathPrefix));
    }

    #[test]
    fn what_was_typed_stays_as_it_was_typed() {
        let mut settings = chosen(Choice::CometApi);
        settings.set_base_url("http://api.cometapi.com".to_owned());
        assert_eq!(settings.base_url(), "http://api.cometapi.com");
        assert_eq!(settings.resolve().map_err(|violation| violation.rule), Err(Rule::Insecure));
        assert_eq!(settings.outline().name, "CometAPI", "it is known all the same");
    }

    #[test]
    fn a_price_that_cant_be_read_stops_nothing() {
        let mut settings = chosen(Choice::CometApi);
        settings.set_price(Operation::Speech, "cheap".to_owned());
        assert_eq!(settings.resolve(), Ok(Provider::cometapi()));
    }

    #[test]
    fn settings_of_before_keep_their_custom_provider() {
        let older = Readable {
            choice: Choice::from("custom".to_owned()),
            kling_url: Some("https://api-beijing.klingai.com".to_owned()),
            custom_url: "http://localhost:8790".to_owned(),
            custom_dialect: Some(Dialect::CometApi),
            ..Readable::default()
        };
        let mut settings = StoredSettings::from(older);
        let provider = settings.resolve().expect("a good address");
        assert_eq!(
            (provider.name.as_ref(), provider.dialect),
            ("localhost:8790", Dialect::CometApi)
        );
        settings.choice = Choice::Kling;
        assert_eq!(settings.base_url(), "https://api-beijing.klingai.com");
    }
}
