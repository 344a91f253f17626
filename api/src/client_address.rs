//! From which address a client asks, with or without proxies between.
//!
//! The connection tells; a header tells only where a proxy that is configured as trusted wrote it. It is
//! `X-Forwarded-For`, to which every proxy adds the address it was asked from, so what is trusted is read from its end.
//! `Forwarded` (RFC 7239) is not read: a proxy that does not know it would hand on what a client made up.

use std::{net::IpAddr, str::FromStr};

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

use crate::networks::networks;

/// The header to which proxies add.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The networks whose proxies are believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Whether an address is one of them.
    pub(crate) fn hold(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// A list of addresses and networks (`10.0.0.0/8`, `::1`), with commas between them.
impl FromStr for TrustedProxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        networks(text).map(Self)
    }
}

/// The address of the client, given that of whoever is connected to us.
///
/// From the end of the header, the addresses of trusted proxies are passed over; the first other one is the client's.
/// What is no address ends the search: then nobody knows who was before.
#[must_use]
pub fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &TrustedProxies) -> IpAddr {
    let mut address = peer.to_canonical();
    let values = headers.get_all(FORWARDED_FOR).iter().collect::<Vec<_>>();
    let mut hops = values.into_iter().rev().flat_map(|value| {
        let text = value.to_str().unwrap_or_default();
        text.rsplit(',').map(|hop| hop.trim().parse::<IpAddr>().ok())
    });
    while trusted.hold(address) {
        let Some(Some(hop)) = hops.next() else { break };
        address = hop.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;
    use crate::hostile::texts;

    fn told(peer: &str, forwarded: &[&str], trusted: &str) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let trusted = if trusted.is_empty() { TrustedProxies::default() } else { trusted.parse().unwrap() };
        client_address(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn without_a_trusted_proxy_the_connection_tells() {
        assert_eq!(told("203.0.113.9", &["198.51.100.1"], ""), "203.0.113.9");
        assert_eq!(told("203.0.113.9", &["198.51.100.1"], "10.0.0.0/8"), "203.0.113.9");
        assert_eq!(told("::ffff:203.0.113.9", &[], ""), "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_tells_what_it_added_and_not_what_the_client_made_up() {
        assert_eq!(told("10.0.0.1", &["198.51.100.1"], "10.0.0.0/8"), "198.51.100.1");
        assert_eq!(told("10.0.0.1", &["1.2.3.4, 198.51.100.1"], "10.0.0.0/8"), "198.51.100.1");
        assert_eq!(told("10.0.0.1", &["1.2.3.4", "198.51.100.1 , 10.0.0.2"], "10.0.0.0/8"), "198.51.100.1");
        assert_eq!(told("10.0.0.1", &["10.9.9.9"], "10.0.0.1"), "10.9.9.9", "only the proxy itself is trusted");
        assert_eq!(told("::ffff:10.0.0.1", &["2001:db8::1"], "10.0.0.0/8, ::1"), "2001:db8::1");
        assert_eq!(told("::1", &["::ffff:10.0.0.7, 198.51.100.1, ::ffff:10.0.0.7"], "::1,10.0.0.0/8"), "198.51.100.1");
    }

    #[test]
    fn what_is_no_address_ends_the_search() {
        for nothing in ["", "unknown", "1.2.3.4:80", "_hidden", "1.2.3.4;", "ø", ",", "1.2.3.4, "] {
            assert_eq!(told("10.0.0.1", &[nothing], "10.0.0.0/8"), "10.0.0.1", "{nothing:?}");
        }
        assert_eq!(told("10.0.0.1", &["1.2.3.4, bad, 10.0.0.2"], "10.0.0.0/8"), "10.0.0.2");
        assert_eq!(told("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.0/8"), "10.0.0.3", "all are proxies");
        assert_eq!(told("10.0.0.1", &[], "10.0.0.0/8"), "10.0.0.1");
    }

    #[test]
    fn the_list_is_addresses_and_networks() {
        assert!("10.0.0.0/8, ::1,2001:db8::/32".parse::<TrustedProxies>().is_ok());
        for wrong in ["", "10.0.0.0/33", "proxy.example", "10.0.0.1,", "*"] {
            assert!(wrong.parse::<TrustedProxies>().is_err(), "{wrong}");
        }
    }

    /// Headers of proxies.
    const FORWARDED: &[&str] = &[
        "203.0.113.9, 198.51.100.1, 10.0.0.2",
        "2001:db8::1, ::ffff:10.0.0.3, fd00::1",
        "unknown, 10.0.0.1",
        "10.0.0.1:80",
        "[2001:db8::1]",
    ];

    proptest! {
        /// What a client puts in front of the header is never believed beyond the first hop that is no trusted proxy.
        #[test]
        fn the_address_is_the_last_that_no_trusted_proxy_has(
            values in prop::collection::vec(texts(FORWARDED), 0..4),
            is_trusted: bool,
        ) {
            let trusted: TrustedProxies = "10.0.0.0/8, fd00::/8".parse().unwrap();
            let peer: IpAddr = if is_trusted { "10.9.9.9" } else { "203.0.113.1" }.parse().unwrap();
            let mut headers = HeaderMap::new();
            for value in values.iter().filter_map(|value| HeaderValue::from_bytes(value.as_bytes()).ok()) {
                headers.append(FORWARDED_FOR, value);
            }
            let address = client_address(peer, &headers, &trusted);
            let texts = headers.get_all(FORWARDED_FOR).iter().map(|value| value.to_str().unwrap_or_default());
            let parsed = |hop: &str| hop.trim().parse().ok().map(|hop: IpAddr| hop.to_canonical());
            let hops: Vec<_> = texts.flat_map(|text| text.split(',')).map(parsed).chain([Some(peer)]).collect();
            // From the end: the trusted ones, then the client, or something that is no address.
            let proxies = hops.iter().rev().take_while(|hop| hop.is_some_and(|hop| trusted.hold(hop))).count();
            let client = hops.iter().rev().nth(proxies).copied().flatten();
            let expected = client.or_else(|| hops[hops.len() - proxies]);
            prop_assert_eq!(Some(address), expected, "{:?}", headers);
            prop_assert!(is_trusted || address == peer);
        }
    }
}
