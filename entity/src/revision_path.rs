//! Which revisions changed what is at, or below, a path.

use sea_orm::entity::prelude::*;

/// One path, or a beginning of one, that a revision changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision_path")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The segments, each followed by a slash.
    #[sea_orm(primary_key, auto_increment = false)]
    pub path: String,
    /// The revision's number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
