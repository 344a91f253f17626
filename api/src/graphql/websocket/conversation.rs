//! One connection, from its first message to its last.

use std::{
    pin::{Pin, pin},
    sync::Arc,
};

use async_graphql::Executor;
use axum::{
    extract::ws::{Message, Utf8Bytes, WebSocket},
    http::{HeaderMap, HeaderName, HeaderValue, header},
};
use schema::{error::Code, upload::Uploads};
use serde_json::{Map, Value};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep, timeout};

use super::{
    PROTOCOL,
    end::End,
    message::{self, Said},
    operations::{Event, Operations},
};
use crate::{
    graphql::{
        answer::{has_run, refusal},
        host::{Host, Refused},
        http::Entry,
        parameters::Asked,
        stream::{StreamLimits, events_in_turn},
    },
    telemetry::{self, metrics::Transport},
};

/// Holds a conversation to its end, and says why it ends.
pub(super) async fn hold<E: Executor, H: Host>(entry: &Arc<Entry<E, H>>, headers: HeaderMap, mut socket: WebSocket) {
    let end = match converse(entry, headers, &mut socket).await {
        Ok(never) => match never {},
        Err(end) => end,
    };
    tracing::debug!(?end, "a WebSocket ends");
    say_farewell(&mut socket, &end, &entry.streams).await;
}

/// What never is: a conversation ends with a reason.
enum Never {}

async fn converse<E: Executor, H: Host>(
    entry: &Arc<Entry<E, H>>,
    headers: HeaderMap,
    socket: &mut WebSocket,
) -> Result<Never, End> {
    if socket.protocol().is_none_or(|protocol| protocol != PROTOCOL) {
        return Err(End::SubprotocolNotAcceptable);
    }
    let guest = let_in(entry, headers, socket).await?;
    let mut leave = pin!(entry.host.leave_ends(&guest));
    let mut talk = Talk { entry, guest: &guest, operations: Operations::default(), is_stopping: false };
    talk.hold(socket, leave.as_mut()).await
}

/// Finds out who the client is, and acknowledges it.
async fn let_in<E: Executor, H: Host>(
    entry: &Entry<E, H>,
    mut headers: HeaderMap,
    socket: &mut WebSocket,
) -> Result<H::Guest, End> {
    let limits = &entry.streams;
    let mut too_late = pin!(sleep(limits.introduction));
    let payload = loop {
        let said = tokio::select! {
            said = receive(socket, limits) => said?,
            () = &mut too_late => return Err(End::IntroductionTimeout),
            () = entry.shutdown.begun() => return Err(End::Restart),
        };
        match said {
            Some(Said::Init(payload)) => break payload,
            Some(Said::Ping(payload)) => send(socket, message::pong(payload), limits).await?,
            Some(Said::Subscribe { .. }) => return Err(End::Unauthorized),
            Some(Said::Pong | Said::Complete { .. }) | None => {}
        }
    };
    add(&mut headers, payload)?;
    let mut authentication = pin!(async {
        entry.host.expect(&headers).await;
        entry.host.authenticate(&headers).await
    });
    let guest = loop {
        let said = tokio::select! {
            guest = &mut authentication => break guest.map_err(|refused| refused_for(&refused))?,
            said = receive(socket, limits) => said?,
            () = entry.shutdown.begun() => return Err(End::Restart),
        };
        match said {
            Some(Said::Init(_)) => return Err(End::TooManyIntroductions),
            Some(Said::Ping(payload)) => send(socket, message::pong(payload), limits).await?,
            Some(Said::Subscribe { .. }) => return Err(End::Unauthorized),
            Some(Said::Pong | Said::Complete { .. }) | None => {}
        }
    };
    send(socket, message::ack(), limits).await?;
    Ok(guest)
}

fn refused_for(refused: &Refused) -> End {
    match refused.code {
        Code::Unauthenticated
        | Code::Forbidden
        | Code::BadUserInput
        | Code::NotFound
        | Code::CostLimit
        | Code::PersistedQueryNotFound
        | Code::PayloadTooLarge => End::Forbidden,
        Code::RateLimited | Code::Unavailable => End::Unavailable,
        Code::Internal => End::Internal,
    }
}

/// Puts what `connection_init` says in place of the headers of the same meaning: a browser cannot set headers.
fn add(headers: &mut HeaderMap, payload: Map<String, Value>) -> Result<(), End> {
    let known: [(&str, HeaderName); 3] = [
        ("authorization", header::AUTHORIZATION),
        ("acceptLanguage", header::ACCEPT_LANGUAGE),
        ("accept-language", header::ACCEPT_LANGUAGE),
    ];
    let mut said = Vec::new();
    for (name, value) in payload {
        let Some((_, header)) = known.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name)) else {
            continue;
        };
        match value {
            Value::Null => {}
            Value::String(text) => match HeaderValue::from_str(&text) {
                Ok(value) => {
                    if said.contains(&header) {
                        return Err(End::Invalid(format!("The payload says \"{name}\" twice.")));
                    }
                    said.push(header);
                    headers.insert(header, value);
                }
                // No credentials look like this.
                Err(_) if *header == header::AUTHORIZATION => return Err(End::Forbidden),
                Err(_) => return Err(End::Invalid(format!("\"{name}\" has a character that no header has."))),
            },
            _ => return Err(End::Invalid(format!("\"{name}\" is a text."))),
        }
    }
    Ok(())
}

/// The conversation once the client is let in.
struct Talk<'a, E, H: Host> {
    entry: &'a Arc<Entry<E, H>>,
    guest: &'a H::Guest,
    operations: Operations,
    /// Whether only what has an end of its own is still run.
    is_stopping: bool,
}

