//! GraphiQL, at `GET /graphql` for browsers.

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use rust_embed::RustEmbed;

use super::{file, not_built};

/// What `scripts/pages` built; empty where it did not run.
#[derive(RustEmbed)]
#[folder = "pages/graphiql/"]
#[allow_missing = true]
struct Files;

/// What the page may load and do. Monaco, the editor in GraphiQL, sets styles inline and draws its squiggles from
/// `data:`; everything else comes from this origin, and nothing is evaluated. Workers take it from their own response.
const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; \
     font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// The page.
pub(crate) fn page(headers: &HeaderMap) -> Response {
    guarded(file::page::<Files>(headers).unwrap_or_else(|| not_built("GraphiQL")))
}

/// What the page loads.
pub(crate) fn routes() -> Router {
    let asset = |Path(name): Path<String>, headers: HeaderMap| async move {
        file::asset::<Files>(&name, &headers).map_or_else(|| StatusCode::NOT_FOUND.into_response(), guarded)
    };
    Router::new().route("/graphql/assets/{file}", get(asset))
}

fn guarded(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    response
}
