//! Pages for browsers: built from npm by `scripts/pages`, embedded in the binary, and answered without a request to
//! another host.

pub mod console;
mod file;
pub(crate) mod graphiql;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
    routing::get,
};
use serde::Serialize;

/// A token of the demo, as the pages' choosers read it.
#[derive(Clone, Debug, Serialize)]
pub struct DemoToken {
    /// The role, in the contract's spelling.
    pub role: &'static str,
    /// Who it is.
    pub name: String,
    /// The token.
    pub token: String,
}

/// The tokens of the demo; nowhere else is there anything at their address.
pub(crate) fn demo_tokens(tokens: Arc<[DemoToken]>) -> Router {
    let show = |State(tokens): State<Arc<[DemoToken]>>| async move { fresh(Json(tokens).into_response()) };
    Router::new().route("/graphql/demo-tokens", get(show).with_state(tokens))
}

/// What a browser is told where a page was not built in.
fn not_built(page: &str) -> Response {
    Html(format!(
        "<!doctype html><html lang=\"en\"><title>Cuenta</title>\
         <p>This binary was built without {page}. Run <code>make pages</code> (it needs npm), then build again.</p>\
         <p>The schema is at <a href=\"/schema.graphql\">/schema.graphql</a>; queries go to \
         <code>POST /graphql</code>.</p>"
    ))
    .into_response()
}

/// An answer that is asked for each time.
fn fresh(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
