//! `GET /health/live` and `GET /health/ready`: whether the process runs, and whether it can answer.

use axum::{extract::State, http::StatusCode};
use domain::service::Service;

/// The process runs.
pub(crate) async fn live() -> &'static str {
    "live\n"
}

/// The database answers; 503 when it does not.
pub(crate) async fn ready(State(service): State<Service>) -> (StatusCode, &'static str) {
    match service.database().ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
