//! What identifies who accepted terms; an erasure may empty it.

use sea_orm::entity::prelude::*;

/// The person behind one acceptance, as they were then.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "terms_person")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The own part of the acceptance's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub acceptance_id: Uuid,
    /// Their name.
    pub name: Option<String>,
    /// The same in the form in which case does not matter.
    pub name_key: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// The same in the form in which case does not matter.
    pub email_key: Option<String>,
    /// From which address.
    pub ip_address: Option<String>,
    /// With which program.
    pub user_agent: Option<String>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
