//! Revisions, what they changed, and who made them.

use sea_orm_migration::prelude::*;

use crate::table::{column, drop, of_account, one_of, optional, optional_one_of};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(of_account(
                "person",
                &["subject"],
                vec![column("subject").text().take(), optional("name").text().take(), optional("email").text().take()],
            ))
            .await?;
        manager
            .create_table(of_account(
                "revision",
                &["number"],
                vec![
                    column("number").integer().check(Expr::col("number").gt(0)).take(),
                    column("at").timestamp_with_time_zone().take(),
                    one_of("actor_kind", &["PERSON", "API_KEY", "SYSTEM"]),
                    column("actor_subject").text().take(),
                    optional_one_of("actor_role", &["ADMIN", "OPERATOR", "AGENT", "CUSTOMER", "PLATFORM"]),
                    column("action").text().take(),
                    optional("reason").text().take(),
                    column("changes").text().take(),
                    column("format").small_integer().take(),
                    column("settings").text().take(),
                ],
            ))
            .await?;
        manager
            .create_table(of_account(
                "revision_path",
                &["path", "number"],
                vec![column("path").text().take(), column("number").integer().take()],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["revision_path", "revision", "person"]).await
    }
}
