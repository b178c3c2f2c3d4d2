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
    ///
    /// It sends none where a page only reads from its own origin, and says that in a header which no page
    /// can set. So where the relay is at the origin of a page that may ask, `here`, that page is known.
    pub(crate) fn whose(&self, headers: &[(String, String)], here: &str) -> Whose {
        let is_known = |origin: &str| self.known.iter().any(|known| known == origin);
        match said(headers, "origin") {
            Said::Nothing if said(headers, "sec-fetch-site") == Said::Once("same-origin") => {
                if is_known(here) {
                    Whose::Known(here.to_owned())
                } else {
                    Whose::Other
                }
            }
            Said::Nothing => Whose::Unsaid,
            Said::Once(origin) if is_known(origin) => Whose::Known(origin.to_owned()),
            Said::Once(_) | Said::Often => Whose::Other,
        }
    }
}

/// What stands in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said<'a> {
    Nothing,
    Once(&'a str),
    Often,
}

fn said<'a>(headers: &'a [(String, String)], name: &str) -> Said<'a> {
    let mut of_name = headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    match (of_name.next(), of_name.next()) {
        (None, _) => Said::Nothing,
        (Some((_, value)), None) => Said::Once(value),
        (Some(_), Some(_)) => Said::Often,
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
        Origins::new(known, false).whose(&headers, "https://relay.example")
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
    fn a_page_at_the_relays_own_origin_is_known_by_its_browser() {
        let at = |here: &str, site: &str| {
            let origins = Origins::new(["https://site.example".to_owned()], false);
            let headers = [("Sec-Fetch-Site".to_owned(), site.to_owned())];
            origins.whose(&headers, here)
        };
        let here = "https://site.example";
        assert_eq!(at(here, "same-origin"), Whose::Known(here.to_owned()));
        for other in ["same-site", "cross-site", "none", ""] {
            assert_eq!(at(here, other), Whose::Unsaid, "{other}");
        }
        assert_eq!(at("https://relay.example", "same-origin"), Whose::Other);
        // An origin that is named counts more.
        let both = [("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")];
        let both = both.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let origins = Origins::new([here.to_owned()], false);
        assert_eq!(origins.whose(&both, here), Whose::Other);
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
