//! GraphiQL for browsers: built from npm, embedded in the binary, and answered without a request to another host.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use serde::Serialize;

/// What `scripts/pages` built; empty where it did not run.
#[derive(RustEmbed)]
#[folder = "pages/graphiql/"]
#[allow_missing = true]
struct GraphiQl;

/// What the pages may load and do. Monaco, the editor in GraphiQL, sets styles inline and draws its squiggles from
/// `data:`; everything else comes from this origin, and nothing is evaluated. Workers take it from their own response.
const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; \
     font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// What a browser is told where GraphiQL was not built in.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Cuenta</title>\
    <p>This binary was built without GraphiQL. Run <code>make pages</code> (it needs npm), then build again.</p>\
    <p>The schema is at <a href=\"/schema.graphql\">/schema.graphql</a>; queries go to <code>POST /graphql</code>.</p>";

/// A token of the demo, as GraphiQL's chooser reads it.
#[derive(Clone, Debug, Serialize)]
pub struct DemoToken {
    /// The role, in the contract's spelling.
    pub role: &'static str,
    /// Who it is.
    pub name: String,
    /// The token.
    pub token: String,
}

/// GraphiQL's page.
pub(crate) fn graphiql() -> Response {
    let page = match GraphiQl::get("index.html") {
        Some(page) => Html(page.data.into_owned()).into_response(),
        None => Html(NOT_BUILT).into_response(),
    };
    with_headers(page, HeaderValue::from_static("no-cache"))
}

/// What GraphiQL's page loads, and the tokens of the demo.
pub(crate) fn routes(demo_tokens: Arc<[DemoToken]>) -> Router {
    Router::new()
        .route("/graphql/assets/{file}", get(asset))
        .route("/graphql/demo-tokens", get(tokens).with_state(demo_tokens))
}

async fn asset(Path(file): Path<String>) -> Response {
    // A slash in a name can only come from an address that tries to leave the folder.
    let asset = if file.contains('/') { None } else { GraphiQl::get(&format!("assets/{file}")) };
    let Some(asset) = asset else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = asset.data.into_owned().into_response();
    if let Ok(content_type) = HeaderValue::from_str(asset.metadata.mimetype()) {
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    }
    // The name holds a digest of the content.
    with_headers(response, HeaderValue::from_static("public, max-age=31536000, immutable"))
}

async fn tokens(State(tokens): State<Arc<[DemoToken]>>) -> Response {
    if tokens.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    with_headers(Json(tokens).into_response(), HeaderValue::from_static("no-store"))
}

fn with_headers(mut response: Response, cache_control: HeaderValue) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    headers.insert(header::CACHE_CONTROL, cache_control);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
