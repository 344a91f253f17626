//! The history of Cuenta's tables, the same on SQLite and PostgreSQL.
//!
//! Knows nothing of the entities of today: a migration says in plain names what it made.
//! From the first release on a migration is never edited.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{
        DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
        TransactionTrait as _,
    },
};

mod m20261123_000001_accounts;
mod m20261123_000002_company;
mod m20261123_000003_parameters;
mod m20261123_000004_business_hours;
mod m20261123_000005_access_profiles;
mod m20261123_000006_history;
mod m20261123_000007_photos;
mod m20261123_000008_api_keys;
mod m20261123_000009_terms;
mod m20261123_000010_webhooks;
mod table;

/// Brings a database up or down.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_accounts::Migration),
            Box::new(m20261123_000002_company::Migration),
            Box::new(m20261123_000003_parameters::Migration),
            Box::new(m20261123_000004_business_hours::Migration),
            Box::new(m20261123_000005_access_profiles::Migration),
            Box::new(m20261123_000006_history::Migration),
            Box::new(m20261123_000007_photos::Migration),
            Box::new(m20261123_000008_api_keys::Migration),
            Box::new(m20261123_000009_terms::Migration),
            Box::new(m20261123_000010_webhooks::Migration),
        ]
    }
}

/// Brings a database up to this version.
///
/// It is done by one process at a time, and wholly or not at all: a node that is killed half-way leaves what was there,
/// and one that comes second finds the work done.
///
/// # Errors
///
/// What the database says.
pub async fn up(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let transaction = alone(connection).await?;
    Migrator::up(&transaction, None).await?;
    transaction.commit().await
}

/// Takes back the last migrations, in the same way.
///
/// # Errors
///
/// What the database says.
pub async fn down(connection: &DatabaseConnection, steps: u32) -> Result<(), DbErr> {
    let transaction = alone(connection).await?;
    Migrator::down(&transaction, Some(steps)).await?;
    transaction.commit().await
}

/// The key of PostgreSQL's advisory lock: the bytes of "cuenta".
const LOCK: i64 = 0x6375_656e_7461;

/// A transaction beside which no other process migrates.
async fn alone(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = connection.begin_with_options(options).await?;
    if connection.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    }
    Ok(transaction)
}
