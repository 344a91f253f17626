//! `cuenta serve`: migrates, listens, and serves until it is told to stop.

use std::{
    io::{self, Write as _},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use chrono::TimeDelta;
use domain::{
    account::Account, cache::CacheStatus, clock::SystemClock, policy::AccountRole, service::Service, webhook,
};
use schema::PublicUrl;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use super::{Failure, demo_failure, demo_secret, one_line, open, secret_folder};
use crate::{
    app::{App, Front},
    auth::{
        Verifier,
        jwt::{self, Keys, NewToken, TokenRole},
    },
    cli::Serve,
    config::{Config, ServingKey, TokenKey},
    demo,
    graphql::{admission::ParsedDocuments, answers::Answers},
    huge_pages,
    pages::DemoToken,
    server,
    shutdown::Shutdown,
    telemetry::{self, MetricsListener, Scrape},
    webhooks::{HttpCourier, SystemNames},
};

/// How long the demo's tokens are good.
const DEMO_LIFETIME: TimeDelta = TimeDelta::days(30);

pub(super) async fn serve(options: &Serve) -> Result<(), Failure> {
    let config = Config::load(&options.flags, |name| std::env::var_os(name), options.mode())?;
    if options.print_config {
        print!("{}", config.printed());
        return Ok(());
    }
    let address = config.serving_address()?;
    let key = config.serving_key()?;
    let telemetry = telemetry::install(&config)?;
    outlive_full_disks()?;
    // The port is taken first: where another process has it, nothing is made or migrated.
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| Failure::Setup(format!("Cuenta cannot listen on {address}: {error}.")))?;
    let address = listener.local_addr().map_err(Failure::broken)?;
    let metrics = match config.metrics_listen {
        Some(address) => Some(MetricsListener::bind(address).await?),
        None => None,
    };
    let courier = HttpCourier::new(config.webhook_reach.clone(), Arc::new(SystemNames), Arc::new(SystemClock))
        .map_err(|error| Failure::Setup(format!("Webhooks cannot be sent over TLS: {}.", one_line(&error))))?;
    let service = open(&config, Arc::new(courier)).await?;
    let (verifier, demo) = judge(options, &config, &service, key).await?;
    if let Some(tokens) = &demo {
        // Whoever started the demo may have stopped listening; the demo serves all the same.
        introduce(address, tokens).unwrap_or_else(|error| tracing::warn!(%error, "nobody reads what the demo says"));
    }
    let stop = told_to_stop()?;
    let listening = service.clone();
    // It ends with the process.
    tokio::spawn(async move { domain::nodes::listen(&listening).await });
    if let Some(provider) = verifier.provider() {
        let provider = Arc::clone(provider);
        tokio::spawn(async move { provider.keep().await });
    }
    let (sender, stop_sending) = (service.clone(), CancellationToken::new());
    let sending = stop_sending.clone();
    let sending = tokio::spawn(async move { webhook::work(&sender, &sending).await });
    let public_url = PublicUrl(config.public_url.as_ref().map(|url| url.as_str().to_owned()));
    let (trusted_proxies, connections) = (config.trusted_proxies.clone(), config.connections);
    let shutdown = Shutdown::default();
    let answers = Answers::new(&service, config.caches.answers);
    let parsed_documents = ParsedDocuments::new(config.caches.documents);
    let caches = all_caches(&service, &verifier, &answers, &parsed_documents);
    tokio::spawn(huge_pages::take_when_worth_it(caches.clone()));
    if let Some(metrics) = metrics {
        let scrape = Scrape::install(service.clone(), caches).map_err(Failure::broken)?;
        metrics.serve(scrape, shutdown.clone());
    }
    let app = App {
        service: service.clone(),
        verifier: verifier.clone(),
        public_url,
        trusted_proxies: trusted_proxies.clone(),
        allowances: config.allowances,
        operations: config.operations,
        public_introspection: config.public_introspection,
        trusted_documents: config.trusted_documents,
        parsed_documents,
        answers,
        cors_origins: config.cors_origins,
        graphiql: config.graphiql,
        console: config.console,
        sign_in: config.sign_in,
        shutdown: shutdown.clone(),
        demo,
    };
    raise_file_limit(connections.all);
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "listening");
    let front = Front::new(app).map_err(Failure::Broken)?;
    let begun = shutdown.clone();
    tokio::spawn(async move {
        stop.await;
        begun.begin();
    });
    let serving = async {
        let of_peer = |peer| front.of_peer(peer);
        server::serve(listener, of_peer, connections, trusted_proxies, &shutdown).await.map_err(Failure::broken)?;
        // WebSockets are not the server's any more, and a change goes on without whoever asked for it.
        stop_sending.cancel();
        shutdown.finished().await;
        let sent = sending.await.map_err(Failure::broken);
        service.settled().await;
        telemetry.end().await;
        sent
    };
    tokio::select! {
        ended = serving => ended,
        () = overdue(&shutdown) => {
            Err(Failure::Broken(format!("what was under way took longer than {} s", PATIENCE.as_secs()).into()))
        }
    }
}

/// Tells how everything does that is remembered between requests.
fn all_caches(
    service: &Service,
    verifier: &Verifier,
    answers: &Answers,
    documents: &ParsedDocuments,
) -> impl Fn() -> Vec<CacheStatus> + Clone + Send + Sync + use<> {
    let (service, verifier, answers, documents) =
        (service.clone(), verifier.clone(), answers.clone(), documents.clone());
    move || [&service.caches()[..], &[verifier.status(), documents.status()], &answers.status()].concat()
}

