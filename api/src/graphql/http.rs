//! GraphQL over HTTP: <https://graphql.github.io/graphql-over-http/draft/>.
//!
//! Knows requests, media types and status codes. Who asks, and what a browser is shown, is asked of a [`Host`].

use std::{any::Any, sync::Arc, time::Duration};

use async_graphql::{Executor, Request, parser::types::OperationType};
use axum::{
    body::{Body, Bytes},
    extract,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, request::Parts},
    response::Response,
    routing::{MethodRouter, get},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use mime::Mime;
use schema::{error::Code, upload::Uploads};

use super::{
    admission::{Admitted, Limits, admit},
    answer::{Rejected, answer, internal_error},
    host::{Host, Refused},
    media_type::{self, MediaType, prefers},
    multipart, parameters, sse,
    stream::StreamLimits,
    websocket,
};
use crate::shutdown::Shutdown;

/// How large a request's body may be, in bytes; nothing is read past it.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimits {
    /// `application/json`, and the part `operations` of a multipart request.
    pub json: usize,
    /// `multipart/form-data`, with all its parts.
    pub multipart: usize,
}

impl Default for BodyLimits {
    fn default() -> Self {
        Self { json: 1024 * 1024, multipart: 6 * 1024 * 1024 }
    }
}

/// The longest refused body that a client may finish sending, in bytes.
const DISCARDED: usize = 32 * 1024 * 1024;

/// How long a client may take to finish sending a refused body.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everything that a GraphQL request meets.
#[derive(Debug)]
pub struct Entry<E, H> {
    /// The schema.
    pub schema: E,
    /// The service around it.
    pub host: H,
    /// How large a document may be.
    pub limits: Limits,
    /// How large a body may be.
    pub bodies: BodyLimits,
    /// What streams are allowed.
    pub streams: StreamLimits,
    /// The end of the process, for streams.
    pub shutdown: Shutdown,
}

/// A request that may run, and who sends it.
#[derive(Debug)]
pub struct Received<G> {
    /// The request.
    pub admitted: Admitted,
    /// Who sends it.
    pub guest: G,
}

/// `GET` and `POST`; other methods are answered 405. Bodies are bounded here: axum's own limit does not apply.
pub fn routes<E: Executor, H: Host>(entry: Arc<Entry<E, H>>) -> MethodRouter {
    let to_post = Arc::clone(&entry);
    get(move |request: extract::Request| entry.get(request))
        .post(move |request: extract::Request| to_post.post(request))
        .fallback(|headers: HeaderMap| async move {
            let media_type = MediaType::accepted(&headers).unwrap_or(MediaType::Json);
            Rejected::not_allowed("GraphQL is asked with GET or POST.", "GET, HEAD, POST").into_response(media_type)
        })
}

/// What `tower_http::catch_panic::CatchPanicLayer::custom` answers after a panic: what panicked is the log's alone.
#[must_use]
pub fn after_panic(_cause: Box<dyn Any + Send + 'static>) -> Response {
    internal_error()
}

impl<E: Executor, H: Host> Entry<E, H> {
    /// Answers a `POST`.
    pub async fn post(self: Arc<Self>, request: extract::Request) -> Response {
        let (parts, body) = request.into_parts();
        let Some(wish) = Wish::of(&parts.headers) else {
            return not_acceptable();
        };
        match self.receive_post(&parts, body).await {
            Ok(received) if wish.is_stream(received.admitted.operation) => sse::answer(self, received).await,
            Ok(Received { admitted, .. }) => match admitted.operation {
                OperationType::Query | OperationType::Mutation => {
                    answer(&self.schema.execute(admitted.request).await, wish.media_type)
                }
                OperationType::Subscription => {
                    subscription_refused(StatusCode::BAD_REQUEST).into_response(wish.media_type)
                }
            },
            Err(rejected) => rejected.into_response(wish.media_type),
        }
    }

