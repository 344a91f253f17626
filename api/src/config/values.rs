//! The types of values: how each is read from text, and what is said of a wrong one.
//!
//! A problem completes a sentence that begins with the option's spelling. It does not show a value that may hold a
//! secret.

use std::{fmt, fs, net::SocketAddr, num::NonZeroU32};

use tracing_subscriber::EnvFilter;
use url::Url;

use crate::{
    auth::{
        jwks::{Location, may_be_asked},
        jwt::PublicKey,
    },
    graphql::documents::TrustedDocuments,
};

/// What stands where a secret is.
const MASK: &str = "***";

/// The shortest secret, in bytes: that of the hash's output (RFC 7518, section 3.2).
const SECRET_MIN: usize = 32;

/// The key that tokens are verified with.
#[derive(Clone, Debug)]
pub enum TokenKey {
    /// A secret, which signs as well.
    Secret(Secret),
    /// A public key.
    PublicKey(PublicKey),
    /// The keys of an identity provider.
    Provider(Location),
}

/// A secret to sign tokens with, of at least 32 bytes. `Debug` does not show it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret that is long enough.
    ///
    /// # Errors
    /// What it must be.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.len() < SECRET_MIN {
            let is = text.len();
            return Err(format!("must have at least {SECRET_MIN} bytes, or it can be guessed, and has {is}"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The secret itself.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}

/// The address of an SQLite or PostgreSQL database. `Display` and `Debug` mask its password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// Takes `sqlite:PATH`, `sqlite://PATH`, `postgres://…` or `postgresql://…`.
    ///
    /// # Errors
    /// What it must be.
    pub fn new(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.trim().is_empty() || path.contains(['?', '\0']) {
                return Err("must name a file after sqlite:// and have no parameters".to_owned());
            }
            if path == ":memory:" {
                return Err("must name a file: the connections of Cuenta share no database in memory".to_owned());
            }
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Url::parse(text).map_err(|error| format!("is no URL: {error}"))?;
        } else {
            return Err("must begin with sqlite://, postgres:// or postgresql://".to_owned());
        }
        Ok(Self(text.to_owned()))
    }

    /// The address, with its password.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&without_password(&self.0))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// What addresses in answers begin with: an http or https URL without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Takes an http or https URL without user information, query and fragment.
    ///
    /// # Errors
    /// What it must be.
    pub fn new(text: &str) -> Result<Self, String> {
        plain_url(text).map(Self).ok_or_else(|| no_plain_url("https://cuenta.example"))
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a collector takes traces: an http or https URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtlpEndpoint(String);

impl OtlpEndpoint {
    /// Takes an http or https URL without user information, query and fragment.
    ///
    /// # Errors
    /// What it must be.
    pub fn new(text: &str) -> Result<Self, String> {
        plain_url(text).map(Self).ok_or_else(|| no_plain_url("http://127.0.0.1:4318"))
    }

    /// The address that traces are posted to: below the endpoint, as the OTLP specification says.
    #[must_use]
    pub fn traces(&self) -> String {
        format!("{}/v1/traces", self.0)
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// An object a line, for programs.
    Json,
}

impl LogFormat {
    /// The format with this name.
    ///
    /// # Errors
    /// What it must be.
    pub fn named(name: &str) -> Result<Self, String> {
        match name {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(format!("must be text or json, not {}", quoted(name))),
        }
    }
}

/// How much of a value may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Secrecy {
    /// All of it.
    Open,
    /// All but the password in it.
    Password,
    /// Nothing.
    Secret,
}

impl Secrecy {
    /// The value as it may be seen.
    pub(super) fn mask(self, text: &str) -> String {
        match self {
            Self::Open => text.to_owned(),
            Self::Password => without_password(text),
            Self::Secret => MASK.to_owned(),
        }
    }
}

/// Reads an IP address with a port.
pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("must be an IP address with a port, such as 127.0.0.1:8080, not {}", quoted(text)))
}

/// Reads an IP address with a port, or `off`, which is none.
pub(super) fn address_or_off(text: &str) -> Result<Option<SocketAddr>, String> {
    if text == "off" {
        return Ok(None);
    }
    let wrong = |_| format!("must be an IP address with a port, such as 127.0.0.1:9464, or off, not {}", quoted(text));
    text.parse().map(Some).map_err(wrong)
}

/// Reads a text that says something.
pub(super) fn not_blank(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("must not be blank".to_owned()) } else { Ok(text.to_owned()) }
}

/// Reads a boolean.
pub(super) fn boolean(text: &str) -> Result<bool, String> {
    text.parse().map_err(|_| format!("must be true or false, not {}", quoted(text)))
}

/// Reads a number of at least one.
pub(super) fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        Ok(_) | Err(_) => Err(format!("must be a whole number of at least 1, not {}", quoted(text))),
    }
}

