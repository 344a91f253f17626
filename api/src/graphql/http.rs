//! GraphQL over HTTP: <https://graphql.github.io/graphql-over-http/draft/>.
//!
//! Knows requests, media types and status codes. Who asks, and what a browser is shown, is asked of a [`Host`].

use std::{any::Any, future::Future, sync::Arc, time::Duration};

use async_graphql::{Data, Executor, parser::types::OperationType};
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
    media_type::{MediaType, prefers},
    multipart, parameters,
};

/// What the entry asks of the service around it.
pub trait Host: Send + Sync + 'static {
    /// What a request carries through the schema: its caller, and what else its headers say.
    ///
    /// # Errors
    ///
    /// Refuses the whole request, for instance where a token is no good. Without a token the caller is nobody, which
    /// is no error.
    fn authenticate(&self, headers: &HeaderMap) -> impl Future<Output = Result<Data, Refused>> + Send;

    /// The page for a browser that opens the address; without one, a browser is answered as any client.
    fn page(&self, _headers: &HeaderMap) -> Option<Response> {
        None
    }
}

/// A request that is refused as a whole for what its headers say.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What the client is told, and what the status is made of: 401 for [`Code::Unauthenticated`].
    pub code: Code,
    /// A sentence for people.
    pub message: String,
}

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

/// Everything that a GraphQL request over HTTP meets.
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
}

/// `GET` and `POST`; other methods are answered 405. Bodies are bounded here: axum's own limit does not apply.
pub fn routes<E: Executor, H: Host>(entry: Arc<Entry<E, H>>) -> MethodRouter {
    let to_post = Arc::clone(&entry);
    get(move |request: extract::Request| async move { entry.get(request).await })
        .post(move |request: extract::Request| async move { to_post.post(request).await })
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
    pub async fn post(&self, request: extract::Request) -> Response {
        let (parts, body) = request.into_parts();
        let Some(media_type) = MediaType::accepted(&parts.headers) else {
            return not_acceptable();
        };
        match self.receive_post(&parts, body).await {
            Ok(admitted) if admitted.operation == OperationType::Subscription => {
                subscription_refused(StatusCode::BAD_REQUEST).into_response(media_type)
            }
            Ok(admitted) => answer(&self.schema.execute(admitted.request).await, media_type),
            Err(rejected) => rejected.into_response(media_type),
        }
    }

    /// Answers a `GET`: a browser with the host's page, a client with the result of its query.
    pub async fn get(&self, request: extract::Request) -> Response {
        let (parts, _) = request.into_parts();
        if prefers(&parts.headers, "text/html")
            && let Some(page) = self.host.page(&parts.headers)
        {
            return page;
        }
        let Some(media_type) = MediaType::accepted(&parts.headers) else {
            return not_acceptable();
        };
        match self.receive_get(&parts.headers, &parts.uri).await {
            Ok(admitted) => match admitted.operation {
                OperationType::Query => answer(&self.schema.execute(admitted.request).await, media_type),
                OperationType::Mutation => {
                    Rejected::not_allowed("A mutation is sent with POST.", "POST").into_response(media_type)
                }
                OperationType::Subscription => subscription_refused(StatusCode::METHOD_NOT_ALLOWED)
                    .with_header(header::ALLOW, HeaderValue::from_static("POST"))
                    .into_response(media_type),
            },
            Err(rejected) => rejected.into_response(media_type),
        }
    }

    /// Reads, authenticates and admits a `POST`, whatever its operation.
    ///
    /// # Errors
    ///
    /// The answer, for a request that will not run.
    pub async fn receive_post(&self, parts: &Parts, body: Body) -> Result<Admitted, Rejected> {
        let content = Content::of(&parts.headers)?;
        if let Err(rejected) = content.check_length(&parts.headers, &self.bodies) {
            discard(&parts.headers, body);
            return Err(rejected);
        }
        let data = self.authenticate(&parts.headers).await?;
        let (mut request, uploads) = match content {
            Content::Json => (parameters::from_json(&read(body, self.bodies.json).await?)?, Uploads::default()),
            Content::Multipart { boundary } => multipart::read(body, boundary, &self.bodies).await?,
        };
        request.data = data;
        request.data.insert(uploads);
        Ok(admit(request, &self.limits)?)
    }

    async fn receive_get(&self, headers: &HeaderMap, uri: &Uri) -> Result<Admitted, Rejected> {
        let data = self.authenticate(headers).await?;
        let mut request = parameters::from_query(uri.query().unwrap_or_default())?;
        request.data = data;
        Ok(admit(request, &self.limits)?)
    }

    async fn authenticate(&self, headers: &HeaderMap) -> Result<Data, Rejected> {
        self.host.authenticate(headers).await.map_err(Rejected::from)
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
