//! Which account's support portal a host is.

use sea_orm::entity::prelude::*;

/// A host that is taken.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_host")]
pub struct Model {
    /// The host in the URL standard's ASCII form, without a trailing dot.
    #[sea_orm(primary_key, auto_increment = false)]
    pub host: String,
    /// The account that has it.
    pub account_id: Uuid,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
