//! The section "company".

use sea_orm::entity::prelude::*;

/// The company of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "company")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The name customers know.
    pub trade_name: String,
    /// The same in the form in which case does not matter.
    pub trade_name_key: String,
    /// The registered name.
    pub legal_name: Option<String>,
    /// Which country's rule the tax id follows.
    pub tax_id_kind: Option<String>,
    /// The tax id, normalised.
    pub tax_id_value: Option<String>,
    /// The institutional website, as typed.
    pub website: Option<String>,
    /// The photo's digest.
    pub photo_digest: Option<String>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
