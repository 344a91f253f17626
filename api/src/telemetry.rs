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
mod traces;

use std::sync::{Arc, OnceLock};

use self::metrics::Transport;
pub(crate) use self::{listener::MetricsListener, log::install, scrape::Scrape};

tokio::task_local! {
    /// The request that is being answered.
    static CURRENT: Current;
}

/// What is known of a request wherever it is answered.
#[derive(Clone, Debug)]
struct Current {
    transport: Transport,
    request_id: Arc<str>,
    /// What the log's line about the request tells of its operation, where it has one.
    operation: Arc<OnceLock<Told>>,
}

/// An operation as the log's line tells it.
#[derive(Clone, Debug)]
struct Told {
    kind: &'static str,
    name: Option<String>,
}
