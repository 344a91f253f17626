//! The parameters' tab "environment".

use sea_orm::entity::prelude::*;

/// Language, portal and access of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "environment")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// PT, ES or EN.
    pub language: String,
    /// The main address of the site, as typed.
    pub portal_url: Option<String>,
    /// Whether a ticket's link opens it for customers without signing in.
    pub direct_link_customers: bool,
    /// Whether a ticket's link opens it for agents without signing in.
    pub direct_link_agents: bool,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
