//! What PostgreSQL tells of itself: its processes' time, the statements that it counted or logged, how large it is.

use std::{path::PathBuf, time::Duration};

use sea_orm::{ConnectionTrait as _, DatabaseBackend, DatabaseConnection, Statement, TryGetable};
use serde_json::Value;
use torture::{Fault, process::Stat, service::Database};

/// The PostgreSQL that the script started, seen from its maintenance database.
#[derive(Debug)]
pub(crate) struct Postgres {
    connection: DatabaseConnection,
    /// The process that all others are children of.
    postmaster: u32,
    folder: PathBuf,
}

/// A statement as PostgreSQL logged it.
#[derive(Clone, Debug)]
pub(crate) struct Logged {
    /// Which connection sent it.
    pub(crate) connection: u64,
    /// `execute NAME: TEXT` or `statement: TEXT`.
    pub(crate) message: String,
    /// `parameters: $1 = '…', …`.
    pub(crate) parameters: String,
}

/// How long a setting takes until each connection has heard of it.
const HEARD: Duration = Duration::from_millis(300);

impl Postgres {
    pub(crate) async fn open() -> Result<Self, Fault> {
        let connection = Database::of_postgres("postgres")?.connect().await?;
        let backend: i32 = first(&connection, "SELECT pg_backend_pid()").await?;
        let folder: String = first(&connection, "SHOW data_directory").await?;
        let postgres =
            Self { postmaster: Stat::of(u32::try_from(backend)?)?.parent, connection, folder: PathBuf::from(folder) };
        postgres.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements").await?;
        postgres.set("pg_stat_statements.track", "none").await?;
        postgres.set("log_statement", "none").await?;
        Ok(postgres)
    }

    /// Runs a statement of one's own.
    pub(crate) async fn execute(&self, sql: &str) -> Result<(), Fault> {
        self.connection.execute_unprepared(sql).await?;
        Ok(())
    }

    /// The first value of a statement's answer.
    pub(crate) async fn value<T: TryGetable>(&self, sql: &str) -> Result<T, Fault> {
        first(&self.connection, sql).await
    }

    /// Changes a setting for everybody.
    async fn set(&self, name: &str, value: &str) -> Result<(), Fault> {
        self.execute(&format!("ALTER SYSTEM SET {name} = '{value}'")).await?;
        self.execute("SELECT pg_reload_conf()").await?;
        tokio::time::sleep(HEARD).await;
        Ok(())
    }

    /// How much time the processors have spent on PostgreSQL, in milliseconds.
    pub(crate) fn processor_time(&self) -> Result<u64, Fault> {
        let own = Stat::of(self.postmaster)?;
        let mut sum = own.own_milliseconds + own.gone_milliseconds;
        for entry in std::fs::read_dir("/proc")? {
            let Some(id) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
            // One that goes meanwhile is counted by its parent.
            if let Ok(process) = Stat::of(id)
                && process.parent == self.postmaster
            {
                sum += process.own_milliseconds;
            }
        }
        Ok(sum)
    }

    /// How many statements a database is sent while something is done, those that begin and end transactions included.
    pub(crate) async fn counted<T>(
        &self,
        database: &str,
        work: impl Future<Output = Result<T, Fault>>,
    ) -> Result<(i64, T), Fault> {
        self.set("pg_stat_statements.track", "top").await?;
        self.execute("SELECT pg_stat_statements_reset()").await?;
        let done = work.await;
        let calls = format!(
            "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements \
             JOIN pg_database ON pg_database.oid = dbid WHERE datname = '{database}'"
        );
        let calls: i64 = self.value(&calls).await?;
        self.set("pg_stat_statements.track", "none").await?;
        Ok((calls, done?))
    }

    /// The statements that a database is sent while something is done, in the order of their execution.
    pub(crate) async fn logged<T>(
        &self,
        database: &str,
        work: impl Future<Output = Result<T, Fault>>,
    ) -> Result<(Vec<Logged>, T), Fault> {
        self.set("log_statement", "all").await?;
        let file: String = self.value("SELECT pg_current_logfile('jsonlog')").await?;
        let file = self.folder.join(file);
        let before = std::fs::metadata(&file)?.len();
        let done = work.await;
        self.set("log_statement", "none").await?;
        let text = std::fs::read(&file)?;
        let text = std::str::from_utf8(text.get(usize::try_from(before)?..).unwrap_or_default())?;
        let mut statements = Vec::new();
        for line in text.lines() {
            let entry: Value = serde_json::from_str(line)?;
            let message = entry["message"].as_str().unwrap_or_default();
            let is_statement = message.starts_with("execute ") || message.starts_with("statement: ");
            if is_statement && entry["dbname"] == database {
                statements.push(Logged {
                    connection: entry["pid"].as_u64().unwrap_or_default(),
                    message: message.to_owned(),
                    parameters: entry["detail"].as_str().unwrap_or_default().to_owned(),
                });
            }
        }
        Ok((statements, done?))
    }

    /// How large a database is, in bytes.
    pub(crate) async fn size(&self, database: &str) -> Result<i64, Fault> {
        self.value(&format!("SELECT pg_database_size('{database}')")).await
    }

    /// The settings with which it was started.
    pub(crate) async fn settings(&self) -> Result<String, Fault> {
        self.value(
            "SELECT string_agg(name || ' = ' || current_setting(name), ', ' ORDER BY name) FROM pg_settings \
             WHERE name IN ('fsync', 'synchronous_commit') OR source = 'command line' \
             AND name NOT IN ('listen_addresses', 'port', 'unix_socket_directories', 'config_file', 'data_directory')",
        )
        .await
    }
}

/// The first value of a statement's answer.
pub(crate) async fn first<T: TryGetable>(connection: &DatabaseConnection, sql: &str) -> Result<T, Fault> {
    let row = connection.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    Ok(row.ok_or("no row was answered")?.try_get_by_index(0)?)
}
