//! What the two transports of streams have in common: limits, and the events of an operation.
//!
//! Events are pulled: nothing runs ahead of what the client takes, and nothing is kept for it beyond one message.

use std::{panic::AssertUnwindSafe, time::Duration};

use async_graphql::{Executor, Request, Response as Outcome};
use futures_util::{StreamExt as _, stream::BoxStream};

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

/// The results of an operation, one for each event of a subscription.
pub(super) fn events<E: Executor>(schema: &E, request: Request) -> BoxStream<'static, Result<Outcome, Panicked>> {
    let events = AssertUnwindSafe(schema.execute_stream(request, None)).catch_unwind();
    events.map(|event| event.map_err(|_| Panicked)).boxed()
}
