//! Web addresses: a company's site, and the address of its support portal with the host that it is found by.
//!
//! Parsed as the URL Standard says (<https://url.spec.whatwg.org/>), which is what browsers do. That standard mends much
//! in silence; what it would mend (white space, backslashes, missing slashes) is refused here, since the address is
//! kept as it was typed and other programs would read it otherwise.

use url::{Host, Url};

use crate::text::{URL_MAX, is_longer};
use crate::user_error::Problem;

/// The address of a support portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalUrl {
    /// The address as typed, trimmed.
    pub url: String,
    /// Its host in the URL Standard's ASCII form, without a trailing dot. The port is no part of it.
    pub host: String,
}

/// Reads an http or https address, kept as typed, trimmed; `None` when nothing is typed.
///
/// # Errors
///
/// [`Problem::TooLong`] over 2,048 characters, else [`Problem::InvalidUrl`].
pub fn website(typed: &str) -> Result<Option<String>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    read(typed, &["http", "https"])?;
    Ok(Some(typed.to_owned()))
}

/// Reads the address of a support portal, kept as typed, trimmed; `None` when nothing is typed.
///
/// It is an https address without user information, whose host is a name of at least two labels.
///
/// # Errors
///
/// [`Problem::TooLong`] over 2,048 characters, else [`Problem::InvalidUrl`].
pub fn portal(typed: &str) -> Result<Option<PortalUrl>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let Address { url, authority } = read(typed, &["https"])?;
    // The parser cannot tell `https://@example.com` from an address without user information.
    if authority.contains('@') {
        return Err(Problem::InvalidUrl);
    }
    let host = portal_name(&url).ok_or(Problem::InvalidUrl)?;
    Ok(Some(PortalUrl { url: typed.to_owned(), host }))
}

/// The host as [`portal`] would have it of `https://{typed}`, where only a host is typed, perhaps with a port.
///
/// `None` for what can be no portal's host.
#[must_use]
pub fn portal_host(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.contains(['/', '?', '#']) {
        return None;
    }
    portal(&format!("https://{typed}")).ok().flatten().map(|portal| portal.host)
}

/// Reads the address of a webhook endpoint, kept as typed, trimmed: https or http, without user information and fragment.
///
/// # Errors
///
/// [`Problem::Required`] when nothing is typed, [`Problem::TooLong`] over 2,048 characters, else
/// [`Problem::InvalidUrl`].
pub fn webhook(typed: &str) -> Result<WebhookUrl, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let Address { url, authority } = read(typed, &["https", "http"])?;
    let has_host =
        url.domain().is_none_or(|name| is_name(name.strip_suffix('.').unwrap_or(name))) && url.port() != Some(0);
    if authority.contains('@') || url.fragment().is_some() || !has_host {
        return Err(Problem::InvalidUrl);
    }
    Ok(WebhookUrl { typed: typed.to_owned(), url })
}

/// The address of a webhook endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookUrl {
    /// The address as typed, trimmed.
    pub typed: String,
    /// What it is.
    pub url: Url,
}

/// An address that was read.
struct Address<'a> {
    url: Url,
    /// User information, host and port as they were typed.
    authority: &'a str,
}

/// Reads a trimmed address of one of the schemes.
fn read<'a>(typed: &'a str, schemes: &[&str]) -> Result<Address<'a>, Problem> {
    if is_longer(typed, URL_MAX) {
        return Err(Problem::TooLong { max: URL_MAX });
    }
    let is_mended = |sign: char| sign.is_whitespace() || sign.is_control() || sign == '\\';
    if typed.contains(is_mended) {
        return Err(Problem::InvalidUrl);
    }
    let (scheme, rest) = typed.split_once("://").ok_or(Problem::InvalidUrl)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_taken = schemes.iter().any(|taken| scheme.eq_ignore_ascii_case(taken)) && !authority.is_empty();
    match Url::parse(typed) {
        Ok(url) if is_taken => Ok(Address { url, authority }),
        Ok(_) | Err(_) => Err(Problem::InvalidUrl),
    }
}

