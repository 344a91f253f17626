//! The parameters: environment, tickets, additional modules.

use sea_orm_migration::prelude::*;

use crate::table::{column, drop, of_account, one_of, optional};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(of_account(
                "environment",
                &[],
                vec![
                    one_of("language", &["PT", "ES", "EN"]),
                    optional("portal_url").text().take(),
                    column("direct_link_customers").boolean().take(),
                    column("direct_link_agents").boolean().take(),
                ],
            ))
            .await?;
        let mut tickets = Vec::new();
        for field in ["service", "category", "urgency", "tag"] {
            tickets.push(column(&format!("opening_{field}_agent")).boolean().take());
            tickets.push(column(&format!("opening_{field}_customer")).boolean().take());
            tickets.push(column(&format!("attendance_{field}")).boolean().take());
        }
        tickets.push(one_of("numbering_style", &["SIMPLE", "PROTOCOL"]));
        tickets.push(column("numbering_pattern").text().take());
        tickets.push(one_of("numbering_reset", &["NEVER", "YEARLY", "MONTHLY", "DAILY"]));
        manager.create_table(of_account("ticket_parameters", &[], tickets)).await?;
        manager
            .create_table(of_account(
                "module_parameters",
                &[],
                vec![
                    column("satisfaction_survey").boolean().take(),
                    column("time_tracking").boolean().take(),
                    one_of("time_entry_type", &["START_AND_END", "TOTAL_TIME"]),
                    one_of("activity_suggestion", &["LAST_OF_AGENT", "ACCESS_PROFILE", "NONE"]),
                    one_of("period_type_definition", &["AUTOMATIC", "BY_AGENT"]),
                    column("ticket_approval").boolean().take(),
                    column("chat").boolean().take(),
                ],
            ))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["module_parameters", "ticket_parameters", "environment"]).await
    }
}
