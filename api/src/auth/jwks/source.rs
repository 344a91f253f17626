//! Key sets over HTTP.

use std::{error::Error as _, fmt, time::Duration};

use futures_util::future::BoxFuture;
use reqwest::{Client, Response, StatusCode, header::CACHE_CONTROL, redirect::Policy};
use serde_json::Value;
use tokio::time::timeout;
use url::{Host, Url};

use super::{Fetched, Source};
use crate::tls;

/// How long a fetch may take, from its beginning to its end.
pub(super) const TIME: Duration = Duration::from_secs(5);
/// Bytes of an answer.
const BYTES: usize = 256 * 1024;

/// Where a provider's keys are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// At this address.
    Set(Url),
    /// Where the provider's configuration says, which stands below its issuer's address (OpenID Connect Discovery 1.0,
    /// section 4). The issuer is kept as it was spelled: tokens must spell it so as well.
    Issuer(String),
}

/// Why there are no newer keys.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The request failed.
    #[error("{address}: {cause}")]
    Request {
        /// What was asked.
        address: String,
        /// What came in the way.
        cause: String,
    },
    /// No answer in time.
    #[error("there was no answer within 5 seconds")]
    TooLate,
    /// An answer that is not 200.
    #[error("{address} answers with {status}")]
    Status {
        /// What was asked.
        address: String,
        /// Its answer.
        status: StatusCode,
    },
    /// An answer that is too long.
    #[error("{0} answers with more than 256 KB")]
    TooLong(String),
    /// An answer that is no JSON.
    #[error("{0} answers with no JSON")]
    NoJson(String),
    /// A configuration of another issuer (section 4.3).
    #[error("the configuration is of the issuer {0:?}")]
    Issuer(String),
    /// A configuration without an address of keys that may be asked.
    #[error("the configuration names no `jwks_uri` that is https")]
    NoAddress,
    /// A document that is no key set.
    #[error("the document is no JSON Web Key Set")]
    NoSet,
    /// A set without a key that verifies signatures.
    #[error("the set has no RSA, P-256 or Ed25519 key that verifies signatures")]
    NoKey,
}

/// Asks a provider over HTTP.
#[derive(Clone, Debug)]
pub struct HttpSource {
    client: Client,
    location: Location,
}

impl HttpSource {
    /// One that asks there. No redirect is followed and no proxy is asked.
    ///
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(location: Location) -> Result<Self, reqwest::Error> {
        let builder = || {
            Client::builder()
                .redirect(Policy::none())
                .no_proxy()
                .user_agent(concat!("Cuenta/", env!("CARGO_PKG_VERSION")))
        };
        Ok(Self { client: tls::client(builder)?, location })
    }

    async fn set(&self) -> Result<Fetched, Problem> {
        let address = match &self.location {
            Location::Set(address) => address.clone(),
            Location::Issuer(issuer) => self.discovered(issuer).await?,
        };
        let (set, max_age) = self.json(&address).await?;
        Ok(Fetched { set, max_age })
    }

    /// Where a provider says that its keys are.
    async fn discovered(&self, issuer: &str) -> Result<Url, Problem> {
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let address = Url::parse(&address).map_err(|_| Problem::NoAddress)?;
        let (configuration, _) = self.json(&address).await?;
        let text = |name: &str| configuration.get(name).and_then(Value::as_str).unwrap_or_default();
        if text("issuer") != issuer {
            return Err(Problem::Issuer(text("issuer").chars().take(200).collect()));
        }
        Url::parse(text("jwks_uri")).ok().filter(may_be_asked).ok_or(Problem::NoAddress)
    }

    async fn json(&self, address: &Url) -> Result<(Value, Option<Duration>), Problem> {
        let shown = address.to_string();
        let failed = |error: reqwest::Error| Problem::Request { address: shown.clone(), cause: cause(&error) };
        let mut answer = self.client.get(address.clone()).send().await.map_err(failed)?;
        if answer.status() != StatusCode::OK {
            return Err(Problem::Status { address: shown, status: answer.status() });
        }
        let max_age = max_age(&answer);
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > BYTES {
                return Err(Problem::TooLong(shown));
            }
        }
        let json = serde_json::from_slice(&bytes).map_err(|_| Problem::NoJson(shown))?;
        Ok((json, max_age))
    }
}

impl Source for HttpSource {
    fn fetch(&self) -> BoxFuture<'_, Result<Fetched, Problem>> {
        Box::pin(async { timeout(TIME, self.set()).await.unwrap_or(Err(Problem::TooLate)) })
    }
}

/// Whether keys may come from an address: only TLS tells who answers, but for a provider on this machine.
#[must_use]
pub(crate) fn may_be_asked(address: &Url) -> bool {
    let is_here = match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let has_user = !address.username().is_empty() || address.password().is_some();
    address.has_host() && !has_user && (address.scheme() == "https" || (address.scheme() == "http" && is_here))
}

/// `max-age` of `Cache-Control` (RFC 9111, section 5.2.2.1).
fn max_age(answer: &Response) -> Option<Duration> {
    let values = answer.headers().get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    let mut directives = values.flat_map(|value| value.split(',')).map(str::trim);
    let seconds = directives.find_map(|directive| {
        let (name, seconds) = directive.split_once('=')?;
        name.eq_ignore_ascii_case("max-age").then(|| seconds.trim_matches('"').parse().ok()).flatten()
    });
    seconds.map(Duration::from_secs)
}

/// The innermost cause, which says most.
fn cause(error: &reqwest::Error) -> String {
    let mut innermost: &dyn fmt::Display = error;
    let mut source = error.source();
    while let Some(next) = source {
        innermost = next;
        source = next.source();
    }
    innermost.to_string()
}
