//! The section "other contacts".

use sea_orm::entity::prelude::*;

/// One other way to reach the company.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "other_contact")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The contact's own part of its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The kind, in the contract's spelling.
    pub kind: String,
    /// A telephone in E.164, a link, or free text.
    pub value: String,
    /// What the company calls it.
    pub label: Option<String>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