    /// Answers a `GET`: a WebSocket where one is asked for, a browser with the host's page, a client with the result of
    /// its query or the events of its subscription.
    pub async fn get(self: Arc<Self>, request: extract::Request) -> Response {
        let (parts, _) = request.into_parts();
        if websocket::is_wanted(&parts.headers) {
            return websocket::upgrade(self, parts).await;
        }
        if prefers(&parts.headers, "text/html")
            && let Some(page) = self.host.page(&parts.headers)
        {
            return page;
        }
        let Some(wish) = Wish::of(&parts.headers) else {
            return not_acceptable();
        };
        match self.receive_get(&parts.headers, &parts.uri).await {
            Ok(received) => match received.admitted.operation {
                OperationType::Mutation => {
                    Rejected::not_allowed("A mutation is sent with POST.", "POST").into_response(wish.media_type)
                }
                operation if wish.is_stream(operation) => sse::answer(self, received).await,
                OperationType::Query => answer(&self.schema.execute(received.admitted.request).await, wish.media_type),
                OperationType::Subscription => subscription_refused(StatusCode::METHOD_NOT_ALLOWED)
                    .with_header(header::ALLOW, HeaderValue::from_static("POST"))
                    .into_response(wish.media_type),
            },
            Err(rejected) => rejected.into_response(wish.media_type),
        }
    }

    /// Reads, authenticates and admits a `POST`, whatever its operation.
    ///
    /// # Errors
    ///
    /// The answer, for a request that will not run.
    pub async fn receive_post(&self, parts: &Parts, body: Body) -> Result<Received<H::Guest>, Rejected> {
        let content = Content::of(&parts.headers)?;
        if let Err(rejected) = content.check_length(&parts.headers, &self.bodies) {
            discard(&parts.headers, body);
            return Err(rejected);
        }
        let guest = self.host.authenticate(&parts.headers).await?;
        let (request, uploads) = match content {
            Content::Json => (parameters::from_json(&read(body, self.bodies.json).await?)?, Uploads::default()),
            Content::Multipart { boundary } => multipart::read(body, boundary, &self.bodies).await?,
        };
        self.admit(request, uploads, guest)
    }

    async fn receive_get(&self, headers: &HeaderMap, uri: &Uri) -> Result<Received<H::Guest>, Rejected> {
        let guest = self.host.authenticate(headers).await?;
        self.admit(parameters::from_query(uri.query().unwrap_or_default())?, Uploads::default(), guest)
    }

    fn admit(&self, mut request: Request, uploads: Uploads, guest: H::Guest) -> Result<Received<H::Guest>, Rejected> {
        request.data = self.host.data(&guest);
        request.data.insert(uploads);
        Ok(Received { admitted: admit(request, &self.limits)?, guest })
    }
}

/// How a client wants to be answered.
#[derive(Clone, Copy, Debug)]
struct Wish {
    /// In which media type, where the answer is one.
    media_type: MediaType,
    /// Whether it is sooner a stream.
    prefers_stream: bool,
    /// Whether it may be a stream.
    takes_stream: bool,
}

impl Wish {
    /// None where the client takes nothing that can be answered.
    fn of(headers: &HeaderMap) -> Option<Self> {
        let prefers_stream = prefers(headers, sse::MEDIA_TYPE);
        // To whom wants a stream a status says what it says to those who ask for it by name.
        let media_type = if prefers_stream { Some(MediaType::GraphqlResponse) } else { MediaType::accepted(headers) };
        let takes_stream = media_type::names(headers, sse::MEDIA_TYPE);
        media_type.map(|media_type| Self { media_type, prefers_stream, takes_stream })
    }

    /// Some clients name all media types with every request: what has one result is then answered as one, what has
    /// several as a stream.
    fn is_stream(self, operation: OperationType) -> bool {
        match operation {
            OperationType::Query | OperationType::Mutation => self.prefers_stream,
            OperationType::Subscription => self.prefers_stream || self.takes_stream,
        }
    }
}

/// What a `POST` brings.
enum Content {
    Json,
    Multipart { boundary: String },
}

