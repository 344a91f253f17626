//! The connection to SQLite or PostgreSQL.

use std::{
    fmt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{
    AccessMode, ConnectOptions, DatabaseConnection, DatabaseTransaction, DbErr, IsolationLevel, RuntimeErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::{
        self,
        error::DatabaseError,
        postgres::PgDatabaseError,
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};

/// How long a statement waits for a connection before the caller is told to try again.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an SQLite file that another process holds is waited for. A connection is waited for twice as long, so that it
/// can tell that.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How many connections read at once; more than the machine has cores is no faster.
const READERS: u32 = 8;

/// A database, with one queue of writers where the database takes one writer at a time.
#[derive(Clone, Debug)]
pub struct Database {
    readers: DatabaseConnection,
    writers: DatabaseConnection,
    url: Url,
    /// How many statements were sent.
    statements: Arc<AtomicU64>,
}

/// How busy the connections of a pool are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolStatus {
    /// `readers` and `writers` on SQLite, `shared` on PostgreSQL.
    pub name: &'static str,
    /// Connections that do something.
    pub in_use: usize,
    /// Connections that wait for something to do.
    pub idle: usize,
    /// How many there may be.
    pub max: usize,
}

impl PoolStatus {
    fn of<D: sqlx::Database>(name: &'static str, pool: &sqlx::Pool<D>) -> Self {
        let max = usize::try_from(pool.options().get_max_connections()).unwrap_or(usize::MAX);
        let size = usize::try_from(pool.size()).unwrap_or(usize::MAX);
        // The two are read one after the other, while connections come and go.
        let idle = pool.num_idle().min(size);
        Self { name, in_use: size - idle, idle, max }
    }
}

/// A database's URL, which may hold a password.
#[derive(Clone)]
struct Url(Arc<str>);

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Url(…)")
    }
}

impl Database {
    /// Connects by URL: `sqlite://PATH` (made when missing, its folder too) or `postgres://…`.
    ///
    /// # Errors
    /// A folder that cannot be made, a file that cannot be written, a server that does not answer.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") { Self::sqlite(url).await } else { Self::postgres(url).await }
    }

    async fn sqlite(url: &str) -> Result<Self, DbErr> {
        let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
        let path = path.split('?').next().unwrap_or(path);
        if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| DbErr::Custom(format!("the folder {} cannot be made: {error}", folder.display())))?;
        }
        let connect = |connections: u32| {
            let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=rwc"));
            options
                .max_connections(connections)
                .min_connections(1)
                .acquire_timeout(2 * BUSY_TIMEOUT)
                // A file's connection does not grow old; and the one that writes knows by itself what others wrote.
                .max_lifetime(None)
                .idle_timeout(None)
                .sqlx_logging(false)
                .map_sqlx_sqlite_opts(|options| {
                    // FULL: a change that was acknowledged survives a power cut.
                    options
                        .journal_mode(SqliteJournalMode::Wal)
                        .synchronous(SqliteSynchronous::Full)
                        .foreign_keys(true)
                        .busy_timeout(BUSY_TIMEOUT)
                });
            sea_orm::Database::connect(options)
        };
        // One connection writes: its queue is fair, SQLite's own waiting is not.
        let mut writers = connect(1).await?;
        let mut readers = connect(READERS).await?;
        let statements = counted([&mut writers, &mut readers]);
        Ok(Self { readers, writers, url: Url(url.into()), statements })
    }

    async fn postgres(url: &str) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(2 * READERS)
            .min_connections(1)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire_if_idle_for(Duration::from_secs(30))
            .sqlx_logging(false)
            // Said once for the connection, it costs no round trip at each beginning. A proxy that drops it leaves the
            // server's own default; a stricter one costs tries, never a change.
            .map_sqlx_postgres_opts(|options| options.options([("default_transaction_isolation", "read committed")]));
        let mut both = sea_orm::Database::connect(options).await?;
        let statements = counted([&mut both]);
        Ok(Self { readers: both.clone(), writers: both, url: Url(url.into()), statements })
    }

    /// The connection that migrations run on.
    #[must_use]
    pub fn for_migrations(&self) -> &DatabaseConnection {
        &self.writers
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.readers.ping().await
    }

    /// How many statements were sent to the database, those that begin and end transactions aside.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// How busy the connections are.
    #[must_use]
    pub fn pools(&self) -> Vec<PoolStatus> {
        if self.is_postgres() {
            let pool = self.writers.get_postgres_connection_pool();
            return vec![PoolStatus::of("shared", pool)];
        }
        let pool = |connection: &DatabaseConnection| connection.get_sqlite_connection_pool().clone();
        vec![PoolStatus::of("writers", &pool(&self.writers)), PoolStatus::of("readers", &pool(&self.readers))]
    }

    /// The file that the database is, on SQLite.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.url.0.strip_prefix("sqlite:").map(|path| Path::new(path.trim_start_matches("//")))
    }

    fn is_postgres(&self) -> bool {
        self.writers.get_database_backend() == sea_orm::DatabaseBackend::Postgres
    }

    /// Where the database is, for a connection beside the pools.
    pub(crate) fn url(&self) -> &str {
        &self.url.0
    }

    /// What writes without a transaction of its own making.
    pub(crate) fn write(&self) -> &DatabaseConnection {
        &self.writers
    }

    pub(crate) fn read(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// Begins a transaction that writes. Each of its statements sees what was committed before that statement began.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.writers
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await
    }

    /// Begins a transaction that only reads. All its statements see what was committed before the first of them.
    pub(crate) async fn begin_reading(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = if self.is_postgres() {
            TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            }
        } else {
            // Every transaction of SQLite's is like that.
            TransactionOptions::default()
        };
        self.readers.begin_with_options(options).await
    }
}

