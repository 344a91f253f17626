//! The section "access profiles".

use sea_orm::entity::prelude::*;

/// One access profile.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_profile")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The profile's own part of its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The name in the form in which it is unique within the account.
    pub name_key: String,
    /// Whose profile it is, in the contract's spelling.
    pub role: String,
    /// The own part of the suggested activity's id.
    pub activity_id: Option<Uuid>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
