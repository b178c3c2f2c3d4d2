//! Settings as they are stored, and the provider that they stand for.
//!
//! What is stored is text as it was typed, good or not. There is no place in it for a key.

use foley_core::{BaseUrl, Dialect, Provider, Violation};
use serde::{Deserialize, Serialize};

/// Whom the user wants to ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// Our own provider, in the page.
    #[default]
    Sandbox,
    /// CometAPI.
    CometApi,
    /// Kling itself.
    Kling,
    /// Somebody else who speaks one of these dialects.
    Custom,
}

impl Choice {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Sandbox, Self::CometApi, Self::Kling, Self::Custom];

    /// Its name for the user.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sandbox => "Sandbox",
            Self::CometApi => "CometAPI",
            Self::Kling => "Kling",
            Self::Custom => "Custom",
        }
    }

    /// Its name in the form.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::CometApi => "cometapi",
            Self::Kling => "kling",
            Self::Custom => "custom",
        }
    }
}

/// Settings as they are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredSettings {
    /// Whom to ask.
    pub choice: Choice,
    /// CometAPI's base URL, where the user changed it.
    pub cometapi_url: Option<String>,
    /// Kling's base URL, where the user changed it.
    pub kling_url: Option<String>,
    /// The custom provider's base URL.
    pub custom_url: String,
    /// What the custom provider speaks.
    pub custom_dialect: Dialect,
}

impl Default for StoredSettings {
    fn default() -> Self {
        Self {
            choice: Choice::default(),
            cometapi_url: None,
            kling_url: None,
            custom_url: String::new(),
            custom_dialect: Dialect::Kling,
        }
    }
}

impl StoredSettings {
    /// The base URL of the chosen provider, as it stands in its field.
    #[must_use]
    pub fn base_url(&self) -> String {
        let typed_or = |typed: &Option<String>, provider: Provider| {
            typed.clone().unwrap_or_else(|| provider.base_url.to_string())
        };
        match self.choice {
            Choice::Sandbox => Provider::sandbox().base_url.to_string(),
            Choice::CometApi => typed_or(&self.cometapi_url, Provider::cometapi()),
            Choice::Kling => typed_or(&self.kling_url, Provider::kling()),
            Choice::Custom => self.custom_url.clone(),
        }
    }

    /// Takes in what was typed as the chosen provider's base URL. A provider's own address is not
    /// stored, so that it can change with a later version.
    pub fn set_base_url(&mut self, text: String) {
        let unless_own =
            |text: String, provider: Provider| (text != provider.base_url.as_str()).then_some(text);
        match self.choice {
            Choice::Sandbox => {}
            Choice::CometApi => self.cometapi_url = unless_own(text, Provider::cometapi()),
            Choice::Kling => self.kling_url = unless_own(text, Provider::kling()),
            Choice::Custom => self.custom_url = text,
        }
    }

    /// The provider that all this stands for.
    ///
    /// # Errors
    /// What is wrong with the base URL.
    pub fn resolve(&self) -> Result<Provider, Violation> {
        let known = match self.choice {
            Choice::Sandbox => return Ok(Provider::sandbox()),
            Choice::CometApi => Some(Provider::cometapi()),
            Choice::Kling => Some(Provider::kling()),
            Choice::Custom => None,
        };
        let base_url = BaseUrl::parse(&self.base_url())?;
        Ok(match known {
            Some(provider) => Provider { base_url, ..provider },
            // It may be a relay that holds the key, or a sandbox that wants none.
            None => {
                Provider { needs_key: false, ..Provider::custom(base_url, self.custom_dialect) }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use foley_core::Rule;

    use super::*;

    fn chosen(choice: Choice) -> StoredSettings {
        StoredSettings { choice, ..StoredSettings::default() }
    }

    #[test]
    fn every_known_provider_is_ready_as_it_comes() {
        assert_eq!(chosen(Choice::Sandbox).resolve(), Ok(Provider::sandbox()));
        assert_eq!(chosen(Choice::CometApi).resolve(), Ok(Provider::cometapi()));
        assert_eq!(chosen(Choice::Kling).resolve(), Ok(Provider::kling()));
    }

    #[test]
    fn a_custom_one_needs_an_address_and_no_key() {
        let mut settings = chosen(Choice::Custom);
        assert_eq!(settings.resolve().map_err(|violation| violation.rule), Err(Rule::Required));
        settings.set_base_url("http://localhost:8790/".to_owned());
        let provider = settings.resolve().expect("a good address");
        assert_eq!(provider.name, "localhost:8790");
        assert!(!provider.needs_key);
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
    fn a_providers_own_address_is_not_stored() {
        let mut settings = chosen(Choice::Kling);
        settings.set_base_url("https://relay.example.com".to_owned());
        settings.set_base_url(Provider::kling().base_url.to_string());
        assert_eq!(settings, chosen(Choice::Kling));
    }

    #[test]
    fn what_was_typed_stays_as_it_was_typed() {
        let mut settings = chosen(Choice::CometApi);
        settings.set_base_url("http://api.cometapi.com".to_owned());
        assert_eq!(settings.base_url(), "http://api.cometapi.com");
        assert_eq!(settings.resolve().map_err(|violation| violation.rule), Err(Rule::Insecure));
    }
}