/// The host of an address if it is a name that can be looked up on the Internet.
///
/// The parser has turned capitals, other scripts and every spelling of an IP address into one form. It takes more
/// in a name than the domain name system does (RFC 1035, 2.3.4; RFC 1123, 2.1): such a host has no certificate.
fn portal_name(url: &Url) -> Option<String> {
    let name = match url.host()? {
        Host::Domain(name) => name,
        Host::Ipv4(_) | Host::Ipv6(_) => return None,
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    (name.contains('.') && is_name(name)).then(|| name.to_owned())
}

/// Whether the domain name system can hold a name, written without a dot at its end.
fn is_name(name: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(is_sign);
    name.len() <= 253 && name.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_website_is_kept_as_typed() {
        for typed in [
            "https://example.com",
            "http://example.com/",
            "HTTPS://Example.COM/Sobre?a=b#c",
            "https://café.example/ação",
            "http://192.0.2.1:8080/",
            "http://[2001:db8::1]/",
            "http://intranet",
            "https://user@example.com/",
        ] {
            assert_eq!(website(typed), Ok(Some(typed.to_owned())));
            assert_eq!(website(&format!(" \n{typed}\u{a0}")), Ok(Some(typed.to_owned())));
        }
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        for typed in [
            "example.com",
            "www.example.com/sobre",
            "//example.com",
            "ftp://example.com",
            "javascript://example.com/%0Aalert(1)",
            "mailto:a@example.com",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "http:example.com",
            "https:/example.com",
            "https:///example.com",
            "https://",
            "https://?a",
            "https://#a",
            "https://@",
            "https://user@",
            "https://:80",
            "https://exa mple.com",
            "https://example.com/a b",
            "https://example.com/a\tb",
            "https://exam\nple.com",
            "https://example.com/\u{0}",
            "https://example.com/\u{2028}a",
            "https:\\\\example.com",
            "https://example.com\\@evil.example",
            "https://example.com:99999",
            "https://example.com:x",
            "https://exa<mple.com",
            "https://1.2.3.4.5",
            "https://[::1",
            "ｈttps://example.com",
            "😀",
        ] {
            assert_eq!(website(typed), Err(Problem::InvalidUrl), "{typed:?}");
            assert_eq!(portal(typed), Err(Problem::InvalidUrl), "{typed:?}");
        }
    }

    #[test]
    fn nothing_typed_is_no_address() {
        for typed in ["", " ", "\n\u{a0}"] {
            assert_eq!(website(typed), Ok(None));
            assert_eq!(portal(typed), Ok(None));
            assert_eq!(portal_host(typed), None);
        }
    }

    #[test]
    fn an_address_has_at_most_2048_characters() {
        let longest = format!("https://example.com/{}", "ñ".repeat(2028));
        assert_eq!(website(&longest), Ok(Some(longest.clone())));
        assert_eq!(website(&format!("{longest}a")), Err(Problem::TooLong { max: 2048 }));
        assert_eq!(portal(&longest).unwrap().unwrap().url, longest);
        assert_eq!(portal(&format!("{longest}a")), Err(Problem::TooLong { max: 2048 }));
    }

    #[test]
    fn a_portal_is_found_by_its_normalised_host() {
        for (typed, host) in [
            ("suporte.example.com", "suporte.example.com"),
            ("Suporte.EXAMPLE.com", "suporte.example.com"),
            ("suporte.example.com.", "suporte.example.com"),
            ("suporte.example.com:8443", "suporte.example.com"),
            ("suporte.example.com.:443", "suporte.example.com"),
            ("café.example", "xn--caf-dma.example"),
            ("CAFÉ.example", "xn--caf-dma.example"),
            ("cafe\u{301}.example", "xn--caf-dma.example"),
            ("xn--caf-dma.example", "xn--caf-dma.example"),
            ("ｅｘａｍｐｌｅ.com", "example.com"),
            ("example。com", "example.com"),
            ("exam\u{ad}ple.com", "example.com"),
            ("ex%61mple.com", "example.com"),
            ("faß.example", "xn--fa-hia.example"),
            ("my_portal.example.com", "my_portal.example.com"),
            ("1.example", "1.example"),
        ] {
            assert_eq!(portal_host(typed).as_deref(), Some(host), "{typed}");
            assert_eq!(portal_host(&format!(" {typed}\n")).as_deref(), Some(host), "{typed}");
            for url in [format!("https://{typed}"), format!("HTTPS://{typed}/"), format!("https://{typed}/a@b?c#d")] {
                let portal_url = PortalUrl { url: url.clone(), host: host.to_owned() };
                assert_eq!(portal(&format!(" {url} ")), Ok(Some(portal_url)));
            }
        }
    }

    #[test]
    fn a_host_that_can_be_no_portals_is_refused() {
        for host in [
            "localhost",
            "localhost.",
            "com",
            "127.0.0.1",
            "127.0.0.1.",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "1.2.3.4:443",
            "１２７.0.0.1",
            "%31%32%37.0.0.1",
            "999.999.999.999",
            "example.1",
            "example.0x1",
            "[::1]",
            "[::ffff:127.0.0.1]:443",
            "::1",
            ".example.com",
            "example..com",
            "example.com..",
            ".",
            "..",
            "*.example.com",
            "exa$mple.com",
            "exa,mple.com",
            "exa mple.com",
            "exa\u{0}mple.com",
            "exa%00mple.com",
            "exa%2fmple.com",
            "user@example.com",
            "user:password@example.com",
            "@example.com",
            ":@example.com",
            "example.com:65536",
            "example.com:https",
            "example.com\\",
            "xn--a.example",
            "😀\u{200d}.\u{202e}",
        ] {
            assert_eq!(portal_host(host), None, "{host:?}");
            assert_eq!(portal(&format!("https://{host}/")), Err(Problem::InvalidUrl), "{host:?}");
        }
        for host in [format!("{}.com", "a".repeat(64)), format!("{}com", "a.".repeat(126))] {
            assert_eq!(portal_host(&host), None, "{host}");
        }
        for host in ["example.com/", "https://example.com", "example.com?a", "example.com#a", "/example.com"] {
            assert_eq!(portal_host(host), None, "{host}");
        }
    }

    #[test]
    fn a_webhook_is_sent_to_an_http_address_without_user_information_and_fragment() {
        for typed in ["https://hooks.example.com/a?b=c", "http://10.0.0.1:8080", " https://EXAMPLE.com "] {
            assert_eq!(webhook(typed).map(|address| address.typed).as_deref(), Ok(typed.trim()));
        }
        assert_eq!(webhook(" "), Err(Problem::Required));
        for typed in [
            "ftp://example.com",
            "https://user@example.com",
            "https://example.com/#a",
            "example.com",
            "https://",
            "https://a..b/",
            "https://example.com:0/",
        ] {
            assert_eq!(webhook(typed), Err(Problem::InvalidUrl), "{typed}");
        }
    }

    #[test]
    fn a_portal_is_asked_for_over_https() {
        assert_eq!(portal("http://example.com"), Err(Problem::InvalidUrl));
        assert_eq!(portal("wss://example.com"), Err(Problem::InvalidUrl));
    }

    /// Anything, or something that looks like an address.
    fn typed() -> impl Strategy<Value = String> {
        let authority = "([a-z:]{0,3}@)?(\\PC{0,3}|[a-zA-Z0-9é._-]{0,6})(\\.[a-z0-9é]{0,3}){0,3}(:[0-9]{0,5})?";
        let address = format!("(https?:/{{0,3}})?{authority}(/\\PC*)?");
        prop_oneof![any::<String>(), proptest::string::string_regex(&address).unwrap()]
    }

    proptest! {
        #[test]
        fn what_is_taken_is_taken_again_unchanged(typed in typed()) {
            if let Ok(Some(url)) = website(&typed) {
                prop_assert_eq!(website(&url), Ok(Some(url)));
            }
            if let Ok(Some(taken)) = portal(&typed) {
                prop_assert_eq!(portal(&taken.url), Ok(Some(taken.clone())));
                prop_assert_eq!(portal_host(&taken.host), Some(taken.host.clone()));
                prop_assert_eq!(website(&taken.url), Ok(Some(taken.url)));
            }
            if let Some(host) = portal_host(&typed) {
                prop_assert_eq!(portal_host(&host), Some(host.clone()));
                prop_assert_eq!(portal(&format!("https://{host}")).unwrap().unwrap().host, host);
            }
        }
    }
}
