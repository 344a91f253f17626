//! Photos, and which account a photo's address belongs to.

use sea_orm_migration::prelude::*;

use crate::table::{column, drop, of_account, which_account};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(which_account("photo_digest", "digest")).await?;
        manager
            .create_table(of_account(
                "photo",
                &["digest", "size"],
                vec![
                    column("digest").text().take(),
                    column("size").integer().take(),
                    column("content_type").text().take(),
                    column("bytes").blob().take(),
                ],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["photo", "photo_digest"]).await
    }
}
