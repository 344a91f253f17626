//! The parameters' tab "tickets".

use sea_orm::entity::prelude::*;

/// What is mandatory on tickets, and how they are numbered.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_parameters")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Whether agents must give the service when they open a ticket.
    pub opening_service_agent: bool,
    /// Whether customers must give the service when they open a ticket.
    pub opening_service_customer: bool,
    /// Whether agents must give the category when they open a ticket.
    pub opening_category_agent: bool,
    /// Whether customers must give the category when they open a ticket.
    pub opening_category_customer: bool,
    /// Whether agents must give the urgency when they open a ticket.
    pub opening_urgency_agent: bool,
    /// Whether customers must give the urgency when they open a ticket.
    pub opening_urgency_customer: bool,
    /// Whether agents must give the tag when they open a ticket.
    pub opening_tag_agent: bool,
    /// Whether customers must give the tag when they open a ticket.
    pub opening_tag_customer: bool,
    /// Whether agents must give the service when they attend a ticket.
    pub attendance_service: bool,
    /// Whether agents must give the category when they attend a ticket.
    pub attendance_category: bool,
    /// Whether agents must give the urgency when they attend a ticket.
    pub attendance_urgency: bool,
    /// Whether agents must give the tag when they attend a ticket.
    pub attendance_tag: bool,
    /// SIMPLE or PROTOCOL.
    pub numbering_style: String,
    /// The protocol's pattern.
    pub numbering_pattern: String,
    /// When the protocol's sequence begins again.
    pub numbering_reset: String,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
