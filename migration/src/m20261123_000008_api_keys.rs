//! API keys, the digests of their secrets, and which account has a digest.

use sea_orm_migration::prelude::*;

use crate::table::{column, drop, of_account, one_of, optional, optional_one_of, unique, which_account};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(of_account(
                "api_key",
                &["id"],
                vec![
                    column("id").uuid().take(),
                    column("name").text().take(),
                    column("prefix").text().take(),
                    column("permissions").text().take(),
                    column("created_at").timestamp_with_time_zone().take(),
                    one_of("created_by_kind", &["PERSON", "API_KEY", "SYSTEM"]),
                    column("created_by").text().take(),
                    optional_one_of("created_by_role", &["ADMIN", "OPERATOR", "AGENT", "CUSTOMER", "PLATFORM"]),
                    optional("rotated_at").timestamp_with_time_zone().take(),
                    optional("expires_at").timestamp_with_time_zone().take(),
                    optional("revoked_at").timestamp_with_time_zone().take(),
                    optional("last_used_at").timestamp_with_time_zone().take(),
                ],
            ))
            .await?;
        manager
            .create_table(of_account(
                "api_key_secret",
                &["digest"],
                vec![
                    column("digest").text().take(),
                    column("key_id").uuid().take(),
                    column("made_at").timestamp_with_time_zone().take(),
                    optional("ends_at").timestamp_with_time_zone().take(),
                ],
            ))
            .await?;
        manager.create_index(unique("api_key_secret_of", "api_key_secret", &["key_id", "digest"])).await?;
        manager.create_table(which_account("api_key_digest", "digest")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["api_key_digest", "api_key_secret", "api_key"]).await
    }
}
