//! Terms documents, who accepted them, and what identifies those people.
//!
//! Documents and acceptances are only ever added: triggers refuse everything else, whoever asks for it and by whatever
//! statement. What identifies a person stands in a table of its own, for a later erasure.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

use crate::table::{by_bytes, column, drop, of_account, one_of, optional, optional_one_of, unique};

const KINDS: &[&str] = &["TERMS_OF_USE", "PRIVACY_POLICY"];

/// The tables to which rows are only added.
const LOGS: [Log; 2] = [
    Log { table: "terms_document", keys: &[&["id"], &["kind", "language", "version"]] },
    Log { table: "terms_acceptance", keys: &[&["account_id", "id"], &["account_id", "document_id", "subject"]] },
];

struct Log {
    table: &'static str,
    /// Its keys: by each of them REPLACE would delete a row that is there.
    keys: &'static [&'static [&'static str]],
}

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
        // A hidden row id would be one more key by which SQLite's REPLACE deletes.
        let without_row_id = |mut table: TableCreateStatement| {
            if is_sqlite {
                table.extra("WITHOUT ROWID");
            }
            table
        };
        let documents = Table::create()
            .table("terms_document")
            .col(column("id").uuid().primary_key())
            .col(one_of("kind", KINDS))
            .col(column("version").text())
            .col(one_of("language", &["PT", "ES", "EN"]))
            .col(column("url").text())
            .col(column("sha256").text())
            .col(column("published_at").timestamp_with_time_zone())
            .take();
        manager.create_table(without_row_id(documents)).await?;
        manager
            .create_index(
                Index::create()
                    .name("terms_document_once")
                    .table("terms_document")
                    .unique()
                    .col("kind")
                    .col("language")
                    .col("version")
                    .take(),
            )
            .await?;

        let acceptances = of_account(
            "terms_acceptance",
            &["id"],
            vec![
                column("id").uuid().take(),
                column("document_id").uuid().take(),
                one_of("kind", KINDS),
                column("subject").text().take(),
                by_bytes(manager, column("subject_key").text().take()),
                optional_one_of("role", &["ADMIN", "OPERATOR", "AGENT", "CUSTOMER"]),
                column("accepted_at").timestamp_with_time_zone().take(),
            ],
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_terms_acceptance_document")
                .from("terms_acceptance", "document_id")
                .to("terms_document", "id"),
        )
        .take();
        manager.create_table(without_row_id(acceptances)).await?;
        manager.create_index(unique("terms_acceptance_once", "terms_acceptance", &["document_id", "subject"])).await?;
        index(manager, "terms_acceptance_by_kind", "terms_acceptance", &["kind", "id"]).await?;
        index(manager, "terms_acceptance_by_subject", "terms_acceptance", &["subject_key"]).await?;

        manager
            .create_table(of_account(
                "terms_person",
                &["acceptance_id"],
                vec![
                    column("acceptance_id").uuid().take(),
                    optional("name").text().take(),
                    by_bytes(manager, optional("name_key").text().take()),
                    optional("email").text().take(),
                    by_bytes(manager, optional("email_key").text().take()),
                    optional("ip_address").text().take(),
                    optional("user_agent").text().take(),
                ],
            ))
            .await?;
        index(manager, "terms_person_by_name", "terms_person", &["name_key"]).await?;
        index(manager, "terms_person_by_email", "terms_person", &["email_key"]).await?;

        manager
            .create_table(of_account(
                "terms_count",
                &["kind", "shard"],
                vec![
                    one_of("kind", KINDS),
                    column("shard").small_integer().take(),
                    column("count").big_integer().take(),
                ],
            ))
            .await?;

        for log in LOGS {
            for statement in if is_sqlite { log.guarded_by_sqlite() } else { log.guarded_by_postgres() } {
                manager.get_connection().execute_unprepared(&statement).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["terms_count", "terms_person", "terms_acceptance", "terms_document"]).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION rows_are_only_added()").await?;
        }
        Ok(())
    }
}

impl Log {
    fn guarded_by_sqlite(&self) -> Vec<String> {
        let Self { table, keys } = self;
        // Each key is asked by itself: SQLite answers an OR of two keys by reading every row.
        let is_there: Vec<String> = keys
            .iter()
            .map(|key| {
                let same: Vec<String> = key.iter().map(|column| format!("{column} = NEW.{column}")).collect();
                format!("EXISTS (SELECT 1 FROM {table} WHERE {})", same.join(" AND "))
            })
            .collect();
        let is_there = is_there.join(" OR ");
        let refuse = format!("SELECT RAISE(ABORT, 'rows of {table} are only added')");
        vec![
            format!("CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END"),
            format!("CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END"),
            // REPLACE deletes what is in its way without asking the trigger above.
            format!(
                "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} \
                 WHEN {is_there} BEGIN {refuse}; END"
            ),
        ]
    }

    fn guarded_by_postgres(&self) -> Vec<String> {
        let Self { table, .. } = self;
        vec![
            "CREATE OR REPLACE FUNCTION rows_are_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ \
             BEGIN RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME; END $$"
                .to_owned(),
            format!(
                "CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} \
                 FOR EACH STATEMENT EXECUTE FUNCTION rows_are_only_added()"
            ),
            // Also where a session says to be a replica, in which triggers usually rest.
            format!("ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_only_added"),
        ]
    }
}

/// An index of a table that belongs to an account; it begins with the account.
async fn index(manager: &SchemaManager<'_>, name: &str, table: &str, columns: &[&str]) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(name).table(Alias::new(table)).col("account_id");
    for column in columns {
        index.col(Alias::new(*column));
    }
    manager.create_index(index).await
}
