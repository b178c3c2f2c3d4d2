//! Whose pages may use the relay, and what a browser is told of that.

use foley_core::{BaseUrl, Field, Rule, Violation};

/// The origins whose pages may ask. None is a pattern: there is no wildcard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    known: Vec<String>,
    /// Whether those may ask who name no origin, and so are no page of another one.
    takes_none: bool,
}

/// Whose page a request is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// That of an origin that may ask.
    Known(String),
    /// It does not say.
    Unsaid,
    /// That of somebody else.
    Other,
}

impl Origins {
    /// These origins, as [`origin`] reads them. `takes_none`: whoever names no origin may ask, too.
    #[must_use]
    pub fn new(known: impl IntoIterator<Item = String>, takes_none: bool) -> Self {
        Self { known: known.into_iter().collect(), takes_none }
    }

    pub(crate) const fn takes_none(&self) -> bool {
        self.takes_none
    }

    /// Whose page a request with these headers is of. A browser sends one origin and writes it in one
    /// way only, so it is compared as it is; more than one is nobody's.
    pub(crate) fn whose(&self, headers: &[(String, String)]) -> Whose {
        let mut said = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("origin"));
        match (said.next(), said.next()) {
            (None, _) => Whose::Unsaid,
            (Some((_, origin)), None) if self.known.iter().any(|known| known == origin) => {
                Whose::Known(origin.clone())
            }
            _ => Whose::Other,
        }
    }
}

/// Reads an origin as somebody typed it: a scheme, a host and perhaps a port, as a browser sends it.
///
/// # Errors
/// What is wrong with it: as of [`BaseUrl::parse`], or that it has a path.
pub fn origin(text: &str) -> Result<String, Violation> {
    let url = BaseUrl::parse(text)?;
    if url.as_str() == url.origin() {
        Ok(url.origin().to_owned())
    } else {
        Err(Violation::error(Field::BaseUrl, Rule::NotAUrl))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whose(origins: &[&str]) -> Whose {
        let known = ["https://site.example", "http://localhost:8080"].map(str::to_owned);
        let header = |origin: &&str| ("Origin".to_owned(), (*origin).to_owned());
        let headers: Vec<_> = origins.iter().map(header).collect();
        Origins::new(known, false).whose(&headers)
    }

    #[test]
    fn an_origin_is_matched_exactly() {
        for known in ["https://site.example", "http://localhost:8080"] {
            assert_eq!(whose(&[known]), Whose::Known(known.to_owned()));
        }
        for other in [
            "null",
            "",
            "*",
            "http://site.example",
            "https://site.example:8443",
            "https://site.example:443",
            "https://site.example.evil.example",
            "https://evil-site.example",
            "https://a.site.example",
            "https://site.example/",
            "HTTPS://SITE.EXAMPLE",
            "https://site.example https://site.example",
            "http://localhost",
        ] {
            assert_eq!(whose(&[other]), Whose::Other, "{other}");
        }
        assert_eq!(whose(&[]), Whose::Unsaid);
        assert_eq!(whose(&["https://site.example", "https://evil.example"]), Whose::Other);
        assert_eq!(whose(&["https://site.example", "https://site.example"]), Whose::Other);
    }

    #[test]
    fn an_origin_is_read_as_a_browser_sends_it() {
        assert_eq!(origin("https://Site.Example:443/").as_deref(), Ok("https://site.example"));
        assert_eq!(origin("http://localhost:8080").as_deref(), Ok("http://localhost:8080"));
        for bad in ["*", "null", "site.example", "https://*.site.example", "http://site.example"] {
            assert!(origin(bad).is_err(), "{bad}");
        }
        assert_eq!(
            origin("https://site.example/page").map_err(|wrong| wrong.rule),
            Err(Rule::NotAUrl)
        );
    }
}
