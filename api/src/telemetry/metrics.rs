//! What is counted while requests are answered. The numbers that stand somewhere anyway are gathered in `scrape.rs`.
//!
//! Every label has few values, whatever strangers send: they are enums of ours, routes, and fields of the schema.

use std::{cell::RefCell, time::Duration};

use async_graphql::{ServerError, Value};
use domain::metrics::{REVISIONS, WEBHOOK_ATTEMPTS, WebhookOutcome};
use metrics::{
    Counter, Histogram, Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};

use crate::auth;

const HTTP_REQUESTS: &str = "cuenta_http_requests_total";
const OPERATIONS: &str = "cuenta_graphql_operations_total";
/// How long operations take.
pub(super) const OPERATION_DURATION: &str = "cuenta_graphql_operation_duration_seconds";
const REFUSALS: &str = "cuenta_graphql_refusals_total";
const AUTHENTICATION_FAILURES: &str = "cuenta_authentication_failures_total";
const WEBSOCKETS: &str = "cuenta_websockets";
const SSE_STREAMS: &str = "cuenta_sse_streams";
const SUBSCRIPTIONS: &str = "cuenta_subscriptions";
const CONNECTIONS: &str = "cuenta_connections";
/// What operations cost.
pub(super) const COST: &str = "cuenta_graphql_operation_cost";

/// The bounds of the histogram, in seconds: most answers take a few milliseconds, none should take ten seconds.
pub(super) const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// The bounds of the costs: from the least to the most that is admitted.
pub(super) const COSTS: [f64; 8] = [1.0, 5.0, 20.0, 100.0, 500.0, 2_000.0, 5_000.0, 20_000.0];

/// How a GraphQL operation came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    /// One answer over HTTP.
    Http,
    /// Server-sent events.
    Sse,
    /// A WebSocket.
    WebSocket,
}

impl Transport {
    const ALL: [Self; 3] = [Self::Http, Self::Sse, Self::WebSocket];

    fn label(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Sse => "sse",
            Self::WebSocket => "websocket",
        }
    }
}

/// Describes what is counted, and begins at zero what has few labels: an alert sees a first failure as a rise.
pub(super) fn describe() {
    describe_counter!(HTTP_REQUESTS, "Requests that were answered over HTTP.");
    describe_counter!(OPERATIONS, "GraphQL operations that were run, or that validation refused.");
    describe_histogram!(OPERATION_DURATION, Unit::Seconds, "How long queries and mutations took to run.");
    describe_counter!(REFUSALS, "GraphQL requests that were refused before anything was run.");
    describe_counter!(AUTHENTICATION_FAILURES, "Requests and connections whose token or key was no good.");
    describe_counter!(REVISIONS, "Revisions that this node committed.");
    describe_counter!(WEBHOOK_ATTEMPTS, "Attempts of this node to deliver a webhook.");
    describe_gauge!(WEBSOCKETS, "WebSockets that are open.");
    describe_gauge!(SSE_STREAMS, "Streams of server-sent events that are open.");
    describe_gauge!(SUBSCRIPTIONS, "Subscriptions that run.");
    counter!(REVISIONS).absolute(0);
    describe_gauge!(CONNECTIONS, "Connections of clients that are open.");
    describe_histogram!(COST, "What operations that were admitted cost.");
    gauge!(CONNECTIONS).set(0);
    gauge!(WEBSOCKETS).set(0);
    gauge!(SSE_STREAMS).set(0);
    for transport in Transport::ALL {
        gauge!(SUBSCRIPTIONS, "transport" => transport.label()).set(0);
        for code in ["BAD_USER_INPUT", "COST_LIMIT", "INTERNAL", "RATE_LIMITED", "UNAUTHENTICATED", "UNAVAILABLE"] {
            counter!(REFUSALS, "transport" => transport.label(), "code" => code).absolute(0);
        }
    }
    for reason in ["account", "header", "key", "token", "unavailable"] {
        counter!(AUTHENTICATION_FAILURES, "reason" => reason).absolute(0);
    }
    for outcome in WebhookOutcome::ALL {
        counter!(WEBHOOK_ATTEMPTS, "outcome" => outcome.label()).absolute(0);
    }
}

/// Methods, routes and statuses, and what counts the answers that have them.
type Answers = Vec<((&'static str, &'static str, u16), Counter)>;

