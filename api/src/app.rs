//! The service as one router: what is served where, and what every request passes.

use std::{error::Error, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::service::Service;
use schema::{CuentaSchema, PublicUrl};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    auth::Verifier,
    browser::{Origins, guarded},
    client_address::{TrustedProxies, client_address},
    doorkeeper::Doorkeeper,
    graphql::{
        admission::{Admission, Limits, ParsedDocuments, Prices},
        answer::Rejected,
        answers::Answers,
        capacity::Capacity,
        documents::{Documents, TrustedDocuments},
        http::{self, Entry},
        media_type::MediaType,
    },
    health::{self, Readiness},
    pages::{self, DemoToken},
    photo,
    rates::{Allowances, Rates},
    shutdown::Shutdown,
    telemetry::{self, operations::Observed},
    terms_export,
};

/// The header by which a request is known in the log.
pub(crate) const REQUEST_ID: &str = "x-request-id";

/// The header in which a request carries its client's address within the process.
pub(crate) const CLIENT_ADDRESS: &str = "cuenta-client-address";

/// What the router is made from.
#[derive(Clone, Debug)]
pub struct App {
    /// The domain.
    pub service: Service,
    /// What tokens are verified with.
    pub verifier: Verifier,
    /// Where the service is reached from outside.
    pub public_url: PublicUrl,
    /// The proxies that are believed where a client's address is asked for.
    pub trusted_proxies: TrustedProxies,
    /// How often somebody may ask.
    pub allowances: Allowances,
    /// How many operations are worked on at once.
    pub operations: usize,
    /// Whether strangers may ask about the schema.
    pub public_introspection: bool,
    /// The only documents that people may run.
    pub trusted_documents: Option<TrustedDocuments>,
    /// The documents that were parsed.
    pub parsed_documents: ParsedDocuments,
    /// The answers that are remembered.
    pub answers: Answers,
    /// The origins whose pages may ask.
    pub cors_origins: Origins,
    /// Whether browsers are shown GraphiQL.
    pub graphiql: bool,
    /// The end of the process, for what has no end of its own.
    pub shutdown: Shutdown,
    /// In the demo, the tokens that it hands out; it answers to loopback names only.
    pub demo: Option<Vec<DemoToken>>,
}

/// Everything that is served.
///
/// # Errors
///
/// The prices of the schema, or the list of origins, cannot be read.
pub fn router(app: App) -> Result<Router, Box<dyn Error + Send + Sync>> {
    let App { service, verifier, public_url, trusted_proxies, graphiql, shutdown, demo, .. } = app;
    let public_address = public_url.0.clone();
    let schema: CuentaSchema = schema::build(service.clone(), public_url);
    let sdl = schema::sdl();
    let admission = Admission { limits: Limits::default(), prices: Prices::of(&sdl)?, documents: app.parsed_documents };
    let rates = Rates::new(app.allowances);
    let public_introspection = app.public_introspection;
    let (ending, judging) = (shutdown.clone(), verifier.clone());
    let host = Arc::new(Doorkeeper { service: service.clone(), verifier, rates, graphiql, public_introspection });
    let (sweeper, ended) = (Arc::clone(&host), shutdown.clone());
    tokio::spawn(async move {
        tokio::select! {
            () = sweeper.forget() => {}
            () = ended.begun() => {}
        }
    });
    let entry = Entry {
        admission,
        documents: Documents::new(app.trusted_documents),
        answers: Some(app.answers),
        capacity: Capacity::new(app.operations),
        ..Entry::new(Observed(schema), Arc::clone(&host), shutdown)
    };
    let is_demo = demo.is_some();
    let public = Router::new()
        .route("/schema.graphql", get(show_sdl).with_state(sdl.into()))
        .route("/photos/{digest}/{size}", get(photo::show).with_state(service.clone()))
        .route_layer(middleware::from_fn_with_state(Arc::clone(&host), charged));
    let mut router = Router::new()
        .route("/graphql", http::routes(Arc::new(entry)))
        .merge(public)
        .merge(terms_export::routes(host))
        .route("/health/live", get(health::live))
        .route(
            "/health/ready",
            get(health::ready).with_state(Readiness { service, verifier: judging, shutdown: ending }),
        );
    if graphiql {
        router = router.merge(pages::routes(demo.unwrap_or_default().into()));
    }
    if is_demo {
        router = router.layer(middleware::from_fn(loopback_names_only));
    }
    let router = guarded(router, &app.cors_origins, public_address.as_deref())?;
    Ok(router
        .layer(CatchPanicLayer::custom(http::after_panic))
        .layer(middleware::from_fn_with_state(Arc::new(trusted_proxies), with_client_address))
        .layer(middleware::from_fn(telemetry::access::observe)))
}

/// The SDL, public: partners build against it.
async fn show_sdl(State(sdl): State<Arc<str>>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], sdl.to_string()).into_response()
}

/// What everybody may read costs its address something all the same.
async fn charged(State(host): State<Arc<Doorkeeper>>, request: Request, next: Next) -> Response {
    match host.charge_stranger(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refused) => Rejected::from(refused).into_response(MediaType::Json),
    }
}

/// Notes from which address a request comes, in a header of our own that no client can send.
async fn with_client_address(State(trusted): State<Arc<TrustedProxies>>, mut request: Request, next: Next) -> Response {
    request.headers_mut().remove(CLIENT_ADDRESS);
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let address = client_address(peer.ip(), request.headers(), &trusted).to_string();
        if let Ok(address) = HeaderValue::from_str(&address) {
            request.headers_mut().insert(CLIENT_ADDRESS, address);
        }
    }
    next.run(request).await
}

/// The demo hands out tokens, so a page of another site must not reach it under a name of its own (DNS rebinding).
async fn loopback_names_only(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).or(request.uri().host());
    match host.map(name_of) {
        Some("localhost" | "127.0.0.1" | "[::1]") => next.run(request).await,
        _ => (StatusCode::MISDIRECTED_REQUEST, "The demo answers to localhost only.\n").into_response(),
    }
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}
