//! Activities, and the access profiles that suggest them.

use sea_orm_migration::prelude::*;

use crate::table::{column, drop, of_account, one_of, optional, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(of_account(
                "activity",
                &["id"],
                vec![
                    column("id").uuid().take(),
                    column("name").text().take(),
                    column("name_key").text().take(),
                    column("active").boolean().take(),
                ],
            ))
            .await?;
        manager.create_index(unique("activity_name", "activity", &["name_key"])).await?;
        manager
            .create_table(
                of_account(
                    "access_profile",
                    &["id"],
                    vec![
                        column("id").uuid().take(),
                        column("name").text().take(),
                        column("name_key").text().take(),
                        one_of("role", &["ADMIN", "OPERATOR", "AGENT", "CUSTOMER"]),
                        optional("activity_id").uuid().take(),
                    ],
                )
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_access_profile_activity")
                        .from_tbl("access_profile")
                        .from_col("account_id")
                        .from_col("activity_id")
                        .to_tbl("activity")
                        .to_col("account_id")
                        .to_col("id"),
                )
                .take(),
            )
            .await?;
        manager.create_index(unique("access_profile_name", "access_profile", &["name_key"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["access_profile", "activity"]).await
    }
}
