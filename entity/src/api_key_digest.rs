//! Which account has the key of a digest.

use sea_orm::entity::prelude::*;

/// The digest of a live secret.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key_digest")]
pub struct Model {
    /// SHA-256 of the secret's text, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// The account that has the key.
    pub account_id: Uuid,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
