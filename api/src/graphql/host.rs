//! What the transports ask of the service around them: who asks, for how long they may, and what a browser is shown.

use std::{future::Future, time::Duration};

use async_graphql::Data;
use axum::{http::HeaderMap, response::Response};
use schema::error::Code;

use super::{answers::Reader, documents::Choice};

/// The service around the transports.
pub trait Host: Send + Sync + 'static {
    /// Somebody who was let in, if only as nobody: who they are, and what else their headers said.
    type Guest: Send + Sync + 'static;

    /// Waits for what it takes to find out who sends these headers, if that has to come from elsewhere. It is called
    /// before a place is taken, for it may take long.
    fn expect(&self, _headers: &HeaderMap) -> impl Future<Output = ()> + Send {
        async {}
    }

    /// Finds out who sends these headers.
    ///
    /// # Errors
    ///
    /// Refuses the whole request, or connection, for instance where a token is no good. Without a token the guest is
    /// nobody, which is no error.
    fn authenticate(&self, headers: &HeaderMap) -> impl Future<Output = Result<Self::Guest, Refused>> + Send;

    /// What one operation of a guest carries through the schema. Each has its own: what one has looked up is no
    /// other's.
    fn data(&self, guest: &Self::Guest) -> Data;

    /// What a guest may do that not everybody may.
    fn rights(&self, guest: &Self::Guest) -> Rights;

    /// By what answers of a guest may be remembered, where they may.
    fn reader(&self, _guest: &Self::Guest) -> Option<Reader> {
        None
    }

    /// Takes a cost from what a guest may spend.
    ///
    /// # Errors
    ///
    /// They have spent too much of late; the refusal says when to come again.
    fn charge(&self, guest: &Self::Guest, cost: u64) -> Result<(), Refused>;

    /// Comes back when the guest may stay no longer, with what they would be refused for if they came again. For
    /// nobody it never does.
    ///
    /// A guard of the schema runs once, at the start of a subscription; the transports end the stream by this.
    fn leave_ends(&self, guest: &Self::Guest) -> impl Future<Output = Refused> + Send;

    /// The page for a browser that opens the address; without one, a browser is answered as any client.
    fn page(&self, _headers: &HeaderMap) -> Option<Response> {
        None
    }
}

/// What a guest may do that not everybody may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    /// Ask about the schema.
    pub introspection: bool,
    /// Which documents they may run.
    pub documents: Choice,
}

/// A request that is refused as a whole, whatever it asks.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What the client is told, and what the status is made of: 401 for [`Code::Unauthenticated`].
    pub code: Code,
    /// A sentence for people.
    pub message: String,
    /// When it may help to come again.
    pub retry_after: Option<Duration>,
}

impl Refused {
    /// A refusal that time alone does not mend.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), retry_after: None }
    }
}
