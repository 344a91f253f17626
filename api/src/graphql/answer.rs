//! Answers over HTTP: <https://graphql.github.io/graphql-over-http/draft/#sec-Response>.

use std::time::Duration;

use async_graphql::{ErrorExtensionValues, Response as Outcome, ServerError, Value};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use schema::{error::Code, parts};
use serde::Serialize;

use super::{
    admission::{Reason, Refusal},
    host::Refused,
    media_type::MediaType,
};
use crate::telemetry::{self, metrics::Transport};

/// What is said of what the client cannot mend.
pub(super) const BROKEN: &str = "Something broke on our side.";

/// A request that is answered without being run.
#[derive(Debug)]
pub struct Rejected {
    status: Status,
    error: Box<ServerError>,
    headers: HeaderMap,
}

#[derive(Clone, Copy, Debug)]
enum Status {
    /// The same for every media type: what was sent is no GraphQL request that could be looked at.
    Always(StatusCode),
    /// A GraphQL request that cannot run: 400, but 200 in `application/json`.
    Request,
}

impl Rejected {
    /// A refusal with a status.
    pub(crate) fn new(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        Self { status: Status::Always(status), error: Box::new(refusal(code, message)), headers: HeaderMap::new() }
    }

    /// A refusal of a GraphQL request that could be looked at: 400, but 200 in `application/json`.
    pub(crate) fn request(code: Code, message: impl Into<String>) -> Self {
        Self { status: Status::Request, ..Self::new(StatusCode::BAD_REQUEST, code, message) }
    }

    /// 400: what was sent is no GraphQL request.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::BadUserInput, message)
    }

    /// 413: the rest is not read.
    pub(crate) fn too_large(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, Code::PayloadTooLarge, message)
    }

    /// 408: the rest is not waited for.
    pub(crate) fn too_slow(message: impl Into<String>) -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, Code::Unavailable, message)
    }

    /// 503: more is asked for than can be done.
    pub(crate) fn overrun() -> Self {
        Refused::overrun().into()
    }

    /// 405, with what is allowed.
    pub(crate) fn not_allowed(message: impl Into<String>, allow: &'static str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, message)
            .with_header(header::ALLOW, HeaderValue::from_static(allow))
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// What the client is told.
    pub(super) fn into_error(self) -> ServerError {
        *self.error
    }

    /// The answer.
    #[must_use]
    pub fn into_response(self, media_type: MediaType) -> Response {
        telemetry::metrics::refused(Transport::Http, &self.error);
        let status = match (self.status, media_type) {
            (Status::Always(status), _) => status,
            (Status::Request, MediaType::GraphqlResponse) => StatusCode::BAD_REQUEST,
            (Status::Request, MediaType::Json) => StatusCode::OK,
        };
        let (status, body) = json(status, &Answer::refused(&[*self.error]));
        let mut response = respond(status, media_type, body);
        response.headers_mut().extend(self.headers);
        response
    }
}

impl From<Refusal> for Rejected {
    fn from(refusal: Refusal) -> Self {
        let status = if refusal.reason == Reason::Bytes {
            Status::Always(StatusCode::PAYLOAD_TOO_LARGE)
        } else {
            Status::Request
        };
        Self { status, error: Box::new(refusal.into()), headers: HeaderMap::new() }
    }
}

