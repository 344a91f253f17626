//! `GET /metrics`, on a port of its own: whoever may use the service has no business with its metrics.

use std::net::SocketAddr;

use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};
use tokio::net::TcpListener;

use super::Scrape;
use crate::{commands::Failure, shutdown::Shutdown};

/// The media type of Prometheus's text format.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// A port at which the metrics will be read.
#[derive(Debug)]
pub(crate) struct MetricsListener {
    listener: TcpListener,
    address: SocketAddr,
}

impl MetricsListener {
    /// Takes the port.
    pub(crate) async fn bind(address: SocketAddr) -> Result<Self, Failure> {
        let taken = |error| Failure::Setup(format!("Cuenta cannot serve metrics on {address}: {error}."));
        let listener = TcpListener::bind(address).await.map_err(taken)?;
        let address = listener.local_addr().map_err(Failure::broken)?;
        Ok(Self { listener, address })
    }

    /// Answers whoever reads the metrics, until the process ends: its last moments are seen too.
    pub(crate) fn serve(self, scrape: Scrape, shutdown: Shutdown) {
        let router = Router::new().route("/metrics", get(show)).with_state(scrape);
        tracing::info!(address = %self.address, "metrics are served");
        tokio::spawn(async move {
            let served =
                axum::serve(self.listener, router).with_graceful_shutdown(async move { shutdown.begun().await });
            if let Err(error) = served.await {
                tracing::error!(%error, "metrics are served no more");
            }
        });
    }
}

async fn show(State(scrape): State<Scrape>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, TEXT_FORMAT)], scrape.now().await)
}
