//! `cuenta` as a process, and databases for it.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use sea_orm::{ConnectOptions, ConnectionTrait as _, DatabaseConnection};
use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

use crate::Fault;

/// What tokens are signed with.
const SECRET: &str = "a secret for torture, of 32 bytes or more";

/// A database that a part has for itself.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) url: String,
    folder: Option<TempDir>,
}

impl Database {
    /// A SQLite file in a folder that is thrown away.
    pub(crate) fn sqlite() -> Result<Self, Fault> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("cuenta.db").display());
        Ok(Self { url, folder: Some(folder) })
    }

    /// A database of the PostgreSQL that `scripts/torture` started.
    pub(crate) async fn postgres() -> Result<Self, Fault> {
        let server = std::env::var("CUENTA_TEST_POSTGRES")?;
        let name = format!("torture_{}", Uuid::new_v4().simple());
        let maintenance = sea_orm::Database::connect(&server).await?;
        maintenance.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        let (before, _) = server.rsplit_once('/').ok_or("a URL of PostgreSQL")?;
        Ok(Self { url: format!("{before}/{name}"), folder: None })
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.folder.is_some()
    }

    pub(crate) async fn connect(&self) -> Result<DatabaseConnection, Fault> {
        let mut options = ConnectOptions::new(&self.url);
        options.max_connections(2).sqlx_logging(false);
        Ok(sea_orm::Database::connect(options).await?)
    }
}

/// Runs a command of `cuenta` to its end, and answers what it printed.
pub(crate) fn command(database: &str, arguments: &[&str]) -> Result<String, Fault> {
    let output = cuenta(database).args(arguments).output()?;
    if output.status.success() {
        Ok(String::from_utf8(output.stdout)?)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}

fn cuenta(database: &str) -> Command {
    let binary = std::env::var("CUENTA_BINARY").unwrap_or_else(|_| "target/release/cuenta".to_owned());
    let mut command = Command::new(binary);
    command.env("CUENTA_DATABASE_URL", database).env("CUENTA_JWT_SECRET", SECRET).env("CUENTA_LOG", "warn");
    command
}

/// A token of an administrator.
pub(crate) fn token_of(database: &str, subject: &str, account: &str) -> Result<String, Fault> {
    let arguments = ["token", "--role", "admin", "--account", account, "--subject", subject, "--lifetime", "1d"];
    Ok(command(database, &arguments)?.trim().to_owned())
}

/// A token of platform staff.
pub(crate) fn staff_token(database: &str) -> Result<String, Fault> {
    let arguments = ["token", "--role", "platform", "--subject", "staff", "--lifetime", "1d"];
    Ok(command(database, &arguments)?.trim().to_owned())
}

/// `cuenta serve`, until it is dropped.
#[derive(Debug)]
pub(crate) struct Node {
    process: std::process::Child,
    pub(crate) address: String,
}

impl Node {
    /// Serves a database, and waits until it does.
    pub(crate) async fn serve(database: &str, log: &Path) -> Result<Self, Fault> {
        Self::serve_with(database, log, &[]).await
    }

    /// The same, with options.
    pub(crate) async fn serve_with(database: &str, log: &Path, options: &[&str]) -> Result<Self, Fault> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let process = cuenta(database)
            .args(["serve", "--metrics-listen", "off", "--listen", &address])
            .args(options)
            .stdout(Stdio::null())
            .stderr(std::fs::File::options().create(true).append(true).open(log)?)
            .spawn()?;
        let node = Self { process, address };
        for _ in 0..3000 {
            let ready = reqwest::get(format!("http://{}/health/ready", node.address)).await;
            if ready.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(node);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err("a node did not become ready".into())
    }

    /// Ends the process as a power cut would: it is not asked.
    pub(crate) fn kill(mut self) -> Result<(), Fault> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// How many files the process has open, connections among them.
    pub(crate) fn files(&self) -> Result<usize, Fault> {
        Ok(std::fs::read_dir(format!("/proc/{}/fd", self.process.id()))?.count())
    }

    /// How many threads the process has.
    pub(crate) fn threads(&self) -> Result<usize, Fault> {
        Ok(std::fs::read_dir(format!("/proc/{}/task", self.process.id()))?.count())
    }

    /// How much time the processors spent on the process, in milliseconds.
    pub(crate) fn processor_time(&self) -> Result<u64, Fault> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let (_, fields) = stat.rsplit_once(") ").ok_or("the process's name")?;
        // The 14th and 15th of all fields, in hundredths of a second.
        let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
        Ok(ticks * 10)
    }

    /// Asks GraphQL something, and answers the data; errors are a fault.
    pub(crate) async fn ask(
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

    /// What the process holds in memory, and the most it held since [`Self::forget_peak`], in MiB.
    pub(crate) fn memory(&self) -> Result<(u64, u64), Fault> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let mebibytes = |name: &str| -> Result<u64, Fault> {
            let line = status.lines().find(|line| line.starts_with(name)).ok_or("a line of the process's status")?;
            let kibibytes: u64 = line.split_whitespace().nth(1).ok_or("a number")?.parse()?;
            Ok(kibibytes / 1024)
        };
        Ok((mebibytes("VmRSS:")?, mebibytes("VmHWM:")?))
    }

    /// Begins to measure the most memory anew.
    pub(crate) fn forget_peak(&self) -> Result<(), Fault> {
        Ok(std::fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5")?)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have gone by itself, which the part has noticed then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
