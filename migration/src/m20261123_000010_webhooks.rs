//! Webhook endpoints, the secrets that sign for them, what is delivered to them, and how each attempt went.

use sea_orm_migration::prelude::*;

use crate::table::{column, drop, of_account, one_of, optional};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(of_account(
                "webhook_endpoint",
                &["id"],
                vec![
                    column("id").uuid().take(),
                    column("url").text().take(),
                    optional("description").text().take(),
                    column("actions").text().take(),
                    one_of("state", &["ENABLED", "DISABLED", "FAILED"]),
                    column("created_at").timestamp_with_time_zone().take(),
                    optional("rotated_at").timestamp_with_time_zone().take(),
                    column("handed_over").integer().take(),
                    optional("due_at").timestamp_with_time_zone().take(),
                    optional("leased_by").uuid().take(),
                    optional("leased_until").timestamp_with_time_zone().take(),
                ],
            ))
            .await?;
        // Whoever delivers asks for what is due, whichever account it belongs to.
        manager.create_index(index("webhook_endpoint_due", "webhook_endpoint", &["due_at"])).await?;
        manager
            .create_table(of_account(
                "webhook_secret",
                &["endpoint_id", "made_at"],
                vec![
                    column("endpoint_id").uuid().take(),
                    column("made_at").timestamp_with_time_zone().take(),
                    column("secret").text().take(),
                    optional("ends_at").timestamp_with_time_zone().take(),
                ],
            ))
            .await?;
        manager
            .create_table(of_account(
                "webhook_delivery",
                &["endpoint_id", "id"],
                vec![
                    column("endpoint_id").uuid().take(),
                    column("id").uuid().take(),
                    optional("revision").integer().take(),
                    one_of("state", &["PENDING", "DELIVERED", "FAILED"]),
                    column("is_in_order").boolean().take(),
                    column("created_at").timestamp_with_time_zone().take(),
                    optional("asked_at").timestamp_with_time_zone().take(),
                    optional("next_attempt_at").timestamp_with_time_zone().take(),
                    optional("failing_since").timestamp_with_time_zone().take(),
                    column("failures").integer().take(),
                    column("attempts").integer().take(),
                ],
            ))
            .await?;
        let of_endpoint = |name: &str, columns: &[&str]| {
            let columns = [&["account_id", "endpoint_id"], columns].concat();
            index(name, "webhook_delivery", &columns)
        };
        manager.create_index(index("webhook_delivery_id", "webhook_delivery", &["account_id", "id"])).await?;
        manager.create_index(of_endpoint("webhook_delivery_asked", &["asked_at"])).await?;
        manager.create_index(of_endpoint("webhook_delivery_order", &["is_in_order", "revision"])).await?;
        manager.create_index(index("webhook_delivery_created", "webhook_delivery", &["created_at"])).await?;
        manager
            .create_table(of_account(
                "webhook_attempt",
                &["endpoint_id", "delivery_id", "number"],
                vec![
                    column("endpoint_id").uuid().take(),
                    column("delivery_id").uuid().take(),
                    column("number").integer().take(),
                    column("at").timestamp_with_time_zone().take(),
                    column("duration_ms").integer().take(),
                    optional("status").integer().take(),
                    optional("response").text().take(),
                    optional("error").text().take(),
                ],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["webhook_attempt", "webhook_delivery", "webhook_secret", "webhook_endpoint"]).await
    }
}

fn index(name: &str, table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    index
}