impl From<Refused> for Rejected {
    fn from(refused: Refused) -> Self {
        let status = match refused.code {
            Code::Unauthenticated => StatusCode::UNAUTHORIZED,
            Code::Forbidden => StatusCode::FORBIDDEN,
            Code::BadUserInput | Code::CostLimit | Code::PersistedQueryNotFound => StatusCode::BAD_REQUEST,
            Code::NotFound => StatusCode::NOT_FOUND,
            Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Code::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let (code, retry_after) = (refused.code, refused.retry_after);
        let error = Box::new(ServerError::from(refused));
        let mut rejected = Self { status: Status::Always(status), error, headers: HeaderMap::new() };
        if code == Code::Unauthenticated {
            rejected = rejected.with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        match retry_after {
            Some(retry_after) => rejected.with_header(header::RETRY_AFTER, seconds(retry_after).into()),
            None => rejected,
        }
    }
}

impl Refused {
    /// More is asked for than can be done.
    pub(super) fn overrun() -> Self {
        let message = "More is asked of the service than it can do; ask again in a moment.".to_owned();
        Self { code: Code::Unavailable, message, retry_after: Some(Duration::ZERO) }
    }

    /// An operation took longer than operations may.
    pub(super) fn too_long() -> Self {
        let message = "The operation took too long; what it changes may have been changed.".to_owned();
        Self::new(Code::Unavailable, message)
    }
}

impl From<Refused> for ServerError {
    fn from(refused: Refused) -> Self {
        let mut error = refusal(refused.code, refused.message);
        if let Some(retry_after) = refused.retry_after {
            error.extensions.get_or_insert_default().set("retryAfter", seconds(retry_after));
        }
        error
    }
}

/// Whole seconds, and at least one: a client that came sooner would be refused again.
fn seconds(time: Duration) -> u64 {
    time.as_secs().saturating_add(1)
}

/// The answer to a request that ran, or that validation refused.
#[must_use]
pub fn answer(outcome: &Outcome, media_type: MediaType) -> Response {
    let (status, body) = written(outcome, media_type);
    with_headers(respond(status, media_type, body), outcome)
}

/// The status of an answer, and its text.
pub(super) fn written(outcome: &Outcome, media_type: MediaType) -> (StatusCode, Bytes) {
    let status = match media_type {
        MediaType::GraphqlResponse if !has_run(outcome) => StatusCode::BAD_REQUEST,
        MediaType::GraphqlResponse | MediaType::Json => StatusCode::OK,
    };
    json(status, &Answer::of(outcome))
}

/// The answer, with the headers that its operation wants.
pub(super) fn with_headers(mut response: Response, outcome: &Outcome) -> Response {
    for (name, value) in &outcome.http_headers {
        response.headers_mut().append(name, value.clone());
    }
    response
}

/// Whether anything ran: an error without a path is one of the request.
pub(crate) fn has_run(outcome: &Outcome) -> bool {
    outcome.data != Value::Null || outcome.errors.iter().any(|error| !error.path.is_empty())
}

/// The answer where something broke on our side; what it was stands in the log alone.
#[must_use]
pub fn internal_error() -> Response {
    Rejected::new(StatusCode::INTERNAL_SERVER_ERROR, Code::Internal, BROKEN).into_response(MediaType::Json)
}

/// An error of a request that was refused with a code.
pub(super) fn refusal(code: Code, message: impl Into<String>) -> ServerError {
    with_code(ServerError::new(message, None), code)
}

/// A result, or a refusal, as a client reads it. Where nothing ran there is no `data`.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<&'a std::collections::BTreeMap<String, Value>>,
}

impl<'a> Answer<'a> {
    pub(super) fn of(outcome: &'a Outcome) -> Self {
        let extensions = (!outcome.extensions.is_empty()).then_some(&outcome.extensions);
        let data = has_run(outcome).then_some(&outcome.data);
        Self { errors: &outcome.errors, data, extensions }
    }

    /// What nothing ran of.
    pub(super) fn refused(errors: &'a [ServerError]) -> Self {
        Self { errors, data: None, extensions: None }
    }
}

fn json(status: StatusCode, answer: &Answer<'_>) -> (StatusCode, Bytes) {
    match parts::json(answer) {
        Ok(body) => (status, body.into()),
        Err(cause) => {
            tracing::error!(%cause, "an answer cannot be written as JSON");
            let body = br#"{"errors":[{"message":"Something broke on our side.","extensions":{"code":"INTERNAL"}}]}"#;
            (StatusCode::INTERNAL_SERVER_ERROR, Bytes::from_static(body))
        }
    }
}

/// So many headers an answer has, about.
const HEADERS: usize = 16;

/// A text of JSON as an answer, which nobody keeps.
pub(super) fn respond(status: StatusCode, media_type: MediaType, body: Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    // With those that every answer has there are about ten: room for all is made once.
    response.headers_mut().reserve(HEADERS);
    response.headers_mut().insert(header::CONTENT_TYPE, media_type.header());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn with_code(mut error: ServerError, code: Code) -> ServerError {
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code.as_str());
    error
}
