//! What every request passes first and last: it gets its id and its span, and the log a line about it.

use std::time::Instant;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri},
    response::Response,
};
use opentelemetry::trace::FutureExt as _;
use tracing::{Instrument as _, Span, instrument::Instrumented};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use uuid::Uuid;

use super::{
    CURRENT, Current, Known, RequestId, log, metrics,
    metrics::{Open, Transport},
    traces,
};
use crate::app::REQUEST_ID;

/// The most characters of a request id that a client gives.
const REQUEST_ID_MAX: usize = 64;

/// Gives a request its id, answers it within its trace, and tells that it was answered. `route` is where it leads.
pub(crate) async fn observe<F>(mut request: Request, route: &'static str, answer: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response>,
{
    let begun = Instant::now();
    let request_id = taken_over(request.headers()).unwrap_or_else(new_id);
    request.headers_mut().insert(REQUEST_ID, request_id.0.clone());
    let method = method(request.method());
    let current = Current::new(Transport::Http, request_id.clone());
    let uri = request.uri().clone();
    let mut line = Line { current: current.clone(), method, uri, route, begun, status: None };
    let traced = traces::request_span(method, route, request.headers());
    let mut response = CURRENT.scope(current, answer(request).instrument(traced.clone())).await;
    response.headers_mut().insert(REQUEST_ID, request_id.0);
    traces::answered(&traced, response.status());
    line.status = Some(response.status());
    response
}

/// Has every line of the log that is written meanwhile name the request. What is answered at once writes none, and has
/// no need of it.
pub(crate) fn spanned<F: Future>(future: F) -> Instrumented<F> {
    let span = CURRENT.try_with(|current| {
        let request_id = current.0.request_id.as_str();
        tracing::error_span!(target: log::ONLY, "request", request_id)
    });
    future.instrument(span.unwrap_or_else(|_| Span::none()))
}

/// A request that is upgraded to a WebSocket.
pub(crate) struct Connection {
    current: Current,
    log: Span,
    trace: opentelemetry::Context,
}

/// The request that is being answered, as a connection of its own.
pub(crate) fn connection() -> Connection {
    let request_id = CURRENT.try_with(|current| current.0.request_id.clone()).unwrap_or_else(|_| new_id());
    let log = tracing::error_span!(target: log::ONLY, parent: None, "connection", request_id = %request_id.as_str());
    Connection { current: Current::new(Transport::WebSocket, request_id), log, trace: Span::current().context() }
}

impl Connection {
    /// Holds the conversation: its lines in the log have the request's id, its operations the request's trace.
    pub(crate) async fn hold<F: Future>(self, conversation: F) -> F::Output {
        let _open = Open::websocket();
        CURRENT.scope(self.current, conversation.with_context(self.trace).instrument(self.log)).await
    }
}

/// The id that a client gave its request, where that is one for a log.
fn taken_over(headers: &HeaderMap) -> Option<RequestId> {
    let id = headers.get(REQUEST_ID)?.as_bytes();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let is_one = (1..=REQUEST_ID_MAX).contains(&id.len()) && id.iter().copied().all(is_plain);
    // It is copied, for it is a part of all that the connection has read.
    is_one.then(|| HeaderValue::from_bytes(id).ok().map(RequestId)).flatten()
}

/// An id that no other request has.
fn new_id() -> RequestId {
    let mut digits = Uuid::encode_buffer();
    let id = Uuid::new_v4().simple().encode_lower(&mut digits);
    // Digits are a header's value, always.
    RequestId(HeaderValue::from_str(id).unwrap_or(HeaderValue::from_static("")))
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

/// The log's line about a request, written at its end: when it was answered, or when its client left before.
struct Line {
    current: Current,
    method: &'static str,
    uri: Uri,
    route: &'static str,
    begun: Instant,
    status: Option<StatusCode>,
}

impl Drop for Line {
    fn drop(&mut self) {
        let Self { current, method, uri, .. } = self;
        let Known { request_id, operation, .. } = current.0.as_ref();
        let (request_id, path) = (request_id.as_str(), uri.path());
        let duration_ms = (self.begun.elapsed().as_secs_f64() * 1e5).round() / 100.0;
        let told = operation.get();
        let (operation, name) = (told.map(|told| told.kind), told.and_then(|told| told.name.as_deref()));
        let Some(status) = self.status.map(|status| status.as_u16()) else {
            tracing::info!(request_id, method, path, operation, name, duration_ms, "the client left");
            return;
        };
        metrics::answered(method, self.route, status);
        // Whoever looks whether the process lives does so all the time.
        if self.route.starts_with("/health/") {
            tracing::debug!(request_id, method, path, status, duration_ms, "answered");
        } else {
            tracing::info!(request_id, method, path, operation, name, status, duration_ms, "answered");
        }
    }
}
