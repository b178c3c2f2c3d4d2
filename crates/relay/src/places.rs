//! Where files may be fetched from: by https from public addresses, and from the providers themselves.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use foley_core::BaseUrl;

use crate::may_fetch;

/// The longest address of a file that is fetched or handed out. Signed ones have a few hundred bytes.
const LONGEST: usize = 4096;

/// How a file's host is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is a provider's own, at the address that the relay was set up with, wherever that is.
    Own,
    /// It is anybody's: by https, and to no address but those that [`may_fetch`] takes.
    Public,
}

/// Where files may be fetched from.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    own: Vec<BaseUrl>,
}

impl Places {
    pub(crate) fn new(own: impl IntoIterator<Item = BaseUrl>) -> Self {
        Self { own: own.into_iter().collect() }
    }

    /// How a file is to be reached; `None` where it is not to be fetched. A name may still lead to an
    /// address inside: who looks it up has to ask [`may_fetch`] of each.
    pub(crate) fn way(&self, url: &str) -> Option<Way> {
        let is_plain =
            url.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\\"<>^`{|}".contains(&byte));
        if !is_plain || url.len() > LONGEST {
            return None;
        }
        let (_, rest) = url.split_once("://")?;
        let end = url.len() - rest.find(['/', '?', '#']).map_or(0, |at| rest.len() - at);
        // It takes http to this machine only, and no user's name and password.
        let origin = BaseUrl::parse(url.get(..end)?).ok()?;
        if self.own.iter().any(|own| own.origin() == origin.origin()) {
            return Some(Way::Own);
        }
        let (_, host) =
            origin.origin().split_once("://").filter(|(scheme, _)| *scheme == "https")?;
        let is_public = match host_of(host) {
            Host::Address(address) => may_fetch(address),
            Host::Name => true,
            Host::Odd => false,
        };
        is_public.then_some(Way::Public)
    }
}

enum Host {
    Address(IpAddr),
    Name,
    /// What some read as an address and some as a name: `127.1`, `0x7f000001`, `127.0.0.1.`.
    Odd,
}

/// A host without or with a port, in lower case.
fn host_of(text: &str) -> Host {
    if let Some((address, _)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return address.parse::<Ipv6Addr>().map_or(Host::Odd, |it| Host::Address(it.into()));
    }
    let host = text.split(':').next().unwrap_or_default();
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return Host::Address(address.into());
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
    if is_number { Host::Odd } else { Host::Name }
}

