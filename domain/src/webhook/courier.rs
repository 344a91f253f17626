//! What carries deliveries over the network. The domain knows only what it is asked and what it answers.

use std::{fmt, time::Duration};

use futures_util::future::BoxFuture;
use url::Url;

/// How many bytes of an answer are kept.
pub const RESPONSE_MAX: usize = 8192;

/// Carries deliveries over the network.
pub trait Courier: fmt::Debug + Send + Sync {
    /// Whether a URL leads only where deliveries may go, as far as its host's name resolves now.
    ///
    /// A name that does not resolve leads nowhere yet; it is asked again at each delivery.
    fn may_reach<'a>(&'a self, url: &'a Url) -> BoxFuture<'a, bool>;

    /// Sends a delivery once, to an address that may be reached, and follows no redirect. Takes seconds at most.
    fn deliver(&self, parcel: Parcel) -> BoxFuture<'_, Receipt>;
}

/// One message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Where to.
    pub url: Url,
    /// `webhook-id`: the same at each attempt.
    pub id: String,
    /// `webhook-timestamp`: of the attempt, in seconds since 1970.
    pub timestamp: i64,
    /// `webhook-signature`.
    pub signature: String,
    /// The body, JSON.
    pub body: String,
}

/// What came of one attempt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// How the answer's body began, at most [`RESPONSE_MAX`] bytes.
    pub response: Option<String>,
    /// How long the answer asks to be left alone.
    pub retry_after: Option<Duration>,
    /// Why there was no answer, in a sentence for whoever runs the endpoint.
    pub error: Option<String>,
}

impl Receipt {
    /// Whether the delivery arrived: a status from 200 to 299.
    #[must_use]
    pub fn arrived(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }

    /// Whether the endpoint says that it wants no more: 410.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.status == Some(410)
    }
}

/// For commands that send nothing: it reaches nothing.
#[derive(Clone, Copy, Debug)]
pub struct NoCourier;

impl Courier for NoCourier {
    fn may_reach<'a>(&'a self, _url: &'a Url) -> BoxFuture<'a, bool> {
        Box::pin(std::future::ready(false))
    }

    fn deliver(&self, _parcel: Parcel) -> BoxFuture<'_, Receipt> {
        let error = Some("There is no network.".to_owned());
        Box::pin(std::future::ready(Receipt { error, ..Receipt::default() }))
    }
}
