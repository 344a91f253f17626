//! Tenants, and which of them has a slug or a portal's host.

use sea_orm_migration::prelude::*;

use crate::table::{by_bytes, column, drop, which_account};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("account")
                    .col(column("id").uuid().primary_key())
                    .col(by_bytes(manager, column("slug").text().take()))
                    .col(column("created_at").timestamp_with_time_zone())
                    .col(column("revision").integer().check(Expr::col("revision").gt(0)))
                    .take(),
            )
            .await?;
        manager.create_index(Index::create().name("account_by_slug").table("account").col("slug").take()).await?;
        manager.create_table(which_account("account_slug", "slug")).await?;
        manager.create_table(which_account("portal_host", "host")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["portal_host", "account_slug", "account"]).await
    }
}
