//! What is logged and traced, and by whom it is heard.

use std::io::{self, IsTerminal as _};

use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::{EnvFilter, Layer as _, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use super::{
    lines::Lines,
    text::{Text, Time},
    traces,
};
use crate::{
    commands::Failure,
    config::{Config, LogFormat},
};

/// The target of spans that are there for the log alone.
pub(super) const ONLY: &str = "api::log";

/// What is logged of libraries before the option is asked: nothing of what they would tell of every request, and of what
/// passes through them, so that no level brings a token into the log.
///
/// A receiver's certificate is its owner's matter: the delivery tells it, and the log would tell it as an error of ours.
const QUIET: &str = "rustls_platform_verifier::verification=off,sea_orm=warn,tungstenite=info,tokio_tungstenite=info,\
                     h2=info,hyper=info,hyper_util=info";

/// What must be done at the end of the process for whoever looks at it.
#[derive(Debug)]
#[must_use = "traces that are not flushed are lost"]
pub(crate) struct Telemetry {
    traces: Option<SdkTracerProvider>,
    lines: Lines,
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        self.lines.write();
    }
}

/// Begins to log, and to send traces where a collector is configured.
pub(crate) fn install(config: &Config) -> Result<Telemetry, Failure> {
    let filter = EnvFilter::try_new(format!("{QUIET},{}", config.log)).map_err(Failure::broken)?;
    let written = Lines::to_stderr().map_err(Failure::broken)?;
    let lines = tracing_subscriber::fmt::layer().with_ansi(io::stderr().is_terminal()).with_writer(written.clone());
    let lines = match config.log_format {
        LogFormat::Text => lines.event_format(Text::new(Time)).boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    let traces = config.otlp_endpoint.as_ref().map(traces::provider).transpose()?;
    tracing_subscriber::registry()
        .with(traces.as_ref().map(traces::layer))
        .with(lines.with_filter(filter))
        .try_init()
        .map_err(Failure::broken)?;
    Ok(Telemetry { traces, lines: written })
}

impl Telemetry {
    /// Sends the traces that have not left yet, unless their collector takes too long.
    pub(crate) async fn end(mut self) {
        let Some(traces) = self.traces.take() else { return };
        // It waits for a thread that waits for this runtime, so it may not stand in its way.
        let ended = tokio::task::spawn_blocking(move || traces.shutdown_with_timeout(traces::FAREWELL)).await;
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the last traces did not leave"),
            Err(error) => tracing::warn!(%error, "the last traces did not leave"),
        }
    }
}
