//! Where a provider's API is: an origin and perhaps a path, over https unless it is this machine.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::{Field, Rule, Violation};

/// A provider's base URL, without a slash at its end.
///
/// The `url` crate would parse more, and brings tables for international host names that weigh more
/// than the rest of the core; a base URL needs a scheme, a host, a port and a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BaseUrl {
    text: String,
    /// How much of `text` is the origin: scheme, host and port.
    origin: usize,
}

impl BaseUrl {
    /// Reads a base URL as the user typed it; spaces around it and slashes at its end don't count.
    ///
    /// # Errors
    /// The one thing that is wrong with it, at [`Field::BaseUrl`].
    pub fn parse(text: &str) -> Result<Self, Violation> {
        let wrong = |rule| Violation::error(Field::BaseUrl, rule);
        let text = text.trim();
        if text.is_empty() {
            return Err(wrong(Rule::Required));
        }
        if text.contains(char::is_whitespace) {
            return Err(wrong(Rule::HasSpaces));
        }
        let parts = Parts::of(text).ok_or(wrong(Rule::NotAUrl))?;
        if parts.authority.contains('@') {
            return Err(wrong(Rule::HasCredentials));
        }
        if parts.path.contains(['?', '#']) {
            return Err(wrong(Rule::HasQuery));
        }
        if parts.path.contains(['\\', '%']) || parts.path.split('/').any(|part| part == "..") {
            return Err(wrong(Rule::NotAUrl));
        }
        if parts.scheme == "http" && !is_this_machine(parts.host) {
            return Err(wrong(Rule::Insecure));
        }
        let authority = parts.authority.to_ascii_lowercase();
        let default_port = if parts.scheme == "http" { ":80" } else { ":443" };
        let authority = authority.strip_suffix(default_port).unwrap_or(&authority);
        let mut text = format!("{}://{authority}", parts.scheme);
        let origin = text.len();
        text.push_str(parts.path.trim_end_matches('/'));
        Ok(Self { text, origin })
    }

    /// The whole URL, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port: whom a credential may go to.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.text.get(..self.origin).unwrap_or(&self.text)
    }

    /// Whether a URL, as this crate writes them, lies at this origin.
    #[must_use]
    pub fn is_origin_of(&self, url: &str) -> bool {
        url.strip_prefix(self.origin())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = Violation;

    fn try_from(text: String) -> Result<Self, Violation> {
        Self::parse(&text)
    }
}

impl From<BaseUrl> for String {
    fn from(url: BaseUrl) -> Self {
        url.text
    }
}

/// An absolute http or https URL, taken apart just far enough.
struct Parts<'a> {
    scheme: &'static str,
    authority: &'a str,
    host: &'a str,
    path: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let scheme =
            ["http", "https"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known))?;
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let bracket = host_and_port.find(']').map_or(0, |end| end + 1);
        let (host, port) = match host_and_port.get(bracket..)?.rfind(':') {
            Some(colon) => {
                let (host, port) = host_and_port.split_at(bracket + colon);
                (host, port.get(1..)?)
            }
            None => (host_and_port, "443"),
        };
        let good_port = port.parse::<u16>().is_ok_and(|port| port > 0);
        (is_host(host) && good_port).then_some(Self { scheme, authority, host, path })
    }
}

/// A name or an IPv4 address in ASCII (an international name in its `xn--` form), or `[IPv6]`.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<core::net::Ipv6Addr>().is_ok();
    }
    let good_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    !host.is_empty() && host.strip_suffix('.').unwrap_or(host).split('.').all(good_label)
}

fn is_this_machine(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.parse::<core::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a text is an absolute http or https URL, as a callback's must be.
pub(crate) fn looks_like_url(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c.is_control()) && Parts::of(text).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rule(text: &str) -> Rule {
        BaseUrl::parse(text).expect_err(text).rule
    }

    #[test]
    fn takes_hosts_ports_and_paths() {
        for (text, whole, origin) in [
            ("https://api.cometapi.com", "https://api.cometapi.com", "https://api.cometapi.com"),
            (
                " HTTPS://API.Example.com:443/v1/ ",
                "https://api.example.com/v1",
                "https://api.example.com",
            ),
            ("http://localhost:8790", "http://localhost:8790", "http://localhost:8790"),
            ("http://127.0.0.1:80/", "http://127.0.0.1", "http://127.0.0.1"),
            ("http://[::1]:9000/a", "http://[::1]:9000/a", "http://[::1]:9000"),
        ] {
            let url = BaseUrl::parse(text).expect(text);
            assert_eq!((url.as_str(), url.origin()), (whole, origin));
        }
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(rule("  "), Rule::Required);
        assert_eq!(rule("api.cometapi.com"), Rule::NotAUrl);
        assert_eq!(rule("ftp://example.com"), Rule::NotAUrl);
        assert_eq!(rule("https://"), Rule::NotAUrl);
        assert_eq!(rule("https://example.com:99999"), Rule::NotAUrl);
        assert_eq!(rule("https://exa mple.com"), Rule::HasSpaces);
        assert_eq!(rule("http://api.cometapi.com"), Rule::Insecure);
        assert_eq!(rule("http://localhost.example.com"), Rule::Insecure);
        assert_eq!(rule("http://127.0.0.1.example.com"), Rule::Insecure);
        assert_eq!(rule("https://me:secret@example.com"), Rule::HasCredentials);
        assert_eq!(rule("https://example.com/?key=1"), Rule::HasQuery);
        assert_eq!(rule("https://example.com/a/../b"), Rule::NotAUrl);
    }

    #[test]
    fn an_origin_is_not_a_prefix() {
        let url = BaseUrl::parse("https://api.example.com/kling").expect("good");
        assert!(url.is_origin_of("https://api.example.com/other"));
        assert!(!url.is_origin_of("https://api.example.com.evil.net/kling"));
        assert!(!url.is_origin_of("https://api.example.com:8443/kling"));
        assert!(!url.is_origin_of("http://api.example.com/kling"));
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_taken_is_stable(text in "(https?://)?[a-z0-9.:/@\\[\\]?#% \\\\-]{0,40}|.*") {
            if let Ok(url) = BaseUrl::parse(&text) {
                prop_assert_eq!(BaseUrl::parse(url.as_str()), Ok(url.clone()));
                prop_assert!(url.is_origin_of(url.as_str()));
            }
        }
    }
}
