//! `GET /health/live` and `GET /health/ready`: whether the process runs, and whether it can answer.

use std::time::Duration;

use axum::{extract::State, http::StatusCode};
use domain::service::Service;
use tokio::time::timeout;

use crate::{auth::Verifier, shutdown::Shutdown};

/// Whoever asks wants to know soon: a database that takes longer does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// The process runs.
pub(crate) async fn live() -> &'static str {
    "live\n"
}

/// What readiness depends on.
#[derive(Clone, Debug)]
pub(crate) struct Readiness {
    pub(crate) service: Service,
    pub(crate) verifier: Verifier,
    pub(crate) shutdown: Shutdown,
}

/// The database answers, tokens can be judged, and the process does not stop; 503 otherwise.
pub(crate) async fn ready(State(readiness): State<Readiness>) -> (StatusCode, &'static str) {
    let Readiness { service, verifier, shutdown } = readiness;
    if shutdown.has_begun() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    if !verifier.is_ready() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the identity provider's keys were not fetched yet\n");
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
