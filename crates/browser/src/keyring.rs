//! The user's credentials: in memory only, each under the origin that it belongs to.

use foley_core::{Credential, HttpRequest, Provider, UnixMillis};
use foley_engine::TransportError;

use crate::few::Few;

/// Credentials by origin, so that a provider whose address changes does not take its own along.
#[derive(Debug, Default)]
pub(crate) struct Keyring(Few<String, Credential>);

impl Keyring {
    pub(crate) fn set(&mut self, provider: &Provider, credential: Option<Credential>) {
        let origin = provider.base_url.origin().to_owned();
        match credential {
            Some(credential) => self.0.insert(origin, credential),
            None => self.0.remove(&origin),
        };
    }

    fn of(&self, provider: &Provider) -> Option<&Credential> {
        self.0.get(&provider.base_url.origin().to_owned())
    }

    pub(crate) fn has(&self, provider: &Provider) -> bool {
        self.of(provider).is_some()
    }

    /// Takes every credential out of a text.
    pub(crate) fn redact(&self, text: &mut String) {
        for credential in self.0.values() {
            credential.redact_text(text);
        }
    }

    /// Puts the provider's credential on a request to it, where there is one or it wants one. It is
    /// given back, to be taken out of the answer: by then the user may have changed it.
    pub(crate) fn authorize(
        &self,
        request: &mut HttpRequest,
        provider: &Provider,
        now: UnixMillis,
    ) -> Result<Option<Credential>, TransportError> {
        match self.of(provider) {
            Some(credential) => credential
                .authorize(request, provider, now)
                .map(|()| Some(credential.clone()))
                .map_err(|refused| TransportError::Broken(refused.to_string())),
            None if provider.needs_key => Err(TransportError::NoKey),
            None => Ok(None),
        }
    }
}
