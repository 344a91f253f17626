//! What browsers are told and refused, for the sake of the people before them.
//!
//! Tokens travel in a header that no browser adds by itself, so another site cannot act for somebody. What remains is
//! refused all the same: a page of another site changes nothing, asks nothing and opens no WebSocket, unless its origin
//! is on the list.

use std::str::FromStr;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::{self, Next},
    response::Response,
};
use schema::error::Code;
use tower_http::{
    cors::{AllowOrigin, CorsLayer},
    csrf::{ConfigError, CsrfLayer, ProtectionError},
};
use url::Url;

use crate::graphql::{answer::Rejected, media_type::MediaType};

/// The origins whose pages may ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<String>);

/// Origins such as `https://app.example`, with commas between them.
impl FromStr for Origins {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let origin = |text: &str| {
            let text = text.trim();
            let is_origin = Url::parse(text).is_ok_and(|url| {
                matches!(url.scheme(), "http" | "https") && url.origin().ascii_serialization() == text
            });
            is_origin.then(|| text.to_owned()).ok_or_else(|| {
                let text = text.escape_debug();
                format!("must be origins such as https://app.example, as browsers spell them, and `{text}` is none")
            })
        };
        text.split(',').map(origin).collect::<Result<_, _>>().map(Self)
    }
}

impl Origins {
    /// With one more.
    #[must_use]
    fn with(&self, origin: Option<&str>) -> Self {
        let origin = origin.and_then(|url| Url::parse(url).ok()).map(|url| url.origin().ascii_serialization());
        Self(self.0.iter().cloned().chain(origin).collect())
    }

    fn hold(&self, origin: &HeaderValue) -> bool {
        self.0.iter().any(|known| known.as_bytes() == origin.as_bytes())
    }
}

/// In which relation a browser stands to the page that asks (<https://www.w3.org/TR/fetch-metadata/>).
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// So long a browser need not ask again whether it may.
const MAX_AGE: std::time::Duration = std::time::Duration::from_hours(1);

/// Guards a router. `public_url` is where the service is reached: its own pages stand there.
///
/// # Errors
///
/// An origin that no browser spells; those that [`Origins`] read are none.
pub fn guarded(router: Router, cors: &Origins, public_url: Option<&str>) -> Result<Router, ConfigError> {
    let trusted = cors.with(public_url);
    let mut csrf = CsrfLayer::new();
    for origin in &trusted.0 {
        csrf = csrf.add_trusted_origin(origin)?;
    }
    let csrf = csrf.with_rejection_response(|_: ProtectionError| other_site());
    let name = HeaderName::from_static;
    let allowed = cors.0.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(allowed))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::ACCEPT,
            header::ACCEPT_LANGUAGE,
            header::IF_NONE_MATCH,
            name("graphql-require-preflight"),
            name("apollo-require-preflight"),
            name("cuenta-min-revision"),
            name("x-request-id"),
            name("traceparent"),
        ])
        .expose_headers([name("cuenta-revision"), name("x-request-id"), header::ETAG, header::RETRY_AFTER])
        .max_age(MAX_AGE);
    Ok(router.layer(middleware::from_fn_with_state(trusted, own_readers_only)).layer(csrf).layer(cors))
}

/// Whether a browser sent a request, as far as it matters to the guards: without any of this, all of them let it pass.
pub(crate) fn is_of_a_browser(request: &Request) -> bool {
    let headers = request.headers();
    headers.contains_key(header::ORIGIN) || headers.contains_key(FETCH_SITE) || request.method() == Method::OPTIONS
}

/// The headers that every answer has, unless it has its own: they tell browsers to be careful.
#[derive(Clone, Debug)]
pub(crate) struct StandingHeaders(Vec<(HeaderName, HeaderValue)>);

impl StandingHeaders {
    /// For a service that is reached at `public_url`.
    pub(crate) fn new(public_url: Option<&str>) -> Self {
        let is_secure = public_url.is_some_and(|url| url.starts_with("https://"));
        let strict = is_secure.then_some((header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
        let always = [
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        ];
        let all = always.into_iter().chain(strict);
        Self(all.map(|(name, value)| (name, HeaderValue::from_static(value))).collect())
    }

    pub(crate) fn put(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.0 {
            headers.entry(name).or_insert_with(|| value.clone());
        }
    }
}

/// What another site's page could make a browser send without asking first: a GET of GraphQL, whose answer tells
/// nothing but how long it took, and a WebSocket, which no list of origins holds back.
async fn own_readers_only(State(trusted): State<Origins>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_refused = match headers.get(header::ORIGIN) {
        Some(origin) => !trusted.hold(origin) && !is_own(origin, headers, &request),
        None => asks_graphql(&request) && text(headers, FETCH_SITE.as_str()).is_some_and(|site| site == "cross-site"),
    };
    if is_refused && (asks_graphql(&request) || headers.contains_key(header::UPGRADE)) {
        return other_site();
    }
    next.run(request).await
}

/// Whether a request is a query in an address; one that navigates is a person who follows a link to GraphiQL.
fn asks_graphql(request: &Request) -> bool {
    let is_page = text(request.headers(), "sec-fetch-mode") == Some("navigate");
    request.method() == Method::GET && request.uri().path() == "/graphql" && !is_page
}

/// Whether an origin is the address that is asked.
fn is_own(origin: &HeaderValue, headers: &HeaderMap, request: &Request) -> bool {
    let host = request.uri().authority().map(axum::http::uri::Authority::as_str);
    let host = host.or_else(|| text(headers, header::HOST.as_str()));
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    origin.is_some_and(|(_, authority)| Some(authority) == host)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn other_site() -> Response {
    let message = "A page of another site asks this, and its origin is not on the list.";
    Rejected::new(axum::http::StatusCode::FORBIDDEN, Code::Forbidden, message).into_response(MediaType::Json)
}
