//! An executor that tells what it executes: every transport's operations come through here.

use std::{
    mem,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use async_graphql::{
    Data, Executor, Request, Response,
    parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection},
};
use futures_util::{StreamExt as _, stream, stream::BoxStream};
use tracing::{Instrument as _, Span};

use super::{
    CURRENT, Told, log, metrics,
    metrics::{Open, Transport},
};
use crate::graphql::answer::has_run;

/// What an operation is known by that validation refused: what it asks for stands in no schema.
const OTHER: &str = "other";

/// The most characters of an operation's name that are told.
const NAME_MAX: usize = 64;

/// The most fragments inside each other in which the first field is looked for.
const FRAGMENTS_MAX: usize = 8;

/// Runs operations, and tells the log, the metrics and the traces of them.
#[derive(Clone, Debug)]
pub(crate) struct Observed<E>(pub(crate) E);

impl<E: Executor> Executor for Observed<E> {
    async fn execute(&self, mut request: Request) -> Response {
        let mut running = Running::of(&mut request, Transport::Http);
        let response = self.0.execute(request).instrument(running.traced()).await;
        running.saw(&response);
        response
    }

    fn execute_stream(&self, mut request: Request, session_data: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        let mut running = Running::of(&mut request, Transport::Sse);
        let span = running.streamed();
        let mut events = self.0.execute_stream(request, session_data);
        let next = move |context: &mut Context<'_>| {
            let polled = span.in_scope(|| events.poll_next_unpin(context));
            match &polled {
                Poll::Ready(Some(response)) => running.saw(response),
                Poll::Ready(None) => {}
                Poll::Pending => running.waits(),
            }
            polled
        };
        stream::poll_fn(next).boxed()
    }
}

/// What is told of an operation: its kind, its name, and the first field that it asks for.
#[derive(Debug)]
pub(crate) struct Described {
    kind: OperationType,
    name: Option<Arc<str>>,
    field: String,
    /// What counts its answers from memory.
    recalls: OnceLock<metrics::Recalls>,
}

impl Described {
    /// The operation that a request means.
    pub(crate) fn of(request: &mut Request) -> Self {
        let name = request.operation_name.clone();
        let (kind, name, field) = match request.parsed_query() {
            Ok(document) => described(document, name.as_deref()),
            // Admission has parsed it; what cannot be parsed is told by the executor.
            Err(_) => (OperationType::Query, None, OTHER.to_owned()),
        };
        Self { kind, name, field, recalls: OnceLock::new() }
    }

    /// Tells that it was answered over HTTP from memory, and what it cost; that took so long.
    pub(crate) fn recalled(&self, cost: u64, time: Duration) {
        record(self.kind, self.name.as_ref());
        self.recalls.get_or_init(|| metrics::Recalls::of(label(self.kind), &self.field)).count(cost, time);
    }
}

/// An operation that runs. One that is dropped before it had a result was left by its client, or it panicked.
struct Running {
    transport: Transport,
    described: Described,
    begun: Instant,
    is_told: bool,
    _open: Option<Open>,
}

impl Running {
    fn of(request: &mut Request, unless_known: Transport) -> Self {
        // A request over HTTP that is executed as a stream is answered by server-sent events.
        let transport = match CURRENT.try_with(|current| current.0.transport) {
            Ok(Transport::WebSocket) => Transport::WebSocket,
            Ok(Transport::Http | Transport::Sse) | Err(_) => unless_known,
        };
        let described = Described::of(request);
        let (kind, name) = (described.kind, described.name.as_ref());
        if transport != Transport::WebSocket {
            record(kind, name);
        }
        tracing::debug!(operation = label(kind), name = name.map(AsRef::as_ref), "an operation is run");
        let open = match kind {
            OperationType::Query | OperationType::Mutation => None,
            OperationType::Subscription => Some(Open::subscription(transport)),
        };
        Self { transport, described, begun: Instant::now(), is_told: false, _open: open }
    }

    /// The span of a trace.
    fn traced(&self) -> Span {
        let kind = label(self.described.kind);
        tracing::debug_span!("operation", otel.name = kind, graphql.operation.type = kind)
    }

    /// The span of a stream: a subscription may run for days, and only the log knows it by its request's id.
    fn streamed(&self) -> Span {
        match self.described.kind {
            OperationType::Query | OperationType::Mutation => self.traced(),
            OperationType::Subscription => CURRENT
                .try_with(|current| {
                    let request_id = current.0.request_id.as_str();
                    tracing::error_span!(target: log::ONLY, parent: None, "subscription", %request_id)
                })
                .unwrap_or_else(|_| Span::none()),
        }
    }

