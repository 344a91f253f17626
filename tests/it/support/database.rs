//! Databases for tests: a file in a folder that is thrown away, or a database of the PostgreSQL that was started.

use domain::database::Database;
use sea_orm::ConnectionTrait;
use tempfile::TempDir;
use uuid::Uuid;

/// Which database a test runs on.
#[derive(Clone, Debug)]
pub(crate) enum Backend {
    /// A file.
    Sqlite,
    /// A database of its own on the server whose maintenance database this URL names.
    Postgres(String),
}

impl Backend {
    /// The PostgreSQL that `scripts/test` started. In CI there must be one.
    pub(crate) fn postgres() -> Option<Self> {
        let url = std::env::var("CUENTA_TEST_POSTGRES").ok();
        assert!(url.is_some() || std::env::var_os("CI").is_none(), "CI tests on PostgreSQL: run scripts/test");
        if url.is_none() {
            eprintln!("not run on PostgreSQL: scripts/test starts one");
        }
        url.map(Self::Postgres)
    }
}

/// An empty database, gone when it is dropped.
#[derive(Debug)]
pub(crate) struct TestDatabase {
    pub(crate) url: String,
    _folder: Option<TempDir>,
}

impl TestDatabase {
    /// A database without tables.
    pub(crate) async fn empty(backend: &Backend) -> Self {
        match backend {
            Backend::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let url = format!("sqlite://{}", folder.path().join("cuenta.db").display());
                Self { url, _folder: Some(folder) }
            }
            Backend::Postgres(server) => {
                let name = format!("test_{}", Uuid::new_v4().simple());
                let maintenance = sea_orm::Database::connect(server).await.unwrap();
                maintenance.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
                maintenance.close().await.unwrap();
                let (before, _) = server.rsplit_once('/').unwrap();
                Self { url: format!("{before}/{name}"), _folder: None }
            }
        }
    }

    /// Connects as the service does.
    pub(crate) async fn connect(&self) -> Database {
        Database::connect(&self.url).await.unwrap()
    }

    /// A database with the tables of today.
    pub(crate) async fn migrated(backend: &Backend) -> (Self, Database) {
        let this = Self::empty(backend).await;
        let database = this.connect().await;
        migration::up(database.for_migrations()).await.unwrap();
        (this, database)
    }
}
