//! What the two transports of streams have in common: limits, and the events of an operation.
//!
//! Events are pulled: nothing runs ahead of what the client takes, and nothing is kept for it beyond one message.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use async_graphql::{Executor, Response as Outcome, parser::types::OperationType};
use futures_util::{
    Stream, StreamExt as _,
    stream::{self, BoxStream},
};

use super::{
    admission::Admitted,
    capacity::{Overrun, Pass},
    host::{Host, Refused},
    http::Entry,
};

/// How long streams wait for their clients, and how much a connection may hold.
#[derive(Clone, Copy, Debug)]
pub struct StreamLimits {
    /// A WebSocket's client says `connection_init` within this.
    pub introduction: Duration,
    /// So often a client is shown that the connection lives: a `ping` over WebSocket, a comment over SSE.
    pub keep_alive: Duration,
    /// A WebSocket of which nothing was heard for so long is closed. It is looked at when a ping is due.
    pub silence: Duration,
    /// So long a message may take to leave; after that the client reads too slowly.
    pub patience: Duration,
    /// So long the last words of a connection may take, and the client's answer to them.
    pub farewell: Duration,
    /// Operations that run at once over one WebSocket.
    pub operations: usize,
    /// Bytes of an operation's id.
    pub id: usize,
}

impl Default for StreamLimits {
    fn default() -> Self {
        Self {
            introduction: Duration::from_secs(5),
            keep_alive: Duration::from_secs(15),
            silence: Duration::from_secs(40),
            patience: Duration::from_secs(10),
            farewell: Duration::from_secs(2),
            operations: 100,
            id: 256,
        }
    }
}

/// A resolver that panicked; the panic hook has told the log.
#[derive(Debug)]
pub(super) struct Panicked;

/// The results of an operation, one for each event of a subscription; the first tells the cost. It keeps its place until it has its result, or its
/// subscription has begun.
pub(super) fn events<E: Executor, H: Host>(
    entry: &Arc<Entry<E, H>>,
    admitted: Admitted,
    pass: Pass,
) -> BoxStream<'static, Result<Outcome, Panicked>> {
    let entry = Arc::clone(entry);
    match admitted.operation {
        OperationType::Query | OperationType::Mutation => {
            let outcome = async move { entry.run(admitted, pass).await.unwrap_or_else(refused) };
            caught(stream::once(outcome))
        }
        OperationType::Subscription => {
            let mut cost = Some(admitted.cost);
            let mut events = entry.schema.execute_stream(admitted.request, None);
            let mut pass = Some(pass);
            caught(stream::poll_fn(move |context| {
                let event = events.poll_next_unpin(context);
                // It has begun; its events wait for others, and take no place.
                drop(pass.take());
                event.map(|event| {
                    event.map(|mut outcome| {
                        if let Some(cost) = cost.take() {
                            entry.tell_cost(&mut outcome, cost);
                        }
                        outcome
                    })
                })
            }))
        }
    }
}

/// The same, of an operation that has no place yet.
pub(super) fn events_in_turn<E: Executor, H: Host>(
    entry: &Arc<Entry<E, H>>,
    admitted: Admitted,
) -> BoxStream<'static, Result<Outcome, Panicked>> {
    let entry = Arc::clone(entry);
    let begun = async move {
        match entry.capacity.operations.enter().await {
            Ok(pass) => events(&entry, admitted, pass),
            Err(Overrun) => stream::iter([Ok(refused(Refused::overrun()))]).boxed(),
        }
    };
    stream::once(begun).flatten().boxed()
}

/// The outcome of an operation that was not run.
fn refused(refused: Refused) -> Outcome {
    Outcome::from_errors(vec![refused.into()])
}

fn caught(outcomes: impl Stream<Item = Outcome> + Send + 'static) -> BoxStream<'static, Result<Outcome, Panicked>> {
    AssertUnwindSafe(outcomes).catch_unwind().map(|outcome| outcome.map_err(|_| Panicked)).boxed()
}
