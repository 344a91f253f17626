//! Webhooks over HTTP: where they may go, and how one is sent.
//!
//! A host is resolved once for each connection; every address that it has is looked at, and one of those is connected to.
//! No redirect is followed and no proxy is asked, so nobody else decides where a delivery goes.

use std::{
    error::Error,
    fmt, io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};
use domain::{
    clock::Clock,
    webhook::{Courier, Parcel, RESPONSE_MAX, Reach, Receipt},
};
use futures_util::future::BoxFuture;
use reqwest::{
    Client, Response,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{CONTENT_TYPE, RETRY_AFTER},
    redirect::Policy,
};
use tokio::time::{Instant, timeout, timeout_at};
use url::{Host, Url};

use crate::tls;

/// How long a connection may take, or the answer of a name server.
const CONNECTING: Duration = Duration::from_secs(5);

/// How long a delivery may take from its beginning to the end of the answer.
const WHOLE: Duration = Duration::from_secs(15);

/// How long a connection is kept for the next delivery.
const IDLE: Duration = Duration::from_secs(30);

/// The most characters that are told of why something went wrong.
const CAUSE_MAX: usize = 200;

/// Tells the addresses that a name has now.
pub trait Names: fmt::Debug + Send + Sync {
    /// Looks a name up.
    fn look_up(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// The names that the machine knows.
#[derive(Clone, Copy, Debug)]
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let name = name.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Sends webhooks over HTTP.
#[derive(Clone, Debug)]
pub struct HttpCourier {
    reach: Reach,
    names: Arc<dyn Names>,
    clock: Arc<dyn Clock>,
    with_tls: Client,
    without_tls: Client,
}

impl HttpCourier {
    /// One that sends where `reach` permits, to hosts as `names` knows them; the clock tells how far off a date is.
    ///
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(reach: Reach, names: Arc<dyn Names>, clock: Arc<dyn Clock>) -> Result<Self, reqwest::Error> {
        let builder = |with_tls| {
            let names = Checked { reach: reach.clone(), names: Arc::clone(&names), with_tls };
            Client::builder()
                .dns_resolver(Arc::new(names))
                .redirect(Policy::none())
                .no_proxy()
                .http1_only()
                .https_only(with_tls)
                .connect_timeout(CONNECTING)
                .pool_idle_timeout(IDLE)
                .user_agent(concat!("Cuenta/", env!("CARGO_PKG_VERSION")))
        };
        let with_tls = tls::client(|| builder(true))?;
        // It speaks to nobody by TLS, so it needs no roots.
        let without_tls = builder(false).tls_certs_only([]).build()?;
        Ok(Self { reach, names, clock, with_tls, without_tls })
    }

    async fn send(&self, parcel: Parcel, deadline: Instant) -> Result<Receipt, String> {
        let with_tls = has_tls(&parcel.url);
        if let Some(address) = literal(&parcel.url)
            && !self.reach.permits(address, with_tls)
        {
            return Err(OUT_OF_REACH.to_owned());
        }
        let client = if with_tls { &self.with_tls } else { &self.without_tls };
        let Parcel { url, id, timestamp, signature, body } = parcel;
        let request = client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(body);
        let answer = timeout_at(deadline, request.send()).await.map_err(|_| TOO_LATE.to_owned())?;
        let mut answer = answer.map_err(|error| sentence(&error))?;
        let retry_after = retry_after(&answer, self.clock.now());
        let response = beginning(&mut answer, deadline).await;
        Ok(Receipt { status: Some(answer.status().as_u16()), response: Some(response), retry_after, error: None })
    }
}

impl Courier for HttpCourier {
    fn may_reach<'a>(&'a self, url: &'a Url) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let with_tls = has_tls(url);
            let addresses = match (literal(url), url.host_str()) {
                (Some(address), _) => vec![address],
                (None, Some(name)) => {
                    // What cannot be told now is told when something is sent.
                    timeout(CONNECTING, self.names.look_up(name)).await.ok().and_then(Result::ok).unwrap_or_default()
                }
                (None, None) => return false,
            };
            // Without TLS only networks that are allowed are reached, and a name that has no address is in none.
            (with_tls || !addresses.is_empty())
                && addresses.iter().all(|address| self.reach.permits(*address, with_tls))
        })
    }

    fn deliver(&self, parcel: Parcel) -> BoxFuture<'_, Receipt> {
        Box::pin(async move {
            let sent = self.send(parcel, Instant::now() + WHOLE).await;
            sent.unwrap_or_else(|error| Receipt { error: Some(error), ..Receipt::default() })
        })
    }
}

