//! `cuenta` as a process, and databases for it.

use std::{path::Path, process::Command, time::Duration};

use sea_orm::{ConnectOptions, ConnectionTrait as _, DatabaseConnection};
use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Fault, process::Process};

/// What tokens are signed with.
pub const SECRET: &str = "a secret for torture, of 32 bytes or more";

/// A database that a part has for itself.
#[derive(Debug)]
pub struct Database {
    /// Its URL.
    pub url: String,
    folder: Option<TempDir>,
}

impl Database {
    /// A SQLite file in a folder that is thrown away.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn sqlite() -> Result<Self, Fault> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("cuenta.db").display());
        Ok(Self { url, folder: Some(folder) })
    }

    /// A database of the PostgreSQL that the script started.
    ///
    /// # Errors
    /// There is none, or the database cannot be made.
    pub async fn postgres() -> Result<Self, Fault> {
        let name = format!("torture_{}", Uuid::new_v4().simple());
        let maintenance = Self::of_postgres("postgres")?.connect().await?;
        maintenance.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        Self::of_postgres(&name)
    }

    /// A database of that PostgreSQL by its name, whether or not it is there.
    ///
    /// # Errors
    /// There is no such PostgreSQL.
    pub fn of_postgres(name: &str) -> Result<Self, Fault> {
        let server = std::env::var("CUENTA_TEST_POSTGRES").map_err(|_| "CUENTA_TEST_POSTGRES is not set")?;
        let (before, _) = server.rsplit_once('/').ok_or("a URL of PostgreSQL")?;
        Ok(Self { url: format!("{before}/{name}"), folder: None })
    }

    /// Whether it is a file.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.folder.is_some()
    }

    /// A connection or two, beside those of the service.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn connect(&self) -> Result<DatabaseConnection, Fault> {
        let mut options = ConnectOptions::new(&self.url);
        options.max_connections(2).sqlx_logging(false);
        Ok(sea_orm::Database::connect(options).await?)
    }
}

/// Runs a command of `cuenta` to its end, and answers what it printed.
///
/// # Errors
/// What it said when it failed.
pub fn command(database: &str, arguments: &[&str]) -> Result<String, Fault> {
    let output = cuenta(database).args(arguments).output()?;
    if output.status.success() {
        Ok(String::from_utf8(output.stdout)?)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}

/// `cuenta` over a database, as it is shipped.
#[must_use]
pub fn cuenta(database: &str) -> Command {
    let mut command = Command::new(binary());
    command.env("CUENTA_DATABASE_URL", database).env("CUENTA_JWT_SECRET", SECRET);
    command
}

/// Where `cuenta` is.
#[must_use]
pub fn binary() -> String {
    std::env::var("CUENTA_BINARY").unwrap_or_else(|_| "target/release/cuenta".to_owned())
}

/// A port of this machine that nobody listens on.
///
/// # Errors
/// There is none left.
pub fn free_address() -> Result<String, Fault> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// Waits until a process answers a request with success.
///
/// # Errors
/// It ended, or did not answer for half a minute.
pub async fn until_answered(process: &mut Process, request: &reqwest::RequestBuilder) -> Result<(), Fault> {
    let begun = std::time::Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        let request = request.try_clone().ok_or("a request that can be sent again")?;
        if request.send().await.is_ok_and(|answer| answer.status().is_success()) {
            return Ok(());
        }
        if process.has_ended()? {
            return Err("a process ended before it was ready".into());
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Err("a process did not become ready".into())
}

/// A token of an administrator.
///
/// # Errors
/// What `cuenta token` said when it failed.
pub fn token_of(database: &str, subject: &str, account: &str) -> Result<String, Fault> {
    let arguments = ["token", "--role", "admin", "--account", account, "--subject", subject, "--lifetime", "1d"];
    Ok(command(database, &arguments)?.trim().to_owned())
}

/// A token of platform staff.
///
/// # Errors
/// What `cuenta token` said when it failed.
pub fn staff_token(database: &str) -> Result<String, Fault> {
    let arguments = ["token", "--role", "platform", "--subject", "staff", "--lifetime", "1d"];
    Ok(command(database, &arguments)?.trim().to_owned())
}

/// `cuenta serve`, until it is dropped.
#[derive(Debug)]
pub struct Node {
    /// The process.
    pub process: Process,
    /// Where it listens.
    pub address: String,
}

impl Node {
    /// Serves a database, and waits until it does.
    ///
    /// # Errors
    /// It does not become ready.
    pub async fn serve(database: &str, log: &Path) -> Result<Self, Fault> {
        Self::serve_with(database, log, &[]).await
    }

    /// The same, with options.
    ///
    /// # Errors
    /// It does not become ready.
    pub async fn serve_with(database: &str, log: &Path, options: &[&str]) -> Result<Self, Fault> {
        let mut command = cuenta(database);
        command.env("CUENTA_LOG", "warn").args(["serve", "--metrics-listen", "off"]).args(options);
        Self::start(command, log).await
    }

    /// Starts `cuenta serve` as it was put together, at an address that nobody listens on, and waits until it is ready.
    ///
    /// # Errors
    /// It does not become ready.
    pub async fn start(mut command: Command, log: &Path) -> Result<Self, Fault> {
        let address = free_address()?;
        let mut process = Process::start(command.args(["--listen", &address]), log)?;
        let ready = reqwest::Client::new().get(format!("http://{address}/health/ready"));
        until_answered(&mut process, &ready).await?;
        Ok(Self { process, address })
    }

    /// Ends the process as a power cut would: it is not asked.
    ///
    /// # Errors
    /// It has gone already.
    pub fn kill(self) -> Result<(), Fault> {
        self.process.kill()
    }

    /// Asks GraphQL something, and answers the data.
    ///
    /// # Errors
    /// Those of the answer, among others.
    pub async fn ask(
        &self,
        client: &reqwest::Client,
        token: &str,
        query: &str,
        variables: &Value,
    ) -> Result<Value, Fault> {
        let body = serde_json::json!({"query": query, "variables": variables});
        let request = client.post(format!("http://{}/graphql", self.address)).bearer_auth(token);
        let request = request.header("content-type", "application/json").body(body.to_string());
        let answer = request.send().await?.text().await?;
        let answer: Value = serde_json::from_str(&answer)?;
        match answer.get("errors") {
            None => Ok(answer["data"].clone()),
            Some(errors) => Err(errors.to_string().into()),
        }
    }
}
