//! GraphQL over server-sent events, the distinct connections mode:
//! <https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md>.
//!
//! A request that does not run is answered as over HTTP, with a status. The others are answered with a stream, which a
//! task of its own feeds: it notices that a client reads too slowly while the server waits for that client.

use std::{convert::Infallible, pin::pin, sync::Arc, time::Duration};

use async_graphql::{Executor, Response as Outcome, ServerError, parser::types::OperationType};
use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
};
use futures_util::{
    StreamExt as _,
    stream::{self, BoxStream},
};
use schema::{error::Code, parts};
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval_at, timeout},
};

use super::{
    answer::{self, Answer, BROKEN, Rejected, has_run, internal_error, refusal},
    host::{Host, Refused},
    http::{Entry, Received},
    media_type::MediaType,
    stream::{Panicked, events},
};
use crate::telemetry::metrics::Open;

/// The media type of server-sent events.
pub(super) const MEDIA_TYPE: &str = "text/event-stream";

/// A comment, which shows that the connection lives.
const COMMENT: &[u8] = b":\n\n";

type Events = BoxStream<'static, Result<Outcome, Panicked>>;

/// Runs an operation, and answers with its events.
pub(super) async fn answer<E: Executor, H: Host>(entry: Arc<Entry<E, H>>, received: Received<H::Guest>) -> Response {
    let Received { admitted, guest, pass, .. } = received;
    let operation = admitted.operation;
    let is_finite = match operation {
        OperationType::Query | OperationType::Mutation => true,
        OperationType::Subscription => false,
    };
    let (first, events) = if is_finite {
        match entry.run(admitted, pass).await {
            Ok(outcome) => (Some(Ok(outcome)), stream::empty().boxed()),
            Err(refused) => return Rejected::from(refused).into_response(MediaType::GraphqlResponse),
        }
    } else {
        let mut events = events(&entry, admitted, pass).fuse().boxed();
        // Validation waits for nothing, so the first look shows whether it let the subscription begin, which may wait
        // for its first event for long.
        match futures_util::poll!(events.next()) {
            std::task::Poll::Ready(first) => (first, events),
            std::task::Poll::Pending => (None, events),
        }
    };
    let headers = match &first {
        Some(Ok(outcome)) if !has_run(outcome) => return answer::answer(outcome, MediaType::GraphqlResponse),
        Some(Err(Panicked)) => return internal_error(),
        Some(Ok(outcome)) => outcome.http_headers.clone(),
        None => header::HeaderMap::new(),
    };
    let events = stream::iter(first).chain(events).boxed();

    let (to_client, mut from_task) = mpsc::channel(1);
    tokio::spawn(Feed { entry, guest, is_finite, to_client }.run(events));
    let body = stream::poll_fn(move |context| from_task.poll_recv(context).map(|bytes| bytes.map(Ok::<_, Infallible>)));
    let mut response = Response::new(Body::from_stream(body));
    *response.headers_mut() = headers;
    for (name, value) in [
        (header::CONTENT_TYPE, "text/event-stream; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache, no-store"),
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// What fills the body of an answer, no faster than the client takes it.
struct Feed<E, H: Host> {
    entry: Arc<Entry<E, H>>,
    guest: H::Guest,
    /// Whether the operation has an end of its own.
    is_finite: bool,
    /// Has room for one message: with that, the client's own buffers and the server's, all is full.
    to_client: mpsc::Sender<Bytes>,
}

/// Why a stream ends.
enum End {
    /// There are no more events.
    Complete,
    /// The guest may stay no longer.
    Leave(Refused),
    /// The client does not take what it asked for.
    SlowReader,
    /// The process stops.
    Restart,
    /// Something broke on our side.
    Broken,
    /// The client is gone.
    Left,
}

impl<E: Executor, H: Host> Feed<E, H> {
    async fn run(self, events: Events) {
        let _open = Open::sse_stream();
        let end = tokio::select! {
            end = self.send_all(events) => end,
            () = self.to_client.closed() => End::Left,
        };
        let error = match end {
            End::Left => return,
            End::Complete => None,
            End::Leave(refused) => Some(refusal(refused.code, refused.message)),
            End::SlowReader => Some(refusal(Code::Unavailable, "Events are read too slowly.")),
            End::Restart => Some(refusal(Code::Unavailable, "The service restarts; subscribe again.")),
            End::Broken => Some(refusal(Code::Internal, BROKEN)),
        };
        let last = self.send(last(error.as_slice()), self.entry.streams.farewell);
        // A client that does not take this either is left to the server, which ends connections that stand still.
        let _ = last.await;
    }

    async fn send_all(&self, mut events: Events) -> End {
        let limits = &self.entry.streams;
        let mut leave = pin!(self.entry.host.leave_ends(&self.guest));
        // A first comment brings the headers through whatever waits for a body.
        let begin = if self.is_finite { Instant::now() + limits.keep_alive } else { Instant::now() };
        let mut keep_alive = interval_at(begin, limits.keep_alive);
        keep_alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let message = tokio::select! {
                event = events.next() => match event {
                    Some(Ok(outcome)) => match next(&Answer::of(&outcome)) {
                        Some(message) => message,
                        None => return End::Broken,
                    },
                    Some(Err(Panicked)) => return End::Broken,
                    None => return End::Complete,
                },
                _ = keep_alive.tick() => Bytes::from_static(COMMENT),
                refused = &mut leave => return End::Leave(refused),
                () = self.entry.shutdown.begun(), if !self.is_finite => return End::Restart,
            };
            tokio::select! {
                sent = self.send(message, limits.patience) => match sent {
                    Ok(()) => {}
                    Err(end) => return end,
                },
                refused = &mut leave => return End::Leave(refused),
            }
        }
    }

    /// Hands a message to the server once it has room.
    async fn send(&self, message: Bytes, patience: Duration) -> Result<(), End> {
        match timeout(patience, self.to_client.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Left),
            Err(_) => Err(End::SlowReader),
        }
    }
}

/// The event `next`; JSON is written on one line, as an event's data must be.
fn next(answer: &Answer<'_>) -> Option<Bytes> {
    match parts::json(answer) {
        Ok(json) => Some([b"event: next\ndata: ", &json[..], b"\n\n"].concat().into()),
        Err(cause) => {
            tracing::error!(%cause, "an event cannot be written as JSON");
            None
        }
    }
}

/// What ends a stream: the reason, where it is not that all was said, and the event `complete`. It has a line of data,
/// for without one browsers drop an event.
fn last(errors: &[ServerError]) -> Bytes {
    let reason = if errors.is_empty() { None } else { next(&Answer::refused(errors)) };
    let mut message = reason.map(Vec::from).unwrap_or_default();
    message.extend_from_slice(b"event: complete\ndata:\n\n");
    message.into()
}

#[cfg(test)]
mod tests;
