//! The business hours: a time zone, a week, holidays.

use sea_orm_migration::prelude::*;

use crate::table::{column, drop, of_account, optional};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(of_account("business_hours", &[], vec![column("time_zone").text().take()])).await?;
        manager
            .create_table(of_account(
                "shift",
                &["day", "opens"],
                vec![
                    column("day").small_integer().check(Expr::col("day").between(0, 6)).take(),
                    column("opens").small_integer().check(Expr::col("opens").between(0, 1439)).take(),
                    column("closes").small_integer().check(Expr::col("closes").between(0, 1439)).take(),
                ],
            ))
            .await?;
        manager
            .create_table(of_account(
                "holiday",
                &["date"],
                vec![column("date").date().take(), optional("name").text().take()],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["holiday", "shift", "business_hours"]).await
    }
}
