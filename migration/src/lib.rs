//! The history of Cuenta's tables, the same on SQLite and PostgreSQL.
//!
//! Knows nothing of the entities of today: a migration says in plain names what it made.
//! From the first release on a migration is never edited.

use sea_orm_migration::prelude::*;

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
