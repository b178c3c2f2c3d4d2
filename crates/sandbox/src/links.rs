//! The files' addresses: good for as long as the sandbox's set-up says, and not to be edited.
//!
//! When an address ends stands in the address, with a hash over both that only this sandbox makes:
//! nothing about it has to be remembered.

use foley_core::{Millis, UnixMillis};

use crate::file::File;
use crate::{Config, ids, route};

/// What is wrong with a file's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadLink {
    /// Nobody here has written it.
    Forged,
    /// It was good once.
    Expired,
}

impl Config {
    /// The address of a file for those who ask now.
    pub(crate) fn link(&self, file: &File, ttl: Option<Millis>, now: UnixMillis) -> String {
        let path = file.path();
        let query = ttl.map_or_else(String::new, |ttl| {
            let expires = (now + ttl).0;
            format!("?expires={expires}&sign={}", self.sign(&path, &expires.to_string()))
        });
        format!("{}{path}{query}", self.base_url)
    }

    /// Whether a file's address is good. One without an end is, where addresses have none as usual.
    pub(crate) fn check_link(&self, url: &str, now: UnixMillis) -> Result<(), BadLink> {
        let parts = (route::query(url, "expires"), route::query(url, "sign"));
        let (expires, sign) = match parts {
            (None, None) if self.url_ttl.is_none() => return Ok(()),
            (Some(expires), Some(sign)) => (expires, sign),
            _ => return Err(BadLink::Forged),
        };
        if self.sign(route::path(url), &expires) != sign {
            return Err(BadLink::Forged);
        }
        match expires.parse() {
            Ok(expires) if now.0 < expires => Ok(()),
            _ => Err(BadLink::Expired),
        }
    }

    /// The file of this sandbox that a URL from outside means.
    pub(crate) fn own_file(&self, url: &str) -> Option<File> {
        let rest = url.strip_prefix(self.base_url.as_str())?;
        File::at(route::path(rest))
    }

    fn sign(&self, path: &str, expires: &str) -> String {
        let seed = ids::mix_words(ids::mix(&[self.seed]), path);
        format!("{:016x}", ids::mix_words(ids::mix(&[seed]), expires))
    }
}
