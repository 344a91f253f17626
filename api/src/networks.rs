//! Lists of networks, as options spell them.

use std::net::IpAddr;

use ipnet::IpNet;

/// Reads addresses and networks (`10.0.0.0/8`, `::1`) with commas between them.
///
/// # Errors
/// What the first of them that is wrong must be.
pub(crate) fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let network = |text: &str| {
        let text = text.trim();
        let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map_err(|_| format!("must be IP addresses and networks such as 10.0.0.0/8, and {text:?} is none"))
    };
    text.split(',').map(network).collect()
}
