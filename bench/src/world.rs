//! Databases with so many accounts, and what is known of those that are asked about.

use std::time::Instant;

use domain::clock::{Clock as _, SystemClock};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, Statement};
use serde_json::json;
use torture::{
    Fault,
    service::{Database, SECRET, command},
};
use uuid::Uuid;

use crate::{accounts, postgres::Postgres, seed::seed};

/// How many accounts are asked about, however many there are.
pub(crate) const DRAWN: u32 = 10_000;

/// A database, and the accounts of it that are asked about.
#[derive(Debug)]
pub(crate) struct World {
    /// The database's name.
    pub(crate) name: String,
    /// Its URL.
    pub(crate) url: String,
    /// How many accounts it has.
    pub(crate) count: u32,
    /// Those that are asked about, spread over all.
    pub(crate) accounts: Vec<Account>,
}

/// An account that is asked about.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) slug: String,
    pub(crate) id: Uuid,
    /// Of its administrator.
    pub(crate) token: String,
}

impl World {
    /// A database with so many accounts: the one that is there, or a new one.
    pub(crate) async fn of(postgres: &Postgres, count: u32) -> Result<Self, Fault> {
        let name = format!("bench_{count}");
        let database = Database::of_postgres(&name)?;
        let is_there = format!("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = '{name}')");
        if !postgres.value::<bool>(&is_there).await? || !is_complete(&database).await? {
            println!("  {count} accounts are seeded …");
            postgres.execute(&format!("DROP DATABASE IF EXISTS {name}")).await?;
            postgres.execute(&format!("CREATE DATABASE {name}")).await?;
            make(&database, count).await?;
        }
        // An older one is brought up to date.
        command(&database.url, &["migrate", "up"])?;
        let accounts = drawn(&database).await?;
        postgres.execute("CHECKPOINT").await?;
        Ok(Self { name, url: database.url, count, accounts })
    }

    /// A copy of it, which may be changed.
    pub(crate) async fn copy(&self, postgres: &Postgres, name: &str) -> Result<Self, Fault> {
        postgres.execute(&format!("DROP DATABASE IF EXISTS {name}")).await?;
        postgres.execute(&format!("CREATE DATABASE {name} TEMPLATE {}", self.name)).await?;
        let database = Database::of_postgres(name)?;
        Ok(Self { name: name.to_owned(), url: database.url, count: self.count, accounts: self.accounts.clone() })
    }
}

/// Whether it was seeded to the end: the list of those that are drawn is made last.
async fn is_complete(database: &Database) -> Result<bool, Fault> {
    crate::postgres::first(&database.connect().await?, "SELECT to_regclass('bench_account') IS NOT NULL").await
}

async fn make(database: &Database, count: u32) -> Result<(), Fault> {
    command(&database.url, &["migrate", "up"])?;
    let begun = Instant::now();
    seed(&database.url, count).await?;
    let seeded = begun.elapsed();
    let connection = database.connect().await?;
    connection.execute_unprepared("VACUUM ANALYZE").await?;
    let begun = Instant::now();
    let verified = command(&database.url, &["verify"])?;
    println!("  seeded in {} s; {} in {} s", seeded.as_secs(), verified.trim(), begun.elapsed().as_secs());
    let each = (count / DRAWN).max(1);
    connection
        .execute_unprepared(&format!(
            "CREATE TABLE bench_account AS \
             SELECT row_number() OVER (ORDER BY slug)::int AS n, id, slug FROM account \
             WHERE substr(slug, 7)::int % {each} = 0 ORDER BY slug LIMIT {DRAWN}; \
             ALTER TABLE bench_account ADD PRIMARY KEY (n); ANALYZE bench_account"
        ))
        .await?;
    Ok(())
}

async fn drawn(database: &Database) -> Result<Vec<Account>, Fault> {
    let sql = "SELECT id, slug FROM bench_account ORDER BY n";
    let connection = database.connect().await?;
    let rows = connection.query_all_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    rows.into_iter()
        .map(|row| {
            let (id, slug): (Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let token = token("admin", "admin", Some(&slug))?;
            Ok(Account { slug, id, token })
        })
        .collect()
}

/// A token, signed as the platform's identity provider would.
pub(crate) fn token(subject: &str, role: &str, account: Option<&str>) -> Result<String, Fault> {
    let expires_at = SystemClock.now().timestamp() + 2 * 24 * 60 * 60;
    let mut claims = json!({"iss": "cuenta", "aud": "cuenta", "sub": subject, "name": "Administración", "role": role, "exp": expires_at});
    if let Some(slug) = account {
        claims["account"] = json!(slug);
    }
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    Ok(jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key)?)
}

/// The number of an account by its slug.
pub(crate) fn slug_before(first: u32) -> String {
    accounts::slug(first.saturating_sub(1))
}
