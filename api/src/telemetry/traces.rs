//! Traces, as OpenTelemetry has them: a span for each request, with its authentication, its operation and its statements
//! below.
//!
//! A span tells what was done and how long it took, and never for whom or with what: no header, path, variable or
//! document, no value of a statement. What a statement is, is told by SeaORM, with its kind alone.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use async_trait::async_trait;
use axum::http::{HeaderMap, StatusCode};
use opentelemetry::{propagation::TextMapPropagator as _, trace::TracerProvider as _};
use opentelemetry_http::{Bytes, HeaderExtractor, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{SdkTracerProvider, Tracer},
};
use tokio::runtime::Handle;
use tracing::{Metadata, Span, Subscriber, field};
use tracing_opentelemetry::{OpenTelemetryLayer, OpenTelemetrySpanExt as _};
use tracing_subscriber::{Layer, filter::dynamic_filter_fn, layer::Context, registry::LookupSpan};

use super::log;
use crate::{commands::Failure, config::OtlpEndpoint, tls};

/// How long a collector may take for a batch of spans.
const TIMEOUT: Duration = Duration::from_secs(5);

/// How long the end of the process waits for the last spans.
pub(super) const FAREWELL: Duration = Duration::from_secs(5);

/// The most bytes of a collector's answer that are read: it tells at most how many spans it refused.
const ANSWER_MAX: usize = 64 * 1024;

/// What sends spans to a collector, from a thread of its own.
pub(super) fn provider(endpoint: &OtlpEndpoint) -> Result<SdkTracerProvider, Failure> {
    let client =
        tls::client(|| reqwest::Client::builder().timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none()))
            .map_err(Failure::broken)?;
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Collector { client, runtime: Handle::current(), is_failing: AtomicBool::new(false) })
        .with_endpoint(endpoint.traces())
        .with_timeout(TIMEOUT)
        .build()
        .map_err(Failure::broken)?;
    let resource = Resource::builder()
        .with_service_name("cuenta")
        .with_attribute(opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())
}

/// What makes traces of spans.
pub(super) fn layer<S>(provider: &SdkTracerProvider) -> impl Layer<S> + use<S>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let layer: OpenTelemetryLayer<S, Tracer> = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("cuenta"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false);
    layer.with_filter(dynamic_filter_fn(is_traced))
}

/// Our own spans, and the statements of requests. Events, which are the log's, are no part of a trace; neither are the
/// statements of what looks at the database all the time.
fn is_traced<S>(metadata: &Metadata<'_>, context: &Context<'_, S>) -> bool
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let is_of = |name: &str| metadata.target().split("::").next() == Some(name);
    if !metadata.is_span() || metadata.target() == log::ONLY {
        false
    } else if is_of("sea_orm") {
        context.lookup_current().is_some()
    } else {
        is_of("api") || is_of("schema") || is_of("domain")
    }
}

/// The span of a request, which goes on with the caller's trace where there is one (<https://www.w3.org/TR/trace-context/>).
pub(super) fn request_span(method: &'static str, route: &str, headers: &HeaderMap) -> Span {
    let span = tracing::debug_span!(
        parent: None,
        "http",
        otel.name = format_args!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = field::Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = field::Empty,
    );
    if !span.is_disabled() {
        let context = TraceContextPropagator::new().extract(&HeaderExtractor(headers));
        // Without a collector nobody traces the span.
        let _ = span.set_parent(context);
    }
    span
}

/// Notes what a request was answered.
pub(super) fn answered(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}

/// Sends spans over our own client: one that has no need of a second HTTP library, or of a second TLS.
#[derive(Debug)]
struct Collector {
    client: reqwest::Client,
    runtime: Handle,
    /// A collector that is away is told once, not with every batch.
    is_failing: AtomicBool,
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let client = self.client.clone();
        // The exporter's thread has no runtime of its own.
        let answer = self.runtime.spawn(async move { sent(&client, request).await }).await?;
        match &answer {
            Ok(answer) if answer.status().is_success() => {
                if self.is_failing.swap(false, Ordering::Relaxed) {
                    tracing::info!("the collector takes traces again");
                }
            }
            Ok(answer) => self.fails(&format!("it answered {}", answer.status())),
            Err(error) => self.fails(&cause(error.as_ref())),
        }
        answer
    }
}

impl Collector {
    fn fails(&self, error: &str) {
        if !self.is_failing.swap(true, Ordering::Relaxed) {
            tracing::warn!(error, "the collector takes no traces; they are lost until it does");
        }
    }
}

async fn sent(client: &reqwest::Client, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
    let mut answer = client.execute(request.try_into()?).await?;
    let mut response = Response::builder().status(answer.status());
    if let Some(headers) = response.headers_mut() {
        *headers = std::mem::take(answer.headers_mut());
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if body.len() + chunk.len() > ANSWER_MAX {
            break;
        }
        body.extend_from_slice(&chunk);
    }
    Ok(response.body(body.into())?)
}

/// The innermost cause of an error: what is around it says that a request failed.
fn cause(error: &(dyn std::error::Error + 'static)) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
