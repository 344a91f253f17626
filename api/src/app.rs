//! What is served where, and what every request passes.

use std::{
    convert::Infallible,
    error::Error,
    fmt,
    net::IpAddr,
    panic::AssertUnwindSafe,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::service;
use futures_util::{FutureExt as _, future::BoxFuture};
use schema::{CuentaSchema, PublicUrl};
use tokio::task::yield_now;
use tower::Service;

use crate::{
    auth::Verifier,
    browser::{Origins, StandingHeaders, guarded, is_of_a_browser},
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
    pages::{self, DemoToken, console::SignIn},
    photo,
    rates::{Allowances, Rates},
    shutdown::Shutdown,
    telemetry::{self, operations::Observed},
    terms_export,
};

/// The header by which a request is known in the log.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The header in which a request carries its client's address within the process.
pub(crate) const CLIENT_ADDRESS: HeaderName = HeaderName::from_static("cuenta-client-address");

/// What the router is made from.
#[derive(Clone, Debug)]
pub struct App {
    /// The domain.
    pub service: service::Service,
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
    /// Whether browsers are shown the console.
    pub console: bool,
    /// How people sign in to the console.
    pub sign_in: Option<SignIn>,
    /// The end of the process, for what has no end of its own.
    pub shutdown: Shutdown,
    /// In the demo, the tokens that it hands out; it answers to loopback names only.
    pub demo: Option<Vec<DemoToken>>,
}

/// Everything that is served. Clones share it.
///
/// Most requests are GraphQL that no browser sent; between the connection and its answer there is a handful of calls.
/// What browsers send passes their guards first, and everything else the router.
#[derive(Clone)]
pub struct Front(Arc<Connected>);

/// What a connection shares with the others, and what it has for itself. It has one, so that connections of different
/// threads do not count who uses it in the same place.
struct Connected {
    served: Arc<Served>,
    peer: Option<Peer>,
}

/// Whoever is connected to us.
struct Peer {
    address: IpAddr,
    /// The same, as a header's value.
    told: HeaderValue,
}

struct Served {
    graphql: Arc<Entry<Observed<CuentaSchema>, Doorkeeper>>,
    others: Router,
    browsers: Router,
    headers: StandingHeaders,
    trusted_proxies: TrustedProxies,
    is_demo: bool,
}

impl fmt::Debug for Front {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Front").finish_non_exhaustive()
    }
}

