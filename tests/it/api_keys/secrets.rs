//! A secret is in one answer, once: nothing of it is in the database, whatever became of the key.

use sea_orm::{ConnectionTrait as _, DatabaseBackend, Statement};
use serde_json::json;

use super::{create, rotate};
use crate::support::on_both;

/// Every value of every table, as text.
async fn dump(world: &crate::support::World) -> String {
    let database = world.database.for_migrations();
    let backend = database.get_database_backend();
    let tables = match backend {
        DatabaseBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        _ => "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public'",
    };
    let tables = database.query_all_raw(Statement::from_string(backend, tables)).await.unwrap();
    let mut text = String::new();
    for table in tables {
        let table: String = table.try_get("", "name").unwrap();
        let columns = match backend {
            DatabaseBackend::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
            _ => {
                format!("SELECT column_name::text AS name FROM information_schema.columns WHERE table_name = '{table}'")
            }
        };
        for column in database.query_all_raw(Statement::from_string(backend, columns)).await.unwrap() {
            let column: String = column.try_get("", "name").unwrap();
            let values = format!("SELECT CAST(\"{column}\" AS text) AS value FROM \"{table}\"");
            for row in database.query_all_raw(Statement::from_string(backend, values)).await.unwrap() {
                // Bytes that are no text hold no secret of ours: photos.
                text.push_str(&row.try_get::<Option<String>>("", "value").unwrap_or_default().unwrap_or_default());
                text.push('\n');
            }
        }
    }
    text
}

on_both! {
    async fn a_secret_is_nowhere_in_the_database(world) {
        let admin = world.account("acme").await;
        let (key, first) = create(&admin, &["READ_SETTINGS"]).await;
        let second = rotate(&admin, &key, 3600).await;
        let (kept, third) = create(&admin, &["READ_SETTINGS"]).await;
        world.integration(&third).ask("{ viewer { subject } }").await.data();
        admin.mutate("revokeApiKey", json!({"id": key["id"]}), json!({}), "userErrors { code }").await.done();
        world.service.settled().await;
        let dump = dump(&world).await;
        assert!(dump.contains(kept["prefix"].as_str().unwrap()), "the dump holds what it should");
        for secret in [&first, &second, &third] {
            // What follows the prefix is the secret; no piece of it is kept.
            for piece in [&secret[20..46], &secret[46..72], &secret[72..]] {
                assert!(!dump.contains(piece));
            }
        }
        assert_eq!(dump.matches(&hex(&third)).count(), 2, "of a secret that is good there is its digest, where it is found");
        for ended in [&first, &second] {
            assert!(!dump.contains(&hex(ended)), "of one that has ended there is nothing");
        }
    }
}

fn hex(secret: &str) -> String {
    use std::fmt::Write as _;

    use sha2::Digest as _;

    let mut text = String::new();
    for byte in sha2::Sha256::digest(secret) {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}
