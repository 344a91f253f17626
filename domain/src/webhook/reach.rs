//! Which addresses deliveries may go to: those of the Internet, and the networks that the operator allows.
//!
//! Whoever runs an account names the URL, so Cuenta must not be made to speak to what stands beside it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Where deliveries may go beside the Internet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    allowed: Vec<IpNet>,
}

/// What the IANA registry of special-purpose IPv4 addresses does not call globally reachable, multicast, and the anycast
/// that 6to4 had. Source: <https://www.iana.org/assignments/iana-ipv4-special-registry>.
const SPECIAL_IPV4: [Ipv4Net; 15] = [
    net4([0, 0, 0, 0], 8),
    net4([10, 0, 0, 0], 8),
    net4([100, 64, 0, 0], 10),
    net4([127, 0, 0, 0], 8),
    net4([169, 254, 0, 0], 16),
    net4([172, 16, 0, 0], 12),
    net4([192, 0, 0, 0], 24),
    net4([192, 0, 2, 0], 24),
    net4([192, 88, 99, 0], 24),
    net4([192, 168, 0, 0], 16),
    net4([198, 18, 0, 0], 15),
    net4([198, 51, 100, 0], 24),
    net4([203, 0, 113, 0], 24),
    net4([224, 0, 0, 0], 4),
    net4([240, 0, 0, 0], 4),
];

/// The only IPv6 addresses that are given out for the Internet (RFC 4291, 2.4).
const GLOBAL_IPV6: Ipv6Net = net6([0x2000, 0], 3);

/// What of [`GLOBAL_IPV6`] leads elsewhere: the IETF's protocols (Teredo among them), documentation, and 6to4.
/// Source: <https://www.iana.org/assignments/iana-ipv6-special-registry>.
const SPECIAL_IPV6: [Ipv6Net; 4] =
    [net6([0x2001, 0], 23), net6([0x2001, 0xdb8], 32), net6([0x2002, 0], 16), net6([0x3fff, 0], 20)];

/// Where a translator reaches IPv4 from IPv6; the last 32 bits are the address that is meant (RFC 6052, 2.1).
const NAT64: Ipv6Net = net6([0x64, 0xff9b], 96);

const fn net4([a, b, c, d]: [u8; 4], prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn net6([first, second]: [u16; 2], prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0), prefix)
}

impl Reach {
    /// The Internet, and these networks.
    #[must_use]
    pub fn new(allowed: Vec<IpNet>) -> Self {
        Self { allowed }
    }

    /// Whether a delivery may go to an address. Without TLS it goes only to networks that the operator allows.
    #[must_use]
    pub fn permits(&self, address: IpAddr, with_tls: bool) -> bool {
        let address = meant(address);
        self.allowed.iter().any(|network| network.contains(&address)) || (with_tls && is_global(address))
    }
}

/// The address that is spoken to in the end.
fn meant(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(translated) if NAT64.contains(&translated) => {
            let [.., a, b, c, d] = translated.octets();
            IpAddr::V4(Ipv4Addr::new(a, b, c, d))
        }
        address => address,
    }
}

fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !SPECIAL_IPV4.iter().any(|network| network.contains(&address)),
        IpAddr::V6(address) => {
            GLOBAL_IPV6.contains(&address) && !SPECIAL_IPV6.iter().any(|network| network.contains(&address))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_internet_are_reached_with_tls() {
        let reach = Reach::default();
        for address in ["1.1.1.1", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "223.255.255.255"] {
            let address = address.parse().unwrap();
            assert!(reach.permits(address, true), "{address}");
            assert!(!reach.permits(address, false), "{address} without TLS");
        }
        for address in ["2606:4700:4700::1111", "2001:200::1", "64:ff9b::1.1.1.1", "::ffff:1.1.1.1"] {
            assert!(reach.permits(address.parse().unwrap(), true), "{address}");
        }
    }

    #[test]
    fn what_stands_beside_cuenta_is_not_reached_in_any_spelling() {
        let reach = Reach::default();
        for address in [
            "0.0.0.0",
            "0.255.255.255",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::127.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::7f00:1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!reach.permits(address.parse().unwrap(), true), "{address}");
        }
    }

    #[test]
    fn the_operator_allows_networks_with_tls_and_without() {
        let reach = Reach::new(vec!["10.1.0.0/16".parse().unwrap(), "fd00::/8".parse().unwrap()]);
        for address in ["10.1.2.3", "::ffff:10.1.2.3", "fd12::1"] {
            let address = address.parse().unwrap();
            assert!(reach.permits(address, true) && reach.permits(address, false), "{address}");
        }
        for address in ["10.2.0.1", "127.0.0.1", "fe80::1"] {
            assert!(!reach.permits(address.parse().unwrap(), true), "{address}");
        }
    }
}