impl Front {
    /// The service, set up.
    ///
    /// # Errors
    ///
    /// The prices of the schema, or the list of origins, cannot be read.
    pub fn new(app: App) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let App { service, verifier, public_url, trusted_proxies, graphiql, shutdown, demo, .. } = app;
        let public_address = public_url.0.clone();
        let schema: CuentaSchema = schema::build(service.clone(), public_url);
        let sdl = schema::sdl_of(&schema);
        let admission =
            Admission { limits: Limits::default(), prices: Prices::of(&sdl)?, documents: app.parsed_documents };
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
        let graphql = Arc::new(Entry {
            admission,
            documents: Documents::new(app.trusted_documents),
            answers: Some(app.answers),
            capacity: Capacity::new(app.operations),
            ..Entry::new(Observed(schema), Arc::clone(&host), shutdown)
        });
        let is_demo = demo.is_some();
        let public = Router::new()
            .route("/schema.graphql", get(show_sdl).with_state(sdl.into()))
            .route("/photos/{digest}/{size}", get(photo::show).with_state(service.clone()))
            .route_layer(middleware::from_fn_with_state(Arc::clone(&host), charged));
        let readiness = Readiness { service, verifier: judging, shutdown: ending };
        let mut others = Router::new()
            .route(GRAPHQL, http::routes(Arc::clone(&graphql)))
            .merge(public)
            .merge(terms_export::routes(host))
            .route("/health/live", get(health::live))
            .route("/health/ready", get(health::ready).with_state(readiness));
        if graphiql {
            others = others.merge(pages::graphiql::routes());
        }
        if app.console {
            others = others.merge(pages::console::routes(app.sign_in, is_demo));
        }
        if let Some(tokens) = demo {
            others = others.merge(pages::demo_tokens(tokens.into()));
        }
        let served = Arc::new(Served {
            graphql,
            browsers: guarded(others.clone(), &app.cors_origins, public_address.as_deref())?,
            others,
            headers: StandingHeaders::new(public_address.as_deref()),
            trusted_proxies,
            is_demo,
        });
        Ok(Self(Arc::new(Connected { served, peer: None })))
    }

    /// The same for a connection from this address.
    #[must_use]
    pub fn of_peer(&self, address: IpAddr) -> Self {
        let told = HeaderValue::try_from(address.to_canonical().to_string()).ok();
        let peer = told.map(|told| Peer { address, told });
        Self(Arc::new(Connected { served: Arc::clone(&self.0.served), peer }))
    }

    /// Answers a request.
    pub async fn answer(self, mut request: Request) -> Response {
        self.note_client_address(request.headers_mut());
        let route = route(request.uri().path());
        telemetry::access::observe(request, route, |request| async move {
            let answer = AssertUnwindSafe(self.0.served.route(request)).catch_unwind().await;
            let mut response = answer.unwrap_or_else(http::after_panic);
            self.0.served.headers.put(response.headers_mut());
            response
        })
        .await
    }

    /// Notes from which address a request comes, in a header of our own that no client can send.
    fn note_client_address(&self, headers: &mut HeaderMap) {
        let proxies = &self.0.served.trusted_proxies;
        let told = match &self.0.peer {
            Some(Peer { address, .. }) if proxies.hold(address.to_canonical()) => {
                HeaderValue::try_from(client_address(*address, headers, proxies).to_string()).ok()
            }
            Some(Peer { told, .. }) => Some(told.clone()),
            None => None,
        };
        match told {
            Some(address) => drop(headers.insert(CLIENT_ADDRESS, address)),
            None => drop(headers.remove(CLIENT_ADDRESS)),
        }
    }
}

impl Service<Request> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        self.clone().answer(request).map(Ok).boxed()
    }
}

impl Served {
    async fn route(&self, request: Request) -> Response {
        if self.is_demo && !is_for_loopback(&request) {
            return (StatusCode::MISDIRECTED_REQUEST, "The demo answers to localhost only.\n").into_response();
        }
        let is_graphql = request.uri().path() == GRAPHQL;
        let router = if is_of_a_browser(&request) {
            &self.browsers
        } else if is_graphql && request.method() == Method::POST {
            return self.graphql.post(request).await;
        } else if is_graphql && request.method() == Method::GET {
            return self.graphql.get(request).await;
        } else {
            &self.others
        };
        // It may be anything, so it is the main runtime's (`crate::server`).
        yield_now().await;
        let answer = telemetry::access::spanned(router.clone().call(request)).boxed();
        answer.await.unwrap_or_else(|never| match never {})
    }
}

/// Where GraphQL is asked.
const GRAPHQL: &str = "/graphql";

/// What the log and the metrics call the place that a path leads to: few names, whatever strangers send.
fn route(path: &str) -> &'static str {
    const PLACES: [&str; 6] = [
        GRAPHQL,
        "/schema.graphql",
        "/terms-acceptances.csv",
        "/terms-acceptances.jsonl",
        "/health/live",
        "/health/ready",
    ];
    let place = PLACES.into_iter().find(|place| *place == path);
    let beginning = |beginning, place| path.starts_with(beginning).then_some(place);
    place
        .or_else(|| beginning("/photos/", "/photos/{digest}/{size}"))
        .or_else(|| beginning("/graphql/", "/graphql/{file}"))
        .or_else(|| beginning("/assets/", "/assets/{file}"))
        .or_else(|| pages::console::is_view(path).then_some("/"))
        .unwrap_or("other")
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

/// Whether a request names the machine itself. The demo hands out tokens, so a page of another site must not reach it
/// under a name of its own (DNS rebinding).
fn is_for_loopback(request: &Request) -> bool {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).or(request.uri().host());
    matches!(host.map(name_of), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}