/// Reads a cost a second; none where there is no limit.
pub(super) fn rate(text: &str) -> Result<Option<NonZeroU32>, String> {
    match text {
        "off" => Ok(None),
        _ => text
            .parse()
            .map(Some)
            .map_err(|_| format!("must be a whole number from 1 to {}, or off, not {}", u32::MAX, quoted(text))),
    }
}

/// Reads the size of a cache in mebibytes, as bytes; none where it is switched off.
pub(super) fn cache(text: &str) -> Result<Option<u64>, String> {
    const MOST: u64 = 1024 * 1024;
    match (text, text.parse()) {
        ("off", _) => Ok(None),
        (_, Ok(size @ 1..=MOST)) => Ok(Some(size * 1024 * 1024)),
        _ => Err(format!("must be a whole number of mebibytes from 1 to {MOST}, or off, not {}", quoted(text))),
    }
}

/// Reads the address of a key set.
pub(super) fn jwks_url(text: &str) -> Result<Location, String> {
    askable(text).map(Location::Set)
}

/// Reads an issuer, which is kept as it is spelled.
pub(super) fn oidc_issuer(text: &str) -> Result<Location, String> {
    let address = askable(text)?;
    if address.query().is_some() || address.fragment().is_some() {
        return Err("must be a URL without a query and a fragment".to_owned());
    }
    Ok(Location::Issuer(text.to_owned()))
}

fn askable(text: &str) -> Result<Url, String> {
    let is_whole = text.starts_with("http://") || text.starts_with("https://");
    // The URL Standard would mend these in silence, and an issuer must be as tokens spell it.
    let is_mended = text.contains(|sign: char| sign.is_whitespace() || sign.is_control() || sign == '\\');
    let address = Url::parse(text).ok().filter(|address| is_whole && !is_mended && may_be_asked(address));
    address.ok_or_else(|| {
        "must be an https URL without user information, such as https://id.example (http only on this machine)"
            .to_owned()
    })
}

/// Reads a file of documents.
pub(super) fn trusted_documents(path: &str) -> Result<TrustedDocuments, String> {
    let json = fs::read_to_string(path)
        .map_err(|error| format!("must be the path of a JSON file, and {} cannot be read: {error}", quoted(path)))?;
    TrustedDocuments::read(&json).map_err(|problem| format!("names the file {}, which {problem}", quoted(path)))
}

/// Reads directives of tracing-subscriber's `EnvFilter`.
pub(super) fn log_filter(text: &str) -> Result<String, String> {
    match EnvFilter::try_new(text) {
        Ok(_) if !text.trim().is_empty() => Ok(text.to_owned()),
        Ok(_) | Err(_) => Err(format!(
            "must be a level or a list of directives, such as info or info,api=debug, not {}",
            quoted(text)
        )),
    }
}

/// Reads a public key, which is a PEM, or else the path of a PEM file.
pub(super) fn public_key(text: &str) -> Result<PublicKey, String> {
    if text.contains("-----BEGIN ") {
        return PublicKey::from_pem(text).map_err(|error| format!("is refused: {error}"));
    }
    let pem = fs::read_to_string(text).map_err(|error| {
        format!("must be a PEM or the path of a PEM file, and the file {} cannot be read: {error}", quoted(text))
    })?;
    PublicKey::from_pem(&pem).map_err(|error| format!("names the file {}, which is refused: {error}", quoted(text)))
}

/// An http or https URL without user information, query and fragment, and without a slash at its end.
fn plain_url(text: &str) -> Option<String> {
    let is_whole = text.starts_with("http://") || text.starts_with("https://");
    // The URL Standard would mend these in silence.
    let is_mended = text.contains(|sign: char| sign.is_whitespace() || sign.is_control() || sign == '\\');
    let is_plain = is_whole && !is_mended && !text.contains(['?', '#', '@']) && !text.contains(":///");
    let url = Url::parse(text).ok().filter(|_| is_plain)?;
    Some(url.as_str().trim_end_matches('/').to_owned())
}

fn no_plain_url(example: &str) -> String {
    format!("must be an http or https URL without user information, query and fragment, such as {example}")
}

/// A value in a sentence of one line.
fn quoted(text: &str) -> String {
    format!("`{}`", text.escape_debug())
}

/// A database's address with its password masked, which stands before the host or among the parameters.
fn without_password(text: &str) -> String {
    if text.starts_with("sqlite:") {
        return text.to_owned();
    }
    let Ok(mut url) = Url::parse(text) else {
        return MASK.to_owned();
    };
    if url.password().is_some() && url.set_password(Some(MASK)).is_err() {
        return MASK.to_owned();
    }
    let is_password = |name: &str| name.eq_ignore_ascii_case("password");
    if url.query_pairs().any(|(name, _)| is_password(&name)) {
        let masked: Vec<(String, String)> = url
            .query_pairs()
            .map(|(name, value)| {
                let value = if is_password(&name) { MASK.to_owned() } else { value.into_owned() };
                (name.into_owned(), value)
            })
            .collect();
        url.query_pairs_mut().clear().extend_pairs(masked);
    }
    url.into()
}
