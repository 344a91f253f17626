//! What every request passes first and last: it gets its id and its span, and the log a line about it.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::Response,
};
use opentelemetry::trace::FutureExt as _;
use tracing::{Instrument as _, Span, field};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use uuid::Uuid;

use super::{
    CURRENT, Current, log, metrics,
    metrics::{Open, Transport},
    traces,
};
use crate::app::REQUEST_ID;

/// The most characters of a request id that a client gives.
const REQUEST_ID_MAX: usize = 64;

/// Gives a request its id, answers it within its spans, and tells that it was answered.
pub(crate) async fn observe(mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let request_id = taken_over(request.headers()).unwrap_or_else(|| Uuid::now_v7().simple().to_string());
    let header = HeaderValue::from_str(&request_id).ok();
    if let Some(header) = &header {
        request.headers_mut().insert(REQUEST_ID, header.clone());
    }
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let span = tracing::error_span!(
        target: log::ONLY,
        "request",
        request_id,
        method,
        path = request.uri().path(),
        operation = field::Empty,
        name = field::Empty,
    );
    let traced = traces::request_span(&span, method, &route, request.headers());
    let mut told = Told { span: span.clone(), method, route, begun, status: None };
    let current = Current { transport: Transport::Http, request_id: request_id.into(), log: span.clone() };
    let answering = next.run(request).instrument(traced.clone()).instrument(span);
    let mut response = CURRENT.scope(current, answering).await;
    if let Some(header) = header {
        response.headers_mut().insert(REQUEST_ID, header);
    }
    traces::answered(&traced, response.status());
    told.status = Some(response.status());
    response
}

/// A request that is upgraded to a WebSocket.
pub(crate) struct Connection {
    current: Current,
    trace: opentelemetry::Context,
}

/// The request that is being answered, as a connection of its own.
pub(crate) fn connection() -> Connection {
    let request_id = CURRENT.try_with(|current| Arc::clone(&current.request_id)).unwrap_or_else(|_| "".into());
    let log = tracing::error_span!(target: log::ONLY, parent: None, "connection", %request_id);
    Connection {
        current: Current { transport: Transport::WebSocket, request_id, log },
        trace: Span::current().context(),
    }
}

impl Connection {
    /// Holds the conversation: its lines in the log have the request's id, its operations the request's trace.
    pub(crate) async fn hold<F: Future>(self, conversation: F) -> F::Output {
        let _open = Open::websocket();
        let log = self.current.log.clone();
        CURRENT.scope(self.current, conversation.with_context(self.trace).instrument(log)).await
    }
}

/// The id that a client gave its request, where that is one for a log.
fn taken_over(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    ((1..=REQUEST_ID_MAX).contains(&id.len()) && id.bytes().all(is_plain)).then(|| id.to_owned())
}

/// A method's name, where it is one that anybody should send.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Tells of a request at its end: when it was answered, or when its client left before.
struct Told {
    span: Span,
    method: &'static str,
    route: String,
    begun: Instant,
    status: Option<StatusCode>,
}

impl Drop for Told {
    fn drop(&mut self) {
        let _inside = self.span.enter();
        let duration_ms = (self.begun.elapsed().as_secs_f64() * 1e5).round() / 100.0;
        let Some(status) = self.status.map(|status| status.as_u16()) else {
            tracing::info!(duration_ms, "the client left");
            return;
        };
        metrics::answered(self.method, &self.route, status);
        // Whoever looks whether the process lives does so all the time.
        if self.route.starts_with("/health/") {
            tracing::debug!(status, duration_ms, "answered");
        } else {
            tracing::info!(status, duration_ms, "answered");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(id: &'static str) -> Option<String> {
        taken_over(&HeaderMap::from_iter([(REQUEST_ID.parse().unwrap(), HeaderValue::from_static(id))]))
    }

    #[test]
    fn a_clients_request_id_is_taken_over_when_it_is_plain_and_short() {
        let longest = "aZ09._-x".repeat(8).leak();
        for id in ["a", "0199-f00d.B_4r", longest] {
            assert_eq!(of(id).as_deref(), Some(id));
        }
        let too_long = format!("{longest}x").leak();
        for id in ["", " ", "a b", "a;b", "a\"b", "<a>", "a/b", too_long] {
            assert_eq!(of(id), None, "{id}");
        }
    }
}
