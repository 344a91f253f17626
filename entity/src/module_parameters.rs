//! The parameters' tab "additional modules".

use sea_orm::entity::prelude::*;

/// Which modules are on, and the parameters of time tracking.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "module_parameters")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Satisfaction survey.
    pub satisfaction_survey: bool,
    /// Time tracking.
    pub time_tracking: bool,
    /// START_AND_END or TOTAL_TIME.
    pub time_entry_type: String,
    /// LAST_OF_AGENT, ACCESS_PROFILE or NONE.
    pub activity_suggestion: String,
    /// AUTOMATIC or BY_AGENT.
    pub period_type_definition: String,
    /// Ticket approval.
    pub ticket_approval: bool,
    /// Chat.
    pub chat: bool,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
