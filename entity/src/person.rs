//! Who the subjects of the history are; an erasure may empty it.

use sea_orm::entity::prelude::*;

/// What is known of a subject.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The token's `sub`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// The name that the subject's newest token told.
    pub name: Option<String>,
    /// The e-mail address that the subject's newest token told.
    pub email: Option<String>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
