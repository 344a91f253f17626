//! `GET /health/live` and `GET /health/ready`: whether the process runs, and whether it can answer.

use std::time::Duration;

use axum::{extract::State, http::StatusCode};
use domain::service::Service;
use tokio::time::timeout;

use crate::shutdown::Shutdown;

/// Whoever asks wants to know soon: a database that takes longer does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// The process runs.
pub(crate) async fn live() -> &'static str {
    "live\n"
}

/// The database answers, and the process does not stop; 503 otherwise.
pub(crate) async fn ready(State((service, shutdown)): State<(Service, Shutdown)>) -> (StatusCode, &'static str) {
    if shutdown.has_begun() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    let silent = (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n");
    match timeout(PATIENCE, service.database().ping()).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database does not answer");
            silent
        }
        Err(_) => {
            tracing::warn!("the database does not answer in time");
            silent
        }
    }
}
