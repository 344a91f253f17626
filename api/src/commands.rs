//! What the commands of the command line do.

mod demo_secret;
mod serve;

use std::{
    net::{Ipv4Addr, Ipv6Addr},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use domain::{
    account::{self, CreateAccount},
    caller::StaffScope,
    clock::{Clock, SystemClock},
    database::{Database, is_held_by_another},
    revision::Actor,
    service::Service,
    settings::environment::Language,
    user_error::Problem,
    verify,
    webhook::{Courier, NoCourier},
};
use migration::Migrator;
use schema::message;
use sea_orm::DbErr;
use sea_orm_migration::MigratorTrait;
use tokio::time::{Instant, sleep};

use crate::{
    auth::jwt::{self, NewToken},
    cli::{self, Cli, Command, Migration},
    config::{self, Config, ConfigError, Flags, Mode},
    demo::{self, DemoError},
};

/// Why a command did not do what it was asked for: one sentence for whoever typed it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// An option is wrong.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// Something that the command needs is not to be had.
    #[error("{0}")]
    Setup(String),
    /// What the command was given is wrong.
    #[error("{0}")]
    Input(String),
    /// The process that was asked is not ready.
    #[error("{0}")]
    Unwell(String),
    /// What was verified does not agree.
    #[error("{0} findings.")]
    Findings(usize),
    /// Something broke on our side.
    #[error("{0}")]
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// The status with which the process ends: 2 where whoever typed it can mend it.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_) | Self::Setup(_) | Self::Input(_) => 2,
            Self::Unwell(_) | Self::Findings(_) | Self::Broken(_) => 1,
        }
    }

    pub(crate) fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Broken(Box::new(error))
    }
}

/// Does what the command line asks for.
///
/// # Errors
/// Why it could not be done.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(options) => serve::serve(&options).await,
        Command::Migrate(options) => migrate(&load(&options.flags)?, options.migration).await,
        Command::Demo(options) => {
            demo::fill(&open(&load(&options.flags)?, Arc::new(NoCourier)).await?).await.map_err(demo_failure)?;
            println!("The account {} is there.", demo::SLUG);
            Ok(())
        }
        Command::Account(cli::Account::Create(options)) => create_account(options).await,
        Command::Token(options) => token(&options),
        Command::Schema => {
            print!("{}", schema::sdl());
            Ok(())
        }
        Command::Health(options) => health(&load(&options.flags)?).await,
        Command::Verify(options) => verify(&load(&options.flags)?).await,
        Command::Config => {
            print!("{}", config::reference());
            Ok(())
        }
    }
}

/// Asks `GET /health/ready` where this configuration listens; of all addresses, on this machine.
async fn health(config: &Config) -> Result<(), Failure> {
    let mut address = config.listen;
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() });
    }
    let asked = async {
        let client = reqwest::Client::builder().no_proxy().timeout(HEALTH_TIME).build()?;
        let answer = client.get(format!("http://{address}/health/ready")).send().await?;
        Ok::<_, reqwest::Error>((answer.status(), answer.text().await?))
    };
    match asked.await {
        Ok((status, said)) if status.is_success() => {
            print!("{said}");
            Ok(())
        }
        Ok((_, said)) => Err(Failure::Unwell(format!("Cuenta at {address} is not ready: {}.", one_line(&said)))),
        Err(error) => Err(Failure::Unwell(format!("Cuenta at {address} does not answer: {}.", one_line(&error)))),
    }
}

/// How long the answer about the health may take.
const HEALTH_TIME: Duration = Duration::from_secs(4);

fn load(flags: &Flags) -> Result<Config, Failure> {
    Ok(Config::load(flags, |name| std::env::var_os(name), Mode::Service)?)
}

/// Connects to the database and migrates it. Only what serves has something that carries webhooks.
async fn open(config: &Config, courier: Arc<dyn Courier>) -> Result<Service, Failure> {
    let database = connect(config).await?;
    let migrated = patiently(async || migration::up(database.for_migrations()).await).await;
    migrated.map_err(|error| unusable(config, &error))?;
    Ok(Service::new(database, Arc::new(SystemClock), courier).with_caches(config.caches.domain))
}

async fn connect(config: &Config) -> Result<Database, Failure> {
    let connected = patiently(async || Database::connect(config.database_url.as_str()).await).await;
    connected.map_err(|error| unusable(config, &error))
}

/// How long a database is waited for that another process holds, and how often it is looked at.
const HELD: Duration = Duration::from_mins(1);
const LOOK: Duration = Duration::from_millis(50);

