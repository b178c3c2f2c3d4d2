//! Which addresses of the network a file may be fetched from: those of the public internet.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether a file may be fetched from this address. It may not from any that leads to this machine or
/// to its own network, in whichever way that is written, nor from one that is nobody's.
///
/// Source: the registries of special-purpose addresses of IANA (RFC 6890), and the addresses by which
/// clouds tell a machine its own secrets.
#[must_use]
pub fn may_fetch(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => may_fetch_v4(address),
        IpAddr::V6(address) => may_fetch_v6(address),
    }
}

fn may_fetch_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        // This network; private; this machine.
        [0 | 10 | 127, ..]
            // Private; between a provider and its customers.
            | [172, 16..=31, ..]
            | [192, 168, ..]
            | [100, 64..=127, ..]
            // Link-local, where 169.254.169.254 tells a cloud's machine its secrets.
            | [169, 254, ..]
            // Protocols; documentation; the relays from 6 to 4 that were; measuring.
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [198, 18..=19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            // A cloud's own, in the midst of public ones.
            | [168, 63, 129, 16]
            // Multicast; reserved; broadcast.
            | [224..=255, ..]
    )
}

fn may_fetch_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Unspecified, this machine, and IPv4 addresses in both of the old forms (::1.2.3.4 and
        // ::ffff:1.2.3.4); the one of them that is an address of somebody's is looked at as such.
        [0, 0, 0, 0, 0, 0xffff, high, low] => may_fetch_v4(v4(high, low)),
        // NAT64 by its well-known prefix.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => may_fetch_v4(v4(high, low)),
        // 6to4: the IPv4 address of its router is in it.
        [0x2002, high, low, ..] => may_fetch_v4(v4(high, low)),
        // Teredo; ORCHIDs; benchmarking; what else is special there. Documentation.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // All that is given to somebody. Outside of it are unspecified, loopback, local NAT64, discard,
        // unique local (fc00::/7), link-local (fe80::/10), site-local (fec0::/10), multicast (ff00::/8).
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

fn v4(high: u16, low: u16) -> Ipv4Addr {
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Ipv4Addr::new(a, b, c, d)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(text: &str) -> bool {
        may_fetch(text.parse().expect(text))
    }

    const INSIDE: &[&str] = &[
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
    ];

    #[test]
    fn no_address_of_a_network_inside_is_fetched_from() {
        for address in INSIDE {
            assert!(!may(address), "{address}");
        }
    }

    #[test]
    fn no_address_inside_is_fetched_from_in_another_form() {
        for address in INSIDE {
            let [a, b, c, d] = address.parse::<Ipv4Addr>().expect(address).octets();
            let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            for form in [
                format!("::ffff:{address}"),
                format!("::{address}"),
                format!("64:ff9b::{address}"),
                format!("64:ff9b:1::{address}"),
                format!("2002:{high:x}:{low:x}::1"),
                format!("2001:0:{high:x}:{low:x}::"),
            ] {
                assert!(!may(&form), "{form}");
            }
        }
    }

    #[test]
    fn no_address_of_a_network_inside_is_fetched_from_over_ipv6() {
        for address in [
            "::",
            "::1",
            "100::1",
            "2001:2::1",
            "2001:20::1",
            "2001:db8::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fdff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!may(address), "{address}");
        }
    }

    #[test]
    fn public_addresses_are_fetched_from_in_every_form() {
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "169.253.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
            "2002:101:101::1",
            "2001:4860:4860::8888",
            "2606:4700:4700::1111",
            "2a00:1450::1",
        ] {
            assert!(may(address), "{address}");
        }
    }
}
