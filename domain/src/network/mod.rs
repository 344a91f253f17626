//! Profiles on social networks, typed as a handle or as a link and kept as a link.

use unicode_normalization::UnicodeNormalization;

use crate::text::{URL_MAX, is_longer};
use crate::user_error::Problem;

/// A network on which a company can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Network {
    /// Telegram, `https://t.me/`.
    Telegram,
    /// Facebook, `https://www.facebook.com/`.
    Facebook,
    /// Instagram, `https://www.instagram.com/`.
    Instagram,
    /// `LinkedIn`; a handle is a company's, `https://www.linkedin.com/company/`.
    Linkedin,
    /// X, formerly Twitter, `https://x.com/`.
    X,
    /// `YouTube`, `https://www.youtube.com/@`.
    Youtube,
}

impl Network {
    /// Every network.
    pub const ALL: [Self; 6] =
        [Self::Telegram, Self::Facebook, Self::Instagram, Self::Linkedin, Self::X, Self::Youtube];
}

/// Reads a handle, with or without `@`, or an https link on one of the network's own hosts, and answers the link.
///
/// Of a link, the path is kept and the host becomes the network's main one; query, fragment and the slash at the end
/// are dropped. The one query that is kept is the `id` of Facebook's `profile.php`, without which there is no profile.
///
/// The signs and the greatest length of a handle are those that each network gives its users, or wider where older
/// handles are; how short one may be, and whether there is such a profile, is not checked.
///
/// # Errors
///
/// [`Problem::Required`] when nothing is typed, [`Problem::TooLong`] over 2,048 characters, else
/// [`Problem::InvalidUrl`]: also for http, a port, user information or a host that only looks like the network's.
pub fn parse(network: Network, typed: &str) -> Result<String, Problem> {
    let typed: String = typed.trim().nfc().collect();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    if is_longer(&typed, URL_MAX) {
        return Err(Problem::TooLong { max: URL_MAX });
    }
    let link = match typed.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => link_to(network, rest),
        Some(_) => None,
        None => profile(network, typed.strip_prefix('@').unwrap_or(&typed)),
    };
    // A handle is shorter than its link.
    link.filter(|link| !is_longer(link, URL_MAX)).ok_or(Problem::InvalidUrl)
}

/// What is to know about a network.
struct Facts {
    /// The host that links are kept with.
    host: &'static str,
    /// Its other hosts, in lower case: mobile ones, former names. Hosts that shorten links to anything are not among
    /// them.
    other_hosts: &'static [&'static str],
    /// What comes between the host and a handle.
    before_handle: &'static str,
    /// What a handle has beside ASCII letters and digits.
    signs: &'static str,
    /// Whether a handle may have letters outside of ASCII.
    any_script: bool,
    /// The most that a handle has.
    handle_max: usize,
}

fn facts(network: Network) -> Facts {
    match network {
        Network::Telegram => Facts {
            host: "t.me",
            other_hosts: &["www.t.me", "telegram.me", "www.telegram.me"],
            before_handle: "/",
            signs: "_",
            any_script: false,
            handle_max: 32,
        },
        Network::Facebook => Facts {
            host: "www.facebook.com",
            other_hosts: &["facebook.com", "m.facebook.com", "web.facebook.com", "fb.com", "www.fb.com"],
            before_handle: "/",
            signs: ".-",
            any_script: true,
            handle_max: 100,
        },
        Network::Instagram => Facts {
            host: "www.instagram.com",
            other_hosts: &["instagram.com", "m.instagram.com"],
            before_handle: "/",
            signs: "._",
            any_script: false,
            handle_max: 30,
        },
        Network::Linkedin => Facts {
            host: "www.linkedin.com",
            other_hosts: &["linkedin.com", "m.linkedin.com"],
            before_handle: "/company/",
            signs: "-_",
            any_script: true,
            handle_max: 100,
        },
        Network::X => Facts {
            host: "x.com",
            other_hosts: &[
                "www.x.com",
                "mobile.x.com",
                "m.x.com",
                "twitter.com",
                "www.twitter.com",
                "mobile.twitter.com",
                "m.twitter.com",
            ],
            before_handle: "/",
            signs: "_",
            any_script: false,
            handle_max: 20,
        },
        Network::Youtube => Facts {
            host: "www.youtube.com",
            other_hosts: &["youtube.com", "m.youtube.com"],
            before_handle: "/@",
            signs: "._-·",
            any_script: true,
            handle_max: 30,
        },
    }
}

/// The link to a handle, which is given without `@`.
fn profile(network: Network, handle: &str) -> Option<String> {
    let facts = facts(network);
    let is_sign = |sign: char| {
        sign.is_ascii_alphanumeric() || facts.signs.contains(sign) || facts.any_script && sign.is_alphanumeric()
    };
    let is_handle = handle.chars().all(is_sign)
        && handle.contains(char::is_alphanumeric)
        && !handle.starts_with('.')
        && !handle.ends_with('.')
        && !is_longer(handle, facts.handle_max)
        && !facts.is_own_host(handle);
    is_handle.then(|| format!("https://{}{}{handle}", facts.host, facts.before_handle))
}

/// The link that is kept of a typed one, which is given without `https://`.
fn link_to(network: Network, typed: &str) -> Option<String> {
    let facts = facts(network);
    let before_fragment = typed.split('#').next().unwrap_or_default();
    let (address, query) = before_fragment.split_once('?').unwrap_or((before_fragment, ""));
    let (host, path) = address.split_once('/')?;
    let path = path.strip_suffix('/').unwrap_or(path);
    if !facts.is_own_host(host) || !path.split('/').all(is_segment) {
        return None;
    }
    match (network, path) {
        (Network::Facebook, "profile.php") => {
            let id = query.split('&').find_map(|pair| pair.strip_prefix("id="))?;
            let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| format!("https://{}/profile.php?id={id}", facts.host))
        }
        // Without their query these lead to no profile.
        (Network::Facebook, script) if script.strip_suffix(".php").is_some() => None,
        (Network::Youtube, "watch" | "playlist" | "results") => None,
        (Network::Youtube, path) => Some(format!("https://{}/{path}", facts.host)),
        // Only YouTube writes the `@` of a handle in its links.
        (_, path) => match path.strip_prefix('@') {
            Some(handle) => profile(network, handle),
            None => Some(format!("https://{}/{path}", facts.host)),
        },
    }
}

impl Facts {
    fn is_own_host(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        // LinkedIn has a host a country too, which shows the same profiles.
        let main = match host.split_once('.') {
            Some((country, "linkedin.com")) if country.len() == 2 => "www.linkedin.com",
            Some(_) | None => host.as_str(),
        };
        main == self.host || self.other_hosts.contains(&main)
    }
}

/// Whether this can stand between two slashes of a path that leads where it says: the characters of RFC 3986 (3.3,
/// `pchar`) and letters of any script, but not one of the dots, however written, that lead elsewhere.
fn is_segment(segment: &str) -> bool {
    let is_sign = |sign: char| sign.is_alphanumeric() || "-._~!$&'()*+,;=:@%·".contains(sign);
    let is_escape = |after: &str| {
        let mut bytes = after.bytes();
        let mut is_next_hexadecimal = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
        is_next_hexadecimal() && is_next_hexadecimal()
    };
    let dots = segment.to_ascii_lowercase().replace("%2e", ".");
    segment.chars().all(is_sign)
        && segment.split('%').skip(1).all(is_escape)
        && !matches!(dots.as_str(), "" | "." | "..")
}

#[cfg(test)]
mod tests;
