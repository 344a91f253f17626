//! Which account's photo a digest names.

use sea_orm::entity::prelude::*;

/// A digest that stands in an address.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "photo_digest")]
pub struct Model {
    /// SHA-256 of the account and the bytes, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// The account that has it.
    pub account_id: Uuid,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
