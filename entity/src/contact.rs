//! The section "contacts".

use sea_orm::entity::prelude::*;

/// One e-mail address of the company.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The contact's own part of its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// PERSONAL or PROFESSIONAL.
    pub kind: String,
    /// The address as typed.
    pub email: String,
    /// The address in the form in which it is unique within the account.
    pub email_key: String,
    /// Whether automatic notifications go there; one per account.
    pub is_primary: bool,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
