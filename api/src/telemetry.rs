//! What an operator sees of the process: its log, its metrics and its traces.
//!
//! None of them holds a name, an e-mail address, a token, a document or a variable: operations are known by their kind
//! and the field of the schema that they ask for, requests by their id.

pub(crate) mod access;
mod lines;
mod listener;
mod log;
pub(crate) mod metrics;
pub(crate) mod operations;
mod scrape;
mod text;
mod traces;

use std::sync::{Arc, OnceLock};

use axum::http::HeaderValue;

use self::metrics::Transport;
pub(crate) use self::{listener::MetricsListener, log::install, scrape::Scrape};

tokio::task_local! {
    /// The request that is being answered.
    static CURRENT: Current;
}

/// What is known of a request wherever it is answered. Clones share it.
#[derive(Clone, Debug)]
struct Current(Arc<Known>);

#[derive(Debug)]
struct Known {
    transport: Transport,
    request_id: RequestId,
    /// What the log's line about the request tells of its operation, where it has one.
    operation: OnceLock<Told>,
}

impl Current {
    fn new(transport: Transport, request_id: RequestId) -> Self {
        Self(Arc::new(Known { transport, request_id, operation: OnceLock::new() }))
    }
}

/// An operation as the log's line tells it.
#[derive(Debug)]
struct Told {
    kind: &'static str,
    name: Option<Arc<str>>,
}

/// The name by which a request is known: letters, digits and a few marks, as a header's value.
#[derive(Clone, Debug)]
struct RequestId(HeaderValue);

impl RequestId {
    fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }
}
