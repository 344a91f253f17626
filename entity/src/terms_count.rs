//! How many acceptances an account has, so that nobody counts a million rows to know.

use sea_orm::entity::prelude::*;

/// A part of the count of one kind. It is in several parts so that those who accept do not wait for each other.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "terms_count")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// TERMS_OF_USE or PRIVACY_POLICY.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Which part.
    #[sea_orm(primary_key, auto_increment = false)]
    pub shard: i16,
    /// The part's count.
    pub count: i64,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