impl<E: Executor, H: Host> Talk<'_, E, H> {
    async fn hold<L: Future<Output = Refused>>(
        &mut self,
        socket: &mut WebSocket,
        mut leave: Pin<&mut L>,
    ) -> Result<Never, End> {
        let limits = &self.entry.streams;
        let mut keep_alive = interval_at(Instant::now() + limits.keep_alive, limits.keep_alive);
        keep_alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last_heard = Instant::now();
        loop {
            let reply = tokio::select! {
                said = receive(socket, limits) => {
                    let said = said?;
                    last_heard = Instant::now();
                    self.hear(said)?
                }
                (id, event) = self.operations.next() => Some(self.tell(&id, event)?),
                _ = keep_alive.tick() => {
                    if last_heard.elapsed() >= limits.silence {
                        return Err(End::Silence);
                    }
                    Some(message::ping())
                }
                _ = &mut leave => return Err(End::Forbidden),
                () = self.entry.shutdown.begun(), if !self.is_stopping => {
                    self.is_stopping = true;
                    self.operations.stop_endless();
                    None
                }
            };
            if let Some(reply) = reply {
                tokio::select! {
                    sent = send(socket, reply, limits) => sent?,
                    _ = &mut leave => return Err(End::Forbidden),
                }
            }
            if self.is_stopping && self.operations.len() == 0 {
                return Err(End::Restart);
            }
        }
    }

    /// Does what the client says; the answer, where there is one at once.
    fn hear(&mut self, said: Option<Said>) -> Result<Option<serde_json::Result<Utf8Bytes>>, End> {
        match said {
            Some(Said::Init(_)) => Err(End::TooManyIntroductions),
            Some(Said::Ping(payload)) => Ok(Some(message::pong(payload))),
            Some(Said::Subscribe { id, .. }) if self.operations.contains(&id) => Err(End::SubscriberExists(id)),
            Some(Said::Subscribe { id, asked }) => Ok(self.start(id, *asked)),
            Some(Said::Complete { id }) => {
                self.operations.stop(&id);
                Ok(None)
            }
            Some(Said::Pong) | None => Ok(None),
        }
    }

    /// Begins an operation, or says why it does not begin.
    fn start(&mut self, id: String, asked: Asked) -> Option<serde_json::Result<Utf8Bytes>> {
        if self.is_stopping {
            // The connection ends in a moment, and its end says so.
            return None;
        }
        if self.operations.len() >= self.entry.streams.operations {
            let error = refusal(Code::CostLimit, "Too many operations run over this connection.");
            telemetry::metrics::refused(Transport::WebSocket, &error);
            return Some(message::error(&id, &[error]));
        }
        match self.entry.admit(asked, Uploads::default(), self.guest) {
            Ok(admitted) => {
                let operation = admitted.operation;
                self.operations.start(id, operation, events_in_turn(self.entry, admitted));
                None
            }
            Err(rejected) => {
                let error = rejected.into_error();
                telemetry::metrics::refused(Transport::WebSocket, &error);
                Some(message::error(&id, &[error]))
            }
        }
    }

    /// Puts what happened to an operation in words.
    fn tell(&mut self, id: &str, event: Event) -> Result<serde_json::Result<Utf8Bytes>, End> {
        match event {
            Event::Outcome(outcome) if has_run(&outcome) => Ok(message::next(id, &outcome)),
            Event::Outcome(outcome) => {
                self.operations.stop(id);
                Ok(message::error(id, &outcome.errors))
            }
            Event::Panicked => Err(End::Internal),
            Event::Ended => Ok(message::complete(id)),
        }
    }
}

/// What the client says next; none where it only shows that it is there.
///
/// Nothing is lost when this is dropped before it comes back.
async fn receive(socket: &mut WebSocket, limits: &StreamLimits) -> Result<Option<Said>, End> {
    match socket.recv().await {
        Some(Ok(Message::Text(text))) => Said::read(&text, limits.id).map(Some).map_err(End::Invalid),
        Some(Ok(Message::Binary(_))) => Err(End::Invalid("A message is a text.".to_owned())),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
        Some(Ok(Message::Close(_))) | None => Err(End::Left),
        Some(Err(error)) => Err(End::of_error(error)),
    }
}

/// Sends a message, and waits until it has left.
///
/// A message that was begun is kept whole when this is dropped before it comes back.
async fn send(
    socket: &mut WebSocket,
    message: serde_json::Result<Utf8Bytes>,
    limits: &StreamLimits,
) -> Result<(), End> {
    let message = message.map_err(|cause| {
        tracing::error!(%cause, "a message cannot be written as JSON");
        End::Internal
    })?;
    match timeout(limits.patience, socket.send(Message::Text(message))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Left),
        Err(_) => Err(End::SlowReader),
    }
}

/// Closes a connection: says why, and waits a little for the client to hear it.
async fn say_farewell(socket: &mut WebSocket, end: &End, limits: &StreamLimits) {
    let farewell = async {
        if let Some(frame) = end.frame()
            && socket.send(Message::Close(Some(frame))).await.is_err()
        {
            return;
        }
        match end {
            // What the client still sends of its message cannot be told from other messages, and a connection that is
            // closed before it came to read takes the reason with it.
            End::TooLarge | End::Protocol | End::NotUtf8 => std::future::pending().await,
            End::Left
            | End::SubprotocolNotAcceptable
            | End::Invalid(_)
            | End::Unauthorized
            | End::Forbidden
            | End::Unavailable
            | End::IntroductionTimeout
            | End::TooManyIntroductions
            | End::SubscriberExists(_)
            | End::SlowReader
            | End::Silence
            | End::Restart
            | End::Internal => while socket.recv().await.is_some_and(|heard| heard.is_ok()) {},
        }
    };
    // Whether it was heard or not, the connection ends now.
    let _ = timeout(limits.farewell, farewell).await;
}