/// Where a redirect leads, written from where it is.
pub(crate) fn resolved(from: &str, to: &str) -> Option<String> {
    let to = to.split('#').next().filter(|to| !to.is_empty())?;
    let scheme_end = from.find("://")?;
    let scheme = from.get(..scheme_end)?;
    if to.split_once("://").is_some_and(|(scheme, _)| !scheme.contains(['/', '?'])) {
        return Some(to.to_owned());
    }
    if to.starts_with("//") {
        return Some(format!("{scheme}:{to}"));
    }
    let rest = from.get(scheme_end + 3..)?;
    let authority = rest.find(['/', '?', '#']).map_or(from.len(), |at| scheme_end + 3 + at);
    let origin = from.get(..authority)?;
    if to.starts_with('/') {
        return Some(format!("{origin}{to}"));
    }
    let path = from.get(authority..)?.split(['?', '#']).next()?;
    let kept = if to.starts_with('?') {
        path
    } else {
        path.rfind('/').and_then(|slash| path.get(..=slash)).unwrap_or("/")
    };
    Some(format!("{origin}{kept}{to}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn way(url: &str) -> Option<Way> {
        let own = ["http://127.0.0.1:8790", "https://api.cometapi.com/v1"];
        Places::new(own.map(|url| BaseUrl::parse(url).expect("good"))).way(url)
    }

    #[test]
    fn files_of_public_hosts_are_reached_by_https() {
        for url in [
            "https://v15-kling.klingai.com/bs2/x.mp3?x-kcdn-pid=1&sign=a%2Fb",
            "https://cdn.example:8443/x",
            "https://1.1.1.1/x.wav",
            "https://[2606:4700:4700::1111]/x.wav",
            "https://host.example",
        ] {
            assert_eq!(way(url), Some(Way::Public), "{url}");
        }
    }

    #[test]
    fn a_providers_own_host_is_reached_as_it_was_set_up() {
        for url in
            ["http://127.0.0.1:8790/assets/1.wav?sign=2", "https://API.cometapi.com:443/x.mp3"]
        {
            assert_eq!(way(url), Some(Way::Own), "{url}");
        }
        for other in
            ["http://127.0.0.1:8791/x", "https://127.0.0.1:8790/x", "http://localhost:8790/x"]
        {
            assert_eq!(way(other), None, "{other}");
        }
    }

    #[test]
    fn what_leads_inside_or_is_not_https_is_not_reached() {
        for url in [
            "http://cdn.example/x.mp3",
            "ftp://cdn.example/x.mp3",
            "file:///etc/passwd",
            "data:audio/wav;base64,AAAA",
            "//cdn.example/x",
            "cdn.example/x",
            "",
            "https://",
            "https:///x",
            "https://127.0.0.1/x",
            "https://127.1/x",
            "https://2130706433/x",
            "https://0x7f000001/x",
            "https://0x7f.1/x",
            "https://0177.0.0.1/x",
            "https://127.0.0.1./x",
            "https://10.0.0.1:443/x",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/x",
            "https://[::ffff:127.0.0.1]/x",
            "https://[fe80::1%25eth0]/x",
            "https://user:password@cdn.example/x",
            "https://cdn.example@10.0.0.1/x",
            "https://cdn.example\\@10.0.0.1/x",
            "https://cdn.example /x",
            "https://cdn.example/a b",
            "https://cdn.example/\r\nhost: a",
            "https://cdn.éxample/x",
            "https://cdn.example:0/x",
            "https://cdn.example:99999/x",
        ] {
            assert_eq!(way(url), None, "{url}");
        }
        assert_eq!(way(&format!("https://cdn.example/{}", "x".repeat(LONGEST))), None);
    }

    #[test]
    fn a_redirect_is_read_from_where_it_is() {
        let from = "https://a.example:8443/b/c?d=/e";
        let to = |to: &str| resolved(from, to);
        for (text, url) in [
            ("https://x.example/y?z#w", "https://x.example/y?z"),
            ("//x.example/y", "https://x.example/y"),
            ("/y?z", "https://a.example:8443/y?z"),
            ("y", "https://a.example:8443/b/y"),
            ("?y", "https://a.example:8443/b/c?y"),
            ("/y?z=http://w", "https://a.example:8443/y?z=http://w"),
        ] {
            assert_eq!(to(text).as_deref(), Some(url), "{text}");
        }
        assert_eq!(resolved("https://a.example", "y").as_deref(), Some("https://a.example/y"));
        assert_eq!(to(""), None);
        assert_eq!(resolved("nonsense", "y"), None);
    }

    proptest! {
        #[test]
        fn no_address_panics_and_none_inside_is_reached(
            url in "(https?://)?[a-z0-9.:/@\\[\\]?#%]{0,40}|.*",
            to in "(https?:)?/{0,2}[a-z0-9.:/@?#]{0,20}|.*",
        ) {
            if let Some(Way::Public) = way(&url) {
                prop_assert!(url.to_ascii_lowercase().starts_with("https://"), "{}", url);
            }
            let _ = resolved(&url, &to);
        }

        #[test]
        fn an_address_is_reached_only_if_files_may_be_fetched_from_it(bits: u32, port in 1_u16..) {
            let address = Ipv4Addr::from(bits);
            let may = may_fetch(address.into());
            prop_assert_eq!(way(&format!("https://{address}:{port}/x")).is_some(), may);
            prop_assert_eq!(way(&format!("https://[::ffff:{address}]/x")).is_some(), may);
        }
    }
}
