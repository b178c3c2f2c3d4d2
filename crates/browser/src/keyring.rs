//! The user's keys: in memory only, each under the origin that it belongs to.

use std::collections::BTreeMap;

use foley_core::{HttpRequest, Provider, SecretKey};
use foley_engine::TransportError;

/// Keys by origin, so that a provider whose address changes does not take its key along.
#[derive(Debug, Default)]
pub(crate) struct Keyring(BTreeMap<String, SecretKey>);

impl Keyring {
    pub(crate) fn set(&mut self, provider: &Provider, key: Option<SecretKey>) {
        let origin = provider.base_url.origin().to_owned();
        match key {
            Some(key) => self.0.insert(origin, key),
            None => self.0.remove(&origin),
        };
    }

    pub(crate) fn has(&self, provider: &Provider) -> bool {
        self.0.contains_key(provider.base_url.origin())
    }

    /// Takes the provider's key out of what it answered.
    pub(crate) fn redact(&self, body: &mut Vec<u8>, provider: &Provider) {
        if let Some(key) = self.0.get(provider.base_url.origin()) {
            key.redact(body);
        }
    }

    /// Puts the provider's key on a request to it, where there is one or it wants one.
    pub(crate) fn authorize(
        &self,
        request: &mut HttpRequest,
        provider: &Provider,
    ) -> Result<(), TransportError> {
        match self.0.get(provider.base_url.origin()) {
            Some(key) => key
                .authorize(request, provider)
                .map_err(|refused| TransportError::Broken(refused.to_string())),
            None if provider.needs_key => Err(TransportError::NoKey),
            None => Ok(()),
        }
    }
}