/// Tries again while another process holds an SQLite database: one that begins its log, or migrates.
async fn patiently<T>(operation: impl AsyncFn() -> Result<T, DbErr>) -> Result<T, DbErr> {
    let begun = Instant::now();
    loop {
        match operation().await {
            Err(error) if is_held_by_another(&error) && begun.elapsed() < HELD => sleep(LOOK).await,
            done => return done,
        }
    }
}

fn unusable(config: &Config, error: &DbErr) -> Failure {
    Failure::Setup(format!("The database {} cannot be used: {}.", config.database_url, one_line(error)))
}

fn one_line(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

async fn migrate(config: &Config, migration: Migration) -> Result<(), Failure> {
    let database = connect(config).await?;
    let connection = database.for_migrations();
    match migration {
        Migration::Up => patiently(async || migration::up(connection).await).await,
        Migration::Down { steps } => patiently(async || migration::down(connection, steps).await).await,
        Migration::Status => {
            let applied = match Migrator::get_migration_models(connection).await {
                Ok(applied) => applied.into_iter().map(|model| model.version).collect(),
                // Where no migration ever ran there is no table of them.
                Err(_) => Vec::new(),
            };
            for migration in Migrator::migrations() {
                let state = if applied.iter().any(|name| name == migration.name()) { "applied" } else { "pending" };
                println!("{state} {}", migration.name());
            }
            Ok(())
        }
    }
    .map_err(|error| unusable(config, &error))
}

async fn create_account(options: cli::CreateAccount) -> Result<(), Failure> {
    let service = open(&load(&options.flags)?, Arc::new(NoCourier)).await?;
    let input = CreateAccount {
        slug: options.slug,
        trade_name: options.trade_name,
        language: match options.language {
            cli::Language::Pt => Language::Pt,
            cli::Language::Es => Language::Es,
            cli::Language::En => Language::En,
        },
        time_zone: options.time_zone,
    };
    let created = account::create(&service, &StaffScope::of_the_process(), Actor::system(), input).await;
    match created.map_err(Failure::broken)? {
        Ok(created) => {
            println!("{} {}", created.account.slug, created.account.id);
            Ok(())
        }
        Err(errors) => Err(Failure::Input(
            errors.iter().map(|error| sentence(&error.path, &error.problem)).collect::<Vec<_>>().join(" "),
        )),
    }
}

/// A user error as a sentence that names the flag.
fn sentence(path: &[String], problem: &Problem) -> String {
    let flag = match path.first().map(String::as_str) {
        Some("tradeName") => "--trade-name",
        Some("timeZone") => "--time-zone",
        Some("slug") => "--slug",
        _ => "The input",
    };
    format!("{flag}: {}", message::user_error(Language::En, problem))
}

fn token(options: &cli::Token) -> Result<(), Failure> {
    let config = load(&options.flags)?;
    let kept;
    let secret = if let Some(secret) = config.signing_secret()? {
        secret.as_bytes()
    } else {
        kept = demo_secret::kept(&secret_folder(&config)).ok_or_else(|| {
            Failure::Setup("CUENTA_JWT_SECRET is not set, and there is no demo whose secret could sign.".to_owned())
        })?;
        kept.as_bytes()
    };
    let token = jwt::sign(
        secret,
        &NewToken {
            subject: &options.subject,
            role: options.role,
            account: options.account.as_deref(),
            name: options.name.as_deref(),
            email: options.email.as_deref(),
            issuer: &config.jwt_issuer,
            audience: &config.jwt_audience,
            issued_at: SystemClock.now(),
            lifetime: options.lifetime,
        },
    );
    println!("{}", token.map_err(|error| Failure::Input(format!("The token cannot be signed: {error}.")))?);
    Ok(())
}

/// The folder of the database, where the demo keeps its secret.
fn secret_folder(config: &Config) -> PathBuf {
    let folder = config
        .database_url
        .as_str()
        .strip_prefix("sqlite://")
        .and_then(|path| PathBuf::from(path.split('?').next().unwrap_or(path)).parent().map(PathBuf::from));
    folder.unwrap_or_else(|| PathBuf::from("cuenta-data"))
}

async fn verify(config: &Config) -> Result<(), Failure> {
    let service = open(config, Arc::new(NoCourier)).await?;
    let report = verify::verify(&service).await.map_err(Failure::broken)?;
    for finding in &report.findings {
        println!("{finding}");
    }
    println!("Accounts verified: {}.", report.accounts);
    if report.findings.is_empty() { Ok(()) } else { Err(Failure::Findings(report.findings.len())) }
}

fn demo_failure(error: DemoError) -> Failure {
    Failure::broken(error)
}
