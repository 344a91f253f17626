//! One set of migrations: up, all the way down, and up again; and what the tables have in common.

use std::path::Path;

use migration::Migrator;
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};
use sea_orm_migration::MigratorTrait;

use crate::support::on_both;

async fn texts(connection: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(connection.get_database_backend(), sql.to_owned());
    let rows = connection.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// Our tables, without that of the migrations themselves.
async fn tables(connection: &DatabaseConnection) -> Vec<String> {
    let sql = match connection.get_database_backend() {
        DatabaseBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
    };
    texts(connection, sql).await.into_iter().filter(|name| name != "seaql_migrations").collect()
}

/// The columns of the primary key and of every unique index of a table, in their order, as `a,b`.
async fn keys(connection: &DatabaseConnection, table: &str) -> Vec<String> {
    if connection.get_database_backend() == DatabaseBackend::Sqlite {
        let indexes =
            texts(connection, &format!("SELECT name FROM pragma_index_list('{table}') WHERE \"unique\" = 1")).await;
        let mut keys = Vec::new();
        for index in indexes {
            keys.push(
                texts(connection, &format!("SELECT name FROM pragma_index_info('{index}') ORDER BY seqno"))
                    .await
                    .join(","),
            );
        }
        keys
    } else {
        let sql = format!(
            "SELECT string_agg(a.attname::text, ',' ORDER BY k.position) FROM pg_index i
             JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, position) ON true
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
             WHERE i.indrelid = '\"{table}\"'::regclass AND i.indisunique GROUP BY i.indexrelid"
        );
        texts(connection, &sql).await
    }
}

on_both! {
    async fn every_migration_goes_up_and_down_and_up_again(world) {
        let connection = world.database.for_migrations();
        let all = tables(connection).await;
        assert_eq!(all.len(), 31, "{all:?}");
        Migrator::down(connection, None).await.unwrap();
        assert_eq!(tables(connection).await, [""; 0]);
        for _ in Migrator::migrations() {
            Migrator::up(connection, Some(1)).await.unwrap();
        }
        assert_eq!(tables(connection).await, all);
        Migrator::up(connection, None).await.unwrap();
        world.account("acme").await;
        assert_eq!(domain::verify::verify(&world.service).await.unwrap().findings, [""; 0]);
    }

    async fn every_key_of_an_accounts_table_begins_with_the_account(world) {
        // What is asked before the account is known, and the account itself.
        let exceptions = [
            ("account", "id"),
            ("account_slug", "slug"),
            ("api_key_digest", "digest"),
            ("photo_digest", "digest"),
            ("portal_host", "host"),
            // The documents are the platform's.
            ("terms_document", "id"),
            ("terms_document", "kind,language,version"),
        ];
        let connection = world.database.for_migrations();
        for table in tables(connection).await {
            let keys = keys(connection, &table).await;
            assert!(!keys.is_empty(), "{table} has a key");
            for key in keys {
                let is_exception = exceptions.contains(&(table.as_str(), key.as_str()));
                assert!(is_exception || key == "account_id" || key.starts_with("account_id,"), "{table}: {key}");
            }
        }
    }
}

#[test]
fn a_migrations_name_is_its_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migration/src");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| name.starts_with("m2"))
        .collect();
    files.sort();
    let names: Vec<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    assert_eq!(names, files);
}