    /// Tells what came of it, by its first result.
    fn saw(&mut self, response: &Response) {
        let kind = self.described.kind;
        // What ran was valid, so its field is one of the schema.
        let field = if has_run(response) { self.described.field.as_str() } else { OTHER };
        if !self.is_told && kind != OperationType::Subscription {
            metrics::took(label(kind), field, self.begun.elapsed());
        }
        tell(&mut self.is_told, self.transport, kind, field, response.errors.first().map_or("ok", metrics::code));
    }

    /// Tells of a subscription that it began: validation waits for nothing, so what waits has passed it.
    fn waits(&mut self) {
        let Described { kind, field, .. } = &self.described;
        if *kind == OperationType::Subscription {
            tell(&mut self.is_told, self.transport, *kind, field, "ok");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        tell(&mut self.is_told, self.transport, self.described.kind, OTHER, "aborted");
    }
}

/// Counts an operation, unless it was counted.
fn tell(is_told: &mut bool, transport: Transport, kind: OperationType, field: &str, outcome: &str) {
    if !mem::replace(is_told, true) {
        metrics::operated(transport, label(kind), field, outcome);
    }
}

/// Puts an operation in the log's line about its request.
fn record(kind: OperationType, name: Option<&Arc<str>>) {
    // Where nobody observes the request there is no line.
    let _ = CURRENT.try_with(|current| {
        // A request has one operation.
        let _ = current.0.operation.set(Told { kind: label(kind), name: name.cloned() });
    });
}

fn label(kind: OperationType) -> &'static str {
    match kind {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    }
}

/// The kind, the name and the first field of the operation that is meant. The name is one of the document, so it is a
/// plain one; it is left out where it is long.
fn described(document: &ExecutableDocument, name: Option<&str>) -> (OperationType, Option<Arc<str>>, String) {
    let (name, operation) = match &document.operations {
        DocumentOperations::Single(operation) => (None, Some(operation)),
        DocumentOperations::Multiple(operations) => {
            let meant = operations.iter().find(|(given, _)| name.is_none_or(|name| given.as_str() == name));
            (meant.map(|(name, _)| name.as_str()), meant.map(|(_, operation)| operation))
        }
    };
    let name = name.filter(|name| name.len() <= NAME_MAX).map(Arc::from);
    match operation {
        Some(operation) => (operation.node.ty, name, first_field(document, &operation.node)),
        None => (OperationType::Query, None, OTHER.to_owned()),
    }
}

/// The name, not the alias, of the first field that an operation asks for.
fn first_field(document: &ExecutableDocument, operation: &OperationDefinition) -> String {
    let mut selections = &operation.selection_set.node;
    for _ in 0..FRAGMENTS_MAX {
        match selections.items.first().map(|selection| &selection.node) {
            Some(Selection::Field(field)) => return field.node.name.node.to_string(),
            Some(Selection::InlineFragment(inline)) => selections = &inline.node.selection_set.node,
            Some(Selection::FragmentSpread(spread)) => match document.fragments.get(&spread.node.fragment_name.node) {
                Some(fragment) => selections = &fragment.node.selection_set.node,
                None => break,
            },
            None => break,
        }
    }
    OTHER.to_owned()
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn of(document: &str, name: Option<&str>) -> (OperationType, Option<Arc<str>>, String) {
        described(&parse_query(document).unwrap(), name)
    }

    fn told(kind: OperationType, name: Option<&str>, field: &str) -> (OperationType, Option<Arc<str>>, String) {
        (kind, name.map(Arc::from), field.to_owned())
    }

    #[test]
    fn an_operation_is_known_by_its_kind_its_name_and_its_first_field() {
        let query = OperationType::Query;
        assert_eq!(of("{ account { id } viewer { subject } }", None), told(query, None, "account"));
        assert_eq!(of("{ secret: account { id } }", None), told(query, None, "account"));
        assert_eq!(of("query Page { account { id } }", None), told(query, Some("Page"), "account"));
        let several = "query A { account { id } } mutation B { updateCompany { userErrors { code } } }";
        assert_eq!(of(several, Some("B")), told(OperationType::Mutation, Some("B"), "updateCompany"));
        let spread = "query A { ...F } fragment F on Query { ... on Query { viewer { subject } } }";
        assert_eq!(of(spread, None), told(query, Some("A"), "viewer"));
    }

    #[test]
    fn a_long_name_is_left_out() {
        let longest = "n".repeat(64);
        assert_eq!(of(&format!("query {longest} {{ a }}"), None).1, Some(longest.as_str().into()));
        assert_eq!(of(&format!("query {longest}n {{ a }}"), None).1, None);
    }
}