/// What is told where an address may not be reached. It does not tell the address: that is the network's matter.
const OUT_OF_REACH: &str = "The host has an address that deliveries may not go to.";

/// What is told where nothing was answered.
const TOO_LATE: &str = "There was no answer within 15 seconds.";

/// Names, of which those that lead where deliveries may not go have no address.
#[derive(Clone, Debug)]
struct Checked {
    reach: Reach,
    names: Arc<dyn Names>,
    with_tls: bool,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let Self { reach, names, with_tls } = self.clone();
        Box::pin(async move {
            let found = timeout(CONNECTING, names.look_up(name.as_str())).await.map_err(|_| NoAddress::Unknown)?;
            let found = found.ok().filter(|found| !found.is_empty()).ok_or(NoAddress::Unknown)?;
            if !found.iter().all(|address| reach.permits(*address, with_tls)) {
                return Err(NoAddress::OutOfReach.into());
            }
            let addresses: Addrs = Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

/// Why a name leads nowhere.
#[derive(Clone, Copy, Debug, thiserror::Error)]
enum NoAddress {
    /// It may not.
    #[error("{OUT_OF_REACH}")]
    OutOfReach,
    /// Nobody knows it.
    #[error("The host's name has no address.")]
    Unknown,
}

fn has_tls(url: &Url) -> bool {
    url.scheme() == "https"
}

/// The address that a URL names by itself.
fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
        Host::Domain(_) => None,
    }
}

/// What went wrong, for whoever runs the endpoint.
fn sentence(error: &reqwest::Error) -> String {
    let mut deepest: &dyn Error = error;
    while let Some(cause) = deepest.source() {
        deepest = cause;
    }
    if let Some(no_address) = deepest.downcast_ref::<NoAddress>() {
        return no_address.to_string();
    }
    if error.is_timeout() {
        return TOO_LATE.to_owned();
    }
    let what = if error.is_connect() { "No connection could be made" } else { "The answer could not be read" };
    // The other side may have a say in it, as in the names of its certificate.
    let cause: String = deepest.to_string().chars().take(CAUSE_MAX).collect();
    format!("{what}: {cause}.")
}

/// How an answer's body begins. What comes later is not read.
async fn beginning(answer: &mut Response, deadline: Instant) -> String {
    let mut read = Vec::new();
    while read.len() < RESPONSE_MAX {
        // The status has been told: a body that breaks off or never ends is no failure.
        match timeout_at(deadline, answer.chunk()).await {
            Ok(Ok(Some(chunk))) => read.extend_from_slice(&chunk),
            Ok(Ok(None) | Err(_)) | Err(_) => break,
        }
    }
    read.truncate(RESPONSE_MAX);
    String::from_utf8_lossy(&read).into_owned()
}

/// How long the answer asks to be left alone: seconds, or until a date (RFC 9110, 10.2.3).
fn retry_after(answer: &Response, now: DateTime<Utc>) -> Option<Duration> {
    let asks = matches!(answer.status().as_u16(), 429 | 503);
    let value = answer.headers().get(RETRY_AFTER).filter(|_| asks)?.to_str().ok()?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(value).ok()?;
    (until.to_utc() - now).to_std().ok()
}

#[cfg(test)]
mod tests;
