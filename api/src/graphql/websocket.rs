//! GraphQL over WebSocket, `graphql-transport-ws`:
//! <https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>.
//!
//! A connection is one task that reads, runs operations and writes in turns. Events are pulled when the one before has
//! left, so a client that does not read holds up its own operations, and is ended when it does so for too long.

mod conversation;
mod end;
mod message;
mod operations;

use std::sync::Arc;

use async_graphql::Executor;
use axum::{
    extract::{FromRequestParts as _, WebSocketUpgrade},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::Response,
};
use schema::error::Code;

use super::{answer::Rejected, host::Host, http::Entry, media_type::MediaType};
use crate::telemetry;

/// Bytes that a connection reads at once, and holds while it waits: most wait, and say little.
const BUFFER: usize = 4 * 1024;

const PROTOCOL: &str = "graphql-transport-ws";

/// Whether a request wants to become a WebSocket (RFC 9110, section 7.8).
pub(super) fn is_wanted(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::UPGRADE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.split(',').any(|protocol| protocol.trim().eq_ignore_ascii_case("websocket")))
}

/// Becomes a WebSocket. A client that offers another protocol is let in and told with a close code, as its library
/// would show it nothing else.
pub(super) async fn upgrade<E: Executor, H: Host>(entry: Arc<Entry<E, H>>, mut parts: Parts) -> Response {
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade,
        Err(rejection) => {
            let (status, message) = (rejection.status(), rejection.body_text());
            return Rejected::new(status, Code::BadUserInput, message)
                .with_header(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"))
                .into_response(MediaType::Json);
        }
    };
    let limit = entry.bodies.json;
    let upgrade = upgrade.max_message_size(limit).max_frame_size(limit).protocols([PROTOCOL]);
    let upgrade = upgrade.read_buffer_size(BUFFER).write_buffer_size(BUFFER);
    // The server counts an upgraded request as answered, so the process is told to wait for it.
    let held = entry.shutdown.hold();
    let observed = telemetry::access::connection();
    upgrade.on_upgrade(move |socket| {
        observed.hold(async move {
            conversation::hold(&entry, parts.headers, socket).await;
            drop(held);
        })
    })
}

#[cfg(test)]
mod tests;
