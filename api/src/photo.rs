//! `GET /photos/{digest}/{size}`: what an address shows never changes, and whoever knows it may see it.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{public, service::Service};

/// How long a browser may keep a photo: for ever, as far as HTTP goes.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Answers one stored square of a photo; 404 for one that is not stored.
pub(crate) async fn show(State(service): State<Service>, Path((digest, size)): Path<(String, String)>) -> Response {
    // One spelling of each address, so that no cache keeps the same picture twice.
    let Some(size) = size.parse::<i32>().ok().filter(|number| number.to_string() == size) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match public::photo(&service, &digest, size).await {
        Ok(Some(square)) => {
            let mut response = square.bytes.into_response();
            let headers = response.headers_mut();
            headers.insert(header::CACHE_CONTROL, IMMUTABLE);
            if let Ok(content_type) = HeaderValue::from_str(&square.content_type) {
                headers.insert(header::CONTENT_TYPE, content_type);
            }
            // Pages of tenants show it.
            headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
            response
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a photo could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
