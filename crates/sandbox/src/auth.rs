//! Who may ask: the bearer key, refused as the providers refuse it.

use foley_core::{Dialect, HttpRequest};

use crate::Auth;
use crate::dialect::Refusal;

impl Auth {
    /// Lets a request pass, or says why not.
    pub(crate) fn check(&self, request: &HttpRequest, dialect: Dialect) -> Result<(), Refusal> {
        if *self == Self::Open {
            return Ok(());
        }
        let (empty, invalid, wrong) = match dialect {
            Dialect::Kling => {
                ("Authorization is empty", "Authorization is invalid", "Authentication failed")
            }
            Dialect::CometApi => ("No token provided", "Invalid token", "Invalid token"),
        };
        let header = request.header("authorization").unwrap_or_default();
        if header.is_empty() {
            return Err(Refusal::new(401, 1001, empty));
        }
        let key = header.strip_prefix("Bearer ").unwrap_or_default();
        if key.is_empty() || key.contains(' ') {
            return Err(Refusal::new(401, 1002, invalid));
        }
        match self {
            Self::Keys(keys) if !keys.iter().any(|known| known == key) => {
                Err(Refusal::new(401, 1000, wrong))
            }
            _ => Ok(()),
        }
    }
}