/// Counts the statements of connections, together.
fn counted<const N: usize>(connections: [&mut DatabaseConnection; N]) -> Arc<AtomicU64> {
    let statements = Arc::new(AtomicU64::new(0));
    for connection in connections {
        let counter = Arc::clone(&statements);
        connection.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
    }
    statements
}

/// Whether a transaction fell victim to another one and may simply be tried again.
pub(crate) fn is_worth_another_try(error: &DbErr) -> bool {
    let code = sqlx_error(error).and_then(sqlx::Error::as_database_error).and_then(DatabaseError::code);
    // PostgreSQL's deadlock_detected and serialization_failure.
    code.is_some_and(|code| code == "40P01" || code == "40001")
}

/// Whether it is the database that does not serve, for now: it cannot be reached, has no connection or no room left, or
/// is about to stop.
pub(crate) fn is_out_of_service(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
        return true;
    }
    match sqlx_error(error) {
        Some(sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed) => true,
        Some(sqlx::Error::Database(error)) => {
            let code = error.code().unwrap_or_default();
            if error.try_downcast_ref::<PgDatabaseError>().is_some() {
                // Connection exceptions, insufficient resources, a server that stops or starts, and one that is a
                // standby (PostgreSQL's appendix A).
                ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) || code == "25006"
            } else {
                // BUSY, IOERR, FULL and CANTOPEN; what is above the byte tells more (SQLite's result codes).
                code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 10 | 13 | 14))
            }
        }
        Some(_) | None => false,
    }
}

/// Whether another process holds an SQLite database, as one does that migrates it.
#[must_use]
pub fn is_held_by_another(error: &DbErr) -> bool {
    let error = sqlx_error(error).and_then(sqlx::Error::as_database_error);
    error.filter(|error| error.try_downcast_ref::<PgDatabaseError>().is_none()).is_some_and(|error| {
        let code = error.code().and_then(|code| code.parse::<u32>().ok());
        // BUSY (SQLite's result codes).
        code.is_some_and(|code| code & 0xff == 5)
    })
}

fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}
