//! The digests of the secrets that open a key: one, or two while a rotation overlaps.

use sea_orm::entity::prelude::*;

/// One secret of a key, known by its digest alone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key_secret")]
pub struct Model {
    /// The account that the row belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// SHA-256 of the secret's text, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// The own part of the key's id.
    pub key_id: Uuid,
    /// When it was made.
    pub made_at: DateTimeUtc,
    /// From when on it is no good, where a newer one has taken its place.
    pub ends_at: Option<DateTimeUtc>,
    /// The account itself.
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