impl Content {
    fn of(headers: &HeaderMap) -> Result<Self, Rejected> {
        let unsupported = |message: &str| {
            let accepted = HeaderValue::from_static("application/json, multipart/form-data");
            Rejected::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadUserInput, message)
                .with_header(header::ACCEPT, accepted)
        };
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()?.parse::<Mime>().ok());
        let Some(kind) = kind else {
            return Err(unsupported("The request has no content type."));
        };
        if kind.get_param(mime::CHARSET).is_some_and(|charset| charset != mime::UTF_8) {
            return Err(unsupported("The request must be written in UTF-8."));
        }
        if kind.essence_str() == mime::APPLICATION_JSON.essence_str() {
            return Ok(Self::Json);
        }
        if kind.essence_str() != mime::MULTIPART_FORM_DATA.essence_str() {
            return Err(unsupported("A request is application/json, or multipart/form-data with files."));
        }
        // A form of another site can send multipart without asking first; a header of this kind it cannot.
        let preflight = ["graphql-require-preflight", "apollo-require-preflight"];
        if !preflight.iter().any(|name| headers.get(*name).is_some_and(|value| !value.is_empty())) {
            let message = "A multipart request needs the header GraphQL-Require-Preflight or Apollo-Require-Preflight.";
            return Err(Rejected::bad_request(message));
        }
        let boundary = kind.get_param(mime::BOUNDARY).map(|boundary| boundary.as_str().to_owned());
        let boundary = boundary.ok_or_else(|| Rejected::bad_request("The multipart request has no boundary."))?;
        Ok(Self::Multipart { boundary })
    }

    /// Refuses a body that says to be too large before anything else is done for it.
    fn check_length(&self, headers: &HeaderMap, limits: &BodyLimits) -> Result<(), Rejected> {
        let limit = match self {
            Self::Json => limits.json,
            Self::Multipart { .. } => limits.multipart,
        };
        if announced(headers).is_some_and(|length| length > limit) { Err(too_large()) } else { Ok(()) }
    }
}

/// How long a body says to be.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok())
}

/// Lets a client finish sending a body that was refused for its length, so that it comes to read why: most clients
/// read the answer only then, and a connection that is closed before takes the answer with it (RFC 9112, section 9.6).
/// What arrives is thrown away; a body that is far too large, or too slow, is not waited for.
fn discard(headers: &HeaderMap, body: Body) {
    if let Some(length) = announced(headers).filter(|length| *length <= DISCARDED) {
        let mut body = Limited::new(body, length);
        let all = async move { while body.frame().await.is_some_and(|frame| frame.is_ok()) {} };
        tokio::spawn(tokio::time::timeout(PATIENCE, all));
    }
}

/// Reads a body, at most as far as its limit.
async fn read(body: Body, limit: usize) -> Result<Bytes, Rejected> {
    match Limited::new(body, limit).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_) => Err(Rejected::bad_request("The body cannot be read.")),
    }
}

fn too_large() -> Rejected {
    Rejected::too_large("The request is too large.")
}

fn not_acceptable() -> Response {
    let message = "Answers are application/graphql-response+json or application/json, in UTF-8.";
    Rejected::new(StatusCode::NOT_ACCEPTABLE, Code::BadUserInput, message).into_response(MediaType::Json)
}

fn subscription_refused(status: StatusCode) -> Rejected {
    let message = "A subscription is asked for over WebSocket, or with POST and Accept: text/event-stream.";
    Rejected::new(status, Code::BadUserInput, message)
}

impl From<Refused> for Rejected {
    fn from(refused: Refused) -> Self {
        let status = match refused.code {
            Code::Unauthenticated => StatusCode::UNAUTHORIZED,
            Code::Forbidden => StatusCode::FORBIDDEN,
            Code::BadUserInput => StatusCode::BAD_REQUEST,
            Code::NotFound => StatusCode::NOT_FOUND,
            Code::CostLimit => StatusCode::TOO_MANY_REQUESTS,
            Code::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let rejected = Self::new(status, refused.code, refused.message);
        if refused.code == Code::Unauthenticated {
            rejected.with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
        } else {
            rejected
        }
    }
}

#[cfg(test)]
mod tests;
