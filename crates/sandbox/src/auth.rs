//! Who asks: a key or a signed token, refused as the providers refuse it, and the account it stands
//! for.

use std::cell::RefCell;
use std::collections::BTreeMap;

use foley_core::jwt::{self, JwtError};
use foley_core::{Dialect, HttpRequest, UnixMillis};
use serde::{Deserialize, Serialize};

use crate::ids;
use crate::refusal::Refusal;

/// Who may ask.
///
/// How they are checked is chosen with it, so that who runs an open sandbox carries nothing of
/// signatures.
#[derive(Clone)]
pub struct Auth {
    keys: Vec<String>,
    pairs: BTreeMap<String, String>,
    admit: Admit,
}

/// Lets a request pass as an account's, or says why not.
type Admit = fn(&Auth, &HttpRequest, Dialect, UnixMillis) -> Result<Account, Refusal>;

/// Shows no key.
impl core::fmt::Debug for Auth {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Auth({} keys, {} pairs)", self.keys.len(), self.pairs.len())
    }
}

/// Whose a task is. Of the key, or of the access key of a pair, only a hash is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Account(String);

impl Account {
    fn anybody() -> Self {
        Self(String::new())
    }

    fn of_key(key: &str) -> Self {
        Self(ids::hash(&["key", key]))
    }

    fn of_pair(access_key: &str) -> Self {
        Self(ids::hash(&["pair", access_key]))
    }
}

/// A provider's words for a key that is missing, misshapen or wrong.
const fn words(dialect: Dialect) -> (&'static str, &'static str, &'static str) {
    match dialect {
        Dialect::Kling => {
            ("Authorization is empty", "Authorization is invalid", "Authentication failed")
        }
        Dialect::CometApi => ("No token provided", "Invalid token", "Invalid token"),
        Dialect::ApiModels => ("Missing API key", "Invalid API key", "Invalid API key"),
    }
}

impl Auth {
    /// Anybody, without a key. All are one account.
    #[must_use]
    pub const fn open() -> Self {
        Self {
            keys: Vec::new(),
            pairs: BTreeMap::new(),
            admit: |_, _, _, _| Ok(Account::anybody()),
        }
    }

    /// Anybody with a key, whichever it is. Each is an account of its own.
    #[must_use]
    pub const fn any_key() -> Self {
        Self { keys: Vec::new(), pairs: BTreeMap::new(), admit: any_key }
    }

    /// Those with one of these keys, and those with a token that one of these pairs signed: the
    /// secret key of each access key. Kling alone takes such tokens.
    #[must_use]
    pub const fn known(keys: Vec<String>, pairs: BTreeMap<String, String>) -> Self {
        Self { keys, pairs, admit: known }
    }

    /// Lets a request pass as an account's, or says why not.
    pub(crate) fn admit(
        &self,
        request: &HttpRequest,
        dialect: Dialect,
        now: UnixMillis,
    ) -> Result<Account, Refusal> {
        (self.admit)(self, request, dialect, now)
    }
}

/// The key of a request, or why it has none.
fn key(request: &HttpRequest, dialect: Dialect) -> Result<&str, Refusal> {
    let (empty, invalid, _) = words(dialect);
    let header = request.header("authorization").unwrap_or_default();
    if header.is_empty() {
        return Err(Refusal::new(401, 1001, empty));
    }
    let key = header.strip_prefix("Bearer ").unwrap_or_default();
    let is_good = !key.is_empty() && !key.contains(' ');
    if is_good { Ok(key) } else { Err(Refusal::new(401, 1002, invalid)) }
}

fn any_key(
    _: &Auth,
    request: &HttpRequest,
    dialect: Dialect,
    now: UnixMillis,
) -> Result<Account, Refusal> {
    let key = key(request, dialect)?;
    Ok(signer(key, now).map_or_else(|| Account::of_key(key), |key| Account::of_pair(&key)))
}

fn known(
    auth: &Auth,
    request: &HttpRequest,
    dialect: Dialect,
    now: UnixMillis,
) -> Result<Account, Refusal> {
    let key = key(request, dialect)?;
    let (_, invalid, wrong) = words(dialect);
    if auth.keys.iter().any(|known| known == key) {
        return Ok(Account::of_key(key));
    }
    if dialect != Dialect::Kling {
        return Err(Refusal::new(401, 1000, wrong));
    }
    match jwt::verify(key, |access_key| auth.pairs.get(access_key).cloned(), now) {
        Ok(access_key) => Ok(Account::of_pair(&access_key)),
        Err(JwtError::NotYetValid) => {
            Err(Refusal::new(401, 1003, "Authorization is not yet valid"))
        }
        Err(JwtError::Expired) => Err(Refusal::new(401, 1004, "Authorization has expired")),
        Err(JwtError::Malformed) if key.split('.').count() == 3 => {
            Err(Refusal::new(401, 1002, invalid))
        }
        Err(JwtError::Malformed | JwtError::UnknownKey | JwtError::BadSignature) => {
            Err(Refusal::new(401, 1000, wrong))
        }
    }
}

/// Whom a token says that it is by, whether or not that is so: tokens of one pair are one account.
fn signer(token: &str, now: UnixMillis) -> Option<String> {
    let asked = RefCell::new(None);
    let look_up = |access_key: &str| {
        *asked.borrow_mut() = Some(access_key.to_owned());
        None
    };
    // Nobody's secret key is known, so that what it says of the token is of no interest.
    let _ = jwt::verify(token, look_up, now);
    asked.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_shown() {
        let pairs = [("access-of-mine".to_owned(), "secret-of-mine".to_owned())].into();
        let auth = Auth::known(vec!["key-of-mine".to_owned()], pairs);
        assert!(!format!("{auth:?}").contains("of-mine"));
    }
}