thread_local! {
    /// Each is looked up once in a thread, for methods and routes are few, and statuses are ours.
    static ANSWERS: RefCell<Answers> = const { RefCell::new(Vec::new()) };
}

/// A request was answered; the route is a pattern, not the path that was asked for.
pub(super) fn answered(method: &'static str, route: &'static str, status: u16) {
    let key = (method, route, status);
    ANSWERS.with_borrow_mut(|answers| {
        if let Some((_, counter)) = answers.iter().find(|(known, _)| *known == key) {
            return counter.increment(1);
        }
        let counter = counter!(HTTP_REQUESTS, "method" => method, "route" => route, "status" => status.to_string());
        counter.increment(1);
        answers.push((key, counter));
    });
}

/// An operation is over: `ok`, or the code of its first error.
pub(super) fn operated(transport: Transport, kind: &'static str, field: &str, outcome: &str) {
    operations(transport, kind, field, outcome).increment(1);
}

fn operations(transport: Transport, kind: &'static str, field: &str, outcome: &str) -> Counter {
    counter!(
        OPERATIONS,
        "transport" => transport.label(),
        "kind" => kind,
        "field" => field.to_owned(),
        "outcome" => outcome.to_owned()
    )
}

/// What counts the answers to one question that come from memory: its labels are looked up once.
#[derive(Debug)]
pub(crate) struct Recalls {
    operations: Counter,
    times: Histogram,
    costs: Histogram,
}

impl Recalls {
    pub(super) fn of(kind: &'static str, field: &str) -> Self {
        Self {
            operations: operations(Transport::Http, kind, field, "ok"),
            times: times(kind, field),
            costs: histogram!(COST),
        }
    }

    pub(super) fn count(&self, cost: u64, time: Duration) {
        self.operations.increment(1);
        self.times.record(time);
        self.costs.record(cost_value(cost));
    }
}

/// A query or a mutation took so long.
pub(super) fn took(kind: &'static str, field: &str, time: Duration) {
    times(kind, field).record(time);
}

fn times(kind: &'static str, field: &str) -> Histogram {
    histogram!(OPERATION_DURATION, "kind" => kind, "field" => field.to_owned())
}

/// A request was refused before anything ran.
pub(crate) fn refused(transport: Transport, error: &ServerError) {
    counter!(REFUSALS, "transport" => transport.label(), "code" => code(error).to_owned()).increment(1);
}

/// The code of an error, which is one of the schema's.
pub(super) fn code(error: &ServerError) -> &str {
    match error.extensions.as_ref().and_then(|extensions| extensions.get("code")) {
        Some(Value::String(code)) => code,
        Some(_) | None => "none",
    }
}

/// Somebody was not let in.
pub(crate) fn authentication_failed(refused: &auth::Refused) {
    let reason = match refused {
        auth::Refused::Header => "header",
        auth::Refused::Token(_) => "token",
        auth::Refused::Key => "key",
        auth::Refused::Account => "account",
        auth::Refused::NoKeys | auth::Refused::LookUp(_) => "unavailable",
    };
    counter!(AUTHENTICATION_FAILURES, "reason" => reason).increment(1);
}

/// An operation was admitted.
pub(crate) fn admitted(cost: u64) {
    histogram!(COST).record(cost_value(cost));
}

/// Costs that are admitted are far below 2^32.
fn cost_value(cost: u64) -> f64 {
    f64::from(u32::try_from(cost).unwrap_or(u32::MAX))
}

/// Something that is open, and counted until it is dropped.
#[derive(Debug)]
pub(crate) struct Open(metrics::Gauge);

impl Open {
    /// A connection of a client.
    pub(crate) fn connection() -> Self {
        Self::counted(gauge!(CONNECTIONS))
    }

    /// A WebSocket.
    pub(super) fn websocket() -> Self {
        Self::counted(gauge!(WEBSOCKETS))
    }

    /// A stream of server-sent events.
    pub(crate) fn sse_stream() -> Self {
        Self::counted(gauge!(SSE_STREAMS))
    }

    /// A subscription.
    pub(super) fn subscription(transport: Transport) -> Self {
        Self::counted(gauge!(SUBSCRIPTIONS, "transport" => transport.label()))
    }

    fn counted(gauge: metrics::Gauge) -> Self {
        gauge.increment(1);
        Self(gauge)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}