/// How long what is under way may take to end, once the process is told to stop.
const PATIENCE: Duration = Duration::from_secs(45);

async fn overdue(shutdown: &Shutdown) {
    shutdown.begun().await;
    tokio::time::sleep(PATIENCE).await;
}

/// Writing past the largest file that the system allows ends a process, unless it asks to be told by the write instead.
fn outlive_full_disks() -> Result<(), Failure> {
    // tokio answers a signal that somebody listens to, for as long as the process lives; nobody has to be listening.
    const FILE_SIZE_EXCEEDED: i32 = 25;
    signal(SignalKind::from_raw(FILE_SIZE_EXCEEDED)).map_err(Failure::broken).map(drop)
}

/// Raises the number of files that the process may open to what the system allows: each connection is one.
fn raise_file_limit(connections: usize) {
    // Beside the connections there are the database's, the webhooks' and the log's.
    let wanted = u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(1024);
    match rlimit::increase_nofile_limit(wanted) {
        Ok(limit) if limit < wanted => {
            tracing::warn!(limit, wanted, "the system allows fewer open files than the connections need");
        }
        Ok(limit) => tracing::info!(limit, "so many files may be open"),
        Err(error) => tracing::warn!(%error, "the limit of open files cannot be raised"),
    }
}

/// What tokens are verified with, and in the demo those that it hands out.
async fn judge(
    options: &Serve,
    config: &Config,
    service: &Service,
    key: ServingKey<'_>,
) -> Result<(Verifier, Option<Vec<DemoToken>>), Failure> {
    match key {
        ServingKey::Set(TokenKey::Secret(secret)) => with_secret(options, config, service, secret.as_bytes()).await,
        ServingKey::Set(key @ (TokenKey::PublicKey(_) | TokenKey::Provider(_))) => {
            let verifier = config.verifier(key).map_err(|error| {
                Failure::Setup(format!("The identity provider cannot be asked over TLS: {}.", one_line(&error)))
            })?;
            Ok((verifier, None))
        }
        ServingKey::MadeByDemo => {
            let folder = secret_folder(config);
            let secret = demo_secret::kept_or_made(&folder).map_err(|error| {
                Failure::Setup(format!("The demo's secret cannot be kept in {}: {error}.", folder.display()))
            })?;
            with_secret(options, config, service, secret.as_bytes()).await
        }
    }
}

/// Keys of a secret, and in the demo its account and tokens.
async fn with_secret(
    options: &Serve,
    config: &Config,
    service: &Service,
    secret: &[u8],
) -> Result<(Verifier, Option<Vec<DemoToken>>), Failure> {
    let keys = Keys::hs256(secret, &config.jwt_issuer, &config.jwt_audience);
    let keys = Verifier::configured(keys).with_memory(config.caches.tokens);
    if !options.demo {
        return Ok((keys, None));
    }
    let account = demo::fill(service).await.map_err(demo_failure)?;
    Ok((keys, Some(tokens(config, service, secret, &account)?)))
}

/// A token for each role of the demo.
fn tokens(
    config: &Config,
    service: &Service,
    secret: &[u8],
    account: &Arc<Account>,
) -> Result<Vec<DemoToken>, Failure> {
    let sign = |role: &'static str, token_role, subject: &str, name: &str, email: Option<&str>| {
        let account = (token_role != TokenRole::Platform).then_some(account.slug.as_str());
        let token = jwt::sign(
            secret,
            &NewToken {
                subject,
                role: token_role,
                account,
                name: Some(name),
                email,
                issuer: &config.jwt_issuer,
                audience: &config.jwt_audience,
                issued_at: service.now(),
                lifetime: DEMO_LIFETIME,
            },
        );
        token.map(|token| DemoToken { role, name: name.to_owned(), token }).map_err(Failure::broken)
    };
    let member = |role: &'static str, token_role, account_role| {
        let person = demo::person(account, account_role);
        let name = person.name.as_deref().unwrap_or_default();
        sign(role, token_role, &person.subject, name, person.email.as_deref())
    };
    Ok(vec![
        member("ADMIN", TokenRole::Admin, AccountRole::Admin)?,
        member("OPERATOR", TokenRole::Operator, AccountRole::Operator)?,
        member("AGENT", TokenRole::Agent, AccountRole::Agent)?,
        member("CUSTOMER", TokenRole::Customer, AccountRole::Customer)?,
        sign("PLATFORM", TokenRole::Platform, "demo-platform", "Demo platform staff", None)?,
    ])
}

/// Tells where the demo is, and how to be each of its people.
fn introduce(address: SocketAddr, tokens: &[DemoToken]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "Cuenta's demo: the settings screen is at http://{address}/ and GraphiQL at http://{address}/graphql\n"
    )?;
    writeln!(out, "Both have the tokens to choose from; others send one as `Authorization: Bearer …`:\n")?;
    for DemoToken { role, token, .. } in tokens {
        writeln!(out, "{role}\n{token}\n")?;
    }
    out.flush()
}

/// Ends when the process is asked to: by SIGTERM, or by Ctrl-C.
fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::broken)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::broken)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping: requests that are under way are finished");
    })
}
